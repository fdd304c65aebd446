"""A session on a scripted engine, with a model that is only a name."""

from __future__ import annotations

from pathlib import Path

from radvaluer_desktop.assets import resource
from radvaluer_desktop.catalogue.installed import InstalledModel
from radvaluer_desktop.inference.messages import EngineSettings
from radvaluer_desktop.inference.scripted import ScriptedEngine
from radvaluer_desktop.prompting.templates import load_templates
from radvaluer_desktop.session.reporting import ReportingSession

MODEL = InstalledModel("demo", Path("demo.gguf"), "ab" * 32, (), embedded=True)
FINDINGS = "Opacity in the right lower lobe. No effusion."


def session_with(engine: ScriptedEngine) -> ReportingSession:
    """A session whose model is loaded."""
    session = ReportingSession(engine, load_templates(resource("prompts")))
    for _event in session.load(MODEL, EngineSettings()):
        pass
    return session
