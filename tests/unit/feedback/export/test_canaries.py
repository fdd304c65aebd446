"""Forty planted names: those that the store knows and those beside a title leave in no export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from faker import Faker

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.export.forms import Form
from radvaluer_desktop.feedback.export.manifest import manifest_file
from radvaluer_desktop.feedback.records import Decision
from radvaluer_desktop.feedback.store import StoreRules, open_store
from radvaluer_desktop.report.study import Language, StudyHeader
from tests.unit.feedback.export.test_writing import export
from tests.unit.feedback.samples import decision

FORMS = (Form.SFT, Form.PREFERENCE, Form.JSONL, Form.CSV)
EACH = 10  # of a kind: known as a digest, known as typed, beside a title or label, bare
_TEXTS = {
    Language.ENGLISH: {
        "bare": ("{0} has a 6 mm nodule in the right upper lobe.", "Nodule, as seen by {0}."),
        "titled": ("Discussed with Dr. {0}. 6 mm nodule.", "6 mm nodule. Told to {0}, as asked."),
    },
    Language.CHINESE: {
        "bare": ("{0}右肺上叶见结节，约6mm。", "右肺上叶结节，{0}复查。"),
        "titled": ("患者姓名：{0}。右肺上叶见结节。", "右肺上叶结节，已告知{0}。"),
    },
}


@dataclass(frozen=True)
class Planted:
    """A name and the decision that it stands in."""

    name: str
    kept: Decision


def planted(kind: str, seed: int) -> Iterator[Planted]:
    """Yield names in findings and finals, half English, half Chinese."""
    made = {Language.ENGLISH: Faker("en_GB"), Language.CHINESE: Faker("zh_CN")}
    for language, faker in made.items():
        faker.seed_instance(seed)
        for _ in range(EACH // 2):
            first, last = faker.unique.first_name(), faker.unique.last_name()
            name = f"{first} {last}" if language is Language.ENGLISH else last + first
            texts = _TEXTS[language]["titled" if kind == "titled" else "bare"]
            findings, final = (text.format(name) for text in texts)
            study = name if kind == "known" else "EXAMPLE-0001"
            header = StudyHeader(pseudonym=study)
            kept = decision(header=header, language=language, findings=findings, final=final)
            yield Planted(name, kept)


@pytest.mark.timeout(300)
def test_of_forty_names_only_bare_ones_may_stay(
    tmp_path: Path, unlocked_keyring: object, capsys: pytest.CaptureFixture[str]
) -> None:
    hidden = [*planted("known", 1), *planted("titled", 2)]
    typed, bare = list(planted("known", 3)), list(planted("bare", 4))
    written = ""
    for store_name, as_typed, kept in (
        ("one", False, [*hidden, *bare]),
        ("two", True, typed),
    ):
        with open_store(
            tmp_path / store_name / "feedback.db", Keyring(), StoreRules(names_as_typed=as_typed)
        ) as store:
            store.merge([each.kept for each in kept], "")
            for form in FORMS:
                target = tmp_path / f"{store_name}.{form.value}"
                assert export(store, target, form).rows == len(kept)
                written += target.read_text("utf-8") + manifest_file(target).read_text("utf-8")
    assert [each.name for each in (*hidden, *typed) if each.name in written] == []
    parts = [part for each in (*hidden, *typed) for part in each.name.split() if len(part) > 3]
    assert [part for part in parts if f" {part}" in written] == []
    left = sum(each.name in written for each in bare)
    with capsys.disabled():
        print(f"\nof {len(bare)} names without a title or label, {left} stay", end=" ")
    assert "nodule" in written
