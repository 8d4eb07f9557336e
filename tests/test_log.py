"""The log: where it is, that it does not grow for ever, and the last bug in it."""

import logging

import pytest

from playground import log
from playground.commands.doctor import log as check_of_log


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A workspace of its own, and no log from a test before."""
    monkeypatch.setenv("PLAYGROUND_HOME", str(tmp_path))
    log.stop_log()
    yield tmp_path
    log.stop_log()


def bug(words):
    try:
        raise ZeroDivisionError(words)
    except ZeroDivisionError as error:
        return log.log_bug(error)


def test_a_bug_is_written_down_with_its_traceback(home):
    file = bug("the first")
    assert file == home / "logs" / "playground.log"
    text = file.read_text(encoding="utf-8")
    assert "LM Playground" in text
    assert "Traceback" in text
    assert "ZeroDivisionError: the first" in text


def test_a_large_log_becomes_the_old_one(home, monkeypatch):
    monkeypatch.setattr(log, "LIMIT", 100)
    for words in ("the first", "the second", "the third"):
        bug(words)
        log.stop_log()
    assert "the third" in log.log_file().read_text(encoding="utf-8")
    assert "the second" in (home / "logs" / "playground.1.log").read_text(encoding="utf-8")
    assert len(list((home / "logs").iterdir())) == 2


def test_the_doctor_tells_of_no_bug_where_there_was_none(home):
    log.start_log()
    assert log.last_bug() is None
    good, words = check_of_log()
    assert good
    assert words.startswith(f"{home / 'logs' / 'playground.log'}, 0.0 MB")
    assert "last bug: none" in words


def test_the_doctor_tells_of_the_last_bug(home):
    bug("the first")
    bug("the last\nof all")
    logging.getLogger(log.LOGGER).info("and something else")
    found = log.last_bug()
    assert found is not None
    assert log.DATED.match(found)
    assert r"ZeroDivisionError('the last\nof all')" in found
    assert found in check_of_log()[1]


def test_a_bug_is_found_in_the_old_log_too(home, monkeypatch):
    monkeypatch.setattr(log, "LIMIT", 100)
    bug("long ago")
    log.stop_log()
    log.start_log()
    assert "long ago" in str(log.last_bug())


def test_a_crash_in_native_code_is_a_bug(home):
    log.start_log()
    with log.log_file().open("a", encoding="utf-8") as file:
        file.write("Fatal Python error: Segmentation fault\n\nThread 0x1:\n")
    assert str(log.last_bug()).endswith(": Fatal Python error: Segmentation fault")


def test_where_no_log_can_be_written_the_program_knows_it(home):
    (home / "logs").write_text("in the way", encoding="utf-8")
    assert not log.is_refused()
    assert bug("nobody reads this") is None
    assert log.is_refused()
    assert log.last_bug() is None
    assert "cannot be written" in check_of_log()[1]


def test_handlers_of_others_are_left_alone(home):
    theirs = logging.NullHandler()
    logging.getLogger(log.LOGGER).addHandler(theirs)
    assert bug("ours") is not None
    log.stop_log()
    assert theirs in logging.getLogger(log.LOGGER).handlers
    logging.getLogger(log.LOGGER).removeHandler(theirs)
