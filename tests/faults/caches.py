"""What the program measured or computed once and finds again: any damage is mended by itself."""

from collections.abc import Callable
from pathlib import Path

from playground.engine import token_text
from playground.engine.config import TextConfig
from playground.engine.token_text import encode_corpus
from playground.engine.tokenizers import train_tokenizer
from playground.engine.work import finish
from playground.services import rulers, speeds
from tests.faults.places import TEXT, a_text, corpus_in
from tests.faults.uses import a_value


def ids_of(part: str) -> Callable[[Path], Path]:
    """Return what makes the token ids of a text that counts as a large one."""

    def prepare(place: Path) -> Path:
        a_text(TEXT.encode())(place)
        use_ids(place)
        return next((place / "cache" / "ids").glob(f"*-{part}-*"))

    return prepare


def use_ids(place: Path) -> None:
    """Find the ids again, or cut the text anew: they are the same."""
    corpus, config = corpus_in(place), TextConfig()
    tokenizer = finish(train_tokenizer(corpus, config))
    with a_value(token_text, "IN_MEMORY", 0):
        texts = finish(encode_corpus(corpus, tokenizer, config, place / "cache"))
    assert "".join(tokenizer.decode(text.ids) for text in texts) == TEXT


def ruler_file(place: Path) -> Path:
    """Make a ruler that was measured."""
    a_text(TEXT.encode())(place)
    corpus = corpus_in(place)
    finish(rulers.ruler_of(corpus, 0.1, place / "cache"))
    return rulers.place(corpus.sha256, 0.1, place / "cache")


def speeds_file(place: Path) -> Path:
    """Make the measured speeds of a computer."""
    place.mkdir()
    path = place / speeds.FILE
    path.write_text(
        f'{{"format": 1, "computer": "{speeds.computer()}", "speeds": {{"gpt": 5e10}}}}',
        encoding="utf-8",
    )
    return path


def use_speeds(place: Path) -> None:
    """Ask for the speed."""
    found = speeds.known_speed("gpt", place)
    assert found is None or found > 0
