"""A large download over a bad network, by a command that is killed: ``make download``.

A hub of our own on the loopback serves a file made for the run and cuts the connection at random
places; ``radvaluer models pull`` is killed (SIGKILL) at random moments and started again. In the
end the file must have its hash, and the hub must have sent at most 1.05 times its size.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import gguf
import numpy as np

from tests.command_line import PROGRAM
from tests.hub_server import HubServer
from tests.soak.provenance import provenance

_MIB = 1 << 20
_ENTRY = """[[model]]
id = "large"
name = "Large"
languages = ["en"]
licence = "none"
purpose = {{en = "for this run", zh = "-"}}
validated = {{en = "no", zh = "-"}}
parameters = 1
quantisation = "F32"
context = 8
memory_mib = 1
prompt = "plain"
minimum_version = "0.1"
repository = "org/models"
revision = "main"
file = "large.gguf"
bytes = {size}
sha256 = "{sha256}"
"""


def write_large(path: Path, mebibytes: int, chance: random.Random) -> str:
    """Write a GGUF file with one tensor of that many MiB of noise; return its SHA-256."""
    writer = gguf.GGUFWriter(path, "llama")
    count = mebibytes * _MIB // 4
    writer.add_tensor_info("w", [count], np.dtype(np.float32), count * 4)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    writer.close()
    with path.open("r+b") as file:
        file.seek(0, 2)
        file.write(bytes(-file.tell() % 32))
        for _ in range(mebibytes):
            file.write(chance.randbytes(_MIB))
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_MIB):
            digest.update(piece)
    return digest.hexdigest()


def pull_until(base: Path, hub: HubServer, kill_at: float) -> int | None:
    """Pull; kill once the hub has sent ``kill_at`` bytes. Return the exit code, None if killed."""
    command = [*PROGRAM, str(base), "models", "pull", "large"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        while process.poll() is None:
            if hub.sent >= kill_at:
                process.kill()
                process.wait()
                return None
            time.sleep(0.005)
    return process.returncode


def run(folder: Path, mebibytes: int, cuts: int, kills: int, seed: int) -> float:
    """Pull over the bad network; return the share of the size that was sent."""
    chance = random.Random(seed)  # noqa: S311 - not a secret
    served = folder / "large.gguf"
    sha256 = write_large(served, mebibytes, chance)
    size = served.stat().st_size
    hub, base = HubServer(), folder / "base"
    hub.files["large.gguf"] = served
    hub.manners.cuts = [chance.randrange(1, size // (cuts + kills)) for _ in range(cuts)]
    (base / "config").mkdir(parents=True)
    catalogue = folder / "site.toml"
    catalogue.write_text(_ENTRY.format(size=size, sha256=sha256), encoding="utf-8")
    (base / "config" / "settings.toml").write_text(
        f'model_hub = "{hub.address}"\nmodel_catalogue = "{catalogue}"\n', encoding="utf-8"
    )
    for moment in sorted(chance.uniform(0.05, 0.9) * size for _ in range(kills)):
        code = pull_until(base, hub, moment)
        print(f"{hub.sent / size:.3f} of the size sent, exit code {code}", flush=True)
        assert code is None, "it ended before it could be killed"
    assert pull_until(base, hub, float("inf")) == 0
    got = base / "data" / "models" / "large.gguf"
    with got.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == sha256, "other bytes"
    assert not hub.manners.cuts, "not every cut was made"
    assert not list(got.parent.glob("*.part*")), "a part was left"
    hub.close()
    return hub.sent / size


def largest_child() -> int:
    """Return the MiB that the largest of our ended processes took; 0 where nobody counts that."""
    if sys.platform == "win32":
        most = 0
    else:
        import resource

        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return most


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=int, default=2048)
    parser.add_argument("--cuts", type=int, default=20)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    asked = parser.parse_args()
    print(f"{provenance()}; seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        started = time.monotonic()
        share = run(Path(name), asked.mib, asked.cuts, asked.kills, asked.seed)
        seconds = time.monotonic() - started
    most = largest_child()
    print(f"{asked.mib} MiB, {asked.cuts} cuts, {asked.kills} kills: the hash is right,")
    print(f"{share:.4f} times the size was sent, in {seconds:.0f} s;")
    print(f"the largest of its processes took {most} MiB")
    if share > 1.05:
        sys.exit("more than 1.05 times the size was sent")


if __name__ == "__main__":
    main()
