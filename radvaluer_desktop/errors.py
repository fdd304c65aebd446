"""The one family of exceptions.

Under the root stand two kinds. ``WorldError``: the world failed (a file is missing, a keyring is
locked); it is shown to the person, so it says what happened and what to do next, and carries the
exit code of the command line. ``InternalError``: we failed; it is logged.

Third-party exceptions are turned into one of these once, by the module that owns the third party.
No sentence here ever carries patient text: values are numbers, names of settings and paths.

Sentences are marked with ``QT_TRANSLATE_NOOP`` so that Qt's extraction tool finds them; nothing of
Qt is imported here.
"""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name that lupdate looks for
    """Mark ``text`` for translation and return it unchanged."""
    del context
    return text


class RadValuerError(Exception):
    """Root of everything that this project raises on purpose."""


class InternalError(RadValuerError):
    """A promise inside the program was broken; a defect to be logged and reported."""


class WorldError(RadValuerError):
    """Something outside the program is not as it must be.

    ``what`` says what happened (and what was kept, where anything could be lost), ``next_step``
    what to do. Both are templates over ``values``, so that a window can translate them.
    """

    exit_code = 1
    what = QT_TRANSLATE_NOOP("errors", "Something outside the program failed.")
    next_step = QT_TRANSLATE_NOOP("errors", "Run 'radvaluer doctor' to see what is wrong.")

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(f"{self.what} {self.next_step}".format(**values))

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.values)


def _rebuild(kind: type[WorldError], values: dict[str, object]) -> WorldError:
    return kind(**values)


class InputError(WorldError):
    """What was handed in cannot be used (exit code 2)."""

    exit_code = 2


class ModelError(WorldError):
    """The model file cannot be used (exit code 3)."""

    exit_code = 3


class EngineError(WorldError):
    """The engine could not start, stopped or refused (exit code 4)."""

    exit_code = 4


class StoreError(WorldError):
    """The feedback store or its key cannot be used (exit code 5)."""

    exit_code = 5


class WindowError(WorldError):
    """The window cannot be opened (exit code 6)."""

    exit_code = 6
