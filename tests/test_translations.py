"""Every sentence a person can see is translated, and the compiled files are up to date."""

import ast
import importlib.util
import re
import string
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
CATALOGUES = sorted(FOLDER.glob("*.ts"))
HAN = re.compile(r"[一-鿿]")

# Words that are the same in Chinese: names, abbreviations and bare placeholders.
SAME = re.compile(r"^[\W\d]*((\{\w+\}|[A-Z][\w-]*|Adam|b?float\d+|k|xz|gzip)[\W\d]*)*$")


@pytest.fixture(scope="module")
def tool():
    """The script that collects and compiles."""
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging/translate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def messages(catalogue):
    """Return {sentence: (translation, kind)} of a .ts file."""
    found = {}
    for context in ElementTree.parse(catalogue).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            sentence = message.find("source").text
            found[sentence] = (translation.text or "", translation.get("type", ""))
    return found


def contexts(catalogue):
    return [
        c.findtext("name") or "" for c in ElementTree.parse(catalogue).getroot().iter("context")
    ]


def fields(sentence):
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


def sentences_in_code():
    """Return all sentences in `tr` and `mark`, found without Qt's tools."""
    found = {}
    for file in (ROOT / "playground").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called(node) in ("tr", "mark") and node.args:
                found[node.args[0]] = file
    return found


def called(node):
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


@pytest.fixture(params=CATALOGUES, ids=lambda file: file.stem)
def catalogue(request):
    return request.param


def test_there_is_a_catalogue_for_every_language_but_english():
    from playground.ui.language import LANGUAGES

    languages = {file.stem.removeprefix("playground_") for file in CATALOGUES}
    assert languages == set(LANGUAGES) - {"en"}


def test_every_sentence_in_the_code_is_in_the_catalogue(catalogue):
    known = messages(catalogue)
    missing = {
        node.value: file.name
        for node, file in sentences_in_code().items()
        if isinstance(node, ast.Constant) and node.value not in known
    }
    assert missing == {}


def test_sentences_are_whole_never_glued():
    """An f-string or a sum inside `tr` or `mark` can never be found in a catalogue."""
    glued = [
        f"{file.name}:{node.lineno}"
        for node, file in sentences_in_code().items()
        if isinstance(node, ast.JoinedStr | ast.BinOp)
    ]
    assert glued == []


def test_all_sentences_share_one_context(catalogue):
    """Qt's tool guesses a context from what stands before; we look words up in none."""
    assert contexts(catalogue) == [""]


def test_nothing_is_unfinished_or_obsolete(catalogue):
    open_ends = {s: kind for s, (words, kind) in messages(catalogue).items() if kind or not words}
    assert open_ends == {}


def test_fields_are_the_same_in_both_languages(catalogue):
    different = {
        sentence: words
        for sentence, (words, _) in messages(catalogue).items()
        if set(fields(sentence)) != set(fields(words))
    }
    assert different == {}


def test_line_breaks_and_dots_at_the_end_are_kept(catalogue):
    for sentence, (words, _) in messages(catalogue).items():
        assert sentence.count("\n") == words.count("\n"), sentence
        assert sentence.endswith("…") == words.endswith("…"), sentence


def test_chinese_is_chinese():
    english = [
        sentence
        for sentence, (words, _) in messages(FOLDER / "playground_zh.ts").items()
        if not HAN.search(words) and not SAME.match(words)
    ]
    assert english == []


def test_chinese_has_full_width_punctuation():
    """Half-width commas and full stops after Chinese characters are a slip of the keyboard."""
    slips = [
        words
        for words, _ in messages(FOLDER / "playground_zh.ts").values()
        if re.search(r"[一-鿿][,;:!?](?! \d)|[一-鿿]\.(?!\.)", words)
    ]
    assert slips == []


def test_collecting_again_changes_nothing(tool, catalogue, tmp_path):
    copy = tmp_path / catalogue.name
    copy.write_bytes(catalogue.read_bytes())
    tool.collect(copy)
    assert messages(copy) == messages(catalogue), "run packaging/translate.py"


def test_the_compiled_file_is_up_to_date(tool, catalogue, tmp_path):
    copy = tmp_path / catalogue.name
    copy.write_bytes(catalogue.read_bytes())
    tool.compile_catalogue(copy)
    compiled = copy.with_suffix(".qm").read_bytes()
    assert compiled == catalogue.with_suffix(".qm").read_bytes(), "run packaging/translate.py"


def test_the_script_says_what_is_missing(tool, tmp_path):
    file = tmp_path / "x.ts"
    file.write_text('<translation type="unfinished"></translation>', encoding="utf-8")
    assert tool.unfinished(file) == 1


def test_the_window_finds_its_words():
    """In a process of its own: a translator stays with its application."""
    code = (
        "from PySide6.QtCore import QCoreApplication;"
        "from playground.ui.language import Language, tr;"
        "app = QCoreApplication([]); language = Language(); language.use('zh');"
        "print(tr('{steps} steps', steps=5))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stdout.strip() == "5 步", done.stderr
