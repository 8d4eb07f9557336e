"""One number for one thing: the score of a run, while it goes on and afterwards."""

from playground.engine.events import Evaluated, Finished
from playground.engine.scores import Score, score

CHECKS = [
    Evaluated(10, 3.0, 3.1, 4.4, 1.0, True),
    Evaluated(20, 2.0, 2.2, 3.1, 2.0, True),
    Evaluated(30, 1.5, 2.4, 3.4, 3.0, False),
]


def test_before_the_first_check_there_is_none():
    assert score([]) is None
    assert score([], Finished(1, 1, 2.0, 2.9, 1, 1.0, "budget")) is None


def test_while_it_goes_on_it_is_the_last_check():
    assert score(CHECKS) == Score(2, 1.5, 2.4, 3.4)


def test_of_a_run_that_rests_it_is_the_check_of_the_model_that_is_kept():
    assert score(CHECKS, over=True) == Score(1, 2.0, 2.2, 3.1)


def test_at_the_end_it_is_what_was_measured_on_the_whole_text():
    finished = Finished(30, 20, 2.15, 3.05, 1, 3.0, "budget")
    assert score(CHECKS, finished) == Score(1, 2.0, 2.15, 3.05)
    lost = Finished(30, 25, 2.15, 3.05, 1, 3.0, "budget")  # the check is not in the record
    assert score(CHECKS, lost) == Score(1, 2.0, 2.15, 3.05)
