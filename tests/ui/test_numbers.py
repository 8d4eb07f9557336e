"""Large counts in few digits."""

import pytest

from playground.ui.figures import whole
from playground.ui.numbers import compact, digits, read_number


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


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("10,000", 10_000.0),
        ("1,234,567", 1_234_567.0),
        ("1.234.567", 1_234_567.0),
        ("10 000", 10_000.0),
        ("10\N{NO-BREAK SPACE}000", 10_000.0),
        ("10\N{NARROW NO-BREAK SPACE}000", 10_000.0),
        ("10'000", 10_000.0),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("0,5", 0.5),
        ("1,5", 1.5),
        ("0,001", 0.001),
        ("1.234", 1.234),
        ("1e-4", 1e-4),
        ("１０，０００", 10_000.0),
        ("-3", -3.0),
    ],
)
def test_a_number_is_read_as_people_write_it(written, number):
    assert read_number(written) == number


@pytest.mark.parametrize(
    "written",
    ["", "1,2,3", "1.2.3", "10,00,000", "1,234,5", "1.5,000.5", "nan", "inf", "abc", "1e"],
)
def test_what_could_be_several_numbers_or_none_is_refused(written):
    with pytest.raises(ValueError, match=r"could not convert|\d|nan|inf"):
        read_number(written)


@pytest.mark.parametrize("number", [0, 7, 999, 1000, 12_345, 1_234_567])
def test_what_the_program_writes_can_be_typed_back(number):
    assert read_number(whole(number)) == number
