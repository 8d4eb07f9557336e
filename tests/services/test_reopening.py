"""The text of a run is opened again from where it came, or it is told that it differs."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from playground.engine.corpus import pasted_corpus
from playground.engine.work import finish
from playground.errors import RunTextDiffers
from playground.services.reopening import reopen
from playground.services.runs import PASTED_TEXT, Run
from playground.services.workspace import Workspace
from tests.services.small_runs import TEXT, config_of


@pytest.mark.parametrize("damage", [b"\xff\xfe\xff", b"", b"\n\n"])
def test_a_pasted_text_that_is_damaged_differs(workspace: Workspace, damage: bytes) -> None:
    list(workspace.create(pasted_corpus(TEXT, "note"), config_of(), "pasted"))
    run = workspace.find("pasted")
    (run.path / PASTED_TEXT).write_bytes(damage)
    with pytest.raises(RunTextDiffers, match="note"):
        finish(reopen(run))


def test_a_folder_in_the_place_of_a_text_is_not_searched(
    whole: Run, text_file: Path, tmp_path: Path
) -> None:
    text_file.unlink()
    shutil.copytree(tmp_path / "home", text_file)
    for place in (str(text_file), "", "/"):
        with pytest.raises(RunTextDiffers):
            finish(reopen(replace(whole, text=replace(whole.text, files=(place,)))))


@pytest.mark.parametrize("source", ["", "text:nothing", "../../elsewhere"])
def test_a_text_from_nowhere_differs(whole: Run, source: str) -> None:
    with pytest.raises(RunTextDiffers):
        finish(reopen(replace(whole, text=replace(whole.text, source=source))))
