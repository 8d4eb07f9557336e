"""The paths of files in JSON: a name may be any bytes, but JSON is text in UTF-8.

A path that is text stands there as it is. One that is none ("caf" and a byte of another encoding)
stands there as `file:` with such bytes as %E9; an older version says that this file is gone.
"""

import os
import re
from pathlib import Path

SCHEME = "file:"


def address(path: str | os.PathLike[str]) -> str:
    """Return a path as text that UTF-8 can hold."""
    written = os.fspath(path)
    try:
        written.encode()
    except UnicodeEncodeError:
        kept = "".join("%25" if letter == "%" else letter for letter in written)
        return SCHEME + re.sub("[\ud800-\udfff]", _escape, kept)
    return written


def path_of(written: str) -> Path:
    """Return the path that `address` has made text of."""
    if not written.startswith(SCHEME):
        return Path(written)
    parts = re.split("%([0-9A-F]{2})", written.removeprefix(SCHEME))
    letters = (_letter(part) if i % 2 else part for i, part in enumerate(parts))
    return Path("".join(letters))


def _escape(found: "re.Match[str]") -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogateescape"))


def _letter(escape: str) -> str:
    return bytes([int(escape, 16)]).decode("utf-8", "surrogateescape")
