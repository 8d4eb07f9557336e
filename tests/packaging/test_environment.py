import subprocess
import sys
import time

import pytest
from bootstrapping import environment as environments
from bootstrapping.console import Problem
from bootstrapping.environment import PACKAGING, Environment, fingerprint, requirement_files


def test_a_stamp_makes_it_complete_until_something_changes(environment, packages):
    assert not environment.is_complete("run")
    environment.note_complete("run")
    assert environment.is_complete("run")
    assert not environment.is_complete("test")
    environment.begin_change()
    assert not environment.is_complete("run")


def test_what_tests_need_includes_what_the_program_needs(environment, packages):
    environment.note_complete("test")
    assert environment.is_complete("test")
    assert environment.is_complete("run")


def test_other_pins_are_another_fingerprint(tmp_path, monkeypatch):
    for file in requirement_files("test"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    before = fingerprint("run"), fingerprint("test")
    monkeypatch.setattr(environments, "PACKAGING", tmp_path)
    assert (fingerprint("run"), fingerprint("test")) == before
    with (tmp_path / "requirements-dev.txt").open("a") as file:
        file.write("# changed\n")
    assert fingerprint("run") == before[0]
    assert fingerprint("test") != before[1]
    with (tmp_path / "requirements.txt").open("a") as file:
        file.write("# changed\n")
    assert fingerprint("run") != before[0]


def test_line_ends_of_windows_change_nothing(tmp_path, monkeypatch):
    for file in requirement_files("test"):
        (tmp_path / file.name).write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = fingerprint("test")
    monkeypatch.setattr(environments, "PACKAGING", tmp_path)
    assert fingerprint("test") == before


def test_another_python_or_a_dead_one_is_not_complete(environment, packages):
    environment.note_complete("run")
    stamp = environment.folder / "complete.json"
    noted = stamp.read_text("utf-8")
    stamp.write_text(noted.replace(f"3.{sys.version_info[1]}", "3.9"), encoding="utf-8")
    assert not environment.is_complete("run")
    stamp.write_text(noted[:20], encoding="utf-8")
    assert not environment.is_complete("run")
    stamp.write_text(noted, encoding="utf-8")
    assert environment.is_complete("run")
    environment.python.unlink()
    assert environment.python_version() is None
    assert not environment.is_complete("run")
    assert not environment.is_usable()


def test_a_package_that_somebody_removed_is_missed(environment, packages):
    environment.note_complete("run")
    (packages / "torch").rmdir()
    assert not environment.is_complete("run")


def test_a_mark_of_something_unfinished_outlives_the_process(environment, packages):
    environment.note_complete("run")
    environment.mark(unfinished=True)
    again = Environment(environment.folder)
    assert not again.is_complete("run")
    assert not again.is_usable()
    again.mark(unfinished=False)
    assert again.is_complete("run")


def test_without_pip_nothing_can_be_added(environment):
    assert environment.python_version() == "{}.{}".format(*sys.version_info)
    assert not environment.is_usable()


def test_the_build_of_torch_is_read_from_torch(environment, packages):
    assert environment.torch_build() is None
    version = packages / "torch" / "version.py"
    version.write_text("__version__ = '2.13.0+cpu'\ncuda: Optional[str] = None\n")
    assert environment.torch_build() == "cpu"
    version.write_text("__version__ = '2.13.0'\ncuda: Optional[str] = '13.0'\n")
    assert environment.torch_build() == "cuda"


def test_emptying_keeps_the_lock_only(environment, packages):
    with environment.locked():
        assert not environment.is_empty()
        environment.empty()
        assert environment.is_empty()
        assert [file.name for file in environment.folder.iterdir()] == ["bootstrap.lock"]


def test_a_place_that_cannot_be_written_to_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    nowhere = Environment(tmp_path / "file" / ".venv")
    with (
        pytest.raises(Problem, match=r"cannot be written to \(Not a directory\)"),
        nowhere.locked(),
    ):
        pass


HOLD = """
import sys
from pathlib import Path
from bootstrapping.environment import Environment
with Environment(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_set_up_waits_for_the_first(tmp_path, capsys, monkeypatch):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / ".venv")],
        cwd=PACKAGING,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout.readline() == "held\n"
    waits = []

    def let_go_at_the_third(seconds):
        waits.append(seconds)
        if len(waits) == 3:
            other.communicate("")

    monkeypatch.setattr(time, "sleep", let_go_at_the_third)
    with Environment(tmp_path / ".venv").locked():
        assert len(waits) == 3
        assert other.poll() == 0
    assert "Another set-up is at work" in capsys.readouterr().err
