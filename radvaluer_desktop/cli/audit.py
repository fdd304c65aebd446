"""``radvaluer audit``: verifies and exports the audit trail of the feedback store."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from radvaluer_desktop.cli.store import (
    NothingKept,
    StorePlace,
    alone,
    confirm,
    opened,
    store_place,
)
from radvaluer_desktop.errors import StoreError
from radvaluer_desktop.feedback.accepting import accept_loss, begin_trail_anew
from radvaluer_desktop.feedback.audit.events import Event
from radvaluer_desktop.feedback.audit.verify import Fault, Finding, TrailReport
from radvaluer_desktop.feedback.key_failures import AuditKeyGone
from radvaluer_desktop.feedback.keys import find_keys
from radvaluer_desktop.feedback.store import read_store

_WORDS = {
    Fault.TRAIL_EMPTY: "there is no audit trail",
    Fault.ROW_CHANGED: "event {place} was changed, or put in by somebody without the key",
    Fault.ROW_MISSING: "event {place} is missing",
    Fault.EARLIER_CHANGED: "what was before the new trail, which began with event {place}, was "
    "changed since then",
    Fault.END_MISSING: "the trail ends before event {place}, which was written",
    Fault.HEAD_MISSING: "the file that says where the trail ends is missing",
    Fault.HEAD_DAMAGED: "the file that says where the trail ends is damaged or another's",
    Fault.HEAD_LOST_BEFORE: "that file was missing once; what came before event {place} may lack "
    "its end",
    Fault.LOCK_REMOVED: "the rule {place}, which keeps events from being changed, was removed",
    Fault.COUNT_WRONG: "the table {place} does not hold as many rows as were written",
    Fault.DECISION_CHANGED: "decision {place} is not as it was kept",
    Fault.DECISION_UNKNOWN: "decision {place} was put in by somebody else",
    Fault.DECISION_MISSING: "decisions that were kept and never erased are missing: {place}",
}


class TrailBroken(StoreError):
    """The trail does not fit."""

    what = "The audit trail of {path} is not whole: {findings} findings. Nothing was changed."
    next_step = (
        "Keep a copy of the store and of the files beside it, and tell whoever is responsible for "
        "security; 'radvaluer feedback restore' brings back a backup."
    )


@click.group()
def audit() -> None:
    """Verify and export the audit trail: what was done here, by whom and when."""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def verify(*, as_json: bool) -> None:
    """Look through the whole trail and every decision, and name what does not fit."""
    place = store_place()
    store = read_store(place.database, place.keyring, as_it_is=True)
    if store is None:
        raise NothingKept(path=place.database)
    with store:
        report = store.verify_trail()
    if as_json:
        click.echo(json.dumps(asdict(report)))
    else:
        _show(report)
    if report.findings:
        raise TrailBroken(path=place.database, findings=len(report.findings))


@audit.command()
def export() -> None:
    """Print every event, one JSON object a line, the oldest first. It holds no patient text."""
    with opened(store_place()) as store:
        number = 0
        for row in store.events():
            values = asdict(row) | {"detail": row.details, "mac": row.mac.hex()}
            click.echo(json.dumps(values, ensure_ascii=False))
            number += 1
        store.note(Event.EXPORTED, events=number)


@audit.command()
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
def accept(*, yes: bool) -> None:
    """Go on with a store whose end is missing, as it is; the trail says so from then on.

    Or with a store whose trail was signed with a key that is lost: what is there stays, a new trail
    begins behind it, and each verification says for how many events nobody answers.
    """
    place = store_place()
    with alone(place.locations):
        try:
            find_keys(place.database, place.keyring)
        except AuditKeyGone as error:
            _begin_anew(place, error, yes=yes)
            return
        click.echo("What is missing of the store is given up, and the audit trail will say so.")
        confirm("accept", yes=yes)
        lost = accept_loss(place.database, place.keyring, place.rules)
    if lost is None:
        click.echo("Nothing is missing.")
    else:
        click.echo(f"Given up: {lost.events} events, {lost.decisions} decisions.")


def _begin_anew(place: StorePlace, error: AuditKeyGone, *, yes: bool) -> None:
    click.echo(error.what.format(**error.values))
    click.echo("A new audit trail begins behind the old one, which nobody can verify any more.")
    confirm("accept", yes=yes)
    given_up = begin_trail_anew(place.database, place.keyring, place.rules)
    number, decisions = given_up.events, given_up.decisions
    click.echo(f"Begun. Nobody answers for {number} events and {decisions} decisions before it.")


def _show(report: TrailReport) -> None:
    span = (
        f", {report.first[:19]} to {report.last[:19]} UTC" if report.first and report.last else ""
    )
    click.echo(f"{report.events} events{span}; {report.decisions} decisions")
    for finding in report.findings:
        click.echo(f"  {_words(finding)}")
    if report.unanswered:
        click.echo(
            f"  The first {report.unanswered} events were signed with a key that is lost. That was "
            "accepted; nobody answers for what is in them, nor for the decisions from then."
        )
    if not report.findings:
        click.echo("The trail is whole, and every decision is as it was kept.")


def _words(finding: Finding) -> str:
    return _WORDS[finding.fault].format(place=finding.place)
