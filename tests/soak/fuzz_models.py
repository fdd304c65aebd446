"""Damaged model files through the header's reader, and some through the real engine: ``make fuzz``.

Each must be read or be refused with a declared error, within seconds and in bounded memory. The
engine may even die of one, as long as that is said and the next good model loads. Files with
flipped bytes in their tensors have a sound header: by their hash they are refused, and loaded all
the same they must draft or fail in words.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import random
import re
import struct
import tempfile
import threading
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.catalogue.installed import InstalledModel, find_model
from radvaluer_desktop.catalogue.records import Record, record_file, record_text
from radvaluer_desktop.errors import EngineError, ModelError
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import EngineSettings, Sampling
from radvaluer_desktop.modelfile.header import read_header
from radvaluer_desktop.paths import locations
from radvaluer_desktop.report.study import StudyHeader
from tests.soak.provenance import provenance
from tests.soak.random_model import write_random_model

HANG_S = 60.0
READ_WITHIN_S = 5.0
LOADED_WITHIN_S = 5.0
MOST_OF_FILE = 1.5  # times its size, of what the reader itself takes
# Beside that, or a file of a megabyte would allow nothing: a buffer of 1 MiB and the longest text,
# 1 MiB, while it is decoded; in the engine, buffers that no file's size tells.
LEAST_BYTES = 8 << 20
_MIB = 1 << 20
_LENGTHS = (0, 1, 2, 7, 255, 1 << 16, 1 << 31, 1 << 32, 1 << 60, (1 << 63) - 1, 1 << 63)
_SETTINGS = EngineSettings(context_tokens=256, gpu_layers=0)


def small_model(folder: Path) -> bytes:
    """Return a whole model file of some 900 kB that loads and drafts."""
    path = folder / "whole.gguf"
    write_random_model(path, width=128, layers=1)
    return path.read_bytes()


def large_model(folder: Path) -> bytes:
    """Return one of some 100 MB."""
    path = folder / "large.gguf"
    write_random_model(path, width=512, layers=8)
    return path.read_bytes()


def header_end(data: bytes) -> int:
    """Where the tensors' data begin, near enough: behind the last tensor's name."""
    return data.rindex(b".weight", 0, 64 << 10) + 64


def damaged(data: bytes, end: int, chance: random.Random) -> bytes:
    """Return ``data`` cut, or with bits flipped or lengths changed within the header."""
    new = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        match chance.randrange(5):
            case 0:
                del new[chance.randint(0, len(new)) :]
            case 1 | 2:
                _overwrite(new, end, chance)
            case 3:
                at = chance.randrange(end)
                new[at:at] = chance.randbytes(chance.randint(1, 16))
            case _:
                _flip(new, end, chance)
    return bytes(new)


def _flip(data: bytearray, end: int, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 2, 16))):
        if data:
            data[chance.randrange(min(end, len(data)))] ^= 1 << chance.randrange(8)


def _overwrite(data: bytearray, end: int, chance: random.Random) -> None:
    """Put a telling number over eight bytes, or four: most of them are lengths and counts."""
    at = chance.choice((8, 16, chance.randrange(end), chance.randrange(end)))
    length = chance.choice(_LENGTHS)
    if chance.random() < 0.5:
        data[at : at + 8] = struct.pack("<Q", length)
    else:
        data[at : at + 4] = struct.pack("<I", length & 0xFFFFFFFF)


def fuzz_headers(folder: Path, count: int, number: int) -> Counter[str]:
    """Read ``count`` damaged headers; raises AssertionError where one breaks the contract."""
    chance, data = random.Random(number), small_model(folder)  # noqa: S311 - not a secret
    end, path, outcomes = header_end(data), folder / "damaged.gguf", Counter[str]()
    most = Most()
    tracemalloc.start()
    try:
        for index in range(count):
            path.write_bytes(damaged(data, end, chance))
            name = f"header {index} of seed {number}"
            outcomes[f"header: {_read(path, name, most)}"] += 1
    finally:
        tracemalloc.stop()
    print(f"       the slowest {most.seconds:.2f} s, the largest {most.bytes / _MIB:.1f} MiB")
    return outcomes


@dataclass
class Most:
    """The slowest of them, and what the reader took at most."""

    seconds: float = 0.0
    bytes: int = 0


def _read(path: Path, name: str, most: Most) -> str:
    tracemalloc.reset_peak()
    before, started = tracemalloc.get_traced_memory()[0], time.monotonic()
    try:
        read_header(path)
        outcome = "read"
    except ModelError as error:
        outcome = type(error).__name__
    except Exception as error:
        error.add_note(name)
        raise
    seconds, taken = time.monotonic() - started, tracemalloc.get_traced_memory()[1] - before
    most.seconds, most.bytes = max(most.seconds, seconds), max(most.bytes, taken)
    assert seconds < READ_WITHIN_S, f"{name} took too long"
    allowed = LEAST_BYTES + MOST_OF_FILE * path.stat().st_size
    assert taken < allowed, f"{name} took too much memory"
    return outcome


def fuzz_loads(folder: Path, count: int, number: int) -> Counter[str]:
    """Load ``count`` damaged models whose header is readable; raises as ``fuzz_headers``."""
    chance, data = random.Random(number), small_model(folder)  # noqa: S311 - not a secret
    end, outcomes, engine = header_end(data), Counter[str](), LocalEngine()
    application = build_application(locations(folder / "base"), engine)
    try:
        for index in range(count):
            path = folder / f"damaged-{index}.gguf"
            path.write_bytes(_readable(folder, data, end, chance))
            outcomes[f"load: {_load(application, path, engine)}"] += 1
            path.unlink()
            good = _load(application, folder / "whole.gguf", engine)
            assert good == "loaded", f"after model {index} of seed {number}: {good}"
    finally:
        engine.close()
    return outcomes


def fuzz_tensors(
    folder: Path, count: int, number: int, make: Callable[[Path], bytes] = small_model
) -> Counter[str]:
    """Flip bytes of the tensors of ``count`` models; refuse each by its hash, then draft with it.

    Memory is the engine's, at its highest, beyond what it holds with a sound model of a megabyte.
    Seconds that must not be exceeded are the processor's: how busy a machine is says nothing of a
    file. Raises as ``fuzz_headers``.
    """
    chance, data = random.Random(number), make(folder)  # noqa: S311 - not a secret
    end, outcomes, engine = header_end(data), Counter[str](), LocalEngine()
    application = build_application(locations(folder / "base"), engine)
    path, most = folder / "flipped.gguf", Most()
    digest = hashlib.sha256(data).hexdigest()
    record = Record(digest, len(data), compared=True, source="import")
    record_file(path).write_text(record_text(record), encoding="utf-8")
    small_model(folder)
    try:
        assert _load(application, folder / "whole.gguf", engine) == "loaded"
        before = _memory(engine)
        for index in range(count):
            path.write_bytes(_flipped(data, end, chance))
            outcomes[f"by its hash: {_found(path)}"] += 1
            started, worked = time.monotonic(), _worked_s(engine)
            outcome = _load(application, path, engine, trusted=True)
            if outcome == "loaded":
                outcome = _draft(application)
            seconds, work = time.monotonic() - started, _worked_s(engine) - worked
            assert work < LOADED_WITHIN_S, f"model {index} of seed {number} took {work:.1f} s"
            most.seconds = max(most.seconds, seconds)
            most.bytes = max(most.bytes, _memory(engine) - before)
            outcomes[f"trusted all the same: {outcome}"] += 1
    finally:
        engine.close()
    print(
        f"       the slowest {most.seconds:.2f} s; the engine took {most.bytes / _MIB:.1f} MiB at "
        f"most,\n       {most.bytes / len(data):.2f} times a file of {len(data) / _MIB:.1f} MiB"
    )
    assert most.bytes < LEAST_BYTES + MOST_OF_FILE * len(data), "too much memory"
    return outcomes


def _flipped(data: bytes, end: int, chance: random.Random) -> bytes:
    new = bytearray(data)
    for _ in range(chance.choice((1, 4, 64, 1024))):
        new[chance.randrange(end, len(new))] ^= chance.randrange(1, 256)
    return bytes(new)


def _found(path: Path) -> str:
    try:
        find_model(str(path), ())
    except ModelError as error:
        return type(error).__name__
    return "not noticed"


def _draft(application: Application) -> str:
    """Draft a few words; what they are does not matter."""
    sampling = Sampling(max_tokens=8)
    try:
        for _event in application.session.draft(StudyHeader(), "Lungs are clear.", sampling):
            pass
    except (ModelError, EngineError) as error:
        return f"loaded, {type(error).__name__} while drafting"
    return "loaded, drafted"


def _worked_s(engine: LocalEngine) -> float:
    """Return the seconds that processors have worked for this process and for the engine's."""
    own = time.process_time()
    if engine.worker_pid is None:
        return own
    with contextlib.suppress(psutil.NoSuchProcess):
        own += sum(psutil.Process(engine.worker_pid).cpu_times()[:2])
    return own


def _memory(engine: LocalEngine) -> int:
    """Return the most bytes that the worker held so far, as far as the system tells; 0 if none."""
    if engine.worker_pid is None:
        return 0
    status = Path(f"/proc/{engine.worker_pid}/status")
    if status.exists():
        peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        return int(peak[1]) * 1024 if peak else 0
    return int(psutil.Process(engine.worker_pid).memory_info().rss)


def _readable(folder: Path, data: bytes, end: int, chance: random.Random) -> bytes:
    path = folder / "candidate.gguf"
    while True:
        candidate = damaged(data, end, chance)
        path.write_bytes(candidate)
        try:
            read_header(path)
        except ModelError:
            continue
        return candidate


def _load(
    application: Application, path: Path, engine: LocalEngine, *, trusted: bool = False
) -> str:
    """Return how loading ended, in a class's name; ``trusted``: without a look at its hash."""
    hung = threading.Event()

    def break_off() -> None:
        hung.set()
        engine.close()

    timer = threading.Timer(HANG_S, break_off)
    timer.daemon = True
    timer.start()
    try:
        model = _as_if_found(path) if trusted else find_model(str(path), ())
        for _event in application.session.load(model, _SETTINGS):
            pass
        outcome = "loaded"
    except (ModelError, EngineError) as error:
        outcome = type(error).__name__
        if "reason" in error.values:
            outcome += f" ({error.values['reason']})"
    finally:
        timer.cancel()
    assert not hung.is_set(), f"loading {path.name} hung"
    return outcome


def _as_if_found(path: Path) -> InstalledModel:
    tokens = read_header(path).control_tokens
    return InstalledModel(path.stem, path, "", tokens, embedded=False)


def main() -> None:
    """Fuzz, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--headers", type=int, default=5000)
    parser.add_argument("--loads", type=int, default=60)
    parser.add_argument("--tensors", type=int, default=500)
    parser.add_argument("--large", type=int, default=100, help="the same, of 100 MB each")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}", flush=True)
    for fuzz, count in (
        (fuzz_headers, asked.headers),
        (fuzz_loads, asked.loads),
        (fuzz_tensors, asked.tensors),
        (partial(fuzz_tensors, make=large_model), asked.large),
    ):
        with tempfile.TemporaryDirectory() as folder:
            started = time.monotonic()
            outcomes = fuzz(Path(folder), count, asked.seed)
            seconds = time.monotonic() - started
        for outcome, number in sorted(outcomes.items()):
            print(f"{number:6} {outcome}")
        print(f"{outcomes.total():6} in {seconds:.0f} s", flush=True)


if __name__ == "__main__":
    main()
