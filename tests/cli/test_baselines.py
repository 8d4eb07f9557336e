import json
import math
from pathlib import Path

from tests.cli.conftest import TEXT, Playground

KEYS = ["uniform", "unigram", "2-gram", "3-gram", "4-gram", "5-gram", "gzip", "xz", "floor"]


def test_programs_get_all_numbers_in_one_line(playground: Playground, text_file: Path) -> None:
    result = playground("baselines", str(text_file), "--json")
    assert (result.code, result.err) == (0, "")
    (line,) = result.lines
    assert list(line)[: len(KEYS)] == KEYS
    assert line["uniform"] == math.log2(len(set(TEXT)))
    assert line["uniform"] > line["unigram"] > line["2-gram"] > line["3-gram"] > 0
    assert all(isinstance(line[key], float) for key in KEYS[:-1])
    assert line["floor"] is None
    assert line["notes"] == []


def test_people_get_a_table(playground: Playground, text_file: Path) -> None:
    numbers = playground("baselines", str(text_file), "--json").lines[0]
    result = playground("baselines", str(text_file))
    assert (result.code, result.err) == (0, "")
    held = round(len(TEXT) / 10)
    head, cut, _, *rows = result.out.splitlines()
    assert head == f"squares.txt: {len(TEXT):,} characters, {len(set(TEXT))} different"
    assert f"last {held:,}," in cut
    assert f"{len(TEXT) - held:,} before" in cut
    assert [row.split()[0] for row in rows] == KEYS[:-1]
    for row in rows:
        name, bits = row.split()[:2]
        assert float(bits) == round(numbers[name], 3)


def test_a_built_in_text_has_its_floor(playground: Playground) -> None:
    line = playground("baselines", "story-en", "--json").lines[0]
    assert 0 < line["floor"] < line["5-gram"]
    assert "floor" in playground("baselines", "story-en").out.splitlines()[-1]


def test_the_share_that_is_kept_aside_can_be_chosen(
    playground: Playground, text_file: Path
) -> None:
    tenth = playground("baselines", str(text_file), "--json").lines[0]
    half = playground("baselines", str(text_file), "--valid-share", "0.5", "--json").lines[0]
    assert half["xz"] != tenth["xz"]
    assert playground("baselines", str(text_file), "--valid-share", "0.9").code == 2


def test_the_second_time_is_read_from_the_cache(playground: Playground, text_file: Path) -> None:
    first = playground("baselines", str(text_file), "--json").out
    (file,) = (playground.home / "cache" / "rulers").iterdir()
    data = json.loads(file.read_text(encoding="utf-8"))
    data["bits"]["xz"] = 1.25
    file.write_text(json.dumps(data), encoding="utf-8")
    assert playground("baselines", str(text_file), "--json").lines[0]["xz"] == 1.25
    file.write_text("{", encoding="utf-8")
    assert playground("baselines", str(text_file), "--json").out == first


def test_a_text_that_is_too_short_is_refused_in_a_sentence(
    playground: Playground, tmp_path: Path
) -> None:
    path = tmp_path / "short.txt"
    path.write_text("abc", encoding="utf-8")
    result = playground("baselines", str(path), "--json")
    assert result.code == 1
    assert result.err.startswith("“short.txt” has 3 characters: too few")
    assert result.lines == [{"event": "error", "message": result.err.strip()}]


def test_a_missing_file_is_refused_in_a_sentence(playground: Playground, tmp_path: Path) -> None:
    result = playground("baselines", str(tmp_path / "gone.txt"))
    assert result.code == 1
    assert result.out == ""
    assert "gone.txt" in result.err
