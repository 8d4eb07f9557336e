"""What every tokenizer can do, and how its tokens are shown."""

import unicodedata
from abc import ABC, abstractmethod
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.engine.signs import SIGNS

Ids = NDArray[np.unsignedinteger[Any]]
IdsLike = Sequence[int] | NDArray[np.integer[Any]]

# N: tokens, V: vocabulary


class Tokenizer(ABC):
    """Turns text into the ids of tokens and back.

    Every id from 0 to `vocab_size` - 1 is a token.
    """

    key: str  # in TOKENIZERS
    vocab_size: int
    unknown_id: int | None = None  # of the token that stands for characters left out

    @property
    def dtype(self) -> type[np.unsignedinteger[Any]]:
        """The type of the ids: the smaller one that holds them, and `vocab_size` itself."""
        return np.uint16 if self.vocab_size < 1 << 16 else np.uint32

    @abstractmethod
    def encode(self, text: str) -> Ids:
        """Return the ids of `text`, (N,).

        Raises:
            PromptUnknown: A character has no token, and there is no unknown token.
        """

    @abstractmethod
    def token_bytes(self, id: int) -> bytes:
        """Return what token `id` stands for, in UTF-8; it may be a part of a character."""

    @abstractmethod
    def unknown_characters(self, text: str) -> list[str]:
        """Return the different characters of `text` that have no token, in order."""

    @abstractmethod
    def to_json(self) -> str:
        """Return a tokenizer.json of the Hugging Face library `tokenizers`.

        `tokenizers.Tokenizer.from_str` loads it and gives the same ids and texts.
        """

    def encode_pieces(self, pieces: Iterable[str]) -> Iterator[Ids]:
        """Yield the ids of a long text that arrives in pieces."""
        for piece in pieces:
            yield self.encode(piece)

    def decode(self, ids: IdsLike) -> str:
        """Return the text of `ids`; bytes that are no UTF-8 become U+FFFD."""
        return b"".join(self.token_bytes(int(id)) for id in ids).decode("utf-8", "replace")

    def stream(self) -> "TextStream":
        """Return a decoder for ids that arrive one by one."""
        return TextStream(self)

    def label(self, id: int) -> str:
        """Return a visible name of token `id`: "␣the", "↵", or "<E4>" for half a character."""
        return "".join(visible(part) for part in _characters(self.token_bytes(id)))


class TextStream:
    """Decodes ids one by one; characters appear when their last byte has arrived.

    All pieces joined are what `Tokenizer.decode` returns for all ids.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._decoder = getincrementaldecoder("utf-8")("replace")

    def feed(self, id: int) -> str:
        """Return the characters that are complete with token `id`; may be empty."""
        return self._decoder.decode(self._tokenizer.token_bytes(id))

    def flush(self) -> str:
        """Return what is left when no id follows: U+FFFD for half a character."""
        return self._decoder.decode(b"", final=True)


def visible(character: str | int) -> str:
    """Return a character, or a byte that is none, so that it can be seen on its own."""
    if isinstance(character, int):
        return f"<{character:02X}>"
    if character in SIGNS:
        return SIGNS[character]
    if character < " ":
        return chr(0x2400 + ord(character))  # the control pictures, such as "␀"
    category = unicodedata.category(character)
    if category[0] == "M":
        return "◌" + character  # an accent needs something to sit on
    if category[0] in "CZ":
        return f"<U+{ord(character):04X}>"
    return character


def _characters(token: bytes) -> Iterator[str | int]:
    """Yield the characters of a token, and the bytes that belong to none."""
    while token:
        try:
            yield from token.decode("utf-8")
            return
        except UnicodeDecodeError as error:
            yield from token[: error.start].decode("utf-8")
            yield from token[error.start : error.end]
            token = token[error.end :]


def distinct(characters: Iterable[str]) -> list[str]:
    """Return the different characters in the order of their first occurrence."""
    return list(dict.fromkeys(characters))
