import ast
import os
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest
from bootstrapping import commands, pythons
from bootstrapping.environment import PACKAGING, ROOT


def start(*words: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(PACKAGING / "bootstrap.py"), *words],
        cwd=cwd,
        env={**os.environ, **environ},
        capture_output=True,
        encoding="utf-8",
    )


def test_without_words_it_tells_what_it_can_do(tmp_path):
    answer = start(cwd=tmp_path)
    assert answer.returncode == 2
    assert "bootstrap.py run " in answer.stderr
    assert "bootstrap.py test " in answer.stderr
    assert start("--help", cwd=tmp_path).returncode == 0


def test_it_speaks_the_language_of_the_computer(tmp_path):
    answer = start("--help", cwd=tmp_path, LANG="zh_CN.UTF-8", LC_ALL="zh_CN.UTF-8")
    assert "装好一切" in answer.stderr


def test_an_old_python_without_a_newer_one_gets_a_sentence(capsys):
    assert bootstrap.main(["run"], version=(3, 8, 18), find=lambda: None) == 1
    said = capsys.readouterr().err
    assert "needs Python 3.10 to 3.14, and this is 3.8.18" in said
    assert said.count("\n") == 1


def test_an_old_python_hands_over_to_a_newer_one(tmp_path):
    code = (
        "import bootstrap, sys;"
        "sys.exit(bootstrap.main(['nonsense'], version=(3, 9, 1), find=lambda: [sys.executable]))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PACKAGING)},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 2
    assert answer.stderr.startswith("This is Python 3.9.1; going on with")
    assert "bootstrap.py test" in answer.stderr


@pytest.mark.parametrize(
    ("version", "fits"),
    [((3, 9, 19), False), ((3, 10, 0), True), ((3, 14, 2), True), ((3, 15, 0), False)],
)
def test_which_versions_fit(version, fits):
    assert pythons.fits(version) is fits


def test_the_first_other_python_that_really_starts_is_taken(tmp_path, monkeypatch):
    for version, code in (("3.13", "exit 127"), ("3.12", "exit 0"), ("3.11", "exit 0")):
        script = tmp_path / f"python{version}"
        script.write_text(f"#!/bin/sh\n{code}\n")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pythons.other_python() == ["python3.12"]
    monkeypatch.setenv("PATH", "")
    assert pythons.other_python() is None


def test_a_python_is_asked_for_its_version():
    assert pythons.starts([sys.executable])
    assert not pythons.starts([sys.executable, "-c", "raise SystemExit(1)"])
    assert not pythons.starts(["no-python-has-this-name"])


def test_what_old_pythons_read_is_written_for_them():
    read_first = ["bootstrap.py"]
    read_first += [f"bootstrapping/{name}.py" for name in ("__init__", "chinese", "console")]
    read_first += [f"bootstrapping/{name}.py" for name in ("handover", "pythons")]
    for name in read_first:
        tree = ast.parse((PACKAGING / name).read_text("utf-8"), feature_version=(3, 7))
        top = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
        inner = {node.module for node in top if (node.module or "").startswith("bootstrapping")}
        assert inner <= {f"bootstrapping.{Path(n).stem}" for n in read_first}, name
        used = any(isinstance(node, ast.BinOp | ast.FunctionDef) for node in ast.walk(tree))
        assert not used or any(node.module == "__future__" for node in top), name


def test_the_program_is_found_from_any_folder_and_its_arguments_stay_relative():
    environ = commands.program_environ({"PYTHONPATH": "/there", "PYTHONHOME": "/wrong", "A": "b"})
    assert environ["PYTHONPATH"] == os.pathsep.join([str(ROOT), "/there"])
    assert environ["A"] == "b"
    assert "PYTHONHOME" not in environ
    assert commands.program_environ({})["PYTHONPATH"] == str(ROOT)


def test_a_module_in_the_current_folder_does_not_get_in_the_way(tmp_path):
    (tmp_path / "playground.py").write_text("raise SystemExit('the wrong one')")
    code = [sys.executable, "-m", "playground.errors"]
    environ = commands.program_environ(os.environ)
    if sys.version_info >= (3, 11):
        assert subprocess.run(code, cwd=tmp_path, env=environ).returncode == 0


def test_a_problem_is_one_sentence_and_exit_code_1(monkeypatch, capsys):
    monkeypatch.setattr(commands, "Environment", UnwritableEnvironment)
    assert commands.main(["run", "--help"]) == 1
    assert "cannot be written to (Not a directory)" in capsys.readouterr().err
    monkeypatch.setenv("LM_PLAYGROUND_TORCH", "tpu")
    assert commands.main(["run", "--help"]) == 1
    assert "LM_PLAYGROUND_TORCH is “tpu”" in capsys.readouterr().err


class UnwritableEnvironment(commands.Environment):
    """One whose checkout cannot be written to, not even by root."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder.parent / "pyproject.toml" / ".venv")
