"""A strip above the panes as long as texts leave this computer: where to, and with what in them."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget

from radvaluer_desktop.session.served import ServedSession


class ServerStrip(QLabel):
    """Hidden where no server is in use."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "warning")
        self.setWordWrap(True)
        self._served: ServedSession | None = None
        self.show_server(None)

    def show_server(self, served: ServedSession | None) -> None:
        """Texts go to ``served``, or nowhere."""
        self._served = served
        self.setVisible(served is not None)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own name
        """Follow a change of the window's language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        if self._served is None:
            self.setText("")
        elif self._served.is_trusted:
            self.setText(
                self.tr(
                    "Drafts come from {0}: findings and exam header leave this computer as they "
                    "are, as your administrator decided."
                ).format(self._served.host)
            )
        else:
            self.setText(
                self.tr(
                    "Drafts come from {0}: findings and exam header leave this computer, without "
                    "the identifiers that rules find. Names without a title may stay in."
                ).format(self._served.host)
            )
