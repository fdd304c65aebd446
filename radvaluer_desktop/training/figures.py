"""The table of figures that learning from a department ends with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from radvaluer_desktop.metrics.rouge import rouge_l
from radvaluer_desktop.report.cleaning import normalised
from radvaluer_desktop.training.batches import Batching, encode_prompt, encode_report
from radvaluer_desktop.training.canaries import MOST_EXPOSURE, GivenBack
from radvaluer_desktop.training.decoding import Drawing, draft_all
from radvaluer_desktop.training.department import Parts, Row
from radvaluer_desktop.training.learning import measure
from radvaluer_desktop.training.model import Llama
from radvaluer_desktop.training.pretrain import report_template

_MEASURE_TOKENS = 4096


@dataclass(frozen=True, slots=True)
class Figures:
    """What greedy drafts of some held-out rows are like. ``loss``: nats a token of impressions.

    ``exact``: share of drafts that are the radiologist's impression but for case and white space;
    ``rouge``: mean ROUGE-L F1; both 0 to 1. ``floor``: ROUGE-L of always saying the impression that
    is most frequent among what was learnt from.
    """

    name: str
    rows: int
    loss: float
    exact: float
    rouge: float
    floor: float


def figures_of(model: Llama, tokenizer: Tokenizer, parts: Parts) -> list[Figures]:
    """Draft the test part and return figures: over all, unseen impressions, and each group."""
    template = report_template()
    prompts = [encode_prompt(tokenizer, template, row) for row in parts.test]
    drafts = [texts[0] for texts in draft_all(model, tokenizer, prompts, Drawing())]
    drafted = dict(zip(parts.test, drafts, strict=True))
    constant = _commonest([row.impression for row in parts.learn])
    return [
        _figures(name, rows, drafted, constant, lambda rows: _loss(model, tokenizer, rows))
        for name, rows in _groups(parts)
        if rows
    ]


def _groups(parts: Parts) -> Iterator[tuple[str, list[Row]]]:
    known = {normalised(row.impression) for row in parts.learn}
    yield "all", list(parts.test)
    yield "impression unseen", [r for r in parts.test if normalised(r.impression) not in known]
    kinds: dict[str, Callable[[Row], str]] = {
        "language": lambda row: row.language.value,
        "system": lambda row: row.header.body_system or "",
        "institution": lambda row: row.institution,
    }
    for kind, value_of in kinds.items():
        values = sorted({value_of(row) for row in parts.test} - {""})
        for value in values if len(values) > 1 else ():
            yield f"{kind} {value}", [row for row in parts.test if value_of(row) == value]


def _figures(
    name: str,
    rows: Sequence[Row],
    drafted: dict[Row, str],
    constant: str,
    loss_of: Callable[[Sequence[Row]], float],
) -> Figures:
    count = len(rows)
    exact = sum(normalised(drafted[row]) == normalised(row.impression) for row in rows)
    return Figures(
        name,
        count,
        loss_of(rows),
        exact / count,
        sum(rouge_l(row.impression, drafted[row]) for row in rows) / count,
        sum(rouge_l(row.impression, constant) for row in rows) / count,
    )


def _loss(model: Llama, tokenizer: Tokenizer, rows: Sequence[Row]) -> float:
    template = report_template()
    batching = Batching.of(tokenizer, _MEASURE_TOKENS, model.shape.context, 1.0)
    examples = (encode_report(tokenizer, template, row) for row in rows)
    loss: float = measure(model, list(batching.all_of(examples))).impression
    return loss


def _commonest(texts: Sequence[str]) -> str:
    return Counter(texts).most_common(1)[0][0]


def table_of(figures: Sequence[Figures], given_back: GivenBack | None) -> str:
    """Return the figures as lines of text."""
    lines = [f"{'held-out rows':<28}{'rows':>6}{'loss':>8}{'exact':>8}{'ROUGE-L':>9}{'floor':>8}"]
    lines += [
        f"{each.name[:27]:<28}{each.rows:>6}{each.loss:>8.3f}{each.exact:>8.1%}"
        f"{100 * each.rouge:>9.1f}{100 * each.floor:>8.1f}"
        for each in figures
    ]
    lines.append("floor: ROUGE-L of always giving the most frequent impression")
    if given_back is not None:
        lines.append(
            f"planted secrets given back: {given_back.drafted} of {given_back.canaries} in drafts, "
            f"{given_back.completed} when its beginning is given; exposure "
            f"{given_back.exposure:.1f} of {MOST_EXPOSURE:.0f} bits (1.4 by chance)"
        )
    return "\n".join(lines)
