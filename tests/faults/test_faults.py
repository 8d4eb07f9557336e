"""The short forms: a few of each fault, by chance but always the same ones."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from playground.commands import COMMANDS
from playground.services.checkpoint import save_tensors
from tests.faults import full_disk, kills, power, special, unheard
from tests.faults.fuzz import fuzz
from tests.faults.kinds import KINDS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the system what Linux has")
CUTS = 25
FULL = range(1, 200, 7)
CASES = 25
UNHEARD = 10


@pytest.mark.parametrize("model", kills.MODELS)
def test_killed_at_random_moments_it_goes_on_to_the_bit(tmp_path: Path, model: str) -> None:
    case = kills.Case(model, steps=250, seconds=1.0, hurried=True)
    found = kills.kill([case], 2, 1, 1, tmp_path)[case]
    assert found.problems == []
    assert found.kills == 2


def test_after_a_power_cut_it_goes_on_to_the_bit(tmp_path: Path) -> None:
    cuts, with_state, problems = power.cut(tmp_path, CUTS, 1)
    assert problems == []
    assert with_state > cuts / 4


def test_a_disk_that_is_full_at_any_write_loses_nothing(tmp_path: Path) -> None:
    with full_disk.saving_all_the_time():
        corpus, whole = full_disk.prepared(tmp_path)
        found = list(full_disk.injected(tmp_path, corpus, whole, iter(FULL)))
    assert len(found) > len(FULL) / 3
    assert [problem for problem in found if problem] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_a_sentence_or_no_matter(kind: str) -> None:
    outcome = fuzz(kind, CASES, 1)
    assert outcome.problems == {}
    assert outcome.cases == CASES


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_a_sentence_or_no_matter(kind: str) -> None:
    outcome = special.replaced(kind)
    assert outcome.problems == {}
    assert outcome.cases == len(special.FORMS)


def test_a_command_that_nobody_hears_does_its_work_all_the_same(tmp_path: Path) -> None:
    place = unheard.Place(tmp_path)
    found = {str(case): unheard.unheard(case, place) for case in unheard.some(UNHEARD, 1)}
    assert {case: problems for case, problems in found.items() if problems} == {}


def test_every_command_is_among_those_that_nobody_hears() -> None:
    assert set(COMMANDS) <= set(unheard.WORDS)


def test_a_command_that_fails_for_want_of_a_reader_is_noticed(tmp_path: Path) -> None:
    case = unheard.Case("train", unheard.full, json=False, both=False)
    assert list(unheard.wrong_ending(case, 1, "The disk is full.\n")) == []
    assert len(list(unheard.wrong_ending(case, 120, "Traceback (most recent …\n  File …\n"))) == 3
    place = unheard.Place(tmp_path)
    place.fresh()
    (trouble,) = unheard.wrong_traces(unheard.Case("rename", unheard.full, False, False), place)
    assert trouble == "it was not done"


def test_a_kill_that_loses_something_is_noticed(tmp_path: Path) -> None:
    case = kills.Case("char-rnn", steps=40, seconds=0.0, hurried=True)
    killer = kills.Killer(case, tmp_path, 1)
    whole = killer._whole = killer._train_through()
    killer._compare(whole)
    assert killer.found.problems == []
    other = replace(whole, path=tmp_path / "other")
    shutil.copytree(whole.path, other.path)
    lines = (whole.path / "metrics.jsonl").read_bytes().splitlines(keepends=True)
    (other.path / "metrics.jsonl").write_bytes(b"".join(lines[:10]))
    save_tensors(other.path / "weights.safetensors", {"x": torch.zeros(1)})
    killer._compare(other)
    losses, kept = killer.found.problems
    assert "other losses" in losses
    assert "other weights" in kept
