"""What is taken, by class, and what stays: one text a row, the identifiers in «»."""

from __future__ import annotations

import re

import pytest

from radvaluer_desktop.safety.deid.deidentify import Deidentifier
from radvaluer_desktop.safety.deid.kinds import SAFE_HARBOR_CLASS, Kind
from radvaluer_desktop.safety.deid.numbers import is_id_card

_MARK = re.compile(r"«([^»]*)»")


def _check(deidentifier: Deidentifier, marked: str, kind: Kind | None = None) -> None:
    text = _MARK.sub(r"\1", marked)
    found = deidentifier.find(text)
    assert [text[each.start : each.end] for each in found] == _MARK.findall(marked)
    assert kind is None or {each.kind for each in found} == {kind}


@pytest.mark.parametrize(
    "marked",
    [
        "Patient Name: «SMITH, JOHN A»   MRN pending",
        "Seen by Dr. «Emily Baker» for a Baker cyst.",
        "Dr «Okonkwo» was called. «Okonkwo» agreed.",
        "Drs. «Lee» and «Ortega» concur.",
        "Mr. «Nowak» could not hold still.",
        "Electronically signed by: «Robert T. White», MD",
        "Final read, «Łukasz Gołofit», M.D.",
        "Discussed with «Jane Peterson» at 3 pm, and with the ED team.",
        "His wife «Mary» called. «John Baker» came. «Smith, John»",
        "patient name: «smith»",
        "«Nguyen, Linda» was scanned.",
        "Prof. Dr. «van der Berg» asked.",
        "姓名：«张建国»　性别：男",
        "【姓名】«李秀兰»",
        "姓名: «张 伟» 性别: 男",
        "报告医师：«叶欣»/«方安»  审核医师：«左明»",
        "已告知«王»主任，主治医师会诊。",
        "由«欧阳建国»主任医师审核。",
        "和«李明»医生讨论。",
        "患者«阿依古丽·买买提»，女，45岁。",
        "患者«李某»，男，30岁。",
        "请«高»主任会诊。",
        "其女«黄丽»代诉病史。",
        "姓  名：«李秀兰» 登记员：«陈健»",
        "经«邝玉华»主治医师复核。«亢»大夫已知晓。",
        "Per Dr. «Ward», and «Ricky D. Day», M.D. Requesting clinician: «Tony Ward»",
        "We thank Dr. «Janusz S. van der Dussen» and Mrs «Ana María de la Crúz».",
        "«Oluwaseun Adeyemi» agrees. As «Adeyemi» noted, no change.",
        "Left a message for «Thandeka Q. Mokoena». Seen together with «Mokoena».",
        "Second look by «Xiadani Quispe»: agree. «Xiadani Quispe» was told by telephone.",
        "同事«陈建国»也看过此片。本片由«黄丽»初阅。胶片交由«王小明»带走。",
    ],
)
def test_persons(deidentifier: Deidentifier, marked: str) -> None:
    _check(deidentifier, marked, Kind.PERSON)


@pytest.mark.parametrize(
    "marked",
    [
        "Transferred from «St. Mary's» overnight.",
        "CT at «Mount Sinai» and at «St Vincent's».",
        "«St. Luke's» films are here.",
    ],
)
def test_houses_called_after_saints(deidentifier: Deidentifier, marked: str) -> None:
    _check(deidentifier, marked, Kind.INSTITUTION)


@pytest.mark.parametrize(
    "marked",
    [
        "Zip «02139» on file.",
        "ZIP code: «60601-1234».",
        "Postcode «SW1A 1AA».",
        "邮编«100730»，见下。",
    ],
)
def test_codes_of_the_post(deidentifier: Deidentifier, marked: str) -> None:
    _check(deidentifier, marked, Kind.ADDRESS)


@pytest.mark.parametrize(
    "text",
    [
        "St. Jude valve in place. A St Jude Medical device. St. Anthony's fire. St. Vitus dance.",
        "Contrast by Omnipaque. The Siemens Somatom was used. Zip file of 20000 images.",
        "Compared with Baker cyst, Hounsfield units as noted. As Bosniak described.",
        "治疗后到场地复查。原来的片子未带。左侧意见如上。",
    ],
)
def test_what_only_looks_like_it_stays(deidentifier: Deidentifier, text: str) -> None:
    assert deidentifier.find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A Baker cyst, Hodgkin lymphoma, non-Hodgkin lymphoma and a Chiari I malformation.",
        "Foley catheter and Port-A-Cath in place. Swan-Ganz catheter. Dobbhoff tube.",
        "Kerley B lines. Hill-Sachs lesion. Circle of Willis is patent. May-Thurner syndrome.",
        "No significant MR. Mitral inflow is normal. MR BRAIN performed. MS plaques.",
        "DR CHEST. Repeat in 5 ms steps. White matter is normal. Brown tumor of the jaw.",
        "Discussed with the ED team, with Neurosurgery, with Interventional Radiology.",
        "Dr. X was called. Results given to Dr. XXX.",
        "Outpatient Clinic. Outside hospital. Emergency department. General hospital.",
        "L3-4/L4-5/L5-S1 stenosis. Image 33/68, series 4 image 120. TR2500/TE90. BP 149/86.",
        "Grade 3/6. Pain 2/10. 2.4 x 3.1 x 10.2 cm. 10-12-14 mm. 250000 per microlitre.",
        "A 68-year-old man. Age: 45. Stable since 2019. 3 months ago. COVID-19.",
        "左房增大，左肺上叶见结节，右侧方见钙化，安装起搏器。",
        "主治医师会诊。上级医师审核。值班医生已告知。高年资医师复核。",
        "病史2年3月，术后14日，3月前复查，近2周加重。",
        "中线结构向左移位，约3mm。低密度区。中脑导水管区。胆道、尿路、肠道未见异常。",
        "当地医院检查。我院复查。外院片。上级医院会诊。",
        "上颌窦炎\n医师会诊。",
        "成人：骨质疏松。向患者家属及主管医生交代。2床位模式扫描。",
        "Mother: Healthy. Wife: Alive and well. Ward round.",
        "Austin Moore prosthesis, Boston Scientific stent. Seen with Interventional Radiology.",
        "叶间裂增厚。房间隔缺损。方形肌。安静状态下。白质。黄韧带。石膏外固定。",
    ],
)
def test_what_stays(deidentifier: Deidentifier, text: str) -> None:
    _check(deidentifier, text)


@pytest.mark.parametrize(
    "marked",
    [
        "Compared with «3/14/2024», «03-14-24», «2024-03-14», «14.03.2024» and «14MAR2024».",
        "On «03/04/2022 10:22 AM».",
        "On «March 14th, 2024 at 14:35», «14 March 2024», «Mar 14, 2024», «March 2024».",
        "On the «14th of March». Since «January». Dated «10/20».",
        "Dictated «2024-03-14T10:22:33».",
        "检查日期：«2024年3月14日»，对照«2023.11.04»片、«20221117»CT。",
        "«二〇二四年三月十四日»入院，«3月14日»手术，«去年5月»发病。",
        "«24年3月14日 08:15»复查，«农历八月十五»起病。",
        "Born in «1931». «1931»年出生。",
    ],
)
def test_dates(deidentifier: Deidentifier, marked: str) -> None:
    _check(deidentifier, marked, Kind.DATE)


@pytest.mark.parametrize(
    "marked",
    [
        "A «92»-year-old woman. A «nonagenarian».",
        "Age: «101», «95» y/o. F/«93».",
        "年龄：«93»岁。",
        "患者，女，«九十三»岁。",
    ],
)
def test_ages_above_89(deidentifier: Deidentifier, marked: str) -> None:
    _check(deidentifier, marked, Kind.AGE)


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        (Kind.PHONE, "Call «(212) 555-0134» or «+44 20 7946 0958», pager «4417»."),
        (Kind.PHONE, "联系电话：«138 1234 5678»，座机«010-62345678»，分机«8123»。"),
        (Kind.FAX, "Fax: «212-555-0199»"),
        (Kind.FAX, "传真：«021-62345678»"),
        (Kind.EMAIL, "Write to «j.smith@example.org»."),
        (Kind.URL, "See «https://pacs.example.org/v?id=12» for images."),
        (Kind.IP, "From «192.168.4.17» and «fe80::1:2»."),
        (Kind.NATIONAL_ID, "SSN «219-09-9999»."),
        (Kind.NATIONAL_ID, "身份证号：«11010519491231002X»"),
        (Kind.RECORD, "MRN «4482913». The lungs are clear. MRN «77120» - Small effusion."),
        (Kind.RECORD, "MRN: «00123456», accession number «A-24-00817»"),
        (Kind.RECORD, "住院号：«0012345»，CT号«CT240381»"),
        (Kind.HEALTH_PLAN, "Member ID: «XQ-99817»"),
        (Kind.HEALTH_PLAN, "医保卡号：«A2299817»"),
        (Kind.ACCOUNT, "Acct # «77120-9»"),
        (Kind.LICENCE, "NPI: «1093817465»"),
        (Kind.VEHICLE, "车牌«京A·12345»，"),
        (Kind.VEHICLE, "License plate: «7ABC 123»"),
        (Kind.DEVICE, "Pacemaker serial number «PJN-448120»."),
        (Kind.DEVICE, "起搏器序列号：«PJN448120»"),
        (Kind.BIOMETRIC, "Fingerprint ID: «F-88120»"),
        (Kind.PHOTO, "See «IMG_0412.jpg»; 图片«IMG_0413.PNG»已上传。"),
        (Kind.OTHER, "Study UID «1.2.840.113619.2.55.3.604688119»"),
        (Kind.OTHER, "Lic. number «8299-22174». 结算单号：«3215-47105»"),
        (Kind.ADDRESS, "Lives at «123 Main Street, Springfield, IL 62704»."),
        (Kind.ADDRESS, "住«北京市朝阳区建国路88号2单元301室»。"),
        (Kind.INSTITUTION, "Seen at «St. Mary Hospital» and «University of Iowa»."),
        (Kind.INSTITUTION, "«北京大学第一医院»会诊，后转至«海口市人民医院»及«上海瑞金医院»。"),
        (Kind.INSTITUTION, "就诊于«北京协和医院»，转至«海口市第一人民医院»。"),
        (Kind.WARD, "In bed «12», room «412»."),
        (Kind.WARD, "«心内科三病区12床»，床号：«12»"),
    ],
)
def test_the_other_classes(deidentifier: Deidentifier, kind: Kind, marked: str) -> None:
    _check(deidentifier, marked, kind)


def test_full_width_and_hidden_characters_hide_nothing(deidentifier: Deidentifier) -> None:
    _check(deidentifier, "ＭＲＮ：«００１２３４５６»")
    _check(deidentifier, "Dr. «Pe\u00adter\u200bson» was called.")


def test_the_check_digit() -> None:
    assert is_id_card("11010519491231002X")
    assert is_id_card("440524 18800101 0014")
    assert not is_id_card("110105194912310021")


def test_every_class_of_the_rule_has_a_kind() -> None:
    assert set(SAFE_HARBOR_CLASS) == set(Kind)
    assert set(SAFE_HARBOR_CLASS.values()) == set("ABCDEFGHIJKLMNOPQR")
