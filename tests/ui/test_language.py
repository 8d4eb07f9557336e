"""The open window changes its language at once, down to the last word."""

import re

import pytest
import torch
from PySide6.QtWidgets import QApplication, QDialog

from playground.errors import RunBroken, TextEmpty, TextUnreadable
from playground.services.damage import IS_DAMAGED
from playground.ui.language import Language, explain, system_language, together, tr
from tests.ui.fakes import make_run
from tests.ui.walk import widgets, words

PATIENCE = 60_000

# What stays as it is in Chinese: names, keys, formats and abbreviations.
WORD = re.compile(r"[A-Za-z_]{2,}")
NAMES = set(
    WORD.findall(
        """
        LM Playground English RNN GRU LSTM GPT BPE CPU GPU NVIDIA Apple AdamW Adam Muon Llama Qwen
        Transformer LayerNorm RMSNorm GELU QK MLP MIT Python PyTorch Qt PNG SVG CSV
        PLAYGROUND_HOME Ctrl Shift Alt Return Enter Right Left Esc Del Home End Tab Space
        Top top UTF ASCII GB Big Latin utf gb gzip xz txt md json csv py text LF KB kB MB cpu JIS
        """
    )
)


@pytest.fixture
def language(dressed):
    made = Language()
    yield made
    made.use("en")
    QApplication.processEvents()


def english(window, path=""):
    """Return everything in the window that has English words in it, but for those of a path."""
    left = {}
    for widget in widgets(window):
        for text in words(widget):
            said = WORD.findall(text.replace(str(path), ""))
            found = [word for word in said if word not in NAMES]
            if found:
                left[f"{type(widget).__name__} {widget.objectName()} {len(left)}"] = text
    return left


@pytest.fixture
def speaking(qtbot, open_program, home):
    """The window in Chinese, switched after everything was built, with runs and a text."""
    make_run(home, "1", hour=9)
    make_run(home, "2", hour=10, status="paused", steps=20)
    (home / "3.txt").write_text("1 + 2 = 3\n4 + 5 = 9\n" * 200, encoding="utf-8")
    program = open_program(ready=True)
    program.studio.select(program.studio.runs[0])
    program.studio.open_files([home / "3.txt"])
    qtbot.waitUntil(lambda: program.studio.corpus is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not program.studio.jobs.busy, timeout=PATIENCE)
    assert english(program.window)  # the check can fail
    program.appearance.set_language("zh")
    qtbot.waitUntil(lambda: program.window.menus.actions()[0].text() == "文件(&F)")
    yield program
    program.appearance.set_language("en")


def test_no_english_is_left_in_the_chinese_window(speaking, home):
    assert english(speaking.window, home) == {}


def test_back_to_english_nothing_chinese_is_left(qtbot, speaking):
    speaking.appearance.set_language("en")
    qtbot.waitUntil(lambda: speaking.window.menus.actions()[0].text() == "&File")
    left = [
        text
        for widget in widgets(speaking.window)
        for text in words(widget)
        if re.search(r"[一-鿿]", text) and text != "中文"
    ]
    assert left == []


@pytest.mark.parametrize("name", ["file.settings", "help.keys", "help.about"])
def test_the_dialogs_speak_it_too(qtbot, speaking, home, name):
    speaking.window.menus.action(name).trigger()
    (dialog,) = speaking.window.findChildren(QDialog)
    left = english(dialog, home)
    assert not {text for text in left.values() if torch.__version__ not in text}  # "2.13.0+cpu"
    dialog.reject()


def test_an_error_is_explained_in_the_windows_language(qtbot, language):
    error = TextEmpty(file="a.txt", size=0, have=0, need=100)
    assert explain(error) == str(error)
    language.use("zh")
    assert explain(error).startswith("“a.txt”是空的（0 字节，0 个字符）")


def test_words_inside_an_error_are_translated_but_names_are_not(language):
    language.use("zh")
    broken = RunBroken(run="Text", file="run.json", reason=IS_DAMAGED)
    assert explain(broken).startswith("训练记录“Text”已损坏：run.json 已损坏。")
    denied = TextUnreadable(file="a.txt", reason="Permission denied")
    assert "Permission denied" in explain(denied)


def test_qts_own_words_are_translated(language):
    from PySide6.QtCore import QCoreApplication

    language.use("zh")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_an_unknown_language_is_english(language):
    language.use("xx")
    assert language.current == "en"
    assert tr("Text") == "Text"


@pytest.mark.parametrize(
    ("spoken", "ours"),
    [
        (["zh-Hans-CN", "en"], "zh"),
        (["de-DE", "zh-CN"], "zh"),
        (["fr-FR"], "en"),
        (["en-GB", "zh"], "en"),
        ([], "en"),
    ],
)
def test_the_systems_language_is_followed(monkeypatch, spoken, ours):
    from playground.ui import language as module

    class Locale:
        def uiLanguages(self):
            return spoken

    monkeypatch.setattr(module.QLocale, "system", lambda: Locale())
    assert system_language() == ours


def test_chinese_sentences_follow_one_another_without_a_space():
    assert together(["Still falling.", "No sign of it."]) == "Still falling. No sign of it."
    assert together(["仍在下降。", "没有死记的迹象。"]) == "仍在下降。没有死记的迹象。"
    assert together(["One."]) == "One."
    assert together([]) == ""
