"""What can be done with the selected run, for the Run menu and the list's own menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QWidget

from playground.services.runs import BrokenRun, Run
from playground.text import mark
from playground.ui.asking import ask_where_to_export
from playground.ui.language import tr
from playground.ui.phase import Phase
from playground.ui.studio import Studio


class RunActions(QObject):
    """The actions and when they are possible.

    Their keys work in the whole window, but for the one that deletes.
    """

    rename_wanted = Signal()

    def __init__(self, studio: Studio, parent: QWidget) -> None:
        super().__init__(parent)
        self._studio = studio
        self.target: Run | BrokenRun | None = None
        self.generate = self._action("run.generate", mark("&Generate with it"), self._generate)
        self.go_on = self._action("run.continue", mark("&Continue training"), self._go_on)
        self.duplicate = self._action(
            "run.duplicate", mark("Use its &settings again"), self._duplicate, "Ctrl+D"
        )
        self.rename = self._action("run.rename", mark("&Rename…"), self.rename_wanted.emit, "F2")
        self.export = self._action("run.export", mark("&Export…"), self._export, "Ctrl+E")
        self.folder = self._action("run.folder", mark("Open its &folder"), self._open_folder)
        self.delete = self._action("run.delete", mark("&Delete"), self._delete, "Del", in_list=True)
        self.all = (
            self.generate,
            self.go_on,
            self.duplicate,
            self.rename,
            self.export,
            self.folder,
            self.delete,
        )
        studio.training_changed.connect(self._enable)
        self.aim(None)

    def aim(self, run: Run | BrokenRun | None) -> None:
        """Say which run the actions are about."""
        self.target = run
        self._enable()

    def retranslate(self) -> None:
        """Write the names of the actions."""
        for action in self.all:
            action.setText(tr(action.data()))

    def _action(
        self, name: str, words: str, slot: object, key: str = "", *, in_list: bool = False
    ) -> QAction:
        contexts = Qt.ShortcutContext
        action = QAction(self.parent())
        action.setObjectName(name)
        action.setData(words)
        action.triggered.connect(slot)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(contexts.WidgetShortcut if in_list else contexts.WindowShortcut)
        return action

    def _enable(self) -> None:
        run, studio = self.target, self._studio
        whole = isinstance(run, Run)
        own = isinstance(run, Run) and not run.read_only
        training = studio.training_run
        busy = training is not None and run is not None and run.path == training.path
        self.generate.setEnabled(whole)
        paused = busy and studio.phase is Phase.PAUSED
        self.go_on.setEnabled(own and (paused or (not busy and studio.phase is Phase.IDLE)))
        self.duplicate.setEnabled(whole)
        self.rename.setEnabled(own)
        self.export.setEnabled(whole and not busy)
        self.folder.setEnabled(run is not None)
        self.delete.setEnabled(own or isinstance(run, BrokenRun))

    def _generate(self) -> None:
        self._studio.tab_wanted.emit("generate")

    def _go_on(self) -> None:
        if isinstance(self.target, Run):
            self._studio.tab_wanted.emit("train")
            if self._studio.phase is Phase.PAUSED:
                self._studio.unpause()
            else:
                self._studio.go_on(self.target)

    def _duplicate(self) -> None:
        if isinstance(self.target, Run):
            self._studio.tab_wanted.emit("train")
            self._studio.duplicate(self.target)

    def _export(self) -> None:
        run = self.target  # another one may be chosen, or none, while the question stands
        if isinstance(run, Run):
            parent = self.parent()
            assert isinstance(parent, QWidget)
            chosen = ask_where_to_export(parent, self._studio, run.title)
            if chosen is not None:
                self._studio.export(run, *chosen)

    def _open_folder(self) -> None:
        if self.target is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.target.path)))

    def _delete(self) -> None:
        if self.target is not None:
            self._studio.delete(self.target)
