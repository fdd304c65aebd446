"""Every setting, declared once: name, type, default, what is allowed, and what it means.

The values of a run, their checks, the command ``settings`` and the administrator guide's table all
come from this declaration.
"""

from __future__ import annotations

import getpass
import platform
import unicodedata
from dataclasses import astuple, dataclass, field, fields
from typing import Any

from radvaluer_desktop.settings.failures import (
    NoSuchSetting,
    SettingNotAllowed,
    SettingNotNumber,
    SettingNotText,
)

Value = str | int

_NOT_IN_A_LINE = {"Cc", "Cs", "Zl", "Zp"}  # control, surrogate, line and paragraph separator


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; ``least`` and ``most`` bound a number, or the length of a text."""

    name: str
    default: Value
    text: str
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """What values there are, in words."""
        if self.choices:
            return ", ".join(self.choices)
        span = f"{self.least} to {self.most}"
        return span if isinstance(self.default, int) else f"text of {span} characters"


def _declare(default: Value, text: str, **bounds: Any) -> Any:  # noqa: ANN401 - a dataclass's field
    return field(default=default, metadata={"text": text, **bounds})


@dataclass(frozen=True, slots=True)
class Settings:
    """One value of every setting."""

    interface_language: str = _declare(
        "auto",
        "Language of the window; `auto` is the system's. The menu *Language* writes it.",
        choices=("auto", "en", "zh"),
    )
    theme: str = _declare(
        "dark",
        "Colours of the window: `dark` for a reading room, `light`, `high_contrast`, or `system`, "
        "which follows the desktop. The menu *View* writes it.",
        choices=("dark", "light", "high_contrast", "system"),
    )
    text_zoom: int = _declare(
        100,
        "Size of all text in the window, in per cent of the system's own. Ctrl+plus, Ctrl+minus "
        "and Ctrl+0 write it.",
        least=80,
        most=300,
    )
    model: str = _declare(
        "approved",
        "Id of an installed model, or the path of a GGUF file; `approved`: the model that was "
        "approved on this computer after retraining, the demonstration model where none was.",
        least=1,
        most=1000,
    )
    model_approvers: str = _declare(
        "",
        "Login names, parted by commas, that may approve and pin retrained models; empty: "
        "everybody. Meant for the policy.",
        most=1000,
    )
    context_tokens: int = _declare(
        4096, "Largest context in tokens; the model's own caps it.", least=256, most=1_048_576
    )
    threads: int = _declare(
        0,
        "Threads of the engine; 0: all physical cores but one, where there are more than two, and "
        "one thread for models under 50 million parameters.",
        most=1024,
    )
    gpu_layers: int = _declare(
        -1, "Layers on the GPU; -1 all that fit, 0 none.", least=-1, most=10_000
    )
    engine_memory_mb: int = _declare(
        0,
        "Most memory that the engine may take, in MiB; 0 for no cap.",
        most=16_777_216,
    )
    engine_stall_s: int = _declare(
        300,
        "Seconds without any progress after which the engine is ended.",
        least=1,
        most=86_400,
    )
    downloads: str = _declare(
        "allowed",
        "Whether models may be fetched from a hub when somebody asks for it: `allowed` or "
        "`forbidden`. Importing from a file is not a download. Meant for the policy.",
        choices=("allowed", "forbidden"),
    )
    model_hub: str = _declare(
        "",
        "Address of the hub that models are fetched from, such as a mirror within the hospital. "
        "Empty: the environment variable `HF_ENDPOINT`, or Hugging Face.",
        most=1000,
    )
    model_catalogue: str = _declare(
        "",
        "Path of a catalogue of models of this site, beside the one that comes with the program. "
        "Empty: none. Meant for the policy.",
        most=1000,
    )
    candidates: int = _declare(
        8,
        "Drafts that a model under 20 million parameters writes, for the checks to choose the one "
        "to show; 1: no choice.",
        least=1,
        most=16,
    )
    small_model: str = _declare(
        "",
        "Id or path of a small model that proposes tokens to a large one, which writes the same "
        "sooner: best one taught on the department's own reports. Empty: none.",
        most=1000,
    )
    adapter: str = _declare(
        "",
        "Id or path of an adapter for `model`, applied to it without loading it anew; "
        "`{radiologist}` in it becomes the radiologist's id, and where there is no such file none "
        "is applied. Empty: none.",
        most=1000,
    )
    adapter_scale: int = _declare(
        100, "How much of the adapter is applied, in per cent.", least=0, most=200
    )
    examples: int = _declare(
        4,
        "How many reports that this radiologist accepted a general model is shown; 0: none.",
        most=16,
    )
    server: str = _declare(
        "",
        "Address of a department's server that drafts, such as `https://gpu.example:8000`. Texts "
        "of reports go there. Empty: none; as a policy: none is allowed.",
        most=500,
    )
    server_consent: str = _declare(
        "",
        "The address that the person agreed to in the window; where it is not that of `server`, "
        "nothing is sent. A `server` of the policy needs none.",
        most=500,
    )
    server_model: str = _declare(
        "", "Name of a model on the server; empty: the first that it lists.", most=300
    )
    server_authority: str = _declare(
        "",
        "File of certificates (PEM) that vouch for the server; empty: the operating system's.",
        most=1000,
    )
    server_trusted: str = _declare(
        "no",
        "`yes`: texts go to the server as they are. Counts only in a policy that names the server "
        "too; else identifiers are taken out before.",
        choices=("no", "yes"),
    )
    server_stall_s: int = _declare(
        60,
        "Seconds without a word from the server after which this computer drafts.",
        least=1,
        most=3600,
    )
    read_ahead: str = _declare(
        "on",
        "Whether findings are read while they are typed: `on`, `off`, or `mains` (not on battery).",
        choices=("on", "mains", "off"),
    )
    draft_ahead: str = _declare(
        "on",
        "Whether the next study of a worklist is drafted while nobody needs the engine: `on`, "
        "`off`, or `mains` (not on battery). Never on a server.",
        choices=("on", "mains", "off"),
    )
    after_accept: str = _declare(
        "next",
        "What the window does after a listed study was accepted: open the `next` one of the "
        "worklist, or `stay`.",
        choices=("next", "stay"),
    )
    station: str = _declare(
        "", "Name of the reading station, kept with each decision; empty: the host name.", most=100
    )
    radiologist: str = _declare(
        "", "Id of the radiologist, kept with each decision; empty: the login name.", most=100
    )
    institution: str = _declare(
        "",
        "Name of the hospital or department, kept with each decision, for figures by institution.",
        most=100,
    )
    own_impression_first: str = _declare(
        "off",
        "`on`: the window asks for the radiologist's own impression before it shows a draft, and "
        "keeps both, so that what drafts change can be measured.",
        choices=("off", "on"),
    )
    least_group: int = _declare(
        10,
        "Decisions below which `feedback stats` gives no figure of a group.",
        least=5,
        most=10_000,
    )
    radiologist_figures: str = _declare(
        "off",
        "`pseudonym`: `feedback stats --by radiologist` gives figures of each under a pseudonym. "
        "Counts in the policy alone.",
        choices=("off", "pseudonym"),
    )
    escrow_public_key: str = _declare(
        "",
        "Public key of the department, to which the keys of the store are sealed: whoever has the "
        "private key and the files can open it. Empty: none. Meant for the policy.",
        most=200,
    )
    study_names: str = _declare(
        "pseudonym",
        "What the store keeps of the field *Study*: a `pseudonym` that only this store can make "
        "from the name, or the name `as_typed`.",
        choices=("pseudonym", "as_typed"),
    )
    export_recipient: str = _declare(
        "",
        "Public key (`age1…`) that exports are encrypted to. Empty: whoever exports names one, or "
        "none. Meant for the policy, which nobody can then go past.",
        most=200,
    )
    export_identifiers: str = _declare(
        "no",
        "Whether `feedback export --with-identifiers` may be used; `yes` counts in the policy "
        "alone.",
        choices=("no", "yes"),
    )
    keep_days: int = _declare(
        1095,
        "Days after which decisions and drafts are deleted from the store; 0: never. Backups hold "
        "them for up to a year longer.",
        most=36_500,
    )
    backup_hours: int = _declare(
        24, "Hours after which the window makes another backup; 0: it makes none.", most=8760
    )
    backup_folder: str = _declare(
        "",
        "Folder of the backups, on a local disk; empty: `backups` beside the store.",
        most=1000,
    )
    audit_log: str = _declare(
        "off",
        "`system`: each row of the audit trail goes to the operating system's own log too (syslog, "
        "Windows event log).",
        choices=("off", "system"),
    )
    clipboard_clear_s: int = _declare(
        0,
        "Seconds after which what the window put on the clipboard is cleared; 0: never.",
        most=86_400,
    )

    @property
    def station_id(self) -> str:
        """The name kept with every decision."""
        return self.station or platform.node() or "unknown"

    @property
    def asks_own_first(self) -> bool:
        """Whether the radiologist writes an impression before a draft is shown."""
        return self.own_impression_first == "on"

    @property
    def radiologist_id(self) -> str:
        """The id kept with every decision."""
        return self.radiologist or login_name()


SETTINGS: dict[str, Setting] = {
    declared.name: Setting(declared.name, default, **declared.metadata)
    for declared, default in zip(fields(Settings), astuple(Settings()), strict=True)
}


def setting_named(name: str) -> Setting:
    """Return the declaration of ``name``. Raises NoSuchSetting."""
    if name not in SETTINGS:
        raise NoSuchSetting(name=name)
    return SETTINGS[name]


def checked(setting: Setting, value: object, source: object) -> Value:
    """Return ``value`` where ``setting`` may have it. Raises SettingsInvalid, naming ``source``."""
    bounds = {"name": setting.name, "least": setting.least, "most": setting.most}
    if isinstance(setting.default, int):
        # A truth value is an int to Python and to nobody else.
        if type(value) is int and setting.least <= value <= setting.most:
            return value
        raise SettingNotNumber(source=source, **bounds)
    if setting.choices:
        if isinstance(value, str) and value in setting.choices:
            return value
        raise SettingNotAllowed(source=source, name=setting.name, allowed=setting.allowed)
    if isinstance(value, str) and _is_a_line(value) and _fits(len(value), setting):
        return value
    raise SettingNotText(source=source, **bounds)


def _fits(length: int, setting: Setting) -> bool:
    return setting.least <= length <= setting.most


def _is_a_line(text: str) -> bool:
    """Whether ``text`` can be a path and be shown: no control characters, no half surrogates."""
    return not any(unicodedata.category(character) in _NOT_IN_A_LINE for character in text)


def login_name() -> str:
    """Return the name of the account that this process runs under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user on this machine, as in a container
        return "unknown"
