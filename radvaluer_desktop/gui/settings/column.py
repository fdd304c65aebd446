"""The rows of all pages, one below the other: built a page at a time, since fifty take a while.

The page that is wanted is built at once, the others a row at a time while nobody waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from radvaluer_desktop.gui.settings.row import SettingRow
from radvaluer_desktop.gui.settings.words import page_title
from radvaluer_desktop.settings.declaration import SETTINGS, Page, Setting
from radvaluer_desktop.settings.layers import Choice


@dataclass(slots=True)
class _Section:
    """One page: its title, where its rows go, and what is not built yet."""

    widget: QWidget
    layout: QVBoxLayout
    left: list[Setting] = field(default_factory=list)


class SettingsColumn(QWidget):
    """Shows one page, or of all pages what has some words."""

    chosen = Signal(str, object)
    reset_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: Mapping[str, Choice] = {}
        self._rows: dict[str, SettingRow] = {}
        self.nothing = QLabel(self.tr("No setting has these words."))
        self.nothing.setProperty("role", "quiet")
        layout = QVBoxLayout(self)
        self._sections = {page: self._section(page, layout) for page in Page}
        self._sections = {page: each for page, each in self._sections.items() if each.left}
        layout.addWidget(self.nothing)
        layout.addStretch(1)
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._build_next)
        self._idle.start(0)

    @property
    def pages(self) -> list[Page]:
        """The pages that have rows, in their order."""
        return list(self._sections)

    @property
    def rows(self) -> dict[str, SettingRow]:
        """All rows, by the settings' names."""
        for page in self.pages:
            self._build(page)
        return self._rows

    def show_choices(self, choices: Mapping[str, Choice]) -> None:
        """Show what is saved, also in the rows to come."""
        self._choices = choices
        for name, row in self._rows.items():
            row.show_choice(choices[name])

    def show_page(self, page: Page) -> None:
        """Show one page."""
        self._build(page)
        for each, section in self._sections.items():
            section.widget.setVisible(each is page)
        for row in self._rows.values():
            row.setVisible(row.setting.page is page)
        self.nothing.hide()

    def show_found(self, words: str) -> None:
        """Show, of all pages, the rows that have the ``words``."""
        found: set[Page] = set()
        for row in self.rows.values():
            shown = row.matches(words)
            row.setVisible(shown)
            if shown:
                found.add(row.setting.page)
        for page, section in self._sections.items():
            section.widget.setVisible(page in found)
        self.nothing.setVisible(not found)

    def _section(self, page: Page, column: QVBoxLayout) -> _Section:
        widget = QWidget()
        layout = QVBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(_title(page_title(page)))
        widget.hide()
        column.addWidget(widget)
        return _Section(widget, layout, [each for each in SETTINGS.values() if each.page is page])

    def _build(self, page: Page) -> None:
        section = self._sections[page]
        while section.left:
            self._build_row(section)

    def _build_next(self) -> None:
        for section in self._sections.values():
            if section.left:
                self._build_row(section)
                return
        self._idle.stop()

    def _build_row(self, section: _Section) -> None:
        setting = section.left.pop(0)
        self._rows[setting.name] = row = SettingRow(setting, section.widget)
        row.chosen.connect(self.chosen)
        row.reset_asked.connect(self.reset_asked)
        if setting.name in self._choices:
            row.show_choice(self._choices[setting.name])
        section.layout.addWidget(row)


def _title(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.3)
    label.setFont(font)
    return label
