"""Names of files, folders and runs that are no UTF-8, as old disks and archives have them."""

import os
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.cli.conftest import TINY, Playground

if sys.platform in ("win32", "darwin"):
    pytest.skip("names are text there", allow_module_level=True)

ODD = os.fsdecode(b"caf\xe9 \xff")
SHOWN = "caf\ufffd \ufffd"


@pytest.fixture
def odd_file(text_file: Path) -> Path:
    return text_file.rename(text_file.with_name(f"{ODD}.txt"))


def test_a_run_on_a_file_whose_name_is_no_text_goes_on(
    playground: Playground, odd_file: Path
) -> None:
    assert playground("train", str(odd_file), "--steps", "3", *TINY).code == 0
    again = playground("resume", "last", "--steps", "5")
    assert (again.code, again.err) == (0, "")
    once_more = playground("resume", "last", "--steps", "6")  # the place was noted once more
    assert (once_more.code, once_more.err) == (0, "")
    assert f"{SHOWN}  " in playground("runs").out
    line = playground("runs", "--json").lines[0]
    assert line["title"] == SHOWN
    assert playground("baselines", str(odd_file)).code == 0


def test_so_does_one_in_a_folder_of_such_files(playground: Playground, odd_file: Path) -> None:
    folder = odd_file.with_name(f"{ODD} folder")
    folder.mkdir()
    shutil.copy(odd_file, folder / f"a{ODD}.txt")
    shutil.copy(odd_file, folder / f"b{ODD}.txt")
    (folder / f"c{ODD}.txt").write_bytes(bytes(range(256)) * 9)
    result = playground("train", str(folder), "--steps", "3", "--json", *TINY)
    assert (result.code, result.err) == (0, "")
    left_out = result.events("text")[0]["left_out"]
    assert left_out == [str(folder / f"c{ODD}.txt")]  # programs get the name itself
    assert playground("resume", "last", "--steps", "4").code == 0


def test_everything_else_takes_such_names_too(playground: Playground, odd_file: Path) -> None:
    place = str(odd_file.parent / f"{ODD} home")
    titled = ("--title", ODD, "--home", place)
    assert playground("train", str(odd_file), "--steps", "3", *titled, *TINY).code == 0
    archive = str(odd_file.with_suffix(".lmrun"))
    written = str(odd_file.with_name(f"{ODD} fables.txt"))
    for words in (
        ("rename", "last", f"{ODD} 2"),
        ("export", "last", "--output", archive),
        ("import", archive),
        ("runs",),
        ("runs", "--json"),
        ("generate", "last", "--length", "5", "--json"),
        ("inspect", "last", "--json"),
        ("delete", "last"),
        ("delete", "--undo", "--json"),
        ("texts", "make", "fables-en", "--output", written),
        ("resume", "last", "--text", str(odd_file), "--steps", "4", "--json"),
    ):
        result = playground(*words, "--home", place)
        assert (result.code, result.err) == (0, ""), words
        assert SHOWN in result.out or words[-1] == "--json" or words[0] == "delete"
    for words in (("generate", ODD), ("train", f"{ODD} none"), ("import", f"{ODD} none")):
        result = playground(*words, "--home", place)
        assert result.code == 1
        assert SHOWN in result.err
    log = Path(place, "logs", "playground.log").read_text(encoding="utf-8")
    assert "ERROR" not in log


def test_a_text_that_came_over_from_a_mac_is_found_again(
    playground: Playground, text_file: Path
) -> None:
    """Its disk writes an accent behind its letter, others make one of both."""
    one, two = (unicodedata.normalize(form, "café") for form in ("NFC", "NFD"))
    folder = text_file.parent / one
    folder.mkdir()
    text = text_file.rename(folder / f"{one}.txt")
    assert playground("train", str(text), "--steps", "3", *TINY).code == 0
    text.rename(folder / f"{two}.txt")
    folder.rename(folder.with_name(two))
    result = playground("resume", "last", "--steps", "4")
    assert (result.code, result.err) == (0, "")
