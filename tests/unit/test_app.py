"""The composition root hands the folders of models down in their order."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from radvaluer_desktop.app import Application, build_application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.installed import find_model
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.paths import locations
from tests.model_fixtures import DEMO_ID


@pytest.fixture
def application(tmp_path: Path, demo_model: Path) -> Application:
    """One whose machine has the models ``ward`` and ``both``, and whose user has ``both``."""
    places = replace(locations(tmp_path / "base"), machine_models=tmp_path / "machine")
    places.machine_models.mkdir()
    places.models.mkdir(parents=True)
    shutil.copy(demo_model, places.machine_models / "ward.gguf")
    shutil.copy(demo_model, places.machine_models / "both.gguf")
    shutil.copy(demo_model, places.models / "both.gguf")
    return build_application(places, ScriptedEngine())


def test_models_are_looked_for_at_the_users_then_the_machines_then_here(
    application: Application,
) -> None:
    places = application.locations
    assert application.model_folders == (places.models, places.machine_models, resource("models"))
    for reference, folder in (
        ("both", places.models),
        ("ward", places.machine_models),
        (DEMO_ID, resource("models")),
    ):
        assert find_model(reference, application.model_folders).path.parent == folder


def test_a_model_of_the_machine_is_loaded_and_its_folder_left_alone(
    application: Application,
) -> None:
    folder = application.locations.machine_models
    before = {path: path.stat().st_mtime_ns for path in (folder, *folder.iterdir())}
    list(application.load_model("ward"))
    assert {path: path.stat().st_mtime_ns for path in (folder, *folder.iterdir())} == before


def test_a_machine_without_such_a_folder_has_the_other_models(application: Application) -> None:
    shutil.rmtree(application.locations.machine_models)
    assert find_model(DEMO_ID, application.model_folders).embedded
