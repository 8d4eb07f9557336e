"""What a person names as a place on the disk: used, or refused in one sentence with a way out."""

import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.cli.conftest import SECONDS, TINY, Playground, Result, assert_refused

LONG = "a" * 300
DEEP = "a/" * 3000
COMPOSED, APART = (unicodedata.normalize(form, "café") for form in ("NFC", "NFD"))

EMPTY = {
    "train": ("FILE", "train", ""),
    "train on several": ("FILE", "train", "fables-en", ""),
    "baselines": ("FILE", "baselines", ""),
    "resume": ("--text", "resume", "last", "--text", ""),
    "import": ("FILE", "import", ""),
    "export": ("--output", "export", "last", "--output", ""),
    "texts": ("--output", "texts", "make", "fables-en", "--output", ""),
    "runs": ("--home", "runs", "--home", ""),
    "demo": ("--home", "--home", "", "demo"),
}
# Each with the place for the path.
READING = {
    "train": ("train", "{}", *TINY),
    "baselines": ("baselines", "{}"),
    "resume": ("resume", "last", "--text", "{}"),
    "import": ("import", "{}"),
}
WRITING = {
    "export": ("export", "last", "--output", "{}", "--force"),
    "texts": ("texts", "make", "fables-en", "--output", "{}", "--force"),
}
HOME = {
    "home": ("runs", "--home", "{}"),
    "home of a training": ("train", "fables-en", "--home", "{}", *TINY),
}
ALL = {**READING, **WRITING, **HOME}


def put(words: tuple[str, ...], path: str) -> tuple[str, ...]:
    return tuple(word.format(path) for word in words)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder of its own, in which nothing may appear."""
    folder = tmp_path / "current"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("words", EMPTY.values(), ids=EMPTY)
def test_an_empty_word_names_nothing(
    trained: tuple[Playground, Result], elsewhere: Path, words: tuple[str, ...]
) -> None:
    what, *said = words
    (elsewhere / "text.txt").write_text("a text of which nobody has spoken\n" * 99)
    assert_refused(trained[0](*said), f"No name is given for {what}.")
    assert os.listdir(elsewhere) == ["text.txt"]


@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
def test_a_name_that_no_file_can_have_is_told_with_its_length(
    trained: tuple[Playground, Result], elsewhere: Path, words: tuple[str, ...]
) -> None:
    for name in (LONG, DEEP):
        result = trained[0](*put(words, name))
        assert_refused(result, f"too long for this disk ({len(name):,} characters)")
        assert len(result.err) < 700
    assert os.listdir(elsewhere) == []


@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
def test_the_whole_disk_is_no_place(
    trained: tuple[Playground, Result], elsewhere: Path, words: tuple[str, ...]
) -> None:
    root = elsewhere.anchor
    for name in (root, f"{root}.", os.path.relpath(root, elsewhere)):
        assert_refused(trained[0](*put(words, name)), "is the whole disk. Name a file or a folder")


@pytest.mark.parametrize("words", ALL.values(), ids=ALL)
def test_a_home_folder_of_nobody_is_no_place(
    trained: tuple[Playground, Result], elsewhere: Path, words: tuple[str, ...]
) -> None:
    assert_refused(trained[0](*put(words, "~nobody-at-all/x")), "nobody here is called")
    assert os.listdir(elsewhere) == []


@pytest.mark.parametrize("words", WRITING.values(), ids=WRITING)
def test_a_folder_where_a_file_should_be_written(
    trained: tuple[Playground, Result], elsewhere: Path, words: tuple[str, ...]
) -> None:
    (elsewhere / "folder").mkdir()
    for name in ("folder", "folder/", "new/", ".", "..", str(elsewhere)):
        assert_refused(trained[0](*put(words, name)), "is a folder. Name a file in it.")
    assert_refused(trained[0](*put(words, "new/file")), "There is no folder “new”")
    (elsewhere / "file").write_text("mine")
    assert_refused(trained[0](*put(words, "file/x")), "There is no folder “file”")
    assert_refused(trained[0](*put(words[:-1], "file")), "is there already")
    assert sorted(os.listdir(elsewhere)) == ["file", "folder"]
    assert (elsewhere / "file").read_text() == "mine"


def test_what_is_imported_is_a_file_that_may_be_read(
    playground: Playground, elsewhere: Path
) -> None:
    (elsewhere / "file").write_text("mine")
    assert_refused(playground("import", "nothing.lmrun"), "There is no file “nothing.lmrun”.")
    assert_refused(playground("import", "file/x.lmrun"), "There is no file “file/x.lmrun”.")
    assert_refused(playground("import", "."), "“.” is a folder. Name a file in it.")
    assert_refused(playground("import", "file"), "was not exported by LM Playground")
    if sys.platform != "win32":
        assert_refused(playground("import", "/dev/null"), "cannot be read (it is no ordinary file)")
        assert_refused(playground("train", "/dev/null"), "cannot be read (it is no ordinary file)")
    assert playground.runs == []


def test_a_home_may_be_written_out_where_no_shell_does_it(
    trained: tuple[Playground, Result], elsewhere: Path
) -> None:
    playground = Playground(
        trained[0].home, {"HOME": str(elsewhere), "USERPROFILE": str(elsewhere)}
    )
    assert playground("export", "last", "--output=~/a.lmrun").code == 0
    assert playground("texts", "make", "fables-en", "--output=~/b.txt").code == 0
    assert playground("baselines", "~/b.txt").code == 0
    assert playground("import", "--home=~/new", "~/a.lmrun").code == 0
    assert sorted(os.listdir(elsewhere)) == ["a.lmrun", "b.txt", "new"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no current folder")
def test_a_current_folder_that_was_deleted(
    trained: tuple[Playground, Result], tmp_path: Path, text_file: Path
) -> None:
    playground = trained[0]

    def run(*words: str) -> Result:
        gone = tmp_path / "gone"
        gone.mkdir()
        code = (
            f"import os; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r})\n"
            f"import sys; sys.argv[1:] = {list(words)!r}\n"
            "from playground.__main__ import main; main()"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=playground.environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    for name, words in ALL.items():
        result = run(*put(words, "x"))
        assert_refused(result, "in the current folder, but that has been deleted"), name
    assert_refused(run("export", "last"), "in the current folder, but that has been deleted")
    for words in (
        ("runs",),
        ("generate", "last", "--length", "5"),
        ("baselines", str(text_file)),
        ("export", "last", "--output", str(tmp_path / "a.lmrun")),
        ("import", str(tmp_path / "a.lmrun"), "--home", str(tmp_path / "new")),
        ("train", str(text_file), "--home", str(tmp_path / "new"), "--steps", "3", *TINY),
        ("resume", "last", "--home", str(tmp_path / "new"), "--steps", "4"),
    ):
        result = run(*words)
        assert (result.code, result.err) == (0, ""), words


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the disk knows both as one")
@pytest.mark.parametrize(("kept", "typed"), [(COMPOSED, APART), (APART, COMPOSED)])
def test_an_accent_may_be_written_in_one_piece_or_in_two(
    playground: Playground, elsewhere: Path, text_file: Path, kept: str, typed: str
) -> None:
    folder = elsewhere / kept / kept
    folder.mkdir(parents=True)
    shutil.copy(text_file, folder / f"{kept}.txt")
    name = f"{typed}/{typed}/{typed}.txt"
    assert playground("train", name, "--steps", "2", *TINY).code == 0
    playground.runs[0].rename(playground.runs[0].with_name(f"{kept}-run"))
    assert playground("generate", f"{typed}-r", "--length", "3").code == 0
    assert playground("generate", f"{typed}-run", "--length", "3").code == 0
    assert playground("export", f"{typed}-run", "--output", f"{typed}/{typed}/a.lmrun").code == 0
    assert (folder / "a.lmrun").exists()
    (folder / "a.lmrun").rename(folder / f"{kept}.lmrun")
    assert playground("import", f"{typed}/{typed}/{typed}.lmrun").code == 0
    assert playground("runs", "--home", typed).code == 0
    assert os.listdir(elsewhere) == [kept]
