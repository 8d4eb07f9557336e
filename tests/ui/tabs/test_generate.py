"""The Generate tab with a really trained model, real clicks and real keys."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from playground.engine.config import SamplingConfig
from playground.engine.distribution import reshape
from playground.engine.sample import generate, next_distribution
from playground.services.runs import WEIGHTS
from playground.ui.language import Language
from playground.ui.pieces import Colouring
from playground.ui.tabs.generate import GenerateTab
from tests.ui.fakes import make_run
from tests.ui.generate.conftest import open_tab
from tests.ui.trained import copy_run, train_tiny

PATIENCE = 60_000
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def run(home, trained):
    return copy_run(trained, home)


@pytest.fixture
def loaded(studio, run):
    return studio.workspace.load(run)


@pytest.fixture
def tab(qtbot, studio, run):
    tab = open_tab(qtbot, studio)
    tab.dials.length.setValue(30)
    tab.dials.temperature.set_value(0.9)
    tab.dials.top_k.set_value(0)
    tab.dials.top_p.set_value(1.0)
    qtbot.waitUntil(lambda: tab.why.choice is not None, timeout=PATIENCE)
    return tab


def config_of(tab, **changes):
    return replace(tab.dials.config, **changes)


def type_prompt(tab, text):
    tab.prompt.edit.setFocus()
    tab.prompt.edit.selectAll()
    if text.isascii():
        QTest.keyClicks(tab.prompt.edit, text)
    else:  # Chinese comes from an input method; as key clicks it aborts Qt's test library
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(tab.prompt.edit, event)


def press(tab, key, modifiers=NONE):
    QTest.keyClick(QApplication.focusWidget() or tab, key, modifiers)


def wait_idle(qtbot, tab):
    qtbot.waitUntil(lambda: not tab.author.busy, timeout=PATIENCE)


def write(qtbot, tab, prompt="the hen"):
    type_prompt(tab, prompt)
    QTest.mouseClick(tab.prompt.go, Qt.MouseButton.LeftButton)
    wait_idle(qtbot, tab)


def view_of(tab, sample=0):
    return tab.output.samples.views[sample]


def click_token(tab, index, sample=0):
    view = view_of(tab, sample)
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.token_rect(index).center().toPoint(),
    )


def click_bar(tab, row):
    bars = tab.why.bars
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=bars.row_rect(row).center().toPoint())


def shares(tab):
    return {row.id: row.share for row in tab.why.bars.rows}


def expected_shares(tab, distribution, config):
    shaped = reshape(distribution, config.temperature, config.top_k, config.top_p)
    return {row.id: pytest.approx(shaped[row.id]) for row in tab.why.bars.rows}


# Writing


def test_generate_writes_what_the_engine_writes(qtbot, tab, loaded):
    write(qtbot, tab)
    tokens = generate(loaded.model, loaded.tokenizer, "the hen", tab.dials.config)
    assert view_of(tab).text == "the hen" + "".join(t.text for t in tokens)


def test_tokens_arrive_in_order_and_none_is_lost(qtbot, tab):
    tab.dials.length.setValue(400)
    arrived = []
    tab.author.appended.connect(lambda sample, tokens: arrived.extend(tokens))
    write(qtbot, tab)
    assert len(arrived) == 400
    assert [t.number for t in arrived] == np.random.default_rng(1).random(400).tolist()
    assert view_of(tab).text == "the hen" + "".join(t.text for t in arrived)


def test_what_was_given_and_what_was_written_look_different(qtbot, tab):
    write(qtbot, tab)
    pieces = view_of(tab).pieces
    assert [piece.given for piece in pieces] == [True] * 7 + [False] * 30
    assert view_of(tab).colouring is Colouring.DOUBT
    QTest.mouseClick(tab.output.colours, Qt.MouseButton.LeftButton, pos=QPoint(8, 10))
    assert view_of(tab).colouring is Colouring.NONE


def test_control_return_writes_and_return_in_the_field_too(qtbot, tab):
    type_prompt(tab, "the ")
    press(tab, Qt.Key.Key_Return)
    wait_idle(qtbot, tab)
    assert view_of(tab).text.startswith("the ")
    type_prompt(tab, "hen")
    view_of(tab).setFocus()
    press(tab, Qt.Key.Key_Return, CONTROL)
    wait_idle(qtbot, tab)
    assert view_of(tab).text.startswith("hen")


def test_the_likeliest_is_written_again_and_again_whatever_the_seed(qtbot, tab, loaded):
    tab.dials.temperature.slider.setFocus()
    press(tab, Qt.Key.Key_Home)
    assert tab.dials.config.temperature == 0.0
    assert "likeliest" in tab.dials.temperature.shown.text()
    texts = set()
    for seed in (1, 2, 3):
        tab.dials.seed.setValue(seed)
        write(qtbot, tab)
        texts.add(view_of(tab).text)
    assert len(texts) == 1


def test_the_same_seed_writes_the_same_and_a_new_one_something_else(qtbot, tab):
    write(qtbot, tab)
    first = view_of(tab).text
    write(qtbot, tab)
    assert view_of(tab).text == first
    QTest.mouseClick(tab.dials.die, Qt.MouseButton.LeftButton)
    assert tab.dials.seed.value() != 1
    write(qtbot, tab)
    assert view_of(tab).text != first


def test_stop_ends_at_once_and_keeps_what_is_written(qtbot, tab):
    tab.dials.length.setValue(100_000)
    type_prompt(tab, "the")
    press(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(view_of(tab).pieces) > 10, timeout=PATIENCE)
    assert tab.prompt.stop.isVisible()
    assert not tab.prompt.go.isVisible()
    press(tab, Qt.Key.Key_Escape)
    wait_idle(qtbot, tab)
    count = len(view_of(tab).pieces)
    assert 10 < count < 100_000
    assert tab.prompt.go.isVisible()
    qtbot.waitUntil(lambda: tab.why.choice.token is None, timeout=PATIENCE)
    assert len(view_of(tab).pieces) == count


def test_one_token_at_a_time_writes_what_generate_writes(qtbot, tab):
    write(qtbot, tab)
    whole = view_of(tab).text
    write(qtbot, tab, "hen")
    type_prompt(tab, "the hen")
    for _ in range(5):
        press(tab, Qt.Key.Key_Right, CONTROL)
    qtbot.waitUntil(lambda: len(view_of(tab).pieces) == 12 and not tab.author.busy)
    assert view_of(tab).text == whole[:12]


def test_several_samples_have_a_seed_each(qtbot, tab):
    tab.dials.samples.setValue(3)
    write(qtbot, tab)
    texts = [view.text for view in tab.output.samples.views]
    assert len(set(texts)) == 3
    tab.dials.samples.setValue(1)
    tab.dials.seed.setValue(3)
    write(qtbot, tab)
    assert view_of(tab).text == texts[2]


def test_chinese_is_written_and_shown(qtbot, tab):
    tab.dials.temperature.set_value(0)
    write(qtbot, tab, "你好")
    assert view_of(tab).text.startswith("你好，世界。\n")
    assert view_of(tab).token_rect(2).left() == pytest.approx(view_of(tab).token_rect(1).right())


# Bars


def test_before_anything_is_written_the_bars_show_what_comes_next(qtbot, tab, loaded):
    type_prompt(tab, "the ca")
    qtbot.waitUntil(lambda: tab.why.choice.before == "the ca", timeout=PATIENCE)
    distribution = next_distribution(loaded.model, loaded.tokenizer, "the ca")
    assert shares(tab) == expected_shares(tab, distribution, tab.dials.config)
    assert tab.why.bars.rows[0].label == "t"
    assert tab.why.bars.marked is None


WAYS = {
    "the button": lambda tab: QTest.mouseClick(tab.prompt.one, Qt.MouseButton.LeftButton),
    "the key": lambda tab: press(tab, Qt.Key.Key_Right, CONTROL),
    "a bar": lambda tab: click_bar(tab, 0),
}


def bars_stand_at_the_end(tab):
    """Tell whether the bars show what comes after all that is written."""
    choice = tab.why.choice
    return choice is not None and choice.token is None and choice.before == view_of(tab).text


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("written", [False, True], ids=["first text", "a text before"])
def test_the_bars_move_on_with_every_letter_after_a_typed_beginning(qtbot, tab, way, written):
    if written:
        write(qtbot, tab, "a ca")
    type_prompt(tab, "the ")
    qtbot.waitUntil(lambda: tab.why.choice.before == "the ", timeout=PATIENCE)
    for count in (1, 2, 3):
        way(tab)
        wait_idle(qtbot, tab)
        assert len(view_of(tab).pieces) == 4 + count
        qtbot.waitUntil(lambda: bars_stand_at_the_end(tab), timeout=PATIENCE)


def test_the_bars_follow_typing_generating_forking_and_taking_back(qtbot, tab):
    type_prompt(tab, "the ")
    press(tab, Qt.Key.Key_Right, CONTROL)
    wait_idle(qtbot, tab)
    write(qtbot, tab, "the hen")
    qtbot.waitUntil(lambda: bars_stand_at_the_end(tab), timeout=PATIENCE)
    click_token(tab, 15)
    drawn = tab.why.choice.token.id
    click_bar(tab, next(i for i, row in enumerate(tab.why.bars.rows) if row.id != drawn))
    wait_idle(qtbot, tab)
    qtbot.waitUntil(lambda: bars_stand_at_the_end(tab), timeout=PATIENCE)
    view_of(tab).setFocus()
    press(tab, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: bars_stand_at_the_end(tab), timeout=PATIENCE)
    type_prompt(tab, "a h")
    qtbot.waitUntil(lambda: tab.why.choice.before == "a h", timeout=PATIENCE)
    type_prompt(tab, "the hen")
    qtbot.waitUntil(lambda: bars_stand_at_the_end(tab), timeout=PATIENCE)


def test_the_bars_follow_a_slider_while_it_is_dragged(qtbot, tab):
    distribution = tab.why.choice.ranking.distribution
    slider = tab.dials.temperature.slider
    middle = slider.height() // 2
    seen = []

    def move(x, kind, buttons):
        point = QPointF(x, middle)
        button = (
            Qt.MouseButton.NoButton
            if kind == QMouseEvent.Type.MouseMove
            else (Qt.MouseButton.LeftButton)
        )
        event = QMouseEvent(kind, point, slider.mapToGlobal(point), button, buttons, NONE)
        QApplication.sendEvent(slider, event)

    here = round(slider.width() * tab.dials.temperature.value / 2)
    move(here, QMouseEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton)
    for x in (here + 20, here + 60, slider.width() - 12, 20):
        move(x, QMouseEvent.Type.MouseMove, Qt.MouseButton.LeftButton)
        assert slider.isSliderDown()
        config = tab.dials.config
        assert shares(tab) == expected_shares(tab, distribution, config)
        seen.append(config.temperature)
    move(20, QMouseEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton)
    assert len(set(seen)) == 4


def test_top_k_cuts_the_bars_below(qtbot, tab):
    tab.dials.top_k.set_value(3)
    assert [row.cut for row in tab.why.bars.rows[:5]] == [False, False, False, True, True]
    tab.dials.top_k.set_value(0)
    assert not any(row.cut for row in tab.why.bars.rows)


def test_top_k_ends_at_the_vocabulary(tab, loaded):
    slider = tab.dials.top_k.slider
    slider.setValue(slider.maximum() - 1)
    assert tab.dials.config.top_k < loaded.tokenizer.vocab_size
    slider.setValue(slider.maximum())
    assert tab.dials.config.top_k == 0
    assert tab.dials.top_k.shown.text() == "off"


def test_a_clicked_letter_shows_its_bars_as_they_were(qtbot, tab):
    write(qtbot, tab)
    token = tab.author.story.samples[0][4]
    config = tab.dials.config
    tab.dials.temperature.set_value(2.0)
    click_token(tab, 7 + 4)
    assert shares(tab) == expected_shares(tab, token.distribution, config)
    assert tab.why.bars.marked == token.id
    assert f"Drawn at temperature 0.90: {token.number:.3f} fell on " in tab.why.note.text()
    tab.dials.temperature.set_value(0.5)
    assert shares(tab) == expected_shares(tab, token.distribution, tab.dials.config)


def test_the_bars_stay_reshaped_when_the_list_of_runs_changes(qtbot, tab, studio):
    write(qtbot, tab)
    click_token(tab, 11)
    tab.dials.temperature.set_value(0.5)
    before = shares(tab)
    studio.runs_changed.emit()
    studio.training_changed.emit()
    assert shares(tab) == before


def test_a_letter_is_found_by_keys_alone(qtbot, tab):
    write(qtbot, tab)
    view_of(tab).setFocus()
    press(tab, Qt.Key.Key_Right)
    for _ in range(9):
        press(tab, Qt.Key.Key_Right)
    assert view_of(tab).current == 9
    assert tab.why.choice.token is tab.author.story.samples[0][2]
    press(tab, Qt.Key.Key_Return)
    assert tab.why.bars.hasFocus()
    press(tab, Qt.Key.Key_Down)
    chosen = tab.why.bars.rows[1]
    press(tab, Qt.Key.Key_Return)
    wait_idle(qtbot, tab)
    assert tab.author.story.ids(0)[9] == chosen.id


# Forks


def test_a_fork_keeps_what_is_before_and_writes_on(qtbot, tab):
    write(qtbot, tab)
    before = tab.author.story.ids(0)
    text = view_of(tab).text
    click_token(tab, 15)
    row = next(i for i, row in enumerate(tab.why.bars.rows) if row.id != before[15])
    chosen = tab.why.bars.rows[row].id
    click_bar(tab, row)
    wait_idle(qtbot, tab)
    after = tab.author.story.ids(0)
    assert after[:15] == before[:15]
    assert after[15] == chosen != before[15]
    assert len(after) == len(before)
    assert view_of(tab).text[:15] == text[:15]
    assert view_of(tab).text != text


def test_a_fork_throws_the_same_numbers_in_the_same_places(qtbot, tab):
    write(qtbot, tab)
    before = tab.author.story.samples[0]
    click_token(tab, 12)
    click_bar(tab, next(i for i, r in enumerate(tab.why.bars.rows) if r.id != before[5].id))
    wait_idle(qtbot, tab)
    after = tab.author.story.samples[0]
    assert [t.number for t in after[6:]] == [t.number for t in before[6:]]
    assert after[5].number is None


def test_undo_brings_the_text_before_back(qtbot, tab):
    write(qtbot, tab)
    first = view_of(tab).text
    click_token(tab, 15)
    marked = tab.why.bars.marked
    click_bar(tab, next(i for i, row in enumerate(tab.why.bars.rows) if row.id != marked))
    wait_idle(qtbot, tab)
    second = view_of(tab).text
    assert first != second
    view_of(tab).setFocus()
    press(tab, Qt.Key.Key_Z, CONTROL)
    assert view_of(tab).text == first
    press(tab, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert view_of(tab).text == second
    QTest.mouseClick(tab.output.tools["undo"], Qt.MouseButton.LeftButton)
    assert view_of(tab).text == first


def test_choosing_what_is_already_there_changes_nothing(qtbot, tab):
    write(qtbot, tab)
    before = tab.author.story.ids(0)
    click_token(tab, 15)
    ids = [row.id for row in tab.why.bars.rows]
    click_bar(tab, ids.index(before[15]))
    assert not tab.author.busy
    assert tab.author.story.ids(0) == before


def test_a_bar_at_the_end_writes_one_token(qtbot, tab):
    write(qtbot, tab)
    qtbot.waitUntil(lambda: tab.why.choice.token is None, timeout=PATIENCE)
    before = tab.author.story.ids(0)
    chosen = tab.why.bars.rows[2].id
    click_bar(tab, 2)
    qtbot.waitUntil(lambda: len(tab.author.story.ids(0)) == len(before) + 1, timeout=PATIENCE)
    wait_idle(qtbot, tab)
    assert tab.author.story.ids(0) == [*before, chosen]


def test_a_bar_before_anything_is_written_begins_the_text(qtbot, tab):
    type_prompt(tab, "the ")
    qtbot.waitUntil(lambda: tab.why.choice.before == "the ", timeout=PATIENCE)
    label = tab.why.bars.rows[1].label
    click_bar(tab, 1)
    qtbot.waitUntil(lambda: view_of(tab).text == f"the {label}", timeout=PATIENCE)


def test_a_fork_in_the_beginning_keeps_its_first_letters(qtbot, tab):
    write(qtbot, tab, "the cat")
    click_token(tab, 4)
    assert "You wrote “c”" in tab.why.note.text()
    row = next(i for i, row in enumerate(tab.why.bars.rows) if row.label == "h")
    click_bar(tab, row)
    wait_idle(qtbot, tab)
    assert view_of(tab).text.startswith("the h")
    assert [piece.given for piece in view_of(tab).pieces[:5]] == [True] * 4 + [False]


# What can go wrong


def test_characters_the_model_never_saw_are_refused_in_a_sentence(qtbot, tab):
    write(qtbot, tab)
    text = view_of(tab).text
    type_prompt(tab, "the Zebra")
    press(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.prompt.problem.isVisible(), timeout=PATIENCE)
    wait_idle(qtbot, tab)
    assert "never saw Z b" in tab.prompt.problem.text()
    assert tab.prompt.text == "the Zebra"
    assert view_of(tab).text == text
    type_prompt(tab, "the hen")
    qtbot.waitUntil(lambda: not tab.prompt.problem.isVisible(), timeout=PATIENCE)


def test_without_a_run_it_says_what_to_do(qtbot, tab, studio):
    studio.select(None)
    assert tab.empty.isVisible()
    assert "list on the left" in tab.empty.sentence.text()
    assert tab.empty.use.text() == "Write with “hens char”"
    QTest.mouseClick(tab.empty.use, Qt.MouseButton.LeftButton)
    assert studio.selected.title == "hens char"
    assert not tab.empty.isVisible()
    studio.select(None)
    with qtbot.waitSignal(studio.tab_wanted) as signal:
        QTest.mouseClick(tab.empty.train, Qt.MouseButton.LeftButton)
    assert signal.args == ["train"]


def test_a_run_without_a_model_says_so(qtbot, tab, studio, home):
    make_run(home, "empty", steps=7)
    studio.refresh()
    qtbot.waitUntil(lambda: len(studio.runs) == 2, timeout=PATIENCE)
    studio.select(next(run for run in studio.runs if run.title == "empty"))
    assert "“empty” has no saved model" in tab.empty.card.title.text()
    assert "7 steps" in tab.empty.sentence.text()


def test_damaged_weights_are_explained(qtbot, tab, run):
    (run.path / WEIGHTS).write_bytes(b"damaged")
    type_prompt(tab, "the")
    press(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "damaged" in tab.prompt.problem.text(), timeout=PATIENCE)


# Runs


@pytest.fixture
def two_runs(qtbot, tab, studio, home, tmp_path):
    copy_run(train_tiny(tmp_path / "other", tokenizer="byte", steps=20), home)
    studio.refresh()
    qtbot.waitUntil(lambda: len(studio.runs) == 2, timeout=PATIENCE)
    return {run.title: run for run in studio.runs}


def test_each_run_keeps_its_texts(qtbot, tab, studio, two_runs):
    write(qtbot, tab)
    text = view_of(tab).text
    studio.select(two_runs["hens byte"])
    assert view_of(tab).text == ""
    assert tab.prompt.text == ""
    write(qtbot, tab, "a")
    studio.select(two_runs["hens char"])
    assert view_of(tab).text == text
    assert tab.prompt.text == "the hen"
    click_token(tab, 9)
    assert tab.why.choice.token is tab.author.story.samples[0][2]
    assert tab.why.bars.rows[0].label in "␣↵ehncatm.你好，世界。"


def test_half_characters_can_be_looked_at_one_by_one(qtbot, tab, studio, two_runs):
    studio.select(two_runs["hens byte"])
    tab.dials.length.setValue(3)
    tab.prompt.set_text("你")
    tab.prompt.edit.setFocus()
    press(tab, Qt.Key.Key_Return)
    wait_idle(qtbot, tab)
    pieces = view_of(tab).pieces
    assert [piece.text for piece in pieces[:3]] == ["", "", "你"]
    assert pieces[0].label == "<E4>"
    click_token(tab, 1)
    assert tab.why.choice.token.id == tab.author.story.given[1].id
    assert tab.prompt.one.text() == "One token ▸"


def test_newer_weights_are_offered_and_used(qtbot, tab, run, studio):
    write(qtbot, tab)
    assert not tab.output.newer.isVisible()
    snapshot = sorted((run.path / "snapshots").glob("*.safetensors"))[0]
    (run.path / WEIGHTS).write_bytes(snapshot.read_bytes())
    studio.runs_changed.emit()
    assert tab.output.newer.isVisible()
    qtbot.waitUntil(lambda: tab.why.choice.token is None, timeout=PATIENCE)
    before = shares(tab)
    QTest.mouseClick(tab.output.newer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tab.output.newer.isVisible(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: shares(tab) != before, timeout=PATIENCE)


def test_the_model_of_an_earlier_step_writes_until_the_newer_one_is_used(qtbot, tab, run, studio):
    write(qtbot, tab)
    best = shares(tab)
    studio.snapshot_wanted.emit(1)
    qtbot.waitUntil(lambda: tab.author.model is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: shares(tab) != best, timeout=PATIENCE)
    assert tab.author.model.step == 1
    assert tab.output.newer.isVisible()
    write(qtbot, tab)
    assert tab.author.story.step == 1
    QTest.mouseClick(tab.output.newer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not tab.output.newer.isVisible(), timeout=PATIENCE)
    assert tab.author.step is None


# Keeping


def test_saving_writes_exactly_the_text(qtbot, tab, tmp_path, monkeypatch):
    write(qtbot, tab, "你好")
    file = tmp_path / "story.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    view_of(tab).setFocus()
    press(tab, Qt.Key.Key_S, CONTROL)
    assert file.read_bytes() == view_of(tab).text.encode()


def test_a_file_that_cannot_be_written_is_explained(qtbot, tab, studio, tmp_path, monkeypatch):
    write(qtbot, tab)
    file = tmp_path / "missing" / "story.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    with qtbot.waitSignal(studio.problem) as signal:
        QTest.mouseClick(tab.output.tools["save"], Qt.MouseButton.LeftButton)
    assert "story.txt" in str(signal.args[0])


def test_copying_puts_the_text_on_the_clipboard(qtbot, tab):
    write(qtbot, tab)
    QTest.mouseClick(tab.output.tools["copy"], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == view_of(tab).text


def test_settings_and_beginnings_are_remembered(qtbot, tab, studio):
    write(qtbot, tab, "the cat")
    write(qtbot, tab, "the hen")
    tab.dials.temperature.set_value(1.25)
    tab.dials.top_k.set_value(5)
    again = GenerateTab(studio)
    qtbot.addWidget(again)
    assert again.dials.config == tab.dials.config
    assert again.dials.config == SamplingConfig(length=30, temperature=1.25, top_k=5)
    again.prompt.menu.aboutToShow.emit()
    again.prompt.menu.actions()[1].trigger()
    assert again.prompt.text == "the cat"


def test_no_model_is_loaded_before_the_engine_is_ready(qtbot, studio, run, monkeypatch):
    studio.refresh()
    qtbot.waitUntil(lambda: studio.listed and not studio.jobs.busy, timeout=PATIENCE)
    studio.select(studio.runs[0])
    tab = GenerateTab(studio)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    assert not studio.jobs.busy
    studio.has_engine = True
    studio.engine_ready.emit()
    qtbot.waitUntil(lambda: tab.why.choice is not None, timeout=PATIENCE)


def test_the_words_change_with_the_language(qtbot, tab):
    write(qtbot, tab)
    click_token(tab, 11)
    language = Language()
    try:
        language.use("zh")
        qtbot.waitUntil(lambda: tab.prompt.go.text() == "生成")
        assert tab.why.title.text() == "为什么是这个字"
        assert "30" in tab.output.status.text()
        assert tab.output.status.text() != "30 tokens"
        assert view_of(tab).current == 11
    finally:
        language.use("en")
    qtbot.waitUntil(lambda: tab.prompt.go.text() == "Generate")
