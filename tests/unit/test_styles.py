"""The styles of radiologists: whose holds, how they are written, what a policy decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from radvaluer_desktop.report.form import Form
from radvaluer_desktop.report.style import Length, Phrase
from radvaluer_desktop.session.styles import style_of
from radvaluer_desktop.settings import Configuration, SettingsInvalid, read_configuration
from radvaluer_desktop.settings.policy import PolicySource
from radvaluer_desktop.settings.styles import OwnStyle, read_style, write_style

OWN = OwnStyle("bulleted", "short", (("Normal heart", "Heart normal"), ("正常", "未见异常")))


def configuration(tmp_path: Path, text: str = "", **policy: object) -> Configuration:
    settings = tmp_path / "settings.toml"
    settings.write_text(f'radiologist = "okafor"\n{text}', encoding="utf-8")
    return read_configuration(settings, (PolicySource("policy", lambda: policy),))


def test_what_is_written_is_read_again_and_the_rest_of_the_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "styles.toml"
    file.write_text('# ours\n["other"]\nform = "prose"\n', encoding="utf-8")
    write_style(file, "okafor", OWN)
    assert read_style(file, "okafor") == OWN
    assert read_style(file, "other") == OwnStyle("prose")
    assert read_style(file, "nobody") is None
    assert file.read_text(encoding="utf-8").startswith("# ours\n")
    write_style(file, "okafor", OwnStyle())
    assert read_style(file, "okafor") == OwnStyle()


def test_policy_before_radiologist_before_station(tmp_path: Path) -> None:
    file = tmp_path / "styles.toml"
    station = 'impression_form = "prose"'
    assert style_of(configuration(tmp_path, station), file).form is Form.PROSE
    write_style(file, "okafor", OWN)
    style = style_of(configuration(tmp_path, station), file)
    assert (style.form, style.length) == (Form.BULLETED, Length.SHORT)
    assert style.phrases[0] == Phrase("Normal heart", "Heart normal")
    locked = configuration(tmp_path, impression_form="numbered", impression_length="any")
    style = style_of(locked, file)
    assert (style.form, style.length) == (Form.NUMBERED, Length.ANY)
    assert style.phrases


@pytest.mark.parametrize(
    "text",
    [
        "okafor = 3",
        '[okafor]\nform = "loud"',
        "[okafor]\nlength = 3",
        "[okafor]\nphrases = 3",
        '[okafor]\nphrases = [{said = "a"}]',
        '[okafor]\nphrases = [{said = "a", says = ""}]',
        '[okafor]\nphrases = [{said = "a\\nb", says = "c"}]',
        "not toml",
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "styles.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsInvalid, match=r"styles\.toml"):
        read_style(file, "okafor")
