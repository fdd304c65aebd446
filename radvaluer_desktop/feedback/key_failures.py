"""What can go wrong with the keys of the feedback store, in words. No sentence holds a key."""

from __future__ import annotations

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError, StoreError


class KeyReferenceMissing(StoreError):
    """There is a database, but nothing says which key opens it."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The feedback store {path} has lost the file {reference}, which names its key. The store "
        "was left untouched and no new key was made.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Put that file back from a backup. Drafting works without the store."
    )


class KeyReferenceDamaged(StoreError):
    """The file that names the key is not what was written."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The file {reference}, which names the key of the feedback store, is damaged. It and the "
        "store were left untouched and no new key was made.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Put that file back from a backup. Drafting works without the store."
    )


class KeyReferenceNewer(StoreError):
    """A newer version of the program wrote the file that names the key."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The file {reference}, which names the key of the feedback store, was written by a newer "
        "version of this program. It and the store were left untouched.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Use the newer version of the program.")


class KeyGone(StoreError):
    """The keyring answers, but does not have the key: a second way to it would help."""

    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Log in as before; or give the recovery key (F2 in the window, or 'radvaluer keys "
        "recover'), or the department's private key (--private-key). Drafting works without it.",
    )


class KeyringChanged(KeyGone):
    """The key was put into another keyring than the one in use now."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The key of the feedback store was put into the keyring {recorded}, but this session uses "
        "{present}, which does not have it. The store was left untouched and no new key was made.",
    )


class ProfileMoved(KeyGone):
    """The files of another user, or from another computer, whose keyring did not come along."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The feedback store was made by {user} on {computer}, and its key stayed in the keyring "
        "there; this is {present_user} on {present_computer}. The store was left untouched and no "
        "new key was made.",
    )


class ProfileNotKept(KeyGone):
    """The keyring is emptied at each logout, as of a virtual desktop without a profile."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The keyring has lost the key of the feedback store, and will lose it again: this user's "
        "profile is not kept from one login to the next. The store was left untouched and no new "
        "key was made.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Ask your administrator to let the profile keep its keyring. Until then give the recovery "
        "key at each login (F2 in the window, or 'radvaluer keys recover'), or the department's "
        "private key (--private-key). Drafting works without it.",
    )


class KeyringEmptied(KeyGone):
    """The same user, computer and keyring, but the key is not there any more."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The keyring {backend} does not hold the key of the feedback store any more: it was "
        "emptied or made anew, as after a login password was reset. The store was left untouched "
        "and no new key was made.",
    )


class KeyringOutdated(KeyGone):
    """The keyring has the key from before it was kept together with the audit trail's."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The keyring {backend} holds an older state of the key of the feedback store, without the "
        "one that its audit trail is signed with: it was put back from an old copy. The store was "
        "left untouched and no new key was made.",
    )


class AuditKeyGone(KeyGone):
    """The same of a store without a second way: nothing has the audit key any more."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The keyring {backend} holds the key of the feedback store {path}, but not the one that "
        "its audit trail is signed with: it was put back from an old copy. The store was left "
        "untouched and no new key was made.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Put the keyring back as it was last; where that is lost, 'radvaluer audit accept' begins "
        "a new trail, which says so. Drafting works without it.",
    )


class NoRecoveryKey(StoreError):
    """Nobody has made a recovery key yet."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The feedback store has no recovery key. Nothing was changed."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Make one while the keyring still has the key: F2 in the window, or 'radvaluer keys "
        "new-recovery'.",
    )


class WrongRecoveryKey(StoreError):
    """A recovery key without a typing error, but not of this store."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "This is a recovery key without a typing error, but of another store, or one that was "
        "replaced. This store's has the number {number} and was made on {created}. Nothing was "
        "changed.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Look for the sheet with that number.")


class NoEscrow(StoreError):
    """The keys were never sealed to the department's key."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The keys of the feedback store are not sealed to a department's key. Nothing was changed.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Give its recovery key, or log in where its keyring still has the key."
    )


class WrongPrivateKey(StoreError):
    """A private key, but not the one that belongs to the public key of the store."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The keys of the feedback store are sealed to the department's key {expected}, but {path} "
        "holds the private key of {given}. Nothing was changed.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Look for the private key with that fingerprint.")


class PrivateKeyUnusable(InputError):
    """The file is no private key, or its passphrase is another."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "{path} holds no X25519 private key in PEM form that this passphrase opens. Nothing was "
        "changed.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check the file and its passphrase; 'radvaluer keys escrow --help' says more."
    )


class EscrowKeyUnusable(InputError):
    """What the settings name is no public key."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The setting 'escrow_public_key' holds no X25519 public key, so the keys of the feedback "
        "store cannot be sealed to it and the store stays closed. Nothing was changed.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Correct it in the policy or the settings file; 'radvaluer keys escrow --new-pair' prints "
        "one.",
    )


class RecoveryKeyCut(InputError):
    """Too few characters, or too many."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "A recovery key has {groups} groups of {size} characters; this has {given} characters.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Compare it with the sheet and type it again.")


class RecoveryGroupLength(InputError):
    """One group is too short or too long."""

    what = QT_TRANSLATE_NOOP(
        "errors", "Group {group} of the recovery key has {given} characters instead of {size}."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Compare that group with the sheet.")


class RecoveryCharacter(InputError):
    """A character that no recovery key has."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "Group {group} of the recovery key has a character that no recovery key has: there are "
        "digits from 2 to 9 and the letters of English but I, L and O.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Compare that group with the sheet.")


class RecoveryGroupMistyped(InputError):
    """The check character of a group does not agree with it."""

    what = QT_TRANSLATE_NOOP("errors", "There is a typing error in group {group}.")
    next_step = QT_TRANSLATE_NOOP("errors", "Compare that group with the sheet.")
