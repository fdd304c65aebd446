"""Texts that tokenizers read differently if they differ at all."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from radvaluer_desktop.training.reports import synthetic_reports

_PIECES = (
    *("0", "12", "3.5", "10,000", "½", "Ⅳ", "x²", "１２", "٣", "൧", "mm", "cm²", "L4/5", "T12-L1"),
    *(
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\n\n",
        "\u00a0",
        "\u3000",
        "\u2009",
        "\u200b",
        "\x00",
        "\x1b",
    ),
    *("It's", "don't", "'ll", "’s", "I'VE", "e.g.", "...", "—", "–", "-", "/", "×", "±", "≤", "°"),
    *("左肺上叶", "结节", "约", "，", "。", "（", "）", "：", "；", "￥", "ＣＴ", "龘", "𠀀", "㎜"),
    *("😀", "👩‍⚕️", "🏽", "é", "e\u0301", "ñ", "Å", "ﬁ", "\u0300", "\ufe0f", "עברית", "عربى", "ไทย"),
    *("<|end|>", "<|findings|>", "</s>", "<unk>", "XXXX", "Impression:", "nodule", " lobe", "ß"),
)


def odd_texts(count: int, seed: int) -> Iterator[str]:
    """Yield ``count`` texts: reports, random pieces, and reports with pieces in them, in turn."""
    rng = random.Random(seed)  # noqa: S311 - must be reproducible, not secret
    for index, report in enumerate(itertools.islice(synthetic_reports(seed), count)):
        pieces = "".join(rng.choices(_PIECES, k=rng.randint(1, 12)))
        at = rng.randrange(len(report.findings))
        mixed = report.findings[:at] + pieces + report.findings[at : at + 40]
        yield (report.findings, pieces, mixed)[index % 3]
