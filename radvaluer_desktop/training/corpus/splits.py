"""Which reports training, development and test may hold: no combination of findings in two."""

from __future__ import annotations

from enum import StrEnum

from radvaluer_desktop.training.corpus.vocabulary import bucket

_BUCKETS = 20
_DEV, _TEST = (0,), (1, 2, 3)


class Split(StrEnum):
    """A part of all reports that can be drawn."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


def split_of(signature: str) -> Split:
    """Return the split that a combination belongs to."""
    place = bucket(signature, _BUCKETS)
    if place in _DEV:
        return Split.DEV
    return Split.TEST if place in _TEST else Split.TRAIN
