"""Whose study is on the screen: one line that stays in sight until the impression is accepted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from radvaluer_desktop.gui.reading.header_panel import HeaderPanel
from radvaluer_desktop.report.study import StudyHeader

_NEW_FOR_MS = 2500  # how long the line is marked after the study has changed


class StudyStrip(QWidget):
    """Accession number first, then what the exam header says; hidden for a study in no list."""

    def __init__(self, header: HeaderPanel) -> None:
        super().__init__()
        self._panel = header
        self._accession, self._place = "", (0, 0)
        self._header = StudyHeader()
        self._name, self._where = QLabel(), QLabel()
        self._name.setProperty("role", "study")
        self._where.setProperty("role", "quiet")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._name, 1)
        layout.addWidget(self._where)
        self._marked = QTimer(self)
        self._marked.setSingleShot(True)
        self._marked.setInterval(_NEW_FOR_MS)
        self._marked.timeout.connect(lambda: self._mark("study"))
        self.hide()

    def text(self) -> str:
        """Return what the line says, empty where it is hidden."""
        return self._name.text() if self.isVisible() else ""

    def show_study(self, accession: str, header: StudyHeader, place: int, of: int) -> None:
        """Another study is on the screen, the one of this ``place`` in the list."""
        self._accession, self._header, self._place = accession, header, (place, of)
        self._retranslate()
        self.show()
        self._mark("study-new")
        self._marked.start()

    def show_header(self, header: StudyHeader) -> None:
        """The exam header of the study on the screen has changed."""
        if self.isVisible() and header != self._header:
            self._header = header
            self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _mark(self, role: str) -> None:
        self._name.setProperty("role", role)
        self._name.style().unpolish(self._name)
        self._name.style().polish(self._name)

    def _retranslate(self) -> None:
        accession = self.tr("Accession {0}").format(self._accession) if self._accession else ""
        self._name.setText(
            "   ·   ".join(filter(None, [accession, *self._panel.words_of(self._header)]))
        )
        self._name.setAccessibleName(self.tr("Study on the screen: {0}").format(self._name.text()))
        self._where.setText(self.tr("{0} of {1}").format(*self._place))
