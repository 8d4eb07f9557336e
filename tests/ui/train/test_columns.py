"""Who gets how much room on the Train tab, at the desk and in front of a class."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

from playground.engine.events import Sampled
from playground.ui import theme
from playground.ui.phase import Phase
from playground.ui.train.columns import COLUMN
from tests.ui.train.conftest import PATIENCE, check, step
from tests.ui.train.test_train_tab import button, start


@pytest.mark.parametrize("size", [(972, 600), (1058, 608), (972, 680), (1600, 960)], ids=str)
def test_what_starts_the_training_never_scrolls_away(bench, qtbot, size):
    bench.tab.resize(*size)
    bench.tab.training.more.setChecked(True)
    qtbot.waitUntil(lambda: bench.tab.training.settings.isVisible(), timeout=PATIENCE)
    for name in ("train.start", "train.problem"):
        found = bench.tab.findChild(QWidget, name)
        assert found is not None
        area = found.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        assert area is None, name
    start = button(bench, "train.start")
    assert bench.tab.rect().contains(start.mapTo(bench.tab, start.rect().bottomRight()))


def test_nothing_moves_when_a_training_starts_pauses_and_ends(bench, studio, qtbot):
    curve = bench.tab.loss
    before = [(w.mapTo(bench.tab, QPoint(0, 0)), w.size()) for w in (curve, bench.tab.sample)]
    primary = button(bench, "train.start").mapTo(bench.tab, QPoint(0, 0))
    start(bench, studio, qtbot)
    bench.training.put(step(1), check(1), Sampled(1, "The crow"))
    qtbot.waitUntil(lambda: bench.tab.coach.isVisible(), timeout=PATIENCE)
    assert button(bench, "train.pause").mapTo(bench.tab, QPoint(0, 0)) == primary
    for widget, (place, size) in zip((curve, bench.tab.sample), before, strict=True):
        assert (widget.mapTo(bench.tab, QPoint(0, 0)), widget.size()) == (place, size)
    bench.training.finish()
    qtbot.waitUntil(lambda: studio.phase is Phase.IDLE, timeout=PATIENCE)
    for widget, (place, size) in zip((curve, bench.tab.sample), before, strict=True):
        assert (widget.mapTo(bench.tab, QPoint(0, 0)), widget.size()) == (place, size)


def test_no_card_is_cut_at_its_side(bench, studio, qtbot):
    """The words of a run that is looked at were wider than the column."""
    tab = bench.tab
    tab.resize(972, 680)
    start(bench, studio, qtbot)
    qtbot.waitUntil(tab.model.counted.isVisible, timeout=PATIENCE)
    tab.model.counted.setText("1,234.56\xa0M parameters")  # in any font
    for card in (tab.text, tab.model, tab.training):
        assert card.minimumSizeHint().width() <= theme.px(COLUMN)


@pytest.mark.parametrize("size", [(1280, 640), (1366, 560), (1920, 900)], ids=str)
def test_a_class_sees_the_curve_and_the_sample_large(bench, studio, qtbot, size):
    tab = bench.tab
    start(bench, studio, qtbot)
    bench.training.put(step(1), check(1), Sampled(1, "The"), step(2), Sampled(2, "The crow"))
    qtbot.waitUntil(lambda: tab.sample.machine.isVisible(), timeout=PATIENCE)
    tab.resize(*size)
    tab.present(True)
    tab.present(True)
    seen = sum(w.width() * w.height() for w in (tab.loss, tab.sample))
    assert seen > 0.7 * tab.width() * tab.height()
    assert not tab.text.isVisible()
    assert not tab.model.isVisible()
    wide = 0.7 * tab.width()
    qtbot.waitUntil(lambda: tab.sample.machine.width() > wide, timeout=PATIENCE)
    qtbot.waitUntil(lambda: button(bench, "train.pause").isVisible(), timeout=PATIENCE)
    assert "mini-GPT" in tab.training.start.headline.text()
    tab.present(False)
    assert tab.text.isVisible()
    assert tab.sample.isAncestorOf(tab.sample.machine)
