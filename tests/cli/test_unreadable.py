"""Files and folders that the system keeps from a person: one sentence each, never a bug."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import SECONDS, TINY, Playground, Result, assert_refused

if sys.platform == "win32":
    pytest.skip("permissions are other ones on Windows", allow_module_level=True)


def as_anybody(playground: Playground, *words: str) -> Result:
    """Run a command without the rights of an administrator, to whom nothing is refused."""
    command = playground.command(*words)
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("an administrator may read everything")
        command = ["setpriv", "--inh-caps=-all", "--bounding-set=-all", *command]
    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=playground.environment(),
        timeout=SECONDS,
    )
    assert "Traceback" not in done.stderr
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def locked(tmp_path: Path, text_file: Path) -> Iterator[Path]:
    """A folder that may not be entered; there is a text in it."""
    folder = tmp_path / "locked"
    folder.mkdir()
    shutil.copy(text_file, folder / "text.txt")
    shutil.copy(text_file, folder / "fables-en")
    folder.chmod(0)
    yield folder
    folder.chmod(0o700)


def test_what_lies_in_a_locked_folder(
    trained: tuple[Playground, Result], locked: Path, text_file: Path
) -> None:
    inside, new = str(locked / "text.txt"), str(locked / "new")
    for words in (
        ("train", inside, *TINY),
        ("train", str(locked), *TINY),
        ("train", str(text_file), str(locked), *TINY),
        ("baselines", inside),
        ("resume", "last", "--text", inside),
        ("import", inside),
    ):
        result = as_anybody(trained[0], *words)
        assert_refused(result, "cannot be read (Permission denied). Check its permissions")
    for words in (
        ("export", "last", "--output", new),
        ("texts", "make", "fables-en", "--output", new),
    ):
        for force in ((), ("--force",)):
            result = as_anybody(trained[0], *words, *force)
            assert_refused(result, "cannot be written (Permission denied)")


def test_a_file_that_may_not_be_read(trained: tuple[Playground, Result], text_file: Path) -> None:
    text_file.chmod(0)
    for words in (("train", str(text_file), *TINY), ("import", str(text_file))):
        assert_refused(as_anybody(trained[0], *words), "cannot be read (Permission denied)")


def test_a_workspace_that_may_not_be_entered(locked: Path, text_file: Path) -> None:
    for home in (locked, locked / "home"):
        playground = Playground(home)
        for words in (
            ("runs",),
            ("generate", "last"),
            ("delete", "last"),
            ("delete", "--undo"),
            ("delete", "--empty-trash"),
            ("train", str(text_file), *TINY),
        ):
            result = as_anybody(playground, *words)
            assert_refused(result, "Permission denied")
            assert "Something is wrong inside" not in result.err


def test_a_current_folder_that_may_not_be_entered(
    trained: tuple[Playground, Result], locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only an administrator can stand there")
    monkeypatch.chdir(locked)
    playground = trained[0]
    assert as_anybody(playground, "runs").code == 0
    assert as_anybody(playground, "generate", "last", "--length", "3").code == 0
    assert as_anybody(playground, "baselines", "fables-en").code == 0
    for words in (("export", "last"), ("texts", "make", "fables-en", "--output", "x")):
        assert_refused(as_anybody(playground, *words), "cannot be written (Permission denied)")
    for words in (("train", "x", *TINY), ("import", "x")):
        assert_refused(as_anybody(playground, *words), "cannot be read (Permission denied)")


def test_a_run_that_may_not_be_read_keeps_no_other_from_being_listed(
    copied: Playground,
) -> None:
    playground = copied
    shutil.copytree(playground.runs[0], playground.runs[0].with_name("another"))
    run = playground.runs[0]
    run.chmod(0)
    try:
        result = as_anybody(playground, "runs")
        assert (result.code, result.err) == (0, "")
        assert playground.runs[1].name in result.out
        for words in (("generate", run.name), ("resume", run.name, "--steps", "3")):
            result = as_anybody(playground, *words)
            assert result.code == 1
            assert "Something is wrong inside" not in result.err
        assert as_anybody(playground, "generate", "last", "--length", "3").code == 0
    finally:
        run.chmod(0o700)
