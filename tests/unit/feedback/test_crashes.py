"""Killed at any moment: what was acknowledged is there, whole, and the next start opens."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from pathlib import Path

import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.store import open_store
from tests.privacy.tracing import may_trace
from tests.unit.feedback.samples import DRAFT, FINAL, FINDINGS, decision

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal, and forks")

ROUNDS = 12
REPEATS = 60

_WRITER = f"""
import sys
from pathlib import Path
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.store import open_store
from tests.unit.feedback.samples import DRAFT, FINAL, FINDINGS, decision
store = open_store(Path(sys.argv[1]), Keyring())
while True:
    kept = decision(
        findings=FINDINGS * {REPEATS}, draft=DRAFT * {REPEATS}, final=FINAL * {REPEATS}
    )
    store.keep(kept)
    print(kept.id, flush=True)
"""


@pytest.mark.usefixtures("unlocked_keyring")
def test_every_acknowledged_decision_survives_a_kill(path: Path) -> None:
    chance = random.Random(20260301)  # noqa: S311 - which moment, not a secret
    acknowledged: set[str] = set()
    for _ in range(ROUNDS):
        acknowledged |= _write_and_kill(path, chance.randrange(1, 40))
    with open_store(path, Keyring()) as store:
        kept = list(store.decisions())
        assert store._database.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert store._database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert acknowledged <= {each.id for each in kept}
    for each in kept:
        assert each.findings == FINDINGS * REPEATS
        assert each.draft == DRAFT * REPEATS
        assert each.final == FINAL * REPEATS
        assert each == decision(
            findings=each.findings, draft=each.draft, final=each.final, id=each.id
        )


def _write_and_kill(path: Path, after: int) -> set[str]:
    """Kill the writer after ``after`` decisions; return the ids that it acknowledged."""
    command = [sys.executable, "-c", _WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        ids = [writer.stdout.readline() for _ in range(after)]
        writer.kill()
        ids += writer.stdout.readlines()
    assert len(ids) >= after
    return {each.strip() for each in ids if each.endswith("\n")}


_CREATIONS = """
import os, signal, sys
from pathlib import Path
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.migrations import _STEPS
from radvaluer_desktop.feedback.store import open_store

FILES = ("store.py", "keys.py", "files.py")
OURS = tuple(os.path.join("feedback", name) for name in FILES)
folder = Path(sys.argv[1])

def die_at(line):
    left = line
    def trace(frame, event, argument):
        nonlocal left
        if not frame.f_code.co_filename.endswith(OURS):
            return None
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    sys.settrace(trace)

def create(path, line):
    child = os.fork()
    if not child:
        die_at(line)
        store = open_store(path, Keyring())
        sys.settrace(None)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])

line, killed = 0, True
while killed:
    line += 1
    path = folder / str(line) / "feedback.db"
    killed = create(path, line)
    with open_store(path, Keyring()) as store:
        assert (store.schema_version, store.count()) == (len(_STEPS), 0), line
    left = {file.name for file in path.parent.iterdir()}
    beside = {"feedback.key.json", "feedback.db.lock", "feedback.audit.head"}
    assert left == {"feedback.db", *beside}, (line, left)
print(line)
"""


@pytest.mark.timeout(330)  # a process for each line, on a machine that others use too
@pytest.mark.usefixtures("unlocked_keyring")
def test_a_creation_killed_at_any_line_is_finished_by_the_next(tmp_path: Path) -> None:
    """Every line of the store's own code, in turn, is the last one that is executed."""
    ended = subprocess.run(
        [sys.executable, "-c", _CREATIONS, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) > 60


_ACKNOWLEDGING = """
import os, sys
from pathlib import Path
from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.store import open_store
from tests.unit.feedback.samples import decision
with open_store(Path(sys.argv[1]), Keyring()) as store:
    for _ in range(5):
        store.keep(decision())
        os.write(1, b"acknowledged")
"""


@pytest.mark.skipif(not may_trace(), reason="no strace, or it may look into nothing")
@pytest.mark.usefixtures("unlocked_keyring")
def test_a_decision_is_synced_to_the_disk_before_it_is_acknowledged(
    path: Path, tmp_path: Path
) -> None:
    seen = tmp_path / "calls"
    strace = ("strace", "-f", "-q", "-y", "-e", "trace=write,pwrite64,fsync,fdatasync")
    program = (sys.executable, "-c", _ACKNOWLEDGING, str(path))
    subprocess.run([*strace, "-o", str(seen), *program], check=True, stdout=subprocess.PIPE)
    calls = seen.read_text("utf-8", "replace").splitlines()
    ends = [at for at, call in enumerate(calls) if '"acknowledged"' in call]
    assert len(ends) == 5
    for begin, end in itertools.pairwise(ends):
        log = [call for call in calls[begin:end] if f"<{path}-wal>" in call]
        assert "write" in log[0]  # the decision goes into the log
        assert "sync(" in log[-1]  # and the log to the disk, as the last that is done with it
