"""A training with a home: walks the engine's events and writes everything down."""

from __future__ import annotations

import contextlib
import shutil
import traceback
from collections.abc import Generator, Iterator

from playground.engine.allocation import give_back_memory
from playground.engine.device import choose_threads, memory_errors
from playground.engine.events import Done, Event, Started
from playground.engine.train import train
from playground.errors import DiskFull, Diverged, PlaygroundError, TrainingHeld
from playground.services.preparation import Preparation, Prepared
from playground.services.recorder import Recorder


@contextlib.contextmanager
def held() -> Iterator[None]:
    """Say of a full disk that the training waits: what it has learned is still there."""
    try:
        yield
    except DiskFull as error:
        raise TrainingHeld(**error.values) from error


class Training(Iterator[Event]):
    """Yields what happens and keeps the run folder up to date: `Progress`, `Started`, … `Done`.

    Between two events it may be paused, or closed, which saves. If the disk is full the
    error is raised, and nothing is lost: asking for the next event tries again.
    """

    def __init__(self, preparation: Preparation) -> None:
        self._preparation = preparation
        self._prepared: Prepared | None = None
        self._recorder: Recorder | None = None
        self._events = self._work()
        self._held: Event | None = None  # happened, but is not written down yet
        self._ending = ""  # the status it will have, once it is known
        self._failure: PlaygroundError | None = None  # raised after `Done`
        self._paused = False
        self._over = False  # nothing can be asked or saved any more
        self.done: Done | None = None  # the last event, once the folder is complete

    def __next__(self) -> Event:
        """Return the next event.

        Raises:
            PlaygroundError: The text, the disk, the memory or the loss did not allow it.
        """
        if self._over:
            return self._after_the_end()
        if self._held is None and not self._ending:
            self._held = self._next_event()
        with held():
            if self._ending:
                return self._complete(self._ending)
            event, recorder = self._held, self._recorder
            assert event is not None
            if recorder is not None:
                recorder.save_what_is_due(event)
        self._held = None
        return event

    @property
    def can_go_on(self) -> bool:
        """Whether what just failed was only the writing: the next event may be asked for."""
        return not self._over and (self._held is not None or bool(self._ending))

    def pause(self) -> None:
        """Save everything; the clock of the training stands still until `unpause`.

        Raises:
            WorkspaceError: Not everything could be saved; it is paused nevertheless.
        """
        if self._recorder is not None and self._prepared is not None and not self._paused:
            self._paused = True
            self._prepared.state.pause()
            with held():
                self._recorder.save("paused")

    def unpause(self) -> None:
        """Go on after `pause`.

        Raises:
            WorkspaceError: Something cannot be saved yet; it stays paused.
        """
        if self._recorder is not None and self._prepared is not None and self._paused:
            with held():
                self._recorder.note_status("running")
            self._paused = False
            self._prepared.state.unpause()

    def close(self) -> list[Event]:
        """Save everything, let go of the run and return `Done` if it was not yielded yet."""
        if self._recorder is None or self._over:
            self._let_go()
            return []
        try:
            self._events.close()  # stops the clock
            with held():
                return [self._complete(self._ending or ("paused" if self._paused else "stopped"))]
        finally:
            self._let_go()

    def _next_event(self) -> Event | None:
        """Ask the engine for an event; without one, `_ending` tells why it ended."""
        try:
            with memory_errors():
                event = next(self._events)
        except StopIteration:
            self._ending = "finished"
            return None
        except Diverged as error:
            self._ending, self._failure = "diverged", error
            return None
        except BaseException as error:
            traceback.clear_frames(error.__traceback__)  # they hold what the step had made
            self._give_up()
            raise
        if self._recorder is not None:
            self._recorder.note(event)
        return event

    def _complete(self, status: str) -> Done:
        """Complete the run folder; may be tried again after the disk was full."""
        assert self._recorder is not None
        done = self._recorder.complete(status)
        self.done = done
        self._let_go()
        return done

    def _after_the_end(self) -> Event:
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure
        raise StopIteration

    def _give_up(self) -> None:
        """After an unexpected end: the state may be half changed, so what is on disk counts."""
        prepared, recorder = self._prepared, self._recorder
        if recorder is not None:
            with contextlib.suppress(PlaygroundError):
                recorder.rescue()
        self._let_go()
        if prepared is not None and prepared.new and prepared.state.step == 0:
            shutil.rmtree(prepared.folder, ignore_errors=True)

    def _let_go(self) -> None:
        """Give the run back: another program may train it from here on."""
        self._over = True
        self._events.close()
        self._preparation.close()
        if self._prepared is not None:
            self._prepared.lock.release()
        self._prepared = self._recorder = None  # weights, gradients and all
        give_back_memory()

    def _work(self) -> Generator[Event, None, None]:
        prepared = yield from self._preparation
        self._prepared = prepared  # whose lock is let go of even if the next line fails
        self._recorder = Recorder(prepared)
        state = prepared.state
        yield Started(
            run=str(prepared.folder),
            model=prepared.config.model,
            parameters=state.model.parameter_count(),
            tokens=len(prepared.train_text),
            device=str(state.device),
            threads=choose_threads(prepared.config),
            step=state.step,
        )
        yield from train(
            state, prepared.train_text, prepared.valid_text, prepared.tokenizer, prepared.config
        )
