"""Each row: a text, a word of it, and what must have been read of the finding that it names."""

from __future__ import annotations

import pytest

from radvaluer_desktop.report.study import Side
from radvaluer_desktop.safety.reading import BOTH, Mention, Reader

LEFT, RIGHT = frozenset({Side.LEFT}), frozenset({Side.RIGHT})


def mention_of(reader: Reader, text: str, word: str) -> Mention:
    start = text.index(word)
    end = start + len(word)
    found = [m for m in reader.read(text).mentions if m.start < end <= m.end]
    assert found, f"nothing was read at {word!r}"
    return min(found, key=lambda mention: mention.end - mention.start)


@pytest.mark.parametrize(
    ("text", "word", "present"),
    [
        ("No fracture.", "fracture", False),
        ("No focal mass, fracture, or hematoma is seen.", "hematoma", False),
        ("There is no mass but a fracture.", "fracture", True),
        ("No mass, small hematoma on the left.", "hematoma", True),
        ("A fracture is not seen.", "fracture", False),
        ("Fracture has been excluded.", "Fracture", False),
        ("The fracture cannot be excluded.", "fracture", True),
        ("No change in the mass.", "mass", True),
        ("Negative for hemorrhage or mass.", "mass", False),
        ("Without evidence of abscess.", "abscess", False),
        ("Mass is present. No fracture.", "Mass", True),
        ("No acute abnormality. Old fracture.", "fracture", True),
        ("未见骨折。", "骨折", False),
        ("未见明显肿块、结节及囊肿。", "囊肿", False),
        ("未见骨折，右侧见血肿。", "血肿", True),
        ("肝内见囊肿，未见肿块。", "囊肿", True),
        ("肝内见囊肿，未见肿块。", "肿块", False),
        ("肿块较前无明显变化。", "肿块", True),
        ("脓肿不除外。", "脓肿", True),
        ("颅内无出血。", "出血", False),
        ("骨折线消失。", "骨折线", False),
    ],
)
def test_negation(reader: Reader, text: str, word: str, present: bool) -> None:
    assert mention_of(reader, text, word).present is present


@pytest.mark.parametrize(
    ("text", "word", "hedged"),
    [
        ("Possible fracture.", "fracture", True),
        ("This may represent a hematoma.", "hematoma", True),
        ("Abscess versus hematoma.", "Abscess", True),
        ("A fracture cannot be excluded.", "fracture", True),
        ("Fracture?", "Fracture", True),
        ("There is a fracture.", "fracture", False),
        ("考虑血肿。", "血肿", True),
        ("脓肿可能。", "脓肿", True),
        ("转移不除外。", "转移", True),
        ("见骨折。", "骨折", False),
    ],
)
def test_certainty(reader: Reader, text: str, word: str, hedged: bool) -> None:
    assert mention_of(reader, text, word).hedged is hedged


@pytest.mark.parametrize(
    ("text", "word", "sides"),
    [
        ("A mass in the left kidney.", "mass", LEFT),
        ("Right-sided hematoma and left fracture.", "hematoma", RIGHT),
        ("Right-sided hematoma and left fracture.", "fracture", LEFT),
        ("Bilateral hematoma.", "hematoma", BOTH),
        ("Hematoma, right greater than left.", "Hematoma", BOTH),
        ("Left and right nodules.", "nodule", BOTH),
        ("Nodule.", "Nodule", frozenset()),
        ("左侧结节，右侧囊肿。", "结节", LEFT),
        ("左侧结节，右侧囊肿。", "囊肿", RIGHT),
        ("双肾囊肿。", "囊肿", BOTH),
        ("右肾见占位，边缘见钙化。", "钙化", RIGHT),
    ],
)
def test_sides(reader: Reader, text: str, word: str, sides: frozenset[Side]) -> None:
    assert mention_of(reader, text, word).sides == sides


@pytest.mark.parametrize(
    ("text", "word", "degree"),
    [
        ("Mild stenosis.", "stenosis", 1),
        ("Moderate to severe stenosis.", "stenosis", 3),
        ("Large hematoma.", "hematoma", 3),
        ("Stenosis.", "Stenosis", None),
        ("重度狭窄。", "狭窄", 3),
        ("轻度扩张。", "扩张", 1),
    ],
)
def test_degrees(reader: Reader, text: str, word: str, degree: int | None) -> None:
    assert mention_of(reader, text, word).degree == degree


@pytest.mark.parametrize(
    ("text", "word", "change"),
    [
        ("The hematoma has increased.", "hematoma", "increased"),
        ("Stable nodule.", "nodule", "unchanged"),
        ("New fracture.", "fracture", "new"),
        ("结节较前增大。", "结节", "increased"),
        ("血肿较前明显吸收。", "血肿", "decreased"),
        ("Nodule.", "Nodule", None),
    ],
)
def test_changes(reader: Reader, text: str, word: str, change: str | None) -> None:
    assert mention_of(reader, text, word).change == change


def test_a_denial_of_much_is_no_denial_of_little(reader: Reader) -> None:
    assert mention_of(reader, "No large hematoma.", "hematoma").limited
    assert not mention_of(reader, "No hematoma.", "hematoma").limited


@pytest.mark.parametrize(
    "text", ["", "\0", "\ud800", "。" * 500, "no " * 400, "左" * 900, "1" * 3000]
)
def test_odd_texts_are_read(reader: Reader, text: str) -> None:
    assert reader.read(text).mentions == ()
