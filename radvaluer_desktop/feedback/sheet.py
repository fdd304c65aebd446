"""The sheet with a recovery key: what is printed, saved or written down."""

from __future__ import annotations

from collections.abc import Callable

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP
from radvaluer_desktop.feedback.key_reference import Recovery
from radvaluer_desktop.feedback.profile import Profile
from radvaluer_desktop.feedback.recovery import recovery_number
from radvaluer_desktop.feedback.recovery_key import RecoveryKey

_SHEET = (
    QT_TRANSLATE_NOOP("sheet", "RadValuer Desktop: recovery key of a feedback store"),
    QT_TRANSLATE_NOOP("sheet", "Number {number}, made on {created} by {user} on {computer}"),
    "{groups}",
    QT_TRANSLATE_NOOP(
        "sheet",
        "Whoever has this key and the files feedback.db and feedback.key.json can read every "
        "decision in them. Keep it locked away, apart from the computer and from its backups.",
    ),
    QT_TRANSLATE_NOOP(
        "sheet",
        "It is needed when the computer's keyring has lost the key: after a password was reset, "
        "after a move to another computer or user. Press F2 in the window, or run 'radvaluer keys "
        "recover'.",
    ),
    QT_TRANSLATE_NOOP(
        "sheet",
        "The last character of each group checks the others. There is no 0, 1, I, L or O in it.",
    ),
)


def recovery_sheet(
    key: RecoveryKey, recovery: Recovery, translate: Callable[[str], str] = str
) -> str:
    """Return the text of the sheet; ``translate`` puts its sentences into another language."""
    profile = Profile()
    rows = ("    ".join(key.groups[start : start + 4]) for start in (0, 4))
    values = {
        "number": recovery_number(recovery),
        "created": recovery.created[:10],
        "user": profile.user,
        "computer": profile.computer,
        "groups": "\n\n".join(f"    {row}" for row in rows),
    }
    return "\n\n".join(translate(part).format(**values) for part in _SHEET) + "\n"
