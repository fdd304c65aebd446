"""Where retraining keeps its files: one folder beside the store, for this user alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from radvaluer_desktop.catalogue.installed import SUFFIX as MODEL_SUFFIX
from radvaluer_desktop.retraining.verdict import SUFFIX as VERDICT_SUFFIX

CANDIDATE = "department"  # what the id of a candidate begins with


@dataclass(frozen=True, slots=True)
class Places:
    """The files below ``folder``. Candidates and checkpoints remember reports: patient data."""

    folder: Path

    @property
    def held_out(self) -> Path:
        """The list of decisions that are tested on."""
        return self.folder / "held-out.json"

    @property
    def work(self) -> Path:
        """Checkpoints of a run that is not over."""
        return self.folder / "work"

    def new_candidate(self, moment: datetime) -> Path:
        """Return the file of a candidate that is begun at ``moment`` (UTC)."""
        return self.candidate(f"{CANDIDATE}-{moment:%Y%m%dT%H%M%SZ}")

    def candidate(self, id_: str) -> Path:
        """Return the file of a candidate."""
        return self.folder / f"{id_}{MODEL_SUFFIX}"

    def verdict(self, id_: str) -> Path:
        """Return the verdict on a candidate."""
        return self.folder / f"{id_}{VERDICT_SUFFIX}"

    def judged(self) -> list[str]:
        """Return the ids of the candidates with a verdict, the oldest first."""
        files = sorted(self.folder.glob(f"*{VERDICT_SUFFIX}")) if self.folder.is_dir() else []
        return [file.name.removesuffix(VERDICT_SUFFIX) for file in files]

    def files(self) -> list[Path]:
        """Return every file below the folder; none where the folder is a link elsewhere."""
        return sorted(each for each in self._below() if not each.is_dir() or each.is_symlink())

    def folders(self) -> list[Path]:
        """Return the folder and those below it, the deepest first."""
        below = sorted(each for each in self._below() if each.is_dir() and not each.is_symlink())
        return [*below[::-1], self.folder]

    def _below(self) -> list[Path]:
        return [] if self.folder.is_symlink() else list(self.folder.rglob("*"))
