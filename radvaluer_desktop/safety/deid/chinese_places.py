"""Addresses, houses that treat, wards and beds in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from radvaluer_desktop.safety.deid.clinical import Clinical
from radvaluer_desktop.safety.deid.found import Found, Rule
from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.wordlists import WordLists, alternatives

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_NUMERAL = r"[\d一二三四五六七八九十]{1,3}"
_NO_HOUSE = rf"(?:(?![院科病床医])[{_HAN}])"  # what names of towns and roads are made of
_AREAS = "特别行政区|自治区|自治州|自治县|地区|新区|开发区|省|市|州|盟|区|县|旗"
_AREA = rf"(?:{_NO_HOUSE}{{1,7}}?(?:{_AREAS}))?"
_TOWN = rf"(?:{_NO_HOUSE}{{1,10}}?(?:街道办事处|街道|镇|乡|苏木))?"
_VILLAGES = "社区|小区|花园|公寓|家园|新村|村|屯|庄园|大厦|广场|苑|组"
_VILLAGE = rf"(?:{_NO_HOUSE}{{1,10}}?(?:{_VILLAGES}))?"
_ROAD = rf"(?:{_NO_HOUSE}{{0,10}}?(?:大道|胡同|路|街|道|巷|弄|里))?"
_DOOR = (
    r"(?:[ ]*(?:[甲乙丙丁]|[A-Za-z\d一二三四五六七八九十百]{1,5})(?:[-之]\d{1,4})?"
    r"(?:号楼|号院|号|栋|幢|座|单元|层|楼|室|弄|组|队)(?:[A-Za-z\d]{1,5}(?:号|室))?)"
)
_TAIL = f"{_AREA}{_AREA}{_TOWN}{_VILLAGE}{_ROAD}{_ROAD}{_DOOR}{{0,4}}{_VILLAGE}{_DOOR}{{0,3}}"
_IS_ADDRESS = re.compile(r"[省市区县旗镇乡村路街道巷号]|自治")
_ROAD_AND_DOOR = re.compile(rf"[{_HAN}]{{2,6}}(?:大道|路|街|巷|胡同)\d{{1,5}}号{_DOOR}{{0,3}}")
_HOUSES = (
    "附属医院|人民医院|中医院|医院|卫生院|卫生服务中心|卫生服务站|卫生室|卫生所|诊所|保健院"
    "|疾控中心|体检中心|医学中心|医疗中心|影像中心|疗养院|门诊部|医学院|养老院|敬老院|福利院"
    "|大学|中学|小学|有限公司"
)
_PART = rf"(?:(?![至到转在于从由及和与后曾行])[{_HAN}]){{0,8}}?"  # 附属第二: of a university
_HOUSE = re.compile(
    rf"(?P<name>[{_HAN}]{{2,18}}?)(?:{_HOUSES})"
    rf"(?:{_PART}(?:{_HOUSES}))*(?:[({_HAN}]{{0,8}}院区\)?)?"
)
_POST = re.compile(r"邮(?:编|政编码|码)(?:是|为|[:=])?[ ]*(?P<number>\d{6})(?!\d)")
_DEPARTMENT = rf"(?:(?:(?![院于在至到入住])[{_HAN}]){{1,6}}?科)?"
_WARDS = "病区|病房|病室|护理单元"
_BED = re.compile(
    rf"(?:{_DEPARTMENT}{_NUMERAL}(?:{_WARDS})[ ]?)?"
    r"(?<![\d.])(?:加|\+)?\d{1,4}[A-Za-z]?[ ]?号?床(?!位)"
    rf"|{_DEPARTMENT}第?{_NUMERAL}(?:病区|病室|护理单元)"
)


class ChinesePlaces:
    """Finds addresses that begin with a town of the list, houses by what they are called, beds."""

    def __init__(self, lists: WordLists, clinical: Clinical) -> None:
        self._clinical = clinical
        towns = f"(?:{lists.pattern('provinces')}|{lists.pattern('cities')})"
        self._towns = re.compile(towns)
        self._address = re.compile(rf"{towns}(?:{_AREAS})?{_TAIL}")
        self._cuts = re.compile(lists.pattern("facility_cuts"))
        generic = alternatives(lists.lists["generic_facility"])
        self._no_name = re.compile(rf"(?:{generic})+")

    def find(self, text: str) -> Iterator[Found]:
        """Yield the places of a folded text."""
        for match in _BED.finditer(text):
            yield Found(*match.span(), Kind.WARD, Rule.PATTERN)
        for match in self._address.finditer(text):
            if _IS_ADDRESS.search(match[0]):
                yield Found(*match.span(), Kind.ADDRESS, Rule.PATTERN)
        for match in _POST.finditer(text):
            yield Found(*match.span("number"), Kind.ADDRESS, Rule.LABEL)
        for match in _ROAD_AND_DOOR.finditer(text):
            yield Found(*match.span(), Kind.ADDRESS, Rule.PATTERN)
        for match in _HOUSE.finditer(text):
            cut = self._cut(match["name"])
            if self._is_name(match["name"][cut:]):
                yield Found(match.start() + cut, match.end(), Kind.INSTITUTION, Rule.PATTERN)

    def _cut(self, name: str) -> int:
        """Return where the name of a house begins: behind 就诊于, but not inside of a town."""
        town = self._towns.search(name)
        ends = [match.end() for match in self._cuts.finditer(name)]
        return max((end for end in ends if town is None or end <= town.start()), default=0)

    def _is_name(self, name: str) -> bool:
        is_generic = self._no_name.fullmatch(name) is not None
        return len(name) > 1 and not is_generic and not self._clinical.is_han_term(name)
