"""How long hostile chat templates take, and how much memory: ``python -m tests.bench.templates``.

Seconds count from when the process may begin to render, 0 where it has answered within 20 ms, until
it has gone; memory is its resident set as the parent sees it, looked at every 20 ms.
"""

from __future__ import annotations

import time
from unittest.mock import patch

import psutil

from radvaluer_desktop.prompting.chat.frame import learn
from radvaluer_desktop.prompting.chat.render import Refusal
from tests.unit.prompting.test_frame import CHATML, MALICIOUS, header

_real = psutil.Process.memory_info


def main() -> None:
    """Print a line for each, and the most of all."""
    longest, largest = 0.0, 0
    templates = {"a harmless one": CHATML} | {name: each[0] for name, each in MALICIOUS.items()}
    for name, template in templates.items():
        seen: list[tuple[float, int]] = []

        def noting(process: psutil.Process, seen: list[tuple[float, int]] = seen) -> object:
            info = _real(process)
            seen.append((time.monotonic(), info.rss))
            return info

        with patch.object(psutil.Process, "memory_info", noting):
            answer = learn(header(template))
        seconds = time.monotonic() - seen[0][0] if seen else 0.0
        refused = answer.name if isinstance(answer, Refusal) else "used"
        most = max((rss for _when, rss in seen), default=0) >> 20
        print(f"{name:24} {refused:10} {seconds:5.2f} s, {most:3} MiB", flush=True)
        longest, largest = max(longest, seconds), max(largest, most)
    print(f"the longest {longest:.2f} s, the largest {largest} MiB")


if __name__ == "__main__":
    main()
