"""Write what the benchmarks found into the two READMEs, between two marks.

    python -m tests.benchmarks.readme FOLDER [--into DIR]

FOLDER holds what the benchmarks wrote with `--json FOLDER/<any name>.json`. No number is ever
typed: measure again and run this again. A row of ROWS appears when its key was measured.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.benchmarks.report import Line, spread

BEGIN, END = "<!-- benchmarks: begin -->", "<!-- benchmarks: end -->"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Row:
    """What a line of a benchmark is called in the table."""

    key: str
    english: str
    chinese: str


ROWS = (
    Row(
        "training.until.goal.gpt",
        "mini-GPT trained until the loss that nanoGPT's README tells",
        "迷你 GPT 训练到 nanoGPT 说明里写的损失",
    ),
    Row(
        "training.until.goal.char-rnn",
        "RNN (LSTM) trained until the same loss",
        "RNN（LSTM）训练到同样的损失",
    ),
    Row(
        "training.until.5-grams.gpt",
        "mini-GPT trained until it beats counting 5-grams",
        "迷你 GPT 训练到胜过 5-gram 计数",
    ),
    Row(
        "training.until.5-grams.char-rnn",
        "RNN (LSTM) trained until it beats counting 5-grams",
        "RNN（LSTM）训练到胜过 5-gram 计数",
    ),
    Row(
        "training.same-time.gpt",
        "mini-GPT: validation loss after nanoGPT's time",
        "迷你 GPT 用 nanoGPT 同样的时间，验证损失",
    ),
    Row(
        "training.same-time.char-rnn",
        "RNN (LSTM): validation loss after nanoGPT's time",
        "RNN（LSTM）用 nanoGPT 同样的时间，验证损失",
    ),
    Row(
        "training.speed.modern.nanogpt",
        "mini-GPT, training, same shape",
        "迷你 GPT 的训练速度，形状相同",
    ),
    Row(
        "training.speed.modern.transformers",
        "mini-GPT, training, same shape",
        "迷你 GPT 的训练速度，形状相同",
    ),
    Row("training.speed.tanh", "RNN with tanh cells, training", "tanh 单元 RNN 的训练速度"),
    Row("training.speed.gru", "RNN with GRU cells, training", "GRU 单元 RNN 的训练速度"),
    Row("training.speed.lstm", "RNN with LSTM cells, training", "LSTM 单元 RNN 的训练速度"),
    Row(
        "cells.tanh",
        "RNN with tanh cells, once forward and back",
        "tanh 单元 RNN 前向加反向一次",
    ),
    Row(
        "sampling.gpt.64",
        "mini-GPT, writing, looking back 64 tokens",
        "迷你 GPT 的生成速度，上下文 64 个词元",
    ),
    Row(
        "sampling.gpt.256",
        "mini-GPT, writing, looking back 256 tokens",
        "迷你 GPT 的生成速度，上下文 256 个词元",
    ),
    Row("sampling.lstm", "RNN (LSTM), writing", "RNN（LSTM）的生成速度"),
    Row(
        "corpus.both.en.dict",
        "Large English text: opened and turned into numbers",
        "打开大的英文文本并转成编号",
    ),
    Row(
        "corpus.both.zh.dict",
        "Large Chinese text: opened and turned into numbers",
        "打开大的中文文本并转成编号",
    ),
    Row(
        "corpus.memory.en.ours.1000",
        "Memory of the whole process meanwhile, for 1 GB of English text",
        "处理 1 GB 英文文本时整个进程占用的内存",
    ),
    Row("start.painted", "From the start to the window on the screen", "从启动到窗口出现"),
    Row(
        "window.late.p99.gpt",
        "Window while mini-GPT trains: 99 of 100 times it is late by less than",
        "训练迷你 GPT 时窗口的延迟，100 次中有 99 次低于",
    ),
    Row(
        "window.late.worst.gpt",
        "Window while mini-GPT trains: late by at most",
        "训练迷你 GPT 时窗口的延迟，最长一次",
    ),
    Row(
        "window.training.gpt",
        "mini-GPT, training in the window against the command line",
        "在窗口里训练迷你 GPT，与命令行相比",
    ),
    Row(
        "plot.redraw.1000000", "Loss curve of a million steps, drawn anew", "重画一百万步的损失曲线"
    ),
)


@dataclass(frozen=True)
class Words:
    """The sentences around the table in one language."""

    file: str
    title: str
    intro: str
    head: tuple[str, str, str, str]
    machine: str
    times: str
    nats: str
    units: Mapping[str, str]  # where they are not the same as in the results
    peers: Mapping[str, str]  # as well
    day: str  # for `date.strftime`


ENGLISH = Words(
    file="README.md",
    title="## Measured",
    intro="Median (lowest–highest); we and the others in turn, in one go. "
    "`python -m tests.benchmarks.readme` writes this table.",
    head=("", "LM Playground", "others", "better by"),
    machine="{cpu}, {cores} cores, {system}, Python {python}, PyTorch {torch}; {day}.",
    times="{gain} times",
    nats="{gain} nats",
    units={},
    peers={},
    day="%Y-%m-%d",
)
CHINESE = Words(
    file="README.zh-CN.md",
    title="## 实测",
    intro="数值为中位数（最小值–最大值）；我们与对照程序轮流运行，一次测完。"
    "本表由 `python -m tests.benchmarks.readme` 生成。",
    head=("", "LM Playground", "对照", "优势"),
    machine="{cpu}，{cores} 核，{system}，Python {python}，PyTorch {torch}；{day}。",
    times="{gain} 倍",
    nats="{gain} 奈特",
    units={
        "s": "秒",
        "ms": "毫秒",
        "µs": "微秒",
        "s/MB": "秒/MB",
        "nats": "奈特",
        "tokens/s": "词元/秒",
        "characters/s": "字符/秒",
        "steps/s": "步/秒",
        "products/s": "次乘积/秒",
        "MB/s": "MB/秒",
    },
    peers={
        "nanoGPT, whole run": "nanoGPT 全程",
        "command line": "命令行",
        "a Python dict": "Python 字典",
    },
    day="%Y 年 %m 月 %d 日",
)


def main(words: Sequence[str] | None = None) -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--into", type=Path, default=ROOT, metavar="DIR", help="with the READMEs")
    args = parser.parse_args(words)
    results = read_results(args.folder)
    if not results:
        parser.error(f"{args.folder} has no results; run a benchmark with --json first")
    for language in (ENGLISH, CHINESE):
        file = args.into / language.file
        text = replaced(file.read_text(encoding="utf-8"), section(results, language))
        file.write_text(text, encoding="utf-8", newline="\n")


def read_results(folder: Path) -> list[dict[str, Any]]:
    """Return what `publish` wrote into a folder, by the names of the files.

    Quick runs mean nothing, and files of another form are not for the table.
    """
    found = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    return [
        result
        for result in found
        if isinstance(result, dict) and "lines" in result and not result["quick"]
    ]


def replaced(text: str, inner: str) -> str:
    """Return `text` with `inner` between the marks."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"The file has no {BEGIN} … {END}: put both where the table belongs.")
    return f"{before}{BEGIN}\n{inner}\n{END}{after}"


def section(results: Sequence[dict[str, Any]], words: Words) -> str:
    """Return title, table, and how it came about."""
    lines = {line["key"]: as_line(line) for result in results for line in result["lines"]}
    rows = [as_row(row, lines[row.key], words) for row in ROWS if row.key in lines]
    table = [words.head, ("---",) * 4, *rows]
    parts = [words.title, words.intro, "\n".join(f"| {' | '.join(row)} |" for row in table)]
    for told in dict.fromkeys(on_what(result, words) for result in results):
        commands = [result["command"] for result in results if on_what(result, words) == told]
        parts.append("\n".join([told, "", "```", *commands, "```"]))
    return "\n\n".join(parts)


def on_what(result: dict[str, Any], words: Words) -> str:
    """Return the machine and the day."""
    day = date.fromisoformat(result["date"]).strftime(words.day)
    return words.machine.format(**result["machine"], day=day)


def as_line(stored: dict[str, Any]) -> Line:
    """Return a line as it was before it was written."""
    return Line(**{**stored, "ours": tuple(stored["ours"]), "peer": tuple(stored["peer"])})


def as_row(row: Row, line: Line, words: Words) -> tuple[str, str, str, str]:
    """Return the cells of a row."""
    name = row.chinese if words is CHINESE else row.english
    ours = f"{spread(line.ours, line.unit)} {words.units.get(line.unit, line.unit)}"
    if not line.peer:
        return name, ours, "", ""
    theirs = f"{words.peers.get(line.peer_name, line.peer_name)}: {spread(line.peer, line.unit)}"
    gain = words.nats if line.unit == "nats" else words.times
    return name, ours, theirs, gain.format(gain=spread(line.gains(), line.unit))


if __name__ == "__main__":
    main()
