"""A row of a form: caption, field, a way back, and the value as words where it is only read."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from playground.engine.knobs import Knob
from playground.ui import icons, theme
from playground.ui.card import label
from playground.ui.fields import make_field
from playground.ui.knob_words import range_words, value_words
from playground.ui.language import tr
from playground.ui.typed import Typed

FIELD = 118  # designed width
CAPTION, BACK, VALUE = range(3)  # columns


class FormRow(QObject):
    """Shows one setting; it is marked where its value is not the usual one."""

    changed = Signal()

    def __init__(self, knob: Knob, prefix: str, parent: QWidget) -> None:
        """Make the row of `knob`; `prefix` begins the names of its widgets."""
        super().__init__(parent)
        self.knob = knob
        self.name = knob.name
        self.usual: Any = knob.default
        self._editable = True
        self._wanted = True
        self.caption = label("", wrap=True)
        self.field = make_field(knob)
        if isinstance(self.field, Typed):
            self.field.holds = True
        self.field.setObjectName(f"{prefix}.{knob.name}")
        self.caption.setBuddy(self.field)
        self.problem = label("problem", wrap=True)
        self.problem.setObjectName(f"{prefix}.{knob.name}.problem")
        self.problem.hide()
        self.back = QToolButton()
        self.back.setObjectName(f"{prefix}.{knob.name}.back")
        self.back.setProperty("role", "back")
        self.words = label("value", wrap=True)
        self.words.setObjectName(f"{prefix}.{knob.name}.words")
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.field.edited.connect(self._edited)
        self.back.clicked.connect(self.go_back)

    def place(self, grid: QGridLayout, number: int) -> None:
        """Put the widgets into a line of `grid`, and into the next what may be wrong."""
        line = 2 * number
        grid.addWidget(self.caption, line, CAPTION)
        grid.addWidget(self.back, line, BACK)
        grid.addWidget(self.field, line, VALUE)
        grid.addWidget(self.words, line, BACK, 1, 2)
        grid.addWidget(self.problem, line + 1, CAPTION, 1, 3)
        self.show_state()

    def put(self, value: Any) -> None:
        """Show a value."""
        self.field.put(value)
        self.show_state()

    def set_usual(self, value: Any) -> None:
        """Know the value that nobody would have to choose."""
        if value != self.usual:
            self.usual = value
            self.retranslate()

    def set_shown(self, *, wanted: bool, editable: bool) -> None:
        """Show the row or not, and the field or words."""
        if (wanted, editable) != (self._wanted, self._editable):
            self._wanted, self._editable = wanted, editable
            self.show_state()

    def mark_problem(self, wrong: bool, words: str = "") -> None:
        """Show whether something is wrong with this field, by itself or beside the others."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words) and self._wanted and self._editable)
        wrong = wrong or self.field.shown() is None
        _set_property(self.field, "invalid", wrong)

    def go_back(self) -> None:
        """Take the usual value."""
        if self.back.hasFocus():
            self.field.setFocus()
        self.field.put(self.usual)

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        title, usual = tr(self.knob.title), value_words(self.knob, self.usual)
        tip = f"{tr(self.knob.help)}\n{range_words(self.knob, self.usual)}"
        self.caption.setText(title)
        self.caption.setToolTip(tip)
        self.field.retranslate()
        self.field.setToolTip(tip)
        self.field.setAccessibleName(title)
        self.field.setAccessibleDescription(tip)
        self.back.setToolTip(tr("Set {setting} back to {value}", setting=title, value=usual))
        self.back.setAccessibleName(self.back.toolTip())
        self.show_state()

    def restyle(self) -> None:
        """Take sizes and the icon from the theme."""
        self.field.setFixedWidth(theme.px(FIELD))
        icons.dress(self.back, "undo", "accent_text", 15)
        self.back.setFixedSize(theme.px(22), theme.px(22))

    def show_state(self) -> None:
        """Mark a value that is not the usual one, and show what is wanted of the row."""
        value = self.field.shown()
        changed = value is None or value != self.usual
        _set_property(self.caption, "changed", changed and self._editable)
        for widget in (self.field, self.back, self.caption, self.words):
            seen = self._wanted and {
                self.field: self._editable,
                self.back: self._editable and changed,
                self.words: not self._editable,
            }.get(widget, True)
            widget.setVisible(seen)
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(self._wanted and self._editable)  # the field stays in place
        self.back.setSizePolicy(policy)
        if value is not None:
            self.words.setText(value_words(self.knob, value))

    def _edited(self) -> None:
        self.show_state()
        self.mark_problem(False, self.problem.text())
        self.changed.emit()


def _set_property(widget: QWidget, name: str, value: bool) -> None:
    """Set what the style sheet asks for."""
    if bool(widget.property(name)) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
