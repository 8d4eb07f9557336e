"""Fields into which a number is typed: what is no number stays there and is told, or is undone.

Qt's spin boxes put the last number back in silence; some take 10,00 for 1000.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, SignalInstance
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QToolTip

from playground.engine.knobs import Knob
from playground.errors import OutOfRange, SettingError
from playground.ui.language import explain, tr
from playground.ui.plain import tip

Box: Any = object  # to the type checker, the spin box beside this mixin


class Typed(Box):  # type: ignore[misc]  # what it needs is there in the Qt class
    """Mixin for spin boxes; put it before the Qt class.

    In a form (`holds`) what was refused stays, and `get` raises the reason. Elsewhere the last
    number comes back, with a bubble that says why.
    """

    holds = False
    edited: SignalInstance
    _knob: Knob
    _refused: str | None = None  # what is written, if it is no number in the range

    def prepare(self, knob: Knob) -> None:
        """Show the default of `knob`."""
        self._knob = knob
        self.setValue(knob.default)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().textEdited.connect(self._typed)
        self.editingFinished.connect(self._left)
        self.valueChanged.connect(self.edited)
        self.retranslate()

    def retranslate(self) -> None:
        """Write what 0 means, where it is no amount."""
        if self._knob.zero and self.minimum() == 0:
            self.setSpecialValueText(tr(self._knob.zero))

    def read(self) -> Any:
        """Return the number that is written.

        Raises:
            SettingError: It is none, or not in the range.
        """
        text = self.text()
        special = self.specialValueText()
        if special and text.strip().casefold() == special.casefold():
            return self.minimum()
        try:
            value = self._understand(text)
        except SettingError as error:
            error.values["name"] = self._knob.name
            raise
        if not self.minimum() <= value <= self.maximum():
            low, high = self.minimum(), self.maximum()
            raise OutOfRange(name=self._knob.name, value=value, low=low, high=high)
        return value

    def shown(self) -> Any:
        """Return the number that is written, None if it is none."""
        return None if self.problem() else self.get()

    def problem(self) -> SettingError | None:
        """Return what is wrong about what is written."""
        try:
            self.read()
        except SettingError as error:
            return error
        return None

    def put(self, value: float) -> None:
        """Show a number."""
        self.setValue(value)

    def forget_refused(self) -> None:
        """Let the last number stand in the field again."""
        if self._refused is not None:
            self._refused = None
            self.lineEdit().setText(self.textFromValue(self.value()))

    # Called by Qt

    def setValue(self, value: float) -> None:
        """Show a number, whatever is written there."""
        self.forget_refused()
        super().setValue(value)

    def textFromValue(self, value: float) -> str:
        """Return a number as it is written, or what was refused."""
        if self._refused is not None and self.holds:
            return self._refused
        return self._write(value)

    def valueFromText(self, text: str) -> Any:
        """Return the number in `text`, in whatever way it is written."""
        special = self.specialValueText()
        if special and text.strip().casefold() == special.casefold():
            return self.minimum()
        return self._understand(text)

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept a number in the range; anything else may become one."""
        states = QValidator.State
        try:
            value = self.valueFromText(text)
        except SettingError:
            return states.Intermediate, text, position
        fits = self.minimum() <= value <= self.maximum()
        return states.Acceptable if fits else states.Intermediate, text, position

    def fixup(self, text: str) -> str:
        """Change nothing: Qt would leave the commas away."""
        return text

    # Inside

    def _write(self, value: float) -> str:
        raise NotImplementedError

    def _understand(self, text: str) -> float:
        raise NotImplementedError

    def _typed(self, text: str) -> None:
        before, self._refused = self._refused, text if self.problem() else None
        if self._refused is not None or before is not None:
            self.edited.emit()

    def _left(self) -> None:
        """Tell why the last number is back, where what was written could not stay."""
        if self._refused is None or self.holds:
            return
        refused, self._refused = self._refused, None
        try:
            self._understand(refused)
            low, high = self.minimum(), self.maximum()
            error: SettingError = OutOfRange(
                name=self._knob.name, value=refused, low=low, high=high
            )
        except SettingError as known:
            error = known
        place = self.mapToGlobal(QPoint(0, self.height()))
        QToolTip.showText(place, tip(explain(error)), self)
