import json
import re

import pytest

from playground.commands.output import Output
from playground.commands.reporting import JsonReporter, LiveReporter, PlainReporter
from playground.engine.config import TrainingConfig
from playground.engine.events import Done, Evaluated, Event, Finished, Progress, Sampled, Stepped

BUDGET = TrainingConfig(steps=100)


def stepped(step: int) -> Stepped:
    return Stepped(step, 2.0, 1e-3, 1.0, 1000 * step, 0.5 * step)


CHECK = Evaluated(3, 2.0, 2.1, 3.03, 1.5, True)
SAMPLE = Sampled(3, "The \x1b[2Jcat\nsat")
DONE = Done("/runs/a", "finished", 100, 50.0, 100_000, 90, 1.9, 2.74)


def test_programs_get_events_at_most_twenty_steps_a_second(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    reporter = JsonReporter(Output(json=True))
    for step in range(1, 101):
        now += 0.01
        reporter.show(stepped(step))
    finished = Finished(100, 90, 1.9, 2.74, 100_000, 50.0, "budget")
    for event in (Progress("Reading", 1, 2), CHECK, SAMPLE, finished, DONE):
        reporter.show(event)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    steps = [line["step"] for line in lines if line["event"] == "stepped"]
    assert steps[0] == 1
    assert 19 <= len(steps) <= 21
    assert [line["event"] for line in lines[len(steps) :]] == ["evaluated", "sampled", "done"]


def test_a_pipe_gets_a_line_every_few_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    reporter = PlainReporter(Output(), BUDGET)
    for step in range(1, 41):
        now += 0.5
        for event in (stepped(step), CHECK) if step == 3 else (stepped(step),):
            reporter.show(event)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    words = "step 11   11 %  0:44 left  loss 2.000  3.03 bits/char  2.0k tokens/s"
    assert lines[1] == words


def drawn(text: str) -> list[str]:
    """Return the last block that was drawn, without colours."""
    plain = re.sub(r"\x1b\[[0-9;?]*[mhl]", "", text)
    return plain.rsplit("\x1b[J", 1)[-1].splitlines()


def test_a_terminal_shows_a_bar_on_one_line_and_the_sample_below(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    reporter = LiveReporter(Output(), BUDGET)
    events: list[Event] = [stepped(1), stepped(50), CHECK, SAMPLE, DONE]
    for event in events:
        reporter.show(event)
    reporter.leave()
    bar, *sample = drawn(capsys.readouterr().out)
    assert bar.startswith("███")
    assert re.search(r"50 %  0:25 left  loss [\d.]+  3.03 bits/char  2.0k tokens/s", bar)
    assert len(bar) < 80
    assert sample == ["  The ␛[2Jcat", "  sat"]


@pytest.mark.parametrize("columns", [24, 40, 200])
def test_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    reporter = LiveReporter(Output(), BUDGET)
    for event in (stepped(1), stepped(50), CHECK, Sampled(3, "从前有座山" * 30), DONE):
        reporter.show(event)
    for line in drawn(capsys.readouterr().out):
        wide = sum(2 if ord(c) > 0x2FFF else 1 for c in line)
        assert wide < columns
