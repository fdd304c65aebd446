"""The commands of the window and their keys: one list for the buttons and the menu."""

from __future__ import annotations

from dataclasses import dataclass, fields

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from radvaluer_desktop.gui.theme.icons import icon

KEYS: dict[str, tuple[str, ...]] = {
    "draft": ("F5", "Ctrl+Return", "Ctrl+Enter"),
    "stop": ("Esc",),
    "accept": ("F9",),
    "reject": ("F12",),
    "copy": ("Ctrl+Shift+C",),
    "next_issue": ("F8",),
    "previous_issue": ("Shift+F8",),
    "dismiss": ("F7",),
    "grounds": ("F4",),
    "communicate": ("F6",),
    "recovery": ("F2",),
    "export": ("Ctrl+E",),
    "browse": ("Ctrl+Shift+F",),
    "dashboard": ("Ctrl+Shift+D",),
    "models": ("Ctrl+M",),
    "settings": ("Ctrl+,",),
    "lock": ("Ctrl+L",),
    "keys": ("F1",),
    "new_study": ("Ctrl+N",),
    "open_studies": ("Ctrl+O",),
    "open_folder": ("Ctrl+Shift+O",),
    "paste_studies": ("Ctrl+Shift+V",),
    "next_study": ("Ctrl+PgDown",),
    "previous_study": ("Ctrl+PgUp",),
    "find_study": ("Ctrl+F",),
    "bring_back": ("Shift+F9",),
    "clear_decided": ("Ctrl+Shift+L",),
    "alternatives": ("F3",),
    "again": ("Shift+F5",),
    "instruct": ("Ctrl+I",),
    "template": ("Ctrl+T",),
    "changes": ("Ctrl+D",),
    "style": ("Ctrl+Shift+S",),
    "quit": ("Ctrl+Q",),
}


@dataclass(frozen=True, slots=True)
class Commands:
    """The actions; the window connects and enables them."""

    draft: QAction
    stop: QAction
    accept: QAction
    reject: QAction
    copy: QAction
    next_issue: QAction
    previous_issue: QAction
    dismiss: QAction
    grounds: QAction
    communicate: QAction
    recovery: QAction
    export: QAction
    browse: QAction
    dashboard: QAction
    models: QAction
    settings: QAction
    lock: QAction
    keys: QAction
    new_study: QAction
    open_studies: QAction
    open_folder: QAction
    paste_studies: QAction
    next_study: QAction
    previous_study: QAction
    find_study: QAction
    bring_back: QAction
    clear_decided: QAction
    alternatives: QAction
    again: QAction
    instruct: QAction
    template: QAction
    changes: QAction
    style: QAction
    quit: QAction

    def retranslate(self) -> None:
        """Name the actions in the window's language."""
        translate = QCoreApplication.translate
        texts = {
            "draft": translate("Commands", "Draft"),
            "stop": translate("Commands", "Stop"),
            "accept": translate("Commands", "Accept"),
            "reject": translate("Commands", "Reject"),
            "copy": translate("Commands", "Copy"),
            "next_issue": translate("Commands", "Next issue"),
            "previous_issue": translate("Commands", "Previous issue"),
            "dismiss": translate("Commands", "Dismiss the issue, or take it back"),
            "grounds": translate("Commands", "Show what the line rests on"),
            "communicate": translate("Commands", "Record who was told of a critical result"),
            "recovery": translate("Commands", "Recovery key…"),
            "export": translate("Commands", "Export feedback…"),
            "browse": translate("Commands", "Feedback browser…"),
            "dashboard": translate("Commands", "Dashboard…"),
            "models": translate("Commands", "Models…"),
            "settings": translate("Commands", "Settings…"),
            "lock": translate("Commands", "Lock now"),
            "keys": translate("Commands", "Keys"),
            "new_study": translate("Commands", "New study"),
            "open_studies": translate("Commands", "Open studies…"),
            "open_folder": translate("Commands", "Open a folder of studies…"),
            "paste_studies": translate("Commands", "Paste studies"),
            "next_study": translate("Commands", "Next study"),
            "previous_study": translate("Commands", "Previous study"),
            "find_study": translate("Commands", "Find in the worklist, or hide it"),
            "bring_back": translate("Commands", "Bring the last decision back"),
            "clear_decided": translate("Commands", "Take decided studies off the list"),
            "alternatives": translate("Commands", "Alternatives"),
            "again": translate("Commands", "Draft again, differently"),
            "instruct": translate("Commands", "Instruction for this draft…"),
            "template": translate("Commands", "Findings template…"),
            "changes": translate("Commands", "Show what was changed"),
            "style": translate("Commands", "Style of impressions…"),
            "quit": translate("Commands", "Quit"),
        }
        for name, text in texts.items():
            action: QAction = getattr(self, name)
            action.setText(text)
            action.setToolTip(f"{text} ({KEYS[name][0]})")

    def dress(self) -> None:
        """Give the actions their icons in the colours of the theme."""
        for name in _ICONS:
            action: QAction = getattr(self, name)
            action.setIcon(icon(name))


_ICONS = (
    "draft",
    "stop",
    "accept",
    "reject",
    "copy",
    "recovery",
    "export",
    "models",
    "new_study",
)


def make_commands(window: QWidget) -> Commands:
    """Make the actions and give them to ``window``, so that their keys work everywhere in it."""
    actions = {}
    for field in fields(Commands):
        action = QAction(window)
        action.setAutoRepeat(False)  # a key held down is one decision, not two
        action.setShortcuts([QKeySequence(key) for key in KEYS[field.name]])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        window.addAction(action)
        actions[field.name] = action
    # Every window of the program shows texts of patients.
    actions["lock"].setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
    return Commands(**actions)


_BESIDE_ICON = 4  # Qt's own


class CommandButton(QPushButton):
    """A button that shows an action and, where there is room for it, its key."""

    def __init__(self, action: QAction, *, main: bool = False) -> None:
        super().__init__()
        self._action = action
        if main:
            self.setProperty("role", "main")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._on_action_changed)
        self._on_action_changed()
        self._size()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Ask for room for the key too."""
        return self._size_with(self._with_key())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own name
        """Do without the key where the text is large and the screen small."""
        return self._size_with(self._action.text())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own name
        """Show the key where it has room."""
        super().resizeEvent(event)
        self._show_text()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Let the icon follow the text size."""
        if event.type() is QEvent.Type.FontChange:
            self._size()
        super().changeEvent(event)

    def _size(self) -> None:
        side = self.fontMetrics().height()
        self.setIconSize(QSize(side, side))

    def _size_with(self, text: str) -> QSize:
        """Return what Qt asks for a button with this text, whatever text it shows now.

        Not by what the texts differ in: a style's least width hides how long the shorter one is.
        """
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = text
        inner = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text)
        if not self.icon().isNull():
            icon = self.iconSize()
            inner = QSize(inner.width() + icon.width() + _BESIDE_ICON, inner.height())
            inner = inner.expandedTo(QSize(0, icon.height()))
        kind = QStyle.ContentsType.CT_PushButton
        return self.style().sizeFromContents(kind, option, inner, self)

    def _with_key(self) -> str:
        key = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return f"{self._action.text()}  {key}"

    def _show_text(self) -> None:
        fits = self.width() >= self.sizeHint().width()
        text = self._with_key() if fits else self._action.text()
        if text != self.text():
            self.setText(text)

    def _on_action_changed(self) -> None:
        self.setAccessibleName(self._with_key())
        self._show_text()
        self.setIcon(self._action.icon())
        self.setEnabled(self._action.isEnabled())
        self.updateGeometry()
