"""Trainings that wait for their turn; what can be done while one runs, pauses, measures, stops."""

from playground.engine.corpus import pasted_corpus
from playground.errors import TextTooShort
from playground.ui.appearance import Appearance
from playground.ui.phase import Phase
from playground.ui.status import Status
from playground.ui.train.deeds import Seen
from tests.ui.train.conftest import PATIENCE, check, step
from tests.ui.train.test_train_tab import button, click, start, write_budget


def begin_next(bench, studio, qtbot, number):
    qtbot.waitUntil(lambda: len(bench.trainings) == number, timeout=PATIENCE)
    bench.training.begin()
    qtbot.waitUntil(lambda: studio.phase is Phase.RUNNING, timeout=PATIENCE)


def test_what_waits_is_trained_in_order_on_the_text_it_was_meant_for(bench, studio, qtbot):
    start(bench, studio, qtbot)
    studio.select(None)
    for seed in (5, 6):
        bench.tab.training.seed.setValue(seed)
        click(bench, "train.later")
    assert "waiting: 2" in bench.tab.training.note.text()
    studio.corpus = pasted_corpus("Another text. " * 100, "other.txt")
    bench.training.finish()
    begin_next(bench, studio, qtbot, 2)
    assert studio.selected is None  # nobody is torn from what they look at
    assert bench.tab._watching.seen is Seen.PLAN
    assert len(studio.waiting.entries) == 1
    assert studio.waiting.entries[0].corpus.name == "crow.txt"
    bench.training.finish()
    begin_next(bench, studio, qtbot, 3)
    assert [config.training.seed for config in bench.created[1:]] == [5, 6]
    click(bench, "train.watch")
    assert bench.tab._watching.seen is Seen.LIVE


def test_the_next_one_starts_whatever_became_of_the_one_before(bench, studio, qtbot, monkeypatch):
    start(bench, studio, qtbot)
    studio.select(None)
    create = studio.workspace.create

    def fail_once(*_):
        monkeypatch.setattr(studio.workspace, "create", create)
        raise TextTooShort(file="crow.txt", have=1, context=2, need=3)

    told = []
    studio.problem.connect(told.append)
    click(bench, "train.later")
    click(bench, "train.later")
    monkeypatch.setattr(studio.workspace, "create", fail_once)
    bench.training.put(step(1))
    bench.training.explode()
    begin_next(bench, studio, qtbot, 2)
    assert [type(error).__name__ for error in told] == ["Diverged", "TextTooShort"]
    assert not studio.waiting.entries


def test_what_waits_can_be_taken_back_in_the_status_bar(bench, studio, qtbot):
    status = Status(studio, Appearance(studio.settings))
    qtbot.addWidget(status)
    status.show()
    assert not status.waiting.isVisible()
    start(bench, studio, qtbot)
    studio.select(None)
    click(bench, "train.later")
    assert status.waiting.isVisible()
    assert status.waiting.text().startswith("1 waiting")
    menu = status.waiting.menu()
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert not status.waiting.isVisible()
    bench.training.finish()
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
    assert len(bench.trainings) == 1


def test_at_the_end_it_measures_and_cannot_be_paused(bench, studio, qtbot):
    write_budget(bench, "20 steps")
    start(bench, studio, qtbot)
    bench.training.put(step(20))
    qtbot.waitUntil(lambda: bench.tab.training.left.text() == "Measuring…", timeout=PATIENCE)
    assert not button(bench, "train.pause").isEnabled()
    assert button(bench, "train.stop").isEnabled()


def test_stop_says_what_it_waits_for(bench, studio, qtbot):
    start(bench, studio, qtbot)
    said = []
    studio.training_changed.connect(lambda: said.append(bench.tab.training.left.text()))
    bench.training.put(step(1), check(1))
    qtbot.waitUntil(lambda: bool(bench.tab._watching.history.evaluations), timeout=PATIENCE)
    click(bench, "train.stop")
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
    assert said.index("Waiting for the current step…") < said.index("Saving…")


def test_a_run_that_is_trained_is_not_deleted_but_it_is_said(bench, studio, qtbot):
    start(bench, studio, qtbot)
    run = studio.training_run
    with qtbot.waitSignal(studio.stop_first, timeout=PATIENCE) as told:
        studio.delete(run)
    assert told.args == [run]
    assert run.path.exists()
