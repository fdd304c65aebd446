"""The operating system's keyring: where the feedback store's key lives. The only import of keyring.

Only the systems' own keyrings are used, by name; a plain-text, null or failing one is refused
rather than trusted. A keyring may ask its owner for a password, and a broken one may never answer:
every call therefore runs on a thread of its own and is given up after a time limit. That thread is
left behind as a daemon, since nothing can stop a call that hangs inside the operating system. The
library, which looks for its backends when it is imported, comes with the first call.
"""

from __future__ import annotations

import os
import queue
import threading
import uuid
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

from radvaluer_desktop.credentials.failures import (
    KeyMissing,
    KeyNotKept,
    KeyringAbsent,
    KeyringFailed,
    KeyringLocked,
    KeyringRefused,
    KeyringSilent,
)
from radvaluer_desktop.errors import StoreError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "radvaluer-desktop"
KEY_BYTES = 32
_SIZES = (KEY_BYTES, 2 * KEY_BYTES)  # a data key alone, as before there was an audit key; both

# Long enough to type a password into the prompt of the keyring, short enough not to seem hung.
ANSWER_WITHIN_S = 60.0

_ACCEPTED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
    }
)

_IMPORTING = threading.Lock()
_T = TypeVar("_T")


class Keyring:
    """Keys in the operating system's keyring, each under an id that is no secret.

    Nothing is asked of the system before the first call.
    """

    def __init__(self, answer_within_s: float = ANSWER_WITHIN_S) -> None:
        self._answer_within_s = answer_within_s
        self._backend: KeyringBackend | None = None

    @property
    def backend(self) -> str:
        """Full name of the backend in use. Raises StoreError where there is none to be trusted."""
        return _name(self._usable())

    def must_answer(self) -> None:
        """Raise StoreError where no key could be read now: no keyring, or a locked one."""
        backend = self._usable()
        self._ask(lambda: backend.get_password(SERVICE, ""))

    def keep_key(self, key: bytes, key_id: str | None = None) -> str:
        """Keep ``key``, 32 or 64 bytes, and read it back; return its id. Raises StoreError.

        ``key_id``: a new one by default; what it named before is replaced.
        """
        key_id = key_id or uuid.uuid4().hex
        backend = self._usable()
        self._ask(lambda: backend.set_password(SERVICE, key_id, key.hex()))
        if self._ask(lambda: backend.get_password(SERVICE, key_id)) != key.hex():
            raise KeyNotKept(backend=_name(backend))
        return key_id

    def read_key(self, key_id: str) -> bytes:
        """Return the key with this id, 32 or 64 bytes. Raises KeyMissing or another StoreError."""
        backend = self._usable()
        key = _parsed(self._ask(lambda: backend.get_password(SERVICE, key_id)))
        if key is None:
            raise KeyMissing(backend=_name(backend), key_id=key_id)
        return key

    def delete_key(self, key_id: str) -> None:
        """Remove the key with this id; one that is not there is no error. Raises StoreError."""
        backend = self._usable()
        try:
            self._ask(lambda: backend.delete_password(SERVICE, key_id))
        except KeyringFailed:
            if self._ask(lambda: backend.get_password(SERVICE, key_id)) is not None:
                raise

    def keep_secret(self, name: str, secret: str) -> None:
        """Keep a secret that somebody else gave out, such as a server's key. Raises StoreError."""
        backend = self._usable()
        self._ask(lambda: backend.set_password(SERVICE, name, secret))
        if self._ask(lambda: backend.get_password(SERVICE, name)) != secret:
            raise KeyNotKept(backend=_name(backend))

    def read_secret(self, name: str) -> str:
        """Return the secret of this name, empty where there is none. Raises StoreError."""
        backend = self._usable()
        return self._ask(lambda: backend.get_password(SERVICE, name)) or ""

    def _usable(self) -> KeyringBackend:
        if self._backend is None:
            self._backend = _accepted(self._ask(_choose))
        return self._backend

    def _ask(self, call: Callable[[], _T]) -> _T:
        """Run ``call`` within the time limit; what it raises becomes a StoreError."""
        answers: queue.SimpleQueue[tuple[_T] | Exception] = queue.SimpleQueue()
        threading.Thread(target=_answer, args=(call, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=self._answer_within_s)
        except queue.Empty:
            raise KeyringSilent(seconds=f"{self._answer_within_s:g}") from None
        if isinstance(answer, tuple):
            return answer[0]
        raise self._translated(answer) from answer

    def _translated(self, error: Exception) -> StoreError:
        errors = _library().errors
        configured = os.environ.get("PYTHON_KEYRING_BACKEND", "keyring")
        backend = _name(self._backend) if self._backend else configured
        if isinstance(error, errors.KeyringLocked | errors.InitError):
            return KeyringLocked(backend=backend)
        return KeyringFailed(backend=backend, reason=type(error).__name__)


def _answer(call: Callable[[], _T], answers: queue.SimpleQueue[tuple[_T] | Exception]) -> None:
    try:
        answers.put((call(),))
    except Exception as error:  # noqa: BLE001 - each backend raises errors of its own libraries
        answers.put(error)


def _library() -> ModuleType:
    """Import keyring, one thread at a time: two that begin at once could wait for each other.

    Its packages import their own modules, and so does the thread that asks for a module first.
    """
    with _IMPORTING:
        import keyring.backends.chainer
        import keyring.backends.fail
        import keyring.errors

        return keyring


def _choose() -> KeyringBackend:
    """Return the backend that keyring chose; of a chain, the first that is accepted."""
    library = _library()
    chosen: KeyringBackend = library.get_keyring()
    if isinstance(chosen, library.backends.chainer.ChainerBackend):
        links: list[KeyringBackend] = list(chosen.backends)
        return next((link for link in links if _name(link) in _ACCEPTED), chosen)
    return chosen


def _accepted(backend: KeyringBackend) -> KeyringBackend:
    if isinstance(backend, _library().backends.fail.Keyring):
        raise KeyringAbsent(backend=_name(backend))
    if _name(backend) not in _ACCEPTED:
        raise KeyringRefused(backend=_name(backend))
    return backend


def _name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _parsed(text: str | None) -> bytes | None:
    try:
        key = bytes.fromhex(text or "")
    except ValueError:
        return None
    return key if len(key) in _SIZES else None
