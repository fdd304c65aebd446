"""Up to three drafts side by side, with the words marked in which they differ from the first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from radvaluer_desktop.gui.inline_row import InlineRow
from radvaluer_desktop.gui.shaping.alternative_column import AlternativeColumn
from radvaluer_desktop.gui.shaping.difference_marks import mark
from radvaluer_desktop.metrics.differences import Place, differences

MOST = 3
_KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}


class AlternativesPanel(InlineRow):
    """Says which one was chosen; the first is the one that stands there."""

    alternative_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ()
        self._counts: tuple[tuple[int, int] | None, ...] = ()
        self._question = QLabel()
        self._question.setProperty("role", "quiet")
        self._question.setWordWrap(True)
        self.columns = tuple(AlternativeColumn() for _ in range(MOST))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._question, 0, 0, 1, MOST)
        for number, column in enumerate(self.columns):
            grid.addWidget(column, 1, number)
            grid.setColumnStretch(number, 1)
        self._retranslate()

    def ask(self, texts: Sequence[str], counts: Sequence[tuple[int, int] | None]) -> None:
        """Show ``texts``, and how many issues, and severe ones, the checks see in each."""
        self._texts, self._counts = tuple(texts[:MOST]), tuple(counts[:MOST])
        for number, column in enumerate(self.columns):
            column.setVisible(number < len(self._texts))
        self._retranslate()
        self._mark()
        self.open_row(self.columns[min(1, len(self._texts) - 1)].text)

    def close_row(self) -> None:
        """Hide; nothing of the texts stays."""
        super().close_row()
        self._texts = self._counts = ()
        self._retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """A digit takes a draft, the arrows go from one to the next, Enter takes it."""
        key, last = Qt.Key(event.key()), len(self._texts) - 1
        here = self._current()
        if key in _KEYS and _KEYS[key] <= last:
            self.alternative_chosen.emit(_KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.alternative_chosen.emit(here)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if (key == Qt.Key.Key_Right) is not self.isRightToLeft() else -1
            self.columns[min(max(here + step, 0), last)].text.setFocus()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._mark()
        super().changeEvent(event)

    def _current(self) -> int:
        focused = (at for at, column in enumerate(self.columns) if column.text.hasFocus())
        return next(focused, 0)

    def _mark(self) -> None:
        """Mark in each what the first has not, and in the first what another has not."""
        if not self._texts:
            return
        first, *others = self._texts
        in_first: set[Place] = set()
        for column, text in zip(self.columns[1:], others, strict=False):
            found = differences(first, text)
            in_first |= set(found.before)
            mark(column.text, text, found.after)
        mark(self.columns[0].text, first, sorted(in_first))

    def _retranslate(self) -> None:
        self._question.setText(
            self.tr(
                "Underlined: words in which a draft differs from the first. 1 to 3 takes one, the "
                "arrows and Enter too; Esc keeps what stands there."
            )
        )
        self.setAccessibleName(self._question.text())
        drafts = zip_longest(self.columns, self._texts, self._counts)
        for number, (column, text, counts) in enumerate(drafts, 1):
            name = self.tr("{0}  As it stands") if number == 1 else self.tr("{0}  Alternative")
            checks = "" if text is None else self._checks(counts)
            column.show_draft(text or "", name.format(number), checks)

    def _checks(self, counts: tuple[int, int] | None) -> str:
        if counts is None:
            return self.tr("not checked yet")
        issues, severe = counts
        if not issues:
            return self.tr("no warnings from the checks")
        if severe:
            return self.tr("issues: {0}, severe: {1}").format(issues, severe)
        return self.tr("issues: {0}, none severe").format(issues)
