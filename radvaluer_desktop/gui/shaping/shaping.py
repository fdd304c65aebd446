"""Builds what shapes a draft, connects it with its commands, and says what can be done now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.gui.commands import Commands
from radvaluer_desktop.gui.reading.findings_pane import FindingsPane
from radvaluer_desktop.gui.reading.impression_pane import DraftState, ImpressionPane
from radvaluer_desktop.gui.reading.sitting import Sitting
from radvaluer_desktop.gui.shaping.changes_view import ChangesView
from radvaluer_desktop.gui.shaping.choosing import Choosing
from radvaluer_desktop.gui.shaping.instructing import Instructing
from radvaluer_desktop.gui.shaping.known_drafts import KnownDrafts
from radvaluer_desktop.gui.shaping.style_care import StyleCare
from radvaluer_desktop.gui.shaping.templating import Templating


class Shaping(QObject):
    """Alternatives, another draft, instructions, templates, style, the changes."""

    told = Signal(str, str)  # text, role

    def __init__(
        self,
        application: Application,
        sitting: Sitting,
        findings: FindingsPane,
        impression: ImpressionPane,
        commands: Commands,
        language: str,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._sitting, self._study, self._commands = sitting, sitting.study, commands
        self.known = KnownDrafts(sitting)
        self.choosing = Choosing(application, sitting, self.known)
        self.instructing = Instructing(application, sitting, self.known)
        self.templating = Templating(application, sitting, findings, language)
        self.styles = StyleCare(application, sitting, window)
        self.changes = ChangesView()
        for pane, widget in (
            (findings, self.templating.row),
            (impression, self.changes),
            (impression, self.instructing.row),
            (impression, sitting.deciding.reasons),
        ):
            pane.add_below(widget)
        for part in (self.choosing, self.instructing, self.templating, self.styles):
            part.told.connect(self.told)
        self._connect()

    @property
    def panel(self) -> QWidget:
        """The drafts side by side; they want the width of the window."""
        return self.choosing.panel

    def draft(self) -> None:
        """Ask for a draft, unless gaps of a template are open."""
        if self.templating.may_draft():
            self._sitting.writing.ask()

    def show(self) -> None:
        """Enable what can be done now."""
        study, commands = self._study, self._commands
        stale = study.state is DraftState.STALE and not study.is_decided
        for action in (commands.alternatives, commands.again, commands.instruct):
            action.setEnabled(study.is_decidable or stale)
        commands.template.setEnabled(not study.is_writing)
        commands.changes.setEnabled(study.draft is not None or self.changes.isVisible())
        self._show_changes()

    def _connect(self) -> None:
        commands = self._commands
        for action, slot in (
            (commands.alternatives, self.choosing.show_alternatives),
            (commands.again, self.choosing.draft_again),
            (commands.instruct, self.instructing.ask),
        ):
            action.triggered.connect(partial(self._unless_stale, slot))
        commands.template.triggered.connect(self.templating.ask)
        commands.style.triggered.connect(self.styles.open)
        commands.changes.triggered.connect(self._on_changes)
        self._study.changed.connect(self.show)

    def _unless_stale(self, slot: Callable[[], None], *_checked: bool) -> None:
        """Shape the draft; a key that is pressed about a stale one gets an answer, not silence."""
        if self._study.is_decidable:
            slot()
        else:
            self.told.emit(self.tr("The draft is out of date: draft first (F5)."), "warning")

    def _on_changes(self) -> None:
        self.changes.setVisible(not self.changes.isVisible())
        self._show_changes()

    def _show_changes(self) -> None:
        if self.changes.isVisible() and not self._study.is_writing:
            draft = self._study.draft
            impression = self._study.texts().impression
            self.changes.show_changes(None if draft is None else draft.impression, impression)
