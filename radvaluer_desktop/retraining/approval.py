"""Approves, pins and takes back models; the audit trail says so before it is so.

A verdict counts where the audit trail of this store knows its file, so that no figure of it can
have been changed since it was written.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from radvaluer_desktop.catalogue.approved import (
    Approval,
    Approvals,
    read_approvals,
    write_approvals,
)
from radvaluer_desktop.catalogue.installed import SUFFIX, InstalledModel
from radvaluer_desktop.catalogue.placing import held
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError
from radvaluer_desktop.feedback.audit.events import Actor, Event
from radvaluer_desktop.feedback.store import FeedbackStore
from radvaluer_desktop.modelfile.digest import sha256_of
from radvaluer_desktop.retraining.places import Places
from radvaluer_desktop.retraining.verdict import Verdict, read_verdict
from radvaluer_desktop.retraining.writing import PART, writing


class NoCandidate(InputError):
    """No candidate has a verdict."""

    what = QT_TRANSLATE_NOOP("errors", "There is no candidate '{id}'. Judged so far: {known}.")
    next_step = QT_TRANSLATE_NOOP("errors", "Name one of these, or run 'radvaluer retrain run'.")


class NothingJudged(NoCandidate):
    """There was no run that came to an end."""

    what = QT_TRANSLATE_NOOP("errors", "No candidate was judged here yet. Nothing was changed.")
    next_step = QT_TRANSLATE_NOOP("errors", "Run 'radvaluer retrain run'.")


class CandidateRefused(InputError):
    """The verdict says no."""

    what = QT_TRANSLATE_NOOP(
        "errors", "'{id}' may not be approved: the gate refuses it because of {figures}."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "See 'radvaluer retrain status'; look at what was kept in these decisions, or retrain "
        "when there are more.",
    )


class VerdictUnknown(InputError):
    """The trail knows of no such file."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path} is not the verdict that was written here: the audit trail knows another."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Run 'radvaluer retrain run' again.")


class VerdictOutdated(InputError):
    """The candidate was tested against a model that is not in use any more."""

    what = QT_TRANSLATE_NOOP(
        "errors", "'{id}' was tested against '{then}', but the model in use is '{now}'."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Run 'radvaluer retrain run' again, so that it is tested against this one."
    )


class CandidateChanged(InputError):
    """The file is another than the one that was tested."""

    what = QT_TRANSLATE_NOOP("errors", "{path} is not the file that was tested, or is gone.")
    next_step = QT_TRANSLATE_NOOP("errors", "Run 'radvaluer retrain run' again.")


class ModelPinned(InputError):
    """A pin keeps the model as it is."""

    what = QT_TRANSLATE_NOOP("errors", "The model in use is pinned to '{id}'. Nothing was changed.")
    next_step = QT_TRANSLATE_NOOP("errors", "Release it with: radvaluer retrain pin --release.")


class NothingApproved(InputError):
    """Nothing of that name was ever approved here."""

    what = QT_TRANSLATE_NOOP("errors", "No such model is approved here. Approved: {known}.")
    next_step = QT_TRANSLATE_NOOP("errors", "See 'radvaluer retrain status'.")


class ApproverUnknown(InputError):
    """The site lets others approve."""

    what = QT_TRANSLATE_NOOP("errors", "The login '{user}' may not approve or pin models here.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Those may whom the setting 'model_approvers' names; going back may everybody."
    )


@dataclass(frozen=True, slots=True)
class Station:
    """Who approves what where: ``file`` of approvals, the ``store`` with the trail, its actor.

    ``approvers``: login names that may approve and pin; none: everybody may.
    """

    file: Path
    store: FeedbackStore
    actor: Actor
    approvers: frozenset[str] = frozenset()

    def require_approver(self) -> None:
        """Raise ApproverUnknown where this login may not approve."""
        if self.approvers and self.actor.user not in self.approvers:
            raise ApproverUnknown(user=self.actor.user)


def chosen(places: Places, id_: str | None) -> tuple[Verdict, str]:
    """Return the verdict on a candidate, the newest without ``id_``, and its file's SHA-256.

    Raises NoCandidate or VerdictUnreadable.
    """
    judged = places.judged()
    if not judged:
        raise NothingJudged
    if id_ and id_ not in judged:
        raise NoCandidate(id=id_, known=", ".join(judged))
    return read_verdict(places.verdict(id_ or judged[-1]))


def note_verdict(store: FeedbackStore, verdict: Verdict, sha256: str, learnt: int) -> None:
    """Let the trail know a verdict's file."""
    store.note(
        Event.MODEL_CHANGED,
        change="judged",
        id=verdict.candidate.id,
        sha256=verdict.candidate.sha256,
        verdict=sha256,
        passed=verdict.passed,
        learnt=learnt,
    )


def approve(
    verdict: Verdict, sha256: str, places: Places, present: InstalledModel, station: Station
) -> Approvals:
    """Put the candidate beside the approvals and approve it; return the approvals.

    ``present``: the model that is in use. Raises InputError, ModelError or StoreError, and then the
    model in use is what it was.
    """
    station.require_approver()
    candidate = verdict.candidate
    _require_known(verdict, sha256, places, station.store)
    if verdict.broken:
        figures = ", ".join(rule.figure for rule in verdict.broken)
        raise CandidateRefused(id=candidate.id, figures=figures)
    approvals = read_approvals(station.file)
    _require_not_pinned(approvals)
    if present.sha256 != verdict.present.sha256:
        raise VerdictOutdated(id=candidate.id, then=verdict.present.id, now=present.id)
    with held(candidate.id, station.file.parent):
        _put_beside(places.candidate(candidate.id), station.file.parent, verdict)
    approval = Approval(
        id=candidate.id,
        sha256=candidate.sha256,
        base=candidate.base,
        verdict=sha256,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        by=f"{station.actor.user} at {station.actor.station}",
    )
    return _changed(station, "approved", approvals.with_approved(approval), present.sha256)


def pin(station: Station, id_: str | None) -> Approvals:
    """Stay with an approved model, the one in use without ``id_``; return the approvals."""
    station.require_approver()
    approvals = read_approvals(station.file)
    current = approvals.current
    wanted = current.id if id_ is None and current else id_
    for each in approvals.approved:
        if each.id == wanted:
            before = current.sha256 if current else ""
            return _changed(station, "pinned", replace(approvals, pinned=each.sha256), before)
    raise NothingApproved(known=_ids(approvals.approved))


def release(station: Station) -> Approvals:
    """Let the newest approved model be used again; return the approvals."""
    station.require_approver()
    approvals = read_approvals(station.file)
    before = approvals.current.sha256 if approvals.current else ""
    return _changed(station, "released", replace(approvals, pinned=""), before)


def roll_back(station: Station) -> Approvals:
    """Return to the model before the newest approved one; return the approvals.

    Everybody may: a model that does harm must not wait for whoever approved it.
    """
    approvals = read_approvals(station.file)
    _require_not_pinned(approvals)
    if approvals.current is None:
        raise NothingApproved(known="none")
    before = approvals.current.sha256
    return _changed(station, "rolled_back", approvals.without_newest(), before)


def _require_known(verdict: Verdict, sha256: str, places: Places, store: FeedbackStore) -> None:
    for event in store.events():
        if event.event == Event.MODEL_CHANGED and event.details.get("verdict") == sha256:
            return
    raise VerdictUnknown(path=places.verdict(verdict.candidate.id))


def _require_not_pinned(approvals: Approvals) -> None:
    if approvals.pinned and approvals.current:
        raise ModelPinned(id=approvals.current.id)


def _put_beside(candidate: Path, folder: Path, verdict: Verdict) -> None:
    """Copy the tested file, and no other, to where the station looks for it."""
    target = folder / f"{verdict.candidate.id}{SUFFIX}"
    part = target.with_name(f"{target.name}{PART}")
    if not candidate.is_file():
        raise CandidateChanged(path=candidate)
    with writing(target):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(candidate, part)
        part.chmod(0o600)
        same = sha256_of(part) == verdict.candidate.sha256
        if same:
            part.replace(target)
        else:
            part.unlink()
    if not same:
        raise CandidateChanged(path=candidate)


def _changed(station: Station, change: str, approvals: Approvals, before: str) -> Approvals:
    """Let the trail say what is changed, then change it."""
    current = approvals.current
    station.store.note(
        Event.MODEL_CHANGED,
        change=change,
        id=current.id if current else "",
        sha256=current.sha256 if current else "",
        verdict=current.verdict if current else "",
        before=before,
    )
    write_approvals(station.file, approvals)
    return approvals


def _ids(approvals: Iterable[Approval]) -> str:
    return ", ".join(each.id for each in approvals) or "none"
