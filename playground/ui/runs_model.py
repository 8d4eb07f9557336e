"""The rows of the runs list: groups with their headings, fit for a thousand runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from playground.engine.events import Evaluated, Event, Finished
from playground.services.runs import BrokenRun, Run
from playground.ui.language import explain, tr
from playground.ui.phase import Phase
from playground.ui.plain import tip
from playground.ui.run_groups import GROUP_OF_STATUS, GROUPS
from playground.ui.run_words import run_line, score
from playground.ui.studio import Studio

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """A heading, or a run below one."""

    group: str  # key in GROUPS
    run: Run | BrokenRun | None = None  # None for the heading

    @property
    def key(self) -> str:
        """What stays the same when the list is read again."""
        return str(self.run.path) if self.run is not None else self.group


class RunsModel(QAbstractListModel):
    """Shows what the studio knows; `words` narrows it to titles that hold them."""

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._rows: list[Row] = []
        self._live_curve: list[float] = []
        self._shown: tuple[str, int] | None = None
        self.words = ""
        studio.runs_changed.connect(self.rebuild)
        studio.training_changed.connect(self._training_changed)
        studio.training_reported.connect(self._reported)

    def rebuild(self) -> None:
        """Take the rows from the studio again; keeps the selection where rows stay the same."""
        rows = self._wanted_rows()
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def filter(self, words: str) -> None:
        """Show only runs whose title, model or text holds all `words`."""
        self.words = words.casefold().strip()
        self.rebuild()

    def row(self, index: AnyIndex) -> Row:
        """Return what stands in a row."""
        return self._rows[index.row()]

    def index_of(self, run: Run | None) -> QModelIndex:
        """Return where a run stands, or an invalid index."""
        key = str(run.path) if run is not None else ""
        for number, row in enumerate(self._rows):
            if row.run is not None and row.key == key:
                return self.index(number)
        return QModelIndex()

    def live_share(self, run: Run | BrokenRun) -> float | None:
        """Return the progress of the run that trains in this window, `None` for others."""
        training, pace = self._studio.training_run, self._studio.pace
        if training is None or pace is None or training.path != run.path:
            return None
        return pace.share if pace.last is not None else training.share_done

    def curve(self, run: Run | BrokenRun) -> tuple[float, ...]:
        """Return the curve of a run in a few numbers."""
        known = self._studio.curve(run)
        return (*known, *self._live_curve) if self.live_share(run) is not None else known

    def line(self, run: Run | BrokenRun) -> str:
        """Return the line under the title of a run."""
        if isinstance(run, BrokenRun):
            return tr("cannot be read")
        return run_line(run, self.live_share(run))

    def score(self, run: Run | BrokenRun) -> str:
        """Return the score of a run: of its last check while it trains here, else its best."""
        if isinstance(run, BrokenRun):
            return ""
        if self.live_share(run) is not None and self._live_curve:
            return f"{self._live_curve[-1]:.2f}"
        return score(run)

    # What Qt asks

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let runs be selected and renamed; headings only be looked at."""
        if not index.isValid() or self.row(index).run is None:
            return Qt.ItemFlag.NoItemFlags
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        run = self.row(index).run
        if isinstance(run, Run) and not run.read_only:
            able |= Qt.ItemFlag.ItemIsEditable
        return able | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, the whole story for screen readers, or the tooltip."""
        if not index.isValid():
            return None
        row = self.row(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return tr(GROUPS[row.group]) if row.run is None else _title(row.run)
        if row.run is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = (_title(row.run), self.line(row.run), self.score(row.run))
            return ", ".join(part for part in words if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tool_tip(row.run)
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename a run."""
        run = self.row(index).run
        title = str(value).strip()
        if not isinstance(run, Run) or not title or title == run.title:
            return False
        self._studio.rename(run, title)
        return True

    # Inside

    def _wanted_rows(self) -> list[Row]:
        groups: dict[str, list[Row]] = {group: [] for group in GROUPS}
        training = self._studio.training_run
        for run in self._studio.runs:
            group = GROUP_OF_STATUS[run.status]
            if training is not None and run.path == training.path:
                held = self._studio.phase in (Phase.PAUSING, Phase.PAUSED)
                group = "paused" if held else "running"
            groups[group].append(Row(group, run))
        groups["broken"] = [Row("broken", run) for run in self._studio.broken]
        groups["starters"] = [Row("starters", run) for run in self._studio.starters]
        rows = []
        for group, members in groups.items():
            shown = [row for row in members if self._matches(row)]
            rows += [Row(group), *shown] if shown else []
        return rows

    def _matches(self, row: Row) -> bool:
        if not self.words or row.run is None:
            return True
        said = f"{_title(row.run)} {self.line(row.run)} {row.run.name}".casefold()
        return all(word in said for word in self.words.split())

    def _tool_tip(self, run: Run | BrokenRun) -> str:
        if isinstance(run, BrokenRun):
            return tip(explain(run.problem))
        words = tr(
            "{title}\n{line}\nText: {text}\n{parameters} parameters, best after {step} steps",
            title=run.title,
            line=self.line(run),
            text=run.text.name,
            parameters=f"{run.parameters:,}",
            step=f"{run.best_step:,}",
        )
        return tip(words)

    def _training_changed(self) -> None:
        if self._studio.phase in (Phase.IDLE, Phase.PREPARING):
            self._live_curve = []
        self.rebuild()

    def _reported(self, events: list[Event]) -> None:
        """Draw the row of the training again, but only when something in it has changed."""
        self._live_curve += [e.valid_bpc for e in events if isinstance(e, Evaluated | Finished)]
        run = self._studio.training_run
        if run is None:
            return
        shown = (self.line(run), len(self._live_curve))
        if shown != self._shown:
            self._shown = shown
            index = self.index_of(run)
            if index.isValid():
                self.dataChanged.emit(index, index)


def _title(run: Run | BrokenRun) -> str:
    return run.name if isinstance(run, BrokenRun) else run.title
