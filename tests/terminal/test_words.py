import pytest

from playground.terminal.colour import BLUE, Paint
from playground.terminal.words import (
    Harmless,
    cut,
    harmless,
    one_line,
    pad,
    painted,
    shorten,
    width,
    wrap,
)


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
    assert harmless("a\u202eb\u2028c\U000e0041d\udce9") == "a�b�c�d�"


def test_letters_that_are_kept_apart_stay_apart() -> None:
    """Persian is written with a joiner that takes no room; between Latin letters it only hides."""
    assert harmless("\u0645\u06cc\u200c\u062e") == "\u0645\u06cc\u200c\u062e"
    assert harmless("\U0001f469\u200d\U0001f4bb") == "\U0001f469\u200d\U0001f4bb"  # one picture
    assert harmless("a\u200cb") == "a�b"


def test_a_text_in_pieces_is_shown_as_the_whole_text_is() -> None:
    text = "\u0645\u06cc\u200c\u062ea\u200c\x1b"
    show = Harmless()
    assert "".join(show(piece) for piece in ["", *text, ""]) == harmless(text)


def test_a_line_keeps_our_colours_and_nothing_else() -> None:
    blue = Paint(True)("abc", BLUE)
    assert painted(f"{blue}\x1b[2J\x1b[8m\r\n") == f"{blue}␛[2J␛[8m␍␊"


def test_wrapping_keeps_lines_and_stops_in_time() -> None:
    assert wrap("abcdef\ngh\n\nij", 4, 9) == ["abcd", "ef", "gh", "", "ij"]
    assert wrap("abcdef\ngh", 4, 2) == ["abcd", "ef"]
    assert wrap("从前有座山", 5, 9) == ["从前", "有座", "山"]
    assert wrap("", 5, 9) == [""]
