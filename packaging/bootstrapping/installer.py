"""Run pip, let its progress be seen, and put what goes wrong into one sentence."""

import os
import platform
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from bootstrapping.console import Problem
from bootstrapping.environment import Environment
from bootstrapping.pip_progress import PipProgress

NO_NETWORK = (
    "Failed to establish a new connection",
    "NewConnectionError",
    "NameResolutionError",
    "Max retries exceeded",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "Read timed out",
    "ProxyError",
    "ProtocolError",
    "Connection aborted",
    "Connection refused",
    "Connection reset",
    "Network is unreachable",
    "IncompleteRead",
)
NO_TRUST = ("CERTIFICATE_VERIFY_FAILED", "SSLCertVerificationError", "SSLError")
NO_SPACE = ("No space left on device", "Errno 28", "not enough space on the disk", "Errno 122")
NO_RELEASE = ("No matching distribution found", "Could not find a version that satisfies")
NO_ROOM_FOR_PATHS = ("LongPathsEnabled", "enable-long-paths")


def install(environment: Environment, words: Sequence[str]) -> None:
    """Run `pip install` with `words`: what to install, and options.

    Raises:
        Problem: pip could not do it; the sentence says why.
    """
    code, errors = run_pip(environment, ["install", "--no-warn-script-location", *words])
    if code:
        raise explain(code, errors)


def run_pip(environment: Environment, words: Sequence[str]) -> tuple[int, str]:
    """Run pip and show how far it is; return its exit code and what it wrote to stderr."""
    temporary = environment.folder / "pip-temp"  # /tmp is often too small for torch
    temporary.mkdir(exist_ok=True)
    progress = PipProgress(temporary, lambda: environment.mark(unfinished=True))
    process = subprocess.Popen(
        [*environment.pip(), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=pip_environ(temporary),
    )
    errors: list[str] = []
    readers = [
        threading.Thread(target=each_line, args=(process.stdout, progress.heard)),
        threading.Thread(target=each_line, args=(process.stderr, errors.append)),
    ]
    for reader in readers:
        reader.start()
    try:
        while process.poll() is None:
            progress.tick()
            time.sleep(0.1)
    finally:  # after Ctrl+C, which pip got too
        process.wait()
        for reader in readers:
            reader.join()
        progress.clear()
        shutil.rmtree(temporary, ignore_errors=True)
    if process.returncode == 0:
        environment.mark(unfinished=False)
    return process.returncode, "".join(errors)


def each_line(stream: IO[str], hear: Callable[[str], None]) -> None:
    """Hand over a stream line by line until it ends."""
    with stream:
        for line in stream:
            hear(line)


def pip_environ(temporary: Path) -> dict[str, str]:
    """Return the environment variables for pip: the person's own, less what breaks `.venv`."""
    environ = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_PYTHON", "PYTHONHOME")
    }
    environ.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)))
    if environ.get("PIP_RETRIES", "0") == "0":
        environ["PIP_RETRIES"] = "2"  # with none, pip does not even say that nobody answered
    environ["PIP_USER"] = "0"
    environ["PIP_QUIET"] = environ["PIP_VERBOSE"] = "0"
    environ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    return environ


def explain(code: int, errors: str) -> Problem:
    """Return the sentence for a pip that ended with `code` after writing `errors`."""

    def told(signs: Sequence[str]) -> bool:
        return any(sign in errors for sign in signs)

    if told(NO_SPACE):
        return Problem("The disk is full; free some space and start again.")
    if told(NO_TRUST):
        return Problem(
            "The package index was reached, but its certificate is not trusted: a filter in this "
            "network opens the traffic. Ask who runs it for its certificate file, set PIP_CERT to "
            "that file, and start again."
        )
    if told(NO_NETWORK):
        return Problem(
            "The package index cannot be reached, so the packages cannot be fetched. Connect this "
            "computer to the internet (behind a proxy, set HTTPS_PROXY; for a mirror near you, set "
            "PIP_INDEX_URL) and start again; it goes on where it stopped."
        )
    if told(NO_ROOM_FOR_PATHS):
        return Problem(
            "Windows allows paths of 260 characters only, and this folder's path is too long for "
            "torch. Move LM Playground to a short one, such as C:\\lm, and start again."
        )
    if told(NO_RELEASE):
        return Problem(
            "{words}\nA package is not made for Python {version} on {system} {machine}, or the "
            "package index does not have it; what pip said is above.",
            words=last_lines(errors),
            version=platform.python_version(),
            system=platform.system(),
            machine=platform.machine(),
        )
    if code < 0 and sys.platform != "win32":
        return Problem(
            "pip was ended by the system (signal {signal}), most likely because memory ran out. "
            "Close other programs and start again.",
            signal=-code,
        )
    return Problem(
        "{words}\npip ended with exit code {code}; its last words are above.",
        words=last_lines(errors),
        code=code,
    )


def last_lines(text: str, count: int = 15) -> str:
    """Return the last lines of what a program said."""
    return "\n".join(text.strip().splitlines()[-count:])
