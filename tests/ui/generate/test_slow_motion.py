"""Slow motion: each letter is seen to come about, and the text is the same as at full speed."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from playground.engine.distribution import draw, reshape
from playground.ui.generate.slow_motion import FEW, FULL, MANY, STAGES, SlowMotion, Stage
from playground.ui.generate.work import Expected, Written

CONTROL = Qt.KeyboardModifier.ControlModifier
HOME, END = Qt.Key.Key_Home, Qt.Key.Key_End


def quickest(bench):
    """Choose the quickest speed that is slow."""
    bench.slide("speed", END)
    QTest.keyClick(bench["speed"], Qt.Key.Key_Left)
    assert bench.tab.author.slow.speed == 20


def begin(bench, prompt="the hen"):
    bench.type(prompt)
    bench.click("go")


def written(bench):
    return len(bench.tab.author.story.samples[0])


def press(bench, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or bench.tab, key, modifiers)


def test_the_text_is_the_same_as_at_full_speed(bench):
    bench.write()
    whole = bench.tab.author.story.samples[0][:]
    quickest(bench)
    bench.write()
    slow = bench.tab.author.story.samples[0]
    assert [(t.id, t.number) for t in slow] == [(t.id, t.number) for t in whole]
    assert [t.number for t in slow] == np.random.default_rng(1).random(12).tolist()


def test_bars_needle_and_letter_follow_what_the_engine_drew(bench):
    """Each step is compared with the engine's own reshaping and its own draw."""
    tab, seen = bench.tab, []
    bench.slide("temperature", HOME)
    for _ in range(10):
        QTest.keyClick(bench["temperature"], Qt.Key.Key_Right)
    tab.dials.top_k.set_value(5)
    config = tab.dials.config
    assert (config.temperature, config.top_k) == (0.5, 5)
    quickest(bench)

    def watch(written, stage, milliseconds):
        token, rows, stack = written.token, tab.why.bars.rows, bench["stack"]
        plain = token.distribution
        shaped = reshape(plain, config.temperature, config.top_k, config.top_p)
        expected = plain if stage is Stage.SAYS else shaped
        assert [row.share for row in rows] == pytest.approx([expected[row.id] for row in rows])
        is_drawn = stage in (Stage.DRAWN, Stage.FLIES)
        assert stack.number == (token.number if is_drawn else None)
        assert tab.why.bars.marked == (token.id if is_drawn else None)
        if is_drawn:
            assert stack.drawn.id == token.id == draw(shaped, token.number)
            assert stack.drawn.begin <= token.number < stack.drawn.end
        seen.append(stage)

    tab.author.slow.staged.connect(watch)
    bench.write()
    assert seen == list(STAGES) * 12


def test_the_letter_joins_the_text_after_its_steps(bench):
    counts = []
    bench.tab.author.slow.staged.connect(lambda *_: counts.append(written(bench)))
    quickest(bench)
    bench.write()
    assert counts[: 4 * 3] == [0] * 4 + [1] * 4 + [2] * 4
    bench.wait(lambda: bench.tab.why.choice.token is None)
    assert written(bench) == 12


def test_hold_step_and_go_on(bench):
    assert not bench["hold"].isVisible()
    quickest(bench)
    assert bench["hold"].isVisible()
    assert not bench["hold"].isEnabled()
    begin(bench)
    bench.wait(lambda: written(bench) >= 1)
    bench.click("hold")
    held = written(bench)
    assert bench.tab.author.slow.held
    for number in range(1, 4):
        bench.click("step")
        bench.wait(lambda number=number: written(bench) == held + number)
        assert bench.tab.author.slow.held
    bench.tab.prompt.one.click()
    bench.wait(lambda: written(bench) == held + 4)
    bench["output"].setFocus()
    press(bench, Qt.Key.Key_P, CONTROL)
    assert not bench.tab.author.slow.held
    bench.wait_idle()
    assert written(bench) == 12
    assert not bench["hold"].isEnabled()


def test_escape_stops_and_leaves_what_was_seen(bench):
    quickest(bench)
    begin(bench)
    bench.wait(lambda: written(bench) >= 2)
    count = written(bench)
    press(bench, Qt.Key.Key_Escape)
    assert not bench.tab.author.busy
    assert written(bench) == count
    assert bench.tab.prompt.go.isVisible()
    bench.wait(lambda: bench.tab.why.choice.token is None)
    assert bench.tab.why.choice.before == bench.text
    assert written(bench) == count
    bench.click("one")  # and it goes on from there, with the numbers that belong there
    bench.wait_idle()
    assert (
        bench.tab.author.story.samples[0][-1].number
        == (np.random.default_rng(1).random(12).tolist()[count])
    )


def test_full_speed_shows_the_rest_at_once(bench):
    bench.slide("speed", HOME)
    assert bench.tab.dials.speed.shown.text() == "1 a second"
    begin(bench)
    bench.wait(lambda: bench.tab.author.slow.busy)
    bench.slide("speed", END)
    assert bench.tab.dials.speed.shown.text() == "full"
    bench.wait_idle()
    assert written(bench) == 12
    assert not bench["hold"].isVisible()


def test_samples_grow_side_by_side(bench):
    bench.tab.dials.samples.setValue(3)
    quickest(bench)
    begin(bench)
    bench.wait(lambda: written(bench) >= 2)
    lengths = [len(sample) for sample in bench.tab.author.story.samples]
    assert max(lengths) - min(lengths) <= 1
    bench.wait_idle()
    assert [len(sample) for sample in bench.tab.author.story.samples] == [12] * 3


def test_the_speed_is_remembered(bench, studio):
    quickest(bench)
    assert studio.settings.get("generate/speed", FULL) == 20


# Without a window


@pytest.fixture
def slow(qtbot):
    return SlowMotion()


def test_the_job_rests_when_it_is_far_ahead(slow):
    told, passed = [], []
    slow.rests.connect(told.append)
    slow.passed.connect(passed.extend)
    slow.set_speed(20)
    slow.hold(True)
    slow.add(Written(0, number) for number in range(MANY + 1))
    assert told == [True]
    while len(passed) < MANY + 1 - FEW:
        slow.step()
    assert told == [True, False]
    assert [event.token for event in passed] == list(range(MANY + 1 - FEW))


def test_what_follows_the_last_letter_comes_with_it(slow):
    passed, drained = [], []
    slow.passed.connect(passed.extend)
    slow.drained.connect(lambda: drained.append(True))
    slow.set_speed(20)
    slow.hold(True)
    end = Expected(0, np.zeros(2, np.float32))
    slow.add([Written(0, "a"), end])
    slow.step()
    slow.step()
    assert passed == [Written(0, "a"), end]
    assert drained == [True]
