"""The window: findings left, impression and checks right, commands, one notice, the status bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from radvaluer_desktop.app import Application
from radvaluer_desktop.gui.announcing import Announcing
from radvaluer_desktop.gui.beside import Beside
from radvaluer_desktop.gui.commands import CommandButton, make_commands
from radvaluer_desktop.gui.composing import Composing
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.exporting.care import Exporting
from radvaluer_desktop.gui.feedback.lead import Lead
from radvaluer_desktop.gui.fitted_dialog import resize_to_text
from radvaluer_desktop.gui.menus import Menus
from radvaluer_desktop.gui.models.adapter_care import AdapterCare
from radvaluer_desktop.gui.models.care import ModelCare
from radvaluer_desktop.gui.notice_bar import NoticeBar
from radvaluer_desktop.gui.reading.clipboard import Clipboard
from radvaluer_desktop.gui.reading.findings_pane import FindingsPane
from radvaluer_desktop.gui.reading.header_panel import HeaderPanel
from radvaluer_desktop.gui.reading.impression_pane import ImpressionPane
from radvaluer_desktop.gui.reading.own_first import OwnFirst
from radvaluer_desktop.gui.reading.sitting import Sitting
from radvaluer_desktop.gui.server.care import ServerCare
from radvaluer_desktop.gui.shaping.shaping import Shaping
from radvaluer_desktop.gui.status_line import StatusLine, what_is_kept
from radvaluer_desktop.gui.telling import Telling
from radvaluer_desktop.gui.theme.colours import theme_in_use
from radvaluer_desktop.gui.theme.menu import ViewMenu
from radvaluer_desktop.gui.window_layout import WindowLayout
from radvaluer_desktop.gui.window_state import WindowState
from radvaluer_desktop.gui.worklist.care import Worklist
from radvaluer_desktop.gui.worklist.keys import WorklistKeys
from radvaluer_desktop.gui.worklist.pane import WorklistPane
from radvaluer_desktop.gui.worklist.pane_width import PaneWidth
from radvaluer_desktop.gui.worklist.strip import StudyStrip


class MainWindow(QMainWindow):
    """Lays out the panes and connects them; what the panes show is for others to decide."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    zoom_chosen = Signal(int)

    def __init__(self, application: Application, language: str) -> None:
        super().__init__()
        self._application = application
        self._dressed_as = ""
        self.header = HeaderPanel()
        self.findings = FindingsPane()
        self.impression = ImpressionPane()
        self.own_first = OwnFirst(self.impression, wanted=application.settings.asks_own_first)
        self.notice = NoticeBar()
        self.status = StatusLine()
        self.commands = make_commands(self)
        self.composing = Composing(self)
        for action in self.actions():  # before whatever a command does
            action.triggered.connect(self.composing.finish)
        view = ViewMenu(application.settings.theme, application.settings.text_zoom)
        self._menus = Menus(self.menuBar(), self.commands, language, view)
        self._menus.lock(application.configuration.is_locked)
        panes = (self.header, self.findings, self.impression, self.own_first)
        self.sitting = sitting = Sitting(
            application, *panes, self._menus.judging, self.composing, self
        )
        self.study, self.reviewing = sitting.study, sitting.reviewing
        self.drafting, self.recording = sitting.drafting, sitting.recording
        self.clipboard = Clipboard(application.settings.clipboard_clear_s, self)
        self.exporting = Exporting(application, self)
        self.lead = Lead(application, self.exporting, self)
        self.model_care = ModelCare(application, self)
        self.server = ServerCare(application, self)
        self.adapters = AdapterCare(application, self.drafting, self._menus.adapters)
        self.pane, self.strip = WorklistPane(self.header), StudyStrip(self.header)
        self.worklist = Worklist(application.settings, sitting, self.pane, self.strip, self)
        self._keys = WorklistKeys(self.commands, self.worklist, self.pane, self.study)
        self._state = WindowState(self, application, self.commands, self.study, self.reviewing)
        self.drafting.model_loaded.connect(self._state.show)  # nothing is left to stop
        shaped = (self.findings, self.impression, self.commands, language)
        self.shaping = Shaping(application, sitting, *shaped, self)
        self.announcing = Announcing(self, self.drafting, self.reviewing)
        self._layout_kept = WindowLayout(application.locations.window_layout)
        self._lay_out()
        self._layout_kept.restore(self)
        self._connect_commands()
        self.model_care.chosen.connect(self.drafting.use)
        self._telling = Telling(application, self)
        self._dress()
        self.beside = Beside(application, self, self._menus)
        self._retranslate()
        self.findings.editor.setFocus()

    def start(self) -> None:
        """Load the model and open the store, both in the background."""
        for unknown in self._application.configuration.unknown:
            self._telling.warn(error_text(unknown))
        self.beside.lock.start()
        self.shaping.styles.start()
        self.sitting.start()

    # --- layout ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Put all in its place, from the outside in.

        What comes into another widget is given its style anew, with all that it holds: from the
        inside out that took half of the time in which a window is made.
        """
        both = QWidget()
        self.setCentralWidget(both)
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        scrolling = QScrollArea()  # large text on a small screen: nothing is out of reach
        scrolling.setWidgetResizable(True)
        scrolling.setFrameShape(QFrame.Shape.NoFrame)
        scrolling.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(scrolling, 1)
        centre = QWidget(scrolling.viewport())
        centre.setObjectName("page")
        scrolling.setWidget(centre)
        layout = QVBoxLayout(centre)
        layout.addWidget(self.server.strip)
        layout.addWidget(self.strip)
        layout.addWidget(self.header)
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        layout.addWidget(self._panes, 1)
        self._add_panes(self._panes)
        self._pane_width = PaneWidth(self._panes, self._application.locations)
        layout.addWidget(self.shaping.panel)
        self._add_buttons(layout)
        below = QHBoxLayout()  # what must be known is in sight wherever the page was scrolled to
        margins = layout.contentsMargins()
        below.setContentsMargins(margins.left(), 0, margins.right(), 0)
        column.addLayout(below)
        below.addWidget(self.notice)
        self.setStatusBar(self.status)
        resize_to_text(self, 130, 46)

    def _add_panes(self, splitter: QSplitter) -> None:
        right = QWidget()
        for widget in (self.pane, self.findings, right):
            splitter.addWidget(widget)
        splitter.setChildrenCollapsible(False)
        below = QVBoxLayout(right)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.own_first)
        below.addWidget(self.impression, 1)
        below.addWidget(self.reviewing.panel)

    def _add_buttons(self, layout: QVBoxLayout) -> None:
        buttons = QHBoxLayout()
        layout.addLayout(buttons)
        buttons.addWidget(CommandButton(self.commands.draft, main=True))
        for action in (self.commands.stop, self.commands.new_study):
            buttons.addWidget(CommandButton(action))
        buttons.addStretch(1)
        buttons.addWidget(CommandButton(self.commands.accept, main=True))
        for action in (self.commands.reject, self.commands.copy):
            buttons.addWidget(CommandButton(action))

    def _connect_commands(self) -> None:
        commands, sitting, reviewing = self.commands, self.sitting, self.reviewing
        commands.draft.triggered.connect(self.shaping.draft)
        commands.accept.triggered.connect(sitting.deciding.accept)
        commands.reject.triggered.connect(sitting.deciding.reject)
        commands.next_issue.triggered.connect(lambda: reviewing.walk(1))
        commands.previous_issue.triggered.connect(lambda: reviewing.walk(-1))
        commands.grounds.triggered.connect(reviewing.show_grounds)
        commands.dismiss.triggered.connect(reviewing.dismiss)
        commands.communicate.triggered.connect(sitting.deciding.communicate)
        commands.export.triggered.connect(self.exporting.open)
        commands.browse.triggered.connect(self.lead.browse)
        commands.dashboard.triggered.connect(self.lead.dashboard)
        commands.recovery.triggered.connect(self.recording.key_care.open)
        commands.models.triggered.connect(self.model_care.open)
        commands.quit.triggered.connect(self.close)
        self._menus.server.triggered.connect(self.server.open)
        self._menus.language_chosen.connect(self.language_chosen)
        self._menus.language_chosen.connect(self.shaping.templating.use_language)
        self._menus.view.theme_chosen.connect(self.theme_chosen)
        self._menus.view.zoom_chosen.connect(self.zoom_chosen)
        self._menus.kept_asked.connect(lambda: self.notice.show_notice(what_is_kept()))

    # --- the window --------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language and of its theme."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's own name
        """Keep what was typed; where it cannot be kept, ask first."""
        self.composing.finish()
        typed = self.study.has_typed() or bool(self.worklist.studies)
        if typed and not self.recording.is_open and not self._may_lose_text():
            event.ignore()
            return
        self._layout_kept.keep(self)
        self.hide()
        self.beside.shut_down()
        self.model_care.shut_down()
        self.clipboard.shut_down()
        self.drafting.shut_down()
        self.reviewing.shut_down()
        self.exporting.shut_down()
        self.lead.shut_down()
        self.worklist.opening.shut_down()
        self._pane_width.keep()
        self.recording.shut_down()
        super().closeEvent(event)

    def _may_lose_text(self) -> bool:
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self,
            self.tr("Close RadValuer Desktop"),
            self.tr("Feedback is not being kept, so what is typed here will be lost. Close?"),
            buttons.Close | buttons.Cancel,
            buttons.Cancel,
        )
        return answer == buttons.Close

    def _dress(self) -> None:
        if theme_in_use() != self._dressed_as:  # icons are painted anew, which takes a while
            self._dressed_as = theme_in_use()
            self.commands.dress()

    def _retranslate(self) -> None:
        self._menus.retranslate()
        self.commands.retranslate()
        self.lead.retranslate()
        self._state.show()
