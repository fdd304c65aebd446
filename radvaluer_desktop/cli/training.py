"""What the commands that train share: is the training extra there, and where is computed?"""

from __future__ import annotations

from importlib.util import find_spec

import click

from radvaluer_desktop.errors import QT_TRANSLATE_NOOP, InputError

device_option = click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda"]),
    default="auto",
    show_default=True,
    help="Where to compute; auto takes an NVIDIA card where PyTorch sees one.",
)


class TrainingNotInstalled(InputError):
    """PyTorch or the tokenizers library is missing."""

    what = QT_TRANSLATE_NOOP("errors", "Training needs more than is installed: {missing}.")
    next_step = QT_TRANSLATE_NOOP(
        "errors", "Install it with: pip install 'radvaluer-desktop[train]'."
    )


def training_or_why_not() -> None:
    """Raise TrainingNotInstalled where the training extra is missing."""
    missing = [name for name in ("torch", "tokenizers") if find_spec(name) is None]
    if missing:
        raise TrainingNotInstalled(missing=" and ".join(missing))
