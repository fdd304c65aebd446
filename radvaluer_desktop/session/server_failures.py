"""What can go wrong with a department's server, in words: one class for each kind of failure."""

from __future__ import annotations

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, EngineError
from radvaluer_desktop.inference.messages import Failed, FailureKind


class ServerFailed(EngineError):
    """The server gave no draft."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The server {server} failed ({detail}). The findings are kept."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Try again later, or tell whoever looks after the server."
    )


class ServerUnreachable(ServerFailed):
    """Nobody answers at the address."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The server {server} cannot be reached ({detail}). The findings are kept."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check the network and the address, or tell whoever looks after the server."
    )


class ServerAuthorityInvalid(ServerFailed):
    """The file of certificates cannot be read."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The file of certificates in 'server_authority' cannot be used ({detail}). Nothing was "
        "sent to {server}.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Name a file in PEM format, or leave it empty.")


class ServerUntrusted(ServerFailed):
    """TLS could not show who the server is."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The certificate of {server} is not trusted here, so nothing was sent. The findings are "
        "kept.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Have the server's authority installed on this computer or named in the settings."
    )


class ServerRefused(ServerFailed):
    """The key is missing or wrong."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The server {server} does not accept the key ({detail}). The findings are kept."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Set the right one with 'radvaluer server key'.")


class ServerHasNot(ServerFailed):
    """There is no such model, or no such endpoint."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The server {server} has no such model or address ({detail}). The findings are kept.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "See with 'radvaluer server check' which models it has."
    )


class ServerBusy(ServerFailed):
    """The server takes no further request now."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The server {server} is too busy ({detail}). The findings are kept."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Try again in a minute.")


class ServerStrange(ServerFailed):
    """What came is no answer of such a server."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The server {server} answered with something that is no draft ({detail}). The findings are "
        "kept.",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Check that the address leads to an OpenAI-compatible server."
    )


class ServerStalled(ServerFailed):
    """Nothing came for too long."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The server {server} wrote nothing for {detail} s. The findings are kept."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Try again, or raise 'server_stall_s' in the settings if it is merely slow."
    )


class ServerCut(ServerFailed):
    """The connection ended in the middle."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The connection to the server {server} ended in the middle of a draft. The findings are "
        "kept.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Draft again.")


class ServerWroteNothing(ServerFailed):
    """The server's model ended its draft before the first word."""

    what = QT_TRANSLATE_NOOP("errors", "The server {server} wrote nothing. The findings are kept.")
    next_step = QT_TRANSLATE_NOOP("errors", "If it stays so, use another model on the server.")


class ServerTooLong(ServerFailed):
    """The server's model has too small a context."""

    what = QT_TRANSLATE_NOOP(
        "errors", "The findings do not fit into the context of the model on {server}."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Shorten the findings, or draft them in parts.")


class NotDeidentified(ServerFailed):
    """Identifiers could not be looked for, so nothing may leave."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "Identifiers could not be taken out of the text ({detail}), so nothing was sent to "
        "{server}. The findings are kept.",
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Draft again; if it stays so, report it.")


_KINDS: dict[FailureKind, type[ServerFailed]] = {
    FailureKind.SERVER_UNREACHABLE: ServerUnreachable,
    FailureKind.SERVER_AUTHORITY: ServerAuthorityInvalid,
    FailureKind.SERVER_UNTRUSTED: ServerUntrusted,
    FailureKind.SERVER_REFUSED: ServerRefused,
    FailureKind.SERVER_HAS_NOT: ServerHasNot,
    FailureKind.SERVER_BUSY: ServerBusy,
    FailureKind.SERVER_STRANGE: ServerStrange,
    FailureKind.SERVER_STALLED: ServerStalled,
    FailureKind.SERVER_CUT: ServerCut,
    FailureKind.SERVER_TOO_LONG: ServerTooLong,
}


def server_failure(event: Failed, server: str) -> ServerFailed:
    """Return the exception for a Failed event of a request to ``server``."""
    return _KINDS.get(event.kind, ServerFailed)(server=server, detail=event.detail)
