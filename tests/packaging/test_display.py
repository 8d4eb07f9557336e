import os
import subprocess
import sys

import pytest
from bootstrapping.display import has_display
from bootstrapping.environment import PACKAGING


@pytest.mark.parametrize(
    ("environ", "platform", "answers", "shown"),
    [
        ({}, "linux", True, False),
        ({"DISPLAY": ":0"}, "linux", True, True),
        ({"DISPLAY": ":0"}, "linux", False, False),
        ({"DISPLAY": ""}, "linux", True, False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", False, True),
        ({}, "win32", False, True),
        ({}, "darwin", False, True),
    ],
)
def test_where_a_window_can_be_shown(environ, platform, answers, shown):
    assert has_display(environ, platform, lambda: answers) is shown


def test_an_x_server_that_is_gone_is_noticed():
    if sys.platform.startswith("linux"):
        code = "from bootstrapping.display import x_server_answers as a; raise SystemExit(a())"
        environ = {**os.environ, "DISPLAY": ":987"}
        answer = subprocess.run([sys.executable, "-c", code], cwd=PACKAGING, env=environ)
        assert answer.returncode == 0
