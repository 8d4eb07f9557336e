"""Ways in which a file can be damaged, by chance or on purpose."""

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

NASTY: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 10**30, -(10**30), 0.5, -0.0, 1e308, -1e308, 1e-320,
    "", "x", "../../evil", "/etc/passwd", "\x00", "\ud800", "<b>bold</b>", "%s%n{run}", "9" * 400,
    "=1+1", [], {}, [[]], {"a": {}}, [0] * 50, "char-rnn", "gpt", "nan", [None],
)  # fmt: skip


def flip_bits(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Flip a few bits."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def flip_at_the_beginning(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Damage the first bytes, where files say what they are."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 4))):
        if changed:
            changed[chance.randrange(min(len(changed), 64))] = chance.randrange(256)
    return bytes(changed)


def truncate(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Cut off the end."""
    return data[: chance.randrange(len(data) + 1)]


def delete(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Take out a piece."""
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 7, 100, 5000)) :]


def insert(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Put in some bytes, or a piece of the file again."""
    start, size = chance.randrange(len(data) + 1), chance.choice((1, 8, 300))
    piece = chance.choice((chance.randbytes(size), data[start // 2 :][:size], bytes(size)))
    return data[:start] + piece + data[start:]


def overwrite(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Write zeros or noise over a piece."""
    start, size = chance.randrange(len(data) + 1), chance.choice((4, 64, 4096))
    size = min(size, len(data) - start)
    return (
        data[:start] + chance.choice((bytes(size), chance.randbytes(size))) + data[start + size :]
    )


def swap(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Put another file in its place."""
    return chance.choice((*others, b"", b"\n", b"null", b"[]", b"{}", b"[" * 100_000))


def change_json(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Put something else in one or more places of a JSON file, or of one of its lines."""
    lines = data.split(b"\n")
    try:
        return json.dumps(_changed(json.loads(data), chance)).encode()
    except (ValueError, UnicodeEncodeError, RecursionError):
        pass
    number = chance.randrange(len(lines))
    try:
        lines[number] = json.dumps(_changed(json.loads(lines[number]), chance)).encode()
    except (ValueError, UnicodeEncodeError, RecursionError):
        return flip_bits(data, chance, others)
    return b"\n".join(lines)


def change_header(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Change the JSON at the beginning of a safetensors file, and keep its length right."""
    size = int.from_bytes(data[:8], "little")
    try:
        header = json.dumps(_changed(json.loads(data[8 : 8 + size]), chance)).encode()
    except (ValueError, UnicodeEncodeError, RecursionError):
        return flip_bits(data, chance, others)
    claimed = chance.choice((len(header), len(header), size, 2**40, 2**63))
    return claimed.to_bytes(8, "little") + header + data[8 + size :]


def _changed(value: Any, chance: random.Random) -> Any:
    """Return a JSON value with something else in one place, or a few."""
    for _ in range(chance.choice((1, 1, 1, 3))):
        value = _changed_once(value, chance)
    return value


def _changed_once(value: Any, chance: random.Random) -> Any:
    if chance.random() < 0.1 or not isinstance(value, dict | list) or not value:
        return something_else(value, chance)
    if isinstance(value, dict):
        key = chance.choice(list(value))
        if chance.random() < 0.15:
            return {k: v for k, v in value.items() if k != key}
        if chance.random() < 0.1:
            return {**value, chance.choice(("new", key + "x")): chance.choice(NASTY)}
        return {**value, key: _changed_once(value[key], chance)}
    number = chance.randrange(len(value))
    if chance.random() < 0.15:
        return [*value[:number], *value[number + 1 :]]
    return [*value[:number], _changed_once(value[number], chance), *value[number + 1 :]]


def something_else(value: Any, chance: random.Random) -> Any:
    """Return a number nearby or far off, or what is no such value at all."""
    if isinstance(value, int | float) and not isinstance(value, bool) and chance.random() < 0.6:
        factor = chance.choice((-1, 0, 0.5, 2, 10, 1000, 10**6, 10**12))
        changed = value * factor + chance.choice((0, 0, 1, -1))
        return int(changed) if isinstance(value, int) else changed
    return chance.choice(NASTY)


Mutation = Callable[[bytes, random.Random, Sequence[bytes]], bytes]
BYTES: tuple[Mutation, ...] = (
    flip_bits, flip_at_the_beginning, truncate, delete, insert, overwrite, swap,
)  # fmt: skip
JSON: tuple[Mutation, ...] = (*BYTES, change_json, change_json, change_json, change_json)
TENSORS: tuple[Mutation, ...] = (*BYTES, change_header, change_header, change_header)
