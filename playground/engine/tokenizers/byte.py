"""One token per byte of UTF-8: 256 tokens for every text in the world."""

from collections.abc import Generator

import numpy as np

from playground.engine.characters import mend_surrogates
from playground.engine.config import TextConfig
from playground.engine.corpus import Corpus
from playground.engine.events import Progress
from playground.engine.tokenizers.base import Ids, IdsLike
from playground.engine.tokenizers.byte_level import ByteLevelTokenizer

BYTES = tuple(bytes([byte]) for byte in range(256))

# N: tokens


class ByteTokenizer(ByteLevelTokenizer):
    """A byte is a token, and its value is its id."""

    key = "byte"
    splits_words = False

    def __init__(self) -> None:
        super().__init__(BYTES, merges=())

    def encode(self, text: str) -> Ids:
        """Return the bytes of `text` in UTF-8, (N,)."""
        utf8 = mend_surrogates(text).encode("utf-8")
        return np.frombuffer(utf8, dtype=np.uint8).astype(self.dtype)

    def decode(self, ids: IdsLike) -> str:
        """Return the text of `ids`; bytes that are no UTF-8 become U+FFFD."""
        return np.asarray(ids).astype(np.uint8).tobytes().decode("utf-8", "replace")


def train_byte(corpus: Corpus, config: TextConfig) -> Generator[Progress, None, ByteTokenizer]:
    """Return the byte tokenizer, which is the same for every text and every `config`."""
    yield from ()
    return ByteTokenizer()
