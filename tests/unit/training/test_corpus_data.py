import random
import shutil
from pathlib import Path

import pytest

from radvaluer_desktop.assets import resource
from radvaluer_desktop.knowledge.entries import Knowledge
from radvaluer_desktop.knowledge.loading import bundled_knowledge
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.training.corpus.loading import Corpus, CorpusInvalid, load_corpus
from radvaluer_desktop.training.corpus.templates import SkeletonInvalid, compile_skeleton
from radvaluer_desktop.training.corpus.vocabulary import part_terms
from radvaluer_desktop.training.corpus.wording import plural

LEAST_SKELETONS = 300
LEAST_FINDINGS = 40


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return bundled_knowledge()


@pytest.fixture(scope="module")
def corpus(knowledge: Knowledge) -> Corpus:
    return load_corpus(resource("corpus"), knowledge)


@pytest.mark.parametrize("language", Language)
def test_there_are_three_hundred_skeletons(corpus: Corpus, language: Language) -> None:
    written = {
        skeleton.written
        for (_, _, tongue), skeletons in corpus.grammar.findings.items()
        if tongue is language
        for skeleton in skeletons
    }
    for system in corpus.systems.values():
        written |= {each.written for e in system.entries for each in e.find[language]}
        written |= {each.written for normal in system.normals for each in normal.texts[language]}
    assert len(written) >= LEAST_SKELETONS


def test_every_system_has_forty_findings(corpus: Corpus) -> None:
    for system in corpus.systems.values():
        assert len({entry.id for entry in system.entries if entry.id}) >= LEAST_FINDINGS


def test_what_a_finding_means_is_as_urgent_as_the_impression(
    corpus: Corpus, knowledge: Knowledge
) -> None:
    for system in corpus.systems.values():
        for entry in system.entries:
            if entry.means is not None:
                assert entry.urgency >= knowledge.findings[entry.means.id].urgency


def _spoilt(tmp_path: Path, old: str, new: str) -> Path:
    folder = tmp_path / "corpus"
    shutil.copytree(resource("corpus"), folder)
    path = folder / "chest.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('en = ["pneumothorax"]', 'en = ["hippopotamus"]', "'hippopotamus' is no name"),
        ('covers = ["airways", "lungs"]', 'covers = ["gills"]', "the topic gills"),
        ("the heart is <{mildly} >enlarged<, {change}>.", "the heart is big.", "lacks"),
        ("the heart is <{mildly} >enlarged", "the heart is <{mildly >enlarged", "brackets"),
        ("one_side = true", "one_side = true\nwrong = 1\n[[findings]]", "findings 72"),
        ('findings = ["emphysema", "bulla"]', 'findings = ["emphysema", "x"]', "names x"),
    ],
)
def test_data_that_do_not_hold_together_are_refused(
    tmp_path: Path, knowledge: Knowledge, old: str, new: str, said: str
) -> None:
    with pytest.raises(CorpusInvalid, match=said):
        load_corpus(_spoilt(tmp_path, old, new), knowledge)


@pytest.mark.parametrize("written", ["[a|b", "a]", "<a", "{a", "a > b"])
def test_a_broken_skeleton_is_refused(written: str) -> None:
    with pytest.raises(SkeletonInvalid):
        compile_skeleton(written)


def test_a_skeleton_leaves_out_what_is_empty() -> None:
    skeleton = compile_skeleton("there is {a} <{size} >{term}<, {change}>.")
    rng = random.Random(1)  # noqa: S311
    values = {"a": "\x01", "size": "8 mm", "term": "nodule", "change": ""}
    assert skeleton.fill(values, rng) == "there is an 8 mm nodule."
    assert skeleton.fill(values | {"size": ""}, rng) == "there is a nodule."
    assert skeleton.fill(values | {"change": "new"}, rng) == "there is an 8 mm nodule, new."


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("solid nodule", "solid nodules"),
        ("calculus", "calculi"),
        ("opacity", "opacities"),
        ("liver metastasis", "liver metastases"),
        ("mass", "masses"),
        ("air-fluid levels", "air-fluid levels"),
    ],
)
def test_plurals(one: str, several: str) -> None:
    assert plural(one) == several


def test_one_term_of_three_is_kept_for_the_test_and_never_the_first() -> None:
    taught, held = part_terms("nodule", ["a", "b", "c", "d"])
    assert taught[0] == "a"
    assert len(held) == 1
    assert {*taught, *held} == {"a", "b", "c", "d"}
    assert part_terms("nodule", ["a", "b"]) == (("a", "b"), ())
