"""A disk that is full or gone while the window trains: it waits, says so, and loses nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from playground.engine.config import CharRNNConfig, RunConfig, TextConfig, TrainingConfig
from playground.engine.corpus import pasted_corpus
from playground.engine.events import Stepped
from playground.services import disk, recorder
from playground.ui.phase import Phase
from tests.ui.trained import TEXT

PATIENCE = 60_000
CONFIG = RunConfig(
    "char-rnn",
    CharRNNConfig(context=16, n_embd=8, n_hidden=16),
    TrainingConfig(steps=10**8, batch_size=4, sample_length=0, threads=1, device="cpu"),
    TextConfig(),
)


@pytest.fixture
def training(qtbot, open_program, monkeypatch):
    """The window while it trains, and saves all the time."""
    monkeypatch.setattr(recorder, "SAVE_SECONDS", 0.05)
    program = open_program(ready=True)
    studio = program.studio
    studio.corpus = pasted_corpus(TEXT, "hen.txt")
    program.window.show_tab("train")
    studio.start(CONFIG)
    qtbot.waitUntil(lambda: studio.phase is Phase.RUNNING, timeout=PATIENCE)
    qtbot.waitUntil(lambda: studio.training_run is not None, timeout=PATIENCE)
    return program


def click(program, name):
    button = program.window.findChild(QPushButton, name)
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def wait_for(qtbot, program, phase):
    qtbot.waitUntil(lambda: program.studio.phase is phase, timeout=PATIENCE)


def steps_of(run):
    return [event.step for event in run.again().metrics() if isinstance(event, Stepped)]


def assert_it_goes_on_whole(qtbot, program, run):
    """Continue, stop, and find every step that was taken."""
    with qtbot.waitSignal(program.studio.training_reported, timeout=PATIENCE):
        click(program, "train.pause")  # it says "Continue"
    wait_for(qtbot, program, Phase.RUNNING)
    click(program, "train.stop")
    wait_for(qtbot, program, Phase.IDLE)
    steps = steps_of(run)
    assert steps == list(range(1, len(steps) + 1))
    assert run.again().status == "stopped"
    assert run.again().steps == len(steps)


def test_on_a_full_disk_it_pauses_and_goes_on_when_there_is_room(qtbot, training, monkeypatch):
    window, studio = training.window, training.studio
    run = studio.training_run
    with monkeypatch.context() as patch:
        patch.setattr(disk, "free_space", lambda folder: 0)
        wait_for(qtbot, training, Phase.PAUSED)
        assert window.notice.isVisible()
        assert "The disk is full" in window.notice.sentence.text()
        window.notice.close_notice()
        click(training, "train.pause")  # it says "Continue"
        qtbot.waitUntil(window.notice.isVisible, timeout=PATIENCE)  # it is full still
        wait_for(qtbot, training, Phase.PAUSED)
    assert_it_goes_on_whole(qtbot, training, run)


def test_a_folder_that_was_taken_away_is_waited_for(qtbot, training, tmp_path):
    window, studio = training.window, training.studio
    run = studio.training_run
    run.path.rename(tmp_path / "away")
    wait_for(qtbot, training, Phase.PAUSED)
    assert "is not there any more" in window.notice.sentence.text()
    (tmp_path / "away").rename(run.path)
    assert_it_goes_on_whole(qtbot, training, run)


def test_a_folder_that_stays_away_does_not_keep_the_training_from_ending(qtbot, training, tmp_path):
    studio = training.studio
    studio.training_run.path.rename(tmp_path / "away")
    wait_for(qtbot, training, Phase.PAUSED)
    click(training, "train.stop")
    wait_for(qtbot, training, Phase.IDLE)
    qtbot.waitUntil(lambda: studio.listed and not studio.runs, timeout=PATIENCE)
    assert "is not there any more" in training.window.notice.sentence.text()
