"""Runs the Debian package on emulated processors, older and newer than this one.

QEMU emulates a whole computer in software, so the worker that the program spawns is emulated like
the rest. A kernel of Debian starts with the installed package as its only file system, drafts, and
asks the doctor; the processor's name and flags are printed as the guest sees them. Needs root.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from freeze.jail import Jail, built_package
from freeze.places import BUILD, BuildFailed, run, say

PLACE = BUILD / "emulate"
JAIL = Jail(PLACE / "root")
KERNEL = "linux-image-cloud-amd64"
_WITHIN_S = 900


@dataclass(frozen=True)
class Machine:
    """A processor of QEMU's, and what must happen on it: the module taken, or the refusal."""

    processor: str
    module: str = ""

    @property
    def answer(self) -> str:
        """A line that the guest must print."""
        return f"cpu module   {self.module}" if self.module else "processor is too old"


MACHINES = (
    Machine("qemu64"),
    Machine("Conroe"),
    Machine("Nehalem", "sse42"),
    Machine("SandyBridge", "sandybridge"),
    Machine("IvyBridge", "ivybridge"),
    Machine("Haswell", "haswell"),
)

# What the guest runs as its first process. No swap, no network, no disk.
_INIT = """#!/bin/sh
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /dev/shm && mount -t tmpfs shm /dev/shm
grep -m1 'model name' /proc/cpuinfo
grep -m1 flags /proc/cpuinfo
echo 'There is a small right pleural effusion. No pneumothorax.' | radvaluer draft - 2>&1
echo "exit code $?"
radvaluer doctor 2>&1 | grep -E '^(devices|cpu|loaded)'
dmesg | grep -E 'trap|segfault'
echo o > /proc/sysrq-trigger
sleep 60
"""


def main() -> None:
    """Run every machine and compare."""
    if missing := [name for name in ("qemu-system-x86_64", "cpio") if not shutil.which(name)]:
        raise BuildFailed(f"emulation needs {', '.join(missing)}")
    kernel, files = make_guest()
    wrong = []
    for machine in MACHINES:
        say(f"as {machine.processor}:")
        lines = start(machine.processor, kernel, files)
        print("\n".join(f"    {line}" for line in lines), flush=True)
        text = "\n".join(lines)
        if machine.answer not in text or "trap" in text:
            wrong.append(machine.processor)
    if wrong:
        raise BuildFailed(f"not as it must be: {', '.join(wrong)}")
    say("each processor took its module, or was refused in words; none trapped")


def make_guest() -> tuple[Path, Path]:
    """Return a kernel and the archive of files that it starts with."""
    JAIL.unpack()
    JAIL.install(built_package())
    named = JAIL.inside("apt-cache", "depends", KERNEL).split()
    image = next(word for word in named if word.startswith("linux-image-") and word != KERNEL)
    JAIL.inside("sh", "-c", f"cd /tmp && apt-get -qq -o APT::Sandbox::User=root download {image}")
    (package,) = (JAIL.folder / "tmp").glob("linux-image-*.deb")
    unpacked = PLACE / "kernel"
    shutil.rmtree(unpacked, ignore_errors=True)
    run("dpkg-deb", "-x", package, unpacked)
    package.unlink()
    for place in ("var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/locale"):
        shutil.rmtree(JAIL.folder / place)
    init = JAIL.folder / "init"
    init.write_text(_INIT, "utf-8")
    init.chmod(0o755)
    files = PLACE / "files.cpio"
    pack = f"find . -xdev -print0 | cpio --null --quiet -o -H newc > '{files}'"
    run("sh", "-c", pack, cwd=JAIL.folder)
    (kernel,) = (unpacked / "boot").glob("vmlinuz-*")
    return kernel, files


def start(processor: str, kernel: Path, files: Path) -> list[str]:
    """Start the guest as ``processor`` and return what it printed."""
    command = (
        *("qemu-system-x86_64", "-accel", "tcg,thread=multi", "-machine", "q35", "-smp", "2"),
        *("-cpu", processor, "-m", "4096", "-nic", "none", "-nographic", "-no-reboot"),
        *("-kernel", str(kernel), "-initrd", str(files), "-append", "console=ttyS0 quiet panic=-1"),
    )
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=_WITHIN_S
        )
    except subprocess.TimeoutExpired as late:
        return [f"no end within {_WITHIN_S} s", *_lines(late.stdout or b"")]
    return _lines(done.stdout)


def _lines(printed: bytes) -> list[str]:
    """What came after the firmware's own words, which end with the first processor's name."""
    text = printed.decode("utf-8", "replace").replace("\r", "")
    return [line for line in ("model name" + text.partition("model name")[2]).splitlines() if line]
