"""The rows of the worklist's pane: what a study is called, what it is, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QFont

from radvaluer_desktop.gui.theme.colours import colours
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.report.worklist import ListedStudy, StudyState

_Index = QModelIndex | QPersistentModelIndex
_WAITING = (StudyState.NEW, StudyState.DRAFTED)
# A shape besides the word, so that a glance is enough and colour is never alone.
_MARKS = {
    StudyState.NEW: "○",
    StudyState.DRAFTED: "◐",
    StudyState.ACCEPTED: "✓",
    StudyState.REJECTED: "✗",
}
_READY = "◉"


class Rows(QAbstractListModel):
    """Two lines a study; ``Qt.ItemDataRole.UserRole`` is its id."""

    def __init__(
        self,
        header_words: Callable[[StudyHeader], tuple[str, ...]],
        state_words: Callable[[StudyState, bool], str],
        parent: QObject,
    ) -> None:
        """``header_words`` and ``state_words`` speak the window's language."""
        super().__init__(parent)
        self._header_words, self._state_words = header_words, state_words
        self._studies: tuple[ListedStudy, ...] = ()
        self._current: str | None = None
        self._ready: str | None = None
        self._texts: dict[tuple[ListedStudy, bool, bool], str] = {}

    def show_studies(
        self, studies: Sequence[ListedStudy], current: str | None, ready: str | None
    ) -> None:
        """Show the list; ``ready``: the study whose draft waits to be seen."""
        studies = tuple(studies)
        if [each.id for each in studies] != [each.id for each in self._studies]:
            self.beginResetModel()
            self._studies, self._current, self._ready = studies, current, ready
            self.endResetModel()
            return
        before = [*map(self._look, self._studies)]
        self._studies, self._current, self._ready = studies, current, ready
        for row, look in enumerate(map(self._look, studies)):
            if look != before[row]:
                self.dataChanged.emit(self.index(row), self.index(row))

    def speak_anew(self) -> None:
        """The window's language has changed."""
        self._texts.clear()
        if self._studies:
            self.dataChanged.emit(self.index(0), self.index(len(self._studies) - 1))

    def _look(self, study: ListedStudy) -> tuple[StudyState, bool, bool]:
        return study.state, study.id == self._current, study.id == self._ready

    def row_of(self, study_id: str | None) -> int:
        """Return the row of a study, -1 where there is none."""
        ids = (row for row, study in enumerate(self._studies) if study.id == study_id)
        return next(ids, -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's own
        """How many studies there are."""
        return 0 if parent.isValid() else len(self._studies)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return what a row shows."""
        study = self._studies[index.row()]
        roles = Qt.ItemDataRole
        if role == roles.UserRole:
            return study.id
        if role in (roles.DisplayRole, roles.AccessibleTextRole):
            return self._text(study, spoken=role == roles.AccessibleTextRole)
        if role == roles.ForegroundRole:
            return QColor(colours().text if study.state in _WAITING else colours().quiet)
        if role == roles.FontRole and study.id == self._current:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _text(self, study: ListedStudy, *, spoken: bool) -> str:
        ready = study.id == self._ready and study.state is StudyState.NEW
        key = (study, ready, spoken)
        if key not in self._texts:
            self._texts[key] = self._written(study, ready=ready, spoken=spoken)
        return self._texts[key]

    def _written(self, study: ListedStudy, *, ready: bool, spoken: bool) -> str:
        mark = _READY if ready else _MARKS[study.state]
        what = [self._state_words(study.state, ready)]
        words = [word for word in self._header_words(study.header) if word != study.name]
        if spoken:
            return ", ".join([study.name, *what, *words])
        return f"{mark} {study.name}\n     {' · '.join([*what, *words])}"
