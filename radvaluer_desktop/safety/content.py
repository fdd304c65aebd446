"""Words that carry content, for what the knowledge base has no name of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from radvaluer_desktop.knowledge.words import Word

_EMPTY_WORDS = (
    "the a an of in on at to for from by with and or is are was were be been there this that these "
    "those as it its has have had no not without within into than then which who may might could "
    "can would should also again both again seen noted identified evidence demonstrate "
    "demonstrated visualized present appear appears appearance finding findings area region side "
    "sided left right bilateral bilaterally upper lower mid middle medial lateral anterior "
    "posterior superior inferior mild moderate severe small large marked minimal tiny slight "
    "mildly moderately severely slightly likely possible possibly probable probably suspicious "
    "suggest suggesting suggestive consistent compatible represent reflect secondary due related "
    "stable unchanged new old chronic acute interval change increased decreased prior previous "
    "study exam examination normal unremarkable otherwise limit other about approximately "
    "measuring measure mm cm x xxxx patient image view frontal please see above described "
    "recommend further evaluation clinical correlation follow up followup versus vs cannot "
    "excluded given however but more less greater"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
_EMPTY_HAN = frozenset(
    "的了及和与或在见可示呈为约较前后并伴有未无不其余左右双两侧大小形态正常异常明显影灶处部内外上下，。；：、轻中重度少量考虑可能建议请结合临床随访复查多发单发性个枚"
)


def content_of(words: Iterable[Word]) -> frozenset[str]:
    """Return what of ``words`` carries content: Latin words, and pairs of Han characters."""
    found, before = set(), ""
    for word in words:
        if word.is_han:
            full = word.form not in _EMPTY_HAN
            if before and full:
                found.add(before + word.form)
            before = word.form if full else ""
            continue
        before = ""
        if carries_content(word):
            found.add(_stem(word.form))
    return frozenset(found)


def carries_content(word: Word) -> bool:
    """Whether a Latin word means something by itself."""
    return len(word.form) > 2 and word.form.isalpha() and word.form not in _EMPTY


@lru_cache(maxsize=20000)
def _stem(form: str) -> str:
    """Cut the endings by which an adjective and its noun differ."""
    for ending in ("ization", "ation", "ment", "ular", "ated", "ity", "ous", "ing", "ary", "ic",
                   "al", "ed", "ar", "y", "e"):  # fmt: skip
        if form.endswith(ending) and len(form) - len(ending) >= 4:
            return form[: -len(ending)]
    return form
