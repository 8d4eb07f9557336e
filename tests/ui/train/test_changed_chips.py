"""Changed settings as chips that lead back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from playground.engine.config import TextConfig
from playground.engine.corpus import pasted_corpus
from playground.ui.train.changed_chips import MOST, ChangedChips
from playground.ui.train.changes import changes, undone
from playground.ui.train.plan import first_config, first_plan, kinds
from playground.ui.train.suiting import Suiting

USUAL = first_config("gpt")
CHANGED = replace(
    USUAL,
    settings=replace(USUAL.settings, dropout=0.25, style="classic"),
    training=replace(USUAL.training, batch_size=1000, seed=7, steps=50, threads=2),
    text=TextConfig("bpe", vocab_size=1234),
)


@pytest.fixture
def chips(qtbot, dressed):
    made = ChangedChips()
    qtbot.addWidget(made)
    return made


def test_each_change_is_told_but_for_what_is_on_the_card():
    words = [change.words for change in changes(CHANGED, USUAL)]
    assert words == [
        "Dropout: 0.25",
        "Style: Classic (2019)",
        "Batch size: 1,000",
        "Threads: 2",
        "Tokens: BPE",
        "Vocabulary: 1,234",
    ]
    assert changes(USUAL, USUAL) == ()


def test_a_change_without_effect_is_none():
    muon_rate = replace(USUAL.training, optimizer="adamw", muon_learning_rate=0.5)
    found = [change.name for change in changes(replace(USUAL, training=muon_rate), USUAL)]
    assert found == ["optimizer"]


@pytest.mark.parametrize("change", changes(CHANGED, USUAL), ids=lambda change: change.name)
def test_each_change_can_be_undone_alone(change):
    left = changes(undone(CHANGED, USUAL, change.name), USUAL)
    assert change.name not in [one.name for one in left]
    assert len(left) == len(changes(CHANGED, USUAL)) - 1


def test_heads_that_do_not_fit_alone_take_the_size_back_with_them():
    odd = replace(USUAL, settings=replace(USUAL.settings, n_head=9, n_embd=198))
    assert undone(odd, USUAL, "n_head").settings == USUAL.settings


def test_a_click_tells_which_setting_goes_back(chips, qtbot):
    chips.show_changes(changes(CHANGED, USUAL))
    chip = chips.chip("batch_size")
    assert "Set Batch size back to 4" in chip.toolTip()
    with qtbot.waitSignal(chips.reset) as told:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert told.args == ["batch_size"]


def test_there_are_few_chips_and_one_for_the_rest(chips, qtbot):
    chips.show_changes(changes(CHANGED, USUAL))
    rest = chips.findChild(object, "train.changed.more")
    shown = len(changes(CHANGED, USUAL))
    assert rest.text() == f"{shown - MOST} more"
    with qtbot.waitSignal(chips.more_wanted):
        QTest.mouseClick(rest, Qt.MouseButton.LeftButton)
    chips.show_changes(changes(CHANGED, USUAL)[:2])
    assert rest.isHidden()


def test_without_changes_there_is_nothing_to_see(chips):
    chips.show_changes(changes(CHANGED, USUAL))
    assert not chips.isHidden()
    chips.show_changes(())
    assert chips.isHidden()


def test_what_the_recipe_chose_is_no_change(studio):
    studio.corpus = pasted_corpus("The crow had a cheese. The fox had a song.\n" * 400, "crow.txt")
    suiting = Suiting(studio, studio)
    for kind in kinds():
        plan = suiting.suited(first_plan().choose(kind))
        assert changes(plan.config, suiting.usual(plan)) == ()
        config = replace(plan.config, training=replace(plan.training, weight_decay=0.7))
        changed = plan.changed(config)
        assert [c.name for c in changes(changed.config, suiting.usual(changed))] == ["weight_decay"]
