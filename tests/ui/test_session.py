"""Everything is found again at the next start."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from playground.ui.phase import Phase
from playground.ui.settings import Settings
from tests.ui.fakes import CONFIG, ENDLESS, FakeTraining, make_run

PATIENCE = 60_000


@pytest.fixture
def story(tmp_path):
    file = tmp_path / "story.txt"
    file.write_text("the cat sat on the mat. " * 100, encoding="utf-8")
    return file


def drag(qtbot, handle, distance):
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(1, 50))
    qtbot.mouseMove(handle, QPoint(1 + distance, 50))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(1 + distance, 50))


def test_the_first_window_leaves_room_for_its_frame(open_program):
    window = open_program().window
    assert window.height() <= window.screen().availableGeometry().height() - 40


def test_place_tab_language_theme_and_size_are_remembered(qtbot, open_program):
    first = open_program()
    first.window.resize(1024, 720)  # the test's screen is 800 points high
    drag(qtbot, first.window.splitter.handle(1), 40)
    first.window.show_tab("generate")
    first.appearance.set_theme("dark")
    first.appearance.set_language("zh")
    first.appearance.set_text_size(1.1)
    first.window.commands.toggle_sidebar()
    widths = first.window.splitter.sizes()

    second = open_program()
    assert second.window.height() == 720
    assert second.window.pages.current == "generate"
    assert second.window.sidebar.isHidden()
    assert second.window.sidebar_width == first.window.sidebar_width > 252
    second.window.commands.toggle_sidebar()
    QApplication.processEvents()
    assert second.window.splitter.sizes() == pytest.approx(widths, abs=1)
    look = second.appearance
    assert (look.theme, look.language, look.text_size) == ("dark", "zh", 1.1)
    assert second.window.menus.actions()[0].text() == "文件(&F)"
    second.appearance.set_language("en")


def test_presenter_mode_is_for_one_lesson(open_program):
    open_program().appearance.set_presenter(True)
    assert not open_program().appearance.presenter


def test_the_text_is_open_again(qtbot, open_program, story):
    first = open_program()
    first.window.open_files([story])
    qtbot.waitUntil(lambda: first.studio.corpus is not None, timeout=PATIENCE)
    second = open_program()
    qtbot.waitUntil(lambda: second.studio.corpus is not None, timeout=PATIENCE)
    assert second.studio.corpus.name == "story.txt"


def test_a_text_that_has_gone_is_a_notice(qtbot, open_program, story):
    first = open_program()
    first.window.open_files([story])
    qtbot.waitUntil(lambda: first.studio.corpus is not None, timeout=PATIENCE)
    first.window.show_tab("train")  # the Text tab says it in its own place
    first.window.closing.close_now()
    story.unlink()
    second = open_program()
    qtbot.waitUntil(second.window.notice.isVisible, timeout=PATIENCE)
    assert "story.txt" in second.window.notice.sentence.text()


def test_files_of_the_command_line_are_opened_instead(qtbot, open_program, story, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("another text " * 100, encoding="utf-8")
    first = open_program(story)
    qtbot.waitUntil(lambda: first.studio.corpus is not None, timeout=PATIENCE)
    second = open_program(other)
    qtbot.waitUntil(lambda: second.studio.corpus is not None, timeout=PATIENCE)
    assert second.studio.corpus.name == "other.txt"
    assert second.window.pages.current == "text"


def test_the_training_that_ran_is_offered_again(qtbot, open_program, home):
    folder = make_run(home, "shakespeare", status="stopped", steps=62)
    first = open_program()
    first.studio._trainer.begin(CONFIG, lambda: FakeTraining(folder, ENDLESS))
    qtbot.waitUntil(lambda: first.studio.phase is Phase.RUNNING, timeout=PATIENCE)
    first.window.closing.close_now()
    qtbot.waitUntil(lambda: not first.studio.jobs.busy, timeout=PATIENCE)

    second = open_program()
    notice = second.window.notice
    qtbot.waitUntil(notice.isVisible, timeout=PATIENCE)
    assert notice.sentence.text() == (
        "“shakespeare” was at 62 % when you quit. It can go on where it stopped."
    )
    asked = []
    second.studio.resume = lambda run: asked.append(run.title)
    qtbot.mouseClick(notice.act, Qt.MouseButton.LeftButton)
    assert asked == ["shakespeare"]
    assert second.window.pages.current == "train"
    assert not open_program().window.notice.isVisible()  # it asks only once


def test_an_interrupted_run_is_offered(qtbot, open_program, home):
    make_run(home, "shakespeare", status="running", steps=30)  # no program trains it
    notice = open_program().window.notice
    qtbot.waitUntil(notice.isVisible, timeout=PATIENCE)
    assert "was interrupted at 30 %" in notice.sentence.text()


def test_broken_settings_do_not_keep_the_window_from_opening(qtbot, open_program, home):
    (home / "settings.ini").write_bytes(b"\x00\xff" * 100)
    assert open_program().window.isVisible()
    assert (home / "settings.ini.broken").exists()


def test_nonsense_in_the_settings_does_not_either(qtbot, open_program, home):
    first = open_program()
    for key in ("window/geometry", "window/sidebar_width", "window/tab", "text/recent"):
        first.settings.set(key, "nonsense")
    first.settings.save()
    lines = (home / "settings.ini").read_text(encoding="utf-8")
    second = open_program()
    (home / "settings.ini").write_text(lines, encoding="utf-8")
    assert second.window.isVisible()
    assert open_program().window.pages.current == "text"


def test_a_read_only_workspace_is_a_notice(qtbot, open_program, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("PLAYGROUND_HOME", str(tmp_path / "file" / "home"))
    window = open_program().window
    assert window.notice.isVisible()
    assert window.notice.is_problem
    assert str(tmp_path / "file") in window.notice.sentence.text()


def test_a_window_that_is_killed_has_noted_its_text_and_tab(qtbot, open_program, story, home):
    program = open_program(story)
    qtbot.waitUntil(lambda: program.studio.corpus is not None, timeout=PATIENCE)
    program.window.show_tab("generate")

    def noted():
        found = Settings(home / "settings.ini")  # as another program sees the file
        return found.get("window/tab", ""), found.get("session/text_open", False)

    qtbot.waitUntil(lambda: noted() == ("generate", True), timeout=PATIENCE)
