"""The status bar: model, device, what the engine does, its speed, and whether feedback is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from radvaluer_desktop.catalogue.installed import InstalledModel
from radvaluer_desktop.gui.elided_label import ElidedLabel
from radvaluer_desktop.inference.messages import LoadedModel, Progress, StopReason
from radvaluer_desktop.session.devices import device_and_reason
from radvaluer_desktop.session.draft import Draft

_PERCENT = 100


def _translated(reason: str) -> str:
    return QCoreApplication.translate("devices", reason)


def what_is_kept() -> str:
    """Return what is kept of the work in the window, and what for."""
    return QCoreApplication.translate(
        "StatusLine",
        "Kept on this computer, encrypted: findings, drafts, your impression, your decision and "
        "how long it took, what the checks said. It serves to make drafts better and to notice "
        "when they get worse. It is not for reviewing anybody's performance.",
    )


class StatusLine(QStatusBar):
    """Five quiet labels; what they say is computed here from values alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine, self._model, self._speed = ElidedLabel(), ElidedLabel(), ElidedLabel()
        self._feedback, self._notice = ElidedLabel(), QLabel()  # which never gives way
        self._notice.setProperty("role", "warning")
        for label in (self._engine, self._model, self._speed):
            label.setProperty("role", "quiet")
            self.addWidget(label)
        self.addPermanentWidget(self._notice)
        self.addPermanentWidget(self._feedback)
        self.setSizeGripEnabled(False)
        self._engine_says: Callable[[], str] = str
        self._loaded: LoadedModel | None = None
        self._installed: InstalledModel | None = None
        self._draft: Draft | None = None
        self._kept: bool | None = None
        self._only_keyring = False
        self._reason = ""
        self.show_starting()

    def show_starting(self) -> None:
        """The engine is being started."""
        self._show_engine(lambda: self.tr("Engine starting…"))

    def show_lost(self) -> None:
        """The engine is gone; the next draft starts it."""
        self._show_engine(lambda: self.tr("Engine stopped"))

    def show_model(self, loaded: LoadedModel, installed: InstalledModel) -> None:
        """The model is loaded; what must be known of it while one works with it is said."""
        self._loaded, self._installed = loaded, installed
        self._show_engine(lambda: self.tr("Ready"))
        self._retranslate()

    def show_installed(self, installed: InstalledModel) -> None:
        """An adapter was applied to the model, or taken off."""
        self._installed = installed
        self._retranslate()

    def show_progress(self, progress: Progress) -> None:
        """Loading, or reading the prompt."""
        if progress.stage == "load":
            percent = progress.done * _PERCENT // max(progress.total, 1)
            self._show_engine(lambda: self.tr("Loading the model: {0} %").format(percent))
        else:
            self._show_engine(
                lambda: self.tr("Reading: {0} of {1} tokens").format(progress.done, progress.total)
            )

    def show_read_ahead(self, done: int, total: int) -> None:
        """Findings are read while they are typed: tokens read, of how many; 0 where none are."""
        if total == 0:
            self._show_engine(lambda: self.tr("Ready"))
        elif done < total:
            self._show_engine(
                lambda: self.tr("Reading along: {0} of {1} tokens").format(done, total)
            )
        else:
            self._show_engine(lambda: self.tr("Ready, findings read"))

    def show_writing(self) -> None:
        """Text is coming."""
        self._show_engine(lambda: self.tr("Writing…"))

    def show_stopping(self) -> None:
        """A stop was asked for."""
        self._show_engine(lambda: self.tr("Stopping…"))

    def show_draft(self, draft: Draft) -> None:
        """A draft has ended."""
        self._draft = draft
        stopped = draft.stop_reason is StopReason.CANCELLED
        self._show_engine(lambda: self.tr("Stopped") if stopped else self.tr("Ready"))
        self._retranslate()

    def show_feedback(self, *, kept: bool, reason: str = "") -> None:
        """Whether decisions are being kept, and why not."""
        self._kept = kept
        self._reason = reason
        self._colour_feedback()
        self._retranslate()

    def show_second_way(self, missing: bool) -> None:
        """Whether the keyring alone can open the store."""
        self._only_keyring = missing
        self._colour_feedback()
        self._retranslate()

    def _show_engine(self, says: Callable[[], str]) -> None:
        """Show what ``says`` returns, which is asked again in another language."""
        self._engine_says = says
        self._engine.setText(says())

    def _colour_feedback(self) -> None:
        quiet = self._kept and not self._only_keyring
        self._feedback.setProperty("role", "quiet" if quiet else "warning")
        self._feedback.style().unpolish(self._feedback)
        self._feedback.style().polish(self._feedback)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._engine.setText(self._engine_says())
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        if self._loaded is not None and self._installed is not None:
            self._model.setText(f"{self._installed.id} · {self._loaded.device}")
            where = device_and_reason(self._loaded, _translated)
            self._model.setToolTip(f"{self._loaded.description}\n{where}")
            self._notice.setText(self._notice_of(self._installed))
            self._notice.setToolTip(self._notice.text())
        if self._draft is not None:
            timings = self._draft.timings
            self._speed.setText(
                self.tr("first word {0} ms · {1} tokens/s").format(
                    round(timings.ttft_ms), round(timings.decode_tokens_per_s)
                )
            )
        if self._kept is not None:
            self._feedback.setText(self._feedback_text())
            kept = f"<qt>{what_is_kept()}</qt>"  # so that Qt breaks its lines
            self._feedback.setToolTip(kept if self._kept else self._reason)

    def _feedback_text(self) -> str:
        if not self._kept:
            return self.tr("Feedback is not kept")
        if self._only_keyring:
            return self.tr("Feedback is kept; no recovery key (F2)")
        return self.tr("Feedback is kept")

    def _notice_of(self, installed: InstalledModel) -> str:
        if installed.embedded:
            return self.tr("Demonstration model, not for clinical use")
        if installed.patient_data:
            return self.tr("Taught on patients' reports: the model must not leave the hospital")
        return ""
