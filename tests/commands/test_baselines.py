import pytest

from playground.commands.baselines import Waiting, table
from playground.commands.output import Output
from playground.engine.baselines import NAMES, Ruler
from playground.engine.corpus import pasted_corpus
from playground.engine.events import Progress

CORPUS = pasted_corpus("abcd" * 25, "letters\x1b[2J")
BITS = dict(zip(NAMES, (2.0, 2.01, 0.5, 0.25, 0.125, 0.1, 4.0, -0.08), strict=True))


def test_the_table_shows_names_numbers_and_bars_to_scale() -> None:
    lines = table(CORPUS, Ruler(BITS, 0.0, 90, 90, 90, 10, 10))
    assert "\x1b" not in lines[0]
    rows = {line.split()[0]: line for line in lines[3:]}
    assert list(rows) == [*NAMES, "floor"]
    assert [float(row.split()[1]) for row in rows.values()] == [*BITS.values(), 0.0]
    full = {name: row.count("█") for name, row in rows.items()}
    assert full["uniform"] * 2 == full["gzip"]
    assert full["xz"] == full["floor"] == 0
    assert len({line.index(line.split(maxsplit=3)[3]) for line in rows.values()}) == 1


def test_a_text_without_a_known_floor_has_no_such_row() -> None:
    lines = table(CORPUS, Ruler(BITS, None, 90, 90, 90, 10, 10))
    assert not any(line.startswith("floor") for line in lines)


def test_a_terminal_shows_progress_and_takes_it_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playground.commands.output.is_terminal", lambda stream: True)
    waiting = Waiting(Output())
    waiting.show(Progress("Packing", 1, 4))
    assert "Packing … 25%\n" in capsys.readouterr().out
    waiting.leave()
    assert capsys.readouterr().out == "\r\x1b[1A\x1b[J\x1b[?25h"


def test_a_pipe_gets_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    waiting = Waiting(Output())
    waiting.show(Progress("Packing", 1, 4))
    waiting.leave()
    assert capsys.readouterr().out == ""
