"""Whatever is broken at the start, the window opens, and one sentence says what was set aside."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QPixmapCache

from playground import paths
from playground.log import start_log, stop_log
from playground.ui import program as program_module
from playground.ui.parts import PROPERTY
from playground.ui.settings import Settings

PATIENCE = 60_000
WRONG = [
    float("nan"),
    10**30,
    -1,
    "\0",
    ["", "[]", '[["\\u0000"], "", ""]', '["abc", "nothing", "utf-8"]', "null"],
    {},
]


@pytest.fixture
def parts(tmp_path, monkeypatch, qapp):
    """A copy of the files that come with the program, to be damaged."""
    folder = tmp_path / "program" / "resources"
    shutil.copytree(paths.bundled("resources"), folder)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "program" / "playground" / "paths.py"))
    QPixmapCache.clear()
    yield folder
    QPixmapCache.clear()
    qapp.setProperty(PROPERTY, None)


def told(qtbot, program, words):
    """Wait until the notice bar says something, and see that it says it."""
    notice = program.window.notice
    qtbot.waitUntil(notice.isVisible, timeout=PATIENCE)
    return words in notice.sentence.text()


def works(qtbot, program):
    """See that all tabs can be turned to, and a text can be opened."""
    for key in program.window.pages.tabs:
        program.window.show_tab(key)
    program.studio.open_built_in("fables-en")
    qtbot.waitUntil(lambda: program.studio.corpus is not None, timeout=PATIENCE)
    return True


def test_nothing_is_said_where_nothing_is_broken(qtbot, open_program):
    assert not open_program().window.notice.isVisible()


@pytest.mark.parametrize("content", [b"\x00\xff" * 99, b"no settings"])
def test_broken_settings_are_set_aside_and_named(qtbot, open_program, home, content):
    (home / "settings.ini").write_bytes(content)
    program = open_program()
    assert told(qtbot, program, "“settings.ini.broken”")
    assert works(qtbot, program)


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_settings_that_make_no_sense_do_no_harm(qtbot, open_program, home, monkeypatch, wrong):
    asked = {"session/text_open"}
    get = Settings.get
    monkeypatch.setattr(Settings, "get", lambda s, key, *d: asked.add(key) or get(s, key, *d))
    first = open_program()
    assert len(asked) > 20
    for key in asked:
        first.settings._store.setValue(key, json.dumps(wrong))
    first.window.session.save = first.settings.save
    program = open_program()
    assert works(qtbot, program)


@pytest.mark.parametrize("damage", ["missing", "garbage", "half", "folder"])
@pytest.mark.parametrize("name", ["i18n/playground_zh.qm", "theme.qss", "icons/app.svg", "icons"])
@pytest.mark.filterwarnings("ignore")
def test_damaged_parts_are_named(qtbot, open_program, home, parts, name, damage, qapp):
    settings = Settings(home / "settings.ini")
    settings.set("window/language", "zh")
    settings.save()
    part = parts / name
    files = sorted(part.glob("*.svg")) if part.is_dir() else [part]
    for file in files:
        spoil(file, damage)
    program = open_program()
    assert told(qtbot, program, "…" if name == "icons" else files[0].name)
    assert works(qtbot, program)
    program.appearance.set_language("en")


def spoil(file: Path, damage: str) -> None:
    content = file.read_bytes()
    file.unlink()
    if damage == "folder":
        file.mkdir()
    elif damage != "missing":
        garbage = bytes((byte + 128) % 256 for byte in content)
        file.write_bytes(garbage if damage == "garbage" else content[: len(content) // 2])


@pytest.mark.parametrize("damage", ["file", "folder"])
def test_a_log_that_cannot_be_written_is_told(qtbot, open_program, home, damage):
    stop_log()
    if damage == "file":
        (home / "logs").write_text("in the way")
    else:
        (home / "logs" / "playground.log").mkdir(parents=True)
    assert start_log() is None
    program = open_program()
    assert told(qtbot, program, str(home / "logs"))
    assert works(qtbot, program)
    stop_log()


def test_a_broken_run_is_listed_and_the_window_opens(qtbot, open_program, home, trained):
    for number, content in enumerate([b"", b"{", b"\xff", b"[]", b'{"format": "x"}']):
        shutil.copytree(trained, home / "runs" / f"run{number}")
        (home / "runs" / f"run{number}" / "run.json").write_bytes(content)
    program = open_program()
    qtbot.waitUntil(lambda: len(program.studio.broken) == 5, timeout=PATIENCE)
    assert works(qtbot, program)


@pytest.mark.parametrize("name", ["runs", "cache", "texts", "trash"])
def test_a_file_where_a_folder_belongs_does_not_keep_it_from_opening(
    qtbot, open_program, home, name
):
    (home / name).write_bytes(b"in the way")
    program = open_program(ready=True)
    if name == "runs":
        assert told(qtbot, program, "cannot be")
    assert works(qtbot, program)


def test_a_broken_cache_does_no_harm(qtbot, open_program, home):
    program = open_program(ready=True)
    assert works(qtbot, program)
    program.window.show_tab("train")
    qtbot.waitUntil(lambda: not program.studio.jobs.busy, timeout=PATIENCE)
    files = [file for file in (home / "cache").rglob("*") if file.is_file()]
    for file in files:
        file.write_bytes(b"\xff{")
    program = open_program(ready=True)
    assert works(qtbot, program)
    program.window.show_tab("train")
    qtbot.waitUntil(lambda: not program.studio.jobs.busy, timeout=PATIENCE)


def test_a_bug_at_the_start_may_come_of_the_settings(qtbot, qapp, home, monkeypatch):
    (home / "settings.ini").write_text('[window]\ntheme="\\"dark\\""\n')
    real = program_module.MainWindow

    def picky(studio, appearance):
        if appearance.theme == "dark":
            raise ZeroDivisionError("a bug that needs this theme")
        return real(studio, appearance)

    monkeypatch.setattr(program_module, "MainWindow", picky)
    stop_log()
    program = program_module.open_anyway(qapp, [])
    program.crashes.close()
    assert program.settings.set_aside == home / "settings.ini.broken"
    assert "a bug that needs this theme" in (home / "logs" / "playground.log").read_text()
    stop_log()
    program.window.close()
    program.close()
    program.deleteLater()


@pytest.mark.skipif(sys.platform == "win32", reason="makes pipes")
def test_runs_whose_files_are_none_neither_hide_the_others_nor_hold_the_window(
    qtbot, open_program, trained, home
):
    names = ("metrics.jsonl", "run.json", "weights.safetensors", "run.lock", "resume.safetensors")
    for name in ("good", *names):
        folder = home / "runs" / f"20261120-101010-{name.replace('.', '-')}"
        shutil.copytree(trained, folder)
        if name in names:
            (folder / name).unlink(missing_ok=True)
            os.mkfifo(folder / name)
    program = open_program(ready=True)
    studio, window = program.studio, program.window
    assert len(studio.runs) == len(names)
    assert [Path(run.path).name for run in studio.broken] == ["20261120-101010-run-json"]
    qtbot.waitUntil(lambda: sum(bool(studio.curve(r)) for r in studio.runs) == len(names) - 1)
    window.show_tab("train")
    no_curve = next(run for run in studio.runs if not studio.curve(run))
    studio.select(no_curve)
    qtbot.waitUntil(window.notice.isVisible, timeout=PATIENCE)
    assert "metrics.jsonl is no ordinary file" in window.notice.sentence.text()
    window.show_tab("generate")
    for run in studio.runs:
        studio.select(run)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE)
