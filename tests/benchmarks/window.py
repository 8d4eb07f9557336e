"""How smooth the window stays while it trains, and what the window costs the training.

Opens the real window, presses Start with the default settings, and ticks at 60 Hz on the
window's thread meanwhile. The same training runs on the command line in turn with it.

    python tests/benchmarks/window.py TEXT [--seconds 180] [--rounds 1] [--model gpt] [--json]

Run it on a quiet machine, with a display (Xvfb will do).
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TICK_MS = 16  # 60 Hz


def main() -> None:
    """Measure in turn, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("text", type=Path)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--model", default="gpt", choices=("gpt", "char-rnn"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--in-window", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.in_window:
        print(json.dumps(measure_window(options.text, options.seconds, options.model)))
        return
    rounds = [one_round(options) for _ in range(options.rounds)]
    report(rounds, as_json=options.json)


def one_round(options: argparse.Namespace) -> dict[str, float]:
    """Return the figures of one training in the window and one on the command line."""
    command = [sys.executable, __file__, str(options.text), "--in-window"]
    command += ["--seconds", str(options.seconds), "--model", options.model]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PLAYGROUND_HOME": home}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        window: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    speed = measure_command_line(options.text, options.seconds, options.model)
    return {**window, "command_line_tokens_per_second": speed}


def measure_window(text: Path, seconds: float, model: str) -> dict[str, float]:
    """Train in a real window for a while; return its delays and its speed."""
    from PySide6.QtCore import QElapsedTimer, Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractButton

    from playground.engine.events import Event, Stepped
    from playground.log import start_log
    from playground.ui.program import Program, make_application

    start_log()
    qt = make_application()
    program = Program(qt, [text])
    window, studio = program.window, program.studio
    steps: list[Stepped] = []
    gaps: list[float] = []
    clock = QElapsedTimer()

    def tick() -> None:
        gaps.append(clock.nsecsElapsed() / 1e6)
        clock.restart()

    def note(events: list[Event]) -> None:
        steps.extend(event for event in events if isinstance(event, Stepped))

    studio.training_reported.connect(note)
    window.show()
    QTest.qWaitFor(lambda: studio.corpus is not None and studio.has_engine, 60_000)
    studio.tab_wanted.emit("train")
    QTest.qWaitFor(lambda: window.findChild(QAbstractButton, "train.start") is not None, 10_000)
    if model != "gpt":
        button = window.findChild(QAbstractButton, "train.model.lstm")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.findChild(QAbstractButton, "train.start"), Qt.MouseButton.LeftButton)
    QTest.qWaitFor(lambda: len(steps) > 5, 60_000)
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    clock.start()
    timer.start(TICK_MS)
    QTest.qWait(int(seconds * 1000))
    timer.stop()
    window.closing.close_now()
    QTest.qWaitFor(lambda: not studio.jobs.running, 30_000)
    program.close()
    gaps.sort()
    return {
        "ticks": len(gaps),
        "median_ms": gaps[len(gaps) // 2],
        "p99_ms": gaps[int(len(gaps) * 0.99)],
        "worst_ms": gaps[-1],
        "window_tokens_per_second": speed_of([(s.seconds, s.tokens) for s in steps]),
    }


def measure_command_line(text: Path, seconds: float, model: str) -> float:
    """Train the same on the command line for as long; return tokens per second."""
    command = [sys.executable, "-m", "playground", "train", str(text), "--json", "--model", model]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PLAYGROUND_HOME": home}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        points: list[tuple[float, int]] = []
        began = 0.0
        for line in process.stdout:
            event = json.loads(line)
            if event["event"] == "stepped":
                began = began or time.monotonic()
                points.append((event["seconds"], event["tokens"]))
                if time.monotonic() - began > seconds:
                    process.send_signal(signal.SIGINT)
                    break
        process.communicate()
    return speed_of(points)


def speed_of(points: list[tuple[float, int]]) -> float:
    """Return tokens per second between the first and the last (seconds, tokens)."""
    (first_seconds, first_tokens), (last_seconds, last_tokens) = points[5], points[-1]
    return (last_tokens - first_tokens) / (last_seconds - first_seconds)


def report(rounds: list[dict[str, float]], *, as_json: bool) -> None:
    """Print the median of the rounds, and the ratio of the speeds."""
    figures = {name: statistics.median(r[name] for r in rounds) for name in rounds[0]}
    figures["worst_ms"] = max(r["worst_ms"] for r in rounds)
    figures["window_to_command_line"] = statistics.median(
        r["window_tokens_per_second"] / r["command_line_tokens_per_second"] for r in rounds
    )
    if as_json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:32} {value:12,.2f}")


if __name__ == "__main__":
    main()
