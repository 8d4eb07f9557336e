"""Closing the window: ask while a training runs, save, and wait for every job."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from playground.ui import icons, theme
from playground.ui.language import tr
from playground.ui.leaving import Leaving
from playground.ui.phase import Phase
from playground.ui.studio import Studio


class Closing(QObject):
    """Decides when the window may go; a running thread must never be destroyed."""

    closed = Signal()  # nothing runs any more; the program may end
    given_up = Signal()  # a job does not end; the program is to end without it

    def __init__(self, window: QWidget, studio: Studio) -> None:
        super().__init__(window)
        self._window = window
        self._studio = studio
        self._question: QMessageBox | None = None
        self.wanted = False  # the answer was yes; only the jobs are waited for
        self._leaving = Leaving(window, studio)
        self._leaving.given_up.connect(self.given_up)
        studio.jobs.idle.connect(self._jobs_ended)

    def may_close(self) -> bool:
        """Tell whether the window may close now; if not, see that it may soon."""
        if not self.wanted and self._studio.phase is not Phase.IDLE:
            self._ask()
            return False
        if self.wanted and self._studio.jobs.busy:
            self._leaving.say()
        self.close_now()
        return not self._studio.jobs.busy

    def note_closed(self) -> None:
        """Let the program end; the window has closed."""
        self.closed.emit()

    def insist(self) -> None:
        """Do as a signal of the system says; the second one waits for nothing."""
        if self.wanted:
            self._leaving.give_up()
        else:
            self.close_now()

    def stop_all(self) -> None:
        """Stop and save all work, and begin no other; whatever becomes of the window."""
        self.wanted = True
        self._studio.waiting.clear()
        run = self._studio.training_run
        self._studio.settings.set("session/training", str(run.path) if run is not None else "")
        self._studio.stop()
        self._studio.jobs.close()

    def close_now(self) -> None:
        """Save and close without asking, as when the computer shuts down."""
        if self.wanted:
            return
        self.stop_all()
        if self._studio.jobs.busy:
            self._leaving.begin()
            if self._studio.phase is Phase.IDLE:
                self._window.hide()  # nothing to watch: the last step of a job just ends
        else:
            self._window.close()

    def _ask(self) -> None:
        if self._question is not None:
            self._question.raise_()
            return
        box = self._question = QMessageBox(self._window)
        box.setObjectName("closing")
        box.setIconPixmap(icons.pixmap("save", "accent", 36))
        box.setWindowTitle(tr("Stop training and quit?"))
        box.setText(tr("A training is still running."))
        box.setInformativeText(self._what_becomes())
        for shown in box.findChildren(QLabel, "qt_msgbox_informativelabel"):
            shown.setMinimumWidth(theme.px(300))
        leave = box.addButton(tr("Save and quit"), QMessageBox.ButtonRole.AcceptRole)
        leave.setObjectName("closing.quit")
        stay = box.addButton(tr("Keep training"), QMessageBox.ButtonRole.RejectRole)
        stay.setObjectName("closing.stay")
        box.setDefaultButton(leave)
        box.setEscapeButton(stay)
        leave.clicked.connect(self.close_now)
        box.finished.connect(self._answered)
        box.open()

    def _what_becomes(self) -> str:
        saved = tr("What it has learned is saved, and it can be continued at the next start.")
        waiting = len(self._studio.waiting.entries)
        if not waiting:
            return saved
        dropped = (
            tr("The training that waits for its turn is not kept.")
            if waiting == 1
            else tr("The {count} trainings that wait for their turn are not kept.", count=waiting)
        )
        return f"{saved}\n\n{dropped}"

    def _answered(self) -> None:
        box, self._question = self._question, None
        if box is not None:
            box.deleteLater()

    def _jobs_ended(self) -> None:
        if self.wanted:
            self._leaving.end()
            self._window.close()
