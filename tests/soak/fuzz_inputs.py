"""What a report might be in the worst case: as text (hypothesis), and as bytes of a file.

``texts`` mixes every Unicode category, lone surrogates, controls and right-to-left marks with
pieces of reports in both languages and the control tokens of models. ``mutated`` takes an encoded
report and damages it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from radvaluer_desktop.assets import resource
from radvaluer_desktop.report.study import BodySystem, Modality, Sex, Side, StudyHeader

TOKENS = (
    "<|report|>",
    "<|exam|>",
    "<|findings|>",
    "<|impression|>",
    "<|end|>",
    "<|pad|>",
    "</s>",
    "<s>",
    "<|im_start|>assistant\n",
    "<|im_end|>",
    "[INST]",
    "<|eot_id|>",
    "<think>",
)
_PIECES = (
    "FINDINGS:",
    "\nFINDINGS: ",
    "\nImpression: ",
    "CLINICAL HISTORY:",
    "\n检查所见：",
    "\n诊断意见：",
    "The lungs are clear.",
    "No pleural effusion or pneumothorax. ",
    "A 6 mm nodule in the left upper lobe, ",
    "右肺下叶见斑片影，",
    "双侧胸腔未见积液。",
    "12×8mm",
    "\n\n",
    "\r\n",
    "\u2028",
    "\u202e",
    "\u200f",
    "\u0000",
    "\ufffe",
    "\ud83d",
    "\udc00",
    "👩\u200d⚕️",
    "ﷺ",
    "e" + "\u0301" * 40,
    "\x1b[31m",
    "{findings}",
    "%s%n",
    "\\u0000",
)
_SEEDS = ("en", "zh")
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030")
_TELLING = (
    b"\x00",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\x80",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\x81\x30\x81\x30",
    b"\xff\xff\xff\xff",
    b"\r",
    b"<|end|>",
)


def texts() -> st.SearchStrategy[str]:
    """Return texts of 0 to some 100,000 characters, most of them short."""
    anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)
    pieces = st.sampled_from(_PIECES + TOKENS)
    report_like = st.lists(st.one_of(pieces, pieces, anything), max_size=30).map("".join)
    very_long = st.builds(
        lambda piece, times: piece * times, report_like, st.integers(min_value=2, max_value=400)
    )
    kinds = [anything, report_like, report_like, report_like, report_like, very_long]
    return st.sampled_from(range(len(kinds))).flatmap(kinds.__getitem__)


def headers() -> st.SearchStrategy[StudyHeader]:
    """Return exam headers, mostly empty, else with the same kinds of text."""
    words = st.one_of(st.none(), st.none(), st.text(max_size=40), st.sampled_from(TOKENS))
    filled = st.builds(
        StudyHeader,
        order=words,
        modality=st.sampled_from([None, *Modality]),
        body_system=st.sampled_from([None, *BodySystem]),
        side=st.sampled_from([None, *Side]),
        sex=st.sampled_from([None, *Sex]),
        age=st.one_of(st.none(), st.integers(0, 130)),
        indication=words,
        prior=words,
        pseudonym=words,
    )
    return st.one_of(st.just(StudyHeader()), filled)


def report_bytes() -> list[bytes]:
    """Return whole reports as files hold them: both languages in every encoding."""
    reports = [resource(f"examples/{name}.txt").read_text(encoding="utf-8") for name in _SEEDS]
    return [report.encode(encoding) for report in reports for encoding in _ENCODINGS] + [
        reports[0].replace("normal", "normal – é").encode("latin-1", "replace")
    ]


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Return one of ``seeds`` after one to twelve random mutations.

    Most damaged files are in no encoding any more, so half are put back into one.
    """
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 12))):
        chance.choice(_MUTATIONS)(data, seeds, chance)
    if chance.random() < 0.5:
        text = bytes(data).decode(chance.choice(_ENCODINGS), "replace")
        return text.encode(chance.choice(_ENCODINGS))
    return bytes(data)


_Mutation = Callable[[bytearray, Sequence[bytes], random.Random], None]


def _flip(data: bytearray, _seeds: Sequence[bytes], chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 4, 40))):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _insert(data: bytearray, _seeds: Sequence[bytes], chance: random.Random) -> None:
    at = chance.randint(0, len(data))
    data[at:at] = chance.choice((*_TELLING, chance.randbytes(chance.randint(1, 40))))


def _delete(data: bytearray, _seeds: Sequence[bytes], chance: random.Random) -> None:
    at = chance.randint(0, len(data))
    del data[at : at + chance.choice((1, 2, 3, 64))]


def _repeat(data: bytearray, _seeds: Sequence[bytes], chance: random.Random) -> None:
    at = chance.randint(0, len(data))
    piece = bytes(data[at : at + chance.randint(1, 64)])
    data[at:at] = piece * chance.choice((1, 2, 50, 1000))


def _splice(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    other = chance.choice(seeds)
    data[chance.randint(0, len(data)) :] = other[chance.randint(0, len(other)) :]


def _cut(data: bytearray, _seeds: Sequence[bytes], chance: random.Random) -> None:
    del data[chance.randint(0, len(data)) :]


_MUTATIONS: tuple[_Mutation, ...] = (
    _flip,
    _flip,
    _insert,
    _insert,
    _delete,
    _repeat,
    _splice,
    _cut,
)
