"""Where the program keeps its files: one ``Locations`` value, made once and handed down.

With ``--basedir`` everything of one run lies in that folder; without it the operating system's own
places are used (platformdirs). No name here is ever made from patient data.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

APP_NAME = "radvaluer"
# The application's name to macOS, which manages preferences under it, and to Linux desktops.
BUNDLE_ID = "io.github.radvaluer.desktop"


def machine_models() -> Path:
    """Return the folder of the models that an administrator put there for everybody.

    No environment variable and no ``--basedir`` moves it, and nothing is ever written to it.
    """
    if sys.platform == "win32":
        folder = platformdirs.site_data_path(APP_NAME, appauthor=False)
    elif sys.platform == "darwin":
        folder = Path("/Library/Application Support") / APP_NAME
    else:
        folder = Path("/var/lib") / APP_NAME
    return folder / "models"


@dataclass(frozen=True, slots=True)
class Locations:
    """The folders of one installation; none is created before something is written to it."""

    data: Path
    config: Path
    logs: Path
    machine_models: Path = field(default_factory=machine_models)

    @property
    def settings_file(self) -> Path:
        """The user's own settings."""
        return self.config / "settings.toml"

    @property
    def feedback_database(self) -> Path:
        """The encrypted feedback store."""
        return self.data / "feedback.db"

    @property
    def backups(self) -> Path:
        """Copies of the store, where no other folder was named."""
        return self.data / "backups"

    @property
    def retraining(self) -> Path:
        """Candidates, their verdicts and checkpoints; they remember reports: patient data."""
        return self.data / "retraining"

    @property
    def window_lock(self) -> Path:
        """Held by the window as long as it is open: one window for one store."""
        return self.data / "window.lock"

    @property
    def lock_marker(self) -> Path:
        """Whether a PIN was chosen, and in which login the window was locked; no secret."""
        return self.data / "lock.json"

    @property
    def window_socket(self) -> Path:
        """Where a second start of the program asks the window to show itself."""
        return self.data / "window.socket"

    @property
    def window_layout(self) -> Path:
        """How wide the panes of the window are; figures alone."""
        return self.data / "window.ini"

    @property
    def loading_markers(self) -> Path:
        """What is remembered of model files that ended the engine."""
        return self.data / "loading"

    @property
    def frames(self) -> Path:
        """What was learnt of the chat templates of model files; no text of a report."""
        return self.data / "frames"

    @property
    def decode_costs(self) -> Path:
        """What was measured of this machine's speed; figures alone."""
        return self.data / "decode-costs.json"

    @property
    def models(self) -> Path:
        """Models that the user added, found by file name without ``.gguf``."""
        return self.data / "models"


def locations(basedir: Path | None) -> Locations:
    """Return the folders under ``basedir``, or the operating system's own where it is None."""
    if basedir is not None:
        base = basedir.absolute()
        return Locations(data=base / "data", config=base / "config", logs=base / "logs")
    dirs = platformdirs.PlatformDirs(APP_NAME, appauthor=False)
    return Locations(
        data=dirs.user_data_path, config=dirs.user_config_path, logs=dirs.user_log_path
    )
