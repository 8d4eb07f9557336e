"""Telling of the lines that a model passes while it is trained."""

import math
from pathlib import Path

import pytest

from playground.commands import passing
from playground.commands.output import Output
from playground.commands.passing import PassingReporter, known_lines, lines_of
from playground.commands.reporting import PlainReporter
from playground.engine.baselines import NAMES
from playground.engine.config import TrainingConfig
from playground.engine.corpus import built_in_corpus, pasted_corpus
from playground.engine.events import Evaluated, Event, Passed, Stepped
from playground.engine.lines import Line
from playground.engine.work import finish

LINES = (Line("uniform", 6.0), Line("unigram", 4.5), Line("5-gram", 2.0))


def check(step: int, bits: float) -> Evaluated:
    return Evaluated(step, bits * math.log(2), bits * math.log(2), bits, 0.1 * step, True)


class Shown:
    """Keeps what it is shown."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def show(self, event: Event) -> None:
        self.events.append(event)

    def leave(self) -> None:
        pass

    @property
    def passed(self) -> list[Passed]:
        return [event for event in self.events if isinstance(event, Passed)]


def test_a_line_is_told_once_right_behind_the_check_that_passed_it() -> None:
    shown = Shown()
    reporter = PassingReporter(shown, LINES)
    events = [check(10, 7.0), Stepped(11, 2.0, 1e-3, 1.0, 1, 1.0), check(20, 5.0), check(30, 7.0)]
    for event in [*events, check(40, 4.0)]:
        reporter.show(event)
    uniform = Passed("uniform", 6.0, 15, 1.5)
    unigram = Passed("unigram", 4.5, 39, pytest.approx(3 + 2.5 / 3))  # type: ignore[arg-type]
    assert shown.events == [*events[:3], uniform, events[3], check(40, 4.0), unigram]


def test_a_run_that_goes_on_tells_only_of_further_lines() -> None:
    shown = Shown()
    reporter = PassingReporter(shown, LINES, [check(10, 5.0), check(20, 7.0)])
    reporter.show(check(30, 4.0))
    assert [event.line for event in shown.passed] == ["unigram"]


def test_people_read_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    reporter = PassingReporter(PlainReporter(Output(), TrainingConfig(steps=100)), LINES)
    reporter.show(check(10, 5.0))
    assert capsys.readouterr().out == "Passed uniform (6.00 bits/char) after 1.0 s.\n"


def test_a_short_text_is_measured_and_a_long_one_only_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = built_in_corpus("story-en", 3000)
    monkeypatch.setattr(passing, "LARGEST", 2000)
    assert finish(lines_of(corpus, 0.1, tmp_path)) == []
    monkeypatch.setattr(passing, "LARGEST", 20_000)
    found = finish(lines_of(corpus, 0.1, tmp_path))
    assert [line.label for line in found] == list(NAMES)
    monkeypatch.setattr(passing, "LARGEST", 0)
    assert finish(lines_of(corpus, 0.1, tmp_path)) == found
    assert known_lines(corpus.sha256, 0.1, tmp_path) == found


def test_a_text_too_short_to_be_measured_has_no_lines(tmp_path: Path) -> None:
    assert finish(lines_of(pasted_corpus("ab\n", "ab"), 0.1, tmp_path)) == []
