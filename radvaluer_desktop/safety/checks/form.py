"""The draft as a text: empty, looping, cut off, in another language, slips of dictation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from radvaluer_desktop.knowledge.words import normal_form
from radvaluer_desktop.report.language import detect_language
from radvaluer_desktop.report.study import Language
from radvaluer_desktop.safety.checks.issues import issue
from radvaluer_desktop.safety.evidence import Grounds
from radvaluer_desktop.safety.reading import Reading
from radvaluer_desktop.safety.result import Issue, IssueKind, IssueSeverity, Span

_WORDS = 2
# A word twice in a row; words that may stand twice are rare in reports.
_TWICE = re.compile(r"\b(?!XXXX\b)([A-Za-z]{2,})\s+\1\b(?!-)", re.IGNORECASE)
_TWICE_HAN = re.compile(
    r"(未见|考虑|可见|建议|双侧|右侧|左侧|增大|结节|密度|信号|回声|积液|异常)\1"
)
# What recognisers are known to write for a radiologist's word: heard alike, of no sense here.
_SLIPS = re.compile(
    r"\b(?:plural (?:effusions?|fluid|thickening|spaces?)|new mothorax|numb thorax|noodles?"
    r"|cardio megaly|cardiac silent|shadow of the hart|the hart is|lung fe(?:els|ilds)|no cute"
    r"|a cute fracture|bone confusion|peroneal cavity|prostrate|humorous|metal stasis|met a static"
    r"|cyst stick|sub dural|extra actual|mid line shipped|vertigo body|vertebral bodes"
    r"|costophrenic angels?|adema|nodual|legions?|ga(?:l|ll|ul|ull) (?:bladder|ladder)|gull stones"
    r"|hernia ted|spinal stenos|infusions? in the pleural|track he|a order|pair a tracheal"
    r"|ascitis|pan creates|you re ter|thigh roid|sign us|a denopathy)\b",
    re.IGNORECASE,
)
_SLIPS_HAN = re.compile(
    r"姐节|接节|结截|结解|肺文理|肺闻理|机液|积业|急液|胸枪|古折|骨者|骨遮|肝赃|单囊|胆南|甲状线|前列线"
    r"|盘突初|椎间判|钙华灶|盖化|梗四|耿死|脑埂|囊钟|囊种|肿快|肿筷|占为|增后影|增候|淋巴节|琳巴结|密渡|蜜度"
    r"|信好影|会声|未剑|为见明显|位见明显|未间明显|未见名显"
)
# What was said to the recogniser, and written down as text. "A new line" is a catheter, "this
# period" a time, "comma-shaped" a shape: those words are commands only where a sentence begins
# behind them.
_COMMANDS = re.compile(
    r"\b(?:(?:new|next) paragraph|next (?:number|item)|full stop"
    r"|(?:scratch|delete|strike|undo) that|go to (?:sleep|next field)"
    r"|(?:open|close) (?:bracket|parenthesis|paren|quote)s?|caps o(?:n|ff)"
    r"|(?:insert|end) (?:macro|dictation)|macro normal|stop (?:dictation|recording)"
    r"|(?<!\ba )(?<!the )(?:new|next) line(?= *(?:[.;,]|(?-i: [A-Z])))"
    r"|period(?-i: [A-Z])|comma(?= *[,.;]))",
    re.IGNORECASE,
)
_COMMANDS_HAN = re.compile(
    r"句号|逗号|顿号|冒号|换行|另起一[行段]|新段落|回车键?"
    r"|(?:删除|删掉|划掉|撤销)(?:这|上|前|刚才那)一?[句段个]|(?:停止|结束|暂停)(?:录音|听写|口述)"
)
_TOKENS = re.compile(r"</?s>|<\|[^|>\n]{0,40}\|>|<unk>|<pad>|\[/?INST\]|\ufffd")
_DANGLING = re.compile(
    r"\b(?:the|a|an|of|in|with|and|or|to|for|is|are|at|by|no|without|on|from|consistent|compatible"
    r"|right|left|mild|moderate|small|large|upper|lower|likely|may|be|represent|suggest\w*"
    r"|measuring|approximately)[\s,]*$|[,，、]\s*$|[的及和与或在呈见约左右双伴为未较不已被由对所其]\s*$"
    r"|(?:考虑|提示|未见|可见|建议|大小|右侧|左侧|双侧|右肺|左肺|可能为|少量|轻度|中度|重度|多发)\s*$|[-–(（/]\s*$",
    re.IGNORECASE,
)


_LAST_WORD = re.compile(r"([A-Za-z]{4,})\s*$")
_LATIN_WORD = re.compile(r"[A-Za-z]{4,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_EMPTY = re.compile(
    r"(?:[\W\d_]|N/?A|none|nil|null|TBD|pending|XXXX|无|略|待补|待定)*", re.IGNORECASE
)


def check_form(grounds: Grounds, language: Language | None) -> Iterator[Issue]:
    """Yield what is wrong with the impression as a text, and slips of dictation in both."""
    text = grounds.impression.text
    if _EMPTY.fullmatch(text):
        yield issue(grounds, IssueKind.EMPTY, IssueSeverity.WARNING, "empty")
    else:
        yield from _looping(grounds)
        start = _cut_at(grounds)
        if start is not None:
            yield issue(
                grounds, IssueKind.CUT_OFF, IssueSeverity.WARNING, "cut_off",
                impression=(start, len(text)),
            )  # fmt: skip
        yield from _language(grounds, language)
    for reading, in_findings in ((grounds.findings, True), (grounds.impression, False)):
        for span in _slips(reading):
            yield issue(
                grounds, IssueKind.DICTATION, IssueSeverity.NOTE, "dictation",
                findings=span if in_findings else None, impression=None if in_findings else span,
                said=reading.text[span[0] : span[1]],
            )  # fmt: skip


def _cut_at(grounds: Grounds) -> int | None:
    """Return where words begin that want others behind them, or that are not whole."""
    text = grounds.impression.text
    match = _DANGLING.search(text)
    if match:
        return match.start()
    last = _LAST_WORD.search(text)
    known = grounds.known_forms
    if last and normal_form(last[1]) not in known and any(
        form.startswith(last[1].lower()) for form in known
    ):  # fmt: skip
        return last.start()
    return None


def _looping(grounds: Grounds) -> Iterator[Issue]:
    reading = grounds.impression
    texts = [_folded(reading.text[s.start : s.end]) for s in reading.sentences]
    seen: Counter[str] = Counter()
    for text, sentence in zip(texts, reading.sentences, strict=True):
        seen[text] += 1
        if seen[text] > 1 and len(text) > 3:
            yield _loop(grounds, (sentence.start, sentence.end))
            return
    match = re.search(r"(\S.{1,40}?)(?:[\s,，;；]*\1){2,}", reading.text, re.DOTALL)
    if match and any(character.isalpha() for character in match[1].replace("X", "")):
        yield _loop(grounds, match.span())


def _loop(grounds: Grounds, span: Span) -> Issue:
    return issue(grounds, IssueKind.LOOPING, IssueSeverity.WARNING, "looping", impression=span)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _language(grounds: Grounds, language: Language | None) -> Iterator[Issue]:
    """Yield the impression, or single statements of it, in another language than asked."""
    impression, findings = grounds.impression.text, grounds.findings.text
    written, wanted = detect_language(impression), language or detect_language(findings)
    if not any(character.isalpha() for character in findings):
        return
    letters = sum(character.isalpha() for character in impression)
    if written is not wanted and letters >= (3 if written is Language.CHINESE else 8):
        spans = [(0, len(impression))]
    else:
        spans = [
            (each.start, each.end) for each in grounds.impression.sentences
            if _is_foreign(impression[each.start : each.end], wanted)
        ]  # fmt: skip
    for span in spans:
        yield issue(
            grounds, IssueKind.WRONG_LANGUAGE, IssueSeverity.WARNING, "wrong_language",
            impression=span,
        )  # fmt: skip


def _is_foreign(sentence: str, wanted: Language) -> bool:
    """Whether a sentence holds words, and none of the language that is wanted."""
    if wanted is Language.CHINESE:
        return not _HAN.search(sentence) and len(_LATIN_WORD.findall(sentence)) >= _WORDS
    return len(_HAN.findall(sentence)) > _WORDS and not re.search("[A-Za-z]", sentence)


def _slips(reading: Reading) -> Iterator[Span]:
    for pattern in (_TWICE, _TWICE_HAN, _SLIPS, _SLIPS_HAN, _COMMANDS, _COMMANDS_HAN, _TOKENS):
        for match in pattern.finditer(reading.text):
            yield match.span()
