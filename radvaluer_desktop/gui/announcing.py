"""Tells screen readers what happens where nobody's keyboard is; it never moves the focus.

Announcements (``QAccessibleAnnouncementEvent``) are there since Qt 6.8. Polite ones wait for what
is being read; assertive ones do not, and are kept for what failed.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.gui.checks.reviewing import Reviewing
from radvaluer_desktop.gui.reading.drafting import Drafting
from radvaluer_desktop.inference.messages import StopReason
from radvaluer_desktop.session.draft import Draft

_Politeness = QAccessible.AnnouncementPoliteness


class Announcing(QObject):
    """Says that a draft begins and ends, how many issues are open, and what notices say."""

    def __init__(self, window: QWidget, drafting: Drafting, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._window, self._reviewing = window, reviewing
        self._open = 0
        drafting.draft_started.connect(lambda: self.say(self.tr("Draft begun")))
        drafting.draft_finished.connect(self._on_draft_finished)
        drafting.draft_abandoned.connect(lambda: self.say(self.tr("Draft stopped")))
        reviewing.changed.connect(self._on_review_changed)

    def say(self, text: str, *, urgent: bool = False) -> None:
        """Announce ``text``; ``urgent``: at once, before what is being read."""
        event = QAccessibleAnnouncementEvent(self._window, text)
        event.setPoliteness(_Politeness.Assertive if urgent else _Politeness.Polite)
        QAccessible.updateAccessibility(event)

    def say_notice(self, text: str, role: str) -> None:
        """Announce a notice; what went wrong is urgent."""
        self.say(text, urgent=role in ("warning", "error"))

    def _on_draft_finished(self, draft: Draft) -> None:
        if draft.stop_reason is StopReason.CANCELLED:
            self.say(self.tr("Draft stopped"))
        else:
            self.say(self.tr("Draft complete"))

    def _on_review_changed(self) -> None:
        """Count what is open; the same number again is no news."""
        number = len(self._reviewing.review.open)
        if self._reviewing.review.checked is None or number == self._open:
            return
        self._open = number
        text = self.tr("Checks: {0} open").format(number)
        self.say(text if number else self.tr("Checks: no issues found"))
