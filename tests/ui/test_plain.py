"""What a person or a model wrote is shown letter by letter, also where it looks like HTML."""

import ast
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtGui import Qt as QtOfText
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolTip, QWidget

from playground.engine.config import SamplingConfig
from playground.errors import TextEmpty
from playground.ui.bars import Bars
from playground.ui.generate.prompt import Prompt
from playground.ui.loss_plot import LossPlot
from playground.ui.pieces import Piece
from playground.ui.plain import caption, tip, window_title
from playground.ui.plots.export import save_picture
from playground.ui.ranking import Ranking
from playground.ui.tokens import TokenView
from tests.ui.fakes import make_run

PATIENCE = 60_000
MARKUP = "<b>x</b><img src=x>"
FILE = "<b>x<img src=x>.txt"  # a name of a file cannot have a slash
FOLDER = Path(__file__).resolve().parents[2] / "playground" / "ui"


def is_markup(words):
    """Tell whether Qt would take words of ours for HTML in which what we wrote is gone."""
    return QtOfText.mightBeRichText(words) and "<b>" in words


@pytest.fixture
def tips(monkeypatch):
    """All tool tips that are shown by code, not by Qt."""
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, words, *_: shown.append(words))
    return shown


def ask(widget, place):
    """Let the mouse rest at a place."""
    event = QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    "words",
    [MARKUP, f"“{MARKUP}”: 3 %", f"{MARKUP}\n  two\tlines", "“<DD>”", "<a href='x'>&lt;", "<qt>"],
)
def test_a_tool_tip_reads_as_it_was_written(qapp, words):
    assert QtOfText.mightBeRichText(words)
    page = QTextDocument()
    page.setHtml(tip(words))
    assert page.toPlainText() == words


@pytest.mark.parametrize("words", ["", "a < b, c > d", "two\nlines", "R&D"])
def test_other_tool_tips_stay_as_they_are(qapp, words):
    assert tip(words) == words


def test_captions_have_no_keys(qapp):
    assert caption("&File\tCtrl+Q") == "&&File Ctrl+Q"


def test_a_window_is_not_unsaved_by_its_title(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowTitle(window_title("a [*] b"))
    assert not window.isWindowModified()


@pytest.fixture
def window(qtbot, open_program, home, tmp_path):
    """The window with a run, a broken run and a text that look like HTML."""
    make_run(home, MARKUP)
    broken = make_run(home, "broken")
    (broken / "run.json").write_text("{", encoding="utf-8")
    broken.rename(broken.with_name(FILE))
    (tmp_path / FILE).write_text(f"{MARKUP} and {MARKUP}, more or less.\n" * 99, encoding="utf-8")
    program = open_program(ready=True)
    program.studio.open_files([tmp_path / FILE])
    program.studio.select(program.studio.runs[0])
    qtbot.waitUntil(lambda: program.studio.corpus is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not program.studio.jobs.busy, timeout=PATIENCE)
    return program.window


def test_nothing_in_the_window_is_taken_for_markup(qtbot, window):
    window.show_problem(TextEmpty(file=MARKUP, size=0, have=0, need=9))
    seen = 0
    for widget in window.findChildren(QWidget):
        assert not is_markup(widget.toolTip()), widget
        if isinstance(widget, QLabel) and "<b>" in widget.text():
            seen += 1
            assert widget.textFormat() is Qt.TextFormat.PlainText, widget.text()
    assert seen >= 3  # the notice, and the text in two tabs


def test_nothing_in_the_list_of_runs_is_taken_for_markup(qtbot, window):
    model = window.sidebar.list.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    tips = [row.data(Qt.ItemDataRole.ToolTipRole) for row in rows]
    written = [words for words in tips if words and "&lt;b&gt;x" in words]
    assert len(written) == 2
    assert not any(is_markup(words or "") for words in tips)


def test_nothing_in_the_menus_is_taken_for_markup(qtbot, window):
    (recent,) = window.findChildren(QMenu, "file.recent")
    recent.aboutToShow.emit()
    (action,) = recent.actions()
    assert FILE in action.text()
    assert "&lt;b&gt;x" in action.toolTip()


def test_beginnings_are_shown_as_they_were_typed(qtbot, dressed):
    prompt = Prompt()
    qtbot.addWidget(prompt)
    prompt.set_recent(["R&D\tCtrl+Q", "&" * 60])
    prompt.menu.aboutToShow.emit()
    texts = [action.text() for action in prompt.menu.actions()]
    assert texts == ["R&&D Ctrl+Q", "&&" * 60]


def test_tokens_are_told_as_they_are(qtbot, dressed, tips):
    view = TokenView()
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show_pieces([Piece(MARKUP, MARKUP, 0.5, 0), Piece("", "<DD>", 0.5, 1)])
    view.show()
    ask(view.viewport(), view.token_rect(0).center().toPoint())
    assert "&lt;b&gt;x" in tips[-1]


def test_likely_tokens_are_told_as_they_are(qtbot, dressed, tips):
    bars = Bars()
    qtbot.addWidget(bars)
    bars.resize(300, 200)
    bars.show_ranking(Ranking(np.array([0.9, 0.1]), [MARKUP, "<DD>"]), SamplingConfig())
    bars.show()
    ask(bars, bars.row_rect(0).center().toPoint())
    assert "&lt;b&gt;x" in tips[-1]


def test_a_picture_has_the_title_as_it_is(qtbot, window, tmp_path):
    (plot,) = window.findChildren(LossPlot)
    file = tmp_path / "curve.svg"
    save_picture(plot, MARKUP, file)
    drawing = ElementTree.parse(file).getroot()
    assert drawing.findtext("{http://www.w3.org/2000/svg}title") == MARKUP


def test_labels_are_made_where_plain_text_is_seen_to():
    made = [
        (file.name, node.lineno)
        for file in FOLDER.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in ("QLabel", "QTextEdit", "QTextBrowser", "QErrorMessage")
    ]
    fine = {"card.py"}  # set to plain text at once
    pictures = {"toast.py", "about.py", "choosing.py"}  # without words
    fixed = {"settings_dialog.py"}  # no words of others
    assert {name for name, _ in made} <= fine | pictures | fixed


def test_tool_tips_by_code_are_seen_to():
    for file in FOLDER.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if "QToolTip.showText(" in text and file.name != "scale.py":  # which explains in our words
            assert "tip(" in text, file
