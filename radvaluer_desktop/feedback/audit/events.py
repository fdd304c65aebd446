"""What the trail knows of: events, and who caused them."""

from __future__ import annotations

import platform
from dataclasses import dataclass, field
from enum import StrEnum

from radvaluer_desktop.settings.declaration import login_name


class Event(StrEnum):
    """What happened. The values stand in files and are never changed."""

    BEGUN = "trail_begun"
    STARTED = "started"
    UNLOCKED = "unlocked"
    UNLOCK_FAILED = "unlock_failed"
    DRAFT_SHOWN = "draft_shown"
    VIEWED = "viewed"
    DECIDED = "decided"
    OVERRIDDEN = "overridden"
    SIGNED = "signed"
    EXPORTED = "exported"
    MERGED = "merged"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    MIGRATED = "migrated"
    ERASED = "erased"
    EXPIRED = "expired"
    KEY_CHANGED = "key_changed"
    SETTINGS_CHANGED = "settings_changed"
    MODEL_CHANGED = "model_changed"
    CLOCK_JUMPED = "clock_jumped"
    HEAD_LOST = "head_lost"
    LOSS_ACCEPTED = "loss_accepted"
    BEGUN_ANEW = "trail_begun_anew"
    INTENDED_USE_AGREED = "intended_use_agreed"
    WINDOW_LOCKED = "window_locked"
    WINDOW_UNLOCKED = "window_unlocked"
    WINDOW_UNLOCK_FAILED = "window_unlock_failed"


class KeyChange(StrEnum):
    """What became of the keys, in the detail of KEY_CHANGED; never changed either."""

    CREATED = "created"
    ROTATED = "rotated"
    RECOVERED = "recovered"
    ESCROWED = "escrowed"
    RECOVERY_KEY_MADE = "recovery_key_made"
    KEYRING_CHANGED = "keyring_changed"
    OLD_FORGOTTEN = "old_forgotten"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does things here: the login name at the operating system, and the reading station."""

    user: str = field(default_factory=login_name)
    station: str = field(default_factory=lambda: platform.node() or "unknown")
