"""A small model beside a large one, in this process."""

from __future__ import annotations

from pathlib import Path

import pytest

from radvaluer_desktop.inference.messages import EngineSettings
from radvaluer_desktop.inference.native import holder as holder_module
from radvaluer_desktop.inference.native.holder import Holder
from radvaluer_desktop.inference.native.interrupt import Interrupt
from radvaluer_desktop.inference.native.library import start_library
from radvaluer_desktop.inference.native.model import LoadHooks, NativeModel
from radvaluer_desktop.inference.native.small_model import SmallModel


def test_the_threads_that_were_chosen_are_those_of_the_large_model(
    demo_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_library()
    threads: list[int] = []

    class Noted(SmallModel):
        def __init__(
            self, path: Path, large: NativeModel, settings: EngineSettings, hooks: LoadHooks
        ) -> None:
            super().__init__(path, large, settings, hooks)
            threads.extend((large.threads, self._model.threads))

    monkeypatch.setattr(holder_module, "SmallModel", Noted)
    settings = EngineSettings(context_tokens=256, threads=2, small_model=demo_model)
    Holder(demo_model, settings, LoadHooks(Interrupt(), lambda _: None)).close()
    assert threads == [2, 1]
