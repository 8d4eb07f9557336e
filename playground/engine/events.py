"""What happens during long work: small frozen messages, safe to send across threads.

Losses are in nats per token, times in seconds of training (pauses not counted).
"""

from dataclasses import dataclass

from playground.engine.config import ModelConfig, TrainingConfig


@dataclass(frozen=True)
class Event:
    """Base of all events."""


@dataclass(frozen=True)
class Progress(Event):
    """Some of a long piece of work is done."""

    what: str  # marked for translation, such as "Reading the text"
    done: int
    total: int  # 0 where it is not known


@dataclass(frozen=True)
class Chosen(Event):
    """Settings were chosen for a text, a budget and this computer."""

    model: str  # key in MODELS
    settings: ModelConfig
    training: TrainingConfig
    speed: float  # operations per second in training, measured or guessed


@dataclass(frozen=True)
class Started(Event):
    """A run begins or goes on."""

    run: str  # path of the run folder
    model: str  # key in MODELS
    parameters: int
    tokens: int  # of the training text
    device: str
    threads: int
    step: int  # 0, or where a resumed run goes on


@dataclass(frozen=True)
class Stepped(Event):
    """One optimizer step is done."""

    step: int
    loss: float  # on this batch
    learning_rate: float
    grad_norm: float  # before clipping
    tokens: int  # seen since the run began
    seconds: float  # trained since the run began


@dataclass(frozen=True)
class Evaluated(Event):
    """The model was measured on a fixed part of the training and the validation text."""

    step: int
    train_loss: float
    valid_loss: float
    valid_bpc: float  # bits per character
    seconds: float
    best: bool  # lowest validation loss so far


@dataclass(frozen=True)
class Passed(Event):
    """The model has got better than a line of the ruler, see lines.py."""

    line: str  # key in Ruler.bits
    bits: float  # per character
    step: int
    seconds: float


@dataclass(frozen=True)
class Sampled(Event):
    """A sample of what the model writes now."""

    step: int
    text: str


@dataclass(frozen=True)
class Advised(Event):
    """The coach has something to say."""

    step: int
    kind: str  # key in coach.ADVICE


BUDGET, EARLY_STOP, EPOCHS = "budget", "early stop", "epochs"
EARLY_ENDS = (EARLY_STOP, EPOCHS)  # before the budget is used up
REASONS = (BUDGET, *EARLY_ENDS)  # why a training is over: in files and --json, never renamed


@dataclass(frozen=True)
class Finished(Event):
    """Training is over; the losses belong to the best weights and the whole validation text."""

    step: int
    best_step: int
    valid_loss: float
    valid_bpc: float
    tokens: int
    seconds: float
    reason: str  # a key of REASONS


@dataclass(frozen=True)
class Shared(Event):
    """A run is exported or imported."""

    path: str  # of the file, or of the folder of the new run


@dataclass(frozen=True)
class Done(Event):
    """The run folder is complete; last event of every training."""

    run: str
    status: str  # key in runs.STATUSES: finished, paused, stopped, diverged
    steps: int
    seconds: float
    tokens: int
    best_step: int
    valid_loss: float | None
    valid_bpc: float | None
    reason: str = ""  # why it has finished, a key of REASONS; "" where it has not
