"""Anatomy against the patient's sex and age; examinations outside of the model's scope."""

from __future__ import annotations

import re
from collections.abc import Iterator

from radvaluer_desktop.report.study import Sex, StudyHeader
from radvaluer_desktop.safety.checks.issues import issue, span_of
from radvaluer_desktop.safety.evidence import Grounds
from radvaluer_desktop.safety.result import Issue, IssueKind, IssueSeverity, Span

ADULT = 18
_MAMMOGRAPHY = re.compile(r"mammogra|tomosynthesis|钼靶|乳腺\s*X", re.IGNORECASE)
_NUCLEAR = re.compile(r"\bPET\b|SPECT|scintigra|bone scan|骨扫描|核医学", re.IGNORECASE)
# Organs that only one sex has; entries of the knowledge base carry their own.
_ORGANS = {
    Sex.FEMALE: re.compile(
        r"\b(?:uter(?:us|ine|i)|ovar(?:y|ies|ian)|endometri\w+|myometri\w+|adnexa\w*|fallopian|vagina\w*"
        r"|hysterectomy|cervix uteri|menstrua\w+|pregnan\w+|gravid|salping\w+)\b"
        r"|子宫|卵巢|附件区|宫颈|宫腔|输卵管|阴道|妊娠|孕囊|月经|绝经",
        re.IGNORECASE,
    ),
    Sex.MALE: re.compile(
        r"\b(?:prostat\w+|seminal vesicles?|test(?:is|es|icle|icles|icular)|scrot\w+|epididym\w+"
        r"|penis|penile)\b"
        r"|前列腺|精囊|睾丸|阴囊|附睾|阴茎|精索",
        re.IGNORECASE,
    ),
}


# Words that belong to an age: from, to (years, both ends included).
_AGES = (
    (40, 130, re.compile(r"\b(?:senile|senescent|age.related|involutional)\b|老年性|老龄", re.I)),
    (0, 25, re.compile(
        r"\b(?:open (?:physes|physis|growth plates?)|unfused (?:physes|epiphys\w+)|growth plates?"
        r"|neonat\w+|newborn|infant\w*|pediatric|paediatric|hyaline membrane|germinal matrix)\b"
        r"|骨骺未闭|骺板|骨骺线未闭|新生儿|婴儿|婴幼儿|小儿|患儿|儿童", re.I)),
    (0, 20, re.compile(
        r"\b(?:normal thymus\b|thymic sail|mixed dentition|deciduous t|fontanel)"
        r"|囟|未成熟儿|早产儿|乳牙|恒牙胚|混合牙列", re.I)),
    (40, 130, re.compile(r"\b(?:post-?menopausal|menopaus\w+)\b|绝经后", re.I)),
)  # fmt: skip
_STATED_AGE = re.compile(
    r"\b(\d{1,3})[\s-]*(?:years?[\s-]*old|year-old|y/?o\b|yo\b)|(\d{1,3})\s*岁", re.I
)


def check_patient(grounds: Grounds, header: StudyHeader) -> Iterator[Issue]:
    """Yield what does not fit the patient's sex or age."""
    other = {Sex.MALE: Sex.FEMALE, Sex.FEMALE: Sex.MALE}.get(header.sex) if header.sex else None
    if other is not None:
        for text, in_findings in ((grounds.findings.text, True), (grounds.impression.text, False)):
            match = _ORGANS[other].search(text)
            if match:
                yield _issue(grounds, IssueKind.SEX, match.span(), in_findings, header.sex or "")
    if header.age is None:
        return
    for reading, in_findings in ((grounds.findings, True), (grounds.impression, False)):
        for span in _other_ages(reading.text, header.age):
            yield _issue(grounds, IssueKind.AGE, span, in_findings, str(header.age))
        for mention in reading.mentions:
            ages = [grounds.knowledge.findings[id_].ages for id_ in mention.ids]
            if mention.present and all(a and not a[0] <= header.age <= a[1] for a in ages):
                yield _issue(grounds, IssueKind.AGE, span_of(mention), in_findings, str(header.age))


def _other_ages(text: str, age: int) -> Iterator[Span]:
    """Yield words that belong to another age, and ages that are stated and not the patient's."""
    for least, most, pattern in _AGES:
        if not least <= age <= most:
            yield from (match.span() for match in pattern.finditer(text))
    for match in _STATED_AGE.finditer(text):
        if abs(int(match[1] or match[2]) - age) > 1:
            yield match.span()


def _issue(
    grounds: Grounds, kind: IssueKind, span: Span, in_findings: bool, found: str
) -> Issue:  # fmt: skip
    return issue(
        grounds, kind, IssueSeverity.SEVERE, kind.value,
        findings=span if in_findings else None, impression=None if in_findings else span,
        found=found,
    )  # fmt: skip


def check_scope(grounds: Grounds, header: StudyHeader) -> Iterator[Issue]:
    """Yield examinations that the embedded model was not made for: children, other modalities."""
    if header.age is not None and header.age < ADULT:
        yield issue(grounds, IssueKind.SCOPE, IssueSeverity.NOTE, "scope-age")
    for pattern, name in ((_MAMMOGRAPHY, "mammography"), (_NUCLEAR, "nuclear medicine")):
        if pattern.search(header.order or ""):
            yield issue(grounds, IssueKind.SCOPE, IssueSeverity.NOTE, "scope-modality", found=name)
