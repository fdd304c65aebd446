"""The radiologist's own impression first, the draft after it: what drafts change can be measured.

Off unless a site turns it on (setting ``own_impression_first``). A draft is then not even asked for
before something of one's own was written; that stays in sight above the draft, and goes with the
next decision.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from radvaluer_desktop.gui.reading.impression_pane import DraftState, ImpressionPane
from radvaluer_desktop.gui.reading.plain_editor import PlainEditor, title_height
from radvaluer_desktop.session.decide import OwnImpression

_LINES = 5


class OwnFirst(QWidget):
    """Takes what was written in the impression editor before the first draft, and shows it."""

    def __init__(self, pane: ImpressionPane, *, wanted: bool) -> None:
        super().__init__()
        self.own: OwnImpression | None = None
        self._pane = pane
        self._wanted = wanted
        self._changed_at = time.monotonic()
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._title.setMinimumHeight(title_height(self))
        self.shown = PlainEditor()
        self.shown.setReadOnly(True)
        self._size()
        self._title.setBuddy(self.shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addWidget(self.shown)
        if wanted:
            pane.ask_for_own()
        self.hide()
        self._retranslate()

    def take(self) -> bool:
        """Take what stands in the editor as one's own; False where a draft must still wait.

        Only of a study that no draft was shown for: what came back after a crash, or stands there
        after one, may be a model's.
        """
        if not self._wanted or self.own is not None or self._pane.state is not DraftState.EMPTY:
            return True
        text = self._pane.text().strip()
        if not text:
            return False
        self.own = OwnImpression(text, time.monotonic() - self._changed_at)
        self.shown.setPlainText(text)
        self.show()
        return True

    def request(self) -> str:
        """Return what is asked for before a draft is shown."""
        return self.tr("Write your own impression first, on the right; F5 then shows the draft.")

    def note_findings(self) -> None:
        """The findings have changed: from now on it counts how long the impression takes."""
        self._changed_at = time.monotonic()

    def forget(self, text: str | None) -> None:
        """A decision was kept with ``text``; it goes with no other."""
        if self.own is not None and self.own.text == text:
            self.begin_study()

    def begin_study(self, own: OwnImpression | None = None) -> None:
        """Another study is on the screen; ``own``: what was written for it before its draft."""
        self.own = own
        self.shown.setPlainText(own.text if own else "")
        self.setVisible(own is not None)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow the window's language and text size."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.FontChange:
            self._size()
        super().changeEvent(event)

    def _size(self) -> None:
        self._title.setMinimumHeight(title_height(self))
        self.shown.setMaximumHeight(self.shown.fontMetrics().lineSpacing() * (_LINES + 1))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Your own impression, from before the draft"))
        self.shown.setAccessibleName(self._title.text())
