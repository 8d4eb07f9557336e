"""What the recipe for the settings needs in the window: the open text, and the speed of here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from playground.engine.config import RunConfig
from playground.engine.events import Event
from playground.engine.recipe import TYPICAL_SPEED
from playground.services.speeds import known_speed
from playground.ui.phase import Phase
from playground.ui.studio import Studio
from playground.ui.task import Task
from playground.ui.train.changes import usual_config
from playground.ui.train.plan import Plan


@dataclass(frozen=True)
class SpeedMeasured(Event):
    """It is known, and in the cache if that can be written."""

    model: str  # key in MODELS
    speed: float  # operations per second in training


class Suiting(QObject):
    """Suits a plan to the open text; measures the speed once, when nothing else is at work."""

    changed = Signal()  # the speed of a model is known now

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._task: Task | None = None
        self._measured: dict[str, float] = {}  # here and now, by model
        self._told: set[str] = set()  # models whose speed was told of
        studio.training_changed.connect(self._make_way)

    def suited(self, plan: Plan) -> Plan:
        """Return `plan` with the settings that suit the open text here."""
        corpus = self._studio.corpus
        if corpus is None or not plan.automatic:
            return plan
        from playground.services.choosing import facts_of

        speed = self.speed(plan.config.model) or TYPICAL_SPEED
        return plan.suited(facts_of(corpus, plan.text), speed)

    def usual(self, plan: Plan) -> RunConfig:
        """Return the settings that the model of `plan` would have if nobody had changed any."""
        if plan.automatic:
            return usual_config(plan.without_choices().config)
        return usual_config(self.suited(plan.begun_again()).config)

    def measure(self, config: RunConfig) -> None:
        """Measure the speed for the model of `config`, unless it is known or there is no rest."""
        studio, cache = self._studio, self._studio.workspace.cache
        if self._task is not None or not studio.has_engine or studio.phase is not Phase.IDLE:
            return
        if self.speed(config.model) is not None:
            return
        self._task = Task(studio, lambda: _measure(config.model, cache), self)
        self._task.reported.connect(self._take)
        self._task.ended.connect(self._ended)

    def _make_way(self) -> None:
        if self._task is not None and self._studio.phase is not Phase.IDLE:
            self._task.stop()

    def speed(self, model: str) -> float | None:
        """Return how fast this computer trains a model, None until it is measured."""
        known = self._measured.get(model)
        return known or known_speed(model, self._studio.workspace.cache)

    def _take(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, SpeedMeasured):
                self._measured[event.model] = event.speed

    def _ended(self) -> None:
        """Tell what was measured; what was broken off is measured when it is needed again."""
        self._task = None
        if self._told != set(self._measured):
            self._told = set(self._measured)
            self.changed.emit()


def _measure(model: str, cache: Path) -> Iterator[Event]:
    """Measure the speed into the cache."""
    from playground.services.speeds import speed_of

    speed = yield from speed_of(model, cache)
    yield SpeedMeasured(model, speed)
