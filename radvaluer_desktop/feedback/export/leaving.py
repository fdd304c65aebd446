"""Makes of a decision what may leave: pseudonyms, shifted times, texts without identifiers.

All texts of a decision are read at once, so that a name that a title gives away in the findings is
known in the impression too; the same string gets the same tag throughout the decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from radvaluer_desktop.feedback.export.identities import Identities, grouped_age
from radvaluer_desktop.feedback.export.risk import Risk
from radvaluer_desktop.feedback.export.typed_names import typed_name
from radvaluer_desktop.feedback.pseudonyms import is_pseudonym, pseudonym_with
from radvaluer_desktop.feedback.records import CommunicationRecord, Decision, Verdict
from radvaluer_desktop.metrics.edit_distance import token_edits
from radvaluer_desktop.report.study import StudyHeader
from radvaluer_desktop.safety.deid.deidentify import bundled_deidentifier, put_in_place
from radvaluer_desktop.safety.deid.found import Found, Rule
from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.known import Known
from radvaluer_desktop.safety.deid.surrogates import Replacer

_BETWEEN = "\n\n\n\n"  # wider than any rule reaches from one text into the next

# What of a decision leaves as it is; whatever is neither here nor made anew below stays behind.
AS_THEY_ARE = (
    *("language", "verdict", "edits", "edit_fraction"),
    *("prompt_version", "sampling", "timings", "seconds_to_decide", "app_version", "checked"),
    *("rating", "faults", "own_seconds"),
)
_LEAST_NUMBER = 4  # characters of a study's number


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person decided in the review, for all texts.

    ``keep``: strings that stay although rules find them. ``replace``: names that rules miss.
    """

    keep: frozenset[str] = field(default=frozenset(), repr=False)
    replace: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A string of a decision that was replaced."""

    kind: Kind
    rule: Rule
    original: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A decision as it leaves, what of its texts was replaced, and their ``risk``."""

    decision: Decision = field(repr=False)
    replaced: tuple[Replaced, ...] = ()
    risk: int = 0


@dataclass(frozen=True, slots=True)
class LeavingKeys:
    """The keys of a store that de-identifying needs: of exports, and of its own pseudonyms."""

    export: bytes = field(repr=False)
    store: bytes = field(repr=False)


class Gate:
    """De-identifies decisions. Building the first reads the knowledge base: a second or two."""

    def __init__(self, keys: LeavingKeys, corrections: Corrections | None = None) -> None:
        self._keys = keys
        self._identities = Identities(keys.export)
        self._corrections = corrections or Corrections()
        self._deidentifier = bundled_deidentifier()
        self._risk = Risk(self._deidentifier.clinical)

    def let_out(self, decision: Decision) -> Leaving:
        """Return ``decision`` as it may leave, for a person to review."""
        texts = _texts(decision)
        changed, replaced = self._replaced(texts, self._known(decision, texts))
        risk = self._risk.of(changed.values(), (each.rule for each in replaced))
        return Leaving(self._identified_anew(decision, changed), replaced, risk)

    def _known(self, decision: Decision, texts: Sequence[str]) -> Known:
        people = list(self._corrections.replace)
        if decision.communication is not None:
            people += [decision.communication.told, decision.communication.told_by]
        study = self._study_as_typed(decision, texts)
        if study and not any(map(str.isdigit, study)):
            people.append(study)
        tells = self._deidentifier.clinical.tells
        others = {
            Kind.PERSON: people,
            Kind.RECORD: [study] if study else [],
            Kind.INSTITUTION: [decision.institution] if tells(decision.institution) else [],
        }
        return Known.of_study(StudyHeader(), decision.radiologist_id, others)

    def _study_as_typed(self, decision: Decision, texts: Sequence[str]) -> str:
        """Return what was typed as the study's name; empty where that is unknown or no name.

        Some type 1, 2, 3, or what was examined: replacing that would spoil the texts.
        """
        study = (decision.header.pseudonym or "").strip()
        if is_pseudonym(study):
            study = typed_name(_BETWEEN.join(texts), study, self._keys.store) or ""
        if any(map(str.isdigit, study)):
            return study if len(study) >= _LEAST_NUMBER else ""
        return study if self._deidentifier.clinical.tells(study) else ""

    def _replaced(
        self, texts: Sequence[str], known: Known
    ) -> tuple[Mapping[str, str], tuple[Replaced, ...]]:
        """Return what became of each text, and what was replaced."""
        whole = _BETWEEN.join(texts)
        found = self._deidentifier.find(whole, known)
        replacer, changed, replaced = Replacer(), {}, []
        start = 0
        for text in texts:
            inside = [
                each
                for each in _within(found, start, start + len(text))
                if text[each.start : each.end] not in self._corrections.keep
            ]
            result = put_in_place(text, inside, replacer)
            changed[text] = result.text
            replaced += [Replaced(r.kind, r.rule, r.original) for r in result.replacements]
            start += len(text) + len(_BETWEEN)
        return changed, tuple(replaced)

    def _identified_anew(self, decision: Decision, changed: Mapping[str, str]) -> Decision:
        def new(text: str | None) -> str | None:
            return changed.get(text, text) if text else text

        name = self._identities.pseudonym
        study = self._study(decision)
        subject = study or decision.id
        header = decision.header
        draft, final = new(decision.draft) or "", new(decision.final) or ""
        rejected = decision.verdict is Verdict.REJECTED
        model = self._identities.model(decision.model_id, decision.model_sha256)
        return Decision(
            **{field: getattr(decision, field) for field in AS_THEY_ARE},
            id=name("D", decision.id),
            model_id=model[0],
            model_sha256=model[1],
            header=replace(
                header,
                age=grouped_age(header.age),
                order=new(header.order),
                indication=new(header.indication),
                prior=new(header.prior),
                pseudonym=name("S", study) if study else None,
            ),
            decided_at=self._identities.moved(decision.decided_at, subject),
            station_id=name("W", decision.station_id),
            radiologist_id=name("R", decision.radiologist_id),
            findings=new(decision.findings) or "",
            draft=draft,
            final=final,
            reject_reason=new(decision.reject_reason),
            institution=name("H", decision.institution) if decision.institution else "",
            own_impression=new(decision.own_impression),
            signed=new(decision.signed),
            signed_at=decision.signed_at and self._identities.moved(decision.signed_at, subject),
            checks=tuple(
                replace(note, comment=new(note.comment), findings_span=None, impression_span=None)
                for note in decision.checks
            ),
            communication=self._communication(decision.communication, subject),
            token_edits=() if rejected else token_edits(draft, final),
        )

    def _study(self, decision: Decision) -> str:
        """Return what tells studies apart: the store's pseudonym of the name, or the study's id."""
        name = (decision.header.pseudonym or "").strip()
        if name and not is_pseudonym(name):
            return pseudonym_with(self._keys.store, name)
        return name or decision.study_id or ""

    def _communication(
        self, told: CommunicationRecord | None, subject: str
    ) -> CommunicationRecord | None:
        if told is None:
            return None
        return replace(
            told,
            told="",
            told_by=self._identities.pseudonym("R", told.told_by),
            told_at=self._identities.moved(told.told_at, subject),
        )


def with_identifiers(decision: Decision, keys: LeavingKeys) -> Leaving:
    """Return ``decision`` as it is kept; only its id is that of every other export."""
    return Leaving(replace(decision, id=Identities(keys.export).pseudonym("D", decision.id)))


def _texts(decision: Decision) -> list[str]:
    """Return every text that a person typed or a model wrote, each once."""
    header = decision.header
    texts = (
        *(header.order, header.indication, header.prior),
        *(decision.findings, decision.draft, decision.final, decision.reject_reason),
        *(decision.own_impression, decision.signed),
        *(note.comment for note in decision.checks),
    )
    return list(dict.fromkeys(text for text in texts if text))


def _within(found: Iterable[Found], start: int, end: int) -> list[Found]:
    """Return what of ``found`` lies in the text from ``start`` to ``end``, counted from there."""
    return [
        replace(each, start=max(each.start, start) - start, end=min(each.end, end) - start)
        for each in found
        if each.start < end and each.end > start
    ]
