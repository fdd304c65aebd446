from __future__ import annotations

import pytest

from radvaluer_desktop.safety.sentences import sentences_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("1. Mild. 2. A 3.5 cm mass. .", ["Mild.", "A 3.5 cm mass."]),
        (
            "1、右肺结节，约1.2cm；2、胸腔积液。3.肝囊肿",
            ["右肺结节，约1.2cm；", "胸腔积液。", "肝囊肿"],
        ),
        ("Cardiomegaly.No edema. T9. Next", ["Cardiomegaly.", "No edema.", "T9.", "Next"]),
        ("1.Subtle areas 2.Atrophy", ["Subtle areas", "Atrophy"]),
        ("The heart is\nenlarged. Lungs clear", ["The heart is\nenlarged.", "Lungs clear"]),
        ("TI-RADS 4. Recommend biopsy.", ["TI-RADS 4.", "Recommend biopsy."]),
        ("- One\n- Two", ["One", "Two"]),
        ("Seen by Dr. X vs. Y.", ["Seen by Dr. X vs. Y."]),
        (" \n。；", []),
    ],
)
def test_sentences_without_their_numbering(text: str, sentences: list[str]) -> None:
    assert [text[s.start : s.end] for s in sentences_of(text)] == sentences
