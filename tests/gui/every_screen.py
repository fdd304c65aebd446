"""Every window and dialog of the program, for tests that walk them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QWidget

from radvaluer_desktop.feedback.export.policy import ExportPolicy
from radvaluer_desktop.feedback.recovery import make_recovery, recovery_number
from radvaluer_desktop.feedback.recovery_key import new_recovery_key
from radvaluer_desktop.gui.exporting.dialog import ExportDialog
from radvaluer_desktop.gui.feedback.browser_window import BrowserWindow
from radvaluer_desktop.gui.feedback.chart_export_dialog import ChartExportDialog
from radvaluer_desktop.gui.feedback.dashboard_window import DashboardWindow
from radvaluer_desktop.gui.feedback.files_dialog import FilesDialog
from radvaluer_desktop.gui.keys.recovery_entry_dialog import RecoveryEntryDialog
from radvaluer_desktop.gui.keys.recovery_key_dialog import RecoveryKeyDialog
from radvaluer_desktop.gui.models.dialog import ModelsDialog
from radvaluer_desktop.gui.server.dialog import ServerDialog
from tests.gui.screens_beside import FOLLOWING, MADE_ANEW

KEY = new_recovery_key()
_RECOVERY = make_recovery(KEY)
NUMBER = recovery_number(_RECOVERY)


def _key_dialog_confirming() -> QDialog:
    dialog = RecoveryKeyDialog(KEY, _RECOVERY)
    dialog._asked = 3  # drawn by lot: two dialogs could not be compared otherwise
    dialog._retranslate()
    dialog._on_next()
    return dialog


def _key_dialog() -> QDialog:
    dialog = RecoveryKeyDialog(KEY, _RECOVERY)
    dialog._asked = 3
    dialog._retranslate()
    return dialog


def _export_review() -> QDialog:
    dialog = ExportDialog(ExportPolicy("", decided=False), "reader")
    dialog.pages.setCurrentIndex(1)
    return dialog


DIALOGS: dict[str, Callable[[], QWidget]] = {
    "models": ModelsDialog,
    "export": lambda: ExportDialog(ExportPolicy("", decided=False), "reader"),
    "export review": _export_review,
    "recovery key": _key_dialog,
    "recovery key typed back": _key_dialog_confirming,
    "recovery key asked for": lambda: RecoveryEntryDialog("Why?", "Open", may_make_new=True),
    "server": lambda: ServerDialog("", ""),
    **FOLLOWING,
}

# Windows and dialogs of the department's lead; those that are open keep their language.
LEAD: dict[str, Callable[[], QWidget]] = {
    "browser": lambda: BrowserWindow(radiologists=True),
    "dashboard": lambda: DashboardWindow("—"),
    "files of stations": lambda: FilesDialog(Path("feedback.db")),
    "charts to a file": lambda: ChartExportDialog("outcomes"),
}
SCREENS: dict[str, Callable[[], QWidget]] = {**DIALOGS, **LEAD, **MADE_ANEW}


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Yield what of ``root`` the keyboard can reach with Tab, as it stands."""
    for widget in (root, *root.findChildren(QWidget)):
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes_tab and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
            yield widget


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says of ``widget``."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""
