import pytest
from PySide6.QtCore import Qt

from playground.ui.notice import Notice, Remedy


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
    assert notice.accessibleName() == "“a” is deleted."
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
    notice.retranslate()
    assert notice.sentence.text() == "已删除。"


def test_markup_is_shown_as_it_is(notice):
    notice.say(lambda: "“<b>a</b>” is deleted.")
    assert notice.sentence.textFormat() == Qt.TextFormat.PlainText
