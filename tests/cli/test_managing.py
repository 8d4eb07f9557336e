"""Listing, renaming, deleting; these need no torch and are quick."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import TINY, Playground, Result, assert_refused


@pytest.fixture
def copied(copied: Playground) -> Playground:
    """A workspace with a finished run and a broken one."""
    broken = copied.home / "runs" / "20200101-000000-old-gpt"
    broken.mkdir()
    (broken / "run.json").write_text('{"format": 7}', encoding="utf-8")
    return copied


def test_runs_are_listed_for_people_and_programs(copied: Playground) -> None:
    result = copied("runs", "--json")
    good, broken = result.lines
    folder = copied.runs[1]
    keys = {"run", "name", "title", "model", "status", "steps", "valid_bpc"}
    assert keys <= good.keys()
    assert (good["run"], good["name"], good["title"]) == (str(folder), folder.name, "squares")
    assert (good["model"], good["status"], good["steps"]) == ("char-rnn", "finished", 60)
    assert broken["status"] == "broken"
    assert "format 7" in broken["problem"]

    text = copied("runs").out
    header, row, problem = text.splitlines()
    assert header.split() == ["title", "model", "status", "steps", "bits/char", "name"]
    assert row.split()[:4] == ["squares", "char-rnn", "finished", "60"]
    assert row.index("char-rnn") == header.index("model")
    assert "Update LM Playground" in problem


def test_an_empty_workspace_says_how_to_begin(playground: Playground) -> None:
    assert "playground train FILE" in playground("runs").out
    assert playground("runs", "--json").out == ""
    assert playground("runs", "--starters").code == 0


def test_a_run_gets_another_title(copied: Playground) -> None:
    name = copied.runs[1].name
    result = copied("rename", name, "Quadratzahlen 平方")
    assert (result.code, result.err) == (0, "")
    assert copied("--json", "rename", "last", "again").lines[0]["title"] == "again"
    record = json.loads((copied.runs[1] / "run.json").read_text(encoding="utf-8"))
    assert record["title"] == "again"
    assert copied("rename", "last", "  ").code == 2


def test_deleted_runs_come_back(copied: Playground) -> None:
    names = [path.name for path in copied.runs]
    gone = copied("delete", *names, "--json")
    assert [line["event"] for line in gone.lines] == ["deleted", "deleted"]
    assert copied.runs == []
    assert copied("delete", "--undo").out.startswith(names[1])
    assert [path.name for path in copied.runs] == names[1:]
    assert copied("delete", "--empty-trash").out.startswith("1 run thrown away")
    nothing = copied("delete", "--undo")
    assert nothing.code == 1
    assert "no deleted run" in nothing.err


def test_nothing_is_deleted_when_one_name_is_wrong(copied: Playground) -> None:
    before = copied.runs
    assert copied("delete", before[1].name, "nothing").code == 1
    assert copied.runs == before
    assert copied("delete").code == 2
    assert copied("delete", "last", "--undo").code == 2


def test_built_in_texts_are_listed_and_written_out(playground: Playground, tmp_path: Path) -> None:
    listed = {line["text"]: line for line in playground("texts", "--json").lines}
    assert listed["fables-en"]["characters"] >= 100_000
    assert listed["fables-zh"]["characters"] >= 60_000
    for key in listed:
        assert key in playground("texts").out
    text = playground("texts", "make", "fables-zh", "--size", "500").out
    assert 400 <= len(text) <= 700
    file = tmp_path / "out.txt"
    assert playground("texts", "make", "fables-zh", "--output", str(file)).code == 0
    assert file.read_text(encoding="utf-8").startswith(text[:100])
    assert playground("texts", "make", "nothing").code == 2
    assert playground("texts", "make", "fables-zh", "--output", str(tmp_path)).code == 1


def test_a_run_is_exported_and_imported_elsewhere(
    trained: tuple[Playground, Result], playground: Playground, tmp_path: Path
) -> None:
    file = tmp_path / "squares.lmrun"
    exported = trained[0]("export", "last", "--output", str(file), "--json")
    assert exported.lines == [
        {"event": "exported", "run": str(trained[0].runs[0]), "file": str(file),
         "bytes": file.stat().st_size}
    ]  # fmt: skip
    imported = playground("import", str(file), "--json")
    (line,) = imported.lines
    assert (line["event"], line["title"], line["steps"]) == ("imported", "squares", 60)
    assert Path(line["run"]) == playground.runs[0]
    assert len(playground("generate", "last", "--length", "20", "--seed", "1").out) > 20
    assert "squares" in playground("import", str(file)).out
    assert len(playground.runs) == 2


def test_nothing_is_replaced_unasked_and_a_run_never(copied: Playground, tmp_path: Path) -> None:
    thesis, weights = tmp_path / "thesis.txt", copied.runs[-1] / "weights.safetensors"
    thesis.write_text("years of work", encoding="utf-8")
    whole = weights.read_bytes()
    for words in (("export", "last"), ("texts", "make", "fables-zh")):
        refused = copied(*words, "--output", str(thesis))
        assert_refused(refused, "is there already. Choose another name, or replace it with --force")
        assert thesis.read_text(encoding="utf-8") == "years of work"
        assert_refused(copied(*words, "--output", str(weights), "--force"), "a run is made of it")
        assert weights.read_bytes() == whole
        assert_refused(copied(*words, "--output", str(tmp_path / "nodir" / "x")), "no folder")
        assert_refused(copied(*words, "--output", ""), "No name is given for --output")
        assert copied(*words, "--output", str(thesis), "--force").code == 0
        assert thesis.read_bytes() != b"years of work"
        thesis.write_text("years of work", encoding="utf-8")


def test_a_small_file_is_exported_and_says_what_it_cannot(
    copied: Playground, playground: Playground, tmp_path: Path
) -> None:
    file = tmp_path / "small.lmrun"
    said = copied("export", "last", "--small", "--output", str(file))
    assert "its training cannot go on from there" in said.out
    assert "cannot go on" in playground("import", str(file)).out
    assert len(playground("generate", "last", "--length", "20", "--seed", "1").out) > 20
    assert_refused(playground("resume", "last", "--steps", "99"), "can write, but not go on")


def test_another_file_is_not_imported(playground: Playground, text_file: Path) -> None:
    assert_refused(playground("import", str(text_file)), "was not exported by LM Playground")
    assert_refused(playground("import", str(text_file.parent)), "is a folder. Name a file in it.")
    assert not any(playground.runs)


def test_a_run_goes_on_with_its_text_from_another_place(
    playground: Playground, text_file: Path, tmp_path: Path
) -> None:
    assert playground("train", str(text_file), "--steps", "20", *TINY).code == 0
    elsewhere = text_file.rename(tmp_path / "elsewhere.txt")
    assert_refused(playground("resume", "last", "--steps", "30"), "Open that text")
    done = playground("resume", "last", "--steps", "30", "--text", str(elsewhere), "--json")
    assert done.events("done")[0]["steps"] == 30
    assert playground("resume", "last", "--steps", "40", "--json").events("done")[0]["steps"] == 40
