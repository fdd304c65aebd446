"""Opens studies for the worklist: from files, a folder or the clipboard, in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.file_dialogs import ask_for_files, ask_for_folder
from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.report.listing import NothingListed, StudiesRead, read_pasted, read_studies

_NAMED = 3  # of the rows that were left out, and of the values that are not known
_VALUE = 20  # characters of such a value: a whole sentence in a wrong column needs no more


class Opening(QObject):
    """Reads; says what was read and, in words, what was not."""

    studies_read = Signal(object)  # StudiesRead
    told = Signal(str, str)  # text, role

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._lane = Lane("worklist", self)

    def ask_for_files(self) -> None:
        """Ask for tables or texts, and read them."""
        kinds = self.tr("Studies (*.csv *.jsonl *.ndjson *.json *.txt)")
        files = ask_for_files(self._window, self.tr("Open studies"), kinds)
        if files:
            self.read(files)

    def ask_for_folder(self) -> None:
        """Ask for a folder, and read the tables and texts in it."""
        folder = ask_for_folder(self._window, self.tr("Open a folder of studies"))
        if folder:
            self.read([folder])

    def paste(self) -> None:
        """Read what is on the clipboard."""
        text = QGuiApplication.clipboard().text()
        self._run(lambda: read_pasted(text))

    def read(self, paths: Sequence[Path]) -> None:
        """Read files and folders."""
        self._run(lambda: read_studies(paths))

    def left_out(self, read: StudiesRead) -> str:
        """Return what was left out and where, empty where nothing was; never what stood there."""
        if not read.left_out:
            return ""
        named = [
            (f"{each.name}: " if each.name else "")
            + (self.tr("line {0}, ").format(each.line) if each.line else "")
            + _in_words(each.problem)
            for each in read.left_out[:_NAMED]
        ]
        more = len(read.left_out) - len(named)
        rest = self.tr(" and {0} more").format(more) if more else ""
        return self.tr("Left out: {0}{1}.").format("; ".join(named), rest)

    def not_known(self, read: StudiesRead) -> str:
        """Return which values of exam headers stay empty, empty where all are known."""
        if not read.unknown:
            return ""
        named = [f'{column} "{_short(value)}"' for column, value in read.unknown[:_NAMED]]
        more = len(read.unknown) - len(named)
        rest = self.tr(" and {0} more").format(more) if more else ""
        said = self.tr("Not known in the exam header, left empty: {0}{1}.")
        return said.format(", ".join(named), rest)

    def shut_down(self) -> None:
        """Drop what is being read."""
        self._lane.leave()

    def _run(self, work: Callable[[], StudiesRead]) -> None:
        self._lane.run_task(
            work,
            self.studies_read.emit,
            self._on_error,
        )

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, NothingListed):
            name = str(error.values["name"]) or self.tr("the clipboard")
            error = NothingListed(name=name, problem=_in_words(str(error.values["problem"])))
        self.told.emit(error_text(error), "error")


def _short(value: str) -> str:
    return value if len(value) <= _VALUE else f"{value[:_VALUE]}…"


def _in_words(problem: str) -> str:
    """Return why something is no study, in the window's language."""
    return QCoreApplication.translate("listing", problem)
