"""What a site decided about exports: whom they are encrypted to, whether identifiers may leave."""

from __future__ import annotations

from dataclasses import dataclass

from radvaluer_desktop.feedback.export.failures import (
    IdentifiersNeedRecipient,
    IdentifiersNotAllowed,
    RecipientDecided,
)
from radvaluer_desktop.feedback.export.sealed import valid_recipient
from radvaluer_desktop.settings import Configuration


@dataclass(frozen=True, slots=True)
class ExportPolicy:
    """``recipient``: a public key, empty for none; ``decided``: by the machine's policy."""

    recipient: str = ""
    decided: bool = False
    identifiers: bool = False

    def recipient_for(self, asked: str | None, *, identifiers: bool) -> str:
        """Return the public key to encrypt to, empty for none; ``asked`` None: nobody said.

        Raises RecipientDecided, RecipientInvalid, IdentifiersNotAllowed or
        IdentifiersNeedRecipient.
        """
        if identifiers and not self.identifiers:
            raise IdentifiersNotAllowed
        wanted = self.recipient if asked is None else asked
        recipient = valid_recipient(wanted) if wanted.strip() else ""
        if self.decided and recipient != valid_recipient(self.recipient):
            raise RecipientDecided
        if identifiers and not recipient:
            raise IdentifiersNeedRecipient
        return recipient


def export_policy(configuration: Configuration) -> ExportPolicy:
    """Return what the settings say; only the machine's policy can let identifiers leave."""
    settings = configuration.settings
    by_policy = configuration.is_locked("export_identifiers")
    return ExportPolicy(
        recipient=settings.export_recipient,
        decided=bool(settings.export_recipient) and configuration.is_locked("export_recipient"),
        identifiers=by_policy and settings.export_identifiers == "yes",
    )
