"""The coach's rules, on curves drawn by hand."""

import math
import string

import pytest

from playground.engine.coach import ADVICE, Course, advise, progress
from playground.engine.events import EARLY_STOP, EPOCHS, Evaluated
from playground.engine.lines import Line

GUESSING, LETTERS = Line("guessing", 6.0), Line("letter counts", 4.8)


def curve(valid: list[float], train: list[float] | None = None, every: float = 10.0) -> list:
    """Evaluations in bits per character, `every` seconds apart, 100 steps each."""
    train = valid if train is None else train
    return [
        Evaluated(100 * (i + 1), t * math.log(2), v * math.log(2), v, every * (i + 1), True)
        for i, (v, t) in enumerate(zip(valid, train, strict=True))
    ]


def said(course: Course) -> tuple[str, str]:
    advice = advise(course)
    return advice.kind, " ".join(str(remark) for remark in advice.remarks)


def test_nothing_is_said_before_the_first_check():
    assert said(Course([])) == ("waiting", "")


def test_worse_than_guessing_at_first():
    kind, words = said(Course(curve([6.4]), [GUESSING, LETTERS]))
    assert kind == "begun"
    assert words == "It costs 6.40 bits a character, still more than “guessing” with 6.00."


def test_learning_fast_tells_the_line_and_the_drop():
    course = Course(curve([5.5, 4.0, 3.0, 2.9, 2.8, 2.7]), [GUESSING, LETTERS])
    kind, words = said(course)
    assert kind == "fast"
    # It was passed between 10 s and 20 s, after 7 of 15 parts: 14.7 s after the beginning.
    assert "passed the line “letter counts” 45 s ago" in words
    # The last third of 60 s begins at 42 s; the check before it was at 40 s: 1 - 2.7 / 2.9.
    assert "6.9 %" in words
    assert "no sign of memorising" in words


def test_at_the_end_the_loss_on_the_whole_validation_text_counts():
    course = Course(curve([4.0, 3.0, 2.11]), [GUESSING], ended="finished", exact=2.214)
    assert "It needs 2.21 bits for a new character" in said(course)[1]


def test_a_run_that_stopped_early_says_since_when_nothing_got_better():
    course = Course(
        curve([4.0, 3.0, 3.01, 3.01]),
        [GUESSING],
        ended="finished",
        early=EARLY_STOP,
        best_step=1200,
    )
    kind, words = said(course)
    assert kind == "early"
    assert words.startswith("It stopped before its time: no check was better since step 1,200.")
    assert "It needs 3.00 bits" in words


def test_a_run_that_read_its_text_often_enough_says_how_often():
    ended = {"ended": "finished", "early": EPOCHS, "epochs": 20.0}
    kind, words = said(Course(curve([4.0, 3.0, 2.0]), [GUESSING], **ended))
    assert kind == "early"
    assert "it has read the text 20 times, and more would be learning by heart" in words


def test_progress_is_measured_over_the_last_part_of_the_time():
    # Of 40 s the last part begins at 28 s; the check before that, at 20 s, found 3 bits.
    assert progress(curve([4.0, 3.0, 2.0, 1.0])) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("last", "kind"), [(2.8, "fast"), (2.96, "steady"), (2.99, "slow"), (2.999, "flat")]
)
def test_the_kind_follows_the_drop(last, kind):
    valid = [4.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, last]
    assert advise(Course(curve(valid))).kind == kind


def test_a_text_that_is_known_by_heart_costs_nothing():
    assert progress(curve([0.0, 0.0, 0.0])) == 0.0
    assert said(Course(curve([2.0, 0.0, 0.0, 0.0, 0.0])))[0] == "flat"


def test_memorising_is_validation_up_and_training_down():
    valid = [3.0, 2.5, 2.4, 2.45, 2.5, 2.6]
    train = [3.0, 2.4, 2.0, 1.6, 1.3, 1.0]
    kind, words = said(Course(curve(valid, train)))
    assert kind == "memorising"
    assert "from 2.40 to 2.60 since step 300" in words
    assert "dropout" in words


def test_a_little_noise_is_not_memorising():
    valid = [3.0, 2.5, 2.40, 2.41, 2.405, 2.41]
    train = [3.0, 2.4, 2.3, 2.29, 2.28, 2.27]
    assert advise(Course(curve(valid, train))).kind == "flat"


def test_rising_together_is_unstable():
    kind, words = said(Course(curve([3.0, 2.5, 2.4, 2.9], [3.0, 2.5, 2.4, 2.9])))
    assert kind == "unstable"
    assert "learning rate" in words


def test_near_the_floor_there_is_nothing_to_gain():
    kind, words = said(Course(curve([3.0, 2.0, 1.52]), floor=1.5))
    assert kind == "floor"
    assert "below 1.50" in words


def test_a_gap_is_told_in_bits():
    _, words = said(Course(curve([3.0, 2.8, 2.6, 2.4], [2.9, 2.5, 2.2, 2.0])))
    assert "Validation is 0.40 bits above training" in words


def test_the_end_of_a_run_that_still_improved():
    kind, words = said(Course(curve([4.0, 3.0, 2.0]), [GUESSING], ended="finished"))
    assert kind == "finished"
    assert words == (
        "It needs 2.00 bits for a new character, fewer than “guessing” with 6.00. "
        "It was still improving: train it longer."
    )


def test_a_run_that_was_stopped_is_judged_by_what_it_came_to():
    """It was told when it had passed a line, as if it went on."""
    kind, words = said(Course(curve([4.0, 3.0, 2.0]), [GUESSING], ended="stopped"))
    assert kind == "stopped"
    assert words == (
        "It needs 2.00 bits for a new character, fewer than “guessing” with 6.00. "
        "It was still improving: go on with it."
    )


def test_the_end_names_the_hardest_line_that_was_passed():
    grams = Line("3-grams", 2.9)
    for bits, words in (
        (2.0, "fewer than “3-grams” with 2.90"),
        (3.5, "fewer than “letter counts” with 4.80"),
        (6.5, "more than “guessing” with 6.00"),
    ):
        course = Course(curve([7.0, 6.8, bits]), [GUESSING, LETTERS, grams], ended="finished")
        assert words in said(course)[1]


def test_the_end_of_a_run_that_had_levelled_off():
    _, words = said(Course(curve([4.0, 3.0, 2.0, 2.0, 2.0, 2.0, 2.0]), ended="finished"))
    assert "More time would help little" in words


def test_the_end_of_a_run_that_learned_by_heart_says_so():
    valid, train = [3.0, 2.4, 2.5, 2.6], [3.0, 2.0, 1.5, 1.0]
    assert advise(Course(curve(valid, train), ended="finished")).kind == "memorising"


def test_an_explosion_names_the_model_that_is_kept():
    kind, words = said(Course(curve([3.0, 2.5]), ended="diverged"))
    assert kind == "diverged"
    assert "from step 200 with 2.50 bits" in words
    assert said(Course([], ended="diverged"))[0] == "diverged"


def test_every_kind_has_a_title_and_every_field_a_value():
    courses = [
        Course(curve(valid, train), lines, floor, ended)
        for valid, train in (
            ([6.4], [6.4]),
            ([5.0, 3.0, 2.0, 1.9], [5.0, 3.0, 2.0, 1.5]),
            ([3.0, 2.4, 2.5, 2.6], [3.0, 2.0, 1.5, 1.0]),
            ([2.0] * 9, [1.8] * 9),
        )
        for lines in ([], [GUESSING, LETTERS])
        for floor in (None, 1.95)
        for ended in ("", "finished", "diverged")
    ]
    for course in courses:
        advice = advise(course)
        assert advice.kind in ADVICE
        for remark in advice.remarks:
            fields = {name for _, name, _, _ in string.Formatter().parse(remark.sentence) if name}
            assert fields == set(remark.values)
            assert str(remark).endswith(".")


def test_the_gap_is_that_between_the_numbers_that_are_shown():
    valid, train = [4.0, 3.0, 2.5, 2.40, 2.45], [3.9, 2.8, 2.3, 2.20, 2.15]
    assert Course(curve(valid, train)).now == pytest.approx((2.15, 2.45))
    assert Course(curve(valid, train), over=True).now == pytest.approx((2.20, 2.40))
    course = Course(curve(valid, train), ended="finished", exact=2.37)
    assert course.now == pytest.approx((2.20, 2.37))
    flat = [2.4, 2.4, 2.4, 2.4]
    _, words = said(Course(curve(flat, [2.2] * 4), ended="finished", exact=2.37))
    assert "0.17 bits above training" in words
