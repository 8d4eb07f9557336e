"""Load a tokenizer.json, which may come from anywhere, without trusting it.

Only the shape that this program writes is accepted. The tokenizer is built from what was
checked, never from the file itself.
"""

import json
from typing import Any

from playground.engine.characters import REPLACEMENT
from playground.engine.tokenizers.base import Tokenizer
from playground.engine.tokenizers.bpe import BPETokenizer
from playground.engine.tokenizers.byte import BYTES, ByteTokenizer
from playground.engine.tokenizers.byte_level import Merge, bounded_words, read_back
from playground.engine.tokenizers.char import CharTokenizer
from playground.errors import TokenizerBroken
from playground.text import mark

LARGEST_FILE = 1 << 25  # bytes
LARGEST_VOCABULARY = 1 << 20  # tokens

LONGEST = 1 << 10  # bytes of a token: a model may write thousands of them
TOO_LARGE = mark("is larger than any tokenizer")
TOO_LONG = mark("has a token that is longer than any that is learned")
NO_JSON = mark("is no JSON")
STRANGE = mark("is of a kind that this program does not write")
BAD_VOCABULARY = mark("has a damaged vocabulary")
BAD_MERGES = mark("has a damaged list of merges")


def load_tokenizer(text: str) -> Tokenizer:
    """Return the tokenizer that `Tokenizer.to_json` wrote.

    Raises:
        TokenizerBroken: The file is damaged or of another kind.
    """
    if len(text) > LARGEST_FILE:
        raise TokenizerBroken(reason=TOO_LARGE)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        raise TokenizerBroken(reason=NO_JSON) from None
    model = _checked_model(whole)
    tokens = _tokens(model.get("vocab"))
    merges = model.get("merges")
    pre_tokenizer = whole.get("pre_tokenizer")
    if pre_tokenizer is None and _type(whole.get("decoder")) == "Fuse":
        return _characters(tokens, merges, model.get("unk_token"))
    if pre_tokenizer == bounded_words() and _type(whole.get("decoder")) == "ByteLevel":
        if model.get("unk_token") is not None:
            raise TokenizerBroken(reason=STRANGE)
        return BPETokenizer(*_byte_level(tokens, merges))
    if _type(pre_tokenizer) == _type(whole.get("decoder")) == "ByteLevel":
        if pre_tokenizer.get("add_prefix_space") or model.get("unk_token") is not None:
            raise TokenizerBroken(reason=STRANGE)
        strings, pairs = _byte_level(tokens, merges)
        if pre_tokenizer.get("use_regex", True):
            return BPETokenizer(strings, pairs, endless=True)
        if tuple(strings) != BYTES or pairs:
            raise TokenizerBroken(reason=BAD_VOCABULARY)
        return ByteTokenizer()
    raise TokenizerBroken(reason=STRANGE)


def _checked_model(whole: Any) -> dict[str, Any]:
    """Return the model of a tokenizer.json that does nothing but what ours do."""
    if not isinstance(whole, dict) or not isinstance(whole.get("model"), dict):
        raise TokenizerBroken(reason=STRANGE)
    model: dict[str, Any] = whole["model"]
    idle = [whole.get(key) for key in ("truncation", "padding", "normalizer", "post_processor")]
    idle += [whole.get("added_tokens"), model.get("dropout"), model.get("fuse_unk")]
    idle += [model.get("continuing_subword_prefix"), model.get("end_of_word_suffix")]
    idle += [model.get("byte_fallback"), model.get("ignore_merges")]
    if model.get("type") != "BPE" or any(idle):
        raise TokenizerBroken(reason=STRANGE)
    return model


def _tokens(vocabulary: Any) -> list[str]:
    """Return the tokens in the order of their ids, which must count up from 0."""
    if not isinstance(vocabulary, dict) or not 0 < len(vocabulary) <= LARGEST_VOCABULARY:
        raise TokenizerBroken(reason=BAD_VOCABULARY)
    if any(type(id) is not int for id in vocabulary.values()):
        raise TokenizerBroken(reason=BAD_VOCABULARY)
    tokens = sorted(vocabulary, key=lambda token: int(vocabulary[token]))
    if [vocabulary[token] for token in tokens] != list(range(len(tokens))):
        raise TokenizerBroken(reason=BAD_VOCABULARY)
    return tokens


def _characters(tokens: list[str], merges: Any, unknown: Any) -> CharTokenizer:
    single = all(len(token) == 1 and not "\ud800" <= token <= "\udfff" for token in tokens)
    if not single or merges != [] or unknown not in (None, REPLACEMENT):
        raise TokenizerBroken(reason=BAD_VOCABULARY)
    if unknown is not None and unknown not in tokens:
        raise TokenizerBroken(reason=BAD_VOCABULARY)
    return CharTokenizer(tokens, unknown=unknown is not None)


def _byte_level(tokens: list[str], merges: Any) -> tuple[list[bytes], list[Merge]]:
    """Return the tokens and the pairs to join, all of them checked."""
    try:
        strings = [read_back(token) for token in tokens]
    except KeyError:
        raise TokenizerBroken(reason=BAD_VOCABULARY) from None
    if max(map(len, strings)) > LONGEST:
        raise TokenizerBroken(reason=TOO_LONG)
    known = set(strings)
    if not known.issuperset(BYTES) or b"" in known:
        raise TokenizerBroken(reason=BAD_VOCABULARY)
    return strings, _merges(merges, known)


def _merges(merges: Any, known: set[bytes]) -> list[Merge]:
    """Return the pairs to join; each part and each result must be a token."""
    if not isinstance(merges, list) or len(merges) > LARGEST_VOCABULARY:
        raise TokenizerBroken(reason=BAD_MERGES)
    pairs: list[Merge] = []
    for merge in merges:
        parts = merge.split(" ") if isinstance(merge, str) else merge  # older files: "a b"
        if not isinstance(parts, list) or len(parts) != 2:
            raise TokenizerBroken(reason=BAD_MERGES)
        try:
            left, right = read_back(parts[0]), read_back(parts[1])
        except (KeyError, TypeError):
            raise TokenizerBroken(reason=BAD_MERGES) from None
        if not {left, right, left + right} <= known:
            raise TokenizerBroken(reason=BAD_MERGES)
        pairs.append((left, right))
    return pairs


def _type(part: Any) -> Any:
    return part.get("type") if isinstance(part, dict) else None
