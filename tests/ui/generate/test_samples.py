"""Several samples are one page that is read from its top."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

LONG = 3000


def page(bench):
    return bench.tab.output.samples


def views(bench):
    return page(bench).views


def is_whole(view):
    """Tell whether all of a text is seen without scrolling its view."""
    end = view.end_rect()  # a space before a break has no place of its own
    is_seen = end.top() >= 0 and end.bottom() <= view.viewport().height()
    return view.verticalScrollBar().maximum() == 0 and is_seen


def test_five_samples_are_one_page_that_begins_at_the_top(bench):
    bench.tab.dials.samples.setValue(5)
    bench.tab.dials.length.setValue(600)
    bench.write()
    bar = page(bench).verticalScrollBar()
    bench.wait(lambda: all(is_whole(view) for view in views(bench)))
    assert bar.maximum() > 0
    assert bar.value() == 0


def test_the_page_can_be_scrolled_to_its_end_and_letters_be_chosen_there(bench):
    bench.tab.dials.samples.setValue(5)
    bench.tab.dials.length.setValue(600)
    bench.write()
    bar = page(bench).verticalScrollBar()
    bench.wait(lambda: all(is_whole(view) for view in views(bench)))
    last = views(bench)[4]
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert last.current == len(last.pieces) - 1
    place = last.viewport().mapTo(page(bench).viewport(), last.end_rect().center())
    assert page(bench).viewport().rect().contains(place.toPoint())
    assert bar.value() > 0
    bench.write("the cat")  # another text begins at its top again
    assert bar.value() == 0


def test_a_long_text_begins_at_the_top(bench):
    bench.tab.dials.length.setValue(LONG)
    bench.write()
    bar = bench["output"].verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == 0


def test_who_scrolls_to_the_end_stays_at_the_end(bench):
    bench.tab.dials.length.setValue(LONG)
    bench.write()
    view = bench["output"]
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    for _ in range(3):
        bench.click("one")
        bench.wait_idle()
    assert bar.value() == bar.maximum()
    assert view.viewport().rect().contains(view.end_rect().toRect().center())


def test_slow_letters_stay_in_sight(bench):
    bench.tab.dials.length.setValue(LONG)
    bench.tab.resize(1000, 560)
    bench.tab.dials.speed.set_value(20)
    bench.type("the hen " * 60)
    bench.click("go")
    view = bench["output"]
    bench.wait(lambda: len(bench.tab.author.story.samples[0]) >= 3)
    assert view.viewport().rect().contains(view.end_rect().center().toPoint())
    QTest.keyClick(view, Qt.Key.Key_Escape)


def test_one_sample_after_several_fills_the_card_again(bench):
    bench.write()
    height = bench["output"].height()
    bench.tab.dials.samples.setValue(3)
    bench.write()
    bench.tab.dials.samples.setValue(1)
    bench.write()
    bench.wait(lambda: bench["output"].height() == height)
