"""Shares and sizes as people read them."""

import pytest

from playground.ui.quantities import file_size, share


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (1.0, "100 %"),
        (0.999, "> 99 %"),
        (0.41, "41 %"),
        (0.0099, "1 %"),
        (0.004, "0.4 %"),
        (0.0004, "< 0.1 %"),
        (0.0, "0 %"),
    ],
)
def test_a_share_is_never_rounded_to_certain_or_impossible(part, words):
    assert share(part) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (210_400, "210 kB"),
        (999_900, "1.0 MB"),
        (1_115_394, "1.1 MB"),
        (3_200_000_000, "3.2 GB"),
        (2_000_000_000_000, "2,000 GB"),
    ],
)
def test_sizes_have_two_or_three_digits(size, words):
    assert file_size(size) == words
