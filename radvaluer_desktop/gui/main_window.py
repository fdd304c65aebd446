"""The window: findings left, impression and checks right, commands, one notice, the status bar."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QMainWindow,
    QMessageBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.app import Application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.installed import InstalledModel
from radvaluer_desktop.feedback.records import Decision, Verdict, WorkspaceText, new_id
from radvaluer_desktop.gui.adapter_care import AdapterCare
from radvaluer_desktop.gui.clipboard import Clipboard
from radvaluer_desktop.gui.commands import CommandButton, make_commands
from radvaluer_desktop.gui.drafting import Drafting
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.exporting import Exporting
from radvaluer_desktop.gui.findings_pane import FindingsPane
from radvaluer_desktop.gui.first_run.care import FirstRunCare
from radvaluer_desktop.gui.header_panel import HeaderPanel
from radvaluer_desktop.gui.help.care import HelpCare
from radvaluer_desktop.gui.impression_pane import DraftState, ImpressionPane
from radvaluer_desktop.gui.lock.care import LockCare
from radvaluer_desktop.gui.menus import Menus
from radvaluer_desktop.gui.model_care import ModelCare
from radvaluer_desktop.gui.notice_bar import NoticeBar, Remedy
from radvaluer_desktop.gui.own_first import OwnFirst
from radvaluer_desktop.gui.recording import Recording
from radvaluer_desktop.gui.reviewing import Reviewing
from radvaluer_desktop.gui.server_care import ServerCare
from radvaluer_desktop.gui.settings.care import SettingsCare
from radvaluer_desktop.gui.status_line import StatusLine, what_is_kept
from radvaluer_desktop.gui.translation import resolve_language
from radvaluer_desktop.inference.messages import Progress, Ready, StopReason
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.session.decide import (
    Signature,
    accept,
    beside_own,
    judged,
    past_report,
    reject,
    shown,
)
from radvaluer_desktop.session.draft import Draft
from radvaluer_desktop.session.review import StudyTexts

_CUT_OFF = (StopReason.CANCELLED, StopReason.MAX_TOKENS, StopReason.CONTEXT_FULL)
_DECIDABLE = (DraftState.COMPLETE, DraftState.STOPPED)


class MainWindow(QMainWindow):
    """Lays out the panes and connects them; drafting and recording do the work."""

    language_chosen = Signal(str)

    def __init__(self, application: Application, language: str) -> None:
        super().__init__()
        self._application = application
        self._draft: Draft | None = None
        self._study_id = new_id()
        self._drafted_from = ""
        self._decided: DraftState | None = None
        self._completed_at = 0.0
        self._example = ""
        self.header = HeaderPanel()
        self.findings = FindingsPane()
        self.impression = ImpressionPane()
        self.own_first = OwnFirst(self.impression, wanted=application.settings.asks_own_first)
        self.notice = NoticeBar()
        self.status = StatusLine()
        self.commands = make_commands(self)
        self.clipboard = Clipboard(application.settings.clipboard_clear_s, self)
        self.drafting = Drafting(application, self)
        self.recording = Recording(application, self)
        self.exporting = Exporting(application, self)
        self.model_care = ModelCare(application, self)
        self.server = ServerCare(application, self)
        self.settings = SettingsCare(application, self)
        self.help = HelpCare(application, self)
        self.lock = LockCare(application, self, self.clipboard)
        self.first_run = FirstRunCare(application, self.recording, self)
        editors = (self.findings.editor, self.impression.editor)
        self.reviewing = Reviewing(application.checks, self._study_texts, *editors, self)
        self._lay_out()
        self._menus = Menus(self.menuBar(), self.commands, language)
        self._adapters = AdapterCare(application, self.drafting, self._menus.adapters)
        if application.configuration.is_locked("interface_language"):
            self._menus.lock_language()
        self._connect()
        self._connect_care()
        self._retranslate()
        self._enable_commands()
        self.findings.editor.setFocus()

    def start(self) -> None:
        """Load the model and open the store, both in the background."""
        for unknown in self._application.configuration.unknown:
            self.notice.show_notice(error_text(unknown), "warning", lasting=True)
        self.lock.start()
        self.drafting.load_model()
        self.recording.open()

    def begin_first_run(self) -> None:
        """Open the assistant, where it is due and the window is not locked."""
        if self.first_run.is_due and not self.lock.is_locked:
            self._on_assistant_asked()

    def show_language(self, language: str) -> None:
        """Follow a language that was chosen, in the menu or elsewhere."""
        self._menus.show_language(language)
        self.settings.retranslate()

    def show_example(self, text: str) -> None:
        """Show a synthetic report; as long as nobody changes it, it is not kept as typing."""
        self._example = text
        self.findings.editor.replace_text(text)

    # --- layout ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        right = QWidget()
        below = QVBoxLayout(right)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.own_first)
        below.addWidget(self.impression, 1)
        below.addWidget(self.reviewing.panel)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.findings)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([1, 1])
        buttons = QHBoxLayout()
        buttons.addWidget(CommandButton(self.commands.draft, main=True))
        for action in (self.commands.stop, self.commands.new_study):
            buttons.addWidget(CommandButton(action))
        buttons.addStretch(1)
        buttons.addWidget(CommandButton(self.commands.accept, main=True))
        for action in (self.commands.reject, self.commands.copy):
            buttons.addWidget(CommandButton(action))
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.addWidget(self.server.strip)
        layout.addWidget(self.header)
        layout.addWidget(splitter, 1)
        layout.addLayout(buttons)
        layout.addWidget(self.notice)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status)
        metrics = self.fontMetrics()
        wanted = QSize(metrics.averageCharWidth() * 130, metrics.lineSpacing() * 46)
        self.resize(wanted.boundedTo(self.screen().availableSize()))

    def _connect(self) -> None:
        commands = self.commands
        commands.draft.triggered.connect(self._on_draft)
        commands.stop.triggered.connect(self._on_stop)
        commands.accept.triggered.connect(self._on_accept)
        commands.reject.triggered.connect(self._on_reject)
        commands.copy.triggered.connect(self._on_copy)
        reviewing = self.reviewing
        commands.next_issue.triggered.connect(lambda: reviewing.walk(1))
        commands.previous_issue.triggered.connect(lambda: reviewing.walk(-1))
        commands.grounds.triggered.connect(reviewing.show_grounds)
        commands.dismiss.triggered.connect(reviewing.dismiss)
        commands.communicate.triggered.connect(self._on_communicate)
        reviewing.changed.connect(self._enable_commands)
        reviewing.override_asked.connect(self._on_override_asked)
        reviewing.override_forgotten.connect(self.notice.dismiss)
        commands.new_study.triggered.connect(self._on_new_study)
        commands.quit.triggered.connect(self.close)
        self._menus.server.triggered.connect(self.server.open)
        self.server.told.connect(self._on_keys_told)
        self._menus.language_chosen.connect(self.language_chosen)
        self._menus.kept_asked.connect(self._on_kept_asked)
        self.findings.findings_changed.connect(self._on_findings_changed)
        self.header.header_changed.connect(self._on_findings_changed)
        self.impression.impression_edited.connect(self._on_impression_edited)
        drafting = self.drafting
        drafting.model_loaded.connect(self._on_model_loaded)
        self._adapters.model_changed.connect(self._on_model_changed)
        drafting.progressed.connect(self._on_progressed)
        drafting.text_written.connect(self._on_text_written)
        drafting.draft_finished.connect(self._on_draft_finished)
        drafting.draft_abandoned.connect(self._on_draft_abandoned)
        drafting.fell_back.connect(self._on_fell_back)
        drafting.failed.connect(self._on_draft_failed)
        drafting.engine_lost.connect(self.status.show_lost)
        drafting.reading.progressed.connect(self.status.show_read_ahead)
        recording = self.recording
        recording.opened.connect(self._on_store_opened)
        recording.reports_read.connect(drafting.remember)
        recording.unavailable.connect(self._on_store_unavailable)
        recording.decision_kept.connect(self._on_decision_kept)
        recording.decision_failed.connect(self._on_decision_failed)
        recording.typing_failed.connect(self._on_typing_failed)
        commands.export.triggered.connect(self.exporting.open)
        self.exporting.told.connect(self.notice.show_notice)
        care = recording.key_care
        commands.recovery.triggered.connect(care.open)
        care.told.connect(self._on_keys_told)
        care.second_way_missing.connect(self.status.show_second_way)
        recording.upkeep.told.connect(self._on_upkeep_told)
        commands.models.triggered.connect(self.model_care.open)
        self.model_care.chosen.connect(drafting.use)

    def _connect_care(self) -> None:
        """Connect what is beside the work: settings, lock, help, assistant."""
        commands, menu, lock = self.commands, self._menus.help, self.lock
        commands.settings.triggered.connect(self.settings.open)
        self.settings.changed.connect(self._on_setting_changed)
        self.settings.link_asked.connect(self._on_settings_link)
        commands.lock.triggered.connect(lock.lock)
        lock.locking.connect(self.recording.flush)
        lock.noted.connect(lambda event, detail: self.recording.note(event, **detail))
        lock.told.connect(self.notice.show_notice)
        lock.pin_wanted.connect(self._on_pin_wanted)
        commands.keys.triggered.connect(self.help.show_keys)
        menu.guide_asked.connect(self.help.show_guide)
        menu.report_asked.connect(self.help.show_report)
        menu.about_asked.connect(self.help.show_about)
        menu.assistant_asked.connect(self._on_assistant_asked)
        self.help.told.connect(self.notice.show_notice)
        first_run = self.first_run
        first_run.language_chosen.connect(self.language_chosen)
        first_run.models_asked.connect(self.model_care.open)
        first_run.model_chosen.connect(self.model_care.use)
        first_run.example_asked.connect(self._on_example_asked)
        first_run.told.connect(self.notice.show_notice)

    def _on_setting_changed(self, name: str) -> None:
        settings = self._application.settings
        if name == "interface_language":
            self.language_chosen.emit(resolve_language(settings.interface_language))
        elif name == "lock_after_minutes":
            self.lock.follow_settings()
        elif name == "clipboard_clear_s":
            self.clipboard.clear_after(settings.clipboard_clear_s)

    def _on_settings_link(self, name: str) -> None:
        links = {
            "models": self.model_care.open,
            "recovery": self.recording.key_care.open,
            "server": self.server.open,
            "pin": self.lock.choose_pin,
        }
        links[name]()

    def _on_pin_wanted(self) -> None:
        text = self.tr("The window locks when nobody touches it, but nobody chose a PIN for it.")
        action = Remedy(self.tr("Choose a PIN"), self.lock.choose_pin)
        self.notice.show_notice(text, "warning", lasting=True, remedy=action)

    def _on_assistant_asked(self) -> None:
        free = not self._has_typed() and self.impression.state is not DraftState.WRITING
        self.first_run.open(may_draft=free)

    def _on_example_asked(self) -> None:
        if not self._has_typed():
            language = resolve_language(self._application.settings.interface_language)
            text = resource(f"examples/{language}.txt").read_text(encoding="utf-8")
            self.show_example(text)
            self.commands.draft.trigger()

    # --- drafting ----------------------------------------------------------------------------

    def _on_draft(self) -> None:
        if not self.own_first.take():
            self.notice.show_notice(self.own_first.request(), "warning")
            return
        self._draft = self._decided = None
        self._menus.judging.begin(None)
        self._drafted_from = self._asked_for()
        self.notice.dismiss()
        self.impression.begin()
        self.reviewing.pause()
        self._enable_commands()
        self.drafting.draft(self.header.header(), self.findings.text())

    def _on_stop(self) -> None:
        if self.impression.state is DraftState.WRITING:
            self.status.show_stopping()
        self.drafting.stop()

    def _on_model_loaded(self, ready: Ready) -> None:
        model = self._application.session.model
        if model is not None:
            self.status.show_model(ready.model, model)
        self.reviewing.checking.start()  # not before: the model has the processor first
        self.drafting.reading.note_change(self._typed)

    def _on_model_changed(self, model: InstalledModel) -> None:
        self.status.show_installed(model)
        self.recording.upkeep.note_model(model.id, model.sha256)

    def _on_progressed(self, progress: Progress) -> None:
        self.status.show_progress(progress)

    def _on_draft_abandoned(self) -> None:
        if self.impression.state is DraftState.WRITING:
            self.impression.show_state(DraftState.EMPTY)
            self.reviewing.note_change()
            self._enable_commands()

    def _on_fell_back(self, text: str) -> None:
        """What the server wrote is void; the draft begins again, here."""
        self.impression.begin()
        self.notice.show_notice(f"{text} {self.tr('This computer drafts instead.')}", "warning")

    def _on_text_written(self, text: str) -> None:
        self.impression.editor.append_text(text)
        self.status.show_writing()

    def _on_draft_finished(self, draft: Draft) -> None:
        self._draft = draft
        self._completed_at = time.monotonic()
        if draft.impression:
            template = self._application.template_of(draft)
            self.recording.upkeep.note_model(draft.model_id, draft.model_sha256)
            self.recording.note_draft(shown(draft, template, self._signature()))
            self._menus.judging.begin(draft.id)
        self.status.show_draft(draft)
        self._show_draft_state()
        self._keep_typing()
        self.reviewing.note_change()

    def _on_draft_failed(self, text: str) -> None:
        self.notice.show_notice(text, "error")
        if self.impression.state is DraftState.WRITING:
            written = bool(self.impression.text())
            self.impression.show_state(DraftState.STOPPED if written else DraftState.EMPTY)
            self.reviewing.note_change()
        self._enable_commands()

    def _show_draft_state(self) -> None:
        """Say whether the draft that stands there still belongs to these findings."""
        draft = self._draft
        if draft is None:
            return
        if self._asked_for() != self._drafted_from:
            state = DraftState.STALE
        elif self._decided is not None:
            state = self._decided
        elif draft.stop_reason in _CUT_OFF:
            state = DraftState.STOPPED if draft.impression else DraftState.EMPTY
        else:
            state = DraftState.COMPLETE
        self.impression.show_state(state)
        self._enable_commands()

    def _asked_for(self) -> str:
        """What a draft rests on: the header and the findings as they stand."""
        return f"{self.header.header()!r}\n{self.findings.text()}"

    # --- deciding ----------------------------------------------------------------------------

    def _on_accept(self) -> None:
        if self._draft is None:
            return
        if not self.impression.text().strip():
            self.notice.show_notice(
                self.tr("An empty impression cannot be accepted. Write one, or reject the draft."),
                "warning",
            )
            return
        self.reviewing.checking.when_settled(self._accept)

    def _accept(self) -> None:
        """Accept what has been checked; where that is severe, only when asked twice."""
        decidable = self.impression.state in _DECIDABLE
        if self._draft is None or not decidable or not self.reviewing.may_accept():
            return
        final, seconds = self.impression.text(), self._seconds()
        review = self.reviewing.review
        self._decide(accept(self._draft, final, seconds, self._signature(), review))

    def _on_override_asked(self, question: str) -> None:
        self.notice.show_notice(question, "warning")

    def _on_communicate(self) -> None:
        self.reviewing.communicate(self._application.settings.radiologist_id)

    def _on_reject(self) -> None:
        if self._draft is None:
            return
        title, question = self.tr("Reject the draft"), self.tr("Why? (may stay empty)")
        reason, decided = QInputDialog.getText(self, title, question)
        if decided and self._draft is not None:
            review = self.reviewing.review
            self._decide(reject(self._draft, reason, self._seconds(), self._signature(), review))

    def _decide(self, decision: Decision) -> None:
        accepted = decision.verdict is not Verdict.REJECTED
        self._decided = DraftState.ACCEPTED if accepted else DraftState.REJECTED
        self.impression.show_state(self._decided)
        if self.recording.may_keep:
            decision = beside_own(decision, self.own_first.own)
            self.recording.keep(judged(decision, self._menus.judging.judgement()))
        else:
            self.notice.show_notice(
                self.tr("The decision stands here, but was not kept: feedback is not being kept."),
                "warning",
            )
        self._enable_commands()

    def _on_decision_kept(self, decision: Decision) -> None:
        texts = {
            Verdict.ACCEPTED: self.tr("Accepted as drafted, and kept."),
            Verdict.EDITED: self.tr("Accepted as edited, and kept."),
            Verdict.REJECTED: self.tr("Rejected, and kept."),
        }
        self.notice.show_notice(texts[decision.verdict], "good")
        self.own_first.forget(decision.own_impression)
        if decision.verdict is not Verdict.REJECTED:
            self.drafting.remember([past_report(decision)])

    def _on_decision_failed(self, text: str) -> None:
        self.notice.show_notice(text, "error")
        self._decided = None
        self._show_draft_state()  # so that the decision can be made again
        self._keep_typing()

    def _seconds(self) -> float:
        return time.monotonic() - self._completed_at

    def _signature(self) -> Signature:
        settings = self._application.settings
        return Signature(
            settings.station_id, settings.radiologist_id, self._study_id, settings.institution
        )

    def _on_copy(self) -> None:
        self.clipboard.copy(self.impression.text())
        self.notice.show_notice(self.tr("The impression is on the clipboard."))

    # --- the text ----------------------------------------------------------------------------

    def _on_new_study(self) -> None:
        self.drafting.abandon()  # nothing of this patient's may reach the next one's study
        self._draft = self._decided = None
        self._study_id = new_id()
        self._menus.judging.begin(None)
        self._example = ""
        self.header.set_header(StudyHeader())
        self.findings.editor.clear()
        self.impression.editor.clear()
        self.impression.show_state(DraftState.EMPTY)
        self.notice.dismiss()
        self.own_first.begin_study()
        self.reviewing.begin_study()
        self.recording.forget_typing()
        self._enable_commands()
        self.findings.editor.setFocus()

    def _on_findings_changed(self) -> None:
        self.own_first.note_findings()
        if self.impression.state is not DraftState.WRITING:
            self._show_draft_state()
            self.reviewing.note_change()
        self._keep_typing()
        self._enable_commands()
        self.drafting.reading.note_change(self._typed)

    def _typed(self) -> tuple[StudyHeader, str]:
        return self.header.header(), self.findings.text()

    def _on_impression_edited(self) -> None:
        self.reviewing.note_change()
        self._keep_typing()
        self._enable_commands()

    def _keep_typing(self) -> None:
        if not self._has_typed():
            return
        self.recording.note_typing(
            WorkspaceText(
                findings=self.findings.text(),
                impression=self.impression.text(),
                header=self.header.header(),
            )
        )

    def _study_texts(self) -> StudyTexts:
        return StudyTexts(
            header=self.header.header(),
            findings=self.findings.text(),
            impression=self.impression.text(),
            drafted=self._draft is not None,
        )

    # --- the store ---------------------------------------------------------------------------

    def _on_store_opened(self, typed: WorkspaceText | None) -> None:
        self.status.show_feedback(kept=True)
        model = self._application.session.model
        if model is not None:
            self.recording.upkeep.note_model(model.id, model.sha256)
        if typed is None or not (typed.findings.strip() or typed.impression.strip()):
            return
        if self._has_typed():  # the person was quicker than the keyring: what they type stays
            self.recording.set_aside()
            self.notice.show_notice(
                self.tr(
                    "What was typed before the program ended is kept. It comes back at the next "
                    "start, once this study is decided or cleared."
                )
            )
            return
        self.header.set_header(typed.header)
        self.findings.editor.replace_text(typed.findings)
        self.impression.editor.replace_text(typed.impression)
        if typed.impression.strip():
            self.impression.show_state(DraftState.RESTORED)
        self.notice.show_notice(self.tr("What was typed before the program ended is back."))

    def _on_store_unavailable(self, text: str) -> None:
        consequence = self.tr("Until then neither decisions nor what is typed are kept.")
        self.status.show_feedback(kept=False, reason=text)
        self.notice.show_notice(f"{text} {consequence}", "warning", lasting=True)

    def _on_kept_asked(self) -> None:
        self.notice.show_notice(what_is_kept())

    def _on_upkeep_told(self, text: str) -> None:
        self.notice.show_notice(text, "warning", lasting=True)

    def _on_typing_failed(self, text: str) -> None:
        self.notice.show_notice(text, "error")

    def _on_keys_told(self, text: str, role: str) -> None:
        if role == "quiet" and self.notice.text():
            return  # the status bar says it too
        self.notice.show_notice(text, role)

    # --- the window --------------------------------------------------------------------------

    def _enable_commands(self) -> None:
        writing = self.impression.state is DraftState.WRITING
        decidable = self._draft is not None and self.impression.state in _DECIDABLE
        commands = self.commands
        commands.draft.setEnabled(bool(self.findings.text().strip()))
        commands.stop.setEnabled(writing or self._application.session.model is None)
        commands.accept.setEnabled(decidable)
        stale = self.impression.state is DraftState.STALE and self._decided is None
        commands.reject.setEnabled(decidable or stale)
        commands.copy.setEnabled(bool(self.impression.text().strip()) and not writing)
        review, undecided = self.reviewing.review, self._decided is None
        for action in (commands.next_issue, commands.previous_issue):
            action.setEnabled(bool(review.open))
        commands.dismiss.setEnabled(bool(review.open or review.dismissed) and undecided)
        commands.grounds.setEnabled(review.checked is not None)
        commands.communicate.setEnabled(self.reviewing.has_critical and undecided)
        self.setWindowTitle(self._title())

    def _title(self) -> str:
        """Name the state, never the patient: other programs can read titles."""
        states = {
            DraftState.WRITING: self.tr("drafting"),
            DraftState.COMPLETE: self.tr("draft complete"),
            DraftState.STOPPED: self.tr("draft stopped"),
            DraftState.STALE: self.tr("draft out of date"),
            DraftState.RESTORED: self.tr("draft out of date"),
            DraftState.ACCEPTED: self.tr("accepted"),
            DraftState.REJECTED: self.tr("rejected"),
        }
        state = states.get(self.impression.state)
        return f"RadValuer Desktop – {state}" if state else "RadValuer Desktop"

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """Keep what was typed; where it cannot be kept, ask first."""
        if not self.recording.is_open and self._has_typed() and not self._may_lose_text():
            event.ignore()
            return
        self.hide()
        self.model_care.shut_down()
        self.lock.shut_down()
        self.help.shut_down()
        self.first_run.shut_down()
        self.clipboard.shut_down()
        self.drafting.shut_down()
        self.reviewing.shut_down()
        self.exporting.shut_down()
        self.recording.shut_down()
        super().closeEvent(event)

    def _has_typed(self) -> bool:
        return self.findings.text() != self._example or self.header.header() != StudyHeader()

    def _may_lose_text(self) -> bool:
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self,
            self.tr("Close RadValuer Desktop"),
            self.tr("Feedback is not being kept, so what is typed here will be lost. Close?"),
            buttons.Close | buttons.Cancel,
            buttons.Cancel,
        )
        return answer == buttons.Close

    def _retranslate(self) -> None:
        self._menus.retranslate()
        self.commands.retranslate()
        self.setWindowTitle(self._title())
