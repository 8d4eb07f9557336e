"""A run that was saved, thrown away and loaded goes on as if nothing had happened."""

import json
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file, save_file

from playground.engine.config import RunConfig, TrainingConfig
from playground.engine.events import Evaluated, Stepped
from playground.engine.train import new_state, train
from tests.engine.variants import NAMES, VARIANTS

TRAINING = TrainingConfig(
    steps=40, batch_size=4, learning_rate=0.02, warmup_steps=3, threads=1, sample_length=5
)
MODES = {
    "plain": {},
    "muon": {"optimizer": "muon"},
    "carried state": {"carry_state": True},
    "windows that grow": {"split_windows": 2},
    "soft targets": {"soft_targets": True},
    "weight decay, no clipping": {"weight_decay": 0.1, "grad_clip": 0.0},
}


def save(state, folder):
    save_file(state.tensors(), folder / "resume.safetensors")
    (folder / "resume.json").write_text(json.dumps(state.numbers(), allow_nan=False))


def load(config, tiny, folder):
    state = new_state(config, tiny.tokenizer.vocab_size)
    numbers = json.loads((folder / "resume.json").read_text())
    state.load(load_file(folder / "resume.safetensors"), numbers)
    return state


def record(events):
    """What must be the same: everything but the time and the samples, which follow the clock."""
    return [
        (event.step, event.loss, event.grad_norm, event.learning_rate, event.tokens)
        if isinstance(event, Stepped)
        else (event.step, event.train_loss, event.valid_loss, event.best)
        for event in events
        if isinstance(event, (Stepped, Evaluated))
    ]


def is_step(event, number):
    return isinstance(event, Stepped) and event.step == number


def start(tiny, config):
    state = new_state(config, tiny.tokenizer.vocab_size)
    return state, train(state, tiny.train, tiny.valid, tiny.tokenizer, config)


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
@pytest.mark.parametrize("mode", MODES)
def test_resumed_equals_uninterrupted_to_the_bit(tiny, tmp_path, variant, mode):
    key, settings = variant
    config = RunConfig(key, replace(settings, dropout=0.3), replace(TRAINING, **MODES[mode]))
    whole_state, whole = start(tiny, config)
    expected = list(whole)

    happened = []
    state, events = start(tiny, config)
    for stop_at in (17, 20, 33):  # 20 is checked: the check comes after the state was saved
        for event in events:
            happened.append(event)
            if is_step(event, stop_at):
                break
        save(state, tmp_path)
        torch.manual_seed(stop_at)  # nothing may hang on the global generator
        state = load(config, tiny, tmp_path)
        events = train(state, tiny.train, tiny.valid, tiny.tokenizer, config)
    happened.extend(events)

    assert record(happened) == record(expected)
    assert happened[-1].valid_loss == expected[-1].valid_loss
    assert happened[-1].best_step == expected[-1].best_step
    for name, tensor in whole_state.tensors().items():
        assert torch.equal(state.tensors()[name], tensor), name


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_everything_survives_the_disk(tiny, tmp_path, variant):
    config = RunConfig(*variant, replace(TRAINING, optimizer="muon", carry_state=True))
    state, events = start(tiny, config)
    for event in events:
        if is_step(event, 12):
            break
    events.close()
    save(state, tmp_path)
    loaded = load(config, tiny, tmp_path)
    assert loaded.numbers() == state.numbers()
    tensors, others = state.tensors(), loaded.tensors()
    assert tensors.keys() == others.keys()
    for name, tensor in tensors.items():
        assert torch.equal(others[name], tensor), name


def test_a_fresh_state_survives_the_disk(tiny, tmp_path):
    config = RunConfig(*VARIANTS[0], TRAINING)
    state, _ = start(tiny, config)
    save(state, tmp_path)
    loaded = load(config, tiny, tmp_path)
    assert loaded.numbers() == state.numbers()
    assert loaded.best_loss == float("inf")
    assert loaded.best_weights.keys() == state.best_weights.keys()


def test_the_clock_goes_on_where_it_stopped(tiny):
    config = RunConfig(*VARIANTS[0], TRAINING)
    state, _ = start(tiny, config)
    other, _ = start(tiny, config)
    other.load(state.tensors(), {**state.numbers(), "seconds": 12.5})
    assert other.seconds == 12.5


def test_a_larger_budget_trains_on(tiny):
    config = RunConfig(*VARIANTS[0], TRAINING)
    state, events = start(tiny, config)
    list(events)
    longer = replace(config, training=replace(TRAINING, steps=50))
    more = list(train(state, tiny.train, tiny.valid, tiny.tokenizer, longer))
    assert [event.step for event in more if isinstance(event, Stepped)] == list(range(41, 51))


def test_a_finished_run_only_tells_its_end_again(tiny):
    config = RunConfig(*VARIANTS[0], TRAINING)
    state, events = start(tiny, config)
    end = list(events)[-1]
    (again,) = train(state, tiny.train, tiny.valid, tiny.tokenizer, config)
    assert again.valid_loss == end.valid_loss


def test_a_state_of_another_model_is_refused(tiny):
    state, _ = start(tiny, RunConfig(*VARIANTS[0], TRAINING))
    other, _ = start(tiny, RunConfig(*VARIANTS[-1], TRAINING))
    with pytest.raises((KeyError, RuntimeError)):
        other.load(state.tensors(), state.numbers())


def test_the_best_weights_are_copies(tiny):
    state, events = start(tiny, RunConfig(*VARIANTS[0], TRAINING))
    for event in events:
        if isinstance(event, Evaluated):
            break
    before = {name: tensor.clone() for name, tensor in state.best_weights.items()}
    next(events)
    next(events)
    assert all(torch.equal(state.best_weights[name], before[name]) for name in before)
