"""What comes after a training: a sentence with what was measured, and the way on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from playground.engine.config import CharRNNConfig, RunConfig, TextConfig, TrainingConfig
from playground.engine.lines import Line
from playground.ui.finished import beaten, finished_words
from playground.ui.phase import Phase
from tests.ui.fakes import make_run

PATIENCE = 60_000
LEFT = Qt.MouseButton.LeftButton
LINES = [Line("guessing", 6.0), Line("3-grams", 2.9), Line("5-grams", 2.2)]
CONFIG = RunConfig(
    "char-rnn",
    CharRNNConfig(context=16, n_embd=12, n_hidden=16),
    TrainingConfig(steps=30, batch_size=4, sample_length=0, threads=1, device="cpu"),
    TextConfig(),
)


@pytest.mark.parametrize(
    ("bits", "label"), [(7.0, None), (3.0, "guessing"), (2.5, "3-grams"), (2.0, "5-grams")]
)
def test_the_hardest_line_that_was_passed_is_named(bits, label):
    line = beaten(bits, LINES)
    assert (line and line.label) == label


def test_the_sentence_tells_what_was_measured_and_says_so_where_nothing_was(studio, home):
    run = studio.workspace.find(str(make_run(home, "story", curve=(5.0, 2.5))))
    assert finished_words(run, LINES) == (
        "“story” has finished: 2.50 bits per character, better than “3-grams”."
    )
    assert finished_words(run, []) == "“story” has finished: 2.50 bits per character."
    none = studio.workspace.find(str(make_run(home, "nothing", curve=(), hour=13)))
    assert finished_words(none, LINES) == "“nothing” has ended; it was not measured."
    lost = studio.workspace.find(str(make_run(home, "lost", status="diverged", hour=14)))
    assert finished_words(lost, LINES) == "“lost” has exploded; its best model is kept."


@pytest.fixture
def program(open_program):
    return open_program(ready=True)


@pytest.fixture
def trained_from(qtbot, program):
    """Train while another tab is seen."""

    def train(tab):
        window, studio = program.window, program.studio
        studio.open_built_in("fables-en")
        qtbot.waitUntil(lambda: studio.corpus is not None, timeout=PATIENCE)
        studio.start(CONFIG)
        window.show_tab(tab)
        qtbot.waitUntil(lambda: studio.phase is Phase.RUNNING, timeout=PATIENCE)
        qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
        return window

    return train


def test_another_tab_is_told_and_leads_to_writing(qtbot, trained_from):
    window = trained_from("text")
    (toast,) = (toast for toast in window.notice.toasts if toast.topic == "finished")
    assert "has finished: " in toast.words()
    assert "bits per character" in toast.words()
    assert [act.text() for act in toast.acts] == ["Let it write", "Show"]
    QTest.mouseClick(toast.acts[0], LEFT)
    assert window.pages.current == "generate"
    qtbot.waitUntil(lambda: window.pages.tabs["generate"].prompt.isVisible(), timeout=PATIENCE)
    assert not [toast for toast in window.notice.toasts if toast.topic == "finished"]


def test_the_train_tab_says_it_itself_and_its_first_button_leads_on(qtbot, trained_from):
    window = trained_from("train")
    assert not [toast for toast in window.notice.toasts if toast.topic == "finished"]
    tab = window.pages.tabs["train"]
    write = tab.findChild(QPushButton, "train.write")
    qtbot.waitUntil(write.isVisible, timeout=PATIENCE)
    assert write.property("role") == "primary"
    QTest.mouseClick(write, LEFT)
    assert window.pages.current == "generate"
