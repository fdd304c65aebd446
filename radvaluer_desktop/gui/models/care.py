"""Does what the Models page asks for, on a lane of its own: drafting goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from radvaluer_desktop.app import Application
from radvaluer_desktop.catalogue.entries import Entry
from radvaluer_desktop.catalogue.failures import Sha256Needed
from radvaluer_desktop.catalogue.getting import Getting, Got, Order
from radvaluer_desktop.catalogue.installed import InstalledModel
from radvaluer_desktop.catalogue.library import Installed
from radvaluer_desktop.catalogue.suggest import Machine
from radvaluer_desktop.catalogue.this_machine import this_machine
from radvaluer_desktop.catalogue.verify import Verified
from radvaluer_desktop.errors import RadValuerError
from radvaluer_desktop.gui.error_text import error_text
from radvaluer_desktop.gui.models.dialog import ModelsDialog
from radvaluer_desktop.gui.models.rows import ModelRow, model_rows
from radvaluer_desktop.gui.tasks import Lane
from radvaluer_desktop.session.devices import gpu_in_words

_GPU_LAYERS = "gpu_layers"
_Events = Generator[Getting | Got, None, None]


class _Stopped(RadValuerError):
    """A person stopped it."""


class ModelCare(QObject):
    """Owns the page while it is open. Nothing here opens a connection but what *Fetch* asks for."""

    chosen = Signal(str)  # a reference to draft with from now on

    def __init__(self, application: Application, window: QWidget) -> None:
        super().__init__(window)
        self._application, self._window = application, window
        self._lane = Lane("models", self)
        self._machine: Machine | None = None
        self._used = application.models.in_use
        self._stop = False
        self.dialog: ModelsDialog | None = None

    def open(self) -> None:
        """Show the page; it stays beside the window, which can be worked in."""
        if self.dialog is None:
            self.dialog = dialog = ModelsDialog(self._window)
            dialog.use_asked.connect(lambda row: self.use(row.id))
            dialog.pull_asked.connect(lambda row: self._on_pull(row.entry, ""))
            dialog.import_asked.connect(lambda path: self._on_import(path, ""))
            dialog.verify_asked.connect(self._on_verify)
            dialog.remove_asked.connect(self._on_remove)
            dialog.stop_asked.connect(self._on_stop)
            dialog.processor_alone_asked.connect(self._on_processor_alone)
            dialog.finished.connect(self._on_closed)
            self._lane.run_task(this_machine, self._on_machine, self._on_error)
        self._list()
        self.dialog.show()
        self.dialog.activateWindow()

    def shut_down(self) -> None:
        """Stop what goes on, without waiting for it; a download goes on another day."""
        self._stop = True
        self._lane.leave()

    # --- what is there -----------------------------------------------------------------------

    def _list(self) -> None:
        library = self._application.library
        self._lane.run_task(
            lambda: (library.installed(), library.entries()), self._on_listed, self._on_error
        )

    def _on_listed(self, found: tuple[Sequence[Installed], Sequence[Entry]]) -> None:
        if self.dialog is not None:
            self.dialog.show_rows(model_rows(*found, self._machine), self._used)

    def _on_machine(self, machine: Machine) -> None:
        self._machine = machine
        if self.dialog is None:
            return
        configuration = self._application.configuration
        words = gpu_in_words(machine, lambda text: QCoreApplication.translate("devices", text))
        text = self.tr("{0} MiB of memory, {1} cores. GPU: {2}.")
        self.dialog.show_machine(
            text.format(machine.memory_bytes >> 20, machine.cores, words),
            processor_alone=configuration.settings.gpu_layers == 0,
            locked=configuration.is_locked(_GPU_LAYERS),
        )
        self._list()

    # --- what is asked for -------------------------------------------------------------------

    def _on_pull(self, entry: Entry, sha256: str) -> None:
        agreed = entry.agree and self._agrees(entry)
        if entry.agree and not agreed:
            return
        order = Order(entry, sha256, agreed=agreed)
        self._run(
            lambda: self._application.library.pull(order),
            lambda given: self._on_pull(entry, given),
        )

    def _on_import(self, path: Path, sha256: str) -> None:
        self._run(
            lambda: self._application.library.import_file(path, sha256=sha256),
            lambda given: self._on_import(path, given),
        )

    def _run(self, events: Callable[[], _Events], again: Callable[[str], None]) -> None:
        """Get a model; ``again`` with the SHA-256 that a person gives where none is known."""
        self._begin()
        self._lane.run_stream(
            lambda: self._until_stopped(events()),
            self._on_getting,
            lambda _: self._end(),
            lambda error: self._on_not_got(error, again),
        )

    def _until_stopped(self, events: _Events) -> Iterator[Getting | Got]:
        """Run on the lane."""
        with closing(events):
            for event in events:
                yield event
                self._may_go_on()

    def _on_getting(self, events: list[Getting | Got]) -> None:
        if self.dialog is None:
            return
        last = events[-1]
        if isinstance(last, Got):
            text = self.tr("'{0}' is there, whole and with the SHA-256 that was expected.")
            if not last.record.compared:
                text = self.tr("'{0}' is there and whole; no SHA-256 was known to compare it with.")
            self.dialog.say(text.format(last.id), "good")
            self._list()
        else:
            self.dialog.show_progress(last)

    def _on_not_got(self, error: Exception, again: Callable[[str], None]) -> None:
        self._end()
        if isinstance(error, Sha256Needed) and self.dialog is not None:
            title, question = self.tr("SHA-256"), self.tr(
                "The catalogue does not know the SHA-256 of this file. Its page shows it:"
            )  # fmt: skip
            given, decided = QInputDialog.getText(self.dialog, title, question)
            if decided and given.strip():
                again(given)
                return
        self._on_error(error)

    def use(self, identifier: str) -> None:
        """Check a model that is there and draft with it from then on."""
        self._begin()
        library = self._application.library
        self._lane.run_task(
            lambda: library.usable(identifier, self._may_go_on), self._on_usable, self._on_error
        )

    def _on_usable(self, model: InstalledModel) -> None:
        self._end()
        try:
            self._application.save_setting("model", model.id)
        except RadValuerError as error:
            self._on_error(error)
            return
        self._used = model.id
        self.chosen.emit(model.id)
        self._say(self.tr("'{0}' is being loaded and drafts from now on.").format(model.id), "good")
        self._list()

    def _on_verify(self, row: ModelRow) -> None:
        self._begin()
        library = self._application.library
        known = bool(row.installed and (row.installed.is_verified or row.installed.record))
        self._lane.run_task(
            lambda: library.verify(row.id, self._may_go_on),
            lambda found: self._on_verified(row.id, found, known=known),
            self._on_error,
        )

    def _on_verified(self, identifier: str, found: Verified, *, known: bool) -> None:
        self._end()
        text = self.tr("'{0}' is whole, and the file that was verified (SHA-256 {1}…).")
        if not known:
            text = self.tr("'{0}' is whole; no SHA-256 is known to compare it with ({1}…).")
        self._say(text.format(identifier, found.sha256[:16]), "good")

    def _on_remove(self, row: ModelRow) -> None:
        buttons = QMessageBox.StandardButton
        question = self.tr("Delete '{0}' from this computer?").format(row.id)
        title = self.tr("Remove a model")
        asked = QMessageBox.question(
            self.dialog or self._window, title, question, buttons.Yes | buttons.No, buttons.No
        )
        if asked == buttons.Yes:
            self._lane.run_task(
                lambda: self._application.library.remove(row.id, self._used),
                self._on_removed,
                self._on_error,
            )

    def _on_removed(self, model: Installed) -> None:
        self._say(self.tr("'{0}' was deleted.").format(model.id), "good")
        self._list()

    def _on_processor_alone(self, alone: bool) -> None:
        try:
            self._application.save_setting(_GPU_LAYERS, 0 if alone else -1)
        except RadValuerError as error:
            self._on_error(error)
            return
        self._say(self.tr("This holds from the next start of the program."), "quiet")

    def _agrees(self, entry: Entry) -> bool:
        buttons = QMessageBox.StandardButton
        text = self.tr("'{0}' comes under the {1}. Have you read it, and do you agree?\n\n{2}")
        answer = QMessageBox.question(
            self.dialog or self._window,
            self.tr("Licence"),
            text.format(entry.id, entry.licence, entry.licence_link),
            buttons.Yes | buttons.No,
            buttons.No,
        )
        return answer == buttons.Yes

    # --- while something goes on ---------------------------------------------------------------

    def _begin(self) -> None:
        self._stop = False
        if self.dialog is not None:
            self.dialog.say("", "quiet")
            self.dialog.show_busy(busy=True)

    def _end(self) -> None:
        if self.dialog is not None:
            self.dialog.show_busy(busy=False)

    def _on_stop(self) -> None:
        self._stop = True
        self._say(self.tr("Stopping…"), "quiet")

    def _may_go_on(self) -> None:
        if self._stop:
            raise _Stopped

    def _on_error(self, error: Exception) -> None:
        self._end()
        if isinstance(error, _Stopped):
            self._say(
                self.tr("Stopped. Of a download, what came is kept for the next time."), "quiet"
            )
        else:
            self._say(error_text(error), "error")

    def _say(self, text: str, role: str) -> None:
        if self.dialog is not None:
            self.dialog.say(text, role)

    def _on_closed(self) -> None:
        """Closing the page stops what it shows; a download is kept for the next time."""
        self._stop = True
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
