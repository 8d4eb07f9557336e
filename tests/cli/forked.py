"""Processes of the command line that need not import torch again: forks of one that has.

A server imports what the commands need, and forks for every call. In the place of the program a
test starts `ENTER`, a process that hands the server its words, folder, environment and standard
descriptors, and ends as the fork ends: for a test it is the program. Only the start of Python and
the imports are shared; what depends on those (limits, what Python reads in its environment,
signals) starts the program itself.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[2]
ENTER = """
import array, json, os, signal, socket, sys
server = socket.socket(socket.AF_UNIX)
server.connect(sys.argv[1])
call = json.dumps([sys.argv[2:], os.getcwd(), dict(os.environ)]).encode()
standard = array.array("i", [0, 1, 2])
server.sendmsg([b"%8d" % len(call)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, standard)])
server.sendall(call)
code = int(server.recv(16) or 70)
if code < 0:
    signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
os._exit(code)
"""


class Server:
    """The process that forks; it ends when its standard input does, so with the tests."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._address = ""

    def command(self, words: tuple[str, ...], env: dict[str, str]) -> list[str]:
        """Return what to start with `env` in the place of `python -m playground WORDS`."""
        if self._process is None:
            self._start(env)
        return [sys.executable, "-I", "-S", "-c", ENTER, self._address, *words]

    def _start(self, env: dict[str, str]) -> None:
        self._address = os.path.join(tempfile.mkdtemp(prefix="playground-"), "server")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.forked", self._address],
            cwd=ROOT,
            env=env,
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        atexit.register(self._process.communicate)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"ready\n"


def main() -> None:
    """Import everything, then fork for every call until standard input ends."""
    import_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that attend
    with socket.socket(socket.AF_UNIX) as calls:
        calls.bind(sys.argv[1])
        calls.listen(64)
        gc.freeze()  # forks share what is there by now
        print("ready", flush=True)
        while 0 not in select.select([calls, 0], [], [])[0]:
            call, _ = calls.accept()
            if os.fork() == 0:
                calls.close()
                attend(call)
            call.close()
    shutil.rmtree(os.path.dirname(sys.argv[1]))
    os.killpg(0, signal.SIGKILL)


def import_all() -> None:
    """Import every module below the window."""
    import playground

    for module in pkgutil.walk_packages(playground.__path__, "playground."):
        if not module.name.startswith(("playground.ui", "playground.__main__")):
            importlib.import_module(module.name)


def attend(call: socket.socket) -> None:
    """Fork the program, wait for its end, and tell it to `ENTER`."""
    words, folder, env, standard = receive(call)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    program = os.fork()
    if program == 0:
        call.close()
        become(words, folder, env, standard)
    for descriptor in standard:
        os.close(descriptor)
    _, status = os.waitpid(program, 0)
    call.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def receive(call: socket.socket) -> tuple[list[str], str, dict[str, str], list[int]]:
    """Return the words, the folder, the environment and the three descriptors of a call."""
    size, standard, _, _ = socket.recv_fds(call, 8, 3)
    text = b""
    while len(text) < int(size):
        text += call.recv(int(size) - len(text))
    words, folder, env = json.loads(text)
    return words, folder, env, standard


def become(words: list[str], folder: str, env: dict[str, str], standard: list[int]) -> None:
    """Be `python -m playground WORDS` from here on."""
    for number, descriptor in enumerate(standard):
        os.dup2(descriptor, number)
        os.close(descriptor)
    # New ones, as Python makes them at its start: they remember what can be said of a descriptor.
    sys.stdin = reopened(sys.stdin, "r")
    sys.stdout = reopened(sys.stdout, "w")
    sys.stderr = reopened(sys.stderr, "w", buffering=1)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    sys.argv[1:] = words
    runpy.run_module("playground", run_name="__main__", alter_sys=True)  # raises SystemExit


def reopened(stream: TextIO, mode: str, buffering: int = -1) -> TextIO:
    return open(
        stream.fileno(),
        mode,
        buffering,
        encoding=stream.encoding,
        errors=stream.errors,
        closefd=False,
    )


if __name__ == "__main__":
    main()
