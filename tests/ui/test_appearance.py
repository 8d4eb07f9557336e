"""Theme, text size and language change the open window at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from playground.ui import appearance, theme
from playground.ui.appearance import Appearance, system_scale


@pytest.fixture
def look(studio):
    made = Appearance(studio.settings)
    made.apply()
    yield made
    made.set_language("en")


def ground():
    return QApplication.palette().color(QPalette.ColorRole.Window).name().upper()


def test_the_theme_is_put_on_at_once(look):
    look.set_theme("dark")
    assert ground() == theme.DARK.ground
    assert theme.is_dark()
    assert theme.DARK.surface in QApplication.instance().styleSheet()
    look.set_theme("light")
    assert ground() == theme.LIGHT.ground


def test_the_system_decides_if_nobody_else_does(look, monkeypatch):
    assert look.theme == "system"
    monkeypatch.setattr(theme, "_system_is_dark", lambda app: True)
    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark()
    look.set_theme("light")
    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.is_dark()


def test_everything_is_remembered(look, studio):
    look.set_theme("dark")
    look.set_language("zh")
    look.set_text_size(1.25)
    again = Appearance(studio.settings)
    assert (again.theme, again.language, again.text_size) == ("dark", "zh", 1.25)


def test_nonsense_in_the_settings_is_ignored(look, studio):
    studio.settings.set("window/theme", "pink")
    studio.settings.set("window/language", "xx")
    studio.settings.set("window/text_size", 99.0)
    assert (look.theme, look.language, look.text_size) == ("system", "en", 1.0)


def test_text_grows_and_shrinks_in_steps(look):
    seen = []
    for _ in range(8):
        look.larger()
        seen.append(look.text_size)
    assert seen[:3] == [1.1, 1.25, 1.5]
    assert look.text_size == 2.0
    for _ in range(20):
        look.smaller()
    assert look.text_size == 0.8


def test_presenter_mode_multiplies_the_text_size(look):
    look.set_text_size(1.25)
    look.set_presenter(True)
    assert theme.scale() == pytest.approx(1.25 * theme.PRESENTER)
    assert QApplication.font().pixelSize() == round(14 * 1.25 * theme.PRESENTER)
    look.set_presenter(False)
    assert theme.scale() == pytest.approx(1.25)


@pytest.mark.parametrize(
    ("platform", "pixels", "scale"),
    [
        ("linux", 13, 1.0),
        ("linux", 15, 1.0),
        ("linux", 18, 1.2),
        ("win32", 12, 1.0),
        ("win32", 18, 1.5),
        ("darwin", 13, 1.0),
        ("linux", 90, 2.0),
    ],
)
def test_a_system_font_larger_than_usual_is_followed(qapp, monkeypatch, platform, pixels, scale):
    font = QFont()
    font.setPixelSize(pixels)
    monkeypatch.setattr(appearance.QFontDatabase, "systemFont", lambda kind: font)
    monkeypatch.setattr(appearance.sys, "platform", platform)
    assert system_scale() == pytest.approx(scale)


def test_every_widget_of_the_window_changes_its_colours(qtbot, open_program):
    program = open_program()
    program.appearance.set_theme("light")
    before = program.window.grab().toImage()
    program.appearance.set_theme("dark")
    after = program.window.grab().toImage()
    assert share_of(before, QColor(theme.LIGHT.ground), QColor(theme.LIGHT.surface)) > 0.6
    assert share_of(after, QColor(theme.DARK.ground), QColor(theme.DARK.surface)) > 0.6
    assert share_of(after, QColor(theme.LIGHT.ground), QColor(theme.LIGHT.surface)) < 0.01


def share_of(image, *colours):
    """Share of the points on a grid that have one of the colours."""
    wanted = {colour.rgb() for colour in colours}
    points = [
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    ]
    return sum(point in wanted for point in points) / len(points)
