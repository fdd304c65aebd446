"""What a radiologist may say of a draft besides deciding: how useful it was, what was wrong.

A menu, because nobody has to answer: what is chosen goes with the next decision about this draft.
"""

from __future__ import annotations

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from radvaluer_desktop.feedback.records import DraftFault
from radvaluer_desktop.session.decide import Judgement

_RATINGS = range(1, 6)


class JudgingMenu(QMenu):
    """Ratings from 1 to 5, of which one may be chosen, and faults, of which any may."""

    def __init__(self) -> None:
        super().__init__()
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self._ratings = {rating: self._choice() for rating in _RATINGS}
        for rating, action in self._ratings.items():
            action.setShortcut(QKeySequence(f"Ctrl+{rating}"))
            group.addAction(action)
        self.addSeparator()
        self._faults = {fault: self._choice() for fault in DraftFault}
        self.begin(None)

    def judgement(self) -> Judgement:
        """Return what was chosen."""
        ratings = (rating for rating, action in self._ratings.items() if action.isChecked())
        faults = (fault for fault, action in self._faults.items() if action.isChecked())
        return Judgement(next(ratings, None), tuple(faults))

    def begin(self, draft_id: str | None) -> None:
        """Forget what was chosen for another draft; without a draft there is nothing to choose."""
        for action in (*self._ratings.values(), *self._faults.values()):
            action.setChecked(False)
            action.setEnabled(draft_id is not None)

    def retranslate(self) -> None:
        """Name the choices in the window's language."""
        self.setTitle(self.tr("Dra&ft rating"))
        ratings = {
            1: self.tr("1 Not useful"),
            2: self.tr("2 Of little use"),
            3: self.tr("3 Useful in part"),
            4: self.tr("4 Useful"),
            5: self.tr("5 Very useful"),
        }
        faults = {
            DraftFault.WRONG: self.tr("Something is wrong"),
            DraftFault.LEFT_OUT: self.tr("Something was left out"),
            DraftFault.INVENTED: self.tr("Something was invented"),
            DraftFault.WORDING: self.tr("Badly worded"),
            DraftFault.TOO_LONG: self.tr("Too long"),
            DraftFault.OTHER: self.tr("Another fault"),
        }
        for rating, action in self._ratings.items():
            action.setText(ratings[rating])
        for fault, action in self._faults.items():
            action.setText(faults[fault])

    def _choice(self) -> QAction:
        action = self.addAction("")
        action.setCheckable(True)
        return action
