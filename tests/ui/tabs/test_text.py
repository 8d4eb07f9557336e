"""The Text tab: every way to get a text, and what is said of it."""

import math
from collections import Counter

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from playground.engine.config import TextConfig
from playground.engine.corpus import pasted_corpus
from playground.engine.texts import TEXTS
from playground.services.choosing import facts_of
from playground.ui.phase import Phase
from playground.ui.tabs.text import TextTab
from playground.ui.text.encodings import AUTOMATIC
from playground.ui.train.plan import first_plan
from playground.ui.train.suiting import Suiting
from tests.ui.fakes import CONFIG, ENDLESS, FakeTraining, make_run

PATIENCE = 60_000
LEFT = Qt.MouseButton.LeftButton
STORY = "the hen met the cat.\nthe cat ate the hen.\n" * 40


@pytest.fixture
def tab(qtbot, studio):
    tab = TextTab(studio)
    qtbot.addWidget(tab)
    tab.resize(1028, 735)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


@pytest.fixture
def story(tmp_path):
    file = tmp_path / "story.txt"
    file.write_text(STORY, encoding="utf-8")
    return file


def settle(qtbot, tab):
    qtbot.waitUntil(lambda: not tab.busy, timeout=PATIENCE)


def open_file(qtbot, tab, studio, file, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    QTest.mouseClick(tab.open.area.open, LEFT)
    settle(qtbot, tab)


def choose(qtbot, combo, key):
    """Open the list with the mouse and choose by keys."""
    QTest.mouseClick(combo, LEFT)
    view = combo.view()
    qtbot.waitUntil(view.isVisible)
    QTest.keyClick(view, Qt.Key.Key_Home)
    for _ in range(combo.findData(key)):
        QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)


# Getting a text


def test_the_first_start_says_what_to_do_and_one_click_does_it(qtbot, tab, studio):
    assert tab.start.isVisible()
    assert not tab.facts.isVisible()
    assert tab.start.wanted.text() == "Begin with “Fables”"
    QTest.mouseClick(tab.start.wanted, LEFT)
    settle(qtbot, tab)
    assert studio.corpus.source == "text:fables-en"
    assert not tab.start.isVisible()
    assert tab.facts.title.text() == "Fables"


@pytest.mark.parametrize("key", TEXTS)
def test_each_built_in_text_is_one_click_away(qtbot, tab, studio, key):
    QTest.mouseClick(tab.built_in.rows[key], LEFT)
    settle(qtbot, tab)
    assert studio.corpus.source == f"text:{key}"
    assert tab.facts.characters.number.text() == f"{studio.corpus.characters:,}"


def test_a_row_is_chosen_by_keys(qtbot, tab, studio):
    tab.built_in.rows["fables-zh"].setFocus()
    QTest.keyClick(tab.built_in.rows["fables-zh"], Qt.Key.Key_Space)
    settle(qtbot, tab)
    assert studio.corpus.source == "text:fables-zh"


def test_a_file_is_opened_and_described(qtbot, tab, studio, story, monkeypatch):
    open_file(qtbot, tab, studio, story, monkeypatch)
    assert tab.facts.title.text() == "story.txt"
    assert tab.facts.characters.number.text() == f"{len(STORY):,}"
    assert tab.facts.different.number.text() == str(len(set(STORY)))
    assert tab.facts.bytes.number.text() == "1.7 kB"
    assert "UTF-8" in tab.facts.encoding.currentText()


def test_a_recent_text_is_opened_again(qtbot, tab, studio, story, monkeypatch):
    open_file(qtbot, tab, studio, story, monkeypatch)
    QTest.mouseClick(tab.built_in.rows["fables-en"], LEFT)
    settle(qtbot, tab)
    assert [row.text() for row in tab.recent.rows] == ["story.txt"]
    QTest.mouseClick(tab.recent.rows[0], LEFT)
    settle(qtbot, tab)
    assert studio.corpus.name == "story.txt"


def test_a_text_is_pasted(qtbot, tab, studio):
    QGuiApplication.clipboard().setText("从前有一座山，山里有一座庙。\n" * 20)
    QTest.mouseClick(tab.open.area.paste, LEFT)
    settle(qtbot, tab)
    assert studio.corpus.head(5) == "从前有一座"
    assert tab.facts.characters.number.text() == "300"


def test_a_copied_file_is_pasted_as_a_file(qtbot, tab, studio, story):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(story))])
    QGuiApplication.clipboard().setMimeData(data)
    QTest.mouseClick(tab.open.area.paste, LEFT)
    settle(qtbot, tab)
    assert studio.corpus.files == (story,)


def test_an_empty_clipboard_is_explained(qtbot, tab, studio):
    QGuiApplication.clipboard().clear()
    QTest.mouseClick(tab.open.area.paste, LEFT)
    assert "no text in the clipboard" in tab.open.problem.text()
    assert studio.corpus is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"aaaaaaa", "all of them are “a”"),
        (bytes(range(256)) * 20, "is no text"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence_and_the_text_before_stays(
    qtbot, tab, studio, story, tmp_path, monkeypatch, content, said
):
    open_file(qtbot, tab, studio, story, monkeypatch)
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    open_file(qtbot, tab, studio, bad, monkeypatch)
    assert said in tab.open.problem.text()
    assert tab.open.problem.isVisible()
    assert studio.corpus.name == "story.txt"
    assert tab.facts.title.text() == "story.txt"
    open_file(qtbot, tab, studio, story, monkeypatch)
    assert not tab.open.problem.isVisible()


def test_opening_a_large_text_shows_progress_and_can_be_cancelled(qtbot, tab, studio, tmp_path):
    large = tmp_path / "large.txt"
    large.write_text("the hen met the cat, 你好。\n" * 3_000_000, encoding="utf-8")
    seen = []
    studio.corpus_progress.connect(lambda progress: seen.append(tab.open.bar.value()))
    studio.open_files([large])
    qtbot.waitUntil(lambda: any(0 < value < 1000 for value in seen), timeout=PATIENCE)
    assert tab.open.bar.isVisible()
    assert tab.open.doing.text() == "Reading the text"
    QTest.mouseClick(tab.open.cancel, LEFT)
    assert not tab.open.bar.isVisible()
    settle(qtbot, tab)
    assert studio.corpus is None
    assert tab.start.isVisible()


# What is said of it


def test_the_encoding_is_chosen_by_hand(qtbot, tab, studio, tmp_path, monkeypatch):
    file = tmp_path / "mountain.txt"
    file.write_bytes("从前有一座山，山里有一座庙。\n".encode("gb18030") * 20)
    open_file(qtbot, tab, studio, file, monkeypatch)
    assert studio.corpus.encoding == "gb18030"
    assert tab.facts.encoding.currentData() == AUTOMATIC
    assert "GB18030" in tab.facts.encoding.currentText()
    choose(qtbot, tab.facts.encoding, "latin-1")
    settle(qtbot, tab)
    assert studio.corpus.head(4) == "从前".encode("gb18030").decode("latin-1")
    assert tab.facts.encoding.currentData() == "latin-1"


def test_a_wrong_encoding_is_refused_and_the_choice_goes_back(
    qtbot, tab, studio, tmp_path, monkeypatch
):
    file = tmp_path / "mountain.txt"
    file.write_bytes("从前有一座山，山里有一座庙。\n".encode("gb18030") * 20)
    open_file(qtbot, tab, studio, file, monkeypatch)
    choose(qtbot, tab.facts.encoding, "utf-8")
    settle(qtbot, tab)
    assert "not written in utf-8" in tab.open.problem.text()
    assert tab.facts.encoding.currentData() == AUTOMATIC
    assert studio.corpus.head(2) == "从前"


def test_the_encoding_of_a_built_in_text_cannot_be_chosen(qtbot, tab, studio):
    QTest.mouseClick(tab.built_in.rows["fables-en"], LEFT)
    settle(qtbot, tab)
    assert not tab.facts.encoding.isEnabled()


def test_the_costs_are_the_entropies(qtbot, tab, studio, story, monkeypatch):
    open_file(qtbot, tab, studio, story, monkeypatch)
    counts = Counter(STORY)
    entropy = -sum(n / len(STORY) * math.log2(n / len(STORY)) for n in counts.values())
    costs = {cost.title: cost.bits for cost in tab.costs.scale.costs}
    assert costs["guessing"] == pytest.approx(math.log2(len(counts)))
    assert costs["letter counts"] == pytest.approx(entropy)
    assert costs["5-grams"] < costs["2-grams"] < costs["letter counts"]
    assert {"gzip", "xz"} <= costs.keys()


def test_no_number_changes_while_one_looks(qtbot, tab, studio):
    seen = {}

    def look():
        for cost in tab.costs.scale.costs:
            if cost.bits is not None:
                seen.setdefault(cost.title, set()).add(round(cost.bits, 2))

    rows = set()
    QTest.mouseClick(tab.built_in.rows["fables-en"], LEFT)
    qtbot.waitUntil(lambda: studio.corpus is not None, timeout=PATIENCE)
    while tab.busy or studio.ruler is None:
        look()
        rows.add(len(tab.costs.scale.costs))
        qtbot.wait(1)
    look()
    rows.add(len(tab.costs.scale.costs))
    assert seen["letter counts"] == {round(studio.ruler.bits["unigram"], 2)}
    assert all(len(values) == 1 for values in seen.values())
    assert rows == {7}  # nor do rows come and go


def test_the_floor_is_shown_where_it_is_known(qtbot, tab, studio):
    QTest.mouseClick(tab.built_in.rows["story-en"], LEFT)
    settle(qtbot, tab)
    last = tab.costs.scale.costs[-1]
    assert (last.title, last.bits, last.is_floor) == ("floor", studio.corpus.floor, True)
    QTest.mouseClick(tab.built_in.rows["fables-en"], LEFT)
    settle(qtbot, tab)
    assert not tab.costs.scale.costs[-1].is_floor


def test_the_letters_are_the_most_frequent_ones(qtbot, tab, studio, story, monkeypatch):
    open_file(qtbot, tab, studio, story, monkeypatch)
    expected = Counter(STORY).most_common(3)
    shown = tab.letters.letters.shown
    assert [letter.count for letter in shown[:3]] == [count for _, count in expected]
    assert "␣" in [letter.label for letter in shown]
    assert "↵" in [letter.label for letter in shown]
    assert shown[0].share == pytest.approx(expected[0][1] / len(STORY))


def test_the_beginning_is_shown_in_tokens(qtbot, tab, studio, story, monkeypatch):
    open_file(qtbot, tab, studio, story, monkeypatch)
    assert tab.tokens.view.text == STORY
    assert len(tab.tokens.view.pieces) == len(STORY)
    QTest.mouseClick(tab.tokens.kinds.button("bpe"), LEFT)
    settle(qtbot, tab)
    assert tab.tokens.view.text == STORY
    labels = {piece.label for piece in tab.tokens.view.pieces}
    assert any(len(label) > 2 for label in labels)
    assert len(tab.tokens.view.pieces) < len(STORY) / 2
    assert f"{len(tab.tokens.view.pieces):,} tokens" in tab.tokens.counts.text()


def test_bytes_of_a_chinese_text_are_three_a_character(qtbot, tab, studio):
    QTest.mouseClick(tab.tokens.kinds.button("byte"), LEFT)
    QGuiApplication.clipboard().setText("从前有一座山\n" * 30)
    QTest.mouseClick(tab.open.area.paste, LEFT)
    settle(qtbot, tab)
    assert [piece.text for piece in tab.tokens.view.pieces[:4]] == ["", "", "从", ""]
    assert tab.tokens.view.text == "从前有一座山\n" * 30


def test_the_size_of_the_vocabulary_is_followed(qtbot, tab, studio, monkeypatch):
    QTest.mouseClick(tab.built_in.rows["fables-en"], LEFT)
    QTest.mouseClick(tab.tokens.kinds.button("bpe"), LEFT)
    settle(qtbot, tab)
    assert tab.tokens.vocabulary.isVisible()
    before = len(tab.tokens.view.pieces)
    tab.tokens.vocabulary.setFocus()
    tab.tokens.vocabulary.selectAll()
    QTest.keyClicks(tab.tokens.vocabulary, "300")
    qtbot.waitUntil(lambda: "300 different" in tab.tokens.counts.text(), timeout=PATIENCE)
    assert len(tab.tokens.view.pieces) > before


def test_the_way_leads_to_training(qtbot, tab, studio, story, monkeypatch):
    open_file(qtbot, tab, studio, story, monkeypatch)
    with qtbot.waitSignal(studio.tab_wanted) as signal:
        QTest.mouseClick(tab.facts.train, LEFT)
    assert signal.args == ["train"]


def test_training_on_this_text_leads_to_a_plan_whatever_run_was_seen(
    qtbot, tab, studio, story, monkeypatch, home
):
    make_run(home, "an old one")
    studio.refresh()
    qtbot.waitUntil(lambda: studio.listed, timeout=PATIENCE)
    studio.select(studio.runs[0])
    open_file(qtbot, tab, studio, story, monkeypatch)
    QTest.mouseClick(tab.facts.train, LEFT)
    assert studio.selected is None


def test_beside_a_training_the_text_is_not_measured_and_it_says_so(
    qtbot, tab, studio, home, story, monkeypatch
):
    studio.open_built_in("fables-en")
    qtbot.waitUntil(lambda: studio.ruler is not None, timeout=PATIENCE)
    settle(qtbot, tab)
    folder = make_run(home, "other", status="running", steps=0, curve=())
    studio._trainer.begin(CONFIG, lambda: FakeTraining(folder, ENDLESS))
    qtbot.waitUntil(lambda: studio.phase is Phase.RUNNING, timeout=PATIENCE)
    assert not tab.costs.note.isVisibleTo(tab)
    open_file(qtbot, tab, studio, story, monkeypatch)
    assert len(tab.costs.scale.costs) == 2
    assert tab.costs.note.text() == "The rest is measured when the training has ended."
    assert tab.costs.note.isVisibleTo(tab)
    studio.open_built_in("fables-en")
    qtbot.waitUntil(lambda: studio.ruler is not None, timeout=PATIENCE)  # known from before
    assert not tab.costs.note.isVisibleTo(tab)
    open_file(qtbot, tab, studio, story, monkeypatch)
    studio.stop()
    qtbot.waitUntil(lambda: studio.ruler is not None, timeout=PATIENCE)
    settle(qtbot, tab)
    assert not tab.costs.note.isVisibleTo(tab)
    assert len(tab.costs.scale.costs) == 7


def test_another_share_kept_aside_is_measured_again(qtbot, tab, studio):
    studio.open_built_in("fables-en")
    qtbot.waitUntil(lambda: studio.ruler_for(0.1) is not None, timeout=PATIENCE)
    settle(qtbot, tab)
    first = studio.ruler_for(0.1)
    studio.text_settings.choose(TextConfig(valid_share=0.3))
    qtbot.waitUntil(lambda: studio.ruler_for(0.3) is not None, timeout=PATIENCE)
    settle(qtbot, tab)
    assert studio.ruler_for(0.1) is None
    assert studio.ruler_for(0.3).bits["5-gram"] != first.bits["5-gram"]


def test_the_tokenizer_is_remembered(qtbot, tab, studio):
    QTest.mouseClick(tab.tokens.kinds.button("byte"), LEFT)
    again = TextTab(studio)
    qtbot.addWidget(again)
    assert again.tokens.kinds.current == "byte"


def test_on_a_small_window_everything_can_be_reached(qtbot, tab, studio, story, monkeypatch):
    open_file(qtbot, tab, studio, story, monkeypatch)
    tab.resize(760, 560)

    def right_edge(widget):
        return widget.mapTo(tab, widget.rect().topRight()).x()

    for widget in (tab.facts.train, tab.tokens.kinds, tab.letters, tab.costs):
        qtbot.waitUntil(lambda: right_edge(widget) < tab.width())  # noqa: B023 - called at once


@pytest.mark.parametrize(
    ("text", "said", "possible"),
    [
        ("abcde", "Too short to train on: it has 5 characters, and about 170 are needed.", False),
        ("ab" * 80, "it has 160 characters", False),
        ("The crow had a cheese. " * 40, "with 920 characters a model soon knows it", True),
    ],
)
def test_a_short_text_is_called_so_before_training(qtbot, tab, studio, text, said, possible):
    studio.corpus = pasted_corpus(text, "short.txt")
    studio.corpus_changed.emit()
    assert tab.facts.short.isVisible()
    assert said in tab.facts.short.text()
    assert tab.facts.train.isEnabled() == possible
    settle(qtbot, tab)


@pytest.mark.parametrize(
    ("cut", "need"), [(TextConfig("bpe"), 510), (TextConfig("byte"), 57),
                      (TextConfig(valid_share=0.3), 57)],
)  # fmt: skip
def test_how_long_a_text_has_to_be_follows_its_tokens(qtbot, tab, studio, cut, need):
    studio.corpus = pasted_corpus("海内存知己", "short.txt")
    studio.corpus_changed.emit()
    settle(qtbot, tab)
    studio.text_settings.choose(cut)
    assert f"about {need} are needed" in tab.facts.short.text()
    settle(qtbot, tab)


def test_the_shortest_text_that_is_called_possible_can_be_trained_on(qtbot, tab, studio):
    studio.corpus = pasted_corpus("ab" * 85, "short.txt")
    studio.corpus_changed.emit()
    assert tab.facts.train.isEnabled()
    settle(qtbot, tab)
    plan = Suiting(studio, studio).suited(first_plan())
    facts = facts_of(studio.corpus, plan.text)
    assert min(facts.tokens, facts.checked) > plan.config.settings.context


def test_a_long_text_is_offered_without_a_word(qtbot, tab, studio):
    studio.corpus = pasted_corpus("The crow had a cheese. " * 1000, "long.txt")
    studio.corpus_changed.emit()
    assert tab.facts.short.isHidden()
    assert tab.facts.train.isEnabled()
    settle(qtbot, tab)
