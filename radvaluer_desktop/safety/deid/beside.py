"""Takes identifiers out in processes of their own, which do not hold the window's lock.

A process begins with the first text, reads the knowledge base once, and ends with the pool or with
the program, however that ended. The rules are imported there alone.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from radvaluer_desktop.child import DEID_NAME, begin_child
from radvaluer_desktop.errors import InternalError
from radvaluer_desktop.safety.deid.known import Known

if TYPE_CHECKING:
    from radvaluer_desktop.safety.deid.deidentify import Deidentified

_ANSWER_S = 30.0  # a report takes milliseconds; a cold disk, the knowledge base seconds


class DeidentificationFailed(InternalError):
    """The texts were not looked through; they must not leave."""


class DeidentifyBeside:
    """Any number of threads may ask. Nothing runs before the first question."""

    def __init__(self, processes: int = 1) -> None:
        self._processes = processes
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, texts: Sequence[str], known: Known) -> tuple[Deidentified, ...]:
        """Put tags in the place of identifiers; the same string gets the same tag in all ``texts``.

        Raises DeidentificationFailed.
        """
        try:
            return self._submit(tuple(texts), known).result(_ANSWER_S)
        except TimeoutError:
            self.close()
            raise DeidentificationFailed("no answer") from None
        except BrokenProcessPool:
            self.close()
            raise DeidentificationFailed("the process ended") from None
        except Exception as error:  # noqa: BLE001 - its text could quote a report: only its type leaves
            raise DeidentificationFailed(type(error).__name__) from None

    def close(self) -> None:
        """End the processes; a later question starts others."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _submit(self, texts: tuple[str, ...], known: Known) -> Future[tuple[Deidentified, ...]]:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self._processes,
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=_begin,
                )
            return self._pool.submit(_replace, texts, known)


def _begin() -> None:
    """Begin as every child does, and end when the parent does."""
    from radvaluer_desktop.safety.deid.deidentify import bundled_deidentifier

    begin_child(DEID_NAME)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    bundled_deidentifier()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)


def _replace(texts: tuple[str, ...], known: Known) -> tuple[Deidentified, ...]:
    from radvaluer_desktop.safety.deid.deidentify import bundled_deidentifier
    from radvaluer_desktop.safety.deid.surrogates import Replacer

    replacer = Replacer()
    deidentifier = bundled_deidentifier()
    known = known.telling(deidentifier.clinical)
    return tuple(deidentifier.replace(text, known, replacer) for text in texts)
