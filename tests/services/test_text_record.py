"""A run remembers what guessing and letter counts cost on its text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from playground.services.record import read_record, text_from_json
from playground.services.runs import read_run

TEXT = {
    "name": "story.txt",
    "source": "file",
    "files": ["/texts/story.txt"],
    "size": 1000,
    "characters": 990,
    "sha256": "0" * 64,
    "encoding": "utf-8",
    "floor": None,
}


def test_letter_counts_are_read_back(add_run: Callable[..., Path]) -> None:
    folder = add_run(text={**TEXT, "different": 65, "letters": 4.79})
    text = read_run(folder).text
    assert (text.different, text.letters) == (65, 4.79)


def test_a_run_that_did_not_note_them_is_read_all_the_same(add_run: Callable[..., Path]) -> None:
    text = text_from_json(read_record(add_run(text=TEXT))["text"])
    assert (text.different, text.letters) == (0, None)


def test_a_run_without_a_name_for_its_text_is_damaged() -> None:
    with pytest.raises(TypeError):
        text_from_json({key: value for key, value in TEXT.items() if key != "name"})
