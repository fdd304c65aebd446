"""What one text states and the other denies; what the findings state and deny themselves."""

from __future__ import annotations

from collections.abc import Iterator

from radvaluer_desktop.knowledge.entries import MINOR, CueKind, FindingKind
from radvaluer_desktop.safety.checks.issues import issue, same_place, span_of
from radvaluer_desktop.safety.evidence import Grounds
from radvaluer_desktop.safety.levels import levels_meet
from radvaluer_desktop.safety.places import sites_meet
from radvaluer_desktop.safety.reading import BOTH, Mention, Part, Reading
from radvaluer_desktop.safety.result import Issue, IssueKind, IssueSeverity

_LEAST_FIT, _MARGIN = 0.7, 0.15
_SURE_FIT = 1.7  # a denial of much only denies what is at the very place
_ALIKE = 0.6
_LARGE = 3  # the degree of a finding that a limited denial denies
_VAGUE = (
    "abnormality", "abnormalitie", "disease", "proces", "finding", "pathology", "change", "injury",
    "injurie", "lesion", "异常", "病变", "改变", "征象", "信号", "密度", "回声",
)  # fmt: skip
_REST = (
    "otherwise",
    "remain",
    "the rest of",
    "elsewhere",
    "no other",
    "further",
    "additional",
    "余",
)
# Words, as ``content_of`` cuts them, that say that something is as it should be.
_SOUND = frozenset(
    {"patent", "intact", "preserv", "maintain", "clear", "symmetr", "aerat", "通畅", "完整", "清晰"}
)  # fmt: skip
_FEW = 3  # a normal statement that denies more than these says nothing of each


def check_negation(grounds: Grounds) -> Iterator[Issue]:
    """Yield findings that the impression states against a denial, or denies against a statement."""
    done: set[tuple[int, int]] = set()
    for said in grounds.impression.mentions:
        if not _is_named(said):
            continue
        other = contradicted(grounds, said)
        if other is None or any(span_of(other) == span for span in done):
            continue
        done.add(span_of(other))
        template = "negation-denied" if said.present else "negation-present"
        yield issue(
            grounds, IssueKind.NEGATION, IssueSeverity.SEVERE, template,
            findings=span_of(other), impression=span_of(said),
        )  # fmt: skip


def _is_named(said: Mention) -> bool:
    """Whether a mention says something of a finding, and not of a whole organ or as advice."""
    return not said.advised and not (said.by_normal and len(said.ids) > _FEW)


def check_polarity(grounds: Grounds) -> Iterator[Issue]:
    """Yield parts that say word for word what the findings deny, or deny what they say.

    For what the knowledge base has no name of: a part of the findings with nearly the same words.
    """
    for part in grounds.impression.parts:
        content = part.denied | part.plain
        if len(content) < _FEW or _has_mention(grounds, part):
            continue
        best, like = None, 0.0
        for other in grounds.findings.parts:
            shared = len(content & (other.denied | other.plain))
            if part.sides != other.sides:
                continue
            if shared / len(content) > like:
                best, like = other, shared / len(content)
        if best is None or like < _ALIKE or content & _SOUND or (best.denied | best.plain) & _SOUND:
            continue
        if _negates(grounds.impression, part) and _negates(grounds.findings, best):
            continue
        flipped = (part.denied & best.plain) or (part.plain - best.plain) & best.denied
        kept = (part.denied & best.denied) or (not part.denied and not best.denied)
        if flipped and not kept:
            yield issue(
                grounds, IssueKind.NEGATION, IssueSeverity.SEVERE,
                "negation-present" if part.denied else "negation-denied",
                findings=(best.start, best.end), impression=(part.start, part.end),
            )  # fmt: skip


def _negates(reading: Reading, part: Part) -> bool:
    """Whether a negation stands in a part, whatever it reaches."""
    return reading.has_cue(CueKind.NEGATION, part.start, part.end)


def _has_mention(grounds: Grounds, part: Part) -> bool:
    """Whether a finding is named there that the findings name too: it is compared by its name."""
    return any(
        part.start <= said.start < part.end
        and _is_named(said)
        and contradicted(grounds, said) is not None
        for said in grounds.impression.mentions
    )


def contradicted(grounds: Grounds, said: Mention) -> Mention | None:
    """Return the mention in the findings that says the opposite of ``said``.

    The mentions there of the same finding are ranked by how well side, site, level and the words
    around fit: the best of those that agree is held against the best of those that do not.
    """
    known = grounds.contradictions
    if id(said) not in known:
        known[id(said)] = _contradicted(grounds, said)
    return known[id(said)]


def _contradicted(grounds: Grounds, said: Mention) -> Mention | None:
    agree = disagree = 0.0
    worst: Mention | None = None
    for found in (*grounds.present, *grounds.denied):
        fit = _fit(grounds, said, found)
        if found.present == said.present:
            agree = max(agree, fit)
        elif fit > disagree and not _excusable(grounds, said, found):
            disagree, worst = fit, found
    least = _SURE_FIT if said.limited else _LEAST_FIT
    if worst is None or disagree < least or disagree <= agree + _MARGIN:
        return None
    return None if _is_said_otherwise(grounds, said, worst) else worst


def _excusable(grounds: Grounds, said: Mention, found: Mention) -> bool:
    """Whether the two may stand beside each other although one denies the other."""
    exact = not said.ids.isdisjoint(found.ids)
    if not said.present:
        minor = grounds.relations.urgency(found.ids) < MINOR
        return found.hedged or (
            not exact and (found.chronic or minor or _is_vague(grounds.impression, said))
        )
    if found.limited and (said.chronic or said.hedged or (said.degree or _LARGE) < _LARGE):
        return True  # "no large effusion" leaves room for a small one
    return found.hedged or (not exact and (found.by_normal or _is_vague(grounds.findings, found)))


def _is_vague(reading: Reading, denial: Mention) -> bool:
    """Whether a denial names no finding, but whatever may be wrong with an organ."""
    text = reading.text[denial.start : denial.end].lower().rstrip("s")
    return text.endswith(_VAGUE)


def _is_said_otherwise(grounds: Grounds, said: Mention, found: Mention) -> bool:
    """Whether the impression states elsewhere what this denial of it seems to deny."""
    return not said.present and any(
        other.stated and grounds.relations.same_thing(other.ids, found.ids)
        and same_place(grounds, other, found)
        for other in grounds.impression.mentions
    )  # fmt: skip


def _fit(grounds: Grounds, said: Mention, found: Mention) -> float:
    """Return how surely two mentions are about one thing; 0 where they are not."""
    if _of_another_organ(said, found) or _of_another_organ(found, said):
        return 0.0
    fit = grounds.relations.likeness(said.ids, found.ids, said.present, found.present)
    if not fit or not same_place(grounds, said, found):
        return 0.0
    if said.sides & found.sides:
        fit += 0.4
    if sites_meet(grounds.knowledge, said.sites, found.sites):
        fit += 0.4
    if levels_meet(said.levels, found.levels):
        fit += 0.4
    around = grounds.content_around(grounds.impression, said)
    shared = around & grounds.content_around(grounds.findings, found)
    return fit + 0.8 * len(shared) / max(len(around), 1)


def _of_another_organ(normal: Mention, other: Mention) -> bool:
    """Whether a normal statement is about a place that the other mention does not name."""
    return normal.by_normal and bool(
        normal.sites and other.sites and normal.sites.isdisjoint(other.sites)
    )


def check_contradiction(grounds: Grounds) -> Iterator[Issue]:
    """Yield what the findings state in one sentence and deny in another."""
    done: set[frozenset[str]] = set()
    for denied in grounds.denied:
        if denied.limited or denied.hedged or (denied.by_normal and len(denied.ids) > _FEW):
            continue
        for found in grounds.present:
            if found.sentence != denied.sentence and _contradict(grounds, found, denied):
                if not done & {found.ids, denied.ids}:
                    yield issue(
                        grounds, IssueKind.CONTRADICTION, IssueSeverity.WARNING, "contradiction",
                        findings=span_of(found),
                    )  # fmt: skip
                done |= {found.ids, denied.ids}
                break


def _contradict(grounds: Grounds, found: Mention, denied: Mention) -> bool:
    """Whether both are about one thing in one place, with no word that leaves room for both."""
    kinds = {grounds.knowledge.findings[id_].kind for id_ in found.ids}
    if not found.stated or found.hedged or found.chronic or found.ids.isdisjoint(denied.ids):
        return False
    if kinds & {FindingKind.TECHNICAL, FindingKind.DEVICE, FindingKind.PROCEDURE}:
        return False
    if grounds.relations.urgency(found.ids) < MINOR or not same_place(grounds, found, denied):
        return False
    # A denial at a place of its own denies nothing elsewhere; one of a general finding (a lesion,
    # a high signal) means the organ that its sentence speaks of.
    general = any(grounds.knowledge.findings[id_].system is None for id_ in found.ids & denied.ids)
    if general and not (found.sites & denied.sites):
        return not found.sites and not denied.sites
    if not (denied.sides <= found.sides or denied.sides >= BOTH):
        return False
    if denied.levels and not levels_meet(denied.levels, found.levels):
        return False
    if _leaves_a_rest(grounds, denied) or _of_another_organ(denied, found):
        return False
    return denied.by_normal or not denied.sites - found.sites


def _leaves_a_rest(grounds: Grounds, denied: Mention) -> bool:
    """Whether a normal statement is about what is not said to be ill: "otherwise normal"."""
    sentence = grounds.findings.sentences[denied.sentence]
    text = grounds.findings.text[sentence.start : sentence.end].lower()
    return any(word in text for word in _REST)
