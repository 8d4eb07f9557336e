from collections.abc import Generator

from playground.engine.events import Progress
from playground.engine.work import finish


def test_finish_returns_what_the_work_returns():
    def work() -> Generator[Progress, None, str]:
        yield Progress("counting", 1, 2)
        yield Progress("counting", 2, 2)
        return "done"

    assert finish(work()) == "done"
