"""A keyring that protects nothing, as a careless plug-in could bring along."""

from __future__ import annotations

from typing import ClassVar

from keyring.backend import KeyringBackend


class PlainKeyring(KeyringBackend):
    """Keeps passwords in a dictionary."""

    priority: ClassVar[float] = 20.0
    kept: ClassVar[dict[tuple[str, str], str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]
