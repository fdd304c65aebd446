"""Which model was approved for use here: a file that names models by their hashes, newest last.

``approved.json`` lies in a folder of models: in the machine's, where an administrator put it for
everybody, or else in the user's. A model is loaded by it only as long as it is, byte for byte, what
was approved; the base of an adapter is named by the adapter's own bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from radvaluer_desktop.catalogue.installed import SUFFIX, InstalledModel, find_model
from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, ModelError
from radvaluer_desktop.modelfile.digest import sha256_of

APPROVED = "approved"  # as a model's id: whatever is approved
APPROVALS = "approved.json"
_FORMAT = 1


class ApprovalsUnreadable(ModelError):
    """The file of approvals cannot be read as one."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path}, which names the approved model, cannot be used: {problem}."
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Restore it from a backup, or remove it and approve a model again; until then, "
        "name a model with --model or in the setting 'model'.",
    )


class ApprovedModelMissing(ModelError):
    """No file is there for what was approved."""

    what = QT_TRANSLATE_NOOP("errors", "The approved model '{id}' is not in {folder} any more.")
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Put the file back, or return to the one before with: radvaluer retrain rollback.",
    )


class ApprovedModelChanged(ModelError):
    """The file is another than was approved."""

    what = QT_TRANSLATE_NOOP(
        "errors",
        "The model {path} was not loaded: it is not the file that was approved (SHA-256 {sha256}).",
    )
    next_step = QT_TRANSLATE_NOOP(
        "errors",
        "Put the approved file back, or return to the one before with: radvaluer retrain rollback.",
    )


class ApprovalsUnwritable(ModelError):
    """The file of approvals cannot be written."""

    what = QT_TRANSLATE_NOOP(
        "errors", "{path} cannot be written ({reason}). The model in use is what it was."
    )
    next_step = QT_TRANSLATE_NOOP("errors", "Correct that, then repeat the command.")


@dataclass(frozen=True, slots=True)
class Approval:
    """One approved model.

    ``id``: its file name without the suffix. ``sha256``: of its file, ``base``: of the model that
    an adapter belongs to, else empty, ``verdict``: of the file with the figures it was approved on.
    ``at``: UTC in ISO 8601; ``by``: login name and station.
    """

    id: str
    sha256: str
    base: str
    verdict: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Approvals:
    """What was approved, the newest last; ``pinned``: the SHA-256 to stay with, else empty."""

    approved: tuple[Approval, ...] = ()
    pinned: str = ""

    @property
    def current(self) -> Approval | None:
        """The one in use: the pinned one, else the newest."""
        for each in self.approved:
            if each.sha256 == self.pinned:
                return each
        return self.approved[-1] if self.approved else None

    def with_approved(self, approval: Approval) -> Approvals:
        """Return these with ``approval`` as the newest."""
        kept = tuple(each for each in self.approved if each.sha256 != approval.sha256)
        return replace(self, approved=(*kept, approval))

    def without_newest(self) -> Approvals:
        """Return these as they were before the newest."""
        return replace(self, approved=self.approved[:-1])


def read_approvals(file: Path) -> Approvals:
    """Return what ``file`` says; nothing approved where there is none.

    Raises ApprovalsUnreadable: a file that cannot be read must not mean that nothing is approved.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Approvals()
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise ApprovalsUnreadable(path=file, problem=reason) from error
    try:
        table = json.loads(text)
        return _approvals(table)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ApprovalsUnreadable(path=file, problem="it does not follow its form") from error


def _approvals(table: dict[str, Any]) -> Approvals:
    """Return what a table says. Raises KeyError, TypeError or ValueError."""
    if table["format"] != _FORMAT:
        raise ValueError("a newer program wrote it")
    found = Approvals(tuple(Approval(**each) for each in table["approved"]), table["pinned"])
    texts = [value for each in found.approved for value in asdict(each).values()]
    hashes = {each.sha256 for each in found.approved}
    plain = all(Path(each.id).name == each.id != "" for each in found.approved)
    if not all(isinstance(text, str) for text in texts) or found.pinned not in hashes | {""}:
        raise ValueError("a value is of another kind")
    if not plain:
        raise ValueError("an id is no name of a file")
    return found


def write_approvals(file: Path, approvals: Approvals) -> None:
    """Write ``file``, whole or not at all. Raises ApprovalsUnwritable."""
    table = {"format": _FORMAT, **asdict(approvals)}
    new = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with new.open("w", encoding="utf-8") as written:
            json.dump(table, written, indent=1)
            written.flush()
            os.fsync(written.fileno())
        new.replace(file)
    except OSError as error:
        raise ApprovalsUnwritable(path=file, reason=error.strerror) from error


def approvals_file(user: Path, machine: Path) -> Path:
    """Return the file that counts: the machine's where there is one, else the user's.

    ``user`` and ``machine`` are the two folders of models.
    """
    of_machine = machine / APPROVALS
    return of_machine if of_machine.exists() else user / APPROVALS


def approved_model(
    file: Path, folders: Sequence[Path], may_go_on: Callable[[], None] | None = None
) -> InstalledModel | None:
    """Return the model that ``file`` approves, None where it approves none.

    The model lies beside ``file``, its base there or in ``folders``. Raises ModelError where either
    is missing or is another than was approved; ``may_go_on`` may raise while files are hashed.
    """
    approval = read_approvals(file).current
    if approval is None:
        return None
    path = file.parent / f"{approval.id}{SUFFIX}"
    if not path.exists():
        raise ApprovedModelMissing(id=approval.id, folder=file.parent)
    changed = ApprovedModelChanged(path=path, sha256=approval.sha256)
    try:
        found = find_model(str(path), folders, may_go_on)
    except ModelError as error:
        if sha256_of(path, may_go_on) != approval.sha256:
            raise changed from error
        raise
    if found.sha256 != approval.sha256:
        raise changed
    return found
