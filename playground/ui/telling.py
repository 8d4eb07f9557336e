"""What the window tells in toasts: what has happened, and what can be done about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from playground.errors import PlaygroundError
from playground.services.runs import BrokenRun, Run
from playground.ui.language import explain, tr
from playground.ui.notice import Remedy
from playground.ui.phase import Phase
from playground.ui.sharing import exported_words, imported_words

if TYPE_CHECKING:
    from playground.ui.window import MainWindow

# What a toast may be about; when the matter is settled it goes.
TEXT = "text"
TRAINING = "training"
OFFER = "offer"
DELETED = "deleted"
STOP = "stop"
BROKEN = "broken"
IMPORTED = "imported"
SAVED = "saved"


class Telling(QObject):
    """Listens to the studio and says what a person may want to know."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._notice = window.notice
        self._studio = studio = window.studio
        self._broken: BrokenRun | None = None
        self._imported: Run | None = None
        studio.problem.connect(window.show_problem)
        studio.corpus_failed.connect(self._text_failed)
        studio.corpus_changed.connect(self._text_opened)
        studio.training_changed.connect(self._training_changed)
        studio.deleted.connect(self._offer_undo)
        studio.stop_first.connect(self._stop_first)
        studio.restored.connect(self._forget_deleted)
        studio.runs_changed.connect(self._runs_changed)
        studio.exported.connect(self._tell_exported)
        studio.saved.connect(self._tell_saved)
        studio.imported.connect(self._tell_imported)
        window.pages.turned.connect(self._turned)
        window.sidebar.list.broken_chosen.connect(self._explain_broken)

    def _text_failed(self, error: PlaygroundError) -> None:
        """Say why a text was not opened, unless the Text tab is seen and says it itself."""
        if self._window.pages.current != "text":
            self._notice.say(lambda: explain(error), problem=True, topic=TEXT)

    def _text_opened(self) -> None:
        self._notice.settle(TEXT, TRAINING)  # it may have been what a training lacked

    def _training_changed(self) -> None:
        if self._studio.phase in (Phase.STOPPING, Phase.IDLE):
            self._notice.settle(STOP)
        if self._studio.phase is Phase.PREPARING and not self._studio.in_background:
            self._notice.settle(TRAINING, OFFER)  # it spoke of what was before

    def _offer_undo(self, title: str) -> None:
        self._notice.say(
            lambda: tr("“{title}” is deleted.", title=title),
            Remedy(lambda: tr("Undo"), self._studio.undo),
            topic=DELETED,
        )

    def _stop_first(self, run: Run) -> None:
        self._notice.say(
            lambda: tr(
                "“{title}” is being trained: stop it before you delete it.", title=run.title
            ),
            Remedy(lambda: tr("Stop"), self._studio.stop),
            topic=STOP,
        )

    def _forget_deleted(self) -> None:
        self._notice.settle(DELETED)

    def _runs_changed(self) -> None:
        """Take away what was said of runs that are gone."""
        broken, imported = self._broken, self._imported
        if broken is not None and all(run.path != broken.path for run in self._studio.broken):
            self._broken = None
            self._notice.settle(BROKEN)
        if imported is not None and not imported.path.exists():
            self._imported = None
            self._notice.settle(IMPORTED)

    def _tell_exported(self, file: str) -> None:
        self._notice.say(lambda: exported_words(Path(file)), show_in_folder(file), topic=SAVED)

    def _tell_saved(self, file: str) -> None:
        self._notice.say(
            lambda: tr("“{file}” is saved.", file=Path(file).name),
            show_in_folder(file),
            topic=SAVED,
        )

    def _tell_imported(self, run: Run) -> None:
        self._imported = run
        if not self._window.appearance.presenter:
            self._window.sidebar.show()
        self._notice.say(
            lambda: imported_words(run),
            Remedy(lambda: tr("Generate with it"), lambda: self._generate(run)),
            topic=IMPORTED,
        )

    def _generate(self, run: Run) -> None:
        self._studio.select(run)
        self._window.show_tab("generate")

    def _turned(self, tab: str) -> None:
        if tab == "generate":
            self._notice.settle(IMPORTED)  # it led there

    def _explain_broken(self, run: BrokenRun) -> None:
        self._broken = run
        self._notice.settle(BROKEN)
        self._notice.say(
            lambda: explain(run.problem),
            Remedy(lambda: tr("Delete"), lambda: self._studio.delete(run)),
            problem=True,
            topic=BROKEN,
        )


def show_in_folder(file: str) -> Remedy:
    """Return the button that opens the folder of a file."""
    folder = QUrl.fromLocalFile(str(Path(file).absolute().parent))
    return Remedy(lambda: tr("Show in folder"), lambda: QDesktopServices.openUrl(folder))
