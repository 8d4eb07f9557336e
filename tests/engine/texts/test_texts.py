import lzma
from pathlib import Path

import pytest

from playground.engine.texts import TEXTS, bundle
from playground.engine.texts.prose import read_prose


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_can_be_made(key: str):
    spec = TEXTS[key]
    text = spec.make(spec.default_size, 1)
    assert spec.key == key
    assert spec.language in ("en", "zh")
    assert len(text) >= max(50_000, spec.default_size)
    assert spec.make(spec.default_size, 1) == text
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in text) / len(text)
    assert (chinese > 0.5) == (spec.language == "zh")
    assert text.replace("\n", "").isprintable()
    assert spec.help.endswith(".")


@pytest.mark.parametrize("key", ["story-en", "story-zh"])
def test_no_compressor_passes_the_floor(key: str):
    """The floor is a bound: xz, which learns as it goes, stays above it."""
    text = TEXTS[key].make(300_000, 1)
    floor = TEXTS[key].floor()
    assert floor is not None
    bits = 8 * len(lzma.compress(text.encode(), preset=9)) / len(text)
    assert floor < bits < 8 * floor


def test_a_megabyte_of_stories_has_no_repeated_paragraphs_in_sight():
    text = TEXTS["story-en"].make(1_000_000, 1)
    stories = text.strip("\n").split("\n\n")
    assert len(text) >= 1_000_000
    assert len(set(stories)) > 0.99 * len(stories) > 990


def test_prose_is_read_to_the_size_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "tale.txt").write_bytes("从前，\nonce upon a time.\n".encode())
    monkeypatch.setattr(bundle, "bundled", lambda *parts: tmp_path / parts[-1])
    assert read_prose("tale", 0, 1) == "从前，\nonce upon a time.\n"
    assert read_prose("tale", 5, 2) == "从前，\no"
