"""The dashed lines: what is known at once, what is measured, and what was kept."""

from dataclasses import replace

import pytest

from playground.engine.baselines import NAMES, Ruler, uniform, unigram
from playground.engine.config import TextConfig
from playground.engine.corpus import pasted_corpus
from playground.services.rulers import place, save
from tests.ui.train.conftest import TEXT


def ruler() -> Ruler:
    bits = {name: 6.0 - 0.5 * i for i, name in enumerate(NAMES)}
    return Ruler(bits, None, training=100, counted=100, primed=100, validation=10, packed=10)


def lines(bench) -> dict[str, float]:
    return {rule.label: rule.bits for rule in bench.tab.loss.plot.rules}


def test_counts_are_drawn_at_once_and_n_grams_when_they_are_measured(bench, studio):
    corpus = pasted_corpus(TEXT, "crow.txt")
    at_once = {
        "guessing": uniform(len(corpus.alphabet)),
        "letter counts": unigram(corpus.counts),
    }
    assert lines(bench) == pytest.approx(at_once)
    studio.keep_ruler(ruler(), TextConfig().valid_share)
    measured = {
        "guessing": at_once["guessing"],
        "letter counts": 5.5,  # as the models are: on the validation text
        "3-grams": 4.5,
        "5-grams": 3.5,
        "packed by xz": 2.5,
    }
    assert lines(bench) == pytest.approx(measured)


def test_of_the_packers_the_better_one_is_drawn(bench, studio):
    found = ruler()
    studio.keep_ruler(replace(found, bits={**found.bits, "gzip": 2.0}), TextConfig().valid_share)
    assert lines(bench)["packed by gzip"] == 2.0
    assert "packed by xz" not in lines(bench)


def test_a_recorded_run_finds_the_ruler_of_its_text(bench, studio):
    folder = bench.add_run("old", [])
    save(place("0" * 64, 0.1, studio.workspace.cache), ruler())
    studio.select(studio.workspace.find(str(folder)))
    assert lines(bench) == {
        "guessing": 5.0,
        "letter counts": 5.5,
        "3-grams": 4.5,
        "5-grams": 3.5,
        "packed by xz": 2.5,
    }


def test_without_a_ruler_a_run_remembers_its_letter_counts(bench, studio):
    studio.select(studio.workspace.find(str(bench.add_run("old", []))))
    assert lines(bench) == {"guessing": 5.0, "letter counts": 4.25}


def test_the_floor_of_a_text_has_a_colour_of_its_own(bench, studio):
    text = {
        "name": "sums",
        "source": "text:sums",
        "files": [],
        "size": 10,
        "characters": 10,
        "sha256": "1" * 64,
        "encoding": "utf-8",
        "floor": 1.5,
    }
    studio.select(studio.workspace.find(str(bench.add_run("old", [], text=text))))
    (floor,) = bench.tab.loss.plot.rules
    assert (floor.label, floor.bits, floor.colour) == ("floor", 1.5, "floor")


def test_lines_measured_on_another_part_of_the_text_are_not_drawn(bench, studio):
    studio.keep_ruler(ruler(), 0.1)
    assert "5-grams" in lines(bench)
    studio.text_settings.choose(TextConfig(valid_share=0.3))
    assert "5-grams" not in lines(bench)
    studio.keep_ruler(ruler(), 0.3)
    assert "5-grams" in lines(bench)
