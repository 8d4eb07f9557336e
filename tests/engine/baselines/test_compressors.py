import gzip
import lzma
import random
import shutil
import subprocess
import zlib

import pytest

from playground import paths
from playground.engine.baselines import compressors
from playground.engine.baselines.compressors import gzip_size, packed_bits, xz_size
from playground.engine.texts import TEXTS
from playground.engine.work import finish


def prose(name: str) -> str:
    return paths.bundled("resources", "texts", f"{name}.txt").read_text(encoding="utf-8")


def noise(characters: int) -> str:
    draw = random.Random(1)
    return "".join(chr(draw.randrange(32, 0x2000)) for _ in range(characters))


SAMPLES = {
    "one letter": lambda: "a",
    "one letter often": lambda: "a" * 200_000,
    "English": lambda: prose("fables-en"),
    "Chinese": lambda: prose("fables-zh"),
    "English, then the same again": lambda: prose("fables-en") * 2,
    "very regular": lambda: TEXTS["story-zh"].make(50_000, 1),  # blocks end early in these
    "noise": lambda: noise(50_000),
    "regular, then noise": lambda: "ab" * 20_000 + noise(30_000),
}


def by_command(words: list[str], data: bytes) -> int:
    """The size that the command prints, or where it is missing the library says in one go."""
    if shutil.which(words[0]):
        done = subprocess.run(words, input=data, stdout=subprocess.PIPE, check=True)
        return len(done.stdout)
    if words[0] == "xz":
        return len(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
    packer = zlib.compressobj(9, zlib.DEFLATED, 31, 9)
    return len(packer.compress(data) + packer.flush())


def returned(size) -> int:
    while True:
        try:
            next(size)
        except StopIteration as end:
            return end.value


@pytest.mark.parametrize("sample", SAMPLES)
def test_sizes_are_those_of_the_commands(sample):
    data = SAMPLES[sample]().encode()
    assert returned(gzip_size(data)) == by_command(["gzip", "-9"], data)
    assert returned(xz_size(data)) == by_command(["xz", "-9e"], data)


def test_the_ruler_is_the_difference_of_two_files():
    text = prose("fables-zh")
    training, validation = text[:60_000], text[60_000:]
    characters, bits = finish(packed_bits(training, validation))
    assert characters == 60_000
    for name, words in (("gzip", ["gzip", "-9"]), ("xz", ["xz", "-9e"])):
        more = by_command(words, text.encode()) - by_command(words, training.encode())
        assert bits[name] == 8 * more / len(validation)


@pytest.mark.parametrize("sample", SAMPLES)
def test_without_the_program_zlib_stands_in(sample, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    data = SAMPLES[sample]().encode()
    size = returned(gzip_size(data))
    assert size == pytest.approx(len(gzip.compress(data, 9)), rel=0.02)


def test_a_program_that_fails_is_not_believed(monkeypatch, tmp_path):
    data = prose("fables-en").encode()
    monkeypatch.setenv("PATH", str(tmp_path))
    alone = returned(gzip_size(data))
    for content in ("#!/bin/sh\nexit 1\n", "no program"):
        fake = tmp_path / "gzip"
        fake.write_text(content, encoding="utf-8")
        fake.chmod(0o755)
        assert returned(gzip_size(data)) == alone


def test_options_that_a_person_has_set_for_gzip_change_nothing(monkeypatch):
    data = prose("fables-en").encode()
    before = returned(gzip_size(data))
    monkeypatch.setenv("GZIP", "-1")
    assert returned(gzip_size(data)) == before


def test_what_was_read_before_helps():
    text = prose("fables-en")
    _, known = finish(packed_bits(text, text[-5000:]))
    _, unknown = finish(packed_bits("", text[-5000:]))
    assert known["xz"] < 0.2 < 2 < unknown["xz"]
    assert known["gzip"] < 0.2 < 2 < unknown["gzip"]


def test_gzip_forgets_what_is_more_than_32_kB_ago_and_xz_does_not():
    page = noise(3000)  # 7.6 kB
    between = noise(60_000)[3000:]
    _, bits = finish(packed_bits(page + between, page))
    assert bits["xz"] < 0.5
    assert bits["gzip"] > 10


def test_of_a_large_text_the_end_is_given_in_whole_characters(monkeypatch):
    monkeypatch.setattr(compressors, "MOST_TRAINING", 1000)
    text = prose("fables-zh").replace("\n", "小")  # three bytes a character
    assert len(text.encode()) == 3 * len(text)
    characters, bits = finish(packed_bits(text, "小"))
    assert characters == 333
    assert bits == finish(packed_bits(text[-333:], "小"))[1]


def test_it_reports_its_way_to_the_end_and_can_be_stopped():
    text = prose("fables-en")
    reports = list(packed_bits(text, text[:10_000]))
    shares = [report.done / report.total for report in reports]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.8 < shares[-1] < 1
    work = packed_bits(text, text)
    next(work)
    work.close()
