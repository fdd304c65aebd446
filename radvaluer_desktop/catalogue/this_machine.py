"""What counts of the computer that this runs on."""

from __future__ import annotations

from contextlib import closing

import psutil

from radvaluer_desktop.catalogue.cards import graphics_cards
from radvaluer_desktop.catalogue.suggest import Machine
from radvaluer_desktop.inference.local import LocalEngine
from radvaluer_desktop.inference.messages import Probed
from radvaluer_desktop.modelfile.memory import bytes_available


def this_machine(probed: Probed | None = None) -> Machine:
    """Return what counts of this computer; where ``probed`` is not given, an engine is asked.

    That is one of its own, so that it may be asked on any thread.
    """
    if probed is None:
        with closing(LocalEngine()) as engine:
            probed = next((each for each in engine.probe() if isinstance(each, Probed)), None)
    return Machine(
        memory_bytes=psutil.virtual_memory().total,
        free_bytes=bytes_available(),
        cores=psutil.cpu_count(logical=False) or 1,
        gpus=probed.gpus if probed else (),
        gpu_free_bytes=probed.gpu_free_bytes if probed else 0,
        cards=graphics_cards(),
        backends=probed.backends if probed else (),
    )
