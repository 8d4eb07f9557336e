"""Whether a window can be opened is found out before Qt ends the process."""

import os
import subprocess
import sys

import pytest

from playground.commands.display import NO_DISPLAY, why_no_window
from tests.cli.conftest import SECONDS, Playground

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have a display")


def test_without_a_variable_there_is_no_display():
    assert why_no_window({}) == NO_DISPLAY


def test_drawing_into_memory_needs_none():
    assert why_no_window({"QT_QPA_PLATFORM": "offscreen"}) is None


def test_a_display_that_nobody_serves_is_named():
    assert why_no_window({"DISPLAY": ":4711"}) == (
        "The display :4711 cannot be reached (it is set in DISPLAY)."
    )


@pytest.mark.parametrize(
    ("variable", "value"), [("WAYLAND_DISPLAY", "wayland-4711"), ("QT_QPA_PLATFORM", "nonsense")]
)
def test_what_qt_would_abort_on_is_tried_elsewhere(variable, value):
    why = why_no_window({**os.environ, "QT_QPA_PLATFORM": "", variable: value})
    assert why is not None
    assert value in why
    assert variable in why


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_stale_display_runs_the_demo_and_the_doctor_says_it(tmp_path, variable):
    program = Playground(tmp_path / "home")
    env = {**program.environment(), variable: ":4711"}
    process = subprocess.Popen(
        program.command(), env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert "The demo runs in this terminal instead" in process.stdout.readline()
    process.terminate()
    process.communicate(timeout=SECONDS)
    checked = subprocess.run(
        program.command("doctor"), env=env, capture_output=True, encoding="utf-8", timeout=SECONDS
    )
    assert checked.returncode == 1, checked.stderr
    (line,) = (line for line in checked.stdout.splitlines() if line[2:].startswith("display"))
    assert line.startswith("✗")
    assert ":4711" in line
    assert "fonts" in checked.stdout
