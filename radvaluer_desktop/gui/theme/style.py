"""The style sheet and the palette of a theme. Sizes are in em: they follow the font.

What has the keyboard has a ring of two pixels; everything else keeps one pixel of room for it, so
that nothing moves when the focus does.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from radvaluer_desktop.assets import resource
from radvaluer_desktop.gui.theme.tokens import (
    APART,
    EDGE,
    NEAR,
    RING,
    ROUND,
    TIGHT,
    TITLE_WEIGHT,
    Colours,
)

_FIELDS = "QLineEdit, QComboBox, QAbstractSpinBox"
_LISTS = "QAbstractItemView"


def style_sheet(c: Colours) -> str:
    """Return the style sheet of a theme."""
    edge, ring = f"border: {EDGE} solid", f"border: {RING} solid {c.accent}; margin: 0px;"
    chosen = f"selection-background-color: {c.selection}; selection-color: {c.selected};"
    return f"""
QWidget {{ color: {c.text}; }}
QMainWindow, QDialog, QWizard, QMessageBox {{ background: {c.background}; }}
QScrollArea, QScrollArea > QWidget > QWidget#page {{ background: transparent; border: none; }}
QToolTip {{ background: {c.panel}; color: {c.text}; {edge} {c.control}; }}

QPlainTextEdit, QTextEdit, QTextBrowser {{
    background: {c.field}; {edge} {c.control}; border-radius: {ROUND};
    padding: {NEAR}; margin: {EDGE}; {chosen}
}}
{_FIELDS} {{
    background: {c.field}; {edge} {c.control}; border-radius: {ROUND};
    padding: {TIGHT} {NEAR}; margin: {EDGE}; {chosen}
}}
{_LISTS} {{
    background: {c.field}; {edge} {c.control}; border-radius: {ROUND}; margin: {EDGE}; {chosen}
}}
QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus, QLineEdit:focus, QComboBox:focus,
QAbstractSpinBox:focus, QAbstractItemView:focus, QPushButton:focus, QToolButton:focus {{ {ring} }}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{
    color: {c.disabled}; border-color: {c.line};
}}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{
    background: transparent; border: none; padding: 0 {NEAR}; margin: 0px;
}}
QComboBox::drop-down {{ border: none; width: 1em; }}
QComboBox::down-arrow {{ image: url({_drawn("arrow_down")}); width: 0.8em; height: 0.8em; }}
QDateTimeEdit::up-button, QDateTimeEdit::down-button {{ width: 0; border: none; }}
QComboBox QAbstractItemView {{ background: {c.panel}; margin: 0px; }}
QTableView::item, QTreeView::item {{ padding: {TIGHT} {NEAR}; }}
QAbstractItemView::item:selected {{ background: {c.selection}; color: {c.selected}; }}
QHeaderView {{ border: none; margin: 0px; }}
QHeaderView::section {{
    background: {c.panel}; color: {c.quiet}; border: none; border-bottom: {EDGE} solid {c.line};
    padding: {TIGHT} {NEAR};
}}
QProgressBar {{
    background: {c.field}; {edge} {c.control}; border-radius: {ROUND}; max-height: 0.6em;
    color: {c.text};
}}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}

QPushButton, QToolButton {{
    background: {c.panel}; {edge} {c.control}; border-radius: {ROUND};
    padding: {NEAR} {APART}; margin: {EDGE};
}}
QToolButton {{ padding: {TIGHT}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton:hover, QToolButton:hover {{ border-color: {c.text}; }}
QPushButton:pressed, QPushButton:checked {{ background: {c.current}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {c.disabled}; border-color: {c.line}; }}
QPushButton[role="main"] {{ background: {c.main}; border-color: {c.main_edge}; }}
QPushButton[role="main"]:focus {{ border-color: {c.accent}; }}
QPushButton[role="main"]:disabled {{ background: {c.panel}; border-color: {c.line}; }}
QPushButton[role="flat"] {{
    background: transparent; border-color: transparent; padding: 0.1em {NEAR}; color: {c.quiet};
}}
QPushButton[role="flat"]:hover, QPushButton[role="flat"]:focus {{ color: {c.text}; }}
QPushButton[role="flat"]:focus {{ border-color: {c.accent}; }}
QPushButton[role="choice"] {{ padding: {TIGHT} {NEAR}; text-align: left; }}
QCheckBox, QRadioButton {{ spacing: {NEAR}; padding: {TIGHT}; {edge} transparent; margin: {EDGE}; }}
QCheckBox:focus, QRadioButton:focus {{ {ring} border-radius: {ROUND}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {c.disabled}; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QMenu::indicator {{
    width: 0.8em; height: 0.8em; background: {c.field}; {edge} {c.control}; border-radius: 2px;
}}
QRadioButton::indicator {{ border-radius: 0.4em; }}
QCheckBox::indicator:checked, QRadioButton::indicator:checked,
QAbstractItemView::indicator:checked, QMenu::indicator:checked {{ background: {c.accent}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked,
QMenu::indicator:non-exclusive:checked {{ image: url({_drawn("tick")}); }}
QMenu::indicator {{ left: 0.4em; border-radius: 0.4em; }}
QMenu::indicator:non-exclusive {{ border-radius: 2px; }}

QLabel[role="title"] {{ color: {c.text}; font-weight: {TITLE_WEIGHT}; }}
QLabel[role="quiet"] {{ color: {c.quiet}; }}
QLabel[role="good"] {{ color: {c.good}; }}
QLabel[role="warning"] {{ color: {c.warning}; }}
QLabel[role="error"] {{ color: {c.error}; }}
QLabel[role="badge"] {{
    color: {c.warning}; {edge} {c.warning}; border-radius: 3px; padding: 0 {NEAR};
}}
QListView::item {{ padding: {TIGHT}; }}
QLabel[role="study"], QLabel[role="study-new"] {{
    color: {c.text}; font-weight: {TITLE_WEIGHT}; padding: {TIGHT} {NEAR};
    border-left: 3px solid {c.control}; background: {c.panel};
}}
QLabel[role="study-new"] {{ border-left-color: {c.accent}; background: {c.main}; }}
QGroupBox {{ {edge} {c.line}; border-radius: {ROUND}; margin-top: 0.7em; padding-top: {NEAR}; }}
QGroupBox::title {{ subcontrol-origin: margin; left: {NEAR}; padding: 0 {TIGHT}; }}
QTabBar::tab {{
    background: {c.panel}; {edge} {c.control}; padding: {TIGHT} {APART}; margin: {EDGE};
}}
QTabBar::tab:selected {{ background: {c.main}; border-color: {c.main_edge}; }}
QTabBar:focus {{ outline: none; }}
QTabBar::tab:selected:focus {{ border: {RING} solid {c.accent}; margin: 0px; }}
QTabWidget::pane {{ {edge} {c.line}; }}

QStatusBar {{ background: {c.panel}; border-top: {EDGE} solid {c.line}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ padding: {TIGHT} 0.5em; }}
QMenuBar {{ background: {c.panel}; }}
QMenuBar::item {{ padding: {TIGHT} 0.6em; background: transparent; }}
QMenuBar::item:selected, QMenu::item:selected {{ background: {c.main}; color: {c.text}; }}
QMenu {{ background: {c.panel}; {edge} {c.control}; }}
QMenu::item {{ padding: {TIGHT} 1.6em; }}
QMenu::item:disabled {{ color: {c.disabled}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {TIGHT} 0; }}
QSplitter::handle {{ background: {c.background}; }}
QSplitter::handle:hover {{ background: {c.line}; }}
"""


def _drawn(name: str) -> str:
    """Return where Qt finds a drawing that is told apart on the fields of all themes."""
    return f'"{resource(f"icons/{name}.svg").as_posix()}"'


def palette_of(c: Colours) -> QPalette:
    """Return the palette of a theme, for whatever the style sheet says nothing about."""
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, c.background),
        (roles.Base, c.field),
        (roles.AlternateBase, c.panel),
        (roles.Button, c.panel),
        (roles.ToolTipBase, c.panel),
        (roles.ToolTipText, c.text),
        (roles.WindowText, c.text),
        (roles.Text, c.text),
        (roles.ButtonText, c.text),
        (roles.BrightText, c.text),
        (roles.PlaceholderText, c.placeholder),
        (roles.Highlight, c.selection),
        (roles.HighlightedText, c.selected),
        (roles.Link, c.accent),
        (roles.LinkVisited, c.accent),
        (roles.Accent, c.accent),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.disabled))
    return palette
