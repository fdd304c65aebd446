"""Asks for files and folders, and lets no place that was looked at be remembered on the disk.

Qt's own dialog writes the folders of every visit into a file of all Qt programs, in the clear. A
folder may be called after a patient, and erasing this program's data does not reach that file: what
stood there before comes back. Where the system brings its own dialog, its memory is the system's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP

# What Qt's own dialog says and Qt's Chinese file lacks; our translator is asked first.
WANTING_IN_QT = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
)
_FILE, _PLACES = "QtProject", ("FileDialog/history", "FileDialog/lastVisited")
_NO_REPLACING = QFileDialog.Option.DontConfirmOverwrite


def ask_for_files(parent: QWidget, title: str, kinds: str = "") -> list[Path]:
    """Return the files that a person chose, none where they chose none."""
    with _no_trace():
        names, _kind = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return [Path(name) for name in names]


def ask_for_file(parent: QWidget, title: str, kinds: str = "") -> Path | None:
    """Return the file that a person chose."""
    with _no_trace():
        name, _kind = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(name) if name else None


def ask_for_folder(parent: QWidget, title: str) -> Path | None:
    """Return the folder that a person chose."""
    with _no_trace():
        name = QFileDialog.getExistingDirectory(parent, title)
    return Path(name) if name else None


def ask_where_to_save(
    parent: QWidget, title: str, name: str, kinds: str = "", *, replaces: bool = True
) -> Path | None:
    """Return where a person wants a file, called ``name`` at first.

    ``replaces`` False: a file that is there will be refused later, so nothing is asked about it.
    """
    with _no_trace():
        if replaces:
            chosen, _kind = QFileDialog.getSaveFileName(parent, title, name, kinds)
        else:
            chosen, _kind = QFileDialog.getSaveFileName(
                parent, title, name, kinds, options=_NO_REPLACING
            )
    return Path(chosen) if chosen else None


@contextmanager
def _no_trace() -> Iterator[None]:
    """Put back what Qt remembered before."""
    memory = QSettings(QSettings.Scope.UserScope, _FILE)
    before = {place: memory.value(place) for place in _PLACES}
    try:
        yield
    finally:
        memory.sync()
        for place, value in before.items():
            if value is None:
                memory.remove(place)
            else:
                memory.setValue(place, value)
        memory.sync()
