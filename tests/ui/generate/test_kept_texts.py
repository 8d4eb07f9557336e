"""What was written is there again at the next start, and what is damaged harms nothing."""

import json

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from playground.engine.config import SamplingConfig
from playground.engine.tokens import Token
from playground.ui.generate import kept_texts
from playground.ui.generate.story import Story
from tests.ui.trained import copy_run

PATIENCE = 60_000


def token(id=1, text="a", number=0.25):
    return Token(id, text, 0.5, 0.75, 1, np.array([0.5, 0.5], np.float32), number)


@pytest.fixture
def story():
    made = Story()
    made.field = "the\u00a0hen"
    made.begin("the", 2, SamplingConfig(temperature=0.5, seed=3))
    made.given = (token(2, "the", None),)
    made.add(0, [token(), token(0, "", None)])
    made.grow(SamplingConfig(temperature=1.5))
    made.add(1, [token(3, "鸡")])
    return made


def test_a_story_comes_back_whole(tmp_path, story):
    kept_texts.save(tmp_path, {"one": story})
    found = kept_texts.load(tmp_path)["one"]
    assert found.version == story.version
    assert found.field == story.field
    assert found.drawn_with(1, 1) == SamplingConfig(temperature=1.5)
    assert found.seed == 3


def test_half_a_character_in_the_field_costs_no_text(tmp_path, story):
    story.field = "the \ud83d"
    kept_texts.save(tmp_path, {"one": story})
    found = kept_texts.load(tmp_path)["one"]
    assert found.field == "the ?"
    assert found.version == story.version


def test_the_order_stays_and_old_texts_give_way(tmp_path, story, monkeypatch):
    monkeypatch.setattr(kept_texts, "MOST_TOKENS", 10)  # each has four
    kept_texts.save(tmp_path, {"one": story, "two": story, "three": story})
    assert list(kept_texts.load(tmp_path)) == ["two", "three"]


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.pop("prompt"),
        lambda entry: entry["samples"].append([]),
        lambda entry: entry["samples"][0].pop(),
        lambda entry: entry["samples"][0].append([1, "a", 2.0, 0.5, 0, None]),
        lambda entry: entry["samples"][0].append(["1", "a", 0.5, 0.5, 0, None]),
        lambda entry: entry["drawn_with"][0].__setitem__(0, 7),
        lambda entry: entry["configs"][0].update(temperature=-1.0),
        lambda entry: entry["configs"][0].update(warmth=1.0),
        lambda entry: entry.update(samples=None),
    ],
)
def test_a_damaged_story_is_left_out(tmp_path, story, change):
    kept_texts.save(tmp_path, {"one": story, "two": story})
    file = tmp_path / kept_texts.FILE
    data = json.loads(file.read_text(encoding="utf-8"))
    change(data["stories"]["one"])
    file.write_text(json.dumps(data), encoding="utf-8")
    assert list(kept_texts.load(tmp_path)) == ["two"]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"format": 1}', b"\xff", b"[" * 9999])
def test_a_damaged_file_is_no_file(tmp_path, content):
    (tmp_path / kept_texts.FILE).write_bytes(content)
    assert kept_texts.load(tmp_path) == {}


def test_texts_are_there_after_a_restart(qtbot, open_program, home, trained):
    copy_run(trained, home)
    program = open_program(ready=True)
    program.studio.select(program.studio.runs[0])
    program.window.show_tab("generate")
    tab = program.window.pages.tabs["generate"]
    tab.findChild(QWidget, "generate.samples").setValue(2)
    tab.prompt.edit.setFocus()
    QTest.keyClicks(tab.prompt.edit, "the hen")
    QTest.mouseClick(tab.prompt.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.author.busy, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not tab.author.busy, timeout=PATIENCE)
    texts = [view.text for view in tab.output.samples.views]
    numbers = [token.number for token in tab.author.story.samples[1]]
    assert len(texts) == 2

    again = open_program(ready=True)  # and closes the first
    again.studio.select(again.studio.runs[0])
    again.window.show_tab("generate")
    tab = again.window.pages.tabs["generate"]
    assert [view.text for view in tab.output.samples.views] == texts
    assert tab.prompt.text == "the hen"
    assert [token.number for token in tab.author.story.samples[1]] == numbers
    view = tab.findChild(QWidget, "generate.output.2")
    view.select(20)
    qtbot.waitUntil(lambda: tab.why.choice is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: tab.why.choice.token is not None, timeout=PATIENCE)
    drawn = tab.why.choice.token
    assert drawn.number == numbers[13]
    assert tab.why.stack.drawn.id == drawn.id  # the model says again what it was drawn from
    assert tab.why.note.text().startswith("Drawn at temperature 0.80: ")


def test_a_text_of_another_vocabulary_is_not_shown(studio, home, trained, story):
    from playground.ui.generate.author import Author

    run = copy_run(trained, home)
    story.add(0, [token(run.vocab_size)])
    kept_texts.save(home, {run.path.name: story})
    author = Author(studio)
    author.select(run)
    assert author.story.is_empty
