import pytest

from playground.ui.figures import clock, duration, exact, percent, whole


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0:00"), (9.6, "0:10"), (68, "1:08"), (3599, "59:59"), (4000, "1:06:40"), (-3, "0:00")],
)
def test_times_are_shown_as_on_a_clock(seconds, shown):
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("share", "shown"), [(0, "0 %"), (0.62, "62 %"), (0.999, "99 %"), (1.0, "100 %")]
)
def test_all_is_only_said_when_all_is_done(share, shown):
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(1, "1 minute"), (3.0, "3 minutes"), (0.5, "30 seconds"), (2.5, "2.5 minutes")],
)
def test_durations_are_words(dressed, minutes, shown):
    assert duration(minutes) == shown


def test_large_numbers_are_grouped():
    assert whole(31200) == "31,200"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0.0, "0"),
        (0.003, "0.003"),
        (100.0, "100"),
        (10_000.0, "10,000"),
        (1e8, "100,000,000"),
        (1e-8, "1e-8"),
        (0.00123456, "0.00123456"),
        (1e12, "1e12"),
        (2.5, "2.5"),
    ],
)
def test_settings_are_written_so_that_they_can_be_typed_back(number, shown):
    assert exact(number) == shown
    assert float(shown.replace(",", "")) == number
