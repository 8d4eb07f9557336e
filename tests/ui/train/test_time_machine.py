"""The time machine: across the width, by click, key and curve, and as a film."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from playground.engine.events import Sampled
from playground.ui import theme
from playground.ui.train import time_machine
from playground.ui.train.roomy import SIZES, height_of
from playground.ui.train.sample_card import SampleCard
from tests.ui.conftest import flush
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
    assert card.write.text() == "Write with step 14 →"
    QTest.mouseClick(card.write, LEFT)
    assert (wanted, tabs) == ([14], ["generate"])
    card.follow()
    assert not card.write.isVisible()


@pytest.mark.parametrize("width", [300, 420, 700])
def test_nothing_in_the_head_of_the_card_is_cut(qtbot, dressed, width):
    card = SampleCard()
    qtbot.addWidget(card)
    card.show_samples([Sampled(1, "\n\nfirst"), Sampled(1_000_000, "second")])
    card.go_to(1)
    card.offer_model(1_000_000)
    card.resize(width, 300)
    card.show()
    flush()
    assert card.text.toPlainText() == "first"
    for widget in (card.title, card.subtitle, card.write):
        assert widget.width() >= widget.sizeHint().width()
        assert card.rect().contains(widget.geometry())


def test_a_short_text_is_written_large_and_a_long_one_is_not(card, bench, qtbot):
    assert card.text.font().pixelSize() == theme.px(SIZES[0])
    bench.training.put(Sampled(41, "many words " * 300))
    qtbot.waitUntil(lambda: card.machine.maximum() == 6, timeout=PATIENCE)
    assert card.text.font().pixelSize() == theme.px(SIZES[-1])
    assert card.text.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff


@pytest.mark.parametrize(
    "text",
    [
        "nej?.z.zuKLvBtn,:.:gzxJcIzundOi.NSxDgCn.U:f! WDlH!MiPTmvnL-Rxf:B,unf(y-TvgnA " * 3,
        "the hen met the cat. the cat ate the hen.\n" * 4,
        "从前有一只狐狸，它看见了一串葡萄。" * 9,
    ],
)
@pytest.mark.parametrize("size", [(650, 230), (420, 300), (1200, 260)])
def test_the_largest_letters_are_those_that_need_no_scrolling(qtbot, dressed, text, size):
    card = SampleCard()
    qtbot.addWidget(card)
    card.resize(*size)
    card.show()
    card.show_samples([Sampled(1, "x"), Sampled(2, text)])
    qtbot.waitUntil(lambda: card.text.toPlainText() == text)
    flush()
    chosen, room = card.text.font().pixelSize(), card.text.contentsRect()
    assert chosen in SIZES
    if chosen != SIZES[-1]:
        assert not card.text.verticalScrollBar().isVisible()
    for larger in SIZES[: SIZES.index(chosen)]:
        font = theme.font(larger, mono=True)
        assert height_of(text, font, room.width()) > room.height()


def test_a_long_sample_of_long_ago_can_be_read_to_its_end(qtbot, dressed):
    card = SampleCard()
    qtbot.addWidget(card)
    card.resize(500, 240)
    card.show()
    card.show_samples([Sampled(1, "noise " * 200), *(Sampled(i, "short") for i in range(2, 40))])
    flush()
    assert not card.text.verticalScrollBar().isVisible()
    card.go_to(1)
    flush()
    assert card.text.verticalScrollBar().isVisible()
