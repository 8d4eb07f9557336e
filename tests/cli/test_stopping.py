"""Ctrl+C, a closed pipe, a killed process: what was learned is saved, to the bit."""

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SECONDS, TINY, Playground

STEPS = "700"


def read_until(process: "subprocess.Popen[str]", step: int) -> None:
    """Wait until the process tells of a step."""
    assert process.stdout is not None
    for line in process.stdout:
        event = json.loads(line)
        if event["event"] == "stepped" and event["step"] >= step:
            return
    raise AssertionError(f"it ended before step {step}")


def finish(process: "subprocess.Popen[str]") -> tuple[int, list[dict[str, Any]]]:
    out, err = process.communicate(timeout=SECONDS)
    assert "Traceback" not in err, err
    return process.returncode, [json.loads(line) for line in out.splitlines()]


def curve(folder: Path) -> list[dict[str, Any]]:
    """Return what was measured, without the clock's part in it."""
    lines = (folder / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    return [{**e, "seconds": 0} for e in events if e["event"] in ("stepped", "evaluated")]


def test_stopped_killed_and_resumed_is_the_same_as_uninterrupted(
    playground: Playground, text_file: Path
) -> None:
    train = ("train", str(text_file), "--steps", STEPS, "--json", *TINY)
    whole = playground(*train, "--title", "whole")
    assert whole.code == 0

    stopped = playground.start(*train, "--title", "parts")
    read_until(stopped, 60)
    stopped.send_signal(signal.SIGINT)
    code, lines = finish(stopped)
    assert code == 130
    assert lines[-1]["event"] == "done"
    assert lines[-1]["status"] == "stopped"
    saved = lines[-1]["steps"]
    assert 60 <= saved < int(STEPS)
    parts = next(folder for folder in playground.runs if "parts" in folder.name)
    assert len([e for e in curve(parts) if e["event"] == "stepped"]) == saved

    killed = playground.start("resume", parts.name, "--json")
    read_until(killed, saved + 60)
    killed.kill()
    finish(killed)
    assert json.loads((parts / "run.json").read_text(encoding="utf-8"))["status"] == "running"
    listed = playground("runs", "--json").lines
    assert {line["name"]: line["status"] for line in listed}[parts.name] == "interrupted"

    resumed = playground("resume", parts.name, "--json")
    assert resumed.code == 0, resumed.err
    assert resumed.lines[0]["step"] == saved
    assert curve(parts) == curve(next(f for f in playground.runs if "whole" in f.name))
    ends = [{**result.lines[-1], "run": "", "seconds": 0} for result in (whole, resumed)]
    assert ends[0] == ends[1]

    again = playground("resume", parts.name)
    assert again.code == 1
    assert f"has finished: {STEPS} of {STEPS} steps" in again.err
    more = playground("resume", parts.name, "--steps", "710", "--json")
    assert more.code == 0, more.err
    assert (more.lines[0]["step"], more.lines[-1]["steps"]) == (700, 710)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_other_requests_to_end_save_too(
    playground: Playground, text_file: Path, number: signal.Signals
) -> None:
    process = playground.start("train", str(text_file), "--minutes", "10", "--json", *TINY)
    read_until(process, 10)
    process.send_signal(number)
    code, lines = finish(process)
    assert code == 130
    assert lines[-1]["status"] == "stopped"
    assert (playground.runs[0] / "resume.safetensors").exists()


def test_stopping_before_the_first_step_leaves_nothing(
    playground: Playground, tmp_path: Path
) -> None:
    large = tmp_path / "large.txt"
    large.write_text("some words and then some other words\n" * 3_000_000, encoding="utf-8")
    process = playground.start("train", str(large), *TINY)
    wait_for_log(playground)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, err) == (130, "")
    assert playground.runs == []


def wait_for_log(playground: Playground) -> None:
    """Wait until the process has begun its work: then its log has a line."""
    log = playground.home / "logs" / "playground.log"
    while not (log.exists() and log.stat().st_size):
        os.sched_yield()


def test_a_reader_who_leaves_is_no_error(playground: Playground, text_file: Path) -> None:
    process = playground.start("train", str(text_file), "--minutes", "10", "--json", *TINY)
    read_until(process, 1)
    assert process.stdout is not None
    process.stdout.close()
    process.wait(timeout=SECONDS)
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.returncode == 130
    record = json.loads((playground.runs[0] / "run.json").read_text(encoding="utf-8"))
    assert record["status"] == "stopped"


def test_a_run_that_stops_early_says_so_everywhere_and_can_be_trained_on(
    playground: Playground, text_file: Path
) -> None:
    stubborn = ("--patience", "1", "--decay-share", "0", "--learning-rate", "0.3", "--title", "x")
    words = ("train", str(text_file), "--steps", "20000", "--optimizer", "adamw", *TINY, *stubborn)
    ended = playground(*words)
    assert ended.code == 0, ended.err
    assert "patience 1 checks." in ended.out
    record = json.loads((playground.runs[0] / "run.json").read_text(encoding="utf-8"))
    assert record["reason"] == "early stop"
    assert record["steps"] < 20_000
    assert f"Stopped early after {record['steps']:,} steps" in ended.out
    assert f"no better check since step {record['best_step']:,}; it has" in ended.out
    assert "resume" in ended.out
    assert playground("runs", "--json").lines[0]["reason"] == "early stop"
    assert "stopped early" in playground("runs").out

    longer = playground("resume", "last", "--json")
    assert longer.code == 0, longer.err
    done = longer.lines[-1]
    assert done["reason"] in ("early stop", "budget")
    assert done["steps"] > record["steps"]
