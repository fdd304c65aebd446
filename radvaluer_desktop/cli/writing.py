"""Standard output: what is said when it cannot take what a command prints."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from radvaluer_desktop.errors import InputError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class ReaderGone(Exception):
    """Whoever read standard output has seen enough, as ``head`` does; no mistake of anybody's."""


class OutputFailed(InputError):
    """Standard output cannot take what is printed, as on a full disk."""

    what = "The output cannot be written ({reason}); what is there of it is not complete."
    next_step = "Check the space that is left, then run the same command again."


@contextmanager
def written_out() -> Iterator[None]:
    """Turn what printing may raise into ReaderGone or OutputFailed.

    Only printing raises OSErrors of these kinds without a file's name up to here: what the program
    writes elsewhere has become an error in words before.
    """
    try:
        yield
    except BrokenPipeError as error:
        _silence()
        raise ReaderGone from error
    except OSError as error:
        if error.errno not in _FULL or error.filename is not None:
            raise
        _silence()
        raise OutputFailed(reason=error.strerror) from error


def _silence() -> None:
    """Let what is still in the buffer go nowhere, or Python would complain of it at the end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
