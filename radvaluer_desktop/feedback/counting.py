"""Counts decisions in a process of its own: a million would keep the window's lock too long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from radvaluer_desktop.feedback.beside import Tell, run_beside
from radvaluer_desktop.feedback.decisions import FeedbackStore
from radvaluer_desktop.feedback.figures import Chosen
from radvaluer_desktop.feedback.statistics import Statistics, statistics_of

COUNTER_NAME = "radvaluer-count"


def counted_beside(
    read: Callable[[], FeedbackStore],
    chosen: Chosen,
    by: Sequence[str],
    least: int,
    may_go_on: Callable[[], None],
) -> Statistics:
    """Return what ``statistics_of`` does, of a store whose figures are all there.

    ``read`` opens it, there; ``may_go_on`` may raise, and then the process ends. Raises StoreError.
    """
    work = partial(_count, read, chosen, tuple(by), least)
    return run_beside(COUNTER_NAME, work, lambda _: None, may_go_on)


def _count(
    read: Callable[[], FeedbackStore], chosen: Chosen, by: Sequence[str], least: int, _tell: Tell
) -> Statistics:
    with read() as store:
        return statistics_of(store, chosen, by, least)
