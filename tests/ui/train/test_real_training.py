"""The Train tab with the real engine: a few steps of a tiny network, from click to curve."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from playground.engine.corpus import pasted_corpus
from playground.engine.events import Evaluated, Sampled, Stepped
from playground.ui.phase import Phase
from playground.ui.tabs.train import TrainTab
from tests.ui.train.conftest import TEXT

PATIENCE = 120_000  # milliseconds; torch is imported on the way


@pytest.mark.slow
def test_a_real_training_is_drawn_as_it_was_recorded(studio, qtbot):
    studio.corpus = pasted_corpus(TEXT, "crow.txt")
    tab = TrainTab(studio)
    qtbot.addWidget(tab)
    tab.resize(1028, 735)
    with qtbot.waitExposed(tab):
        tab.show()
    click(tab, "train.model.char-rnn.lstm")
    QTest.keyClick(tab.model.slider, Qt.Key.Key_Home)
    line = tab.findChild(QComboBox, "train.budget").lineEdit()
    line.selectAll()
    QTest.keyClicks(line, "12 steps")
    click(tab, "train.start")
    qtbot.waitUntil(lambda: studio.phase is Phase.RUNNING, timeout=PATIENCE)
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
    qtbot.waitUntil(tab.findChild(QPushButton, "train.new").isVisible)
    run = studio.selected
    recorded = run.again().metrics()
    steps = [event for event in recorded if isinstance(event, Stepped)]
    checks = [event for event in recorded if isinstance(event, Evaluated)]
    samples = [event for event in recorded if isinstance(event, Sampled)]
    assert [event.step for event in steps] == list(range(1, 13))
    assert tab.loss.plot.history.loss.values.tolist() == [event.loss for event in steps]
    x, y = tab.loss.plot.curves.raw.getData()
    assert x[::2].tolist() == list(range(1, 13))
    assert y[::2].tolist() == pytest.approx([event.loss / math.log(2) for event in steps])
    assert tab.loss.plot.curves.valid.getData()[1].tolist() == pytest.approx(
        [event.valid_bpc for event in checks]
    )
    assert tab.sample.text.toPlainText() == samples[-1].text
    assert tab.training.bar.value() == tab.training.bar.maximum()
    # The size told before the start is that of the model that was trained.
    assert run.config.settings.parameters(run.vocab_size) == run.parameters


def click(tab: TrainTab, name: str) -> None:
    button = tab.findChild(QPushButton, name)
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
