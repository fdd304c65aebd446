"""A window stays open all day: a binding that loses references would end it after some hours."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QObject, Signal
from pytestqt.qtbot import QtBot

CALLS = 200


class Emitter(QObject):
    emitted = Signal(object)


def test_calls_into_qt_lose_no_reference(qtbot: QtBot) -> None:
    emitter = Emitter()
    emitter.emitted.connect(lambda _value: None)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for number in range(CALLS):
        emitter.emitted.emit(number)
        QCoreApplication.processEvents()
        emitter.setObjectName("name")
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert after[0] > before[0] - CALLS // 2
    assert after[1] > before[1] - CALLS // 2
