"""Whose style shapes the drafts: the policy's, the signing radiologist's, the station's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from radvaluer_desktop.report.form import Form
from radvaluer_desktop.report.style import Length, Phrase, Style
from radvaluer_desktop.settings import Configuration
from radvaluer_desktop.settings.styles import OwnStyle, read_style


def style_of(configuration: Configuration, file: Path) -> Style:
    """Return the style of the radiologist who signs here. Raises SettingsInvalid."""
    settings = configuration.settings
    station = Style(Form(settings.impression_form), Length(settings.impression_length))
    own = read_style(file, settings.radiologist_id)
    if own is None:
        return station
    style = style_from(own)
    if configuration.is_locked("impression_form"):
        style = replace(style, form=station.form)
    if configuration.is_locked("impression_length"):
        style = replace(style, length=station.length)
    return style


def style_from(own: OwnStyle) -> Style:
    """Return what a radiologist chose as a style."""
    phrases = tuple(Phrase(said, says) for said, says in own.phrases)
    return Style(Form(own.form), Length(own.length), phrases)
