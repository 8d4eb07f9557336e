"""The settings follow the text and the budget until a person changes one."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from playground.engine.config import GPTConfig, TextConfig
from playground.engine.recipe import Facts, recommend
from playground.services import speeds
from playground.ui.train.plan import first_plan, kinds

LARGER = GPTConfig(n_layer=5)
FAST = 1e13  # operations per second: more than any size needs
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def fast_computer(studio):
    """A computer whose speed was measured before: a very fast one."""
    cache = studio.workspace.cache
    cache.mkdir(parents=True)
    data = {"format": speeds.FORMAT, "computer": speeds.computer()}
    known = {**data, "speeds": {kind.model: FAST for kind in kinds()}}
    (cache / speeds.FILE).write_text(json.dumps(known))


def shown(studio):
    """Return the settings that Start would use."""
    return json.loads(studio.settings.get("train/plan", "{}"))


def link(bench):
    return bench.tab.findChild(QPushButton, "train.recommend")


def write_budget(bench, words):
    line = bench.tab.training.budget.lineEdit()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Tab)


def test_the_size_follows_the_budget(bench, studio, fast_computer):
    studio.corpus_changed.emit()
    sizes = []
    for words in ("1 s", "600 minutes"):
        write_budget(bench, words)
        sizes.append(shown(studio)["settings"]["n_embd"])
    assert sizes[0] <= sizes[1]
    assert bench.tab.model.choice.isVisible()
    assert not link(bench).isVisible()
    assert shown(studio)["automatic"] is True


def test_what_a_person_changes_stays_until_the_choice_is_wanted_back(bench, studio, fast_computer):
    studio.corpus_changed.emit()
    write_budget(bench, "1 minute")
    before = shown(studio)
    bench.tab.model.slider.setFocus()
    QTest.keyClick(bench.tab.model.slider, Qt.Key.Key_End)
    changed = shown(studio)
    assert changed["settings"] != before["settings"]
    assert link(bench).isVisible()
    assert not bench.tab.model.choice.isVisible()
    write_budget(bench, "2 minutes")
    studio.corpus_changed.emit()
    assert shown(studio)["settings"] == changed["settings"]
    QTest.mouseClick(link(bench), LEFT)
    write_budget(bench, "1 minute")
    assert {**shown(studio), "changed_on": ""} == {**before, "changed_on": ""}
    assert bench.tab.model.choice.isVisible()


def test_a_speed_that_cannot_be_kept_is_measured_once(bench, studio, qtbot, monkeypatch):
    """Else the window would measure for ever."""
    monkeypatch.setattr("playground.engine.calibration.SECONDS", 0.0)
    studio.workspace.cache.parent.mkdir(parents=True, exist_ok=True)
    studio.workspace.cache.write_text("a file where the folder should be")
    jobs = []
    work = studio.start_job
    monkeypatch.setattr(studio, "start_job", lambda job: jobs.append(job) or work(job))
    studio.has_engine = True
    studio.engine_ready.emit()
    assert len(jobs) == 1
    qtbot.waitUntil(lambda: not studio.jobs.busy, timeout=120_000)  # torch is loaded
    qtbot.wait(200)  # time enough for another to begin
    assert len(jobs) == 1


def test_what_is_no_matter_of_size_keeps_the_choice_automatic(bench, studio, fast_computer):
    plan = first_plan()
    longer = replace(plan.training, sample_length=17, threads=1)
    assert plan.changed(replace(plan.config, training=longer)).automatic
    assert plan.changed(replace(plan.config, text=TextConfig(tokenizer="byte"))).automatic
    hotter = replace(plan.training, learning_rate=0.1)
    assert not plan.changed(replace(plan.config, training=hotter)).automatic


def test_without_a_text_nothing_is_chosen_and_nothing_is_said(bench, studio):
    studio.corpus = None
    studio.corpus_changed.emit()
    assert not bench.tab.model.choice.isVisible()
    assert not link(bench).isVisible()


def test_a_plan_remembers_whether_it_was_chosen():
    plan = first_plan()
    assert plan.automatic
    assert first_plan(plan.to_json()).automatic
    changed = plan.changed(replace(plan.config, settings=LARGER))
    assert not first_plan(changed.to_json()).automatic


def test_a_plan_that_a_person_made_is_left_alone():
    plan = first_plan()
    facts = Facts(tokens=5_000, vocab_size=30, checked=500)
    suited = plan.suited(facts, FAST)
    expected = recommend(plan.config.model, facts, plan.training, FAST, plan.config.settings)
    assert suited.config.settings == expected.settings
    mine = plan.changed(replace(plan.config, settings=LARGER))
    assert mine.suited(facts, FAST) is mine
