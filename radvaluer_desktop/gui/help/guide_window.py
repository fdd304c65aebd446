"""The user guide within the program: a page, a box to search in it, and a way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.gui.fitted_dialog import resize_to_text
from radvaluer_desktop.gui.help.guide_browser import GuideBrowser


class GuideWindow(QDialog):
    """Stands beside the window, which can be worked in."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("User guide"))
        self._first = page
        self.browser, self.search, self.said = GuideBrowser(), QLineEdit(), QLabel()
        self.back = QPushButton(self.tr("&Back"))
        self.home = QPushButton(self.tr("&Guide"))
        for button in (self.back, self.home):
            button.setAutoDefault(False)
        self.search.setPlaceholderText(self.tr("Search this page"))
        self.search.setAccessibleName(self.tr("Search this page"))
        self.browser.setAccessibleName(self.tr("User guide"))
        self.said.setProperty("role", "quiet")
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.home)
        row.addWidget(self.said, 1)
        row.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.browser, 1)
        self.back.clicked.connect(self.browser.go_back)
        self.home.clicked.connect(lambda: self.browser.show_page(self._first))
        self.search.returnPressed.connect(self._on_search)
        self.browser.page_shown.connect(self._on_page_shown)
        self.browser.not_there.connect(self._on_not_there)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(
            self.search.setFocus
        )
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.browser.go_back)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        resize_to_text(self, 110, 42)
        self.browser.show_page(page)
        self.browser.setFocus()

    def _on_search(self) -> None:
        """Go to the next place; after the last, to the first."""
        words, browser = self.search.text(), self.browser
        if not words or browser.find(words):
            self.said.setText("")
            return
        place = browser.textCursor()
        place.setPosition(0)
        browser.setTextCursor(place)
        self.said.setText("" if browser.find(words) else self.tr("That is not on this page."))

    def _on_page_shown(self, name: str) -> None:
        self.back.setEnabled(self.browser.can_go_back)
        self.home.setEnabled(name != self._first)
        self.said.setText("")

    def _on_not_there(self, name: str) -> None:
        self.said.setText(self.tr("{0} is not part of the program.").format(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own name
        """Enter searches on and closes nothing."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
