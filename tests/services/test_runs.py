import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playground.engine.events import Evaluated, Stepped
from playground.errors import RunBroken
from playground.services.lock import RunLock
from playground.services.metrics import FILE, MetricsLog
from playground.services.runs import json_line, read_run
from tests.services.conftest import RECORD

AddRun = Callable[..., Path]


def log_checks(folder: Path, losses: list[float]) -> None:
    log = MetricsLog(folder / FILE)
    for i, loss in enumerate(losses):
        log.add(Stepped(i + 1, loss, 1e-3, 1.0, i, 0.1 * i))
        log.add(Evaluated(i + 1, loss, loss, loss, 0.1 * i, True))
    log.flush()


def test_a_run_is_what_its_folder_says(add_run: AddRun) -> None:
    folder = add_run()
    run = read_run(folder)
    assert run.path == folder
    assert run.name == "20261123-142530-story-char-rnn"
    assert run.title == "story"
    assert run.model == "char-rnn"
    assert run.status == "stopped"
    assert run.config.training.steps == 50
    assert run.text.files == ("/texts/story.txt",)
    assert (run.steps, run.best_step, run.valid_loss, run.valid_bpc) == (20, 20, 2.5, 3.6)
    assert run.created.utcoffset() is not None
    assert run.share_done == 0.4
    assert not run.has_weights
    assert not run.read_only


def test_a_run_says_running_only_while_a_living_program_holds_it(add_run: AddRun) -> None:
    folder = add_run(status="running")
    assert read_run(folder).status == "interrupted"
    lock = RunLock(folder)
    assert read_run(folder).status == "running"
    lock.release()
    assert read_run(folder).status == "interrupted"


@pytest.mark.parametrize("status", ["paused", "finished", "stopped", "diverged"])
def test_every_other_status_stays(add_run: AddRun, status: str) -> None:
    assert read_run(add_run(status=status)).status == status


@pytest.mark.parametrize("key", sorted(RECORD.keys() - {"format", "version"}))
def test_a_missing_entry_makes_a_run_broken(add_run: AddRun, key: str) -> None:
    folder = add_run()
    record = {name: value for name, value in RECORD.items() if name != key}
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(RunBroken):
        read_run(folder)


@pytest.mark.parametrize(
    "changes", [{"created": "yesterday"}, {"text": []}, {"config": 3}, {"text": {"name": "a"}}]
)
def test_an_entry_of_another_kind_makes_a_run_broken(
    add_run: AddRun, changes: dict[str, Any]
) -> None:
    with pytest.raises(RunBroken):
        read_run(add_run(**changes))


NAN = float("nan")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", 3),
        ("title", "half a \ud800"),
        ("device", None),
        ("threads", "many"),
        ("parameters", -1),
        ("vocab_size", 0.5),
        ("train_tokens", True),
        ("steps", "20"),
        ("steps", 10**30),
        ("tokens", []),
        ("best_step", None),
        ("seconds", "1.5"),
        ("seconds", NAN),
        ("valid_loss", float("inf")),
        ("valid_bpc", "3.6"),
        ("valid_bpc", -1e308),
        ("later", NAN),  # also what this version does not know must fit into a file again
    ],
)
def test_a_value_of_another_kind_makes_a_run_broken(
    add_run: AddRun, key: str, value: object
) -> None:
    folder = add_run(**{key: value})
    with pytest.raises(RunBroken, match=r"run\.json is damaged"):
        read_run(folder)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", 7),
        ("source", False),
        ("files", [1]),
        ("files", "/texts/story.txt"),
        ("size", "large"),
        ("characters", "990"),
        ("sha256", "../../elsewhere"),
        ("encoding", ["utf-8"]),
        ("floor", NAN),
        ("floor", "low"),
        ("different", -1),
        ("letters", {}),
    ],
)
def test_a_strange_memory_of_the_text_makes_a_run_broken(
    add_run: AddRun, key: str, value: object
) -> None:
    folder = add_run(text={**RECORD["text"], key: value})
    with pytest.raises(RunBroken, match=r"run\.json is damaged"):
        read_run(folder)


def test_a_switch_is_on_or_off_and_nothing_else(add_run: AddRun) -> None:
    config = json.loads(json.dumps(RECORD["config"]))
    config["settings"]["ngram_memory"] = "perhaps"
    with pytest.raises(RunBroken, match="impossible setting"):
        read_run(add_run(config=config))


def test_the_share_done_follows_the_clock_where_the_budget_is_minutes(add_run: AddRun) -> None:
    config = json.loads(json.dumps(RECORD["config"]))
    config["training"].update(steps=0, minutes=2.0)
    assert read_run(add_run(config=config, seconds=30.0)).share_done == 0.25
    assert read_run(add_run("b", config=config, seconds=300.0)).share_done == 1.0


def test_a_sparkline_has_the_first_and_the_last_check_and_few_between(add_run: AddRun) -> None:
    folder = add_run()
    assert read_run(folder).sparkline() == []
    log_checks(folder, [5.0, 4.0, float("nan"), 3.0])
    assert read_run(folder).sparkline() == [5.0, 4.0, 3.0]
    log_checks(folder, [float(i) for i in range(100)])
    line = read_run(folder).sparkline(10)
    assert len(line) == 10
    assert (line[0], line[-1]) == (5.0, 99.0)


def test_recorded_events_are_read_all_or_by_kind(add_run: AddRun) -> None:
    folder = add_run()
    log_checks(folder, [5.0, 4.0])
    run = read_run(folder)
    assert [type(event) for event in run.metrics()] == [Stepped, Evaluated, Stepped, Evaluated]
    assert len(run.metrics(Stepped)) == 2


def test_snapshots_are_listed_by_step(add_run: AddRun) -> None:
    folder = add_run()
    (folder / "snapshots").mkdir()
    for name in (
        "000050.safetensors",
        "1000000.safetensors",
        "000007.safetensors",
        "x.part",
        "².safetensors",
    ):
        (folder / "snapshots" / name).touch()
    assert read_run(folder).snapshots() == [7, 50, 1000000]


def test_the_line_for_scripts_has_the_promised_keys(add_run: AddRun) -> None:
    line = json_line(read_run(add_run()))
    assert {"run", "name", "title", "model", "status", "steps", "valid_bpc"} <= line.keys()
    json.dumps(line)
