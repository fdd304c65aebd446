"""One decision as a page: what was changed, what the checks said, where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QCoreApplication

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP
from radvaluer_desktop.feedback.audit.chain import AuditRow
from radvaluer_desktop.feedback.records import CheckNote, CheckOutcome, Decision, Verdict
from radvaluer_desktop.gui.checks.issue_text import reason_name, severity_name
from radvaluer_desktop.gui.feedback.names import (
    EVENTS,
    KINDS,
    LANGUAGES,
    OUTCOMES,
    SIGNS,
    SYSTEMS,
    VERDICTS,
    moment,
    named,
)
from radvaluer_desktop.gui.reading.reject_reasons import reason_text
from radvaluer_desktop.gui.theme.colours import colours
from radvaluer_desktop.metrics.differences import Change, pieces

_T = {
    "changes": QT_TRANSLATE_NOOP("feedback", "From draft to final impression"),
    "same": QT_TRANSLATE_NOOP("feedback", "Accepted as drafted: nothing was changed."),
    "legend": QT_TRANSLATE_NOOP(
        "feedback", "Struck through: taken out. Underlined: put in. {0} words changed."
    ),
    "rejected": QT_TRANSLATE_NOOP("feedback", "Rejected draft"),
    "reason": QT_TRANSLATE_NOOP("feedback", "Reason"),
    "signed": QT_TRANSLATE_NOOP("feedback", "As signed"),
    "findings": QT_TRANSLATE_NOOP("feedback", "Findings"),
    "checks": QT_TRANSLATE_NOOP("feedback", "Checks"),
    "no_checks": QT_TRANSLATE_NOOP("feedback", "The checks saw these texts and found nothing."),
    "unchecked": QT_TRANSLATE_NOOP("feedback", "The checks had not seen these texts."),
    "origin": QT_TRANSLATE_NOOP("feedback", "Origin"),
    "decided": QT_TRANSLATE_NOOP("feedback", "Decided"),
    "after": QT_TRANSLATE_NOOP("feedback", "{0} s after the draft was complete"),
    "model": QT_TRANSLATE_NOOP("feedback", "Model"),
    "prompt": QT_TRANSLATE_NOOP("feedback", "Prompt"),
    "exam": QT_TRANSLATE_NOOP("feedback", "Exam"),
    "station": QT_TRANSLATE_NOOP("feedback", "Station"),
    "institution": QT_TRANSLATE_NOOP("feedback", "Institution"),
    "program": QT_TRANSLATE_NOOP("feedback", "Program"),
    "written": QT_TRANSLATE_NOOP("feedback", "Draft"),
    "speed": QT_TRANSLATE_NOOP(
        "feedback", "first token after {0} s; {1} tokens, {2} tokens a second"
    ),
    "trail": QT_TRANSLATE_NOOP("feedback", "Audit trail"),
    "looking": QT_TRANSLATE_NOOP("feedback", "Looking through the audit trail…"),
    "no_trail": QT_TRANSLATE_NOOP("feedback", "The audit trail says nothing of it."),
    "told": QT_TRANSLATE_NOOP("feedback", "Critical result told"),
}


def _say(key: str) -> str:
    return QCoreApplication.translate("feedback", _T[key])


def decision_page(decision: Decision, trail: Sequence[AuditRow] | None) -> str:
    """Return the page as HTML for a text widget; ``trail`` None: it is still looked for."""
    parts = [
        *_changes(decision),
        *_signed(decision),
        _heading("findings"),
        _text(decision.findings),
        _heading("checks"),
        *_checks(decision),
        _heading("origin"),
        _rows(_origin(decision)),
        _heading("trail"),
        *_trail(trail),
    ]
    return "\n".join(parts)


def _changes(decision: Decision) -> Iterable[str]:
    if decision.verdict is Verdict.REJECTED:
        yield _heading("rejected")
        yield _text(decision.draft)
        if decision.reject_reason:
            yield _quiet(f"{_say('reason')}: {reason_text(decision.reject_reason)}")
        return
    yield _heading("changes")
    changed = pieces(decision.draft, decision.final)
    yield "<p>" + "".join(_piece(each.change, each.text) for each in changed) + "</p>"
    same = decision.verdict is Verdict.ACCEPTED
    yield _quiet(_say("same") if same else _say("legend").format(decision.edits))


def _piece(change: Change, text: str) -> str:
    shown = _lines(text)
    if change is Change.DELETED:
        return f'<s style="color:{colours().error}">{shown}</s>'
    if change is Change.INSERTED:
        return f'<u style="color:{colours().good}">{shown}</u>'
    return shown


def _signed(decision: Decision) -> Iterable[str]:
    if decision.signed is not None:
        yield _heading("signed")
        changed = pieces(decision.final, decision.signed)
        yield "<p>" + "".join(_piece(each.change, each.text) for each in changed) + "</p>"


def _checks(decision: Decision) -> Iterable[str]:
    if not decision.checked:
        yield _quiet(_say("unchecked"))
    elif not decision.checks:
        yield _quiet(_say("no_checks"))
    else:
        yield "<ul>" + "".join(f"<li>{_check(note)}</li>" for note in decision.checks) + "</ul>"
    told = decision.communication
    if told is not None:
        who = escape(f"{moment(told.told_at)}, {told.told}")
        yield f"<p>{escape(_say('told'))}: {who}</p>"


def _check(note: CheckNote) -> str:
    outcome = escape(named(OUTCOMES, note.outcome))
    if note.outcome is CheckOutcome.OVERRIDDEN:
        outcome = f'<b style="color:{colours().warning}">! {outcome}</b>'
    kind = escape(f"{named(KINDS, note.kind)} ({severity_name(note.severity)})")
    why = [reason_name(note.reason)] if note.reason else []
    why += [note.comment] if note.comment else []
    return f"{kind}: {outcome}" + (f" – {escape(', '.join(why))}" if why else "")


def _origin(decision: Decision) -> list[tuple[str, str]]:
    header = decision.header
    exam = (header.pseudonym, header.modality, header.order, header.indication)
    after = _say("after").format(f"{decision.seconds_to_decide:.0f}")
    verdict = f"{SIGNS[decision.verdict]} {named(VERDICTS, decision.verdict)}"
    kinds = (
        named(SYSTEMS, header.body_system or ""),
        named(LANGUAGES, decision.language),
    )
    timings = decision.timings
    speed = _say("speed").format(
        f"{timings.ttft_ms / 1000:.1f}",
        timings.completion_tokens,
        f"{timings.decode_tokens_per_s:.0f}",
    )
    return [
        (_say("decided"), f"{moment(decision.decided_at)}, {after}: {verdict}"),
        (_say("exam"), ", ".join(str(each) for each in (*exam, *kinds) if each)),
        (_say("model"), f"{decision.model_id}\nSHA-256 {decision.model_sha256}"),
        (_say("prompt"), decision.prompt_version),
        (_say("written"), speed),
        (_say("institution"), decision.institution or "–"),
        (_say("station"), decision.station_id),
        (_say("program"), decision.app_version),
    ]


def _trail(trail: Sequence[AuditRow] | None) -> Iterable[str]:
    if trail is None:
        yield _quiet(_say("looking"))
    elif not trail:
        yield _quiet(_say("no_trail"))
    else:
        yield _rows(
            [
                (_at(row), f"{named(EVENTS, row.event)} · {row.user} · {row.station}")
                for row in trail
            ]
        )


def _at(row: AuditRow) -> str:
    return f"{row.at[:19].replace('T', ' ')} UTC"


def _heading(key: str) -> str:
    return f"<h3>{escape(_say(key))}</h3>"


def _text(text: str) -> str:
    return f"<p>{_lines(text)}</p>"


def _quiet(text: str) -> str:
    return f'<p style="color:{colours().quiet}">{escape(text)}</p>'


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(
        f'<tr><td style="color:{colours().quiet}; padding-right:12px">{escape(name)}</td>'
        f"<td>{_lines(value)}</td></tr>"
        for name, value in rows
    )
    return f"<table>{cells}</table>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
