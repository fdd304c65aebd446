"""A real Secret Service for the tests: a session bus and a gnome-keyring-daemon of their own.

Each test file talks to an unlocked keyring of its own in a temporary folder, and so do the child
processes that its tests start; nobody's own keyring is ever touched. (The daemon writes the whole
keyring anew for each key: one for the whole run would become slower with every store.) The bus
starts no services by itself: a locked keyring finds nothing that could open a window and ask for
its password.

Elsewhere than on Linux the tests use the operating system's own keyring.
"""

from __future__ import annotations

import gc
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from radvaluer_desktop.credentials import Keyring
from radvaluer_desktop.feedback.key_reference import read_reference

ADDRESS = "DBUS_SESSION_BUS_ADDRESS"

_ON_LINUX = platform.system() == "Linux"
_SECRETS = "org.freedesktop.secrets"
_BUS_CONFIGURATION = """
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def pytest_configure(config: pytest.Config) -> None:
    """Let pass what secretstorage does where a keyring is locked: it never closes its socket."""
    leak = "ignore:unclosed <socket.socket .*dbus-:ResourceWarning"
    config.addinivalue_line("filterwarnings", leak)


@dataclass(frozen=True)
class KeyringSession:
    """A running keyring, reached over the bus at ``address``."""

    address: str
    daemon: subprocess.Popen[bytes]

    def lock(self) -> None:
        """Lock the keyring, as a screen saver may."""
        import secretstorage

        with closing(_connected(self.address)) as bus:
            secretstorage.get_default_collection(bus).lock()

    def delete(self) -> None:
        """Delete the keyring with all that is in it, as its owner may."""
        import secretstorage

        with closing(_connected(self.address)) as bus:
            secretstorage.get_default_collection(bus).delete()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Stop the daemon for a while: it still has its place on the bus, and answers nothing."""
        process = psutil.Process(self.daemon.pid)
        process.suspend()
        try:
            yield
        finally:
            process.resume()


@contextmanager
def _started(folder: Path) -> Iterator[KeyringSession]:
    with _bus(folder) as address, _keyring(folder, address) as daemon:
        yield KeyringSession(address, daemon)


@contextmanager
def _bus(folder: Path) -> Iterator[str]:
    configuration = folder / "bus.conf"
    configuration.write_text(_BUS_CONFIGURATION.format(folder=folder), "utf-8")
    command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"]
    with _child(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as bus:
        yield bus.stdout.readline().decode().strip()


@contextmanager
def _keyring(folder: Path, address: str) -> Iterator[subprocess.Popen[bytes]]:
    command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
    home = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")}
    with closing(_connected(address)) as bus:
        ready = _wait_for_owner(bus)
        with _child(
            command,
            env=os.environ | home | {ADDRESS: address},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as daemon:
            daemon.stdin.write(b"the tests' password")
            daemon.stdin.close()
            ready()
            yield daemon


@contextmanager
def _child(command: list[str], **options: Any) -> Iterator[Any]:
    with subprocess.Popen(command, **options) as child:
        try:
            yield child
        finally:
            child.kill()


def _connected(address: str) -> Any:
    from jeepney.io.blocking import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
        open_dbus_connection,
    )

    return open_dbus_connection(address)


def _wait_for_owner(bus: Any) -> Any:
    """Return a function that returns once the Secret Service is on the bus."""
    from jeepney import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
        MatchRule,
        message_bus,
    )
    from jeepney.io.blocking import Proxy

    rule = MatchRule(type="signal", interface=message_bus.interface, member="NameOwnerChanged")
    rule.add_arg_condition(0, _SECRETS)
    Proxy(message_bus, bus).AddMatch(rule)
    signals = bus.filter(rule)

    def ready() -> None:
        with signals as received:
            bus.recv_until_filtered(received, timeout=30)

    return ready


@contextmanager
def _environment(**values: str | None) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    try:
        _set(values)
        yield
    finally:
        _set(before)


def _set(values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _has_daemons() -> bool:
    return bool(shutil.which("dbus-daemon") and shutil.which("gnome-keyring-daemon"))


@pytest.fixture(scope="module", autouse=True)
def keyring_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeyringSession | None]:
    """The keyring of a test file, and of every process that it starts."""
    if not (_ON_LINUX and _has_daemons()):
        yield None
        return
    with (
        _started(tmp_path_factory.mktemp("keyring")) as session,
        _environment(**{ADDRESS: session.address, "PYTHON_KEYRING_BACKEND": None}),
    ):
        yield session


@pytest.fixture
def unlocked_keyring(keyring_session: KeyringSession | None) -> KeyringSession | None:
    """The keyring of the test file; skips where this machine cannot have one."""
    if _ON_LINUX and keyring_session is None:
        pytest.skip("needs dbus-daemon and gnome-keyring-daemon")
    return keyring_session


@pytest.fixture
def own_keyring(
    unlocked_keyring: KeyringSession | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[KeyringSession]:
    """A second keyring, for one test, which may lock or silence it."""
    if unlocked_keyring is None:
        pytest.skip("needs a Secret Service that can be locked")
    with (
        _started(tmp_path_factory.mktemp("keyring")) as session,
        _environment(**{ADDRESS: session.address}),
    ):
        yield session
        gc.collect()  # now, while the leak is let pass


@contextmanager
def another_keyring(folder: Path) -> Iterator[KeyringSession]:
    """An empty, unlocked keyring in the place of the one in use: another user's, or made anew."""
    with _started(folder) as session, _environment(**{ADDRESS: session.address}):
        yield session
        gc.collect()  # now, while the leak is let pass


@pytest.fixture
def no_session_bus(unlocked_keyring: KeyringSession | None) -> Iterator[None]:
    """No keyring at all, as in a terminal without a desktop session, for child processes."""
    if unlocked_keyring is None:
        pytest.skip("only Linux can be without a keyring")
    with _environment(**{ADDRESS: None}):
        yield


def forget_keys(path: Path) -> None:
    """Let the keyring lose every key of the store."""
    for entry in read_reference(path).keys:
        Keyring().delete_key(entry.key_id)
