"""One setting on its page: name, control, what it does, who decided, when a change holds."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from radvaluer_desktop.gui.settings.control import SettingControl
from radvaluer_desktop.gui.settings.words import effect_of, label_of, meaning_of, source_of
from radvaluer_desktop.settings.declaration import Setting, Value
from radvaluer_desktop.settings.layers import Choice, Layer


class SettingRow(QWidget):
    """Shows one setting; says what was chosen, or that the default is wanted back."""

    chosen = Signal(str, object)  # the setting's name, and a value
    reset_asked = Signal(str)

    def __init__(self, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting = setting
        self.label = QLabel(label_of(setting))
        self.label.setProperty("role", "title")
        self.lock = QLabel()
        self.control = SettingControl(setting, label_of(setting))
        self.reset = QPushButton(self.tr("Default"))
        self.meaning, self.source, self.said = _wrapped("quiet"), _wrapped("quiet"), _wrapped("")
        self._lay_out()
        self.label.setBuddy(self.control)
        self.control.chosen.connect(lambda value: self.chosen.emit(setting.name, value))
        self.reset.clicked.connect(lambda: self.reset_asked.emit(setting.name))

    def show_choice(self, choice: Choice) -> None:
        """Show the value that is saved, and who decided on it."""
        locked = choice.layer is Layer.POLICY
        self.control.show_value(choice.value, locked=locked)
        self.lock.setVisible(locked)
        self.reset.setVisible(choice.layer is Layer.USER and not self.setting.record)
        effect = "" if locked or self.setting.record else effect_of(self.setting)
        self.source.setText(f"{source_of(choice)} {effect}")
        self.control.widget.setAccessibleDescription(f"{self.meaning.text()} {self.source.text()}")
        self.say("", "quiet")

    def say(self, text: str, role: str) -> None:
        """Say what came of a change; nothing where ``text`` is empty."""
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def matches(self, words: str) -> bool:
        """Whether every one of ``words`` stands in what the row says, or in the setting's name."""
        text = f"{self.label.text()} {self.meaning.text()} {self.setting.name}".casefold()
        return all(word in text for word in words.casefold().split())

    def _lay_out(self) -> None:
        name = f"{self.setting.name} · {_default_text(self.setting.default)}"
        self.label.setToolTip(name)
        self.lock.setPixmap(lock_icon(self).pixmap(QSize(16, 16)))
        self.lock.setAccessibleName(self.tr("Locked"))
        self.reset.setProperty("role", "flat")
        self.reset.setAutoDefault(False)
        self.reset.setAccessibleName(self.tr("Default of {0}").format(self.label.text()))
        layout = QVBoxLayout(self)
        layout.setSpacing(2)
        top = QHBoxLayout()
        layout.addLayout(top)
        top.addWidget(self.label)
        top.addWidget(self.lock)
        top.addStretch(1)
        top.addWidget(self.reset)
        top.addWidget(self.control)
        self.meaning.setText(meaning_of(self.setting))
        for below in (self.meaning, self.source, self.said):
            layout.addWidget(below)


def lock_icon(widget: QWidget) -> QIcon:
    """Return a closed padlock in the colour of the text of ``widget``."""
    side, ratio = 16, widget.devicePixelRatioF()
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    colour = widget.palette().windowText().color()
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.6))
        painter.drawArc(5, 2, 6, 9, 0, 180 * 16)
        painter.drawRect(11, 6, 0, 1)
        painter.drawRect(5, 6, 0, 1)
        painter.setBrush(colour)
        painter.drawRoundedRect(3, 8, 10, 6, 1.2, 1.2)
    return QIcon(picture)


def _default_text(value: Value) -> str:
    return str(value) or "–"


def _wrapped(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label
