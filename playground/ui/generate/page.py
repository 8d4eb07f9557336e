"""Where the cards of the Generate tab stand: at the desk, on low screens, in front of a class."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from playground.ui import theme
from playground.ui.generate.dials import Dials
from playground.ui.generate.output import Output
from playground.ui.generate.prompt import Prompt
from playground.ui.generate.why import Why
from playground.ui.two_columns import Column, TwoColumns

LOW = 740  # designed pixels of height; below, the cards have less air


class Page(theme.Themed, QWidget):
    """Text on the left, dials and bars on the right; above them, in presenter mode, two lines."""

    def __init__(self, prompt: Prompt, output: Output, dials: Dials, why: Why) -> None:
        super().__init__()
        self._prompt, self._output, self._dials, self._why = prompt, output, dials, why
        self._presented = False
        self._main = Column((prompt, output), output)
        self._side = Column((dials, why), why)
        columns = (self._main, self._side)
        page = TwoColumns(columns, side=self._side, least=215, most=318, share=0.35, narrow=510)
        self._above = QWidget()
        self._lines = QVBoxLayout(self._above)
        self._above.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._above)
        box.addWidget(page, 1)
        self.restyle()

    def present(self, on: bool) -> None:
        """Fold beginning and dials to two lines above text and bars, or unfold them."""
        if on == self._presented:
            return
        self._presented = on
        focused = QApplication.focusWidget()
        if on:
            self._lines.addWidget(self._prompt)
            self._lines.addWidget(self._dials)
        else:
            self._main.insert(0, self._prompt)
            self._side.insert(0, self._dials)
            self._prompt.restyle()
        self._above.setVisible(on)
        self._dials.present(on)
        self._output.present(on)
        if focused is not None and self.isAncestorOf(focused):
            focused.setFocus()  # it was lost on the way
        self._fit()

    def restyle(self) -> None:
        """Take margins and gaps from the theme."""
        self._lines.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), 0)
        self._lines.setSpacing(theme.px(8))

    def refit(self) -> None:
        """Look again at how much room there is."""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out whether there is little height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        low = self.height() < theme.px(LOW)
        for card in (self._dials, self._why, self._output):
            card.set_low(low)
        box = self._prompt.layout()
        if self._presented and box is not None:
            box.setContentsMargins(14, 8, 14, 8)
