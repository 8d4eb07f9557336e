"""Starting the program: help, the demo, the doctor, and no display."""

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from playground import __version__
from playground.engine.models import MODELS
from playground.pictures.png import SIGNATURE
from tests.cli.conftest import ROOT, SECONDS, TINY, Playground


def test_help_and_version_answer(playground: Playground) -> None:
    result = playground("--help")
    assert (result.code, result.err) == (0, "")
    for word in ("train", "resume", "generate", "inspect", "runs", "doctor", "exit codes"):
        assert word in result.out
    assert playground("--version").out == f"LM Playground {__version__}\n"
    assert not playground.home.exists()


@pytest.mark.parametrize("words", [("runs",), ("texts", "--json"), ("nonsense",), ("runs", "-x")])
def test_what_the_tests_start_is_the_program(
    playground: Playground, words: tuple[str, ...]
) -> None:
    """They fork it where they can (see `forked`); it answers as if it had been started."""
    plain = replace(playground, env={"STARTED": "1"})
    assert playground(*words) == plain(*words)


def test_the_demo_draws_a_curve_writes_and_leaves_a_picture(playground: Playground) -> None:
    result = playground("demo", "--seconds", "2", "--model", "char-rnn", "--language", "zh")
    assert (result.code, result.err) == (0, "")
    assert "┤" in result.out
    assert any(0x2800 < ord(character) <= 0x28FF for character in result.out)
    assert "What it writes now" in result.out
    picture = playground.runs[0] / "curve.png"
    assert str(picture) in result.out
    assert picture.read_bytes().startswith(SIGNATURE)


def test_the_demo_tells_programs_where_the_picture_is(playground: Playground) -> None:
    result = playground("demo", "--seconds", "1", "--model", "char-rnn", "--json")
    assert result.code == 0, result.err
    assert result.lines[0]["event"] == "started"
    done, written = result.lines[-2:]
    assert (done["event"], done["status"]) == ("done", "finished")
    assert written["picture"] == str(playground.runs[0] / "curve.png")
    assert len(written["text"]) > 100
    assert playground("demo", "--seconds", "0").code == 2


def test_without_a_display_the_demo_runs_instead_of_the_window(playground: Playground) -> None:
    process = playground.start()
    assert process.stdout is not None
    assert "no display here" in process.stdout.readline()
    assert "Training a small model" in process.stdout.readline()
    while not process.stdout.readline().startswith("step "):
        pass
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=SECONDS)
    assert err == ""
    assert process.returncode == 130
    assert "Picture of the curve" in out
    assert "PySide6" not in out


def test_the_doctor_checks_everything_and_changes_nothing(playground: Playground) -> None:
    result = playground("doctor", "--json")
    checks = {line["check"]: line for line in result.lines}
    wanted = {"program", "system", "packages", "workspace", "runs", "display", "window",
              "references", "fonts", "torch", "device", "log"}  # fmt: skip
    assert wanted == checks.keys()
    for name in wanted - {"fonts"}:  # a machine without Chinese letters is told so
        assert checks[name]["ok"], checks[name]
    assert str(playground.home) in checks["workspace"]["details"]
    assert result.code == (0 if checks["fonts"]["ok"] else 1)
    assert playground.runs == []


def test_a_program_that_was_started_without_a_console_can_work(playground: Playground) -> None:
    code = (
        "import sys; sys.stdout = sys.stderr = None; import playground.cli as c; c.main(['runs'])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, capture_output=True, check=False, cwd=ROOT, env=playground.environment()
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_compiler_of_torch_stays_out(playground: Playground, text_file: Path) -> None:
    """To import it takes longer than a short training."""
    code = (
        "import sys, playground.cli as c\n"
        f"c.main(['train', {str(text_file)!r}, '--steps', '3', *sys.argv[1:]])\n"
        "c.main(['resume', 'last', '--steps', '4'])\n"
        "c.main(['generate', 'last', '--length', '5'])\n"
        "print(*({'torch._dynamo', 'sympy'} & sys.modules.keys()), file=sys.stderr)"
    )
    for key in MODELS:
        command = [sys.executable, "-c", code, "--model", key, *TINY[4:], "--n-layer", "1"]
        done = subprocess.run(
            command, capture_output=True, check=False, cwd=ROOT, env=playground.environment()
        )
        assert (done.returncode, done.stderr) == (0, b"\n")
