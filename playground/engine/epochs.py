"""How often a text is read, and what keeps a model from learning it by heart meanwhile.

An epoch is one reading of the whole training text. The first few teach something new each
time; later ones teach the text itself, and the loss on other text rises again. Two things help:
dropout, the more the oftener the text will be read, and an end. How often that will be is not
known beforehand where the budget is in minutes, so it is judged by the speed that shows.

Losses of mini-GPT on the first quarter of tiny shakespeare (252,000 characters), one seed:

    dropout           0        0.1      0.2
    3x128, 3.3 epochs 1.519    1.576
    3x128, 10 epochs  1.523    1.495    1.531
    3x128, 30 epochs                    1.501
    4x192, 10 epochs                    1.479

Dropout that begins late, after 2 or 3 epochs, was no better than dropout from the beginning
(1.529 and 1.539 for 3x128 and 10 epochs), and neither was more weight decay (0.2: 1.496,
0.5: 1.512, both with dropout 0.1).

Source: Srivastava et al. 2014, Dropout: A Simple Way to Prevent Neural Networks from
Overfitting, https://jmlr.org/papers/v15/srivastava14a.html; Muennighoff et al. 2023, Scaling
Data-Constrained Language Models (epochs and their worth), https://arxiv.org/abs/2305.16264
"""

from __future__ import annotations

from playground.engine.config import RunConfig

KNOWN = 0.03  # share of a budget in minutes, after which the speed is known
FREE = 4.0  # epochs that need no dropout
DROPOUT = 0.016  # more of it for each further epoch
MOST_DROPOUT = 0.25
MOST_EPOCHS = 20.0  # where nobody chooses; more have not been seen to help


def fitting_dropout(epochs: float) -> float:
    """Return the share of activations to switch off where the text is read so often."""
    return round(min(MOST_DROPOUT, max(0.0, DROPOUT * (epochs - FREE))), 3)


class Epochs:
    """How often a run has read its text, and will have read it at its end.

    Args:
        config: The settings of the run.
        tokens: Length of the training text.
    """

    def __init__(self, config: RunConfig, tokens: int) -> None:
        training = config.training
        self._tokens = max(1, tokens)
        self._most = training.max_epochs
        self._planned = training.steps * training.batch_size * config.settings.context  # tokens

    def progress(self, read: int) -> float:
        """Return the share of the epochs allowed that `read` tokens are; 0 if any are allowed."""
        return read / self._tokens / self._most if self._most else 0.0

    def expected(self, read: int, used: float) -> float | None:
        """Return how often the text will have been read at the end; None if it is not known yet.

        Args:
            read: Tokens read until now.
            used: Share of the budget that is used up.
        """
        if self._planned:
            whole = float(self._planned)
        elif used < KNOWN or not read:
            return None
        else:
            whole = read / used
        epochs = whole / self._tokens
        return min(epochs, self._most) if self._most else epochs


def read_enough(config: RunConfig, read: int, tokens: int) -> bool:
    """Tell whether a run has read its text of `tokens` tokens as often as it may."""
    return Epochs(config, tokens).progress(read) >= 1
