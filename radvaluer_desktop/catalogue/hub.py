"""Asks a hub where a file is: its address, size and ETag. The only user of huggingface_hub.

The library is imported when a person asks for a download, and not before. It reads HF_ENDPOINT and
HF_TOKEN, and the token of ``hf auth login``, from the environment. Its own downloader is not used:
it does not go on behind a process that was killed (``transfer`` does).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from radvaluer_desktop.catalogue.failures import HubHasNot, HubRefused, HubWrong
from radvaluer_desktop.catalogue.http import (
    Interrupted,
    hub_client,
    must_be_encrypted,
    pause_asked_for,
    translated,
)
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP

_REFUSED, _MISSING, _TOO_MANY, _BROKEN = (401, 403), (404, 410), 429, 500
_ETAG_WITHIN_S = 20.0
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file of a hub, and the ``id`` under which a person knows it."""

    id: str
    repository: str
    revision: str
    file: str


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """Where a file's bytes are now; ``token`` is empty where another host has them.

    ``bytes`` is 0 where the hub does not tell.
    """

    url: str
    etag: str
    bytes: int
    token: str = ""


class Hub:
    """One hub; ``endpoint`` empty: the one of HF_ENDPOINT, or Hugging Face's."""

    def __init__(self, endpoint: str = "") -> None:
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        os.environ.setdefault("HF_HUB_DISABLE_XET", "1")
        import huggingface_hub
        from huggingface_hub import constants

        self.endpoint = (endpoint or constants.ENDPOINT).rstrip("/")
        must_be_encrypted(self.endpoint, self.endpoint)
        huggingface_hub.set_client_factory(hub_client)

    def resolve(self, wanted: Wanted) -> RemoteFile:
        """Ask for one file. Raises HubRefused, HubHasNot, HubWrong, or Interrupted: try again."""
        from huggingface_hub import get_hf_file_metadata, get_token, hf_hub_url

        url = hf_hub_url(
            wanted.repository, wanted.file, revision=wanted.revision, endpoint=self.endpoint
        )
        token = self._may_be_sent(get_token() or "")
        with translated(self.endpoint, wanted.id), _answered(self.endpoint, wanted.id):
            found = get_hf_file_metadata(
                url, token=token or False, timeout=_ETAG_WITHIN_S, endpoint=self.endpoint
            )
        if not found.etag or not found.commit_hash:
            reason = QT_TRANSLATE_NOOP("reasons", "no answer of a hub, perhaps a web page")
            raise HubWrong(hub=self.endpoint, id=wanted.id, reason=reason)
        must_be_encrypted(found.location, self.endpoint)
        same = _origin(found.location) == _origin(self.endpoint)
        return RemoteFile(found.location, found.etag, found.size or 0, token if same else "")

    def _may_be_sent(self, token: str) -> str:
        """Return the token, but not where others could read it on its way."""
        parts = urlsplit(self.endpoint)
        return token if parts.scheme == "https" or parts.hostname in _LOOPBACK else ""


@contextmanager
def _answered(hub: str, identifier: str) -> Iterator[None]:
    """Turn what the hub answers into our errors, by its status."""
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    try:
        yield
    except OfflineModeIsEnabled as error:
        raise Interrupted(
            QT_TRANSLATE_NOOP("reasons", "HF_HUB_OFFLINE is set"), for_good=True
        ) from error
    except HfHubHTTPError as error:
        answer = error.response
        pause = answer.headers.get("Retry-After")
        raise status_failure(hub, identifier, answer.status_code, pause) from error


def status_failure(hub: str, identifier: str, status: int, retry_after: str | None) -> Exception:
    """Return what an answer with ``status`` means: an error in words, or Interrupted."""
    if status in _REFUSED:
        return HubRefused(hub=hub, id=identifier, status=status)
    if status in _MISSING:
        return HubHasNot(hub=hub, id=identifier)
    if status == _TOO_MANY or status >= _BROKEN:
        return Interrupted(f"it answered {status}", pause_s=pause_asked_for(retry_after))
    return HubWrong(hub=hub, id=identifier, reason=f"it answered {status}")


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port
