"""What can go wrong with the operating system's keyring, in words. No sentence holds a key."""

from __future__ import annotations

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, StoreError


class KeyringAbsent(StoreError):
    """This session has no keyring at all."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "No keyring of the operating system was found ({backend}), so the feedback store stays "
        "closed. Nothing was created or changed.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Log in to a desktop session with a keyring (GNOME Keyring, KWallet, Windows Credential "
        "Manager, macOS Keychain) and start the program again. Drafting works without it.",
    )


class KeyringRefused(StoreError):
    """A keyring was offered that does not protect what it keeps."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The keyring {backend} is refused: it is not one of the operating system's own and may "
        "keep the key unprotected. Nothing was created or changed.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Remove it from keyringrc.cfg or PYTHON_KEYRING_BACKEND, so that the system's own keyring "
        "is used, and start the program again.",
    )


class KeyringLocked(StoreError):
    """The keyring is locked, or was never set up."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The keyring {backend} is locked, or was never set up, and was not unlocked. The feedback "
        "store stays closed; nothing was created or changed.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Unlock the keyring (it is unlocked by logging in with a password), then retry. If that "
        "password is lost, have a new keyring made, then give the recovery key (F2 in the window).",
    )


class KeyringSilent(StoreError):
    """The keyring did not answer in time."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The keyring did not answer within {seconds} seconds. The feedback store stays closed; "
        "nothing was created or changed.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Look for a window that asks for the keyring's password, then retry."
    )


class KeyringFailed(StoreError):
    """The keyring answered with an error of its own."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The keyring {backend} failed ({reason}). The feedback store stays closed; nothing was "
        "created or changed.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Check that the keyring's service runs, then retry.")


class KeyMissing(StoreError):
    """The keyring answers, but holds no such key."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The keyring {backend} holds no key with the id {key_id}, so the feedback store cannot be "
        "opened. The store was left untouched and no new key was made.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Log in as the user and on the computer that made the store, or restore the keyring from "
        "a backup.",
    )


class KeyNotKept(StoreError):
    """A new key could not be read back."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The keyring {backend} accepted a new key but did not give it back, so no feedback store "
        "was created.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check the keyring's settings and its disk, then retry."
    )
