"""Standard output that is full, closed or gone: nobody listens, and no work is lost for it."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import SECONDS, TINY, Playground, hear_interrupts
from tests.cli.test_stopping import read_until

FULL = Path("/dev/full")
pytestmark = pytest.mark.skipif(not FULL.exists(), reason="this system has no full device")

COMMANDS = {
    "help": ("--help",),
    "help of a command": ("train", "--help"),
    "version": ("--version",),
    "runs": ("runs",),
    "runs for programs": ("runs", "--json"),
    "texts": ("texts",),
    "doctor": ("doctor",),
    "doctor for programs": ("doctor", "--json"),
    "baselines": ("baselines", "fables-en"),
    "generate": ("generate", "last", "--length", "20"),
    "inspect": ("inspect", "last", "--json"),
}


def into(playground: Playground, words: tuple[str, ...], **streams: object) -> tuple[int, str]:
    """Run a command with other streams; return its exit code and what it complained."""
    done = subprocess.run(  # type: ignore[call-overload]
        playground.command(*words),
        env=playground.environment(),
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
        **{"stderr": subprocess.PIPE, **streams},
    )
    return done.returncode, done.stderr or ""


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_output_that_is_full_is_told_in_a_sentence(
    copied: Playground, words: tuple[str, ...]
) -> None:
    with FULL.open("w") as full:
        code, err = into(copied, words, stdout=full)
    assert (code, err.count("\n")) == (1, 1), err
    assert "cannot be written (No space left on device); the work goes on." in err
    assert "bug" not in (copied.home / "logs" / "playground.log").read_text().casefold()


@pytest.mark.parametrize("json_too", [(), ("--json",)], ids=["people", "programs"])
def test_a_training_goes_on_though_nobody_can_read_of_it(
    playground: Playground, text_file: Path, json_too: tuple[str, ...]
) -> None:
    with FULL.open("w") as full:
        words = ("train", str(text_file), "--steps", "30", *TINY, *json_too)
        code, err = into(playground, words, stdout=full)
    assert code == 0, err
    record = json.loads((playground.runs[0] / "run.json").read_text(encoding="utf-8"))
    assert (record["status"], record["steps"]) == ("finished", 30)


def test_a_mistake_ends_as_one_if_standard_error_is_full_too(playground: Playground) -> None:
    with FULL.open("w") as full, FULL.open("w") as error:
        assert into(playground, ("generate", "x", "--json"), stdout=full, stderr=error)[0] == 1
        assert into(playground, ("generate", "x"), stderr=error)[0] == 1
        assert into(playground, ("generate",), stderr=error)[0] == 2


def test_a_terminal_that_is_closed_stops_and_saves(playground: Playground, text_file: Path) -> None:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        playground.command("train", str(text_file), "--minutes", "10", *TINY),
        env=playground.environment(),
        stdout=slave,
        stderr=slave,
        stdin=slave,
        start_new_session=True,
        preexec_fn=hear_interrupts,
    )
    os.close(slave)
    while b"Run:" not in os.read(master, 4096):
        pass
    os.close(master)  # whoever writes to it from now on is refused
    process.send_signal(signal.SIGHUP)
    assert process.wait(timeout=SECONDS) == 130
    log = (playground.home / "logs" / "playground.log").read_text(encoding="utf-8")
    assert "ERROR" not in log
    assert json.loads((playground.runs[0] / "run.json").read_text())["status"] == "stopped"


def test_what_was_to_be_ignored_is_ignored(playground: Playground, text_file: Path) -> None:
    """As `nohup` does it, and a script that starts something in the background."""

    def ignore() -> None:
        for number in (signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)

    process = subprocess.Popen(
        playground.command("train", str(text_file), "--steps", "200", "--json", *TINY),
        env=playground.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=ignore,
    )
    read_until(process, 2)
    process.send_signal(signal.SIGHUP)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, err
    assert json.loads(out.splitlines()[-1])["steps"] == 200


def test_a_second_signal_ends_what_does_not_come_to_its_end(playground: Playground) -> None:
    """A call outside of Python that takes minutes, as the step of a huge model may."""
    code = """
import hashlib
from playground.commands.stopping import Stopping
with Stopping():
    print("in it", flush=True)
    hashlib.pbkdf2_hmac("sha256", b"word", b"salt", 2_000_000_000)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=playground.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=hear_interrupts,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "in it\n"
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 130
    assert "all that was is safe" in err


def test_no_file_takes_the_place_of_a_closed_output(playground: Playground, tmp_path: Path) -> None:
    """What a library writes to standard error would land in the run."""
    code = """
import os, sys
from playground.__main__ import prepare
prepare()
file = open(sys.argv[1], "w")
os.write(1, b"said"), os.write(2, b"complained")
file.write(str(file.fileno() > 2))
"""
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", code, "file.txt"],
        env=playground.environment(),
        cwd=tmp_path,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0
    assert (tmp_path / "file.txt").read_text() == "True"


@pytest.mark.parametrize("bytecodes", [0, 200, 2000, 20_000])
def test_ctrl_c_shows_no_traceback_however_early_it_comes(
    playground: Playground, bytecodes: int
) -> None:
    """Python itself sends the signal after so many lines of the program's start."""
    code = f"""
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from playground.__main__ import main
left = [{bytecodes}]
def count(frame, event, argument):
    left[0] -= 1
    if left[0] == 0 or {bytecodes} == 0:
        sys.settrace(None)
        os.kill(os.getpid(), signal.SIGINT)
    return count
sys.argv = ["playground", "doctor"]
if {bytecodes}:
    sys.settrace(count)
else:
    import playground.__main__ as start
    start.prepare()
    os.kill(os.getpid(), signal.SIGINT)
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=playground.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert (done.returncode, done.stderr) == (130, "")


def test_a_log_that_cannot_be_written_is_done_without(playground: Playground) -> None:
    def small_files() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    code, err = into(playground, ("runs",), stdout=subprocess.DEVNULL, preexec_fn=small_files)
    assert (code, err) == (0, "")


def test_a_home_may_be_written_with_a_tilde(playground: Playground, tmp_path: Path) -> None:
    env = {**playground.environment(), "HOME": str(tmp_path)}
    done = subprocess.run(
        playground.command("runs", "--home=~/work"),
        env=env,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    assert f"No runs yet in {tmp_path / 'work' / 'runs'}" in done.stdout
    assert not (tmp_path / "~").exists()
