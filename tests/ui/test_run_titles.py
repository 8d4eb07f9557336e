"""Titles tell runs apart, in the window's language."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtGui import QFontMetrics

from playground.engine.config import CharRNNConfig, GPTConfig, RunConfig, TextConfig
from playground.engine.corpus import built_in_corpus, pasted_corpus
from playground.services.runs import read_run
from playground.ui import theme
from playground.ui.language import Language
from playground.ui.run_titles import new_title, shortened, with_model
from playground.ui.run_words import run_line
from tests.ui.fakes import make_run

GPT = RunConfig("gpt", GPTConfig())
LSTM = RunConfig("char-rnn", CharRNNConfig())


@dataclass(frozen=True)
class Titled:
    """A run, as far as its title needs one."""

    title: str
    config: RunConfig


@pytest.fixture(scope="module")
def crow():
    return pasted_corpus("The crow had a cheese. The fox had a song.\n" * 40, "crow")


def test_text_and_model_are_named(crow, dressed):
    assert new_title(crow, LSTM, []) == "crow · LSTM"
    assert new_title(crow, replace(LSTM, settings=CharRNNConfig(cell="tanh")), []) == "crow · RNN"
    assert new_title(crow, GPT, []) == "crow · mini-GPT"


def test_unusual_tokens_are_named(crow, dressed):
    assert new_title(crow, replace(GPT, text=TextConfig("bpe")), []) == "crow · mini-GPT · BPE"


def test_no_two_runs_are_called_the_same(crow, dressed):
    runs = []
    sizes = [GPTConfig(), GPTConfig(), GPTConfig(n_layer=6), GPTConfig(n_layer=6), GPTConfig()]
    for settings in sizes:
        config = replace(GPT, settings=settings)
        runs.append(Titled(new_title(crow, config, runs), config))
    titles = [run.title for run in runs]
    assert len(set(titles)) == len(titles)
    assert titles[:2] == ["crow · mini-GPT", "crow · mini-GPT (2)"]
    assert titles[2].startswith("crow · mini-GPT · ")  # another size: which one
    assert titles[2].endswith("M")


def test_a_title_that_became_free_is_taken_again(crow, dressed):
    assert new_title(crow, GPT, [Titled("crow · mini-GPT (2)", GPT)]) == "crow · mini-GPT"


def test_a_run_that_is_started_in_chinese_has_a_chinese_title(dressed):
    language = Language()
    language.use("zh")
    try:
        title = new_title(built_in_corpus("fables-zh"), GPT, [])
    finally:
        language.use("en")
    assert title == "寓言（中文） · 迷你 GPT"


def test_the_model_is_named_once(dressed):
    assert with_model("crow · LSTM", LSTM) == "crow · LSTM"
    assert with_model("mine", LSTM) == "mine · LSTM"
    assert with_model("", LSTM) == "LSTM"


def test_the_line_below_a_title_says_what_the_title_does_not(dressed, home):
    named = read_run(make_run(home, "crow · LSTM"))
    assert run_line(named) == "12\N{NO-BREAK SPACE}k · 100 steps"
    assert run_line(read_run(make_run(home, "mine"))) == "LSTM · 100 steps"


@pytest.mark.parametrize("width", [60, 90, 120, 150, 400])
def test_a_long_title_keeps_what_tells_it_from_others(dressed, width):
    metrics = QFontMetrics(theme.font(14))
    for title in ("tinyshakespeare · LSTM", "tinyshakespeare · mini-GPT · BPE (2)", "plain words"):
        shown = shortened(title, metrics, width)
        assert metrics.horizontalAdvance(shown) <= width
        if "LSTM" in title and width >= 90:
            assert shown.endswith(" · LSTM")
        if width == 400:
            assert shown == title
