"""Makes synthetic reports: findings and the impression that they support, by seed.

Nothing here comes from a patient. A report is drawn in three steps: facts, findings in the habit
of an institution, the impression of that institution.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from radvaluer_desktop.assets import resource
from radvaluer_desktop.knowledge.loading import bundled_knowledge
from radvaluer_desktop.report.study import BodySystem, Language, Side, StudyHeader
from radvaluer_desktop.training.corpus import findings, impression
from radvaluer_desktop.training.corpus.entries import Exam
from radvaluer_desktop.training.corpus.facts import Case, Drawer
from radvaluer_desktop.training.corpus.institutions import Institution, load_institutions
from radvaluer_desktop.training.corpus.loading import Corpus, load_corpus
from radvaluer_desktop.training.corpus.splits import Split, split_of
from radvaluer_desktop.training.corpus.wording import SIDES

_BARE_HEADER_SHARE = 0.4
_KNOWN_SHARE = 0.6
_OPEN_SIDE_SHARE = 0.4  # orders that name no side of a limb
_DATE_SHARE = 0.4  # priors that are a date alone
OTHERS = 0  # the institution of training alone


@dataclass(frozen=True, slots=True)
class SyntheticReport:
    """One made-up report; ``normal``: the impression names no finding.

    ``second`` is another impression of the same facts by the same institution. ``combination``:
    the sorted names of its findings (resources/corpus). ``new_words``: made-up names and terms,
    kept out of training, that stand in findings and impression.
    """

    language: Language
    header: StudyHeader
    findings: str
    impression: str
    normal: bool
    system: BodySystem
    institution: int
    second: str
    combination: str
    new_words: tuple[str, ...]


def make_reports(
    seed: int,
    split: str = "train",
    institutions: Collection[int] | None = None,
    systems: Collection[BodySystem] | None = None,
    languages: Collection[Language] | None = None,
) -> Iterator[SyntheticReport]:
    """Yield reports without end; the same arguments give the same reports.

    Systems and languages come alike often. Without ``institutions``, training also draws from the
    rest of the world (0), the other splits from the six alone.
    """
    maker = _maker()
    wanted = Split(split)
    if institutions is None:
        institutions = [number for number in maker.institutions if number or wanted is Split.TRAIN]
    rng = random.Random(f"{seed} {wanted}")  # noqa: S311 - it must be reproducible, not secret
    chosen = [maker.institutions[number] for number in sorted(institutions)]
    weights = [institution.weight for institution in chosen]
    rooms = sorted(systems or maker.drawers)
    tongues = sorted(languages or Language)
    while True:
        institution = rng.choices(chosen, weights)[0]
        yield maker.report(rng.choice(rooms), institution, rng.choice(tongues), wanted, rng)


@cache
def _maker() -> Maker:
    knowledge = bundled_knowledge()
    corpus = load_corpus(resource("corpus"), knowledge)
    return Maker(corpus, load_institutions(resource("institutions")))


class Maker:
    """Makes single reports from loaded data."""

    def __init__(self, corpus: Corpus, institutions: Collection[Institution]) -> None:
        self.institutions = {each.number: each for each in institutions}
        self.drawers = {
            id_: Drawer(system, corpus.grammar) for id_, system in corpus.systems.items()
        }
        styles = [
            (institution.number, language, style)
            for institution in institutions
            for language, style in institution.styles.items()
        ]
        grammar = corpus.grammar
        self._findings = {(n, t): findings.Writer(grammar, style, t) for n, t, style in styles}
        self._impressions = {(n, t): impression.Writer(grammar, style, t) for n, t, style in styles}

    def report(
        self,
        system: BodySystem,
        institution: Institution,
        language: Language,
        split: Split,
        rng: random.Random,
    ) -> SyntheticReport:
        """Return one report of ``split``."""
        held = split is Split.TEST
        case = self._case(system, language, split, rng)
        key = institution.number, language
        text = self._findings[key].write(case, rng, held=held)
        writer = self._impressions[key]
        written = writer.write(case, text.worded, rng)
        second = writer.write(case, text.worded, random.Random(rng.getrandbits(32)))  # noqa: S311
        new = {name for each in text.worded for name in each.new_words} if held else set()
        shown = {name for name in new if name in written.text and name in text.text}
        return SyntheticReport(
            language=language,
            header=_header(case, text.prior, institution, language, rng),
            findings=text.text,
            impression=written.text,
            normal=written.normal,
            system=system,
            institution=institution.number,
            second=second.text,
            combination=case.combination,
            new_words=tuple(sorted(shown)),
        )

    def _case(
        self, system: BodySystem, language: Language, split: Split, rng: random.Random
    ) -> Case:
        drawer = self.drawers[system]
        while True:
            case = drawer.draw(rng, language, held=split is Split.TEST)
            if (case.facts or case.normals) and split_of(case.signature) is split:
                return case


def _header(
    case: Case, prior: str, institution: Institution, language: Language, rng: random.Random
) -> StudyHeader:
    if rng.random() < _BARE_HEADER_SHARE:
        return StudyHeader()
    exam = case.exam
    side = case.side if any(fact.place.side for fact in case.facts) else ""
    order = _order(rng.choice(exam.orders[language]), exam, side, language, rng)
    values = impression.region_values(case, language, rng) | {
        "order": order,
        "ORDER": order.upper(),
    }
    form = institution.styles[language].order_form

    def known() -> bool:
        return rng.random() < _KNOWN_SHARE

    return StudyHeader(
        order=form.fill(values, rng) if known() else None,
        modality=exam.modality if known() else None,
        body_system=case.system.id if known() else None,
        side=Side(side) if side and known() else None,
        sex=case.sex if known() else None,
        age=case.age if known() else None,
        indication=rng.choice(exam.indications[language]) if known() else None,
        prior=_prior(prior, exam, language, rng) if prior and known() else None,
    )


def _order(order: str, exam: Exam, side: str, language: Language, rng: random.Random) -> str:
    """Name the side of a limb before it, or leave it open."""
    if not side or rng.random() < _OPEN_SIDE_SHARE:
        return order
    region, word = exam.region[language], SIDES[side][language]
    gap = "" if language is Language.CHINESE else " "
    if order.startswith(region.capitalize()):
        return f"{word.capitalize()}{gap}{order[:1].lower()}{order[1:]}"
    return order.replace(region, f"{word}{gap}{region}", 1)


def _prior(date: str, exam: Exam, language: Language, rng: random.Random) -> str:
    """Return what a request says of the examination before: its date, mostly with its name."""
    if rng.random() < _DATE_SHARE:
        return date
    order = exam.orders[language][0]
    return f"{date}{order}" if language is Language.CHINESE else f"{order}, {date}"
