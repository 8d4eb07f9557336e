from pathlib import Path

import pytest

from playground.ui.sources import MOST, Source, remember, source_from_json


@pytest.mark.parametrize(
    "source",
    [
        Source(files=(Path("/tmp/a.txt"),)),
        Source(files=(Path("/tmp/寓言, 1.txt"), Path("b.txt")), encoding="gb18030"),
        Source(built_in="fables-en"),
        Source(files=(Path("/tmp/caf\udce9.txt"),)),  # a name that is no UTF-8
    ],
)
def test_a_source_is_found_again(source):
    line = source.to_json().encode().decode()
    assert source_from_json(line) == source


@pytest.mark.parametrize(
    "line", ["", "{", "null", "[1]", '["a", "", ""', '[[], "", ""]', "[3,4,5]", "[" * 100_000]
)
def test_anything_else_is_no_source(line):
    assert source_from_json(line) is None


def test_the_last_one_comes_first_and_only_once():
    a, b = Source(built_in="a"), Source(built_in="b")
    assert remember(remember(remember([], a), b), a) == [a, b]


def test_only_so_many_are_remembered():
    recent: list[Source] = []
    for number in range(MOST + 5):
        recent = remember(recent, Source(built_in=str(number)))
    assert len(recent) == MOST
    assert recent[0].built_in == str(MOST + 4)


def test_another_encoding_of_the_same_file_replaces_it():
    file = (Path("a.txt"),)
    recent = remember([Source(files=file)], Source(files=file, encoding="big5"))
    assert recent == [Source(files=file, encoding="big5")]
