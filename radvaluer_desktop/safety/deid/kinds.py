"""What kinds of identifiers there are, and what stands in their place as a tag."""

from __future__ import annotations

from enum import StrEnum

from radvaluer_desktop.report.study import Language


class Kind(StrEnum):
    """A kind of identifier; 45 CFR 164.514(b)(2)(i) lists eighteen classes, (A) to (R).

    (B) is parted into addresses, houses that treat or employ, and ward, room or bed; (C) into
    dates and ages above 89. (P) and (Q) are no text: what of them a text can hold is a number of
    a print, and the name of a file that may be a photograph.
    """

    PERSON = "person"
    ADDRESS = "address"
    INSTITUTION = "institution"
    WARD = "ward"
    DATE = "date"
    AGE = "age"
    PHONE = "phone"
    FAX = "fax"
    EMAIL = "email"
    NATIONAL_ID = "national_id"
    RECORD = "record"
    HEALTH_PLAN = "health_plan"
    ACCOUNT = "account"
    LICENCE = "licence"
    VEHICLE = "vehicle"
    DEVICE = "device"
    URL = "url"
    IP = "ip"
    BIOMETRIC = "biometric"
    PHOTO = "photo"
    OTHER = "other"


SAFE_HARBOR_CLASS = {
    Kind.PERSON: "A", Kind.ADDRESS: "B", Kind.INSTITUTION: "B", Kind.WARD: "B", Kind.DATE: "C",
    Kind.AGE: "C", Kind.PHONE: "D", Kind.FAX: "E", Kind.EMAIL: "F", Kind.NATIONAL_ID: "G",
    Kind.RECORD: "H", Kind.HEALTH_PLAN: "I", Kind.ACCOUNT: "J", Kind.LICENCE: "K",
    Kind.VEHICLE: "L", Kind.DEVICE: "M", Kind.URL: "N", Kind.IP: "O", Kind.BIOMETRIC: "P",
    Kind.PHOTO: "Q", Kind.OTHER: "R",
}  # fmt: skip

_CHINESE = {
    Kind.PERSON: "姓名", Kind.ADDRESS: "地址", Kind.INSTITUTION: "机构", Kind.WARD: "床位",
    Kind.DATE: "日期", Kind.AGE: "年龄", Kind.PHONE: "电话", Kind.FAX: "传真", Kind.EMAIL: "邮箱",
    Kind.NATIONAL_ID: "证件号", Kind.RECORD: "病历号", Kind.HEALTH_PLAN: "医保号",
    Kind.ACCOUNT: "账号", Kind.LICENCE: "执照号", Kind.VEHICLE: "车牌号", Kind.DEVICE: "设备号",
    Kind.URL: "网址", Kind.IP: "网络地址", Kind.BIOMETRIC: "生物特征号", Kind.PHOTO: "图片",
    Kind.OTHER: "编号",
}  # fmt: skip


def tag_name(kind: Kind, language: Language) -> str:
    """Return the word of a tag, such as ``NAME`` in ``[NAME 1]``."""
    if language is Language.CHINESE:
        return _CHINESE[kind]
    return "NAME" if kind is Kind.PERSON else kind.value.replace("_", " ").upper()
