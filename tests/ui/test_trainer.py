"""The phases of a training, however fast the buttons are pressed."""

import pytest

from playground.engine.events import Started, Stepped
from playground.ui.jobs import Jobs
from playground.ui.phase import Phase
from playground.ui.trainer import Trainer
from tests.ui.fakes import CONFIG, ENDLESS, FakeTraining

PATIENCE = 20_000


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    assert made.wait(PATIENCE)


@pytest.fixture
def trainer(jobs):
    return Trainer(jobs)


@pytest.fixture
def phases(trainer):
    seen = []
    trainer.changed.connect(lambda: seen.append(trainer.phase))
    return seen


def wait_for(qtbot, trainer, phase):
    qtbot.waitUntil(lambda: trainer.phase is phase, timeout=PATIENCE)


def test_a_training_from_beginning_to_end(qtbot, trainer, phases, tmp_path):
    events = []
    trainer.reported.connect(events.extend)
    with qtbot.waitSignal(trainer.done, timeout=PATIENCE) as done:
        trainer.begin(CONFIG, lambda: FakeTraining(tmp_path))
    assert phases == [Phase.PREPARING, Phase.RUNNING, Phase.IDLE]
    assert done.args[0].status == "finished"
    assert isinstance(events[0], Started)
    assert [event.step for event in events if isinstance(event, Stepped)] == list(range(1, 101))
    assert trainer.folder == str(tmp_path)
    assert trainer.pace.share == 1.0


def test_pause_and_go_on(qtbot, trainer, phases, tmp_path):
    training = FakeTraining(tmp_path, ENDLESS)
    trainer.begin(CONFIG, lambda: training)
    wait_for(qtbot, trainer, Phase.RUNNING)
    trainer.pause()
    assert trainer.phase is Phase.PAUSING
    wait_for(qtbot, trainer, Phase.PAUSED)
    assert training.told == ["pause"]
    trainer.unpause()
    qtbot.waitUntil(lambda: training.told == ["pause", "unpause"], timeout=PATIENCE)
    assert trainer.phase is Phase.RUNNING
    with qtbot.waitSignal(trainer.done, timeout=PATIENCE) as done:
        trainer.stop()
        assert trainer.phase is Phase.STOPPING
    assert done.args[0].status == "stopped"
    assert phases[-2:] == [Phase.STOPPING, Phase.IDLE]


def test_the_phase_is_true_after_frantic_clicking(qtbot, trainer, tmp_path):
    training = FakeTraining(tmp_path, ENDLESS)
    trainer.begin(CONFIG, lambda: training)
    wait_for(qtbot, trainer, Phase.RUNNING)
    for _ in range(20):
        trainer.pause()
        qtbot.wait(1)
        trainer.unpause()
        qtbot.wait(1)
    trainer.pause()
    wait_for(qtbot, trainer, Phase.PAUSED)
    step = training.step
    qtbot.wait(30)
    assert training.step == step
    assert trainer.phase is Phase.PAUSED
    trainer.unpause()
    qtbot.waitUntil(lambda: training.step > step, timeout=PATIENCE)


def test_stop_while_paused(qtbot, trainer, tmp_path):
    training = FakeTraining(tmp_path, ENDLESS)
    trainer.begin(CONFIG, lambda: training)
    wait_for(qtbot, trainer, Phase.RUNNING)
    trainer.pause()
    wait_for(qtbot, trainer, Phase.PAUSED)
    with qtbot.waitSignal(trainer.done, timeout=PATIENCE):
        trainer.stop()
    assert training.told == ["pause", "close"]


def test_a_second_training_waits_its_turn(qtbot, trainer, tmp_path):
    first, second = FakeTraining(tmp_path, ENDLESS), FakeTraining(tmp_path)
    trainer.begin(CONFIG, lambda: first)
    trainer.begin(CONFIG, lambda: second)
    wait_for(qtbot, trainer, Phase.RUNNING)
    assert second.step == 0
    trainer.stop()


def test_a_failure_ends_in_idleness(qtbot, trainer, tmp_path):
    errors = []
    trainer.failed.connect(errors.append)
    with qtbot.waitSignal(trainer.done, timeout=PATIENCE):
        trainer.begin(CONFIG, lambda: FakeTraining(tmp_path, fails_at=5))
    assert trainer.phase is Phase.IDLE
    assert [str(error) for error in errors] == ["a bug in the training"]


def test_pause_means_nothing_when_nothing_runs(trainer, phases):
    trainer.pause()
    trainer.unpause()
    trainer.stop()
    assert trainer.phase is Phase.IDLE
    assert not phases
