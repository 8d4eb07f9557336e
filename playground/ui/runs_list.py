"""The list of runs on the left: the window's documents."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from playground.services.runs import BrokenRun, Run
from playground.ui.language import Translated, tr
from playground.ui.run_actions import RunActions
from playground.ui.runs_delegate import RunsDelegate
from playground.ui.runs_model import AnyIndex, RunsModel
from playground.ui.studio import Studio


class RunsList(Translated, QListView):
    """Shows all runs; what is selected here is what the other tabs speak of."""

    broken_chosen = Signal(object)  # BrokenRun
    unfolded = Signal()  # something happens in the list: it has to be seen

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs.list")
        self._studio = studio
        self.runs = RunsModel(studio, self)
        self.setModel(self.runs)
        self.setItemDelegate(RunsDelegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.actions_of_run = RunActions(studio, self)
        self.addActions(self.actions_of_run.all)
        self.actions_of_run.rename_wanted.connect(self.rename)
        self.customContextMenuRequested.connect(self._show_menu)
        self.selectionModel().selectionChanged.connect(self._selected)
        self.doubleClicked.connect(self._open)
        self.runs.modelReset.connect(self._follow)
        studio.selection_changed.connect(self._follow)
        studio.runs_changed.connect(self._aim)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.setAccessibleName(tr("Runs"))
        self.actions_of_run.retranslate()
        self.viewport().update()

    def current_run(self) -> Run | BrokenRun | None:
        """Return the run in the selected row."""
        for index in self.selectedIndexes():
            return self.runs.row(index).run
        return None

    def event(self, event: QEvent) -> bool:
        """Keep the key for generating from the tab that is shown, which knows it too."""
        if event.type() == QEvent.Type.ShortcutOverride and self._generates(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Generate with the selected run by its key."""
        if self._generates(event):
            self.actions_of_run.generate.trigger()
        else:
            super().keyPressEvent(event)

    def dataChanged(self, first: AnyIndex, last: AnyIndex, roles: Sequence[int] = ()) -> None:
        """Draw a row again; Qt would lay out the whole list, whose rows keep their heights."""
        if first == last:
            self.update(first)
        else:
            super().dataChanged(first, last, roles)

    def _generates(self, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = Qt.KeyboardModifier.ControlModifier
        return (
            isinstance(event, QKeyEvent)
            and event.key() in keys
            and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == control
        )

    def _selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        run = self.current_run()
        self.actions_of_run.aim(run)
        if isinstance(run, BrokenRun):
            self.broken_chosen.emit(run)
        elif run is not None:
            self._studio.select(run)

    def _aim(self) -> None:
        self.actions_of_run.aim(self.current_run())

    def _follow(self) -> None:
        """Select the row of the studio's selected run."""
        index = self.runs.index_of(self._studio.selected)
        if not index.isValid():
            self.clearSelection()
        elif index not in self.selectedIndexes():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._aim()

    def _open(self) -> None:
        if isinstance(self.current_run(), Run):
            self.actions_of_run.generate.trigger()

    def rename(self) -> None:
        """Let the title of the selected run be changed in its row, once that can be seen."""
        self.unfolded.emit()
        index = self.runs.index_of(self._studio.selected)
        if index.isValid():
            self.setFocus()
            self.edit(index)

    def _show_menu(self, position: QPoint) -> None:
        if self.current_run() is None:
            return
        menu = QMenu(self)
        menu.setObjectName("runs.menu")
        actions = self.actions_of_run
        menu.addActions([actions.generate, actions.go_on, actions.duplicate])
        menu.addSeparator()
        menu.addActions([actions.rename, actions.export, actions.folder])
        menu.addSeparator()
        menu.addAction(actions.delete)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(position))
