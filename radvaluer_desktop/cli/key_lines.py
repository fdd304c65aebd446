"""What ``radvaluer keys status`` prints: as lines for people, as values for programs; no secret."""

from __future__ import annotations

from collections.abc import Iterator

from radvaluer_desktop.feedback.key_status import KeyStatus


def status_lines(found: KeyStatus) -> Iterator[tuple[str, str]]:
    """Yield a name and what there is to say of it."""
    yield "keyring", found.in_use or "none that can be used"
    if found.reference is None:
        if not found.problem:
            yield "store", "nothing kept yet"
        return
    reference = found.reference
    yield "recorded", f"{reference.backend}, service {reference.service}"
    yield "made by", f"{reference.user or 'unknown'} on {reference.computer or 'unknown'}"
    yield "key id", f"{reference.key_id}, made {reference.keys[0].created}"
    if len(reference.keys) > 1:
        yield "older keys", str(len(reference.keys) - 1)
    opens = {True: "yes", False: "no", None: "not tried"}[found.keyring_opens]
    yield "opens", f"{opens}, with the key in the keyring"
    made = (
        f"number {found.recovery}, made {reference.recovery.created}" if reference.recovery else ""
    )
    yield "recovery key", made or "none: make one with 'radvaluer keys new-recovery'"
    yield "department", f"sealed to {found.escrow}" if found.escrow else "not sealed to its key"
    if found.passing:
        yield "profile", "not kept after logout: the keyring will lose the keys"


def status_values(found: KeyStatus) -> dict[str, object]:
    """Return the same for ``--json``."""
    reference = found.reference
    return {
        "keyring": found.in_use,
        "recorded": reference.backend if reference else None,
        "service": reference.service if reference else None,
        "user": reference.user if reference else None,
        "computer": reference.computer if reference else None,
        "key_ids": [entry.key_id for entry in reference.keys] if reference else [],
        "opens": found.keyring_opens,
        "recovery": found.recovery,
        "escrow": found.escrow,
        "passing_profile": found.passing,
        "problem": type(found.problem).__name__ if found.problem else None,
    }
