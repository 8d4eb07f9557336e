"""On the command line a full disk stops nothing: it waits, and goes on."""

from typing import Any

import pytest

from playground.commands import holding
from playground.commands.follow import follow
from playground.commands.output import Output
from playground.commands.stopping import Stopping
from playground.engine.corpus import pasted_corpus
from playground.engine.events import Event, Stepped
from playground.errors import TrainingHeld
from playground.services import disk, recorder
from playground.services.workspace import Workspace
from tests.services.small_runs import TEXT, assert_same_run, config_of


class Shown:
    """Keeps what it is shown, and does something at a step."""

    def __init__(self, at: int, action: Any) -> None:
        self.events: list[Event] = []
        self._at, self._action = at, action

    def show(self, event: Event) -> None:
        self.events.append(event)
        if isinstance(event, Stepped) and event.step == self._at:
            self._action()

    def leave(self) -> None:
        pass


class Told(Output):
    """Does something when it is told of a full disk."""

    def __init__(self, action: Any) -> None:
        super().__init__(json=True)
        self.said: list[dict[str, Any]] = []
        self._action = action

    def emit(self, data: dict[str, Any]) -> None:
        self.said.append(data)
        if data["event"] == "held":
            self._action()


@pytest.fixture
def workspace(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(holding, "SECONDS", 0.0)
    monkeypatch.setattr(recorder, "SAVE_SECONDS", 0.0)
    monkeypatch.setattr(recorder, "FLUSH_SECONDS", 0.0)
    return Workspace(tmp_path)


def test_it_waits_for_room_and_loses_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = pasted_corpus(TEXT, "squares")
    list(workspace.create(corpus, config_of(), "whole"))
    whole = workspace.find("last")

    def fill() -> None:
        monkeypatch.setattr(disk, "free_space", lambda folder: 0)

    shown = Shown(12, fill)
    out = Told(lambda: monkeypatch.setattr(disk, "free_space", lambda folder: 10**12))
    done = follow(workspace.create(corpus, config_of(), "full"), shown, Stopping(), out)
    assert done is not None
    assert done.status == "finished"
    assert [said["event"] for said in out.said] == ["held", "continued"]
    assert "The disk is full" in out.said[0]["message"]
    assert "Ctrl+C stops it" in capsys.readouterr().err
    assert_same_run(workspace.find("last"), whole)


def test_who_does_not_want_to_wait_is_told_what_is_safe(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping = Stopping()

    def fill() -> None:
        monkeypatch.setattr(disk, "free_space", lambda folder: 0)

    def stop() -> None:
        stopping.asked = True

    corpus = pasted_corpus(TEXT, "squares")
    training = workspace.create(corpus, config_of(), "full")
    with pytest.raises(TrainingHeld, match="what was saved is safe"):
        follow(training, Shown(12, fill), stopping, Told(stop))
    monkeypatch.undo()
    run = workspace.find("last")
    assert run.status == "interrupted"
    list(workspace.resume(run, corpus=corpus))
    assert run.again().status == "finished"
