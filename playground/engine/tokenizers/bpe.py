"""Byte-pair encoding: pieces of words that are frequent in the text.

It begins with the 256 bytes and joins the most frequent pair of neighbours, again and
again, until the vocabulary is full; a text is cut by the same joins in the same order.

No pair spans two words. A word is what GPT-2 takes for one, but of 64 letters at most: where
nothing separates words (DNA, proteins, Chinese without punctuation) the whole text would be one,
and the time would grow with its square.

Source: Sennrich, Haddow, Birch 2016, https://arxiv.org/abs/1508.07909; bytes instead of
characters: Radford et al. 2019, "Language Models are Unsupervised Multitask Learners".
"""

import json
import re
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence

import numpy as np
import tokenizers
from tokenizers import models, pre_tokenizers, trainers

from playground.engine.characters import mend_surrogates
from playground.engine.config import TextConfig
from playground.engine.corpus import Corpus
from playground.engine.events import Progress
from playground.engine.tokenizers.base import Ids
from playground.engine.tokenizers.byte import BYTES
from playground.engine.tokenizers.byte_level import (
    WORD,
    WORDS,
    ByteLevelTokenizer,
    Merge,
    read_back,
)
from playground.errors import OutOfRange
from playground.text import mark

SAMPLE = 6_000_000  # bytes that the joins are learned from, at most; more took 80 s and 2.4 GB
PART = 1 << 16  # characters that are cut at a time; parts are cut in parallel
LONGEST_WORD = 1 << 18  # characters without a space, beyond which words without end are cut
NEW_WORDS = 1_500_000  # characters of different words to learn from; more took minutes
ASKED = 0.1  # seconds between two looks whether somebody wants to stop
LONGEST = 256  # bytes of a token: what a model writes must stay short enough to be shown
SMALLEST, LARGEST = 512, 8192  # automatic vocabulary
LEARNING = mark("Learning frequent pieces of words")
# Before a space that follows a word, a cut changes no token: GPT-2 begins a new word there.
WORD_ENDS = re.compile(r"(?<=\S)[ \n\t]")

# N: tokens


class BPETokenizer(ByteLevelTokenizer):
    """Frequent strings of bytes are tokens; none spans two words."""

    key = "bpe"
    splits_words = True

    def __init__(
        self, tokens: Sequence[bytes], merges: Sequence[Merge], *, endless: bool = False
    ) -> None:
        """Take the tokens and joins; `endless` words may have any length, as in older files."""
        super().__init__(tokens, merges)
        self.bounds_words = not endless
        self._backend = tokenizers.Tokenizer.from_str(self.to_json())

    def encode(self, text: str) -> Ids:
        """Return the ids of `text`, (N,)."""
        parts = list(_parts(mend_surrogates(text)))
        if len(parts) == 1:
            found = [self._backend.encode(parts[0], add_special_tokens=False)]
        else:
            found = self._backend.encode_batch_fast(parts, add_special_tokens=False)
        return np.concatenate(
            [np.zeros(0, self.dtype), *(np.array(part.ids, self.dtype) for part in found)]
        )

    def encode_pieces(self, pieces: Iterable[str]) -> Iterator[Ids]:
        """Yield the ids of a long text that arrives in pieces, cut at ends of words only."""
        rest = ""
        for piece in pieces:
            rest += piece
            ends = [found.start() for found in WORD_ENDS.finditer(rest, max(0, len(rest) - PART))]
            cut = ends[-1] if ends else self._cut(rest)
            if cut:
                yield self.encode(rest[:cut])
                rest = rest[cut:]
        if rest:
            yield self.encode(rest)

    def _cut(self, text: str) -> int:
        """Return where a text without spaces may be cut, 0 for nowhere yet.

        Words end by themselves; what is far from the end does not depend on what follows.
        """
        if not self.bounds_words:
            return len(text) if len(text) > LONGEST_WORD else 0
        if len(text) < PART:
            return 0
        words = self._backend.pre_tokenizer.pre_tokenize_str(text)
        starts = (start for _, (start, _) in reversed(words))
        return next((start for start in starts if start <= len(text) - 4 * WORD), 0)


def train_bpe(corpus: Corpus, config: TextConfig) -> Generator[Progress, None, BPETokenizer]:
    """Learn the joins from the training part of `corpus`, or an even sample of a large one.

    Raises:
        OutOfRange: The vocabulary has no room beside the 256 bytes.
    """
    size = config.vocab_size or automatic_size(corpus)
    if size < 257:
        raise OutOfRange(name="vocab_size", value=size, low=257, high=32768)
    yield Progress(LEARNING, 0, 1)
    learner = tokenizers.Tokenizer(models.BPE())
    cut = pre_tokenizers.Split(tokenizers.Regex(WORDS), "isolated")
    as_bytes = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    learner.pre_tokenizer = pre_tokenizers.Sequence([cut, as_bytes])
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=2,
        max_token_length=LONGEST,
        show_progress=False,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
    )
    sample = yield from _different(learning_sample(corpus, config))
    yield from _learn(learner, trainer, sample)
    pairs = json.loads(learner.to_str())["model"]["merges"]
    merges = [(read_back(left), read_back(right)) for left, right in pairs]
    tokens = dict.fromkeys([*BYTES, *(left + right for left, right in merges)])
    yield Progress(LEARNING, 1, 1)
    return BPETokenizer(list(tokens), merges)


def _learn(
    learner: tokenizers.Tokenizer, trainer: trainers.BpeTrainer, sample: Sequence[str]
) -> Generator[Progress, None, None]:
    """Let a thread learn the joins: it is one call that nobody can end, but one may leave it."""
    left = threading.Event()
    failures: list[BaseException] = []

    def work() -> None:
        try:
            parts = (part for part in sample if not left.is_set())
            learner.train_from_iterator(parts, trainer)
        except BaseException as error:  # raised where somebody hears it
            failures.append(error)

    thread = threading.Thread(target=work, name="bpe", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(ASKED)
            yield Progress(LEARNING, 0, 0)
    finally:
        left.set()
    if failures:
        raise failures[0]


def _different(parts: Iterable[str]) -> Generator[Progress, None, list[str]]:
    """Return `parts`, or evenly spread ones of them if they have too many different words."""
    kept, seen, characters = [], set[int](), 0
    for part in parts:
        kept.append(part)
        for word in part.split():
            name = hash(word)
            if name not in seen:
                seen.add(name)
                characters += len(word)
        yield Progress(LEARNING, 0, 0)
    share = min(1.0, NEW_WORDS / max(1, characters))
    return [kept[int(place / share)] for place in range(max(1, int(share * len(kept))))]


def automatic_size(corpus: Corpus) -> int:
    """Return a vocabulary that suits the text.

    There is room for the characters that make up 99.5 % of it, and for one more token per
    500 characters, so that each is seen often enough to be learned.
    """
    share = np.cumsum(corpus.counts) / corpus.characters
    frequent = int(np.searchsorted(share, 0.995)) + 1
    beyond_ascii = int((corpus.alphabet[:frequent] >= 128).sum())
    size = 256 + beyond_ascii + corpus.characters // 500
    return int(np.clip(size, SMALLEST, LARGEST))


def learning_sample(corpus: Corpus, config: TextConfig) -> Iterator[str]:
    """Yield parts of the training text, evenly spread, about SAMPLE bytes at most."""
    stop = corpus.split(config.valid_share)
    widths = 1 + sum((corpus.alphabet >= first).astype(int) for first in (0x80, 0x800, 0x10000))
    share = min(1.0, SAMPLE / int((widths * corpus.counts).sum()))
    due = 1.0 - share / 2
    for piece in corpus.chunks(0, stop):
        for part in _parts(piece, 2 * PART):
            due += share
            if due >= 1.0:
                due -= 1.0
                yield part


def _parts(text: str, most: int | None = None) -> Iterator[str]:
    """Yield `text` in parts of about PART characters that end where a word ends.

    With `most`, a part has so many characters at most, even if a word is cut.
    """
    start = 0
    while start < len(text):
        limit = len(text) if most is None else start + most
        end = WORD_ENDS.search(text, start + PART, limit)
        stop = end.start() if end else min(limit, len(text))
        yield text[start:stop]
        start = stop
