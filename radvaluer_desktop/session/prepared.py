"""What of a pasted text goes into a prompt: cleaned, its findings alone, a header without gaps."""

from __future__ import annotations

from dataclasses import dataclass, replace

from radvaluer_desktop.report.cleaning import clean_text
from radvaluer_desktop.report.language import detect_language
from radvaluer_desktop.report.sections import findings_of, second_report, split_sections
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.session.failures import FindingsEmpty, TwoReports


@dataclass(frozen=True, slots=True)
class PreparedReport:
    """What of a pasted text goes into the prompt."""

    header: StudyHeader
    findings: str
    language: Language


def prepare(header: StudyHeader, text: str, language: Language | None = None) -> PreparedReport:
    """Clean ``text``, take its findings, and fill the header's gaps from its other sections.

    An impression that the text already holds is left out: the draft must rest on the findings.
    Raises FindingsEmpty or TwoReports.
    """
    text, header = clean_text(text), _clean_header(header)
    line = second_report(text)
    if line is not None:
        raise TwoReports(line=line)
    sections = split_sections(text)
    findings = findings_of(sections).strip()
    if not findings:
        raise FindingsEmpty
    filled = replace(
        header,
        indication=header.indication or sections.indication,
        prior=header.prior or sections.comparison,
    )
    return PreparedReport(filled, findings, language or detect_language(findings))


def _clean_header(header: StudyHeader) -> StudyHeader:
    """Clean what a person wrote in ``header`` in the way of the findings."""

    def clean(text: str | None) -> str | None:
        return None if text is None else clean_text(text)

    return replace(
        header,
        order=clean(header.order),
        indication=clean(header.indication),
        prior=clean(header.prior),
        pseudonym=clean(header.pseudonym),
    )
