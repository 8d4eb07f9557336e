"""The benchmarks are run by hand, but they must start, and their table must be right."""

import argparse
import importlib
import os
import pkgutil
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest

from tests import benchmarks
from tests.benchmarks import cells, plot, readme, report
from tests.benchmarks.report import Line

FOLDER = Path(benchmarks.__path__[0])
COMMANDS = [
    module.name
    for module in pkgutil.iter_modules(benchmarks.__path__)
    if "parse_args" in (text := (FOLDER / f"{module.name}.py").read_text(encoding="utf-8"))
    and "\ndef main(" in text
]
SPEED = Line(
    "training.speed.lstm", "LSTM", "tokens/s", (300.0, 100.0), (100.0, 100.0), "torch", more=True
)
TIME = Line("training.until.goal.gpt", "mini-GPT", "s", (10.0,), (125.0,), "nanoGPT")
LOSS = Line("training.same-time.gpt", "mini-GPT", "nats", (1.5,), (1.875,), "nanoGPT, whole run")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_benchmark_says_how_it_is_used(name, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", [name, "--help"])
    with patch.dict(os.environ), pytest.raises(SystemExit) as end:
        importlib.import_module(f"tests.benchmarks.{name}").main()
    assert end.value.code == 0
    told = capsys.readouterr().out
    assert "usage:" in told
    assert name == "readme" or ("--json FILE" in told and "--quick" in told)


def test_we_are_better_by_the_rounds_ratios_whether_more_or_less_is_wanted():
    assert SPEED.gains() == (3.0, 1.0)
    assert SPEED.gain() == "2.00 (1.00–3.00) ×"
    assert TIME.gain() == "12.5 ×"
    assert LOSS.gain() == "0.375 nats"


def test_each_round_begins_with_another_one_and_measures_all():
    asked = []

    def contestant(name):
        return lambda: asked.append(name) or float(len(asked))

    values = report.interleaved({"a": contestant("a"), "b": contestant("b")}, 3)
    assert asked == ["a", "b", "b", "a", "a", "b"]
    assert values == {"a": (1.0, 4.0, 5.0), "b": (2.0, 3.0, 6.0)}


def test_rounds_that_fly_by_are_not_announced_one_by_one(monkeypatch, capsys):
    clock = iter((10.0, 10.5, 11.0, 13.0))
    monkeypatch.setattr(report, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    report.interleaved({"a": lambda: 0.0}, 4)
    assert capsys.readouterr().err == "round 1 of 4\nround 4 of 4\n"


def test_each_row_of_the_readme_has_a_key_of_its_own_and_chinese_words():
    assert len({row.key for row in readme.ROWS}) == len(readme.ROWS)
    assert all(not row.chinese.isascii() for row in readme.ROWS)
    assert all(row.english.isascii() for row in readme.ROWS)


def test_the_keys_of_the_usual_shapes_are_those_of_the_rows():
    keys = {row.key for row in readme.ROWS}
    assert cells.Shape().key("tanh") in keys
    assert cells.Shape(batch=32).key("tanh") not in keys
    drawn = plot.Drawn(1_000_000, 2.5, {view: {"all": [1.0]} for view in plot.VIEWS})
    assert [line.key for line in drawn.lines() if line.key in keys] == ["plot.redraw.1000000"]


def test_the_command_tells_nothing_about_this_computer(monkeypatch):
    folder = os.path.join("home", "me", "nanoGPT")
    words = ["a.txt", "--nanogpt", folder, "--json", "x.json", "--seeds", "3", "--json=y.json"]
    assert report.command(words).endswith(" a.txt --nanogpt nanoGPT --seeds 3")


def test_what_a_benchmark_wrote_comes_into_both_readmes(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["training", "shakespeare.txt"])
    monkeypatch.setattr(report, "module_name", lambda: "tests.benchmarks.training")
    results = tmp_path / "results"
    publish(results / "training.json", SPEED, TIME, LOSS)
    publish(results / "quick.json", Line("training.speed.gru", "GRU", "s", (9.0,)), quick=True)
    write_readmes(tmp_path)
    readme.main([str(results), "--into", str(tmp_path)])
    english = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert english.startswith(f"before\n{readme.BEGIN}\n## Measured\n")
    assert english.endswith(f"{readme.END}\nafter\n")
    assert "| 200 (100–300) tokens/s | torch: 100 (100–100) | 2.00 (1.00–3.00) times |" in english
    assert "| 10.0 s | nanoGPT: 125 | 12.5 times |" in english
    assert "| 1.500 nats | nanoGPT, whole run: 1.875 | 0.375 nats |" in english
    assert "GRU" not in english
    assert report.cpu_name() in english
    assert "training shakespeare.txt\n```" in english
    chinese = (tmp_path / "README.zh-CN.md").read_text(encoding="utf-8")
    assert "| 10.0 秒 | nanoGPT: 125 | 12.5 倍 |" in chinese
    assert "| 1.500 奈特 | nanoGPT 全程: 1.875 | 0.375 奈特 |" in chinese
    assert "old" not in english + chinese
    readme.main([str(results), "--into", str(tmp_path)])
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == english


def test_a_readme_without_marks_is_left_alone(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["training"])
    publish(tmp_path / "results" / "training.json", TIME)
    (tmp_path / "README.md").write_text("no marks\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="no <!-- benchmarks: begin"):
        readme.main([str(tmp_path / "results"), "--into", str(tmp_path)])
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "no marks\n"


@pytest.mark.parametrize("words", [readme.ENGLISH, readme.CHINESE])
def test_the_readmes_have_the_marks(words):
    text = (readme.ROOT / words.file).read_text(encoding="utf-8")
    assert text.count(readme.BEGIN) == text.count(readme.END) == 1


def publish(file: Path, *lines: Line, quick: bool = False) -> None:
    report.publish(lines, argparse.Namespace(json=file, quick=quick))


def write_readmes(folder: Path) -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = f"before\n{readme.BEGIN}\nold\n{readme.END}\nafter\n"
        (folder / name).write_text(text, encoding="utf-8")
