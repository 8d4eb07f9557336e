"""The time machine: across the width, by click, key and curve, and as a film."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from playground.engine.events import Sampled
from playground.ui import theme
from playground.ui.train import time_machine
from playground.ui.train.roomy import SIZES, largest, lines_of
from tests.ui.train.conftest import PATIENCE, check, step

LEFT = Qt.MouseButton.LeftButton
STEPS = (1, 2, 4, 8, 16, 32)


@pytest.fixture
def card(bench, studio, qtbot):
    """The card of a run with six samples."""
    studio.start(bench.tab._plan.config)
    qtbot.waitUntil(lambda: bool(bench.trainings), timeout=PATIENCE)
    bench.training.begin()
    bench.training.put(*(step(i, 6.0 - i / 10) for i in range(1, 41)), check(40))
    bench.training.put(*(Sampled(i, f"written at {i}") for i in STEPS))
    found = bench.tab.sample
    qtbot.waitUntil(lambda: found.machine.maximum() == 5, timeout=PATIENCE)
    qtbot.waitUntil(lambda: len(bench.tab.loss.plot.history) == 40, timeout=PATIENCE)
    return found


def test_it_goes_across_the_card(card):
    assert card.machine.width() > 0.6 * card.width()


def test_a_click_on_its_groove_goes_there(card):
    QTest.mouseClick(card.machine, LEFT, pos=QPoint(3, card.machine.height() // 2))
    assert card.text.toPlainText() == "written at 1"
    QTest.mouseClick(card.machine, LEFT, pos=card.machine.rect().center() + QPoint(20, 0))
    assert card.text.toPlainText() == "written at 8"


def test_a_marker_stands_in_the_curve_at_the_step_that_is_shown(card, bench):
    plot = bench.tab.loss.plot
    assert plot.scene.marker() == []  # the newest: there the curve ends
    card.machine.setValue(4)
    assert plot.scene.marker()[1].x == pytest.approx(plot.canvas.to_pixels(16.0, 0.0).x())
    card.follow()
    assert plot.scene.marker() == []


def test_a_click_in_the_curve_goes_to_the_sample_written_nearest(card, bench):
    plot = bench.tab.loss.plot
    plot.redraw()
    height = plot.canvas.area.center().y()
    at = plot.canvas.to_pixels(17.4, 0.0).x()
    QTest.mouseClick(plot.canvas.viewport(), LEFT, pos=QPoint(round(at), round(height)))
    assert card.text.toPlainText() == "written at 16"


def test_it_plays_like_a_film_from_noise_to_words(card, qtbot, monkeypatch):
    monkeypatch.setattr(time_machine, "FRAME", 1)
    seen = []
    card.text.textChanged.connect(lambda: seen.append(card.text.toPlainText()))
    QTest.mouseClick(card.time_machine.play, LEFT)
    assert card.time_machine.plays
    qtbot.waitUntil(lambda: not card.time_machine.plays, timeout=PATIENCE)
    told = [text for text in dict.fromkeys(seen) if text]
    assert told == [f"written at {i}" for i in STEPS]
    assert card.follows


def test_the_film_can_be_stopped_and_ends_when_one_looks_elsewhere(card, monkeypatch):
    monkeypatch.setattr(time_machine, "FRAME", 1_000_000)
    play = card.time_machine.play
    QTest.mouseClick(play, LEFT)
    assert play.accessibleName() == "Stop the film"
    QTest.mouseClick(play, LEFT)
    assert not card.time_machine.plays
    assert card.text.toPlainText() == "written at 1"
    QTest.mouseClick(play, LEFT)
    card.go_to(8)
    assert not card.time_machine.plays
    assert card.text.toPlainText() == "written at 8"


def test_the_film_is_not_torn_away_by_a_new_sample(card, bench, qtbot, monkeypatch):
    monkeypatch.setattr(time_machine, "FRAME", 1_000_000)
    QTest.mouseClick(card.time_machine.play, LEFT)
    bench.training.put(Sampled(40, "written at 40"))
    qtbot.waitUntil(lambda: card.machine.maximum() == 6, timeout=PATIENCE)
    assert card.text.toPlainText() == "written at 1"


def test_the_model_that_wrote_a_sample_can_be_sent_to_write(card, bench, studio):
    wanted, tabs = [], []
    studio.snapshot_wanted.connect(wanted.append)
    studio.tab_wanted.connect(tabs.append)
    folder = bench.training.folder / "snapshots"
    folder.mkdir()
    card.machine.setValue(4)
    assert not card.write.isVisible()  # none was kept
    for kept in (3, 14, 40):
        (folder / f"{kept:06}.safetensors").touch()
    card.machine.setValue(3)
    card.machine.setValue(4)
    assert card.write.text() == "Let the model of step 14 write →"
    QTest.mouseClick(card.write, LEFT)
    assert (wanted, tabs) == ([14], ["generate"])
    card.follow()
    assert not card.write.isVisible()


def test_a_short_text_is_written_large_and_a_long_one_is_not(card, bench, qtbot):
    assert card.text.font().pixelSize() == theme.px(SIZES[0])
    bench.training.put(Sampled(41, "many words " * 300))
    qtbot.waitUntil(lambda: card.machine.maximum() == 6, timeout=PATIENCE)
    assert card.text.font().pixelSize() == theme.px(SIZES[-1])
    assert card.text.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_lines_are_counted_as_they_wrap():
    def measure(line: str, size: int) -> float:
        return len(line) * size / 2

    assert lines_of("a" * 93, 500, 10, measure) == 1
    assert lines_of("a" * 94, 500, 10, measure) == 2
    assert lines_of("a\n\nb", 500, 10, measure) == 3
    assert largest([], 100, 100, measure, lambda size: 1.2 * size) == SIZES[0]
    text = "a" * 300
    size = largest([text], 600, 150, measure, lambda size: 1.2 * size)
    assert size * 1.2 * lines_of(text, 600, size, measure) <= 150
    larger = SIZES[SIZES.index(size) - 1]
    assert larger * 1.2 * lines_of(text, 600, larger, measure) > 150
