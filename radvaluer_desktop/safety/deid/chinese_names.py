"""Names of persons in Chinese text: a surname, one or two characters, and a sign of it beside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from radvaluer_desktop.safety.deid.clinical import Clinical
from radvaluer_desktop.safety.deid.found import Found, Rule
from radvaluer_desktop.safety.deid.kinds import Kind
from radvaluer_desktop.safety.deid.wordlists import WordLists, alternatives, spaced

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
# Uyghur, Tibetan and others as they are written in Chinese
_DOTTED = rf"{_HAN}{{1,8}}(?:·{_HAN}{{1,8}}){{1,3}}"
_LATIN = r"[A-Z][A-Za-z'-]*(?:[ .,]{1,2}[A-Z][A-Za-z'-]*){0,3}"
_SEX = r"(?=[ ]*[,、(（/;。]?[ ]*(?:性别|[男女]|\d{1,3}[ ]*岁|年龄))"
_BEFORE_SEX = r"(?=[ ]*[,、][ ]*[男女])"
_BETWEEN = r"[ ]*[/、,;&和及][ ]*"
_PERSONS = "患者|病人|患儿|受检者|产妇|孕妇|伤者|死者"
_ROLE_WITHIN = re.compile(rf"{_PERSONS}|家属|家长|医[生师]|主管|主治")
_NO_PERSON = "[科室院组级任区房部]"  # what departments end with
_LOOK_BACK = 20  # characters before a title
_PLAIN_NAME = 3


class ChineseNames:
    """Finds names behind labels, before titles, beside verbs, and before sex and age."""

    def __init__(self, lists: WordLists, clinical: Clinical) -> None:
        self._clinical = clinical
        self._prepositions = frozenset(lists.lists["prepositions"])
        self._stop = frozenset(lists.lists["labels_stop"])
        self._roles = re.compile(rf"(?:{lists.pattern('roles')})\Z")
        self._title = re.compile(lists.pattern("titles"))
        compound = lists.pattern("compound_surnames")
        surname = rf"(?:{compound}|[{''.join(lists.lists['surnames'])}])"
        self._surname = re.compile(surname)
        self._whole = re.compile(rf"(?:{_DOTTED}|(?:{compound}){_HAN}{{0,2}})\Z")
        self._single = re.compile(rf"{surname}{_HAN}{{0,2}}\Z")
        self._first = re.compile(rf"(?:\A|[\n。;,:、( ])(?P<name>{_HAN})\Z")
        self._some = re.compile(rf"{surname}某{{1,2}}")
        self._label = _label(lists)
        before, after = lists.pattern("verbs_before"), lists.pattern("verbs_after")
        self._told = re.compile(rf"(?:{before})(?P<name>(?:(?!{_NO_PERSON}){_HAN}){{2,3}})\Z")
        self._patterns = tuple(_beside(lists, surname, before, after))

    def find(self, text: str) -> Iterator[Found]:
        """Yield the names of a folded text."""
        yield from self._labelled(text)
        yield from self._before_titles(text)
        for pattern, rule in self._patterns:
            for match in pattern.finditer(text):
                start, end = match.span("name")
                if self._may_be(match["name"]) and not self._is_titled(text, start):
                    yield Found(start, end, Kind.PERSON, rule)
        for match in self._some.finditer(text):
            if not self._roles.search(match[0]):
                yield Found(*match.span(), Kind.PERSON, Rule.TITLE)

    def _labelled(self, text: str) -> Iterator[Found]:
        for match in self._label.finditer(text):
            start = match.start("names")
            for part in re.split(_BETWEEN, match["names"]):
                place = text.index(part, start)
                start = place + len(part)
                name = part.rstrip()
                following = text[place + len(name) :].lstrip(" ")[:1]
                if following not in (":", "=") and self._may_be(name):  # 姓名:  性别:男
                    yield Found(place, place + len(name), Kind.PERSON, Rule.LABEL)

    def _before_titles(self, text: str) -> Iterator[Found]:
        for match in self._title.finditer(text):
            end = match.start()
            before = text[max(0, end - _LOOK_BACK) : end]
            if self._roles.search(before):
                continue
            name = self._name_before(before)
            if len(name) == 1 or (name and self._may_be(name)):
                yield Found(end - len(name), end, Kind.PERSON, Rule.TITLE)

    def _name_before(self, before: str) -> str:
        """Return the name that ``before``, the text up to a title, ends with; "" for none."""
        whole = self._whole.search(before)
        if whole is not None:
            return self._without_preposition(whole[0])
        single = self._single.search(before[-_PLAIN_NAME:])
        told = self._told.search(before)  # behind a verb: perhaps a surname of no list
        if told and self._may_be(told["name"]) and (not single or told["name"] not in single[0]):
            return told["name"]
        if single:
            return self._without_preposition(single[0])
        first = self._first.search(before)  # one character where a sentence begins
        return first["name"] if first else ""

    def _without_preposition(self, name: str) -> str:
        """Return the name itself where a preposition that is a surname too stands before it."""
        if name[0] in self._prepositions and len(name) > 1 and self._surname.match(name[1:]):
            return name[1:]
        return name

    def _is_titled(self, text: str, start: int) -> bool:
        """Whether a title begins within the name, as in 王主任: the rule of titles sees to it."""
        return any(self._title.match(text, start + ahead) for ahead in (1, 2))

    def _may_be(self, name: str) -> bool:
        plain = name.replace(" ", "")
        if plain in self._stop or _ROLE_WITHIN.search(plain):
            return False
        return not self._clinical.is_han_term(plain)


def _label(lists: WordLists) -> re.Pattern[str]:
    label = rf"(?:{spaced(lists.labels[Kind.PERSON])})(?:[((]?签[字名章][))]?)?"
    value = rf"(?:{_DOTTED}|{_HAN}{{2,4}}|{_HAN}(?:[ ]{_HAN}){{1,2}}(?!{_HAN})|{_LATIN})"
    values = rf"(?P<names>{value}(?:{_BETWEEN}{value}){{0,3}})"
    return re.compile(rf"{label}(?:[ ]*[】\]][ ]*[:=]?|[ ]*[:=])[ ]*{values}")


def _beside(
    lists: WordLists, surname: str, before: str, after: str
) -> Iterator[tuple[re.Pattern[str], Rule]]:
    """Yield patterns of names by what stands on both sides of them."""
    name = rf"{surname}[ ]?{_HAN}(?:[ ]?{_HAN})??"
    named = rf"(?P<name>{name}|{_DOTTED})"
    some = rf"{name}|{_DOTTED}|{surname}某{{1,2}}|{_HAN}{{2,3}}{_BEFORE_SEX}"
    told = alternatives(verb for verb in lists.lists["verbs_before"] if len(verb) > 1)
    relations = lists.pattern("relations")
    yield re.compile(rf"(?:{_PERSONS})[ ]?(?P<name>{some}){_SEX}"), Rule.LABEL
    yield re.compile(rf"[员者人师][ ]*[:=][ ]*(?P<name>{name}|{_DOTTED})(?!{_HAN})"), Rule.LABEL
    for pattern in (
        rf"(?:^|[\n。,;:、 ])(?P<name>{name})(?=[ ]*[,、/ ][ ]*[男女]性?[ ]*[,、/ ])",
        rf"(?:{before}){named}(?={after})",
        rf"(?:{told}):?[ ]?(?P<name>{surname}{_HAN}{{1,2}})(?=[,。;、(]|$)",
        rf"(?:^|[\n。;,]|{relations}){named}(?={after})",
    ):
        yield re.compile(pattern, re.MULTILINE), Rule.CONTEXT
