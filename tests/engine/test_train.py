"""Training learns, repeats itself to the bit, and stops when it should."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.engine import clock
from playground.engine.config import RunConfig, TrainingConfig
from playground.engine.evaluate import whole_loss
from playground.engine.events import Evaluated, Finished, Progress, Sampled, Stepped
from playground.engine.models import MODELS
from playground.engine.train import new_state, train
from playground.engine.work import finish
from playground.errors import Diverged
from tests.engine.variants import NAMES, VARIANTS

QUICK = TrainingConfig(
    steps=30, batch_size=4, learning_rate=0.01, warmup_steps=3, threads=1, sample_length=10
)


def make_config(variant=VARIANTS[0], **training):
    return RunConfig(variant[0], variant[1], replace(QUICK, **training))


def run(tiny, config, state=None):
    """Train to the end; return the state and what happened."""
    state = state or new_state(config, tiny.tokenizer.vocab_size)
    events = list(train(state, tiny.train, tiny.valid, tiny.tokenizer, config))
    return state, events


def losses(events):
    return [event.loss for event in events if isinstance(event, Stepped)]


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def unigram_entropy(text):
    """Return the loss of knowing the letters' frequencies, in nats per token."""
    shares = np.bincount(text.ids) / len(text)
    shares = shares[shares > 0]
    return float(-(shares * np.log(shares)).sum())


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_learns_more_than_the_letters_frequencies(tiny, variant, optimizer):
    config = make_config(variant, steps=150, batch_size=16, learning_rate=0.02, optimizer=optimizer)
    _, events = run(tiny, config)
    assert events[-1].valid_loss < 0.6 * unigram_entropy(tiny.valid)


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_the_same_seed_gives_the_same_losses_to_the_bit(tiny, variant):
    key, settings = variant
    config = make_config((key, replace(settings, dropout=0.2)), optimizer="muon")
    first, second = run(tiny, config), run(tiny, config)
    assert losses(first[1]) == losses(second[1])
    assert first[1][-1].valid_loss == second[1][-1].valid_loss
    for name, tensor in first[0].model.state_dict().items():
        assert torch.equal(tensor, second[0].model.state_dict()[name])


def test_another_seed_gives_other_losses(tiny):
    first, second = (run(tiny, make_config(seed=seed))[1] for seed in (1, 2))
    assert losses(first) != losses(second)


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
def test_checks_and_samples_leave_no_trace(tiny, variant):
    key, settings = variant
    config = make_config((key, replace(settings, dropout=0.2)), sample_length=0)
    quiet = losses(run(tiny, config)[1])
    torch.manual_seed(99)  # another state of the global generator
    events = run(tiny, replace(config, training=replace(config.training, sample_length=20)))[1]
    assert len(of(Evaluated, events)) > 4
    assert losses(events) == quiet


def test_events_come_in_order(tiny):
    _, events = run(tiny, make_config())
    assert [event.step for event in of(Stepped, events)] == list(range(1, 31))
    assert [event.step for event in of(Evaluated, events)] == [1, 2, 4, 8, 16, 30]
    assert [event.tokens for event in of(Stepped, events)] == [32 * i for i in range(1, 31)]
    assert len(of(Finished, events)) == 1
    seconds = [event.seconds for event in of(Stepped, events)]
    assert seconds == sorted(seconds)
    for position, event in enumerate(events):
        if isinstance(event, Evaluated):
            assert isinstance(events[position - 1], Stepped)
            assert events[position - 1].step == event.step


def test_the_learning_rate_follows_the_schedule(tiny):
    rates = [event.learning_rate for event in of(Stepped, run(tiny, make_config())[1])]
    assert rates[:4] == pytest.approx([0.01 / 3, 0.02 / 3, 0.01, 0.01])
    assert rates[-1] == pytest.approx(0.01 * (1 / 30) / 0.9)


def test_samples_can_be_read_and_the_last_step_has_one(tiny):
    samples = of(Sampled, run(tiny, make_config())[1])
    assert samples[-1].step == 30
    assert {len(sample.text) for sample in samples} == {10}
    assert set(samples[-1].text) <= set(tiny.tokenizer.characters)


def test_with_a_budget_in_steps_the_same_run_writes_the_same_at_the_same_steps(tiny):
    first, second = (of(Sampled, run(tiny, make_config())[1]) for _ in range(2))
    assert [sample.step for sample in first] == [1, 2, 4, 8, 16, 30]
    assert first == second


def test_no_samples_when_none_are_wanted(tiny):
    assert of(Sampled, run(tiny, make_config(sample_length=0))[1]) == []


def test_the_end_tells_the_loss_of_the_best_weights_on_the_whole_text(tiny):
    config = make_config(learning_rate=0.02)
    state, events = run(tiny, config)
    checks = of(Evaluated, events)
    end = events[-1]
    assert end.reason == "budget"
    assert state.best_loss == min(check.valid_loss for check in checks)
    best = [check.step for check in checks if check.best]
    assert end.best_step == state.best_step == best[-1]
    model = MODELS[config.model].build(config.settings, tiny.tokenizer.vocab_size)
    model.load_state_dict(state.best_weights)
    exact = finish(whole_loss(model.eval(), tiny.valid, config.settings.context))
    assert end.valid_loss == exact
    assert end.valid_bpc == pytest.approx(exact / math.log(2))


def test_the_best_weights_are_kept_when_the_model_gets_worse(tiny):
    """It learns well, and then goes on with a rate that ruins it."""
    good = make_config(steps=100, decay_share=0.0)
    state, events = run(tiny, good)
    for optimizer in state.optimizers:
        for group in optimizer.param_groups:
            group["peak"] *= 20
    bad = make_config(steps=120, decay_share=0.0)
    _, more = run(tiny, bad, state)
    checks = of(Evaluated, events + more)
    assert state.best_step <= 100
    assert state.best_loss == min(check.valid_loss for check in checks) < checks[-1].valid_loss
    assert any(
        not torch.equal(tensor, state.best_weights[name])
        for name, tensor in state.model.state_dict().items()
    )


def test_patience_ends_training_early(tiny):
    """It learns well, and then goes on with a rate that ruins it."""
    state, before = run(tiny, make_config(steps=100, decay_share=0.0))
    for optimizer in state.optimizers:
        for group in optimizer.param_groups:
            group["peak"] *= 20
    state, after = run(tiny, make_config(steps=20_000, decay_share=0.0, patience=2), state)
    events = before + after
    assert events[-1].reason == "early stop"
    assert events[-1].best_step < events[-1].step < 20_000
    best = [check.best for check in of(Evaluated, events)]
    assert best[-3:] == [True, False, False]
    assert state.checks_since_best == 2


@pytest.mark.parametrize("variant", VARIANTS, ids=NAMES)
@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_a_learning_rate_of_ten_is_stopped_with_the_best_weights_kept(tiny, variant, optimizer):
    config = make_config(
        variant,
        steps=2000,
        learning_rate=10.0,
        muon_learning_rate=10.0,
        optimizer=optimizer,
        warmup_steps=20,
    )
    state = new_state(config, tiny.tokenizer.vocab_size)
    events = train(state, tiny.train, tiny.valid, tiny.tokenizer, config)
    seen = []
    with pytest.raises(Diverged) as caught:
        seen.extend(events)  # keeps what came before the error
    assert state.step < 2000
    assert caught.value.values["best_step"] == state.best_step
    assert caught.value.values["learning_rate"] == "10"
    assert all(torch.isfinite(tensor).all() for tensor in state.best_weights.values())
    assert state.best_step in [0, *(check.step for check in of(Evaluated, seen))]


def test_a_broken_weight_stops_training_at_the_next_step(tiny):
    config = make_config(steps=100)
    state = new_state(config, tiny.tokenizer.vocab_size)
    events = train(state, tiny.train, tiny.valid, tiny.tokenizer, config)
    for event in events:
        if isinstance(event, Evaluated) and event.step == 8:
            break
    best = {name: tensor.clone() for name, tensor in state.best_weights.items()}
    with torch.no_grad():
        next(state.model.parameters())[:] = math.nan
    with pytest.raises(Diverged, match="the loss became nan"):
        list(events)
    assert state.best_step == 8
    assert all(torch.equal(tensor, best[name]) for name, tensor in state.best_weights.items())


class FakeTime:
    """A clock that only the test moves."""

    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        return self.now

    def process_time(self):
        return self.now


@pytest.fixture
def fake_time(monkeypatch):
    fake = FakeTime()
    monkeypatch.setattr(clock, "time", fake)
    return fake


def test_minutes_end_annealed_whatever_the_speed(tiny, fake_time):
    config = make_config(steps=0, minutes=1.0)
    state = new_state(config, tiny.tokenizer.vocab_size)
    events = []
    for event in train(state, tiny.train, tiny.valid, tiny.tokenizer, config):
        events.append(event)
        if isinstance(event, Stepped):
            fake_time.now += 0.5 if event.step < 40 else 2.0  # the machine gets busy
    steps = of(Stepped, events)
    assert len(steps) == 40 + 20  # 19.5 s, then 2 s each
    assert steps[-1].learning_rate < 0.06 * 0.01
    assert max(step.learning_rate for step in steps) == pytest.approx(0.01)
    assert events[-1].seconds == pytest.approx(39 * 0.5 + 21 * 2.0)
    assert of(Evaluated, events)[-1].step == steps[-1].step


def test_pauses_do_not_count(tiny, fake_time):
    config = make_config(steps=0, minutes=0.1)
    state = new_state(config, tiny.tokenizer.vocab_size)
    fake_time.now += 1000
    for event in train(state, tiny.train, tiny.valid, tiny.tokenizer, config):
        if isinstance(event, Stepped):
            fake_time.now += 1.0
            state.pause()
            fake_time.now += 50.0
            state.unpause()
    assert state.step == 6
    fake_time.now += 1000
    assert state.seconds == pytest.approx(6.0)


def test_closing_stops_the_clock_and_gives_the_threads_back(tiny, fake_time):
    config = make_config(threads=3)
    state = new_state(config, tiny.tokenizer.vocab_size)
    before = torch.get_num_threads()
    events = train(state, tiny.train, tiny.valid, tiny.tokenizer, config)
    next(events)
    assert torch.get_num_threads() == 3
    events.close()
    assert torch.get_num_threads() == before
    fake_time.now += 10
    assert state.seconds == 0


@pytest.mark.parametrize(("budget", "watches"), [({"steps": 12}, False), ({"minutes": 0.1}, True)])
def test_threads_change_by_the_clock_only(tiny, fake_time, monkeypatch, budget, watches):
    """With a budget in steps the number stays: it decides about the last digits."""
    monkeypatch.setattr("playground.engine.train.choose_threads", lambda config: 2)
    monkeypatch.setattr("playground.engine.train.time", fake_time)
    config = make_config(threads=0, **{"steps": 0, **budget})
    state = new_state(config, tiny.tokenizer.vocab_size)
    step = state.optimizers[0].step

    def slow_with_one_thread(*arguments):
        fake_time.now += 0.8 / torch.get_num_threads()
        return step(*arguments)

    monkeypatch.setattr(state.optimizers[0], "step", slow_with_one_thread)
    used = []
    for event in train(state, tiny.train, tiny.valid, tiny.tokenizer, config):
        if isinstance(event, Stepped):
            used.append(torch.get_num_threads())
    assert used == ([1] * 4 + [2] * 7 if watches else [2] * 12)


def test_making_a_state_leaves_the_global_generator_alone():
    torch.manual_seed(7)
    expected = torch.rand(1)
    torch.manual_seed(7)
    new_state(make_config(), 11)
    assert torch.equal(torch.rand(1), expected)


def test_a_carried_state_helps_to_bridge_windows(tiny):
    """With a context of 2 only a carried state knows the letters before."""
    key, settings = VARIANTS[NAMES.index("char-rnn-lstm")]
    short = (key, replace(settings, context=2))
    results = [
        run(tiny, make_config(short, steps=300, batch_size=16, learning_rate=0.02, carry_state=c))
        for c in (False, True)
    ]
    last = [np.mean(losses(events)[-50:]) for _, events in results]
    assert last[1] < last[0] - 0.2


def test_a_long_last_check_tells_how_far_it_is(tiny, monkeypatch):
    fake = FakeTime()
    monkeypatch.setattr("playground.engine.evaluate.time", fake)
    monkeypatch.setattr("playground.engine.evaluate.AT_A_TIME", 64)
    state, _ = run(tiny, make_config(steps=1))
    told = []
    work = whole_loss(state.model, tiny.valid, 8)

    def tick(*_):
        fake.now += 0.3
        return fake.now

    fake.monotonic = tick
    told = list(work)
    assert len(told) > 3
    assert all(isinstance(event, Progress) for event in told)
    assert [event.done for event in told] == sorted(event.done for event in told)
    assert told[-1].done <= told[-1].total
