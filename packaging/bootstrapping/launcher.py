"""Put the command `playground` into the environment, for whoever types it in a terminal."""

import os

from bootstrapping.environment import Environment

# Both look for the checkout from where they lie, so it may be moved, and its path may have any
# characters in it; a link to the first, such as ~/bin/playground, works too.
POSIX = """\
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
PYTHONPATH="$here/../..${PYTHONPATH:+:$PYTHONPATH}" PYTHONSAFEPATH=1
export PYTHONPATH PYTHONSAFEPATH
exec "$here/python" -m playground "$@"
"""
WINDOWS = """\
@echo off
setlocal
if defined PYTHONPATH set "PYTHONPATH=;%PYTHONPATH%"
set "PYTHONPATH=%~dp0..\\..%PYTHONPATH%"
set PYTHONSAFEPATH=1
"%~dp0python.exe" -m playground %*
"""


def add_launcher(environment: Environment) -> None:
    """Write `.venv/bin/playground`; on Windows `playground.cmd` beside python.exe."""
    folder = environment.python.parent
    if os.name == "nt":
        (folder / "playground.cmd").write_text(WINDOWS, encoding="ascii", newline="\r\n")
    else:
        script = folder / "playground"
        script.write_text(POSIX, encoding="ascii")
        script.chmod(0o755)
