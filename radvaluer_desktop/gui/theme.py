"""Colours and fonts for a dark reading room: low light, clear text, colour only where it says more.

Sizes follow the font, so the window grows with the system's settings.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

BACKGROUND = "#14171b"
PANEL = "#1a1e23"
FIELD = "#101316"
LINE = "#2c333b"
TEXT = "#d5dae0"
QUIET = "#8a95a1"
ACCENT = "#5aa7d6"
WARNING = "#d8a657"
ERROR = "#e08a80"
GOOD = "#7fb58a"
CURRENT = "#39424d"  # behind the words of the issue that the person looks at
GROUNDS = "#1d5349"  # behind the sentence on which a line rests most

# After the system's own font, fonts that hold Chinese on each of the three systems.
_CHINESE_FONTS = ("Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", "WenQuanYi Micro Hei")

_STYLE = f"""
QWidget {{ color: {TEXT}; }}
QMainWindow, QDialog {{ background: {BACKGROUND}; }}
QPlainTextEdit {{
    background: {FIELD}; border: 1px solid {LINE}; border-radius: 4px; padding: 0.4em;
    selection-background-color: #2f5f80;
}}
QLineEdit, QComboBox, QSpinBox, QDateTimeEdit {{
    background: {FIELD}; border: 1px solid {LINE}; border-radius: 3px; padding: 0.2em 0.4em;
    selection-background-color: #2f5f80;
}}
QPlainTextEdit:focus, QLineEdit:focus, QComboBox:focus, QSpinBox:focus,
QDateTimeEdit:focus {{
    border-color: {ACCENT};
}}
QDateTimeEdit QLineEdit {{ background: transparent; border: none; padding: 0 0.4em; }}
QDateTimeEdit::up-button, QDateTimeEdit::down-button {{ width: 0; border: none; }}
QComboBox QAbstractItemView {{ background: {PANEL}; selection-background-color: #2f5f80; }}
QTableView {{
    background: {FIELD}; border: 1px solid {LINE}; border-radius: 4px;
    selection-background-color: #2f5f80; selection-color: {TEXT};
}}
QTableView:focus {{ border-color: {ACCENT}; }}
QTableView::item {{ padding: 0.2em 0.5em; }}
QHeaderView::section {{
    background: {PANEL}; color: {QUIET}; border: none; border-bottom: 1px solid {LINE};
    padding: 0.3em 0.5em;
}}
QProgressBar {{
    background: {FIELD}; border: 1px solid {LINE}; border-radius: 3px; max-height: 0.6em;
}}
QProgressBar::chunk {{ background: {ACCENT}; border-radius: 2px; }}
QPushButton {{
    background: {PANEL}; border: 1px solid {LINE}; border-radius: 4px; padding: 0.4em 0.9em;
}}
QPushButton:hover {{ border-color: {QUIET}; }}
QPushButton:focus {{ border-color: {ACCENT}; }}
QPushButton:disabled {{ color: #59626c; border-color: #20252b; }}
QPushButton[role="main"] {{ background: #21465f; border-color: #2f6487; }}
QPushButton[role="main"]:disabled {{ background: {PANEL}; border-color: #20252b; }}
QCheckBox::indicator {{
    width: 0.8em; height: 0.8em; background: {FIELD}; border: 1px solid {QUIET}; border-radius: 2px;
}}
QCheckBox::indicator:focus {{ border-color: {ACCENT}; }}
QCheckBox::indicator:checked {{ background: {ACCENT}; }}
QPushButton[role="flat"] {{
    background: transparent; border: none; padding: 0.1em 0.4em; color: {QUIET};
}}
QPushButton[role="flat"]:hover, QPushButton[role="flat"]:focus {{ color: {TEXT}; }}
QPushButton[role="choice"] {{ padding: 0.2em 0.6em; text-align: left; }}
QListWidget, QListView {{ background: {FIELD}; border: 1px solid {LINE}; border-radius: 4px; }}
QListWidget:focus, QListView:focus {{ border-color: {ACCENT}; }}
QListView::item {{ padding: 0.25em 0.2em; }}
QLabel[role="title"] {{ color: {TEXT}; font-weight: 600; }}
QLabel[role="quiet"] {{ color: {QUIET}; }}
QLabel[role="good"] {{ color: {GOOD}; }}
QLabel[role="warning"] {{ color: {WARNING}; }}
QLabel[role="error"] {{ color: {ERROR}; }}
QLabel[role="study"], QLabel[role="study-new"] {{
    color: {TEXT}; font-weight: 600; padding: 0.3em 0.6em; border-left: 3px solid {LINE};
}}
QLabel[role="study-new"] {{ border-left-color: {ACCENT}; background: #21465f; }}
QLabel[role="badge"] {{
    color: {WARNING}; border: 1px solid {WARNING}; border-radius: 3px; padding: 0 0.4em;
}}
QStatusBar {{ background: {PANEL}; border-top: 1px solid {LINE}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ padding: 0.2em 0.5em; }}
QMenuBar {{ background: {PANEL}; }}
QMenuBar::item:selected, QMenu::item:selected {{ background: #21465f; }}
QMenu {{ background: {PANEL}; border: 1px solid {LINE}; }}
QMenu::item:disabled {{ color: #59626c; }}
QSplitter::handle {{ background: {BACKGROUND}; }}
"""


def apply_theme(application: QApplication) -> None:
    """Give the whole program its dark look and fonts that hold Chinese."""
    application.setStyle("Fusion")
    application.setPalette(_palette())
    application.setStyleSheet(_STYLE)
    font = application.font()
    font.setFamilies([*font.families(), *_CHINESE_FONTS])
    application.setFont(font)


def mixed(colour: str, part: float) -> QColor:
    """Return ``colour`` laid over the background of a field so that ``part`` of it is left."""
    below, above = QColor(FIELD), QColor(colour)
    return QColor.fromRgbF(
        below.redF() + (above.redF() - below.redF()) * part,
        below.greenF() + (above.greenF() - below.greenF()) * part,
        below.blueF() + (above.blueF() - below.blueF()) * part,
    )


def reading_font(application_font: QFont) -> QFont:
    """Return the font of the two editors: a little larger than the rest."""
    font = QFont(application_font)
    font.setPointSizeF(font.pointSizeF() * 1.2)
    return font


def _palette() -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, BACKGROUND),
        (roles.Base, FIELD),
        (roles.AlternateBase, PANEL),
        (roles.Button, PANEL),
        (roles.ToolTipBase, PANEL),
        (roles.ToolTipText, TEXT),
        (roles.WindowText, TEXT),
        (roles.Text, TEXT),
        (roles.ButtonText, TEXT),
        (roles.PlaceholderText, "#626d78"),
        (roles.Highlight, "#2f5f80"),
        (roles.HighlightedText, "#ffffff"),
    ):
        palette.setColor(role, QColor(colour))
    return palette
