import numpy as np
import pytest

from playground.engine.baselines.discounts import (
    COUNTS,
    TRUST,
    Discounts,
    chen_goodman,
    fit_discounts,
)
from playground.engine.baselines.grams import Grams, count, shorter, with_start
from playground.engine.baselines.kneser_ney import Level, NGramModel

SIZE = 8


def grams_with(counts: list[int]) -> Grams:
    keys = np.arange(1, len(counts) + 1, dtype=np.int64)
    return Grams(keys, np.array(counts, dtype=np.int32), 1, SIZE)


def random_text(length: int, seed: int) -> np.ndarray:
    """A text in which the next symbol hangs on the last two."""
    random = np.random.default_rng(seed)
    chances = np.random.default_rng(0).dirichlet(np.full(SIZE, 0.3), (SIZE + 1, SIZE + 1))
    text = [0, 0]
    for _ in range(length):
        text.append(1 + int(random.choice(SIZE, p=chances[text[-2], text[-1]])))
    return np.array(text[2:], dtype=np.int32)


def ladder(text: np.ndarray, order: int) -> list[Level]:
    grams = count(with_start(text, order), order, SIZE)
    levels = [Level(grams)]
    while grams.length > 1:
        grams, before = shorter(grams)
        levels.insert(0, Level(before))
    return levels


def held_out(text: np.ndarray, order: int) -> Grams:
    return count(with_start(text, order), order, SIZE)


def goal(levels: list[Level], held: Grams, discounts: list[Discounts]) -> float:
    """What is made as large as possible, in nats, by another way: through the model."""
    likelihood = -NGramModel(levels, discounts).bits(held) * np.log(2)
    prior = 0.0
    for level, own in zip(levels, discounts, strict=True):
        share = chen_goodman(level) / COUNTS
        prior += float((share * np.log(own) + (1 - share) * np.log(COUNTS - own)).sum())
    return likelihood + TRUST * prior


def test_the_first_guess_by_hand():
    # n1 = 4, n2 = 2, n3 = 1, n4 = 1: Y = 4 / (4 + 2 * 2) = 1/2
    # D1 = 1 - 2 Y 2/4 = 0.5, D2 = 2 - 3 Y 1/2 = 1.25, D3 = 3 - 4 Y 1/1 = 1
    level = Level(grams_with([1, 1, 1, 1, 2, 2, 3, 4]))
    assert chen_goodman(level) == pytest.approx([0.5, 1.25, 1.0])


def test_counts_of_5_and_more_have_no_say_in_the_first_guess():
    level = Level(grams_with([1, 1, 1, 1, 2, 2, 3, 4, 5, 1000]))
    assert chen_goodman(level) == pytest.approx([0.5, 1.25, 1.0])


@pytest.mark.parametrize("counts", [[7], [1, 1, 1], [1, 2], [2, 3], [1, 3, 4]])
def test_half_is_taken_off_where_there_is_nothing_to_tell(counts):
    assert chen_goodman(Level(grams_with(counts))) == pytest.approx([0.5, 1.0, 1.5])


def test_a_guess_takes_something_and_leaves_something():
    wild = Level(grams_with([1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 4]))
    guess = chen_goodman(wild)
    assert (guess > 0).all()
    assert (guess < COUNTS).all()


@pytest.mark.parametrize("order", [1, 2, 3])
def test_no_discount_can_be_moved_to_make_the_held_out_text_likelier(order):
    levels = ladder(random_text(2000, 1), order)
    held = held_out(random_text(400, 2), order)
    fitted = fit_discounts(levels, held)
    best = goal(levels, held, fitted)
    guess = [chen_goodman(level) for level in levels]
    assert best >= goal(levels, held, guess)
    for i in range(order):
        for j in range(3):
            for step in (-0.02, 0.02):
                moved = [own.copy() for own in fitted]
                moved[i][j] += step
                if 0 < moved[i][j] < COUNTS[j]:
                    # the search stops when a step gains under 0.001 nats
                    assert goal(levels, held, moved) < best + 0.002


def test_fitting_helps_on_text_that_was_not_fitted_to():
    levels = ladder(random_text(3000, 1), 3)
    other = held_out(random_text(3000, 3), 3)
    guess = [chen_goodman(level) for level in levels]
    fitted = fit_discounts(levels, held_out(random_text(3000, 2), 3))
    assert NGramModel(levels, fitted).bits(other) < NGramModel(levels, guess).bits(other)


def test_without_held_out_text_the_first_guess_stands():
    levels = ladder(random_text(500, 1), 2)
    none = held_out(np.zeros(0, dtype=np.int32), 2)
    for fitted, level in zip(fit_discounts(levels, none), levels, strict=True):
        assert fitted == pytest.approx(chen_goodman(level), abs=1e-9)


def test_a_single_held_out_symbol_moves_the_first_guess_a_little_only():
    levels = ladder(random_text(500, 1), 2)
    for fitted, level in zip(
        fit_discounts(levels, held_out(np.array([8], dtype=np.int32), 2)), levels, strict=True
    ):
        assert np.abs(fitted - chen_goodman(level)).max() < 0.2
