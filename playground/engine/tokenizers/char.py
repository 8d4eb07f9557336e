"""One token per character."""

from collections.abc import Generator, Sequence

import numpy as np

from playground.engine.characters import REPLACEMENT, code_points, mend_surrogates
from playground.engine.config import TextConfig
from playground.engine.corpus import Corpus
from playground.engine.events import Progress
from playground.engine.tokenizers.base import Ids, IdsLike, Tokenizer, distinct, visible
from playground.engine.tokenizers.byte_level import tokenizer_json
from playground.errors import OutOfRange, PromptUnknown

AUTOMATIC = 8192  # different tokens at most, where the person names no number
PART = 1 << 15  # characters that are looked up at a time: they stay in the processor's cache
NAMED = 12  # unknown characters that are named in a sentence

# N: tokens, V: vocabulary


class CharTokenizer(Tokenizer):
    """A character is a token; rare characters may share one unknown token, U+FFFD."""

    key = "char"

    def __init__(self, characters: Sequence[str], unknown: bool) -> None:
        """Take the `characters` in the order of their ids.

        Args:
            characters: Different single characters.
            unknown: Whether U+FFFD, which must be among them, stands for all others.
        """
        self.characters = tuple(characters)
        self.vocab_size = len(self.characters)
        self.unknown_id = self.characters.index(REPLACEMENT) if unknown else None
        self._code_of = code_points("".join(self.characters))  # (V,)
        missing = self.vocab_size if self.unknown_id is None else self.unknown_id
        # The id of each code point up to the largest one known, then one id for all above.
        self._id_of: Ids = np.full(int(self._code_of.max()) + 2, missing, self.dtype)
        self._id_of[self._code_of] = np.arange(self.vocab_size)
        ascii_ids = self._id_of.take(np.arange(256), mode="clip")
        # For a text of ASCII only, the ids as bytes, where they are small enough: much faster.
        self._ascii = bytes(ascii_ids.tolist()) if ascii_ids.max() < 256 else None

    def encode(self, text: str) -> Ids:
        """Return the ids of `text`, (N,), one per character."""
        ids: Ids  # (N,)
        if self._ascii and text.isascii():
            ids = np.frombuffer(text.encode().translate(self._ascii), np.uint8).astype(self.dtype)
        else:
            codes = code_points(text)  # (N,)
            ids = np.empty(len(codes), self.dtype)
            for start in range(0, len(codes), PART):
                part = slice(start, start + PART)
                self._id_of.take(codes[part], mode="clip", out=ids[part])
        if self.unknown_id is None and len(ids) and int(ids.max()) == self.vocab_size:
            missing = self._missing(text)
            names = [visible(character) for character in distinct(missing)]
            shown = " ".join([*names[:NAMED], "…"] if len(names) > NAMED else names)
            raise PromptUnknown(characters=shown, count=len(missing), length=len(text))
        return ids

    def decode(self, ids: IdsLike) -> str:
        """Return the text of `ids`."""
        codes = self._code_of[np.asarray(ids, dtype=np.intp)]
        return codes.tobytes().decode("utf-32-le")

    def token_bytes(self, id: int) -> bytes:
        """Return the character in UTF-8."""
        return self.characters[id].encode("utf-8")

    def unknown_characters(self, text: str) -> list[str]:
        """Return the different characters of `text` that have no token, in order."""
        return distinct(self._missing(text))

    def to_json(self) -> str:
        """Return a tokenizer.json: BPE without merges, which splits a text into characters."""
        return tokenizer_json(
            vocabulary={character: id for id, character in enumerate(self.characters)},
            merges=[],
            unknown=None if self.unknown_id is None else REPLACEMENT,
            pre_tokenizer=None,
            decoder={"type": "Fuse"},
        )

    def _missing(self, text: str) -> list[str]:
        known = set(self.characters)
        return [character for character in mend_surrogates(text) if character not in known]


def train_char(corpus: Corpus, config: TextConfig) -> Generator[Progress, None, CharTokenizer]:
    """Take the most frequent characters of `corpus`; the rest become the unknown token.

    Raises:
        OutOfRange: The vocabulary has no room for a character beside the unknown token.
    """
    yield from ()
    limit = config.vocab_size or AUTOMATIC
    if limit < 2:
        raise OutOfRange(name="vocab_size", value=limit, low=2, high=32768)
    characters = [chr(code) for code in corpus.alphabet]
    if len(characters) <= limit:
        return CharTokenizer(characters, unknown=False)
    kept = [character for character in characters if character != REPLACEMENT][: limit - 1]
    return CharTokenizer([*kept, REPLACEMENT], unknown=True)
