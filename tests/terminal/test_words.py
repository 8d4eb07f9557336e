import pytest

from playground.terminal.words import cut, harmless, one_line, pad, shorten, width, wrap


def test_a_chinese_character_takes_two_columns_and_an_accent_none() -> None:
    assert width("abc") == 3
    assert width("从前") == 4
    assert width("e\u0301") == 1


@pytest.mark.parametrize(
    ("columns", "expected"), [(0, ""), (1, "a"), (2, "a"), (3, "a从"), (9, "a从前b")]
)
def test_a_text_is_cut_to_columns_not_characters(columns: int, expected: str) -> None:
    assert cut("a从前b", columns) == expected


def test_what_is_shortened_says_so() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdef", 5) == "abcd…"
    assert shorten("从前从前", 6) == "从前…"


def test_padding_counts_columns() -> None:
    assert pad("从", 4) == "从  "
    assert pad("abcdef", 4) == "abcdef"


def test_nothing_that_a_model_writes_moves_the_cursor() -> None:
    assert harmless("a\x1b[2J\tb\n\x07\x9b") == "a␛[2J\tb\n␇�"
    assert one_line("a\n b\x1b\u202ec") == "a b␛c"


def test_wrapping_keeps_lines_and_stops_in_time() -> None:
    assert wrap("abcdef\ngh\n\nij", 4, 9) == ["abcd", "ef", "gh", "", "ij"]
    assert wrap("abcdef\ngh", 4, 2) == ["abcd", "ef"]
    assert wrap("从前有座山", 5, 9) == ["从前", "有座", "山"]
    assert wrap("", 5, 9) == [""]
