"""The coach: a few sentences on how the training goes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from playground.engine.coach import ADVICE, Advice, Remark
from playground.ui.card import Card, label
from playground.ui.language import Translated, together, tr


class CoachCard(Translated, Card):
    """Shows one `Advice`; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._advice: Advice | None = None
        self.body.setContentsMargins(16, 8, 16, 10)
        self.body.setSpacing(6)
        self._pill = label("pill")
        self.header.addWidget(self._pill)
        self.words = label("muted", wrap=True)
        self.words.setObjectName("train.coach")
        self.body.addWidget(self.words)
        self.retranslate()

    def show_advice(self, advice: Advice | None) -> None:
        """Say something else, or nothing."""
        if advice != self._advice:
            self._advice = advice
            self._redraw()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self._pill.setText(tr("coach"))
        self._redraw()

    def _redraw(self) -> None:
        advice = self._advice
        self.setVisible(advice is not None)
        if advice is not None:
            self.title.setText(tr(ADVICE[advice.kind]))
            self.words.setText(together(remark_words(remark) for remark in advice.remarks))
            self.words.setVisible(bool(advice.remarks))


def remark_words(remark: Remark) -> str:
    """Return a remark in the window's language."""
    values = dict(remark.values)
    for name in ("line", "setting"):
        if name in values:
            values[name] = tr(values[name])
    return tr(remark.sentence, **values)
