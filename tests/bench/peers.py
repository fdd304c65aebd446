"""Our engine beside what else drafts from the same file on the same computer, in one run.

    python -m tests.bench.peers MODEL.gguf [--tools FOLDER] [--rounds 3] [--threads 2]

FOLDER holds llama.cpp's own ``llama-bench``, ``llama-server`` and ``llama-lookup``, where they were
built. Each round asks every peer in turn; medians are told, and ratios to each peer.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import Done, EngineSettings, Ready, Sampling, Segment

_PROMPT_WORDS = 250
_WRITTEN = 32
_PORT = 18765
_STARTS_WITHIN_S = 120
_CONTEXT = 1024

Figures = dict[str, float]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--tools", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    peers: dict[str, Callable[[int], Figures]] = {
        "radvaluer": lambda number: ours(asked.model, asked.threads, number),
        "llama-cpp-python": lambda number: high_level(asked.model, asked.threads, number),
    }
    found: dict[str, list[Figures]] = {}
    if asked.tools and (asked.tools / "llama-bench").exists():
        peers["llama-bench"] = lambda _: llama_bench(
            asked.tools, asked.model, asked.threads, round(found["radvaluer"][-1]["tokens"])
        )
    if asked.tools and (asked.tools / "llama-server").exists():
        peers["llama-server"] = lambda number: llama_server(
            asked.tools, asked.model, asked.threads, number
        )
    if asked.tools and (asked.tools / "llama-lookup").exists():
        peers["llama-lookup"] = lambda number: llama_lookup(
            asked.tools, asked.model, asked.threads, number
        )
    found.update({name: [] for name in peers})
    for number in range(asked.rounds):
        for name, measure in peers.items():
            found[name].append(measure(number))
            print(f"round {number + 1}: {name} {found[name][-1]}", file=sys.stderr)
    print("| | prompt, tokens/s | first word, ms | written, tokens/s |")
    print("|---|---:|---:|---:|")
    medians = {name: _medians(rounds) for name, rounds in found.items()}
    for name, figures in medians.items():
        cells = (figures.get(key) for key in ("prompt", "first", "written"))
        print(f"| {name} | {' | '.join('' if c is None else f'{c:.2f}' for c in cells)} |")
    for name, figures in medians.items():
        for key in ("prompt", "written"):
            if name != "radvaluer" and key in figures:
                ratio = medians["radvaluer"][key] / figures[key]
                print(f"{key}: radvaluer is {ratio:.3f} x {name}")


def _medians(rounds: list[Figures]) -> Figures:
    return {key: statistics.median(each[key] for each in rounds) for key in rounds[0]}


def _prompt(number: int) -> str:
    """A text that no round before has shown: nothing of it is known to anybody."""
    words = (f"{number}{at} nodule in the right lobe" for at in range(_PROMPT_WORDS // 6))
    return ". ".join(words)


def ours(model: Path, threads: int, number: int) -> Figures:
    """Ask our engine, without proposals."""
    engine = LocalEngine()
    settings = EngineSettings(_CONTEXT, threads, decode_costs=(1.0,))
    *_, ready = engine.load(model, settings)
    assert isinstance(ready, Ready)
    sampling = Sampling(max_tokens=_WRITTEN)
    *_, done = engine.generate((Segment(_prompt(number)),), sampling)
    engine.close()
    assert isinstance(done, Done)
    timings = done.timings
    return {
        "tokens": timings.prompt_tokens,
        "prompt": timings.prompt_tokens / timings.prefill_ms * 1000,
        "first": timings.ttft_ms,
        "written": timings.decode_tokens_per_s,
    }


def high_level(model: Path, threads: int, number: int) -> Figures:
    """Ask llama-cpp-python's own class, as its documentation shows, in a process of its own."""
    code = (
        "import json, sys, time; from llama_cpp import Llama\n"
        f"m = Llama(sys.argv[1], n_ctx={_CONTEXT}, n_threads={threads}, "
        f"n_threads_batch={threads}, verbose=False)\n"
        "p = sys.stdin.read(); n = len(m.tokenize(p.encode(), add_bos=False)); t = []\n"
        "b = time.perf_counter()\n"
        f"for _ in m.create_completion(p, max_tokens={_WRITTEN}, temperature=0, stream=True):\n"
        "    t.append(time.perf_counter())\n"
        "print(json.dumps([n, (t[0] - b) * 1000, (len(t) - 1) / (t[-1] - t[0])]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(model)],
        input=_prompt(number),
        capture_output=True,
        text=True,
        check=True,
    )
    tokens, first, written = json.loads(done.stdout.splitlines()[-1])
    return {"prompt": tokens / first * 1000, "first": first, "written": written}


def llama_bench(tools: Path, model: Path, threads: int, tokens: int) -> Figures:
    """Ask llama.cpp's own benchmark: as long a prompt as ours, and writing behind it."""
    command = [str(tools / "llama-bench"), "-m", str(model), "-t", str(threads), "-r", "1"]
    reading = ["-p", str(tokens), "-n", "0"]
    writing = ["-p", "0", "-n", str(_WRITTEN), "-d", str(tokens)]
    return {
        what: json.loads(
            subprocess.run(
                [*command, *sizes, "-o", "json"], capture_output=True, text=True, check=True
            ).stdout
        )[0]["avg_ts"]
        for what, sizes in (("prompt", reading), ("written", writing))
    }


def llama_server(tools: Path, model: Path, threads: int, number: int) -> Figures:
    """Ask llama.cpp's own server, over this computer's loopback."""
    with _served(tools, model, threads) as address:
        body = json.dumps(
            {
                "prompt": _prompt(number),
                "n_predict": _WRITTEN,
                "temperature": 0,
                "ignore_eos": True,
                "stream": True,
            }
        )
        request = urllib.request.Request(f"{address}/completion", body.encode())  # noqa: S310
        began, times = time.perf_counter(), list[float]()
        last = "{}"
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - this computer
            for line in answer:
                if line.startswith(b"data: "):
                    times.append(time.perf_counter())
                    last = line[6:].decode()
    told = json.loads(last)["timings"]
    return {
        "prompt": told["prompt_per_second"],
        "first": (times[0] - began) * 1000,
        "written": told["predicted_per_second"],
    }


def llama_lookup(tools: Path, model: Path, threads: int, number: int) -> Figures:
    """Ask llama.cpp's own example of drafting from what was written before."""
    command = [str(tools / "llama-lookup"), "-m", str(model), "-t", str(threads)]
    more = ["-p", _prompt(number), "-n", str(_WRITTEN), "-c", str(_CONTEXT), "--temp", "0"]
    done = subprocess.run(
        [*command, *more, "--ignore-eos"], capture_output=True, errors="replace", check=True
    )
    said = done.stdout + done.stderr
    speeds = dict(re.findall(r"(encoded|decoded) .*speed: +([0-9.]+) t/s", said))
    return {"prompt": float(speeds["encoded"]), "written": float(speeds["decoded"])}


@contextmanager
def _served(tools: Path, model: Path, threads: int) -> Iterator[str]:
    address = f"http://127.0.0.1:{_PORT}"
    command = [str(tools / "llama-server"), "-m", str(model), "-t", str(threads)]
    more = ["-c", str(_CONTEXT), "--port", str(_PORT), "--parallel", "1"]
    server = subprocess.Popen(command + more, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(_STARTS_WITHIN_S):
            time.sleep(1)
            try:
                urllib.request.urlopen(f"{address}/health").close()  # noqa: S310
                break
            except OSError:
                continue
        yield address
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
