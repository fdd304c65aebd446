"""What can be asked of a draft by a model that takes no instructions: done on the text, exactly.

Its form changes, or another of the drafts that were written is taken; no word is ever made up.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from radvaluer_desktop.feedback.records import new_id
from radvaluer_desktop.report.cleaning import normalised
from radvaluer_desktop.report.form import Form, set_out, statements
from radvaluer_desktop.session.draft import Alternative, Draft


class Order(StrEnum):
    """What is asked for."""

    NUMBER = "number"
    BULLETS = "bullets"
    PROSE = "prose"
    SHORTER = "shorter"


class Refusal(StrEnum):
    """Why it cannot be done."""

    UNKNOWN = "unknown"
    AS_IT_IS = "as_it_is"  # the text is so already
    UNCLEAR = "unclear"  # its statements cannot be told apart for certain
    NO_SHORTER = "no_shorter"
    EDITED = "edited"  # another draft would throw away what was typed


FORMS = {Order.NUMBER: Form.NUMBERED, Order.BULLETS: Form.BULLETED, Order.PROSE: Form.PROSE}
_WORDS = {
    Order.NUMBER: ("number it", "number", "numbered", "numbered list", "编号", "加编号", "分条"),
    Order.BULLETS: ("bullets", "bullet points", "bulleted", "list", "项目符号", "列表"),
    Order.PROSE: ("prose", "as prose", "text", "one paragraph", "段落", "连续段落", "不编号"),
    Order.SHORTER: ("shorter", "short", "make it shorter", "短一些", "简短", "更短", "精简"),
}


@dataclass(frozen=True, slots=True)
class Followed:
    """The text that now stands there, and the draft that it is compared with."""

    text: str = field(repr=False)
    draft: Draft


def order_in(text: str) -> Order | None:
    """Return what ``text`` asks for, None where it is not one of the orders that are known."""
    asked = normalised(text).strip(" .!。！")
    return next((order for order, words in _WORDS.items() if asked in words), None)


def follow(order: Order, text: str, draft: Draft) -> Followed | Refusal:
    """Do what ``order`` says to ``text``, which stands where ``draft`` was written.

    A draft of the same form is what later edits are counted against: its form is nobody's edit.
    """
    if order is Order.SHORTER:
        return _shorter(text, draft)
    if statements(text) is None:
        return Refusal.UNCLEAR
    form = FORMS[order]
    told = set_out(text, form)
    if told == text:
        return Refusal.AS_IT_IS
    shape = replace(draft.sampling, shaped=_added(draft.sampling.shaped, form.value))
    impression = set_out(draft.impression, form)
    others = tuple(
        replace(each, impression=set_out(each.impression, form)) for each in draft.alternatives
    )
    formed = replace(draft, impression=impression, sampling=shape, id=new_id(), alternatives=others)
    return Followed(told, formed)


def taken(draft: Draft, alternative: Alternative) -> Draft:
    """Return ``alternative`` as the draft; the one that it was beside is then an alternative."""
    issues, severe = draft.checked or (None, None)
    own = Alternative(draft.impression, draft.stop_reason, draft.sampling, issues, severe)
    others = tuple(own if each == alternative else each for each in draft.alternatives)
    known = alternative.issues is not None and alternative.severe is not None
    return replace(
        draft,
        impression=alternative.impression,
        stop_reason=alternative.stop_reason,
        sampling=alternative.sampling,
        id=new_id(),
        alternatives=others,
        checked=(alternative.issues or 0, alternative.severe or 0) if known else None,
    )


def _shorter(text: str, draft: Draft) -> Followed | Refusal:
    """Take the shortest of the other drafts in which the checks see no more than in this one."""
    if normalised(text) != normalised(draft.impression):
        return Refusal.EDITED
    most = draft.checked
    fitting = [
        each
        for each in draft.alternatives
        if len(each.impression) < len(draft.impression)
        and each.issues is not None
        and each.severe is not None
        and most is not None
        and each.severe <= most[1]
        and each.issues <= most[0]
    ]
    if not fitting:
        return Refusal.NO_SHORTER
    best = min(fitting, key=lambda each: len(each.impression))
    shorter = taken(draft, best)
    shape = replace(shorter.sampling, shaped=_added(shorter.sampling.shaped, Order.SHORTER.value))
    return Followed(best.impression, replace(shorter, sampling=shape))


def _added(codes: str, code: str) -> str:
    return "+".join([*filter(None, codes.split("+")), code])
