"""The administrator guide's table of settings: ``python -m radvaluer_desktop.settings.table``."""

from __future__ import annotations

import json

from radvaluer_desktop.settings.declaration import SETTINGS


def settings_table() -> str:
    """Return every setting as a row of a Markdown table."""
    rows = [
        f"| `{name}` | `{json.dumps(setting.default)}` | {setting.allowed} | {setting.text} |"
        for name, setting in SETTINGS.items()
    ]
    return "\n".join(["| Setting | Default | Allowed | Meaning |", "|---|---|---|---|", *rows])


if __name__ == "__main__":
    print(settings_table())
