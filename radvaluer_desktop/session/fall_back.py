"""Drafts on the server where there is one, and on this computer where the server fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from radvaluer_desktop.inference.messages import Sampling, StopReason
from radvaluer_desktop.report.study import Language, StudyHeader
from radvaluer_desktop.session.draft import Draft, Drafted, DraftEvent
from radvaluer_desktop.session.loading import LoadEvent
from radvaluer_desktop.session.reporting import ReportingSession
from radvaluer_desktop.session.served import ServedSession
from radvaluer_desktop.session.server_failures import ServerFailed, ServerWroteNothing


@dataclass(frozen=True, slots=True)
class FellBack:
    """The server failed; what it wrote is void, and this computer drafts."""

    reason: ServerFailed


def draft_or_fall_back(
    served: ServedSession,
    session: ReportingSession,
    load: Callable[[], Iterator[LoadEvent]],
    header: StudyHeader,
    text: str,
    sampling: Sampling | None = None,
    language: Language | None = None,
) -> Iterator[LoadEvent | DraftEvent | FellBack]:
    """Draft on the server; where it fails, a FellBack event, then a whole draft made here.

    ``load`` loads the local model where none is loaded. Raises what the session raises.
    """
    try:
        for event in served.draft(header, text, sampling, language):
            if isinstance(event, Drafted) and _is_nothing(event.draft):
                raise ServerWroteNothing(server=served.host)
            yield event
    except ServerFailed as error:
        yield FellBack(error)
        if session.model is None:
            yield from load()
        yield from session.draft(header, text, sampling, language)


def _is_nothing(draft: Draft) -> bool:
    return not draft.impression and draft.stop_reason is not StopReason.CANCELLED
