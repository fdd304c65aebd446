"""Every setting, declared once: name, type, default, what is allowed, and what it means.

The values of a run, their checks, the command ``settings`` and the administrator guide's table all
come from this declaration.
"""

from __future__ import annotations

import getpass
import platform
from dataclasses import astuple, dataclass, fields

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP
from radvaluer_desktop.settings.failures import NoSuchSetting
from radvaluer_desktop.settings.setting import Page, Setting, Value, checked, declare

__all__ = [
    "SETTINGS",
    "Page",
    "Setting",
    "Settings",
    "Value",
    "checked",
    "login_name",
    "setting_named",
]


@dataclass(frozen=True, slots=True)
class Settings:
    """One value of every setting."""

    interface_language: str = declare(
        "auto",
        QT_TRANSLATE_NOOP(
            "settings",
            "Language of the window; `auto` is the system's. The menu *Language* writes it.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Language"),
        page=Page.WINDOW,
        now=True,
        choices=("auto", "en", "zh"),
    )
    theme: str = declare(
        "dark",
        QT_TRANSLATE_NOOP(
            "settings",
            "Colours of the window: `dark` for a reading room, `light`, `high_contrast`, or "
            "`system`, which follows the desktop. The menu *View* writes it.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Theme"),
        page=Page.WINDOW,
        choices=("dark", "light", "high_contrast", "system"),
    )
    text_zoom: int = declare(
        100,
        QT_TRANSLATE_NOOP(
            "settings",
            "Size of all text in the window, in per cent of the system's own. Ctrl+plus, "
            "Ctrl+minus and Ctrl+0 write it.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Text size"),
        page=Page.WINDOW,
        least=80,
        most=300,
    )
    model: str = declare(
        "approved",
        QT_TRANSLATE_NOOP(
            "settings",
            "Id of an installed model, or the path of a GGUF file; `approved`: the model that was "
            "approved on this computer after retraining, the demonstration model where none was.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Model"),
        page=Page.MODEL,
        least=1,
        most=1000,
    )
    model_approvers: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Login names, parted by commas, that may approve and pin retrained models; empty: "
            "everybody. Meant for the policy.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Who may approve models"),
        page=Page.MODEL,
        most=1000,
    )
    context_tokens: int = declare(
        4096,
        QT_TRANSLATE_NOOP("settings", "Largest context in tokens; the model's own caps it."),
        label=QT_TRANSLATE_NOOP("settings", "Largest context"),
        page=Page.MODEL,
        least=256,
        most=1_048_576,
    )
    threads: int = declare(
        0,
        QT_TRANSLATE_NOOP(
            "settings",
            "Threads of the engine; 0: all physical cores but one, where there are more than two, "
            "and one thread for models under 50 million parameters.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Threads"),
        page=Page.MODEL,
        most=1024,
    )
    gpu_layers: int = declare(
        -1,
        QT_TRANSLATE_NOOP("settings", "Layers on the GPU; -1 all that fit, 0 none."),
        label=QT_TRANSLATE_NOOP("settings", "Layers on the GPU"),
        page=Page.MODEL,
        least=-1,
        most=10_000,
    )
    engine_memory_mb: int = declare(
        0,
        QT_TRANSLATE_NOOP(
            "settings", "Most memory that the engine may take, in MiB; 0 for no cap."
        ),
        label=QT_TRANSLATE_NOOP("settings", "Most memory of the engine"),
        page=Page.MODEL,
        most=16_777_216,
    )
    engine_stall_s: int = declare(
        300,
        QT_TRANSLATE_NOOP(
            "settings", "Seconds without any progress after which the engine is ended."
        ),
        label=QT_TRANSLATE_NOOP("settings", "Patience with the engine"),
        page=Page.MODEL,
        least=1,
        most=86_400,
    )
    downloads: str = declare(
        "allowed",
        QT_TRANSLATE_NOOP(
            "settings",
            "Whether models may be fetched from a hub when somebody asks for it: `allowed` or "
            "`forbidden`. Importing from a file is not a download. Meant for the policy.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Fetching models"),
        page=Page.MODEL,
        now=True,
        choices=("allowed", "forbidden"),
    )
    model_hub: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Address of the hub that models are fetched from, such as a mirror within the "
            "hospital. Empty: the environment variable `HF_ENDPOINT`, or Hugging Face.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Hub of models"),
        page=Page.MODEL,
        now=True,
        most=1000,
    )
    model_catalogue: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Path of a catalogue of models of this site, beside the one that comes with the "
            "program. Empty: none. Meant for the policy.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Catalogue of this site"),
        page=Page.MODEL,
        now=True,
        most=1000,
    )
    candidates: int = declare(
        8,
        QT_TRANSLATE_NOOP(
            "settings",
            "Drafts that a model under 20 million parameters writes, for the checks to choose the "
            "one to show; 1: no choice.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Drafts to choose from"),
        page=Page.DRAFTS,
        least=1,
        most=16,
    )
    small_model: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Id or path of a small model that proposes tokens to a large one, which writes the "
            "same sooner: best one taught on the department's own reports. Empty: none.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Small model that proposes"),
        page=Page.MODEL,
        most=1000,
    )
    adapter: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Id or path of an adapter for `model`, applied to it without loading it anew; "
            "`{radiologist}` in it becomes the radiologist's id, and where there is no such file "
            "none is applied. Empty: none.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Adapter"),
        page=Page.MODEL,
        most=1000,
    )
    adapter_scale: int = declare(
        100,
        QT_TRANSLATE_NOOP("settings", "How much of the adapter is applied, in per cent."),
        label=QT_TRANSLATE_NOOP("settings", "Strength of the adapter"),
        page=Page.MODEL,
        least=0,
        most=200,
    )
    examples: int = declare(
        4,
        QT_TRANSLATE_NOOP(
            "settings",
            "How many reports that this radiologist accepted a general model is shown; 0: none.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Own reports as examples"),
        page=Page.DRAFTS,
        most=16,
    )
    server: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Address of a department's server that drafts, such as `https://gpu.example:8000`. "
            "Texts of reports go there. Empty: none; as a policy: none is allowed.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Address of the server"),
        page=Page.SERVER,
        most=500,
    )
    server_consent: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "The address that the person agreed to in the window; where it is not that of "
            "`server`, nothing is sent. A `server` of the policy needs none.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Address agreed to"),
        record=True,
        page=Page.SERVER,
        most=500,
    )
    server_model: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings", "Name of a model on the server; empty: the first that it lists."
        ),
        label=QT_TRANSLATE_NOOP("settings", "Model on the server"),
        page=Page.SERVER,
        most=300,
    )
    server_authority: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "File of certificates (PEM) that vouch for the server; empty: the operating system's.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Certificates of the server"),
        page=Page.SERVER,
        most=1000,
    )
    server_trusted: str = declare(
        "no",
        QT_TRANSLATE_NOOP(
            "settings",
            "`yes`: texts go to the server as they are. Counts only in a policy that names the "
            "server too; else identifiers are taken out before.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Texts go as they are"),
        page=Page.SERVER,
        choices=("no", "yes"),
    )
    server_stall_s: int = declare(
        60,
        QT_TRANSLATE_NOOP(
            "settings", "Seconds without a word from the server after which this computer drafts."
        ),
        label=QT_TRANSLATE_NOOP("settings", "Patience with the server"),
        page=Page.SERVER,
        least=1,
        most=3600,
    )
    read_ahead: str = declare(
        "on",
        QT_TRANSLATE_NOOP(
            "settings",
            "Whether findings are read while they are typed: `on`, `off`, or `mains` (not on "
            "battery).",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Reading along"),
        page=Page.DRAFTS,
        choices=("on", "mains", "off"),
    )
    draft_ahead: str = declare(
        "on",
        QT_TRANSLATE_NOOP(
            "settings",
            "Whether the next study of a worklist is drafted while nobody needs the engine: `on`, "
            "`off`, or `mains` (not on battery). Never on a server.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Drafting ahead"),
        page=Page.DRAFTS,
        choices=("on", "mains", "off"),
    )
    after_accept: str = declare(
        "next",
        QT_TRANSLATE_NOOP(
            "settings",
            "What the window does after a listed study was accepted: open the `next` one of the "
            "worklist, or `stay`.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "After accepting"),
        page=Page.DRAFTS,
        choices=("next", "stay"),
    )
    impression_form: str = declare(
        "drafted",
        QT_TRANSLATE_NOOP(
            "settings",
            "Form of every draft in the window: `drafted` (as the model wrote it), `numbered`, "
            "`bulleted` or `prose`. A radiologist's own style goes before it, a policy before "
            "both.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Form of the impression"),
        page=Page.DRAFTS,
        choices=("drafted", "numbered", "bulleted", "prose"),
    )
    impression_length: str = declare(
        "any",
        QT_TRANSLATE_NOOP(
            "settings",
            "`short`: of drafts that the checks bear out equally well the shortest is shown, and "
            "general models are asked to be short.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Length of the impression"),
        page=Page.DRAFTS,
        choices=("any", "short"),
    )
    findings_templates: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Folder of findings templates of this site, beside those that come with the program; "
            "one of the same id takes the other's place. Empty: none.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Folder of findings templates"),
        page=Page.DRAFTS,
        most=1000,
    )
    station: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Name of the reading station, kept with each decision; empty: the host name.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Reading station"),
        page=Page.PERSON,
        now=True,
        most=100,
    )
    radiologist: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings", "Id of the radiologist, kept with each decision; empty: the login name."
        ),
        label=QT_TRANSLATE_NOOP("settings", "Radiologist"),
        page=Page.PERSON,
        now=True,
        most=100,
    )
    institution: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Name of the hospital or department, kept with each decision, for figures by "
            "institution.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Institution"),
        page=Page.PERSON,
        now=True,
        most=100,
    )
    own_impression_first: str = declare(
        "off",
        QT_TRANSLATE_NOOP(
            "settings",
            "`on`: the window asks for the radiologist's own impression before it shows a draft, "
            "and keeps both, so that what drafts change can be measured.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Own impression first"),
        page=Page.DRAFTS,
        choices=("off", "on"),
    )
    least_group: int = declare(
        10,
        QT_TRANSLATE_NOOP(
            "settings", "Decisions below which `feedback stats` gives no figure of a group."
        ),
        label=QT_TRANSLATE_NOOP("settings", "Smallest group"),
        page=Page.FIGURES,
        now=True,
        least=5,
        most=10_000,
    )
    radiologist_figures: str = declare(
        "off",
        QT_TRANSLATE_NOOP(
            "settings",
            "`pseudonym`: `feedback stats --by radiologist` gives figures of each under a "
            "pseudonym. Counts in the policy alone.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Figures of each radiologist"),
        page=Page.FIGURES,
        now=True,
        choices=("off", "pseudonym"),
    )
    escrow_public_key: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Public key of the department, to which the keys of the store are sealed: whoever has "
            "the private key and the files can open it. Empty: none. Meant for the policy.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Public key of the department"),
        page=Page.STORE,
        most=200,
    )
    study_names: str = declare(
        "pseudonym",
        QT_TRANSLATE_NOOP(
            "settings",
            "What the store keeps of the field *Study*: a `pseudonym` that only this store can "
            "make from the name, or the name `as_typed`.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Names of studies"),
        page=Page.STORE,
        choices=("pseudonym", "as_typed"),
    )
    export_recipient: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Public key (`age1…`) that exports are encrypted to. Empty: whoever exports names "
            "one, or none. Meant for the policy, which nobody can then go past.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Recipient of exports"),
        page=Page.EXPORT,
        most=200,
    )
    export_identifiers: str = declare(
        "no",
        QT_TRANSLATE_NOOP(
            "settings",
            "Whether `feedback export --with-identifiers` may be used; `yes` counts in the policy "
            "alone.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Exports with identifiers"),
        page=Page.EXPORT,
        choices=("no", "yes"),
    )
    keep_days: int = declare(
        1095,
        QT_TRANSLATE_NOOP(
            "settings",
            "Days after which decisions and drafts are deleted from the store; 0: never. Backups "
            "hold them for up to a year longer.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "How long decisions are kept"),
        page=Page.STORE,
        now=True,
        most=36_500,
    )
    backup_hours: int = declare(
        24,
        QT_TRANSLATE_NOOP(
            "settings", "Hours after which the window makes another backup; 0: it makes none."
        ),
        label=QT_TRANSLATE_NOOP("settings", "Backup every"),
        page=Page.STORE,
        now=True,
        most=8760,
    )
    backup_folder: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings", "Folder of the backups, on a local disk; empty: `backups` beside the store."
        ),
        label=QT_TRANSLATE_NOOP("settings", "Folder of backups"),
        page=Page.STORE,
        now=True,
        most=1000,
    )
    audit_log: str = declare(
        "off",
        QT_TRANSLATE_NOOP(
            "settings",
            "`system`: each row of the audit trail goes to the operating system's own log too "
            "(syslog, Windows event log).",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Audit trail to the system"),
        page=Page.STORE,
        choices=("off", "system"),
    )
    clipboard_clear_s: int = declare(
        0,
        QT_TRANSLATE_NOOP(
            "settings",
            "Seconds after which what the window put on the clipboard is cleared; 0: never.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Clearing the clipboard"),
        page=Page.SITTING,
        now=True,
        most=86_400,
    )

    region: str = declare(
        "auto",
        QT_TRANSLATE_NOOP(
            "settings",
            "Region whose words on the intended use are shown; `auto` is that of the system.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Region"),
        page=Page.WINDOW,
        now=True,
        choices=("auto", "eu", "gb", "us", "cn", "elsewhere"),
    )
    intended_use_file: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Path of this site's own words on the intended use, instead of those that come with "
            "the program. Empty: none. Meant for the policy.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Intended use of this site"),
        page=Page.WINDOW,
        now=True,
        most=1000,
    )
    intended_use_agreed: str = declare(
        "",
        QT_TRANSLATE_NOOP(
            "settings",
            "Version of the intended use that was agreed to; the assistant writes it, and comes "
            "again where the words have another version.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Intended use agreed to"),
        record=True,
        page=Page.WINDOW,
        now=True,
        most=100,
    )
    first_run: str = declare(
        "ask",
        QT_TRANSLATE_NOOP(
            "settings",
            "Whether the assistant for the first start opens by itself: `ask` or `skip`. It can "
            "always be opened from *Help*.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Assistant at the first start"),
        page=Page.WINDOW,
        choices=("ask", "skip"),
    )
    lock_after_minutes: int = declare(
        0,
        QT_TRANSLATE_NOOP(
            "settings",
            "Minutes without a key or a movement of the mouse in the program after which the "
            "window hides every text and asks for the PIN; 0: never.",
        ),
        label=QT_TRANSLATE_NOOP("settings", "Lock after"),
        page=Page.SITTING,
        now=True,
        most=1440,
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


def login_name() -> str:
    """Return the name of the account that this process runs under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user on this machine, as in a container
        return "unknown"
