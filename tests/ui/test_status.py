"""The bar at the bottom tells what runs, from every tab."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from playground.engine.events import Progress, Stepped
from playground.ui.appearance import Appearance
from playground.ui.phase import Phase
from playground.ui.status import Status
from tests.ui.fakes import CONFIG, ENDLESS, FakeTraining, make_run

PATIENCE = 20_000
LASTING = replace(CONFIG, training=replace(CONFIG.training, steps=10**8))


@pytest.fixture
def status(qtbot, studio):
    appearance = Appearance(studio.settings)
    appearance.apply()
    made = Status(studio, appearance)
    qtbot.addWidget(made)
    made.show()
    yield made
    appearance.set_language("en")


@pytest.fixture
def train(qtbot, studio, home):
    """Train a run without end."""

    def begin(config=LASTING):
        folder = make_run(home, "shakespeare", status="running", steps=0, curve=())
        training = FakeTraining(folder, ENDLESS)
        studio._trainer.begin(config, lambda: training)
        qtbot.waitUntil(lambda: studio.phase is Phase.RUNNING, timeout=PATIENCE)
        return training

    return begin


def test_it_says_that_the_engine_starts(qtbot, studio, status):
    assert status.work.text() == "Starting the engine…"
    with qtbot.waitSignal(studio.engine_ready, timeout=60_000):
        studio.load_engine()
    assert status.work.text() == ""
    assert status.device.text() == "CPU"


def test_a_training_is_shown_with_its_progress(qtbot, studio, status, train):
    train()
    qtbot.waitUntil(lambda: status.work.text() == "shakespeare · LSTM", timeout=PATIENCE)
    qtbot.waitUntil(lambda: status.left.text().endswith(" left"), timeout=PATIENCE)
    assert status.device.text() == "CPU · 1 thread"
    assert status.bar.isVisible()
    assert status.pause.isVisible()


def test_the_bar_follows_the_budget(qtbot, studio, status, train):
    training = train(CONFIG)
    qtbot.waitUntil(lambda: training.step > 70, timeout=PATIENCE)
    qtbot.waitUntil(lambda: status.bar.value() >= 700, timeout=PATIENCE)
    assert status.bar.maximum() == 1000


def test_pause_and_go_on_with_one_button(qtbot, studio, status, train):
    train()
    assert status.pause.accessibleName() == "Pause training"
    qtbot.mouseClick(status.pause, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: studio.phase is Phase.PAUSED, timeout=PATIENCE)
    assert status.left.text() == "Paused"
    assert status.pause.accessibleName() == "Continue training"
    qtbot.mouseClick(status.pause, Qt.MouseButton.LeftButton)
    assert studio.phase is Phase.RUNNING


def test_nothing_is_left_when_the_training_has_ended(qtbot, studio, status, train):
    train()
    studio.stop()
    assert status.left.text() == "Waiting for the current step…"
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
    assert not status.bar.isVisible()
    assert not status.pause.isVisible()


def test_opening_a_text_shows_how_far_it_is_and_can_be_stopped(qtbot, studio, status, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("some words " * 100, encoding="utf-8")
    studio.open_files([file])
    assert status.work.text() == "Reading the text"
    studio.corpus_progress.emit(Progress("Reading the text", 250, 1000))
    assert status.bar.value() == 250
    qtbot.mouseClick(status.cancel, Qt.MouseButton.LeftButton)
    assert not studio.opening
    assert not status.cancel.isVisible()


def test_it_does_not_redraw_at_every_step(qtbot, studio, status, train):
    train()
    texts = []
    studio.training_reported.disconnect(status._reported)
    for number in range(1, 50):
        status._reported([Stepped(number, 3.0, 1e-3, 1.0, number, number * 0.5)])
        texts.append(status.left.text())
    assert len(set(texts)) == 1


def test_the_language_is_switched_from_its_menu(qtbot, studio, status):
    assert status.language.text() == "English"
    menu = status.language.menu()
    menu.aboutToShow.emit()
    words = {action.text(): action for action in menu.actions()}
    assert words["English"].isChecked()
    words["中文"].trigger()
    qtbot.waitUntil(lambda: status.language.text() == "中文", timeout=PATIENCE)
    assert status.work.text() == "正在启动引擎…"
