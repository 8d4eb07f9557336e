"""A full disk, made by a limit on the size of files: the system itself refuses."""

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from playground.engine.corpus import Corpus
from playground.errors import DiskFull
from playground.services.checkpoint import load_state
from playground.services.metrics import MetricsLog, read_metrics
from playground.services.runs import Run
from playground.services.workspace import Workspace
from tests.services.small_runs import MOST, assert_same_run, config_of, run_until
from tests.services.test_metrics import EVENTS


@pytest.fixture
def full_after() -> Callable[[int], AbstractContextManager[None]]:
    """Let no file grow beyond so many bytes: what a full disk does, by the system itself."""

    @contextmanager
    def limit(size: int) -> Iterator[None]:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, handler)

    return limit


def test_a_full_disk_leaves_whole_lines_and_keeps_the_rest_for_later(
    tmp_path: Path, full_after: Callable[[int], AbstractContextManager[None]]
) -> None:
    log = MetricsLog(tmp_path / "m")
    log.add(EVENTS[0])
    log.flush()
    for event in EVENTS[1:]:
        log.add(event)
    with full_after(log.size + 30), pytest.raises(DiskFull):
        log.flush()
    assert list(read_metrics(tmp_path / "m")) == EVENTS[:1]
    assert (tmp_path / "m").read_bytes().endswith(b"\n")
    log.flush()
    assert list(read_metrics(tmp_path / "m")) == EVENTS


def test_a_full_disk_loses_nothing_and_training_goes_on_when_there_is_room(
    workspace: Workspace,
    corpus: Corpus,
    whole: Run,
    full_after: Callable[[int], AbstractContextManager[None]],
) -> None:
    training = workspace.create(corpus, config_of(), "crowded")
    run_until(training, 12)
    training.pause()
    training.unpause()
    folder = workspace.find("crowded").path
    before = load_state(folder, MOST)[1]
    with full_after(100), pytest.raises(DiskFull, match="The disk is full"):
        list(training)
    assert load_state(folder, MOST)[1] == before
    assert not list(folder.glob("*.part"))
    list(training)
    assert_same_run(workspace.find("crowded"), whole)


def test_a_disk_that_stays_full_keeps_what_was_saved_and_lets_go_of_the_run(
    workspace: Workspace,
    corpus: Corpus,
    whole: Run,
    full_after: Callable[[int], AbstractContextManager[None]],
) -> None:
    training = workspace.create(corpus, config_of(), "crowded")
    run_until(training, 12)
    training.pause()
    training.unpause()
    with full_after(100), pytest.raises(DiskFull):
        training.close()
    run = workspace.find("crowded")
    assert run.status == "interrupted"
    list(workspace.resume(run))
    assert_same_run(workspace.find("crowded"), whole)


def test_a_run_that_cannot_begin_leaves_nothing_open(
    workspace: Workspace,
    corpus: Corpus,
    full_after: Callable[[int], AbstractContextManager[None]],
) -> None:
    def handles() -> int:
        return len(list(Path("/dev/fd").iterdir()))

    before = handles()
    with full_after(200), pytest.raises(DiskFull):
        list(workspace.create(corpus, config_of()))
    assert handles() == before
    assert list(workspace.folder.iterdir()) == []
