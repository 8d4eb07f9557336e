"""A bug that comes again and again is counted, and no longer shown."""

from playground.ui.bugs import REST, SHOWN, Bugs, place_of


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def raised(kind=ZeroDivisionError):
    try:
        raise kind("words differ, the place does not")
    except kind as error:
        return error


def test_a_bug_is_new_until_it_was_shown_often():
    bugs = Bugs(Clock())
    for _ in range(SHOWN):
        bug = bugs.note(raised())
        assert bug.is_new
        bug.shown += 1
    assert not bugs.note(raised()).is_new
    assert bugs.note(raised(ValueError)).is_new


def test_after_a_rest_it_is_new_again():
    clock = Clock()
    bugs = Bugs(clock)
    bugs.note(raised()).shown = SHOWN
    for _ in range(20):
        clock.now += REST / 2
        assert not bugs.note(raised()).is_new
    clock.now += REST + 1
    bug = bugs.note(raised())
    assert bug.is_new
    assert bug.times == 1


def test_ever_fewer_of_them_are_logged():
    bugs = Bugs(Clock())
    logged = [n for n in range(1, 2001) if bugs.note(raised()).is_worth_logging]
    assert logged == [1, 10, 100, 1000]


def test_an_exception_that_was_never_raised_has_a_place_too():
    assert place_of(ValueError()) == ("ValueError", "", 0)
