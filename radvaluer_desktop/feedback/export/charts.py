"""Writes charts as files: all that were asked for, each whole, none in the place of another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.feedback.export.failures import TargetTaken
from radvaluer_desktop.feedback.files import create_and_name


class ChartsNotWritten(InputError):
    """The file system refused a chart."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The charts could not be written to {path} ({reason}). None of them was left."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check that the folder is there and the space that is left on its disk; retry."
    )


def write_charts(files: Mapping[Path, bytes]) -> None:
    """Write each of ``files``. Raises TargetTaken or ChartsNotWritten, and then none is left."""
    for path in files:
        if path.exists():
            raise TargetTaken(path=path)
    written: list[Path] = []
    try:
        for path, data in files.items():
            try:
                create_and_name(path, data)
            except FileExistsError as error:
                raise TargetTaken(path=path) from error
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise ChartsNotWritten(path=path, reason=reason) from error
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
