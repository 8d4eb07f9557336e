"""Large counts in few digits."""

import pytest

from playground.ui.numbers import compact, digits


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (7, "7"),
        (640, "640"),
        (999, "999"),
        (1000, "1 k"),
        (31_200, "31 k"),
        (99_000, "99 k"),
        (815_000, "0.81 M"),
        (1_074_000, "1.1 M"),
        (25_300_000, "25 M"),
        (3_400_000_000, "3.4 G"),
        (0.003, "0.003"),
    ],
)
def test_two_digits_and_a_step(number, words):
    assert compact(number).replace("\N{NO-BREAK SPACE}", " ") == words


def test_no_number_is_a_dash():
    assert digits(float("nan")) == digits(float("inf")) == "–"
