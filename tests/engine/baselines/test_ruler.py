import math
from pathlib import Path

import numpy as np
import pytest

from playground.engine.baselines import NAMES, Ruler, measure, ruler, uniform
from playground.engine.baselines.family import learn
from playground.engine.baselines.symbols import Symbols
from playground.engine.config import TextConfig
from playground.engine.corpus import Corpus, built_in_corpus, open_corpus, pasted_corpus
from playground.engine.token_text import encode_corpus
from playground.engine.tokenizers import train_tokenizer
from playground.engine.work import finish
from playground.errors import TextTooShortToMeasure
from tests.engine.baselines.second_method import SlowModel

GRAMS = NAMES[1:6]


def measured(corpus: Corpus, share: float = 0.1) -> Ruler:
    return finish(measure(corpus, share))


def text_with_a_newcomer() -> str:
    """Numbers in words, and near the end a character that never was before."""
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    numbers = [words[i * i % 10] + " " + words[i % 7] for i in range(120)]
    return "\n".join([*numbers[:115], "寓", *numbers[115:]])


def test_every_n_gram_number_is_that_of_the_second_method():
    text = text_with_a_newcomer()
    corpus = pasted_corpus(text, "numbers")
    kept = corpus.split(0.2)
    assert "寓" not in text[:kept]
    bits = measured(corpus, 0.2).bits
    alphabet = "".join(map(chr, corpus.alphabet))
    symbols = Symbols(corpus.alphabet, 5)
    family = finish(learn(symbols.encode(text[:kept]), 5, symbols.size))
    for name, model in zip(GRAMS, family.models, strict=True):
        slow = SlowModel(text[:kept], alphabet, [d.tolist() for d in model.discounts])
        costs = [-math.log2(slow.probability(text[:i], text[i])) for i in range(kept, len(text))]
        assert bits[name] == pytest.approx(sum(costs) / len(costs), rel=0, abs=1e-9)


def test_the_ruler_measures_the_validation_text_of_the_runs():
    corpus = pasted_corpus(text_with_a_newcomer(), "numbers")
    for share in (0.1, 0.13, 0.5):
        config = TextConfig(valid_share=share)
        tokenizer = finish(train_tokenizer(corpus, config))
        train, valid = finish(encode_corpus(corpus, tokenizer, config, None))
        found = measured(corpus, share)
        assert (found.training, found.validation) == (train.characters, valid.characters)


def test_what_comes_after_the_cut_is_not_learned():
    # The last tenth is a long word that the first nine tenths never have.
    training = "the quick brown fox jumps over the lazy dog\n" * 40
    held = training[: len(training) // 9]
    same = measured(pasted_corpus(training + held, "same"))
    other = measured(pasted_corpus(training + held[::-1], "other"))
    assert same.bits["5-gram"] < 0.5
    assert other.bits["5-gram"] > 3


@pytest.mark.parametrize("key", ["fables-en", "fables-zh", "story-en", "story-zh"])
def test_on_a_real_text_each_line_is_below_the_one_before_and_above_the_floor(key):
    corpus = built_in_corpus(key)
    found = measured(corpus)
    assert tuple(found.bits) == NAMES
    lines = [found.bits[name] for name in NAMES[:6]]
    assert lines == sorted(lines, reverse=True)
    assert found.bits["uniform"] == uniform(len(corpus.alphabet))
    assert found.bits["5-gram"] < found.bits["gzip"]
    assert found.floor == corpus.floor
    assert all(bits > (corpus.floor or 0) for bits in found.bits.values())
    assert found.notes() == []


def test_one_character_to_check_on():
    corpus = pasted_corpus("ab" * 4, "short")  # its last tenth is the last b
    found = measured(corpus)
    assert (found.training, found.validation) == (7, 1)
    assert 0 < found.bits["5-gram"] < found.bits["unigram"]
    assert found.bits["uniform"] == 1


def test_two_characters_are_a_text():
    found = measured(pasted_corpus("ab", "tiny"), 0.5)
    assert (found.training, found.validation) == (1, 1)
    assert all(math.isfinite(bits) for bits in found.bits.values())


def test_too_short_to_keep_a_character_aside():
    with pytest.raises(TextTooShortToMeasure) as caught:
        measured(pasted_corpus("abc", "short.txt"))
    assert str(caught.value) == (
        "“short.txt” has 3 characters: too few to keep 10 % of them aside to measure on. "
        "Choose a text of at least 10 characters."
    )


def test_a_text_that_is_read_in_pieces_has_the_same_ruler(monkeypatch, tmp_path: Path):
    text = built_in_corpus("fables-zh").head(20_000)
    path = tmp_path / "fables.txt"
    path.write_text(text, encoding="gb18030")
    pieces = tuple(text[i : i + 777] for i in range(0, len(text), 777))
    whole = pasted_corpus(text, "whole")
    in_pieces = Corpus(**{**vars(whole), "pieces": pieces})
    from_file = finish(open_corpus([path], "gb18030"))
    expected = measured(whole)
    for corpus in (in_pieces, from_file):
        found = measured(corpus)
        assert found.bits == pytest.approx(expected.bits, rel=0, abs=1e-12)


def test_of_a_large_text_a_part_is_taken_and_that_is_said(monkeypatch):
    monkeypatch.setattr(ruler, "MOST_TRAINING", 10_000)
    monkeypatch.setattr(ruler, "MOST_PACKED", 1_000)
    corpus = built_in_corpus("fables-en")
    text = corpus.head(100_000)
    found = measured(pasted_corpus(text, "large"))
    assert (found.counted, found.primed, found.packed) == (10_000, 10_000, 1_000)
    assert [str(note) for note in found.notes()] == [
        "The n-grams were counted in the last 10,000 of the 90,000 characters to train on.",
        "gzip and xz had read the last 10,000 of the 90,000 characters to train on.",
        "gzip and xz packed the first 1,000 of the 10,000 characters to check on.",
    ]
    part = measured(pasted_corpus(text[80_000:], "part"), 0.5)
    for name in GRAMS:  # the whole validation text is measured; "part" may lack rare characters
        assert found.bits[name] == pytest.approx(part.bits[name], abs=0.01)


def test_characters_that_share_a_symbol_share_its_probability(monkeypatch):
    # 8,000 different characters once each, then all alike: no more than guessing can be known.
    corpus = pasted_corpus("".join(map(chr, range(0x4E00, 0x4E00 + 8000))) * 2, "many")
    assert Symbols(corpus.alphabet, 5).sharing > 1000
    found = measured(corpus, 0.5)
    assert found.bits["unigram"] == pytest.approx(math.log2(8000), abs=0.05)


def test_it_reports_and_can_be_stopped_at_any_time():
    corpus = pasted_corpus(text_with_a_newcomer(), "numbers")
    reports = list(measure(corpus, 0.1))
    assert all(0 <= report.done <= report.total for report in reports)
    for stop in range(1, len(reports)):
        work = measure(corpus, 0.1)
        for _ in range(stop):
            next(work)
        work.close()


def test_the_same_text_has_the_same_ruler_to_the_bit():
    corpus = built_in_corpus("fables-zh")
    assert measured(corpus) == measured(corpus)


def test_the_corpus_is_left_as_it_was():
    corpus = built_in_corpus("fables-en")
    before = corpus.alphabet.copy()
    measured(corpus)
    assert np.array_equal(before, corpus.alphabet)
