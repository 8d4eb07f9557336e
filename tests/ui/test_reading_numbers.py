"""Numbers as people write them."""

import pytest

from playground.errors import NotANumber, NotWhole, NumberUnclear, SettingError
from playground.ui.figures import exact, whole
from playground.ui.reading_numbers import read_number, read_whole


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
        ("10’000", 10_000.0),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("0,5", 0.5),
        ("1,5", 1.5),
        ("0,001", 0.001),
        ("1.234", 1.234),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e-4", 1e-4),
        ("1E5", 1e5),
        ("１０，０００", 10_000.0),
        ("０．５", 0.5),
        ("-3", -3.0),
        ("−3", -3.0),
        (" 7 ", 7.0),
        ("31 k", 31_000.0),
        ("3万", 30_000.0),
        ("0.82\N{NO-BREAK SPACE}M", 820_000.0),
    ],
)
def test_a_number_is_read_as_people_write_it(written, number):
    assert read_number(written) == pytest.approx(number, rel=1e-15)


@pytest.mark.parametrize(
    "written", ["10,00", "1,0000", "100,0000", "1234,567", "12,34", "0000,1234"]
)
def test_what_could_be_several_numbers_is_refused(written):
    with pytest.raises(NumberUnclear):
        read_number(written)


@pytest.mark.parametrize(
    "written",
    ["", " ", "1,2,3", "1.2.3", "10,00,000", "1,234,5", "1.5,000.5", "nan", "inf", "abc", "1e",
     "1e999", "1 5", "10 00", "1_0", "1'5", "k", "5 5 k", "0x10", "１,,000", "3 apples", "10%"],
)  # fmt: skip
def test_what_is_no_number_is_refused(written):
    with pytest.raises(SettingError):
        read_number(written)


@pytest.mark.parametrize("number", [0, 7, 999, 1000, 12_345, 1_234_567])
def test_what_the_program_writes_can_be_typed_back(number):
    assert read_whole(whole(number)) == number


@pytest.mark.parametrize("number", [0.0, 0.003, 1e-8, 0.5, 100.0, 10_000.0, 1e8, 1e12, 123.456])
def test_what_a_field_writes_can_be_typed_back(number):
    assert read_number(exact(number)) == number


def test_a_whole_number_has_no_part():
    assert read_whole("3.0") == 3
    with pytest.raises(NotWhole):
        read_whole("1.5")
    with pytest.raises(NotANumber):
        read_whole("many")


def test_the_two_meanings_are_said():
    with pytest.raises(NumberUnclear, match="may mean 10,000 or 10"):
        read_whole("10.000")
    with pytest.raises(NumberUnclear, match="may mean 1,000 or 10"):
        read_number("10,00")
