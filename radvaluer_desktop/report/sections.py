"""Splits a pasted report into its sections by the usual English and Chinese headings.

A heading stands at the start of a line, or anywhere when it is written in capitals or in Chinese
and followed by a colon, or in 【】. Headings of organs ("Liver:") are part of the findings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

_HEADINGS: dict[str, tuple[str, ...]] = {
    "findings": (
        "FINDINGS", "FINDING", "RADIOGRAPHIC FINDINGS", "IMAGING FINDINGS", "DESCRIPTION",
        "CT FINDINGS", "MRI FINDINGS", "MR FINDINGS", "ULTRASOUND FINDINGS",
        "检查所见", "影像所见", "影像表现", "影像学表现", "影像学所见", "放射学表现", "放射所见",
        "CT表现", "CT所见", "MR表现", "MR所见", "MRI表现", "MRI所见", "X线表现", "X线所见",
        "超声所见", "超声表现", "超声描述", "所见", "描述",
    ),
    "impression": (
        "IMPRESSION", "IMPRESSIONS", "CONCLUSION", "CONCLUSIONS", "OPINION", "ASSESSMENT",
        "诊断意见", "影像诊断", "影像学诊断", "诊断印象", "诊断提示", "诊断结论", "放射学诊断",
        "超声提示", "超声诊断", "检查结论", "检查提示", "印象", "结论", "诊断", "意见",
    ),
    "indication": (
        "INDICATION", "INDICATIONS", "CLINICAL INDICATION", "CLINICAL HISTORY", "HISTORY",
        "CLINICAL INFORMATION", "REASON FOR EXAM", "REASON FOR EXAMINATION", "REASON FOR STUDY",
        "临床诊断", "临床病史", "临床资料", "临床信息", "病史", "主诉", "检查目的", "申请目的",
    ),
    "comparison": (
        "COMPARISON", "COMPARISONS", "COMPARISON STUDY", "PRIOR STUDY", "PRIOR STUDIES", "PRIOR",
        "对比", "对照", "既往检查", "前片对比", "比较",
    ),
    # Beside findings it is what they mean, without them it is the findings.
    "interpretation": ("INTERPRETATION", "INTERPRETATIONS", "RADIOLOGICAL INTERPRETATION"),
    "technique": (
        "TECHNIQUE", "PROCEDURE", "PROTOCOL", "EXAM", "EXAMINATION", "STUDY",
        "检查方法", "检查技术", "扫描方法", "扫描技术", "技术", "检查部位", "检查项目",
    ),
}  # fmt: skip
_SECTION_OF = {name: section for section, names in _HEADINGS.items() for name in names}


def _alternatives(names: list[str]) -> str:
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"[ \t]+") for name in ordered)


_LATIN = _alternatives([name for name in _SECTION_OF if name[0] < "\x7f"])
_HAN = _alternatives([name for name in _SECTION_OF if re.search(r"[\u4e00-\u9fff]", name)])
# At the start of a line a heading is followed by a colon or stands alone; case does not matter.
# Inside a line only capitals, or Chinese after a sentence's end, followed by a colon, are headings.
_HEADING = re.compile(
    rf"^[ \t*#]*[【\[]?[ \t]*(?P<line>(?i:{_LATIN}|{_HAN}))[ \t]*[】\]]?(?:[ \t]*[:：]|[ \t*]*$)"
    rf"|(?<=[\s.,;。；，)）])(?P<caps>{_LATIN})[ \t]*:"
    rf"|(?<=[\s。；;])(?P<han>{_HAN})[ \t]*[:：]"
    rf"|【[ \t]*(?P<boxed>{_HAN}|{_LATIN})[ \t]*】[ \t]*[:：]?",
    re.MULTILINE,
)

# Where no heading says that findings begin, these sections end with their first line, a comparison
# with its first sentence.
_SENTENCE = re.compile(r"\n|(?<=[.。])(?=\s|[\u4e00-\u9fff])")
_SHORT = {
    "comparison": _SENTENCE,
    "indication": re.compile(r"\n"),
    "technique": re.compile(r"\n"),
}


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of one report; None where the report has no such heading.

    ``preamble`` is what stands under no heading. A section that occurs twice is joined
    with a line between, in the order of the text.
    """

    preamble: str = ""
    findings: str | None = None
    impression: str | None = None
    indication: str | None = None
    comparison: str | None = None
    technique: str | None = None

    @property
    def has_headings(self) -> bool:
        """Whether any heading was recognised."""
        return any(getattr(self, field.name) is not None for field in fields(self)[1:])


def split_sections(text: str) -> Sections:
    """Split ``text`` at its headings; text without any is all ``preamble``."""
    matches = list(_HEADING.finditer(text))
    if not matches:
        return Sections(preamble=text.strip())
    ends = [match.start() for match in matches[1:]] + [len(text)]
    found: dict[str, list[str]] = {}
    for match, end in zip(matches, ends, strict=True):
        found.setdefault(_section(match), []).append(_body(text[match.end() : end]))
    loose = [text[: matches[0].start()].strip()]
    if "interpretation" in found:
        meant = "impression" if "findings" in found else "findings"
        found.setdefault(meant, []).extend(found.pop("interpretation"))
    if "findings" not in found:
        for section in [each for each in found if each in _SHORT]:
            parted = [_SHORT[section].split(part, 1) for part in found[section]]
            found[section] = [first for first, *_ in parted]
            loose += [rest[0].strip() for _, *rest in parted if rest]
        if not any(loose) and "technique" in found:  # all was dictated in one breath
            *before, last = found["technique"]
            first, *loose = _SENTENCE.split(last, 1)
            found["technique"] = [*before, first]
    joined = {section: "\n".join(filter(None, parts)) for section, parts in found.items()}
    return Sections(preamble="\n".join(filter(None, loose)).strip(), **joined)


def second_report(text: str) -> int | None:
    """Return the line, from 1, on which a second whole report begins; None where there is one.

    Findings that follow an impression that follows findings belong to another report. It begins
    at the first heading that the report before it had already, or behind its impression.
    """
    matches = list(_HEADING.finditer(text))
    sections = [_section(match) for match in matches]
    first = last = None  # findings of the report before, and its impression
    for place, section in enumerate(sections):
        if section == "findings" and first is not None and last is not None:
            headings = range(first + 1, place)
            again = (h for h in headings if sections[h] in sections[: first + 1])
            begin = matches[min(next(again, place), last + 1)].start()
            return text.count("\n", 0, begin) + 1
        if section == "findings" and first is None:
            first = place
        if section == "impression" and first is not None:
            last = place
    return None


def _section(match: re.Match[str]) -> str:
    name = next(group for group in match.groups() if group)
    return _SECTION_OF[re.sub(r"[ \t]+", " ", name).upper()]


def _body(text: str) -> str:
    """Drop what is left of the heading's own punctuation, as in ``FINDINGS:, The heart ...``."""
    return text.strip().lstrip(":：,，").strip()


def findings_of(sections: Sections) -> str:
    """Return what a draft rests on: the findings section, else the text before any heading."""
    return sections.preamble if sections.findings is None else sections.findings
