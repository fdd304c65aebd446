"""Shows one page of the documentation; links lead to its headings and to other pages."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from radvaluer_desktop.assets import document

_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


class GuideBrowser(QTextBrowser):
    """Opens nothing but pages that came with the program."""

    not_there = Signal(str)  # the name of a page that did not come with it
    page_shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = ""
        self._before: list[tuple[str, int]] = []
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._on_link)

    @property
    def can_go_back(self) -> bool:
        """Whether another place was shown before this one."""
        return bool(self._before)

    def show_page(self, name: str) -> bool:
        """Show a page such as ``user-guide.md``; whether it is there."""
        path = document(name)
        if path is None or path.suffix != ".md":
            self.not_there.emit(name)
            return False
        self.setSearchPaths([str(path.parent)])
        self.setMarkdown(path.read_text(encoding="utf-8"))
        self.page = name
        self.page_shown.emit(name)
        return True

    def go_back(self) -> None:
        """Return to where the last link was followed."""
        if self._before:
            name, place = self._before.pop()
            if name == self.page or self.show_page(name):
                self.verticalScrollBar().setValue(place)

    def show_heading(self, anchor: str) -> None:
        """Scroll to the heading with this anchor, as GitHub makes it."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and anchor_of(block.text()) == anchor:
                cursor = QTextCursor(block)
                self.setTextCursor(cursor)
                top = self.cursorRect(cursor).top()
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + top)
                return
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's own name
        """Load a picture of the page, no wider than the page is."""
        path = document(QUrl(name).toString())
        if kind != int(QTextDocument.ResourceType.ImageResource.value) or path is None:
            return None
        picture = QImage(str(path))
        room = max(self.viewport().width() - 60, 200)
        return picture.scaledToWidth(room) if picture.width() > room else picture

    def _on_link(self, url: QUrl) -> None:
        name, _, anchor = unquote(url.toString()).partition("#")
        here = (self.page, self.verticalScrollBar().value())
        if name and not self.show_page(Path(name).name if "/" not in name else name):
            return
        self._before.append(here)
        if anchor:
            self.show_heading(anchor)
        self.page_shown.emit(self.page)


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading."""
    return _NOT_IN_ANCHORS.sub("", heading.strip().lower()).replace(" ", "-")
