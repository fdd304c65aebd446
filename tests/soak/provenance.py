"""Which commit was measured, and on what machine: printed with every figure."""

from __future__ import annotations

import os
import platform
import subprocess


def provenance() -> str:
    """Return commit, whether files differ from it, processors, system and Python."""
    commit = _git("rev-parse", "--short", "HEAD")
    changed = " with changes" if _git("status", "--porcelain", "--untracked-files=no") else ""
    return (
        f"commit {commit}{changed}, {os.cpu_count()} cores ({platform.machine()}), "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    )


def _git(*arguments: str) -> str:
    answer = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    return answer.stdout.strip()
