import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from playground.engine.baselines import NAMES, Ruler
from playground.engine.corpus import Corpus, built_in_corpus, pasted_corpus
from playground.engine.work import finish
from playground.services.rulers import ruler_of

TEXT = "".join(f"{i} times {i} is {i * i}.\n" for i in range(200))


@pytest.fixture
def corpus() -> Corpus:
    return pasted_corpus(TEXT, "squares")


def found(corpus: Corpus, cache: Path | None, share: float = 0.1) -> Ruler:
    return finish(ruler_of(corpus, share, cache))


def only_file(cache: Path) -> Path:
    (file,) = (cache / "rulers").iterdir()
    return file


def test_the_second_time_nothing_is_measured(corpus: Corpus, tmp_path: Path) -> None:
    first = found(corpus, tmp_path)
    unreadable = replace(corpus, pieces=())  # whoever measures this finds no text
    assert found(unreadable, tmp_path) == first
    assert list(ruler_of(unreadable, 0.1, tmp_path)) == []


def test_another_share_or_text_has_another_ruler(corpus: Corpus, tmp_path: Path) -> None:
    tenth, fifth = found(corpus, tmp_path), found(corpus, tmp_path, 0.2)
    other = found(pasted_corpus(TEXT + "!", "squares"), tmp_path)
    assert tenth.validation < fifth.validation
    assert len({tenth.bits["xz"], fifth.bits["xz"], other.bits["xz"]}) == 3
    assert len(list((tmp_path / "rulers").iterdir())) == 3
    assert found(corpus, tmp_path) == tenth
    assert found(corpus, tmp_path, 0.2) == fifth


def test_the_floor_is_that_of_the_source(tmp_path: Path) -> None:
    story = built_in_corpus("story-en", 5000)
    assert found(story, tmp_path).floor == story.floor is not None
    saved_as_file = replace(story, floor=None)
    assert found(saved_as_file, tmp_path).floor is None
    assert found(story, tmp_path).floor == story.floor


def test_without_a_cache_it_is_measured(corpus: Corpus, tmp_path: Path) -> None:
    assert found(corpus, None) == found(corpus, tmp_path)


def test_every_damage_is_mended_by_measuring_again(corpus: Corpus, tmp_path: Path) -> None:
    expected = found(corpus, tmp_path)
    file = only_file(tmp_path)
    whole = file.read_text(encoding="utf-8")
    data = json.loads(whole)
    without_xz = {name: data["bits"][name] for name in NAMES if name != "xz"}
    damaged = [
        "",
        whole[:-1],
        whole[: len(whole) // 2],
        "\0" * 100,
        "\xff\xfe",
        "[" * 100_000,
        "null",
        "[]",
        "{}",
        json.dumps({**data, "format": 999}),
        json.dumps({**data, "format": [1]}),
        json.dumps({**data, "bits": None}),
        json.dumps({**data, "bits": without_xz}),
        json.dumps({**data, "bits": {**data["bits"], "xz": "2"}}),
        json.dumps({**data, "bits": {**data["bits"], "xz": None}}),
        json.dumps({**data, "bits": {**data["bits"], "xz": float("nan")}}),
        json.dumps({**data, "bits": {**data["bits"], "xz": float("inf")}}),
        json.dumps({**data, "counted": -1}),
        json.dumps({**data, "counted": 1.5}),
        json.dumps({**data, "counted": True}),
        json.dumps({name: value for name, value in data.items() if name != "packed"}),
    ]
    for content in damaged:
        file.write_bytes(content.encode("latin-1"))
        assert found(corpus, tmp_path) == expected, content[:80]
        assert file.read_text(encoding="utf-8") == whole, content[:80]


def test_a_folder_in_the_place_of_the_file_is_no_trouble(corpus: Corpus, tmp_path: Path) -> None:
    expected = found(corpus, tmp_path)
    file = only_file(tmp_path)
    file.unlink()
    file.mkdir()
    assert found(corpus, tmp_path) == expected


def test_a_cache_that_cannot_be_written_is_no_trouble(corpus: Corpus, tmp_path: Path) -> None:
    expected = found(corpus, None)
    blocked = tmp_path / "cache"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    assert found(corpus, blocked) == expected


def test_a_full_disk_is_no_trouble(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert found(corpus, tmp_path) == found(corpus, None)
    assert list((tmp_path / "rulers").iterdir()) == []


def test_stopping_leaves_nothing_behind(corpus: Corpus, tmp_path: Path) -> None:
    work = ruler_of(corpus, 0.1, tmp_path)
    next(work)
    work.close()
    assert list(tmp_path.iterdir()) == []
