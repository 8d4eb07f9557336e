import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine import source
from playground.engine.source import TextFile, first_look, text_files
from playground.engine.work import finish
from playground.errors import (
    EncodingWrong,
    FolderWithoutText,
    TextChanged,
    TextMissing,
    TextUnreadable,
)
from tests.engine.writings import CHINESE, JAPANESE, KOREAN, TRADITIONAL


def text_file(path: Path, data: bytes, encoding: str = "utf-8") -> TextFile:
    path.write_bytes(data)
    return TextFile(path, len(data), path.stat().st_mtime_ns, encoding)


def read(file: TextFile) -> str:
    return "".join(text for text, _ in file.blocks())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("source")


TRICKY = st.text(st.sampled_from("\r\n a中é😀\ufeff"), max_size=30)


@given(TRICKY, st.sampled_from(["utf-8", "utf-16-le", "gb18030"]), st.integers(1, 7))
def test_newlines_and_characters_survive_the_seams_of_blocks(
    folder: Path, text: str, encoding: str, block: int
):
    file = text_file(folder / "seams.txt", text.encode(encoding), encoding)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "BLOCK", block)
        whole = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        assert read(file) == whole


def test_the_bytes_read_so_far_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(source, "BLOCK", 4)
    file = text_file(folder / "ten.txt", b"0123456789")
    assert list(file.blocks()) == [("0123", 4), ("4567", 8), ("89", 10)]


@given(
    st.sampled_from(
        [
            (CHINESE, "utf-8"),
            (CHINESE, "gb18030"),
            (CHINESE, "utf-16-le"),
            (TRADITIONAL, "big5"),
            (JAPANESE, "shift_jis"),
            (JAPANESE, "euc_jp"),
            (KOREAN, "euc_kr"),
        ]
    ),
    st.integers(0, 100),
    st.binary(min_size=1, max_size=3),
    st.integers(1, 40),
)
def test_the_first_byte_that_does_not_fit_is_named(
    folder: Path, writing: tuple[str, str], position: int, damage: bytes, block: int
):
    text, encoding = writing
    data = text.encode(encoding)
    data = data[:position] + damage + data[position:]
    file = text_file(folder / "damaged.txt", data, encoding)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "BLOCK", block)
        assert position_of_error(lambda: read(file)) == position_of_error(
            lambda: data.decode(encoding)
        )


def position_of_error(work: Callable[[], str]) -> object:
    try:
        work()
    except UnicodeDecodeError as error:
        return error.start
    except EncodingWrong as error:
        return error.values["position"]
    return None


def test_a_file_that_has_changed_is_not_read(folder: Path):
    file = text_file(folder / "changing.txt", b"before")
    file.path.write_bytes(b"after all")
    with pytest.raises(TextChanged, match="from 6 to 9 bytes"):
        read(file)


def test_a_file_of_the_same_size_but_another_time_has_changed(folder: Path):
    file = text_file(folder / "touched.txt", b"before")
    os.utime(file.path, ns=(file.modified + 10**9, file.modified + 10**9))
    with pytest.raises(TextChanged):
        read(file)


def test_a_file_that_grows_while_it_is_read_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(source, "BLOCK", 3)
    file = text_file(folder / "growing.txt", b"abcdef")
    blocks = file.blocks()
    next(blocks)
    with file.path.open("ab") as more:
        more.write(b"ghi")
    with pytest.raises(TextChanged, match="from 6 to 9 bytes"):
        list(blocks)


def test_a_file_that_is_gone_is_missing(folder: Path):
    file = text_file(folder / "gone.txt", b"abc")
    file.path.unlink()
    with pytest.raises(TextMissing, match=r"fables-en, fables-zh"):
        read(file)


def test_what_the_system_refuses_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(path: Path, *given: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    file = text_file(folder / "secret.txt", b"abc")
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(TextUnreadable, match=r"\(Permission denied\)"):
        read(file)


@pytest.mark.parametrize("name", ["x" * 5000, "with\0nul"])
def test_a_name_that_no_file_has_is_refused(folder: Path, name: str):
    with pytest.raises((TextUnreadable, TextMissing)):
        finish(text_files([folder / name]))


def test_a_tilde_that_names_nobody_is_a_part_of_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "~$story.txt").write_text("Once", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (found,) = finish(text_files([Path("~$story.txt")]))
    assert found.path == tmp_path / "~$story.txt"


def test_a_device_is_no_text():
    with pytest.raises(TextUnreadable, match="no ordinary file"):
        first_look(Path(os.devnull))


def test_a_sample_begins_with_a_whole_line(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(source, "SAMPLE", 16)
    file = text_file(folder / "lines.txt", b"one\ntwo\nthree\nfour\nfive\n")
    assert file.sample() == (b"one\ntwo\nthree\nfo", False)
    assert file.sample(10) == (b"three\nfour\nfiv", False)
    assert file.sample(23) == (b"five\n", True)


def test_folders_give_their_text_files_in_order(tmp_path: Path):
    for name in ("b.txt", "a.MD", "c.png", ".hidden.txt", "sub/d.csv", ".git/e.txt", "Makefile"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words", encoding="utf-8")
    with suppress(OSError):  # Windows may forbid links
        (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    found = finish(text_files([tmp_path / "sub" / "d.csv", tmp_path, tmp_path / "c.png"]))
    names = [file.path.relative_to(tmp_path).as_posix() for file in found]
    assert names == ["sub/d.csv", "a.MD", "b.txt", "c.png"]


def test_a_folder_without_text_is_refused(tmp_path: Path):
    (tmp_path / "a.png").write_bytes(b"")
    (tmp_path / "b.zip").write_bytes(b"")
    with pytest.raises(FolderWithoutText, match="none of its 2 files"):
        finish(text_files([tmp_path]))
