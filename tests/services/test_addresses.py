"""Every name that a disk can hold comes back from JSON as it was."""

import json
import os
import sys
from pathlib import Path

import pytest

from playground.services.addresses import address, path_of

PLAIN = ["/home/a/text.txt", "notes/100%.txt", "/a/从前.txt", "C:\\texts\\a.txt", "/a/file:b", ""]


@pytest.mark.parametrize("path", PLAIN)
def test_a_path_that_is_text_stands_there_as_it_is(path: str) -> None:
    assert address(path) == path
    assert path_of(path) == Path(path)


@pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes there")
@pytest.mark.parametrize(
    "name", [b"caf\xe9", b"%E9\xe9", b"\xff\xfe%", b"\xed\xa0\x80", "从前".encode("gb18030")]
)
def test_bytes_that_are_no_text_come_back(name: bytes) -> None:
    path = os.fsdecode(b"/texts/" + name + b".txt")
    written = json.dumps(address(path), ensure_ascii=False).encode("utf-8")
    assert os.fsencode(path_of(json.loads(written))) == b"/texts/" + name + b".txt"
