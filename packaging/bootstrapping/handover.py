"""Let another program take this one's place. Starts on Python 3.7 and later."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence


def hand_over(command: Sequence[str], environ: Mapping[str, str]) -> int:
    """Become `command`; on Windows, which cannot, wait for it and return its exit code."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execvpe(command[0], list(command), dict(environ))
    return wait_for(subprocess.Popen(list(command), env=dict(environ)))


def wait_for(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process that gets Ctrl+C too and decides by itself what to do about it."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue
