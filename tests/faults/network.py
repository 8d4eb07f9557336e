"""Start, train, generate and quit, and see what the system was asked: no internet socket.

    python -m tests.faults.network

Needs `strace` (Linux). The command line trains and writes; then the real window opens, trains,
writes and closes. Every call that concerns a network, of every thread and process, is looked at.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.report import Table, finish, options

ROOT = Path(__file__).resolve().parents[2]
TINY = ("--context", "16", "--batch-size", "4", "--threads", "1", "--sample-length", "20")
INTERNET = re.compile(r"AF_INET6?|AF_NETLINK|AF_PACKET|sin_addr|sin6_addr")
WINDOW = """
from PySide6.QtCore import QTimer
from playground.engine.events import Done
from playground.ui.program import Program, make_application
from tests.faults.monkey import CONFIGS
from dataclasses import replace

qt = make_application()
qt.setQuitOnLastWindowClosed(False)
program = Program(qt, [])
window, studio = program.window, program.studio
window.closing.closed.connect(qt.quit)
config = replace(CONFIGS[1], training=replace(CONFIGS[1].training, steps=200))

def begin():
    if studio.has_engine and studio.corpus is None and not studio.opening:
        studio.open_built_in("story-en")
    elif studio.has_engine and studio.corpus is not None and studio.pace is None:
        studio.start(config)

def note(events):
    if any(isinstance(event, Done) for event in events):
        QTimer.singleShot(1000, write)

def write():
    tab = window.show_tab("generate")
    tab.prompt.set_text("the ")
    tab.prompt.go.click()
    QTimer.singleShot(3000, window.close)

studio.engine_ready.connect(begin)
studio.corpus_changed.connect(begin)
studio.training_reported.connect(note)
window.show()
qt.exec()
assert studio.runs and studio.runs[0].status == "finished", studio.runs
program.close()
"""


def traced(words: list[str], home: Path) -> tuple[int, list[str]]:
    """Run a command; return how many calls concerned sockets, and those of the internet."""
    log = home / "calls.txt"
    env = {
        **os.environ,
        "PLAYGROUND_HOME": str(home / "home"),
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    tracer = ["strace", "-f", "-e", "trace=network", "-o", str(log)]
    subprocess.run([*tracer, *words], check=True, cwd=home, env=env, stdout=subprocess.DEVNULL)
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    calls = [line for line in lines if "(" in line]
    return len(calls), [line for line in calls if INTERNET.search(line)]


def main() -> None:
    """Trace, and print what was asked."""
    options(__doc__).parse_args()
    program = [sys.executable, "-m", "playground"]
    steps = {
        "playground train": [*program, "train", "story-en", "--steps", "50", *TINY],
        "playground generate": [*program, "generate", "last", "--prompt", "the ", "--length", "50"],
        "the window: start, train, generate, quit": [sys.executable, "-c", WINDOW],
    }
    table, problems = Table(("what", "calls about sockets", "of them internet")), []
    with tempfile.TemporaryDirectory() as folder:
        for what, words in steps.items():
            calls, internet = traced(words, Path(folder))
            table.add(what, calls, len(internet))
            problems += [f"{what}: {line}" for line in internet]
    finish(table, problems)


if __name__ == "__main__":
    main()
