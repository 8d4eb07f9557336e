"""Lines of tokens: wrapping, places, and growing at the end."""

import random

import pytest

from playground.ui.flow import Flow, fragments, is_wide, may_break


def measure(text):
    """Every character is one wide, Chinese ones two, a newline's sign one."""
    return float(sum(2 if is_wide(c) else 1 for c in text)) if text else 0.5


def flow_of(tokens, width):
    flow = Flow(measure, width)
    flow.add(tokens)
    return flow


def lines(flow):
    return ["".join(flow.texts[f] for f in flow.fragments_of_line(i)) for i in range(len(flow))]


def test_words_of_single_letters_are_not_torn():
    assert lines(flow_of("the old owl sat", 8)) == ["the old ", "owl sat"]


def test_a_space_hangs_over_the_end_of_its_line():
    assert lines(flow_of("abcd efgh", 4)) == ["abcd ", "efgh"]


def test_a_word_longer_than_the_line_is_torn():
    assert lines(flow_of("abcdefghij", 4)) == ["abcd", "efgh", "ij"]


def test_newlines_end_lines_and_an_empty_line_stays():
    assert lines(flow_of("ab\n\ncd\n", 10)) == ["ab\n", "\n", "cd\n", ""]


def test_chinese_breaks_between_characters_but_never_before_a_comma():
    assert lines(flow_of("你好世界", 4)) == ["你好", "世界"]
    assert lines(flow_of("你好，世界", 4)) == ["你", "好，", "世界"]


def test_an_opening_quote_stays_with_what_follows():
    assert lines(flow_of("他说“好", 6)) == ["他说", "“好"]


def test_longer_tokens_are_cut_where_lines_may_break():
    assert fragments(" the owl\n") == (" ", "the", " ", "owl", "\n")
    assert lines(flow_of([" the", " owl", " sat"], 8)) == [" the owl ", "sat"]


def test_accents_and_joined_signs_stay_together():
    assert not may_break("e", "\u0301")
    assert not may_break("👩", "\u200d")
    assert not may_break("\u200d", "👧")
    assert may_break("你", "好")


def test_a_token_without_text_has_a_place_of_its_own():
    flow = flow_of(["", "", "你"], 10)
    assert [flow.boxes(i)[0].x for i in range(3)] == [0.0, 0.5, 1.0]


def test_a_wrapped_token_has_a_box_on_each_line():
    flow = flow_of(["ab", " cdef ghij", "k"], 8)
    boxes = flow.boxes(1)
    assert [(box.line, box.x, box.width) for box in boxes] == [(0, 2, 6), (1, 0, 4)]
    assert flow.boxes(7) == []


@pytest.mark.parametrize("width", [3, 7, 12, 40])
def test_tokens_that_arrive_one_by_one_are_laid_out_like_all_at_once(width):
    rng = random.Random(width)
    letters = "ab cd，。你好 \n-“”"
    tokens = ["".join(rng.choices(letters, k=rng.randint(0, 4))) for _ in range(300)]
    whole, grown = flow_of(tokens, width), Flow(measure, width)
    for token in tokens:
        grown.add([token])
    assert (grown.starts, grown.xs) == (whole.starts, whole.xs)
    assert "".join(lines(whole)) == "".join(tokens)


def test_no_line_is_wider_than_allowed_but_for_a_hanging_space():
    rng = random.Random(5)
    flow = flow_of(rng.choices("abcde  你好，。", k=2000), 17)
    for line in lines(flow):
        assert measure(line.rstrip(" ")) <= 17


def test_what_is_found_at_a_place_is_what_stands_there():
    flow = flow_of("the old owl\nsat 在树上", 8)
    for token in range(flow.tokens):
        for box in flow.boxes(token):
            assert flow.token_at(box.line, box.x + box.width / 2) == token
    assert flow.token_at(0, 99.0) is None
    assert flow.token_at(0, 99.0, nearest=True) == 7
    assert flow.token_at(99, 0.0) is None
