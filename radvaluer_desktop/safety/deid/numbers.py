"""Identifiers whose own form says what they are: addresses of the net, telephones, numbers."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from radvaluer_desktop.safety.deid.found import Found, Rule
from radvaluer_desktop.safety.deid.kinds import Kind

_EMAIL = re.compile(r"[A-Za-z0-9][\w.+%-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}", re.ASCII)
_URL = re.compile(
    r"(?:https?|ftp|dicom|wado)://[^\s<>\"'，。；、）】\u4e00-\u9fff]+"
    r"|\bwww\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[^\s<>\"'，。；、）】\u4e00-\u9fff]*)?"
    r"|(?<![\w@.-])(?:[a-z0-9-]{2,63}\.){1,4}"
    r"(?:com|org|net|edu|gov|info|cn|uk|hk|tw)\b(?:/[^\s<>\"'，。；、）】\u4e00-\u9fff]*)?",
    re.ASCII,
)
_IP4 = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]\d)")
_IP6 = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{1,4}(?![\w:])")
_MAC = re.compile(r"(?<![\w:])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![\w:])")
_FILE = re.compile(
    r"(?<![A-Za-z0-9_/\\])(?:[A-Za-z]:)?[A-Za-z0-9_/\\.-]{0,120}[A-Za-z0-9_-]\.(?:jpe?g|png|gif|bmp|tiff?|heic|dcm|avi|mp4)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_UID = re.compile(r"(?<![\d.])[0-2](?:\.\d+){5,}(?!\d)")  # DICOM PS3.5, section 9
_UUID = re.compile(r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b")

_ID_CARD = re.compile(r"(?<![\dA-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dA-Za-z])")
_ID_CARD_15 = re.compile(
    r"(?<![\dA-Za-z])[1-8]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![\dA-Za-z])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_SSN = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·-]?"
    r"(?:[A-HJ-NP-Z0-9]{5,6})(?![A-Za-z0-9])"
)
# On a car, not on a bone
_CAR_PLATE = re.compile(
    r"\b(?i:cars?|vehicle|truck|lorry|van|motorcycle|taxi|driver)\b[^.;\n]{0,40}?"
    r"\b(?i:plates?|registration)[ :#]+"
    r"(?=[A-Z -]*\d)([A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,5}){1,2})(?!\w)",
    re.ASCII,
)
_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])(?:[EeGgDdSsPpHh]\d{8}|[Ee][A-HJ-NP-Za-hj-np-z]\d{7})(?!\w)", re.ASCII
)
_VIN = re.compile(r"(?<!\w)(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-HJ-NPR-Z0-9]{17}(?!\w)", re.ASCII)
_CARD = re.compile(r"(?<![\d-])\d{4}([- ]?)\d{4}\1\d{4}\1\d{3,7}(?![\d-])")

_PHONE = re.compile(
    r"""(?<![\w.+/-])(?:
      (?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}                    # mobile, China
    | (?:\+?86[ -]?)?(?:\(0\d{2,3}\)|0\d{2,3})[ -]?\d{3,4}[ -]?\d{4} # landline, China
    | [48]00[ -]?\d{3}[ -]?\d{4}
    | (?:\+?1[ .-]?)?(?:\([2-9]\d{2}\)[ ]?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}  # North America
    | \+?1?[2-9]\d{2}[2-9]\d{6}(?=[ ]?(?:x|ext)\b)
    | (?:\+|00)[1-9]\d{0,2}(?:[ .-]?\(?\d{1,4}\)?){2,5}              # any, by its country
    | \(?0\d{3,4}\)?[ ]?\d{3}[ ]?\d{3,4}                             # United Kingdom
    )(?P<extension>[ ]*(?:x|ext\.?|extension|转|分机)[ :]*\d{1,6})?(?![\w-]|\.\d)""",
    re.VERBOSE | re.ASCII,
)
_PAGER = re.compile(
    r"(?:\b(?:pager|beeper|ext|extension)\b[ .#:]*|(?:分机|短号|内线)号?[: ]*)"
    r"(\d{3,6})(?!\w|\.\d|[ ]?[cm]?m\b|[ ]?deg)",
    re.IGNORECASE | re.ASCII,
)
_PHONE_DIGITS = range(7, 16)  # ITU-T E.164 allows fifteen
_LONG = re.compile(r"(?<![\w.])\d{7,}(?!\w|\.\d)", re.ASCII)
# Letters and digits mixed, as in numbers of examinations and devices; not L3-4/L4-5, TR2500/TE90
_CODE = re.compile(
    r"(?<![\w.-])(?!T[REI]\d|b\d)(?=(?:[A-Za-z_/-]{0,24}\d){5})(?=[A-Za-z\d_/-]{0,24}\d{3})"
    r"(?:[A-Za-z]|\d{1,8}[A-Z]{1,4}\d{4})[A-Za-z0-9]*(?:[-_/][A-Za-z0-9]+)*(?![\w-])",
    re.ASCII,
)

# Behind any word that announces a number: Lic. number, 结算单号
_NUMBERED = re.compile(
    r"(?:\b(?:number|num|no\.|id)|[\u4e00-\u9fff](?:编号|单号|卡号|证号|号码|条码|号|码))[ .:#]*"
    r"(?=(?:[A-Za-z/_.-]{0,24}\d){4})((?:[A-Za-z0-9]+[-/._])*[A-Za-z0-9]+)(?![\w-])",
    re.IGNORECASE | re.ASCII,
)

_FORMS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_EMAIL, Kind.EMAIL), (_URL, Kind.URL), (_MAC, Kind.DEVICE), (_FILE, Kind.PHOTO),
    (_UID, Kind.OTHER), (_UUID, Kind.OTHER), (_SSN, Kind.NATIONAL_ID),
    (_ID_CARD_15, Kind.NATIONAL_ID), (_PASSPORT, Kind.NATIONAL_ID), (_PLATE, Kind.VEHICLE),
    (_VIN, Kind.VEHICLE), (_CARD, Kind.ACCOUNT), (_LONG, Kind.OTHER), (_CODE, Kind.OTHER),
)  # fmt: skip


def find_numbers(text: str) -> Iterator[Found]:
    """Yield what the form alone tells in a folded text.

    No value that is measured in radiology has seven digits in a row.
    """
    for pattern, kind in _FORMS:
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), kind, Rule.PATTERN)
    yield from _telephones(text)
    for pattern, kind in ((_NUMBERED, Kind.OTHER), (_CAR_PLATE, Kind.VEHICLE)):
        for match in pattern.finditer(text):
            yield Found(*match.span(1), kind, Rule.LABEL)
    for match in _ID_CARD.finditer(text):
        kind = Kind.NATIONAL_ID if is_id_card(match[0]) else Kind.OTHER
        yield Found(match.start(), match.end(), kind, Rule.PATTERN)
    for pattern in (_IP4, _IP6):
        for match in pattern.finditer(text):
            if _is_ip(match[0]):
                yield Found(match.start(), match.end(), Kind.IP, Rule.PATTERN)


def _telephones(text: str) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        number = match[0].removesuffix(match["extension"] or "")
        if sum(letter.isdigit() for letter in number) in _PHONE_DIGITS:
            before = text[max(0, match.start() - 8) : match.start()].lower()
            kind = Kind.FAX if "fax" in before or "传真" in before else Kind.PHONE
            yield Found(match.start(), match.end(), kind, Rule.PATTERN)
    for match in _PAGER.finditer(text):
        yield Found(match.start(1), match.end(1), Kind.PHONE, Rule.LABEL)


def is_id_card(number: str) -> bool:
    """Whether the check digit of a Chinese identity number is right (GB 11643-1999)."""
    digits = number.replace(" ", "").replace("-", "").upper()
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return _CHECK_DIGITS[total % 11] == digits[17]


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
