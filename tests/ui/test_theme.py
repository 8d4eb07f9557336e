"""Dressing the application."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.paths import bundled
from playground.ui import icons, theme
from playground.ui.theme import DARK, LIGHT, Themed


class Mover(Themed, QWidget):
    """Takes a widget out of a splitter at every change of style, which deletes its handle."""

    def __init__(self):
        super().__init__()
        self.splitter = QSplitter()
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.splitter)
        self.first, self.second = QLabel("1"), QLabel("2")
        self.splitter.addWidget(self.first)
        self.splitter.addWidget(self.second)
        self.dressings = []

    def restyle(self):
        self.dressings.append(QApplication.instance().property("dressing"))
        if self.splitter.count() == 2:
            self.column.addWidget(self.second)
        else:
            self.splitter.addWidget(self.second)


def test_widgets_restyle_themselves_once_when_qt_has_gone_through_all(qtbot, dressed):
    movers = [Mover() for _ in range(20)]
    for mover in movers:
        qtbot.addWidget(mover)
        mover.show()
        mover.dressings.clear()
    for number in range(6):
        theme.apply("dark" if number % 2 else "light", 1.0 + number / 10)
    for mover in movers:
        assert mover.dressings == [False] * 6
    theme.apply("light")


def test_every_name_in_the_style_sheet_is_a_colour_and_every_picture_is_there(dressed):
    sheet = bundled("resources", "theme.qss").read_text(encoding="utf-8")
    names = set(re.findall(r"@(\w+)", sheet)) - {"icons"}
    assert names <= set(vars(LIGHT))
    for picture in re.findall(r"@icons/([\w-]+\.svg)", sheet):
        for folder in ("light", "dark"):
            assert bundled("resources", "icons", folder, picture).exists()


def test_a_style_sheet_that_was_cut_anywhere_is_not_used(dressed, monkeypatch):
    whole = bundled("resources", "theme.qss").read_text(encoding="utf-8").rstrip()
    named = []
    monkeypatch.setattr(theme, "note_damaged", named.append)
    ends = [match.end() for match in re.finditer(r"[},\n]", whole[:-1])]  # where braces may balance
    for end in ends:
        monkeypatch.setattr(theme, "read_part", lambda _, end=end: whole[:end])
        assert theme._style_sheet() == ""
    assert named == ["theme.qss"] * len(ends)


def luminance(name):
    """Relative luminance as in WCAG 2."""
    parts = []
    for value in QColor(name).getRgbF()[:3]:
        parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("c", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("text", "ground"),
        ("text", "surface"),
        ("muted", "ground"),
        ("muted", "surface"),
        ("accent_text", "accent_soft"),
        ("on_accent", "accent_fill"),
        ("problem", "problem_soft"),
        ("problem", "surface"),
        ("tooltip_text", "tooltip"),
    ],
)
def test_words_are_readable(c, ink, paper):
    assert contrast(getattr(c, ink), getattr(c, paper)) >= 4.5  # WCAG 2, level AA


def test_icons_are_drawn_in_the_colour_of_the_theme(dressed):
    picture = icons.pixmap("stop", "accent", 16, 1).toImage()
    assert picture.pixelColor(8, 8).name().upper() == LIGHT.accent
    theme.apply("dark")
    picture = icons.pixmap("stop", "accent", 16, 1).toImage()
    assert picture.pixelColor(8, 8).name().upper() == DARK.accent
    theme.apply("light")


def test_every_icon_can_be_drawn(dressed):
    for file in bundled("resources", "icons").glob("*.svg"):
        image = icons.pixmap(file.stem, "text", 24, 1).toImage()
        points = (image.pixelColor(x, y).alpha() for x in range(24) for y in range(24))
        assert max(points) > 100, file.name


@pytest.mark.parametrize("role", ["", "primary", "link", "segment"])
@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
def test_the_focus_is_one_ring_at_the_edge_and_none_inside(qtbot, dressed, kind, role):
    page = QWidget()
    qtbot.addWidget(page)
    box = QVBoxLayout(page)
    button, other = kind(), QPushButton("other")
    for each in (button, other):
        box.addWidget(each)
    button.setText("Words")
    button.setProperty("role", role)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    page.resize(240, 120)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    pictures = []
    for focused in (other, button):
        focused.setFocus(Qt.FocusReason.TabFocusReason)
        page.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # as after the Tab key
        QApplication.processEvents()
        pictures.append(button.grab().toImage())
    plain, ringed = pictures
    assert plain != ringed or role == "segment"
    inside = plain.rect().adjusted(4, 4, -4, -4)
    assert plain.copy(inside) == ringed.copy(inside)
