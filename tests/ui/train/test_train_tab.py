"""The Train tab: real clicks on a real tab, a training that does what the test says."""

import math
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QSlider,
    QSpinBox,
    QWidget,
)

from playground.engine.config import CharRNNConfig, GPTConfig, TextConfig
from playground.engine.events import EARLY_STOP, Finished, Progress, Sampled
from playground.engine.models import MODELS
from playground.errors import TextMissing, TextTooShort
from playground.ui.numbers import compact
from playground.ui.phase import Phase
from playground.ui.run_words import run_line
from playground.ui.train.deeds import Deed
from tests.ui.train.conftest import PATIENCE, Bench, check, step

LEFT = Qt.MouseButton.LeftButton


def click(bench: Bench, name: str) -> None:
    button = bench.tab.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisible(), name
    QTest.mouseClick(button, LEFT)


def button(bench: Bench, name: str) -> QPushButton:
    found = bench.tab.findChild(QPushButton, name)
    assert found is not None
    return found


def curve(bench: Bench, name: str) -> tuple[list[float], list[float]]:
    item = getattr(bench.tab.loss.plot.curves, name)
    x, y = item.getData()
    return ([], []) if x is None else (x.tolist(), y.tolist())


def start(bench: Bench, studio, qtbot) -> None:
    """Press Start and let the run begin."""
    click(bench, "train.start")
    qtbot.waitUntil(lambda: bool(bench.trainings), timeout=PATIENCE)
    bench.training.begin()
    qtbot.waitUntil(lambda: studio.phase is Phase.RUNNING, timeout=PATIENCE)


def test_the_curve_shows_exactly_what_happened(bench, studio, qtbot):
    start(bench, studio, qtbot)
    bench.training.put(step(1, 3.0), step(2, 2.5), check(2, 2.6), Sampled(2, "crow"), step(3, 2.0))
    qtbot.waitUntil(lambda: len(curve(bench, "raw")[0]) == 6, timeout=PATIENCE)
    x, y = curve(bench, "raw")
    assert x[::2] == [1, 2, 3]
    assert y[::2] == pytest.approx([loss / math.log(2) for loss in (3.0, 2.5, 2.0)])
    assert curve(bench, "valid")[0] == [2]
    assert curve(bench, "valid")[1] == pytest.approx([2.6 / math.log(2)])
    qtbot.waitUntil(lambda: bench.tab.sample.text.toPlainText() == "crow")
    assert bench.tab.sample.subtitle.text() == "step 2"


def test_start_trains_what_was_chosen(bench, studio, qtbot):
    click(bench, "train.model.char-rnn.gru")
    bench.tab.model.slider.setFocus()
    QTest.keyClick(bench.tab.model.slider, Qt.Key.Key_Home)
    write_budget(bench, "7 steps")
    bench.tab.training.seed.setFocus()
    bench.tab.training.seed.selectAll()
    QTest.keyClicks(bench.tab.training.seed, "23")
    start(bench, studio, qtbot)
    config = bench.created[0]
    assert config.model == "char-rnn"
    assert isinstance(config.settings, CharRNNConfig)
    assert (config.settings.cell, config.settings.n_hidden) == ("gru", 64)
    assert (config.training.steps, config.training.seed) == (7, 23)


def write_budget(bench: Bench, words: str) -> None:
    budget = bench.tab.findChild(QComboBox, "train.budget")
    line = budget.lineEdit()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)


def test_arrow_keys_go_on_from_the_budget_that_is_shown(bench):
    """They began at the top of the list, whatever was shown."""
    budget = bench.tab.training.budget
    budget.setFocus()
    assert budget.currentText() == "3 minutes"
    QTest.keyClick(budget, Qt.Key.Key_Up)
    assert budget.currentText() == "1 minute"
    assert bench.tab.training._budget.minutes == 1
    for _ in range(2):
        QTest.keyClick(budget, Qt.Key.Key_Down)
    assert budget.currentText() == "10 minutes"


def test_the_focus_goes_on_to_the_next_button(bench, studio, qtbot):
    start(bench, studio, qtbot)
    qtbot.waitUntil(lambda: bench.tab.focusWidget() is button(bench, "train.pause"))
    QTest.keyClick(button(bench, "train.pause"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: studio.phase is Phase.PAUSED, timeout=PATIENCE)
    qtbot.waitUntil(lambda: bench.tab.focusWidget() is button(bench, "train.pause"))
    QTest.keyClick(button(bench, "train.pause"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: studio.phase is Phase.RUNNING, timeout=PATIENCE)


def test_pause_continue_and_stop(bench, studio, qtbot):
    start(bench, studio, qtbot)
    bench.training.put(step(1), step(2))
    qtbot.waitUntil(lambda: len(bench.tab.loss.plot.history) == 2, timeout=PATIENCE)
    assert not button(bench, "train.start").isVisible()
    click(bench, "train.pause")
    assert studio.phase is Phase.PAUSING
    assert not button(bench, "train.pause").isEnabled()
    qtbot.waitUntil(lambda: studio.phase is Phase.PAUSED, timeout=PATIENCE)
    assert bench.training.calls == ["pause"]
    assert button(bench, "train.pause").text() == "Continue"
    assert bench.tab.training.left.text() == "Paused"
    click(bench, "train.pause")
    qtbot.waitUntil(lambda: studio.phase is Phase.RUNNING, timeout=PATIENCE)
    assert button(bench, "train.pause").text() == "Pause"
    click(bench, "train.stop")
    assert studio.phase is Phase.STOPPING
    assert not button(bench, "train.stop").isEnabled()
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
    assert "close" in bench.training.calls
    qtbot.waitUntil(lambda: button(bench, "train.resume").isVisible(), timeout=PATIENCE)
    assert len(bench.tab.loss.plot.history) == 2


def test_start_by_keys(bench, studio, qtbot):
    bench.tab.loss.plot.canvas.setFocus()
    QTest.keyClick(bench.tab.loss.plot.canvas, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: bool(bench.created), timeout=PATIENCE)


def test_ctrl_enter_starts_from_a_field(bench, studio, qtbot):
    field = bench.tab.findChild(QSpinBox, "train.seed")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(bench.created), timeout=PATIENCE)


def test_preparing_shows_how_far_it_is(bench, studio, qtbot):
    click(bench, "train.start")
    qtbot.waitUntil(lambda: bool(bench.trainings), timeout=PATIENCE)
    bench.training.put(Progress("Reading the text", 1, 4))
    bar = bench.tab.training.bar
    qtbot.waitUntil(lambda: bar.value() == 250, timeout=PATIENCE)
    assert bench.tab.training.left.text() == "Reading the text"
    assert not button(bench, "train.pause").isEnabled()


def test_progress_time_left_and_speed(bench, studio, qtbot):
    write_budget(bench, "1 minute")
    start(bench, studio, qtbot)
    bench.training.put(*(step(i) for i in range(1, 41)))  # 20 of 60 seconds, 200 tokens/s
    card = bench.tab.training
    qtbot.waitUntil(lambda: card.left.text() == "0:40 left", timeout=PATIENCE)
    assert card.bar.value() == round(1000 / 3)
    assert card.right.text() == "200 tokens/s"


def test_without_a_text_start_uses_the_built_in_tales(bench, studio, qtbot):
    studio.corpus = None
    studio.corpus_changed.emit()
    assert "built-in tales" in bench.tab.training.note.text()
    assert button(bench, "train.open").isVisible()
    click(bench, "train.start")
    assert studio.opening
    qtbot.waitUntil(lambda: bool(bench.created), timeout=PATIENCE)
    assert studio.corpus.source == "text:fables-en"
    assert bench.tab.text.name.text() == "Fables"


def test_a_text_that_cannot_be_opened_starts_nothing(bench, studio, qtbot):
    studio.corpus = None
    studio.corpus_changed.emit()
    click(bench, "train.start")
    studio.cancel_opening()
    studio.corpus_failed.emit(TextMissing(file="x", texts="y"))
    studio.open_built_in("fables-en")
    qtbot.waitUntil(lambda: studio.corpus is not None, timeout=PATIENCE)
    assert bench.created == []
    assert studio.phase is Phase.IDLE


def test_impossible_settings_are_told_before_the_start(bench, qtbot):
    bench.tab.training.more.click()
    field = bench.tab.findChild(QSpinBox, "train.n_embd")
    field.setValue(130)
    problem = bench.tab.training.problem
    assert problem.isVisible()
    assert "130 channels cannot be shared out to 4 heads" in problem.text()
    assert not button(bench, "train.start").isEnabled()
    field.setValue(136)
    assert not problem.isVisible()
    assert button(bench, "train.start").isEnabled()
    assert "136 wide" in bench.tab.model.summary.text()


def test_the_keys_to_start_lead_to_the_field_that_is_wrong(bench, qtbot):
    training = bench.tab.training
    training.more.click()
    field = bench.tab.findChild(QSpinBox, "train.n_embd")
    field.setValue(130)
    assert field.property("invalid")
    assert bench.tab.findChild(QSpinBox, "train.n_head").property("invalid")
    training.more.click()
    training.budget.setFocus()
    QTest.keyClick(training.budget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert training.more.isChecked()
    assert field.hasFocus()
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty())
    assert not bench.created
    field.setValue(136)
    assert not field.property("invalid")


def test_an_unclear_number_starts_nothing_and_is_explained(bench, qtbot):
    bench.tab.training.more.click()
    field = bench.tab.findChild(QSpinBox, "train.n_layer")
    field.selectAll()
    QTest.keyClicks(field.lineEdit(), "1,2,3")
    assert "“1,2,3” is no number" in bench.tab.training.problem.text()
    assert not button(bench, "train.start").isEnabled()
    write_budget(bench, "5 minutes")  # which is fine, and makes the other field no better
    assert not button(bench, "train.start").isEnabled()
    field.selectAll()
    QTest.keyClicks(field.lineEdit(), "99")
    said = "Layers must be between 1 and 24, not 99."
    assert said in bench.tab.training.problem.text()
    below = bench.tab.findChild(QLabel, "train.n_layer.problem")
    assert (below.text(), below.isVisible()) == (said, True)
    field.selectAll()
    QTest.keyClicks(field.lineEdit(), "2")
    assert below.isHidden()
    assert button(bench, "train.start").isEnabled()


def test_more_settings_open_at_their_top(bench, qtbot):
    button(bench, "train.start").setFocus()
    more = bench.tab.training.more
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    first = bench.tab.training.settings.field_of(["context"])
    qtbot.waitUntil(lambda: first.visibleRegion().boundingRect().height() == first.height())
    assert not more.visibleRegion().isEmpty()


def test_what_has_no_effect_is_hidden(bench, qtbot):
    bench.tab.training.more.click()
    carry, rate = (
        bench.tab.findChild(object, f"train.{n}") for n in ("carry_state", "rotary_base")
    )
    assert carry.isHidden()
    assert not rate.isHidden()
    click(bench, "train.model.char-rnn.gru")
    assert not carry.isHidden()
    muon = bench.tab.findChild(object, "train.muon_learning_rate")
    assert not muon.isHidden()
    optimizer = bench.tab.findChild(object, "train.optimizer")
    optimizer.setCurrentIndex(optimizer.findData("adamw"))
    assert muon.isHidden()


def test_a_chip_for_each_change_leads_back(bench, studio, qtbot):
    studio.corpus_changed.emit()
    training = bench.tab.training
    assert training.chips.isHidden()
    training.more.click()
    layers = bench.tab.findChild(QSpinBox, "train.n_layer")
    usual = layers.value()
    layers.setValue(9)
    bench.tab.findChild(QSpinBox, "train.batch_size").setValue(77)
    assert training.chips.isVisible()
    QTest.mouseClick(training.chips.chip("n_layer"), Qt.MouseButton.LeftButton)
    assert layers.value() == usual
    assert not bench.tab.model.choice.isVisible()
    QTest.mouseClick(training.chips.chip("batch_size"), Qt.MouseButton.LeftButton)
    assert training.chips.isHidden()
    assert bench.tab.model.choice.isVisible()  # automatic again
    click(bench, "train.model.char-rnn.lstm")
    assert training.chips.isHidden()


def test_the_card_tells_how_the_text_is_cut(bench, studio, qtbot):
    tokens = bench.tab.text.tokens
    assert tokens.isHidden()
    studio.text_settings.choose(TextConfig("bpe", vocab_size=1500))
    assert tokens.text() == "Tokens: BPE, 1,500 different ones at most"
    assert tokens.isVisible()
    studio.select(studio.workspace.find(str(bench.add_run("old", []))))
    assert tokens.isHidden()  # the run learned characters
    click(bench, "train.new")
    assert tokens.isVisible()


def test_the_settings_of_a_run_are_words_of_its_own_model(bench, studio, qtbot):
    studio.select(studio.workspace.find(str(bench.add_run("old", []))))  # a GRU; the plan is a GPT
    bench.tab.training.more.click()
    words = bench.tab.findChild(QLabel, "train.cell.words")
    assert (words.text(), words.isVisible(), words.isEnabled()) == ("GRU", True, True)
    assert bench.tab.findChild(QLabel, "train.n_hidden.words").isVisible()
    studio.select(None)
    assert not bench.tab.findChild(QSpinBox, "train.n_head").isHidden()


def stops(bench: Bench, number: int) -> list[str]:
    """Return where the Tab key leads from the first card."""
    bench.tab.text.change.setFocus()
    names = []
    for _ in range(number):
        focused = QApplication.focusWidget()
        names.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return names


def test_the_tab_key_goes_through_the_form_from_top_to_bottom(bench, qtbot):
    bench.tab.training.more.click()
    seen = stops(bench, 38)
    assert seen[:5] == [
        "train.change_text", "train.model.gpt", "train.size", "train.budget", "train.seed",
    ]  # fmt: skip
    more, first, last = (seen.index(f"train.{n}") for n in ("more", "context", "valid_share"))
    assert more < first < seen.index("train.batch_size") < seen.index("train.tokenizer") < last
    assert last < seen.index("train.start")


def test_the_form_of_another_model_takes_the_place_of_the_first(bench, qtbot):
    bench.tab.training.more.click()
    click(bench, "train.model.char-rnn.lstm")
    first = bench.tab.training.settings.field_of(["context"])
    qtbot.waitUntil(first.isVisible)
    seen = stops(bench, 38)
    order = [seen.index(f"train.{n}") for n in ("more", "context", "n_hidden", "batch_size")]
    assert order == sorted(order)
    assert seen[1] == "train.model.char-rnn.lstm"


def test_all_settings_go_back_at_once_and_are_automatic_again(bench, studio, qtbot):
    studio.corpus_changed.emit()
    bench.tab.training.more.click()
    reset = button(bench, "train.reset_all")
    assert reset.isHidden()
    for name, value in (("n_layer", 9), ("batch_size", 77)):
        bench.tab.findChild(QSpinBox, f"train.{name}").setValue(value)
    assert bench.tab.model.recommend.isVisible()
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert bench.tab.findChild(QSpinBox, "train.n_layer").value() != 9
    assert bench.tab.model.choice.isVisible()
    assert reset.isHidden()


def test_a_budget_that_is_none_is_told_before_the_start(bench, qtbot):
    write_budget(bench, "soon")
    assert "a number of steps or of minutes" in bench.tab.training.problem.text()
    assert not button(bench, "train.start").isEnabled()
    write_budget(bench, "2 minutes")
    assert button(bench, "train.start").isEnabled()


def test_typing_a_small_number_in_the_form_is_left_alone(bench, qtbot, studio):
    bench.tab.training.more.click()
    field = bench.tab.findChild(object, "train.learning_rate")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field.lineEdit(), "0.0005")
    assert field.lineEdit().text() == "0.0005"
    start(bench, studio, qtbot)
    assert bench.created[0].training.learning_rate == 0.0005


def test_the_size_slider_tells_the_real_number_of_parameters(bench):
    slider, card = bench.tab.model.slider, bench.tab.model
    different = len(set("The crow had a cheese. The fox had a song.\n"))
    slider.setFocus()
    seen = set()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End):
        QTest.keyClick(slider, key)
        seen.add(card.parameters.text())
    assert len(seen) == 3
    largest = MODELS["gpt"].sizes[-1].parameters(different)
    assert card.parameters.text() == f"{compact(largest)} parameters"
    context = GPTConfig().context
    assert card.summary.text() == f"6 layers · 6 heads · 384 wide · sees {context} characters"


def test_choices_are_found_again_at_the_next_start(bench, studio, qtbot):
    from playground.ui.tabs.train import TrainTab

    click(bench, "train.model.char-rnn.tanh")
    write_budget(bench, "1234 steps")
    again = TrainTab(studio)
    qtbot.addWidget(again)
    assert again.model.segments.current == "char-rnn.tanh"
    assert again.training.budget.currentText() == "1,234 steps"


def test_a_recorded_run_is_shown_with_its_settings(bench, studio, qtbot):
    events = [*(step(i, 3.0 - 0.1 * i) for i in range(1, 11)), check(10, 2.2), Sampled(10, "caw")]
    folder = bench.add_run("old", events)
    studio.select(studio.workspace.find(str(folder)))
    qtbot.waitUntil(lambda: len(curve(bench, "raw")[0]) == 20, timeout=PATIENCE)
    tab = bench.tab
    assert tab.model.segments.current == "char-rnn.gru"
    assert not tab.model.segments.isEnabled()
    assert tab.training.budget.currentText() == "50 steps"
    assert tab.training.seed.value() == 11
    assert not tab.training.seed.isVisible()
    assert tab.training.words.text() == "for 50 steps · seed 11"
    assert tab.model.words.text() == "GRU"
    assert tab.text.chosen.text() == "crow.txt"
    assert tab.sample.text.toPlainText() == "caw"
    assert tab.training.bar.value() == 400  # 20 of 50 steps
    assert [rule.bits for rule in tab.loss.plot.rules] == [5.0, 4.25]  # log2 32, letter counts
    studio.select(None)
    assert tab.model.segments.current == "gpt"
    assert tab.training.seed.isEnabled()
    assert curve(bench, "raw") == ([], [])


def test_continue_training_goes_on_where_the_curve_ended(bench, studio, qtbot):
    folder = bench.add_run("old", [step(i) for i in range(1, 21)])
    studio.select(studio.workspace.find(str(folder)))
    qtbot.waitUntil(lambda: len(bench.tab.loss.plot.history) == 20, timeout=PATIENCE)
    click(bench, "train.resume")
    qtbot.waitUntil(lambda: bool(bench.resumed), timeout=PATIENCE)
    assert bench.resumed[0][0].path == folder
    assert bench.resumed[0][1] is None  # the same budget
    assert len(bench.tab.loss.plot.history) == 20  # the curve stays while it is prepared
    bench.training.begin(at=15)  # the last five steps had not been saved
    bench.training.put(step(16, 1.0), step(17, 0.5))
    qtbot.waitUntil(lambda: curve(bench, "raw")[0][-1:] == [17], timeout=PATIENCE)
    assert bench.tab.loss.plot.history.steps.values.tolist() == [float(i) for i in range(1, 18)]
    assert bench.tab.loss.plot.history.loss.values[-2:].tolist() == [1.0, 0.5]


def test_a_run_resumed_from_elsewhere_shows_its_past_too(bench, studio, qtbot):
    folder = bench.add_run("old", [step(i) for i in range(1, 21)])
    studio.resume(studio.workspace.find(str(folder)))
    qtbot.waitUntil(lambda: bool(bench.trainings), timeout=PATIENCE)
    bench.training.begin(at=20)
    bench.training.put(step(21))
    qtbot.waitUntil(lambda: len(bench.tab.loss.plot.history) == 21, timeout=PATIENCE)
    assert button(bench, "train.pause").isVisible()


def test_a_run_that_stopped_early_says_so(bench, studio, qtbot):
    events = [step(i) for i in range(1, 21)] + [check(10), check(20, 3.0)]
    end = Finished(20, 10, 2.0, 2.9, 2000, 10.0, EARLY_STOP)
    folder = bench.add_run(
        "old", [*events, end], status="finished", reason=EARLY_STOP, best_step=10
    )
    run = studio.workspace.find(str(folder))
    studio.select(run)
    said = "20 steps, stopped early: no better check since step 10"
    qtbot.waitUntil(lambda: bench.tab.training.start.words.text() == said, timeout=PATIENCE)
    qtbot.waitUntil(lambda: bench.tab.coach.title.text() == "Stopped early", timeout=PATIENCE)
    assert run_line(run) == "GRU · stopped early"
    assert button(bench, "train.resume").isVisible()


def test_a_finished_run_is_trained_longer(bench, studio, qtbot):
    events = [step(i) for i in range(1, 51)]
    folder = bench.add_run("old", events, status="finished", steps=50)
    studio.select(studio.workspace.find(str(folder)))
    longer = button(bench, "train.longer")
    qtbot.waitUntil(longer.isVisible)
    menu = longer.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [
        "25 steps more",
        "50 steps more",
        "100 steps more",
    ]
    menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: bool(bench.resumed), timeout=PATIENCE)
    assert bench.resumed[0][1].training.steps == 100


def test_the_settings_of_a_run_are_taken_where_they_are_wanted(bench, studio, qtbot):
    folder = bench.add_run("old", [])
    run = studio.workspace.find(str(folder))
    studio.select(run)
    studio.duplicate(run)
    assert studio.selected is None
    assert bench.tab.model.segments.current == "char-rnn.gru"
    assert bench.tab.training.seed.value() == 11
    start(bench, studio, qtbot)
    assert bench.created[0] == run.config


def test_a_new_run_is_planned_for_the_open_text_whatever_run_was_seen(bench, studio, qtbot):
    before = bench.tab.training.budget.currentText(), bench.tab.model.segments.current
    studio.select(studio.workspace.find(str(bench.add_run("old", []))))
    click(bench, "train.new")
    assert studio.selected is None
    assert (bench.tab.training.budget.currentText(), bench.tab.model.segments.current) == before
    assert bench.tab.model.choice.isVisible()
    assert not bench.tab.model.recommend.isVisible()


def test_another_run_can_be_looked_at_while_one_is_trained(bench, studio, qtbot):
    folder = bench.add_run("old", [step(i) for i in range(1, 6)])
    start(bench, studio, qtbot)
    bench.training.put(step(1), step(2))
    qtbot.waitUntil(lambda: len(bench.tab.loss.plot.history) == 2, timeout=PATIENCE)
    live = studio.training_run
    studio.select(studio.workspace.find(str(folder)))
    qtbot.waitUntil(lambda: len(bench.tab.loss.plot.history) == 5, timeout=PATIENCE)
    bench.training.put(step(3))
    assert button(bench, "train.new").isEnabled()  # it leads to a plan, which can wait
    click(bench, "train.watch")
    assert studio.selected.path == live.path
    qtbot.waitUntil(lambda: len(bench.tab.loss.plot.history) == 3, timeout=PATIENCE)


def test_a_plan_can_be_made_while_one_is_trained_and_starts_after_it(bench, studio, qtbot):
    start(bench, studio, qtbot)
    studio.select(None)
    assert not button(bench, "train.start").isVisible()
    assert button(bench, "train.later").isEnabled()
    assert "run-0" in bench.tab.training.note.text()
    click(bench, "train.model.char-rnn.lstm")
    assert bench.tab.model.segments.current == "char-rnn.lstm"


def test_the_time_machine_goes_back_and_stays_there(bench, studio, qtbot):
    start(bench, studio, qtbot)
    bench.training.put(Sampled(10, "ten"), Sampled(20, "twenty"), Sampled(30, "thirty"))
    card = bench.tab.sample
    qtbot.waitUntil(lambda: card.text.toPlainText() == "thirty", timeout=PATIENCE)
    card.machine.setFocus()
    QTest.keyClick(card.machine, Qt.Key.Key_Home)
    assert (card.text.toPlainText(), card.subtitle.text()) == ("ten", "step 10")
    bench.training.put(Sampled(40, "forty"))
    qtbot.waitUntil(lambda: card.machine.maximum() == 3, timeout=PATIENCE)
    assert card.text.toPlainText() == "ten"
    QTest.keyClick(card.machine, Qt.Key.Key_End)
    bench.training.put(Sampled(50, "fifty"))
    qtbot.waitUntil(lambda: card.text.toPlainText() == "fifty", timeout=PATIENCE)


def test_what_a_model_writes_is_shown_as_plain_text(bench, studio, qtbot):
    start(bench, studio, qtbot)
    bench.training.put(Sampled(1, "<b>bold</b> &amp; <script>"))
    card = bench.tab.sample
    qtbot.waitUntil(lambda: card.text.toPlainText() == "<b>bold</b> &amp; <script>")


def test_the_coach_speaks_when_there_is_something_to_say(bench, studio, qtbot):
    coach = bench.tab.coach
    assert not coach.isVisible()
    start(bench, studio, qtbot)
    bench.training.put(*(check(10 * i, 3.0 - 0.3 * i) for i in range(1, 6)))
    qtbot.waitUntil(coach.isVisible, timeout=PATIENCE)
    qtbot.waitUntil(lambda: coach.title.text() == "Learning fast", timeout=PATIENCE)
    assert "letter counts" in coach.words.text()


def test_many_batches_are_few_redraws(bench, studio, qtbot):
    start(bench, studio, qtbot)
    qtbot.waitUntil(lambda: bench.tab.loss.plot.isVisible())
    before = bench.tab.loss.plot.redraws
    for i in range(1, 501):
        studio.training_reported.emit([step(i)])
    assert len(bench.tab.loss.plot.history) == 500
    assert bench.tab.loss.plot.redraws <= before + 1


def test_what_does_not_change_is_not_laid_out_again(bench, studio, qtbot):
    start(bench, studio, qtbot)
    bench.training.put(*(step(i) for i in range(1, 4)), check(3))
    qtbot.waitUntil(lambda: len(bench.tab.loss.plot.history) == 3, timeout=PATIENCE)
    canvas = bench.tab.loss.plot.canvas
    qtbot.waitUntil(lambda: bench.tab.loss.plot.settled)
    painted = canvas.paints
    for _ in range(10):
        studio.training_changed.emit()
        QApplication.processEvents()
    assert canvas.paints == painted


def test_it_ends_with_the_run_that_was_trained(bench, studio, qtbot):
    write_budget(bench, "5 steps")
    start(bench, studio, qtbot)
    measured = Finished(5, 5, 1.5, 2.17, 500, 2.5, "budget")  # on the whole validation text
    bench.training.put(*(step(i) for i in range(1, 6)), check(5), measured)
    bench.training.finish()
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
    qtbot.waitUntil(lambda: button(bench, "train.new").isVisible(), timeout=PATIENCE)
    assert len(bench.tab.loss.plot.history) == 5
    assert bench.tab.training.bar.value() == 1000
    qtbot.waitUntil(lambda: bench.tab.coach.title.text() == "Finished", timeout=PATIENCE)
    assert "2.17 bits" in bench.tab.coach.words.text()


def test_the_coach_says_what_a_stopped_run_came_to(bench, studio, qtbot):
    start(bench, studio, qtbot)
    checks = (check(1, 4.0), check(2, 3.0), check(3, 2.0))
    bench.training.put(*(step(i) for i in range(1, 4)), *checks)
    coach = bench.tab.coach
    qtbot.waitUntil(lambda: coach.title.text() == "Learning fast", timeout=PATIENCE)
    click(bench, "train.stop")
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
    qtbot.waitUntil(lambda: coach.title.text() == "Stopped", timeout=PATIENCE)
    assert coach.words.text().endswith("It was still improving: go on with it.")


class Marked(QTranslator):
    """Puts every sentence into brackets."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return f"⟦{source}⟧" if "1000 k" not in source else source

    def isEmpty(self) -> bool:
        return False


def test_every_word_changes_with_the_language(bench, studio, qtbot):
    start(bench, studio, qtbot)
    bench.training.put(step(1), check(1), check(2), check(3), Sampled(3, "words of the model"))
    qtbot.waitUntil(bench.tab.coach.isVisible, timeout=PATIENCE)
    translator = Marked()
    QCoreApplication.installTranslator(translator)
    try:
        QApplication.processEvents()
        left = [words for words in visible_words(bench) if "⟦" not in words]
    finally:
        QCoreApplication.removeTranslator(translator)
        QApplication.processEvents()
    assert left == ["crow.txt"]
    assert all("⟦" not in words for words in visible_words(bench))


def visible_words(bench: Bench) -> list[str]:
    """Return every text on a label or button that is seen."""
    found = []
    for widget in bench.tab.findChildren(QWidget):
        words = getattr(widget, "text", None)
        if callable(words) and widget.isVisible():
            shown = words()
            if isinstance(shown, str) and any(c.isalpha() for c in shown):
                found.append(shown)
    return [words for words in found if not words[0].isdigit() or " " in words]


def test_every_control_has_a_name_for_tests_and_for_screen_readers(bench):
    bench.tab.training.more.click()
    for kind in (QPushButton, QComboBox, QSpinBox):
        for widget in bench.tab.findChildren(kind):
            if widget.isVisible() and widget.objectName() != "qt_spinbox_lineedit":
                assert widget.objectName().startswith("train."), widget
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget


def test_deeds_have_buttons_of_their_own(bench):
    names = {b.objectName() for b in bench.tab.training.buttons.buttons.values()}
    assert names == {f"train.{d.value}" for d in Deed if d is not Deed.UNPAUSE}


def test_the_curve_is_saved_where_a_person_says(bench, studio, qtbot, tmp_path, monkeypatch):
    start(bench, studio, qtbot)
    bench.training.put(step(1), step(2))
    qtbot.waitUntil(lambda: len(bench.tab.loss.plot.history) == 2, timeout=PATIENCE)
    for ending in ("csv", "png", "svg"):
        target = tmp_path / f"mine.{ending}"
        asked: list[str] = []

        def ask(parent, title, first, filters, target=target, asked=asked):
            asked.append(first)
            return str(target), filters

        monkeypatch.setattr("playground.ui.asking.QFileDialog.getSaveFileName", ask)
        menu = bench.tab.loss.save.menu()
        menu.aboutToShow.emit()
        next(a for a in menu.actions() if f"({ending.upper()})" in a.text()).trigger()
        qtbot.waitUntil(target.exists, timeout=PATIENCE)
        assert Path(asked[0]).name.startswith("run-0")
    assert (tmp_path / "mine.csv").read_text().splitlines()[1].startswith("1,0.5,100,2")


def test_units_and_axes_are_chosen_from_menus_and_remembered(bench, studio, qtbot):
    unit = bench.tab.loss.unit
    unit.menu().aboutToShow.emit()
    next(a for a in unit.menu().actions() if a.text() == "perplexity").trigger()
    assert bench.tab.loss.plot.options.unit == "perplexity"
    assert unit.text().startswith("perplexity")
    axis = bench.tab.loss.axis
    axis.menu().aboutToShow.emit()
    next(a for a in axis.menu().actions() if a.text() == "time").trigger()
    assert studio.settings.get("plot/axis", "") == "time"
    assert studio.settings.get("plot/unit", "") == "perplexity"


def test_the_smoothing_slider_changes_the_bold_line(bench, studio, qtbot):
    start(bench, studio, qtbot)
    bench.training.put(*(step(i, 2.0 + (i % 2)) for i in range(1, 101)))
    qtbot.waitUntil(lambda: len(curve(bench, "smooth")[0]) == 100, timeout=PATIENCE)
    card = bench.tab.loss
    card.view.menu().aboutToShow.emit()
    slider = card.findChild(QSlider, "train.plot.smoothing")
    slider.setValue(slider.maximum())
    rough = np.ptp(curve(bench, "smooth")[1][50:])
    slider.setValue(0)
    assert np.ptp(curve(bench, "smooth")[1][50:]) == pytest.approx(1 / math.log(2))
    assert rough < 0.2
    assert studio.settings.get("plot/smoothing", 1.0) == 0.0


def test_a_right_click_offers_view_and_export(bench, qtbot):
    canvas = bench.tab.loss.plot.canvas
    middle = canvas.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, canvas.mapToGlobal(middle))
    QApplication.sendEvent(canvas.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert menu is bench.tab.loss.view.menu()
    words = [action.text() for action in menu.actions()]
    assert "Logarithmic loss" in words
    assert "Save the curve" in words
    menu.close()


def test_a_training_that_explodes_says_so_and_offers_a_new_run(bench, studio, qtbot):
    problems = []
    studio.problem.connect(problems.append)
    start(bench, studio, qtbot)
    bench.training.put(step(1), check(1, 2.5), step(2))
    bench.training.explode()
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
    qtbot.waitUntil(lambda: bench.tab.coach.title.text() == "Exploded", timeout=PATIENCE)
    assert button(bench, "train.new").isVisible()
    assert not button(bench, "train.resume").isVisible()
    assert len(problems) == 1


def test_a_start_that_fails_leaves_the_plan_as_it_was(bench, studio, qtbot, monkeypatch):
    problems = []
    studio.problem.connect(problems.append)

    def refuse(*_words):
        raise TextTooShort(file="crow.txt", have=3, context=64, need=130)

    monkeypatch.setattr(studio.workspace, "create", refuse)
    click(bench, "train.start")
    qtbot.waitUntil(lambda: bool(problems), timeout=PATIENCE)
    qtbot.waitUntil(lambda: button(bench, "train.start").isVisible(), timeout=PATIENCE)
    assert button(bench, "train.start").isEnabled()
    assert not bench.tab.training.bar.isVisible()
