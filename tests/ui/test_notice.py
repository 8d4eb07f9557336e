import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QPushButton

from playground.ui.notice import Notice, Remedy, hidden, places
from playground.ui.toast import time_to_read


@pytest.fixture
def notice(qtbot, dressed):
    made = Notice()
    qtbot.addWidget(made)
    return made


def test_it_is_not_there_until_there_is_something_to_say(notice):
    assert notice.isHidden()


def test_it_says_a_sentence(notice):
    notice.say(lambda: "“a” is deleted.")
    assert notice.isVisible()
    assert notice.sentence.text() == "“a” is deleted."
    assert notice.toasts[0].accessibleName() == "“a” is deleted."
    assert notice.act.isHidden()
    assert not notice.is_problem


def test_its_button_acts_once_and_closes_it(qtbot, notice):
    undone = []
    notice.say(lambda: "Deleted.", Remedy(lambda: "Undo", lambda: undone.append(True)))
    assert notice.act.text() == "Undo"
    qtbot.mouseClick(notice.act, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert notice.isHidden()


def test_the_last_word_counts(notice):
    notice.say(lambda: "First.", Remedy(lambda: "Undo", lambda: None))
    notice.say(lambda: "Second.", problem=True)
    assert notice.sentence.text() == "Second."
    assert notice.act.isHidden()
    assert notice.is_problem


def test_a_remedy_may_speak_again(qtbot, notice):
    notice.say(lambda: "Deleted.", Remedy(lambda: "Undo", lambda: notice.say(lambda: "Back.")))
    qtbot.mouseClick(notice.act, Qt.MouseButton.LeftButton)
    assert notice.isVisible()
    assert notice.sentence.text() == "Back."


def test_what_is_said_twice_is_shown_once(notice):
    for _ in range(3):
        notice.say(lambda: "The disk is full.", problem=True)
    assert len(notice.toasts) == 1


def test_information_about_the_same_is_replaced_and_problems_stack(notice):
    notice.say(lambda: "“a” is deleted.", topic="deleted")
    notice.say(lambda: "“b” is deleted.", topic="deleted")
    notice.say(lambda: "No room for “a”.", problem=True, topic="training")
    notice.say(lambda: "No room for “b”.", problem=True, topic="training")
    said = [toast.sentence.text() for toast in notice.toasts]
    assert said == ["“b” is deleted.", "No room for “a”.", "No room for “b”."]
    notice.say(lambda: "“c” is saved.")
    assert [toast.is_problem for toast in notice.toasts] == [True, True, False]


def test_it_may_have_several_remedies(qtbot, notice):
    done = []
    notice.say(
        lambda: "Finished.",
        Remedy(lambda: "Let it write", lambda: done.append("write")),
        Remedy(lambda: "Train longer", lambda: done.append("train")),
    )
    second = notice.findChild(QPushButton, "notice.act.2")
    assert second.text() == "Train longer"
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert done == ["train"]
    assert notice.isHidden()


def test_information_leaves_when_it_has_been_read_and_a_problem_stays(notice):
    notice.say(lambda: "Short.")
    notice.say(lambda: "Deleted, and can come back.", Remedy(lambda: "Undo", lambda: None))
    notice.say(lambda: "The disk is full.", problem=True)
    notice.pass_time(5_000)
    assert len(notice.toasts) == 3
    notice.pass_time(1_000)
    assert notice.toasts[0].sentence.text().startswith("Deleted")
    notice.pass_time(1_000_000)
    assert [toast.is_problem for toast in notice.toasts] == [True]


def test_longer_sentences_stay_longer_in_chinese_too():
    assert time_to_read("word " * 20) > time_to_read("word") > 4_000
    assert time_to_read("已删除，可以撤销。") > time_to_read("Is deleted")


def test_it_does_not_leave_while_it_is_used(qtbot, notice):
    notice.say(lambda: "Deleted.", Remedy(lambda: "Undo", lambda: None))
    notice.activateWindow()
    notice.take_focus()
    qtbot.waitUntil(notice.act.hasFocus)
    notice.pass_time(1_000_000)
    assert notice.isVisible()
    notice.act.clearFocus()
    QApplication.sendEvent(notice.toasts[0], QEnterEvent(QPointF(), QPointF(), QPointF()))
    notice.toasts[0].setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    notice.pass_time(1_000_000)
    assert notice.isVisible()
    notice.toasts[0].setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    notice.pass_time(1_000_000)
    assert notice.isHidden()


def test_what_is_settled_goes(notice):
    notice.say(lambda: "“a” is deleted.", topic="deleted")
    notice.say(lambda: "The disk is full.", problem=True, topic="training")
    notice.settle("deleted", "text")
    assert [toast.topic for toast in notice.toasts] == ["training"]


def test_a_corner_is_chosen_that_hides_nothing_needed():
    area = QRect(0, 0, 1000, 600)
    corners = places(area, 400, 100)
    assert corners[0] == QRect(600, 500, 400, 100)
    start = QRect(700, 550, 120, 40)
    typed = QRect(0, 480, 500, 120)
    free = [corner for corner in corners if not hidden(corner, [start, typed])]
    assert free[0] == QRect(600, 0, 400, 100)
    assert all(area.contains(corner) for corner in corners)


@pytest.mark.parametrize("how", ["button", "escape"])
def test_it_can_be_closed(qtbot, notice, how):
    notice.say(lambda: "Deleted.")
    with qtbot.waitSignal(notice.closed):
        if how == "button":
            qtbot.mouseClick(notice.dismiss, Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(notice, Qt.Key.Key_Escape)
    assert notice.isHidden()


def test_words_are_asked_for_again_when_the_language_changes(notice):
    words = ["Deleted."]
    notice.say(lambda: words[0])
    words[0] = "已删除。"
    notice.toasts[0].retranslate()
    assert notice.sentence.text() == "已删除。"


def test_markup_is_shown_as_it_is(notice):
    notice.say(lambda: "“<b>a</b>” is deleted.")
    assert notice.sentence.textFormat() == Qt.TextFormat.PlainText
