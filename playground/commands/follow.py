"""Walking long work to its end, or to Ctrl+C, and showing what happens."""

from collections.abc import Generator
from typing import TYPE_CHECKING, TypeVar

from playground.commands import DONE, STOPPED
from playground.commands.holding import Holding, may_pass
from playground.commands.output import Output
from playground.commands.reporting import Reporter
from playground.commands.stopping import Stopping
from playground.engine.events import EARLY_ENDS, EARLY_STOP, EPOCHS, Done, Event
from playground.errors import WorkspaceError

if TYPE_CHECKING:
    from playground.services.training import Training

T = TypeVar("T")


class Stopped(Exception):
    """Ctrl+C came before there was anything to save."""


def result_of(work: Generator[Event, None, T], reporter: Reporter, stopping: Stopping) -> T:
    """Run work to its end, show its progress and return its result.

    Raises:
        Stopped: A person wants to stop.
    """
    try:
        while not stopping.asked:
            try:
                reporter.show(next(work))
            except StopIteration as end:
                result: T = end.value
                return result
        raise Stopped
    finally:
        work.close()
        reporter.leave()


def follow(
    training: "Training", reporter: Reporter, stopping: Stopping, out: Output
) -> Done | None:
    """Train until the budget is used up or a person wants to stop; everything is saved.

    While the disk is full or away, nothing is lost: it waits, and goes on.

    Returns:
        How the run ended; None if it was stopped before it began.
    """
    try:
        for event in patiently(training, reporter, Holding(out, stopping)):
            reporter.show(event)
            if stopping.asked:
                break
    finally:
        try:
            for event in training.close():
                reporter.show(event)
        finally:
            reporter.leave()
    return training.done


def patiently(
    training: "Training", reporter: Reporter, holding: Holding
) -> Generator[Event, None, None]:
    """Yield what happens in a training; ask again for what could not be saved."""
    while True:
        try:
            event = next(training)
        except StopIteration:
            return
        except WorkspaceError as error:
            if not training.can_go_on or not may_pass(error):
                raise
            reporter.leave()
            holding.wait(error)
            if holding.stopped:
                return
        else:
            holding.over()
            yield event


def summary(done: Done, out: Output, again: str) -> int:
    """Say how the training ended and what can be done now; return the exit code.

    Args:
        done: How it ended.
        out: Where to say it.
        again: How this program is called with the same workspace, such as "playground".
    """
    out.is_only_talk = True
    name = done.run.replace("\\", "/").rsplit("/", 1)[-1]
    if done.valid_bpc is not None and done.valid_loss is not None:
        score = (
            f"{done.valid_bpc:.3f} bits per character ({done.valid_loss:.3f} nats per token) "
            f"on text it never saw, best at step {done.best_step:,}"
        )
    else:
        score = "it was not checked yet"
    verb = {"finished": "Finished", "stopped": "Stopped and saved"}.get(done.status, done.status)
    if done.reason == EARLY_STOP:
        verb = "Stopped early"
        score = f"no better check since step {done.best_step:,}; it has {score}"
    elif done.reason == EPOCHS:
        verb = "Stopped early"
        score = f"the text was read so often that more would be learned by heart; it has {score}"
    out.line(f"{verb} after {done.steps:,} steps in {done.seconds:.0f} s: {score}.")
    out.line(f"Run: {done.run}")
    if done.status == "finished":
        out.line(f'Let it write:  {again} generate {name} --prompt "…"')
        if done.reason in EARLY_ENDS:
            out.line(f"Train it on nevertheless:  {again} resume {name}")
        return DONE
    out.line(f"Go on with it:  {again} resume {name}")
    return STOPPED
