"""Findings templates: one is inserted where the caret stands, and Tab goes from gap to gap."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from radvaluer_desktop.app import Application
from radvaluer_desktop.assets import resource
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.reading.findings_pane import FindingsPane
from radvaluer_desktop.gui.reading.sitting import Sitting
from radvaluer_desktop.gui.shaping.template_row import TemplateRow
from radvaluer_desktop.report.findings_templates import FindingsTemplate, load_templates, ordered
from radvaluer_desktop.report.gaps import gaps, with_gaps, without_gaps
from radvaluer_desktop.report.language import detect_language
from radvaluer_desktop.report.study import Language


class Templating(QObject):
    """Opens the list, inserts, and sees that no gap is drafted from unnoticed."""

    told = Signal(str, str)  # text, role

    def __init__(
        self, application: Application, sitting: Sitting, pane: FindingsPane, language: str
    ) -> None:
        super().__init__(sitting)
        self._settings, self._study, self._editor = application.settings, sitting.study, pane.editor
        self._language = Language(language)
        self.row = TemplateRow()
        self._editor.fills_gaps = True
        self._templates: tuple[FindingsTemplate, ...] | None = None
        self._asked_about: str | None = None
        self.row.template_chosen.connect(self._insert)
        sitting.study_begun.connect(self.row.close_row)

    def use_language(self, language: str) -> None:
        """The window is in another language: its templates come first in an empty study."""
        self._language = Language(language)

    def ask(self) -> None:
        """Open the list, what fits the exam header first."""
        if self._templates is None:
            self._load()
        templates = self._templates or ()
        header, text = self._study.typed()
        written = detect_language(text) if text.strip() else self._language
        self.row.ask(lambda words: ordered(templates, header, written, words))

    def may_draft(self) -> bool:
        """Whether no gap is open; asked again about the same text, open ones are taken out."""
        text = self._editor.toPlainText()
        count = len(gaps(text))
        if not count:
            return True
        if text == self._asked_about:
            self._asked_about = None
            self._editor.replace_text(without_gaps(text))
            return bool(self._editor.toPlainText().strip())
        self._asked_about = text
        self._editor.setFocus()
        self._editor.go_to_gap(0)
        self.told.emit(
            self.tr(
                "Gaps of the template are open: {0}. Tab goes to the next; F5 again drafts without "
                "them (Ctrl+Z brings them back)."
            ).format(count),
            "warning",
        )
        return False

    def _load(self) -> None:
        """Read the templates once; a file of the site's that cannot be read is named."""
        folders = [resource("findings")]
        if self._settings.findings_templates:
            folders.append(Path(self._settings.findings_templates))
        self._templates, faults = load_templates(folders)
        if faults:
            self.told.emit(" ".join(error_text(fault) for fault in faults[:2]), "warning")

    def _insert(self, template: FindingsTemplate) -> None:
        cursor = self._editor.textCursor()
        start = cursor.selectionStart()
        cursor.insertText(with_gaps(template.text))
        self._editor.setFocus()
        self._editor.go_to_gap(start)
