"""Return presses the button that has the focus, on every tab."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QToolButton

from tests.ui.conftest import PATIENCE


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
def test_return_presses_the_focused_button(window, key, kind):
    made = kind(window.pages.tabs["generate"])
    pressed = []
    made.clicked.connect(lambda: pressed.append(1))
    window.show_tab("generate")
    made.show()
    made.setFocus()
    QTest.keyClick(made, key)
    assert pressed == [1]
    QTest.keyClick(made, key, Qt.KeyboardModifier.ShiftModifier)
    made.setEnabled(False)
    QTest.keyClick(window, key)
    assert pressed == [1]


def test_return_opens_a_text_from_the_list(open_program, qtbot):
    program = open_program(ready=True)
    program.window.show_tab("text")
    row = program.window.findChild(QAbstractButton, "text.built_in.fables-zh")
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.studio.corpus is not None, timeout=PATIENCE)


def test_return_leaves_what_is_only_set_as_it_is(window):
    made = QCheckBox(window.pages.tabs["generate"])
    window.show_tab("generate")
    made.show()
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert not made.isChecked()


def test_from_the_text_return_leads_to_start(open_program, qtbot):
    program = open_program(ready=True)
    window, studio = program.window, program.studio
    window.show_tab("text")
    studio.open_built_in("fables-en")
    qtbot.waitUntil(lambda: studio.corpus is not None, timeout=PATIENCE)
    train = window.pages.tabs["text"].findChild(QPushButton, "text.train")
    qtbot.waitUntil(train.isVisible, timeout=PATIENCE)
    train.setFocus()
    QTest.keyClick(train, Qt.Key.Key_Return)
    assert window.pages.current == "train"
    assert window.focusWidget().objectName() == "train.start"
