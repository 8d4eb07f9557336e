"""The Generate tab with a really trained model."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSlider, QWidget

from playground.ui.tabs.generate import GenerateTab
from tests.ui.trained import copy_run

PATIENCE = 60_000
LEFT = Qt.MouseButton.LeftButton


class Bench:
    """The tab, and hands that find everything by its name."""

    def __init__(self, tab, qtbot):
        self.tab, self._qtbot = tab, qtbot

    def __getitem__(self, name):
        found = self.tab.findChild(QWidget, f"generate.{name}")
        assert found is not None, name
        return found

    def click(self, name):
        button = self[name]
        assert isinstance(button, QAbstractButton)
        assert button.isVisible()
        assert button.isEnabled()
        QTest.mouseClick(button, LEFT)

    def slide(self, name, key):
        """Move a slider to one of its ends by a key."""
        slider = self[name]
        assert isinstance(slider, QSlider)
        slider.setFocus()
        QTest.keyClick(slider, key)

    def type(self, text):
        self["prompt"].setFocus()
        self["prompt"].selectAll()
        QTest.keyClicks(self["prompt"], text)

    def wait(self, condition):
        self._qtbot.waitUntil(condition, timeout=PATIENCE)

    def wait_idle(self):
        self.wait(lambda: not self.tab.author.busy)

    def write(self, prompt="the hen"):
        self.type(prompt)
        self.click("go")
        self.wait_idle()

    def click_token(self, index, name="output"):
        view = self[name]
        QTest.mouseClick(view.viewport(), LEFT, pos=view.token_rect(index).center().toPoint())

    def click_at(self, widget, x, y):
        QTest.mouseClick(widget, LEFT, pos=QPoint(round(x), round(y)))

    @property
    def text(self):
        return self["output"].text


@pytest.fixture
def run(home, trained):
    return copy_run(trained, home)


def open_tab(qtbot, studio):
    """Show the tab, with the run selected that is the only one."""
    studio.has_engine = True
    studio.refresh()
    qtbot.waitUntil(lambda: studio.listed, timeout=PATIENCE)
    studio.select(studio.runs[0])
    tab = GenerateTab(studio)
    qtbot.addWidget(tab)
    tab.resize(1000, 760)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.activateWindow()
    return tab


@pytest.fixture
def bench(qtbot, studio, run):
    tab = open_tab(qtbot, studio)
    tab.dials.length.setValue(12)
    tab.dials.temperature.set_value(0.9)
    made = Bench(tab, qtbot)
    made.wait(lambda: tab.why.choice is not None)
    return made
