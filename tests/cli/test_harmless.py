"""Whatever a name, a title, a prompt or a text holds: on the terminal it is only to be read."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import SECONDS, TINY, Playground

EVIL = (
    "\x1b]0;owned\x07\x1b[2J\x1b[8m\r\b\x7f\x9b2J\x85forged line\n2099-01-01 00:00:00 line\t"
    "\u202e\u2066\u2028\u2029\u200b\u200d\u061c\ufeff\ufff9\xad\u3164\U000e0041end"
)
# What a terminal obeys or hides; line feeds are counted instead.
OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)
OURS = re.compile(r"\x1b\[(?:38;5;\d+|0|1)m|\x1b\[(?:\?25[lh]|\d+A|J)|\r(?=\x1b)|\r(?=\n)")
LETTERS = "\x1b\x07\x9b\x7f\b\u202e\u2066\u200b\u061c\U000e0041"  # a model can learn these

posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such names")


def changed(run: Path, **values: object) -> None:
    """Write other words into the record of a run."""
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    record["title"] = values.get("title", record["title"])
    record["text"] |= {name: value for name, value in values.items() if name != "title"}
    (run / "run.json").write_text(json.dumps(record), encoding="utf-8")


@pytest.fixture
def evil(copied: Playground) -> Playground:
    """A workspace whose only run has words in it that somebody meant to do harm with."""
    changed(copied.runs[0], title=EVIL, name=EVIL, encoding=EVIL)
    return copied


def assert_readable(text: str) -> None:
    assert not OBEYED.search(text), repr(OBEYED.findall(text))
    assert not any(line.startswith(("forged", "2099")) for line in text.splitlines())


def on_a_terminal(playground: Playground, *words: str) -> tuple[int, str]:
    """Run a command on a terminal; return what it showed there, less what the program draws."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        playground.command(*words),
        env={**playground.environment(), "TERM": "xterm"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    shown = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(master)
    return process.wait(SECONDS), OURS.sub("", shown.decode("utf-8"))


COMMANDS = {
    "runs": ("runs",),
    "rename": ("rename", "last", EVIL),
    "a run that is not there": ("generate", EVIL),
    "a prompt": ("generate", "last", "--prompt", EVIL),
    "a prompt to inspect": ("inspect", "last", "--prompt", EVIL),
    "a file that is not there": ("train", EVIL),
    "an archive that is not there": ("import", EVIL),
    "an encoding": ("train", __file__, "--encoding", EVIL),
    "a word that is no option": ("train", "fables-en", f"--{EVIL}"),
    "a number": ("train", "fables-en", "--steps", EVIL),
    "a choice": ("train", "fables-en", "--model", EVIL),
    "a command": (EVIL,),
    "a built-in text": ("texts", "make", EVIL),
    "a place to write to": ("texts", "make", "fables-en", "--output", f"{EVIL}/{EVIL}"),
    "a workspace": ("runs", "--home", f"/dev/null/{EVIL}"),
    "a run to go on with": ("resume", "last", "--text", EVIL),
    "export": ("export", "last", "--output", "/dev/null"),
}


@posix
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_sentence_can_only_be_read(evil: Playground, words: tuple[str, ...]) -> None:
    result = evil(*words)
    assert result.out or result.err
    assert_readable(result.out)
    assert_readable(result.err)


@posix
@pytest.mark.parametrize("name", ["runs", "a prompt", "export", "a file that is not there"])
def test_json_is_harmless_too_and_says_the_same(evil: Playground, name: str) -> None:
    result = evil(*COMMANDS[name], "--json")
    assert_readable(result.out)
    if name == "runs":
        assert result.lines[0]["title"] == EVIL


@posix
def test_a_run_folder_with_an_evil_name_is_told_harmlessly(evil: Playground) -> None:
    run = evil.runs[0]
    shutil.copytree(run, run.with_name(f"x{EVIL}"))
    broken = run.with_name(f"z{EVIL}")
    shutil.copytree(run, broken)
    (broken / "run.json").write_text("{", encoding="utf-8")
    for words in (("runs",), ("doctor",), ("delete", f"z{EVIL}"), ("delete", "--undo")):
        result = evil(*words)
        assert_readable(result.out)
        assert_readable(result.err)


@posix
def test_training_on_an_evil_file_and_going_on_is_told_harmlessly(
    evil: Playground, text_file: Path
) -> None:
    file = text_file.with_name(f"t{EVIL}.txt")
    shutil.copy(text_file, file)
    folder = text_file.with_name(f"folder{EVIL}")
    folder.mkdir()
    shutil.copy(text_file, folder / "a.txt")
    (folder / f"b{EVIL}.txt").write_bytes(bytes(range(256)) * 9)
    for words in (
        ("train", str(file), "--steps", "3", *TINY),
        ("train", str(folder), "--steps", "3", *TINY),
        ("resume", "last", "--steps", "4"),
        ("baselines", str(file)),
        ("export", "last", "--output", str(file.with_suffix(".lmrun"))),
    ):
        result = evil(*words)
        assert (result.code, result.err) == (0, "")
        assert_readable(result.out)
    code, shown = on_a_terminal(evil, "train", str(file), "--steps", "3", *TINY)
    assert code == 0
    assert_readable(shown)


def test_what_is_imported_is_told_harmlessly(evil: Playground, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.lmrun", tmp_path / "bad.lmrun"
    changed(evil.runs[0], title="good", name="good", encoding="utf-8")
    assert evil("export", "last", "--output", str(good)).code == 0
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("run.json"):
                data = json.dumps({**json.loads(data), "title": EVIL}).encode()
            target.writestr(name, data)
    result = evil("import", str(bad))
    assert (result.code, result.err) == (0, "")
    assert_readable(result.out)


@posix
def test_what_a_model_writes_is_exact_in_a_file_and_harmless_on_a_terminal(
    playground: Playground, tmp_path: Path
) -> None:
    file = tmp_path / "letters.txt"
    file.write_text((LETTERS + "abcdefghijklmnopqrstuvwxyz" * 60) * 5, encoding="utf-8")
    words = ("--steps", "1", "--vocab-size", "64", *TINY)
    assert playground("train", str(file), *words).code == 0
    wish = ("generate", "last", "--length", "200", "--seed", "3", "--prompt", LETTERS)
    text = playground(*wish, "--json").events("done")[0]["text"]
    assert len(set(LETTERS) & set(text)) > 5
    assert playground(*wish).out == f"{LETTERS}{text}\n"
    code, shown = on_a_terminal(playground, *wish)
    assert code == 0
    assert_readable(shown)
    assert len(shown) == len(LETTERS + text) + 1


@posix
def test_the_log_cannot_be_forged_and_keeps_prompts_to_itself(evil: Playground) -> None:
    forged = "x\n2099-01-01 00:00:00,000 1 ERROR A bug: forged\r2099-01-01 00:00:00 ERROR A bug"
    forged += "\u20282099-01-01 00:00:00 ERROR A bug\nFatal Python error: forged"
    evil("generate", forged, "--prompt", "my secret", "--seed", "1")
    evil("generate", "last", "--prompt=my secret")
    evil("train", forged)
    evil("train", "x ERROR A bug: forged")
    log = (evil.home / "logs" / "playground.log").read_text(encoding="utf-8")
    assert "my secret" not in log
    assert "--prompt ... --seed 1" in log
    assert_readable(log)
    assert not any(line.startswith("Fatal") for line in log.splitlines())
    assert "last bug: none" in evil("doctor").out
