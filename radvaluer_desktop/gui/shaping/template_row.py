"""The list of findings templates: typed letters narrow it, Enter inserts one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from radvaluer_desktop.gui.inline_row import InlineRow
from radvaluer_desktop.report.findings_templates import FindingsTemplate
from radvaluer_desktop.report.study import Language

_LINES = 7
_LANGUAGES = {Language.ENGLISH: "English", Language.CHINESE: "中文"}


class _Filter(QLineEdit):
    """Up and down go to the list, which stands below."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class TemplateRow(InlineRow):
    """Asks which template; never in a window of its own."""

    template_chosen = Signal(object)  # FindingsTemplate

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find: Callable[[str], Sequence[FindingsTemplate]] = lambda _words: ()
        self._question = QLabel()
        self._question.setProperty("role", "quiet")
        self.filter = _Filter()
        self.filter.textEdited.connect(self._fill)
        self.filter.returnPressed.connect(self._choose)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda _item: self._choose())
        self.list.setMaximumHeight(self.list.fontMetrics().lineSpacing() * (_LINES + 1))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._question, self.filter, self.list):
            layout.addWidget(widget)
        self._retranslate()

    def ask(self, find: Callable[[str], Sequence[FindingsTemplate]]) -> None:
        """Open the row over what ``find`` returns for the words that are typed."""
        self._find = find
        self.filter.clear()
        self._fill("")
        self.open_row(self.filter)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Up and down go through the list."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _fill(self, words: str) -> None:
        self.list.clear()
        for template in self._find(words):
            item = QListWidgetItem(f"{template.name}  ·  {_LANGUAGES[template.language]}")
            item.setData(Qt.ItemDataRole.UserRole, template)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            template = item.data(Qt.ItemDataRole.UserRole)
            self.close_row()
            self.template_chosen.emit(template)

    def _retranslate(self) -> None:
        self._question.setText(
            self.tr("Which template? Letters narrow the list, Enter inserts, Esc closes.")
        )
        for widget in (self, self.filter):
            widget.setAccessibleName(self._question.text())
        self.filter.setPlaceholderText(self.tr("such as: chest"))
        self.list.setAccessibleName(self.tr("Findings templates"))
