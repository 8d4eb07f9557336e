"""Train a model: a generator of events; the caller decides when to go on, save or stop.

B: batch, T: time (the context), V: vocabulary.
"""

import copy
import math
import time
from collections.abc import Generator, Iterator
from contextlib import suppress

import torch
import torch.nn.functional as F
from torch import Tensor

from playground.engine import sample
from playground.engine.batches import Batch, make_batches
from playground.engine.check_windows import count_grams, mean_cost, representative
from playground.engine.config import RunConfig, SamplingConfig
from playground.engine.device import choose_threads, memory_errors
from playground.engine.epochs import Epochs, fitting_dropout
from playground.engine.evaluate import (
    TRAIN_TOKENS,
    VALID_TOKENS,
    bits_per_character,
    mean_loss,
    spread,
    whole_loss,
)
from playground.engine.events import (
    BUDGET,
    EARLY_STOP,
    EPOCHS,
    Evaluated,
    Event,
    Finished,
    Sampled,
    Stepped,
)
from playground.engine.models.base import CarriesState
from playground.engine.optim import clip, set_pace
from playground.engine.plan import make_plan
from playground.engine.precision import choose_precision, products
from playground.engine.remedy import remedy
from playground.engine.schedule import pace, split_at
from playground.engine.soft_targets import SoftTargets, share_at, soft_loss
from playground.engine.state import TrainState, new_state
from playground.engine.threads import ThreadWatch
from playground.engine.token_text import TokenText
from playground.engine.tokenizers import Tokenizer
from playground.errors import Diverged, ModelExploded

__all__ = ["TrainState", "new_state", "train"]

TEMPERATURE = 0.8  # of the samples written in training


def train(
    state: TrainState,
    train_text: TokenText,
    valid_text: TokenText,
    tokenizer: Tokenizer,
    config: RunConfig,
) -> Iterator[Event]:
    """Train `state` in place and yield what happens; the last event is `Finished`.

    Between two events `state` is consistent: the caller may save it, pause its clock, or
    stop for good by closing the generator. A state that was saved and loaded goes on as if
    nothing had happened: with a budget in steps, to the last bit.

    Raises:
        Diverged: The loss exploded. `state.best_weights` are intact.
        OutOfMemory: The model or the batch does not fit.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(choose_threads(config))
    state.unpause()
    try:
        yield from Trainer(state, train_text, valid_text, tokenizer, config).run()
    finally:
        state.pause()
        torch.set_num_threads(threads)


class Trainer:
    """The loop of `train`, with what it needs at every step."""

    def __init__(
        self,
        state: TrainState,
        train_text: TokenText,
        valid_text: TokenText,
        tokenizer: Tokenizer,
        config: RunConfig,
    ) -> None:
        self._state = state
        self._texts = (train_text, valid_text)
        self._tokenizer = tokenizer
        self._config = config
        self._training = config.training
        self._context = config.settings.context
        self._plan = make_plan(config)
        self._epochs = Epochs(config, len(train_text))
        self._dropout = config.settings.dropout
        self._carries = self._training.carry_state and isinstance(state.model, CarriesState)
        self._batches = make_batches(train_text, config, self._carries)
        grams = count_grams(train_text, state.model.vocab_size)
        self._checked = (
            spread(train_text, self._context, TRAIN_TOKENS),
            representative(grams, valid_text, self._context, VALID_TOKENS),
        )
        self._soft, self._goal = None, math.inf
        if self._training.soft_targets:
            self._soft = SoftTargets(train_text, state.model.vocab_size)
            self._goal = mean_cost(grams, valid_text, self._checked[1], self._context)
        self._precision = choose_precision(config, state.device)
        self._next_sample = 0.0  # by the clock, in seconds
        self._watch = None
        if not (config.training.steps or config.training.threads):  # by the clock: speed counts
            self._watch = ThreadWatch(choose_threads(config))

    def run(self) -> Iterator[Event]:
        """Yield what happens until the budget is used up or nothing gets better any more."""
        state, patience = self._state, self._training.patience
        state.model.train()
        while True:
            if state.checked_step < state.step and self._plan.check_due(
                state.step, state.seconds, state.next_check
            ):
                yield from self._check()
            if patience and state.checks_since_best >= patience:
                return (yield from self._finish(EARLY_STOP))
            if self._progress() >= 1:
                return (yield from self._finish(self._end()))
            if self._watch is None:
                yield self._take_step()
            else:
                yield self._take_watched_step(self._watch)

    def _progress(self) -> float:
        """Return the share of the run that is over, by its budget or by the epochs it may take."""
        return max(self._budget_used(), self._epochs.progress(self._state.tokens))

    def _budget_used(self) -> float:
        return self._plan.progress(self._state.step, self._state.seconds)

    def _end(self) -> str:
        return BUDGET if self._budget_used() >= 1 else EPOCHS

    def _fit_dropout(self) -> None:
        """Let dropout follow how often the text will have been read."""
        if self._training.fit_dropout:
            epochs = self._epochs.expected(self._state.tokens, self._budget_used())
            if epochs is not None and fitting_dropout(epochs) != self._dropout:
                self._dropout = fitting_dropout(epochs)
                self._state.model.set_dropout(self._dropout)

    def _take_watched_step(self, watch: ThreadWatch) -> Stepped:
        """Learn from one batch with as many threads as are fastest now."""
        if watch.count != torch.get_num_threads():
            torch.set_num_threads(watch.count)
        began = time.monotonic()
        stepped = self._take_step()
        watch.note(time.monotonic() - began)
        return stepped

    def _take_step(self) -> Stepped:
        """Learn from one batch."""
        state, training = self._state, self._training
        progress = self._progress()
        share = pace(progress, state.step, training.warmup_steps, training.decay_share)
        set_pace(state.optimizers, share, state.step)
        batch = self._batches.at(state.step, split_at(progress, state.step, training.split_windows))
        self._fit_dropout()
        if self._dropout:
            torch.manual_seed(batch.seed)
        with memory_errors(), products(self._precision, state.device):
            loss, grad_norm = self._backward(batch)
            self._refuse_explosion(loss, grad_norm)
            for optimizer in state.optimizers:
                optimizer.step()
        state.step += 1
        state.tokens += batch.tokens
        learning_rate = share * training.learning_rate
        loss += self._texts[0].naming_nats(batch.ids[:, 1:]) / batch.tokens  # as in a check
        return Stepped(state.step, loss, learning_rate, grad_norm, state.tokens, state.seconds)

    def _backward(self, batch: Batch) -> tuple[float, float]:
        """Compute the gradient on `batch`; return the loss and the length of the gradient."""
        state = self._state
        ids = batch.ids.to(state.device)  # (B, T + 1)
        for optimizer in state.optimizers:
            optimizer.zero_grad()
        if self._carries and isinstance(state.model, CarriesState):
            before = None if batch.fresh else state.carried
            logits, after = state.model.forward_from(ids[:, :-1], before)  # (B, T, V)
            state.carried = after.detach()
        else:
            logits = state.model(ids[:, :-1])  # (B, T, V)
        loss = self._learn_from(logits.flatten(0, 1), ids)
        grad_norm = clip(state.model, self._training.grad_clip)
        both: list[float] = torch.stack((loss, grad_norm)).tolist()  # the only wait
        return both[0], both[1]

    def _learn_from(self, logits: Tensor, ids: Tensor) -> Tensor:
        """Leave the gradients on the weights; return the loss, in nats per token.

        Args:
            logits: (B * T, V)
            ids: (B, T + 1) what was read, and the last token of each window.
        """
        targets = ids[:, 1:].flatten()  # (B * T,)
        share = share_at(self._state.recent_loss, self._goal) if self._soft else 0.0
        if self._soft and share:
            told = self._soft.after(ids[:, :-1])
            learned, loss = soft_loss(logits, targets, told, share)
        else:
            learned = F.cross_entropy(logits, targets)
            loss = learned.detach()
        learned.backward()  # type: ignore[no-untyped-call]  # torch's own
        return loss

    def _refuse_explosion(self, loss: float, grad_norm: float) -> None:
        """Raise `Diverged` before a step that would ruin the weights, or already has."""
        state = self._state
        if not math.isfinite(grad_norm):
            loss = math.nan if math.isfinite(loss) else loss
        old = loss if math.isnan(state.recent_loss) else state.recent_loss
        recent = 0.9 * old + 0.1 * loss
        # Half as much again as guessing, and some: no model was seen to come back from there.
        if math.isfinite(recent) and recent < 1.5 * math.log(state.model.vocab_size) + 1:
            state.recent_loss = recent
            return
        cure = remedy(self._config)
        raise Diverged(
            step=state.step + 1,
            loss=f"{loss:.4g}",
            best_step=state.best_step,
            setting=cure.setting,
            learning_rate=f"{cure.now:g}",
            advice=cure.advice_words,
        )

    def _check(self) -> Iterator[Event]:
        """Measure the model, remember it if it is the best, and let it write a little."""
        state, began = self._state, self._state.seconds
        state.model.eval()
        with memory_errors(), products(self._precision, state.device):
            train_loss, valid_loss = (
                mean_loss(state.model, text, starts, self._context)
                for text, starts in zip(self._texts, self._checked, strict=True)
            )
        best = valid_loss < state.best_loss
        state.checked_step = state.step
        state.checks_since_best = 0 if best else state.checks_since_best + 1
        if best:
            state.best_loss, state.best_step = valid_loss, state.step
            state.keep_best()
        seconds = state.seconds
        state.next_check = self._plan.after_check(seconds, seconds - began)
        bpc = bits_per_character(valid_loss, self._texts[1])
        yield Evaluated(state.step, train_loss, valid_loss, bpc, seconds, best)
        if self._sample_is_due():
            with suppress(ModelExploded):  # the next step says so
                yield Sampled(state.step, self._write())
        state.model.train()

    def _sample_is_due(self) -> bool:
        """Return whether the model may write now: not too often, and always at the end."""
        state, plan = self._state, self._plan
        is_time = plan.sample_due(state.step, state.seconds, self._next_sample)
        return self._training.sample_length > 0 and (is_time or self._progress() >= 1)

    def _write(self) -> str:
        """Return what the model writes now: always from a newline and with the same seed."""
        began = self._state.seconds
        config = SamplingConfig(
            length=self._training.sample_length,
            temperature=TEMPERATURE,
            seed=self._training.seed,
        )
        tokens = sample.generate(self._state.model, self._tokenizer, "", config)
        text = "".join(token.text for token in tokens)
        now = self._state.seconds
        self._next_sample = self._plan.after_sample(now, now - began)
        return text

    def _finish(self, reason: str) -> Generator[Event, None, None]:
        """Measure the best weights on the whole validation text."""
        state, valid_text = self._state, self._texts[1]
        seconds = state.seconds
        model = copy.deepcopy(state.model)
        model.load_state_dict(state.best_weights)
        loss = yield from whole_loss(model.eval(), valid_text, self._context)
        bpc = bits_per_character(loss, valid_text)
        yield Finished(state.step, state.best_step, loss, bpc, state.tokens, seconds, reason)
