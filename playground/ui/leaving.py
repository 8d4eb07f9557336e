"""When the window was to be closed and a job does not end: what it waits for, and for how long."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from playground.ui.language import tr
from playground.ui.phase import Phase
from playground.ui.studio import Studio

SAYS_AFTER = 2_000  # milliseconds: the last step of most jobs ends sooner
DEADLINE = 60_000  # milliseconds
LOOKS = 300  # milliseconds between two looks at what still runs


class Leaving(QObject):
    """Waits for the jobs: first silently, then in sight, and not for ever.

    A call outside of Python, such as the step of a huge model, cannot be interrupted. A process
    that nobody sees must not run on because of it.
    """

    given_up = Signal()  # the program is to end without the jobs; what is saved is safe

    def __init__(self, window: QWidget, studio: Studio) -> None:
        super().__init__(window)
        self._window = window
        self._studio = studio
        self._box: QMessageBox | None = None
        self._silence = self._timer(SAYS_AFTER, self.say)
        self._deadline = self._timer(DEADLINE, self.give_up)
        self._looks = self._timer(LOOKS, self._look_again)
        self._looks.setSingleShot(False)

    def begin(self) -> None:
        """Begin to wait."""
        self._silence.start()
        self._deadline.start()

    def say(self) -> None:
        """Show the window again, and what it waits for."""
        if self._box is not None:
            self._box.raise_()
            return
        self._window.show()
        box = self._box = QMessageBox(self._window)
        box.setObjectName("leaving")
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(tr("Closing"))
        box.setText(self._what())
        minutes = tr("In a minute at the latest the program ends; what is saved is safe.")
        box.setInformativeText(minutes)
        wait = box.addButton(tr("Wait"), QMessageBox.ButtonRole.RejectRole)
        wait.setObjectName("leaving.wait")
        now = box.addButton(tr("Quit at once"), QMessageBox.ButtonRole.DestructiveRole)
        now.setObjectName("leaving.now")
        now.clicked.connect(self.give_up)
        box.setDefaultButton(wait)
        box.setEscapeButton(wait)
        box.finished.connect(self._answered)
        box.open()
        self._looks.start()

    def give_up(self) -> None:
        """Wait no longer."""
        self.end()
        self.given_up.emit()

    def end(self) -> None:
        """The jobs have ended; there is nothing to wait for."""
        self._silence.stop()
        self._deadline.stop()
        if self._box is not None:
            self._box.done(0)

    def _what(self) -> str:
        trains = self._studio.phase not in (Phase.IDLE, Phase.PREPARING)
        if trains and self._studio.training_run is not None:
            return tr("The last step of the training still runs. After it everything is saved.")
        doing = [tr(what) for what in self._studio.jobs.doing]
        return "\n".join([tr("Work that cannot be interrupted still runs."), *doing])

    def _look_again(self) -> None:
        if self._box is not None:
            self._box.setText(self._what())

    def _answered(self) -> None:
        self._looks.stop()
        box, self._box = self._box, None
        if box is not None:
            box.deleteLater()

    def _timer(self, milliseconds: int, action: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(action)
        return timer
