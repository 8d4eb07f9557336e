import pytest

from playground.engine.schedule import muon_momentum, pace, split_at


@pytest.mark.parametrize(
    ("progress", "step", "expected"),
    [
        (0.00, 0, 0.05),  # the first of 20 steps of warm-up
        (0.00, 9, 0.50),
        (0.00, 19, 1.0),
        (0.30, 600, 1.0),  # constant
        (0.40, 800, 1.0),  # the decay begins
        (0.70, 1400, 0.5),
        (0.94, 1880, 0.1),
        (1.00, 2000, 0.0),
        (1.20, 2000, 0.0),  # the last step may end after the budget
        (0.70, 4, 0.25),  # a slow machine: still warming up when the decay has begun
    ],
)
def test_rises_stays_and_falls(progress, step, expected):
    assert pace(progress, step, warmup_steps=20, decay_share=0.6) == pytest.approx(expected)


def test_without_warm_up_and_decay_it_is_constant():
    assert {pace(p / 10, p, 0, 0.0) for p in range(11)} == {1.0}


def test_with_decay_over_all_of_the_budget_it_falls_from_the_start():
    assert pace(0.25, 100, 0, 1.0) == pytest.approx(0.75)


def test_momentum_rises_from_085_to_095():
    assert [muon_momentum(step) for step in (0, 150, 300, 9999)] == pytest.approx(
        [0.85, 0.90, 0.95, 0.95]
    )


def test_windows_are_cut_at_first_and_whole_at_the_end():
    at = [0.0, 0.59, 0.6, 0.84, 0.85, 1.0]
    assert [split_at(progress, 0, 4) for progress in at] == [4, 4, 2, 2, 1, 1]
    assert {split_at(progress, 0, 1) for progress in at} == {1}


def test_every_fourth_step_reads_whole_windows():
    assert [split_at(0.0, step, 4) for step in range(9)] == [4, 4, 4, 1, 4, 4, 4, 1, 4]
