"""Does a model write the same with proposed tokens as without? Lists each report where not.

    python -m tests.bench.agreement [MODEL.gguf] [--reports 300]

Kernels for several tokens round differently from those for one. For each report the two runs are
compared up to the first token that differs; beside it stands how far apart the two best logits
were, and the largest difference of any logit before, which rounding alone has made.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import llama_cpp
import numpy as np
import numpy.typing as npt

from radvaluer_desktop.assets import resource
from radvaluer_desktop.inference.messages import EngineSettings, Generate, Sampling, Segment
from radvaluer_desktop.inference.native.choosing import SamplerChain
from radvaluer_desktop.inference.native.decode import Listener
from radvaluer_desktop.inference.native.holder import Holder
from radvaluer_desktop.inference.native.interrupt import Interrupt
from radvaluer_desktop.inference.native.library import start_library
from radvaluer_desktop.inference.native.model import LoadHooks
from radvaluer_desktop.modelfile.header import read_header
from radvaluer_desktop.prompting.build import build_prompt
from radvaluer_desktop.prompting.templates import choose_template, load_templates
from radvaluer_desktop.training.corpus import SyntheticReport, make_reports

_PLAIN, _ALWAYS = (1.0,), (1.0,) * 16
_MOST = 128
_CONTEXT = 2048

Step = tuple[int, npt.NDArray[np.float32]]


def main() -> None:
    """Draft twice and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    demo = resource("models") / "chatradio-demo.gguf"
    parser.add_argument("model", type=Path, nargs="?", default=demo)
    parser.add_argument("--reports", type=int, default=300)
    asked = parser.parse_args()
    start_library()
    reports = list(itertools.islice(make_reports(5, "test"), asked.reports))
    plain, tried = (_drafts(asked.model, reports, costs) for costs in (_PLAIN, _ALWAYS))
    differing, largest = 0, 0.0
    for number, (one, other) in enumerate(zip(plain, tried, strict=True)):
        for place, ((token, row), (its, its_row)) in enumerate(zip(one, other, strict=False)):
            apart = float(np.abs(row - its_row).max())
            if token != its:
                differing += 1
                low, high = np.sort(row)[-2:]
                print(f"report {number}, token {place}: the two best are {high - low:.4f} apart")
                break
            largest = max(largest, apart)
    print(
        f"{differing} of {len(plain)} reports differ; rounding moves logits by up to {largest:.3f}"
    )


def _drafts(
    path: Path, reports: Sequence[SyntheticReport], costs: tuple[float, ...]
) -> list[list[Step]]:
    settings = EngineSettings(context_tokens=_CONTEXT, decode_costs=costs)
    holder = Holder(path, settings, LoadHooks(Interrupt(), lambda _fraction: None))
    templates = load_templates(resource("prompts"))
    template = choose_template(templates, read_header(path).control_tokens)
    holder.remember([report.impression for report in reports])
    found = []
    for report in reports:
        prompt = build_prompt(template, report.header, report.findings, report.language)
        steps = _steps(holder, prompt.segments)
        if steps is not None:
            found.append(steps)
    holder.close()
    return found


def _steps(holder: Holder, segments: tuple[Segment, ...]) -> list[Step] | None:
    """Draft; return each token with the logits that it was chosen from, None for no room."""
    ids = holder.prompt(segments)
    if len(ids) + _MOST > holder.context_tokens:
        return None
    steps: list[Step] = []
    choose = SamplerChain.choose

    def watched(self: SamplerChain, index: int, *, may_end: bool) -> int:
        token = choose(self, index, may_end=may_end)
        row: Any = llama_cpp.llama_get_logits_ith(self._context, index)
        logits = np.ctypeslib.as_array(row, shape=(holder.vocabulary_size,))
        steps.append((token, logits.copy()))
        return token

    with patch.object(SamplerChain, "choose", watched):
        request = Generate(1, segments, Sampling(max_tokens=_MOST))
        holder.write(ids, request, Listener(lambda _done, _total: None, lambda _text: None))
    return steps


if __name__ == "__main__":
    main()
