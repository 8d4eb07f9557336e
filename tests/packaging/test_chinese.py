import ast
import io
import string
import sys

from bootstrapping.chinese import CHINESE
from bootstrapping.commands import USAGE
from bootstrapping.console import prefers_chinese, spoken
from bootstrapping.environment import PACKAGING
from bootstrapping.libraries import FONT

SPEAKERS = {"say", "spoken", "Problem", "next"}
SAME_IN_BOTH = {"{problem}", "== {name}"}


def sentences() -> set[str]:
    """What the bootstrap can say: the first argument wherever it speaks."""
    found = set()
    for file in PACKAGING.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if (
                name in SPEAKERS
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                found.add(first.value)
    return found


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_sentence_is_there_in_chinese_and_none_is_left_over():
    assert sentences() - SAME_IN_BOTH | {USAGE, FONT.name} == set(CHINESE)
    assert len(CHINESE) > 40


def test_both_languages_have_the_same_fields():
    for english, chinese in CHINESE.items():
        assert fields(english) == fields(chinese), english
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese), english


def test_the_language_follows_the_environment():
    assert prefers_chinese({"LANG": "zh_CN.UTF-8"})
    assert prefers_chinese({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW.UTF-8"})
    assert not prefers_chinese({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"})
    assert not prefers_chinese({})


def test_a_terminal_without_chinese_characters_gets_english(monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN")
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), "cp1252"))
    assert spoken("Trying them out") == "Trying them out"
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), "gb18030"))
    assert spoken("Trying them out") == "试运行"
