"""Names a kind of identifier in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP
from radvaluer_desktop.safety.deid.kinds import Kind

_NAMES = {
    Kind.PERSON: QT_TRANSLATE_NOOP("kinds", "name"),
    Kind.ADDRESS: QT_TRANSLATE_NOOP("kinds", "address"),
    Kind.INSTITUTION: QT_TRANSLATE_NOOP("kinds", "institution"),
    Kind.WARD: QT_TRANSLATE_NOOP("kinds", "ward, room or bed"),
    Kind.DATE: QT_TRANSLATE_NOOP("kinds", "date"),
    Kind.AGE: QT_TRANSLATE_NOOP("kinds", "age"),
    Kind.PHONE: QT_TRANSLATE_NOOP("kinds", "telephone"),
    Kind.FAX: QT_TRANSLATE_NOOP("kinds", "fax"),
    Kind.EMAIL: QT_TRANSLATE_NOOP("kinds", "e-mail address"),
    Kind.NATIONAL_ID: QT_TRANSLATE_NOOP("kinds", "national id"),
    Kind.RECORD: QT_TRANSLATE_NOOP("kinds", "record number"),
    Kind.HEALTH_PLAN: QT_TRANSLATE_NOOP("kinds", "health plan"),
    Kind.ACCOUNT: QT_TRANSLATE_NOOP("kinds", "account"),
    Kind.LICENCE: QT_TRANSLATE_NOOP("kinds", "licence"),
    Kind.VEHICLE: QT_TRANSLATE_NOOP("kinds", "vehicle"),
    Kind.DEVICE: QT_TRANSLATE_NOOP("kinds", "device"),
    Kind.URL: QT_TRANSLATE_NOOP("kinds", "web address"),
    Kind.IP: QT_TRANSLATE_NOOP("kinds", "network address"),
    Kind.BIOMETRIC: QT_TRANSLATE_NOOP("kinds", "biometric number"),
    Kind.PHOTO: QT_TRANSLATE_NOOP("kinds", "photograph"),
    Kind.OTHER: QT_TRANSLATE_NOOP("kinds", "other number"),
}


def kind_name(kind: Kind) -> str:
    """Return what ``kind`` is called."""
    return QCoreApplication.translate("kinds", _NAMES[kind])
