"""Of what an engine wrote in one batch: the draft that is shown, and the others beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from radvaluer_desktop.inference.messages import Done, Sampling, StopReason, Written
from radvaluer_desktop.report.cleaning import normalised
from radvaluer_desktop.report.style import Style, shaped
from radvaluer_desktop.session.draft import Alternative, Draft
from radvaluer_desktop.session.several import Ranked, Several
from radvaluer_desktop.session.wish import Wish

BESIDE = 3  # drafts that are written when others are asked for
_ENDS = (StopReason.END, StopReason.STOP_TEXT)


def finished(unfinished: Draft, done: Done, style: Style | None = None) -> Draft:
    """Return the draft that ``done`` ended, in ``style``; a stopped one stays as it was written."""
    stopped = style is None or done.stop_reason is StopReason.CANCELLED
    return replace(
        unfinished,
        sampling=replace(unfinished.sampling, candidates=1 + len(done.others)),
        impression=done.text if stopped else shaped(done.text, style or Style()),
        stop_reason=done.stop_reason,
        timings=done.timings,
    )


def chosen(
    draft: Draft, done: Done, samplings: Sequence[Sampling], several: Several, wish: Wish
) -> Draft:
    """Return ``draft`` with the text that the checks bear out best, and the others beside it.

    The first where the writing was stopped. A text that was seen before is chosen only where there
    is no other.
    """
    written = [Written(done.text, done.stop_reason), *done.others]
    if any(each.stop_reason is StopReason.CANCELLED for each in written):
        return draft
    found = _ranked(draft, written, samplings, several, wish)
    seen = {normalised(text) for text in wish.seen}
    found.sort(key=lambda each: normalised(each.impression) in seen)  # stable: the rest as ranked
    best, *others = found
    checked = None if best.issues is None or best.severe is None else (best.issues, best.severe)
    return replace(
        draft,
        impression=best.impression,
        stop_reason=best.stop_reason,
        alternatives=tuple(others),
        checked=checked,
    )


def alternatives_of(
    draft: Draft,
    done: Done,
    samplings: Sequence[Sampling],
    several: Several | None,
    wish: Wish,
) -> tuple[Alternative, ...]:
    """Return what was written beside ``draft`` by another request, without what it says itself."""
    written = [Written(done.text, done.stop_reason), *done.others]
    found = _ranked(draft, written, samplings, several, wish)
    own = normalised(draft.impression)
    return tuple(each for each in found if normalised(each.impression) != own)


def _ranked(
    draft: Draft,
    written: Sequence[Written],
    samplings: Sequence[Sampling],
    several: Several | None,
    wish: Wish,
) -> list[Alternative]:
    """Return the different texts in their style, the best first."""
    # One that ran into its limit is no impression as long as another came to an end.
    ended = [at for at, each in enumerate(written) if each.stop_reason in _ENDS]
    places = ended or list(range(len(written)))
    texts = [shaped(written[at].text, wish.style) for at in places]
    if several is None:
        ranked = [Ranked(texts.index(text)) for text in dict.fromkeys(texts)]
    else:
        ranked = several.ranked(
            draft.findings, draft.header, draft.language, texts, shortest=wish.shortest
        )
    return [
        Alternative(
            impression=texts[each.at],
            stop_reason=written[places[each.at]].stop_reason,
            sampling=replace(samplings[places[each.at]], candidates=len(written)),
            issues=each.issues,
            severe=each.severe,
        )
        for each in ranked
    ]
