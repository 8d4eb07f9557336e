"""Bad input: one sentence with numbers and a way out, exit code 1, and nothing is lost or left."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import TEXT, TINY, Playground, Result, assert_refused

BYTES = {
    "empty": (b"", r"“empty” is empty (0 bytes, 0 characters)"),
    "one": (b"a", "1 characters, but all of them are “a”"),
    "same": (b"x" * 5000, "5000 characters, but all of them are “x”"),
    "binary": (bytes(range(256)) * 40, "is no text"),
}


@pytest.mark.parametrize("name", BYTES)
def test_a_file_that_is_no_text_to_learn_from(
    playground: Playground, tmp_path: Path, name: str
) -> None:
    content, words = BYTES[name]
    (tmp_path / name).write_bytes(content)
    assert_refused(playground("train", str(tmp_path / name), *TINY), words)
    assert playground.runs == []


def test_a_file_that_is_not_there_and_a_folder_without_text(
    playground: Playground, tmp_path: Path
) -> None:
    missing = playground("train", str(tmp_path / "nothing.txt"), *TINY)
    assert_refused(missing, "There is no file")
    assert "fables-en" in missing.err
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "picture.png").write_bytes(b"\x89PNG")
    result = playground("train", str(tmp_path / "folder"), *TINY)
    assert_refused(result, "none of its 1 files is a text file")


def test_errors_are_lines_for_programs_too(playground: Playground, tmp_path: Path) -> None:
    result = playground("train", str(tmp_path / "nothing.txt"), "--json", *TINY)
    assert result.code == 1
    assert result.lines == [{"event": "error", "message": result.err.rstrip("\n")}]
    usage = playground("train", "--json", "fables-en", "--steps", "-1")
    assert usage.code == 2
    assert usage.lines[0]["event"] == "error"
    assert "--steps: must be 0 to 100,000,000, not -1" in usage.lines[0]["message"]


def test_the_wrong_encoding_and_one_that_does_not_exist(
    playground: Playground, tmp_path: Path
) -> None:
    path = tmp_path / "chinese.txt"
    path.write_bytes("从前有座山，山里有座庙。\n".encode("gb18030") * 50)
    result = playground("train", str(path), "--encoding", "utf-8", *TINY)
    assert_refused(result, "is not written in utf-8: byte 0 does not fit")
    assert_refused(
        playground("train", str(path), "--encoding", "klingon", *TINY),
        "There is no encoding “klingon”",
    )


def test_a_text_shorter_than_the_context(playground: Playground, tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text("a short text", encoding="utf-8")
    result = playground("train", str(path), *TINY)
    assert_refused(result, "has 12 tokens, but a context of 16 needs at least")
    assert playground.runs == []


def test_a_vocabulary_of_20000_characters_is_cut_to_the_frequent_ones(
    playground: Playground, tmp_path: Path
) -> None:
    path = tmp_path / "many.txt"
    path.write_text("".join(map(chr, range(0x4E00, 0x4E00 + 20_000))) * 2, encoding="utf-8")
    result = playground("train", str(path), "--steps", "2", "--json", *TINY)
    assert result.code == 0, result.err
    record = json.loads((playground.runs[0] / "run.json").read_text(encoding="utf-8"))
    assert record["vocab_size"] == 8192
    assert record["text"]["different"] == 20_000


def test_a_prompt_with_characters_that_the_model_never_saw(
    trained: tuple[Playground, Result],
) -> None:
    result = trained[0]("generate", "last", "--prompt", "1 ñ 山")
    assert_refused(result, "The model never saw ñ 山 in training (2 of the 5 characters")


def test_a_text_that_is_gone_is_told_when_the_run_should_go_on(
    trained: tuple[Playground, Result], playground: Playground
) -> None:
    shutil.copytree(trained[0].home, playground.home)
    path = playground.runs[0] / "run.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["text"]["files"] = [str(playground.home / "gone.txt")]
    path.write_text(json.dumps(record), encoding="utf-8")
    result = playground("resume", "last", "--steps", "64")
    assert_refused(result, f"trained on “squares.txt” ({len(TEXT):,} characters)")
    assert json.loads(path.read_text(encoding="utf-8")) == record


def test_a_workspace_that_is_a_file(text_file: Path) -> None:
    result = Playground(text_file)("train", str(text_file), *TINY)
    assert_refused(result, "cannot be written")


def test_an_explosion_is_explained_and_the_best_model_is_kept(
    playground: Playground, text_file: Path
) -> None:
    wild = ("--optimizer", "adamw", "--learning-rate", "10", "--warmup-steps", "200")
    small = ("--n-layer", "1", "--n-head", "1", "--n-embd", "8", "--context", "16")
    words = ("--steps", "500", "--threads", "1", "--batch-size", "4", "--json")
    result = playground("train", str(text_file), "--model", "gpt", *small, *words, *wild)
    assert result.code == 1
    *_, done, error = result.lines
    assert (done["event"], done["status"]) == ("done", "diverged")
    assert error["event"] == "error"
    assert "Set “Learning rate” to 0.008 or less; it was 10." in error["message"]
    assert f"from step {done['best_step']}, is kept" in error["message"]
    assert playground("generate", "last", "--length", "5").code == 0


def test_a_bug_is_one_sentence_and_its_traceback_is_in_the_log(
    playground: Playground, text_file: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "site" / "playground_breaks"
    broken.mkdir(parents=True)
    (broken.parent / "sitecustomize.py").write_text(
        "import playground.services.workspace as workspace\n"
        "def runs(self): raise ZeroDivisionError('a bug of ours')\n"
        "workspace.Workspace.runs = runs\n",
        encoding="utf-8",
    )
    path = os.pathsep.join((str(broken.parent), playground.environment()["PYTHONPATH"]))
    result = replace(playground, env={"PYTHONPATH": path})("runs", "--json")
    assert result.code == 1
    assert result.err.count("\n") == 1
    assert "Something is wrong inside LM Playground (ZeroDivisionError)" in result.err
    log = playground.home / "logs" / "playground.log"
    assert str(log) in result.err
    assert "a bug of ours" in log.read_text(encoding="utf-8")
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert result.lines == [{"event": "error", "message": result.err.rstrip("\n")}]
