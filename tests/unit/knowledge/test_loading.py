from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from radvaluer_desktop.knowledge.entries import FindingKind, Knowledge
from radvaluer_desktop.knowledge.loading import KnowledgeInvalid, bundled_knowledge, load_knowledge
from radvaluer_desktop.knowledge.relations import Relations
from radvaluer_desktop.report.study import BodySystem, Language

ENTRY = """
system = "chest"
[sources]
s = "a source"
[[findings]]
id = "nodule"
kind = "finding"
urgency = 2
modalities = ["CT"]
en = ["nodule"]
zh = ["结节"]
source = "s"
"""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return bundled_knowledge()


def test_each_body_system_has_forty_findings_in_both_languages(knowledge: Knowledge) -> None:
    counted = Counter(
        finding.system
        for finding in knowledge.findings.values()
        if finding.kind is FindingKind.FINDING
        and finding.modalities
        and all(finding.terms[language] for language in Language)
    )
    assert {system: counted[system] >= 40 for system in BodySystem} == dict.fromkeys(
        BodySystem, True
    )


def test_each_system_has_normal_statements_and_combinations(knowledge: Knowledge) -> None:
    assert {normal.system for normal in knowledge.normals} >= set(BodySystem)
    assert len(knowledge.combinations) >= 5


def test_every_finding_has_a_source_and_an_attribute_or_is_no_finding(
    knowledge: Knowledge,
) -> None:
    assert {f.source for f in knowledge.findings.values()} <= knowledge.sources.keys()


def load(folder: Path, text: str) -> Knowledge:
    (folder / "chest.toml").write_text(text, encoding="utf-8")
    return load_knowledge(folder)


def test_a_small_base_is_read(tmp_path: Path) -> None:
    knowledge = load(tmp_path, ENTRY)
    assert knowledge.findings["nodule"].system is BodySystem.CHEST
    assert Relations(knowledge).support(frozenset({"nodule"}), frozenset({"nodule"})) == 1


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (('"s"\n[[f', '"s"\n[[x]]\n[[f'), None),
        (("urgency = 2", "urgency = 7"), "urgency 7"),
        (('kind = "finding"', 'kind = "mood"'), "mood"),
        (('en = ["nodule"]', 'en = ["[nodule"]'), "brackets"),
        (('source = "s"', 'source = "t"'), "the source t"),
        (('source = "s"', 'source = "s"\nbroader = ["gone"]'), "gone"),
        (('source = "s"', 'source = "s"\ncolour = "red"'), "colour"),
        (("[[findings]]", "[[findings"), "chest.toml"),
        (('id = "nodule"\n', ""), "id"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_named(
    tmp_path: Path, change: tuple[str, str], named: str | None
) -> None:
    text = ENTRY.replace(*change)
    if named is None:
        load(tmp_path, text)
        return
    with pytest.raises(KnowledgeInvalid, match=named):
        load(tmp_path, text)


def test_an_id_that_stands_twice_is_named(tmp_path: Path) -> None:
    twice = ENTRY + ENTRY[ENTRY.index("[[findings]]") :]
    with pytest.raises(KnowledgeInvalid, match="nodule: the id stands twice"):
        load(tmp_path, twice)
