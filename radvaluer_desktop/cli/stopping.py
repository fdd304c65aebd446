"""What a long command says when Ctrl+C ends it: what is kept, and how it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

FROM_CHECKPOINT = (
    "Stopped. The same command goes on from the last checkpoint; what came after it, a minute at "
    "most, is lost."
)


@contextmanager
def stopped_says(sentence: str) -> Iterator[None]:
    """Print ``sentence`` where the block is interrupted, which goes on to end the command."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo(f"\nradvaluer: {sentence}", err=True)
        raise
