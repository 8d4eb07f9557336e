"""Writes with the selected run: starts the jobs and keeps the story that grows.

Lives on the window's thread and knows no widget.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from playground.engine.config import SamplingConfig
from playground.engine.events import Event
from playground.errors import PlaygroundError
from playground.ui.generate import kept_texts, work
from playground.ui.generate.shelf import Shelf, weights_stamp
from playground.ui.generate.slow_motion import SlowMotion
from playground.ui.generate.story import Story
from playground.ui.generate.work import Expected, Given, ModelReady, Written
from playground.ui.studio import Studio
from playground.ui.task import Task, Work

if TYPE_CHECKING:
    from playground.engine.tokens import Token
    from playground.services.runs import Run

Place = str | tuple[int, int]  # after a beginning, or after the first n tokens of a sample
Distribution = NDArray[np.float32]


KEPT_AFTER = 1000  # milliseconds without a change, so that nothing is kept letter by letter


class Author(QObject):
    """The jobs and the story of the selected run."""

    changed = Signal()  # another text is shown
    appended = Signal(int, list)  # sample, tokens that were added at its end
    looked = Signal()  # another distribution is known
    model_ready = Signal()  # a model, or newer weights of it, are loaded
    busy_changed = Signal()
    failed = Signal(Exception)  # PlaygroundError

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.slow = SlowMotion(self)
        self.slow.passed.connect(self._show)
        self.slow.drained.connect(self._drained)
        self.slow.rests.connect(self._let_rest)
        self._shelf = Shelf(studio.workspace)
        self._stories = kept_texts.load(studio.workspace.home)  # the one seen last is the last
        self._keeping = QTimer(self, singleShot=True, interval=KEPT_AFTER)
        self._keeping.timeout.connect(self.keep)
        for written in (self.changed, self.busy_changed):
            written.connect(self._keeping.start)
        self._models: dict[str, ModelReady] = {}
        self._known: dict[Place, Distribution] = {}
        self._writing: Task | None = None
        self._looking: Task | None = None
        self._asked: Place | None = None  # what is looked at, or shall be after the writing
        self._begins: tuple[str, int, SamplingConfig] | None = None  # once it is accepted
        self._failed = False  # the last job
        self._writes_one = False  # rather than many, in the job that runs
        self._presses: list[tuple[int, SamplingConfig]] = []  # single tokens still to write
        self.run: Run | None = None
        self.step: int | None = None  # of the snapshot that writes, rather than the best model
        self.model: ModelReady | None = None  # None until the run's model was loaded
        self.story = Story()

    # The run

    def select(self, run: Run | None) -> None:
        """Write with another run; each run keeps its story."""
        if _key(run) != _key(self.run):
            self._presses.clear()
            self._forget_jobs()
            self._failed = False
            self._known.clear()
            self.model, self.step = self._models.get(_key(run)), None
            story = self._stories.pop(_name(run), Story())
            self.story = story if run is None or story.fits(run.vocab_size) else Story()
            self._stories[_name(run)] = self.story
            self.run = run
            self.changed.emit()
            self.busy_changed.emit()
        self.run = run

    def travel(self, step: int | None) -> None:
        """Write with the model as it was at a step of its training, or with its best again."""
        if step != self.step:
            self._stop_now()
            self._known.clear()
            self.step = step
            self.model = self._models.get(_key(self.run)) if step is None else None
            self.changed.emit()

    @property
    def awaits_model(self) -> bool:
        """Tell whether the model is still to be loaded, and may be."""
        return self.model is None and not self._failed

    @property
    def has_newer(self) -> bool:
        """Tell whether weights were saved after those that are loaded."""
        if self.run is None or self.model is None:
            return False
        if self.step is not None:
            return True
        return weights_stamp(self.run) not in (self.model.stamp, (0, 0))

    def keep(self) -> None:
        """Keep what is written for the next start."""
        self._keeping.stop()
        kept_texts.save(self._studio.workspace.home, self._stories)

    # Writing

    @property
    def busy(self) -> bool:
        """Tell whether the model writes right now, or is seen to."""
        return self._writing is not None or self.slow.busy

    @property
    def one_by_one(self) -> bool:
        """Tell whether letters come slowly enough to be followed."""
        return self.slow.slow or self._writes_one

    def write(
        self, prompt: str, samples: int, config: SamplingConfig, chosen: int | None = None
    ) -> None:
        """Write a new text; the one before stays until the model has accepted the prompt.

        Its first token is `chosen`, if given.
        """
        run, shelf = self.run, self._shelf.at(self.step)
        if run is not None:
            self._writes_one = config.length == 1
            job = partial(work.write, shelf, run, prompt, samples, config, chosen=chosen)
            self._begin(job)
            self._begins = prompt, samples, config

    def one_more(self, sample: int, config: SamplingConfig) -> None:
        """Write one more token at the end of a sample; presses faster than the model wait.

        In slow motion the text that is on its way stands still after the next letter.
        """
        if not self.busy:
            self.put(sample, None, config)
        elif self._writes_one:
            self._presses.append((sample, config))
        else:
            self.slow.step()

    def put(self, sample: int, id: int | None, config: SamplingConfig) -> None:
        """Write one token at the end of a sample: `id`, or a drawn one."""
        self._writes_one = True
        self.story.grow(config)
        self._go_on(sample, replace(config, length=1), id)

    def fork(self, sample: int, index: int, id: int, config: SamplingConfig) -> None:
        """Let the story take another way: token `id` at `index`, and on from there.

        It becomes as long as was asked for; what stood before the fork is kept.
        """
        self._stop_now()
        self._writes_one = False
        self.story.cut(sample, index, config)
        self._known.clear()
        sample = min(sample, len(self.story.samples) - 1)
        self.changed.emit()
        left = max(1, config.length - len(self.story.samples[sample]))
        self._go_on(sample, replace(config, length=left), id)

    def stop(self) -> None:
        """Stop writing after the current token; what was not seen yet is not written."""
        self._presses.clear()
        if self.slow.slow and self.busy and self._begins is None:
            self._stop_now()
        elif self._writing is not None:
            self._writing.stop()

    def undo(self) -> None:
        """Go back to the text before."""
        self._stop_now()
        self.story.undo()
        self._show_again()

    def redo(self) -> None:
        """Bring back the text that was taken back last."""
        self._stop_now()
        self.story.redo()
        self._show_again()

    # Looking

    def expected(self, place: Place) -> Distribution | None:
        """Return what the model expects in a place, if it is known already."""
        return self._known.get(place)

    def look(self, place: Place) -> None:
        """Find out what the model expects in a place; `looked` tells when it is known."""
        if place in self._known:
            self.looked.emit()
        elif self._looking is None or place != self._asked:
            self._asked = place
            if self._writing is None:
                self._look_now()

    def forget(self) -> None:
        """Forget what the model expects, so that newer weights are asked."""
        self._known.clear()

    # Inside

    def _go_on(self, sample: int, config: SamplingConfig, id: int | None) -> None:
        run = self.run
        if run is None:
            return
        ids, skip = self.story.ids(sample), len(self.story.samples[sample])
        job = partial(
            work.go_on, self._shelf.at(self.step), run, ids, sample, config, skip=skip, chosen=id
        )
        self._begin(job)

    def _begin(self, job: Work) -> None:
        self._forget_jobs()
        self._failed = False
        self._writing = Task(self._studio, job, self)
        self._writing.reported.connect(self._take)
        self._writing.failed.connect(self._fail)
        self._writing.ended.connect(self._ended)
        self.busy_changed.emit()

    def _look_now(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        run, place = self.run, self._asked
        if run is None or place is None:
            return
        if isinstance(place, str):
            job = partial(work.look, self._shelf.at(self.step), run, place)
        else:
            job = partial(
                work.look, self._shelf.at(self.step), run, self.story.ids(*place), place[0]
            )
        self._looking = Task(self._studio, job, self)
        self._looking.reported.connect(partial(self._take_look, place))
        self._looking.failed.connect(self._fail)
        self._looking.ended.connect(self._look_ended)

    def _take(self, events: list[Event]) -> None:
        """Take what the writing job reports; what it wrote may be seen later."""
        seen: list[Event] = []
        for event in events:
            match event:
                case ModelReady(step=step):
                    self._take_model(event)
                    if self._begins is None:
                        self.story.step = step
                case Given(tokens=tokens):
                    self._accepted(tokens)
                case Written() | Expected():
                    seen.append(event)
        if seen:
            self.slow.add(seen)

    def _show(self, events: list[Event]) -> None:
        """Let grow what is to be seen now."""
        grown: dict[int, list[Token]] = {}
        for event in events:
            match event:
                case Written(sample=sample, token=token):
                    grown.setdefault(sample, []).append(token)
                case Expected(sample=sample, distribution=distribution):
                    grown = self._add(grown)
                    self._known[(sample, self.story.length(sample))] = distribution
                    self.looked.emit()
        self._add(grown)

    def _accepted(self, given: tuple[Token, ...]) -> None:
        """Start the new text, now that the model can read its beginning."""
        assert self._begins is not None
        self.story.begin(*self._begins)
        self._begins = None
        self.story.given = given
        self.story.step = self.model.step if self.model is not None else 0
        self._known.clear()
        self.changed.emit()

    def _add(self, grown: dict[int, list[Token]]) -> dict[int, list[Token]]:
        for sample, tokens in grown.items():
            self.story.add(sample, tokens)
            self.appended.emit(sample, tokens)
        return {}

    def _take_model(self, model: ModelReady) -> None:
        before, self.model = self.model, model
        if self.step is None:
            self._models[model.run] = model
        if before is not None and before.stamp != model.stamp:
            self._known.clear()
        self.model_ready.emit()

    def _take_look(self, place: Place, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, ModelReady):
                self._take_model(event)
            elif isinstance(event, Expected):
                self._known[place] = event.distribution
                self.looked.emit()

    def _fail(self, error: Exception) -> None:
        self._presses.clear()
        if not isinstance(error, PlaygroundError):
            raise error
        self._failed = True
        self.failed.emit(error)

    def _ended(self) -> None:
        self._writing = None
        if not self.slow.busy:
            self._written()

    def _drained(self) -> None:
        """Go on as at the end of the job, which may have come long before all was seen."""
        if self._writing is None:
            self._written()

    def _let_rest(self, on: bool) -> None:
        if self._writing is not None:
            self._writing.rest(on)

    def _written(self) -> None:
        self.slow.clear()
        if self._presses:
            self.put(*self._next_press())
            return
        self.busy_changed.emit()
        if self._asked is not None and self._asked not in self._known:
            self._look_now()

    def _next_press(self) -> tuple[int, None, SamplingConfig]:
        sample, config = self._presses.pop(0)
        return sample, None, config

    def _look_ended(self) -> None:
        self._looking = None

    def _stop_now(self) -> None:
        """Stop writing; what was written until now stays, what comes late is ignored."""
        was_busy = self.busy
        self._presses.clear()
        self._forget_jobs()
        if was_busy:
            self.busy_changed.emit()

    def _forget_jobs(self) -> None:
        for task in (self._writing, self._looking):
            if task is not None:
                task.cancel()
        self.slow.clear()
        self._writing = self._looking = None
        self._asked = self._begins = None

    def _show_again(self) -> None:
        self._known.clear()
        self.changed.emit()


def _name(run: Run | None) -> str:
    """Return what a run is called on disk, wherever the workspace is."""
    return run.path.name if run is not None else ""


def _key(run: Run | None) -> str:
    return str(run.path) if run is not None else ""
