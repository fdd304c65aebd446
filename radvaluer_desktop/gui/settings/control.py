"""The control of one setting, by its type; it says what was chosen and decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from radvaluer_desktop.gui.settings.words import value_text
from radvaluer_desktop.settings.declaration import Setting, Value

_SWITCHES = ({"off", "on"}, {"no", "yes"})
_ON = ("on", "yes")
_CHARACTERS = 34  # of a line, so that a path can be read


class ChoiceBox(QComboBox):
    """Leaves the wheel to the page that scrolls: what is chosen by accident would be saved."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's own name
        """Let the page have it."""
        event.ignore()


class SettingControl(QWidget):
    """A box to tick, a list, a line, or, for what the program records, the value alone."""

    chosen = Signal(object)  # str or int; a line's text where it is no number

    def __init__(self, setting: Setting, name: str, parent: QWidget | None = None) -> None:
        """``name``: what assistive technology calls the control."""
        super().__init__(parent)
        self._setting = setting
        self._shown: Value = setting.default
        self.widget = self._made()
        self.widget.setAccessibleName(name)
        self.setFocusProxy(self.widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.widget)

    def show_value(self, value: Value, *, locked: bool) -> None:
        """Show ``value``; a ``locked`` one can be read and not be changed."""
        self._shown = value
        widget = self.widget
        if isinstance(widget, QCheckBox):
            widget.setChecked(value in _ON)
            widget.setText(value_text(str(value)))
        elif isinstance(widget, ChoiceBox):
            widget.setCurrentIndex(self._setting.choices.index(str(value)))
        elif isinstance(widget, QLineEdit):
            widget.setText(str(value))
            widget.setCursorPosition(0)
        elif isinstance(widget, QLabel):
            widget.setText(str(value) or "–")
        if isinstance(widget, QLineEdit):
            widget.setReadOnly(locked)  # can still be selected and copied
        else:
            widget.setEnabled(not locked)

    def _made(self) -> QCheckBox | ChoiceBox | QLineEdit | QLabel:
        setting = self._setting
        if setting.record:
            return QLabel()
        if set(setting.choices) in _SWITCHES:
            box = QCheckBox()
            box.clicked.connect(self._on_clicked)
            return box
        if setting.choices:
            choices = ChoiceBox()
            choices.addItems([value_text(value) for value in setting.choices])
            choices.activated.connect(lambda index: self.chosen.emit(setting.choices[index]))
            return choices
        line = QLineEdit()
        wide = line.fontMetrics().averageCharWidth()
        if isinstance(setting.default, int):
            line.setFixedWidth(wide * 14)
        else:
            line.setMinimumWidth(wide * _CHARACTERS)
        line.editingFinished.connect(self._on_line_finished)
        return line

    def _on_clicked(self, checked: bool) -> None:
        (wanted,) = (value for value in self._setting.choices if (value in _ON) is checked)
        self.chosen.emit(wanted)

    def _on_line_finished(self) -> None:
        line = self.widget
        if not isinstance(line, QLineEdit) or line.isReadOnly():
            return
        text = line.text().strip()
        if text == str(self._shown):
            return
        self.chosen.emit(_number(text) if isinstance(self._setting.default, int) else text)


def _number(text: str) -> int | str:
    """Return the number that ``text`` is; what is none is left for the setting to refuse."""
    try:
        return int(text)
    except ValueError:
        return text
