"""Why a draft was rejected, in the window's language; what is kept is a code."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from radvaluer_desktop.session.decide import RejectReason, reason_parts


def reason_name(reason: RejectReason) -> str:
    """Return the words of a reason."""
    translate = QCoreApplication.translate
    names = {
        RejectReason.WRONG_SIDE: translate("RejectRow", "Wrong side"),
        RejectReason.MISSED_FINDING: translate("RejectRow", "A finding was missed"),
        RejectReason.INVENTED_FINDING: translate("RejectRow", "A finding was invented"),
        RejectReason.STYLE: translate("RejectRow", "Style"),
        RejectReason.OTHER: translate("RejectRow", "Other"),
    }
    return names[reason]


def reason_text(kept: str) -> str:
    """Return what was kept of a reason as it is read: its name, then the person's own words."""
    reason, words = reason_parts(kept)
    return ": ".join(filter(None, (reason_name(reason) if reason else "", words)))
