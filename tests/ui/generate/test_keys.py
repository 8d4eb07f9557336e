"""Generate by keyboard and by hovering: in the order of the eye, seen, and explained."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolTip, QWidget

from tests.ui.conftest import flush

ORDER = [
    "generate.prompt", "generate.recent", "generate.go", "generate.one", "generate.colours",
    "generate.undo", "generate.copy", "generate.save", "generate.output", "generate.temperature",
    "generate.top_k", "generate.top_p", "generate.speed", "generate.length", "generate.samples",
    "generate.seed", "generate.new_seed", "generate.bars",
]  # fmt: skip


def focused():
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget if widget.objectName().startswith("generate") else widget.parentWidget()


def test_the_tab_key_goes_from_left_to_right_and_down(bench):
    bench.write("the cat")
    bench.click_token(9)
    bench.click_at(bench["bars"], *bench["bars"].row_rect(2).center().toTuple())
    bench.wait_idle()  # now there is something to undo
    bench["prompt"].setFocus()
    seen = []
    while focused().objectName() not in seen:
        seen.append(focused().objectName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen == [name for name in ORDER if bench[name.removeprefix("generate.")].isEnabled()]


def test_what_has_the_keys_is_seen(bench):
    """Each control looks different once the keys are on it."""
    bench.write("the cat")
    for name in ORDER:
        widget = bench[name.removeprefix("generate.")]
        if not widget.isEnabled():
            continue
        bench.tab.findChild(QWidget, "generate.note").setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.focusWidget().clearFocus()
        flush()
        place = widget.rect().translated(widget.mapTo(bench.tab, QPoint()))
        for edit in bench.tab.findChildren(QLineEdit):
            edit.deselect()
        plain = bench.tab.grab(place).toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        flush()
        assert bench.tab.grab(place).toImage() != plain, name


def test_tips_of_bars_cover_no_bar(bench):
    bars = bench["bars"]
    for row in (0, 2):
        spot = bars.row_rect(row).center().toPoint()
        QApplication.sendEvent(
            bars, QHelpEvent(QHelpEvent.Type.ToolTip, spot, bars.mapToGlobal(spot))
        )
        bench.wait(QToolTip.isVisible)
        shown = next(w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel"))
        place = QRect(bars.mapToGlobal(QPoint()), bars.size())
        assert not shown.geometry().intersects(place)
    QToolTip.hideText()


def test_captions_explain_themselves(bench):
    captions = [each for each in bench.tab.findChildren(QLabel) if each.buddy() is not None]
    fields = {bench[name] for name in ("length", "samples", "seed")}
    explained = [each for each in captions if each.buddy() in fields]
    assert len(explained) == 3
    assert all(each.toolTip() == each.buddy().toolTip() != "" for each in explained)
