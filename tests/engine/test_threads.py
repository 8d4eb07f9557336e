"""The choice of threads on computers whose speed is made up."""

from playground.engine.threads import ThreadWatch

EARLY = 4  # trials after 1, 3, 7 and 15 seconds


def work(watch, seconds_of, steps):
    """Take steps that last `seconds_of[threads]`; return the threads used in each."""
    used = []
    for _ in range(steps):
        used.append(watch.count)
        watch.note(seconds_of[watch.count])
    return used


def test_more_threads_are_used_where_they_help():
    used = work(ThreadWatch(2), {1: 0.08, 2: 0.05}, 1000)
    assert used[:4] == [1] * 4  # measured first
    assert used.count(1) < 40  # and tried again every 15 seconds


def test_one_thread_is_used_on_a_busy_computer_and_trials_are_cut_short():
    used = work(ThreadWatch(2), {1: 0.1, 2: 1.5}, 1000)
    assert used.count(2) <= 1 + EARLY + 100 // 15


def test_a_computer_that_gets_busy_is_noticed_within_a_few_steps():
    watch = ThreadWatch(2)
    work(watch, {1: 0.08, 2: 0.05}, 50)
    assert watch.count == 2
    used = work(watch, {1: 0.15, 2: 1.5}, 50)
    assert used.count(2) <= 6


def test_a_computer_that_gets_quiet_is_noticed_soon():
    watch = ThreadWatch(4)
    work(watch, {1: 0.2, 4: 3.0}, 50)
    assert watch.count == 1
    used = work(watch, {1: 0.2, 4: 0.06}, 200)
    assert used.index(4) <= 15.0 / 0.2
    assert used[-20:] == [4] * 20


def test_a_computer_that_is_busy_only_at_first_is_soon_used_whole():
    """The first seconds of a training go with the n-grams of a new text, and more."""
    watch = ThreadWatch(2)
    work(watch, {1: 0.05, 2: 0.2}, 60)  # three seconds
    assert watch.count == 1
    used = work(watch, {1: 0.05, 2: 0.03}, 200)
    assert used.index(2) <= 4.0 / 0.05


def test_equal_speed_stays_with_one_thread():
    used = work(ThreadWatch(2), {1: 0.1, 2: 0.1}, 500)
    assert used.count(2) <= 4 * (1 + EARLY + 50 // 15)


def test_a_slower_computer_alone_is_no_reason_to_try_again_and_again():
    watch = ThreadWatch(2)
    work(watch, {1: 0.1, 2: 1.0}, 20)
    used = work(watch, {1: 0.3, 2: 3.0}, 200)
    assert used.count(2) <= 1 + 60 // 15 + 1


def test_one_core_leaves_no_choice():
    assert set(work(ThreadWatch(1), {1: 0.1}, 100)) == {1}
