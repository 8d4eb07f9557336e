"""One text, or several one below the other, of which one token is selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from playground.ui import theme
from playground.ui.card import label
from playground.ui.language import Translated, tr
from playground.ui.pieces import Colouring, Piece
from playground.ui.tokens import TokenView

if TYPE_CHECKING:
    from playground.engine.tokens import Token

LEAST = 120  # designed pixels of all together
LEAST_WIDTH = 330  # of each, where they stand side by side


class Sample(QWidget):
    """A view of tokens with a line above it."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title: QLabel = label("muted")
        self.view = TokenView()
        name = "generate.output"
        self.view.setObjectName(name if number == 0 else f"{name}.{number + 1}")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.title)
        box.addWidget(self.view, 1)
        box.addStretch(0)


class Samples(Translated, theme.Themed, QScrollArea):
    """Shows samples; the selection is in one of them at a time."""

    selected = Signal(int, int)  # sample, token (-1: none)
    chosen = Signal()  # Return on the selected token

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: list[Sample] = []
        self._seeds: Sequence[int] = ()
        self._text_size = 17.0
        self._follow = False
        self._colouring = Colouring.DOUBT
        self.active = 0  # the sample that was selected in last
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, inner)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self.setWidget(inner)
        self.set_count([0])

    @property
    def views(self) -> list[TokenView]:
        """The views of all samples."""
        return [sample.view for sample in self._samples]

    def set_count(self, seeds: Sequence[int]) -> None:
        """Show as many samples as there are seeds."""
        while len(self._samples) > len(seeds):
            sample = self._samples.pop()
            self._box.removeWidget(sample)
            sample.deleteLater()
        while len(self._samples) < len(seeds):
            self._add()
        self._seeds = tuple(seeds)
        self.active = min(self.active, len(seeds) - 1)
        self.restyle()
        self.retranslate()

    def set_colouring(self, colouring: Colouring) -> None:
        """Colour all samples, or none."""
        self._colouring = colouring
        for view in self.views:
            view.set_colouring(colouring)

    def set_following(self, following: bool) -> None:
        """Go along with letters that come one by one, or stay where the reader is."""
        self._follow = following
        for view in self.views:
            view.set_following(following)

    def to_top(self) -> None:
        """Show the beginning of all samples."""
        self.verticalScrollBar().setValue(0)
        for view in self.views:
            view.to_top()

    def append(self, number: int, pieces: list[Piece]) -> None:
        """Add to the end of a sample."""
        view = self.views[number]
        view.append(pieces)
        if self._follow and number == self.active:
            self._show(view, view.end_rect())

    def _show(self, view: TokenView, box: QRectF) -> None:
        """Scroll the page, where it has several samples, until a place in one is seen."""
        inner = self.widget()
        if len(self._samples) > 1 and inner is not None:
            theme.settle()  # it may have grown a moment ago
            place = view.viewport().mapTo(inner, box.center().toPoint())
            self.ensureVisible(place.x(), place.y(), 0, round(box.height()) + theme.px(8))

    def set_text_size(self, size: float) -> None:
        """Set the size of the letters in designed pixels."""
        if size != self._text_size:
            self._text_size = size
            for view in self.views:
                view.set_text_size(size)

    def set_writing(self, writing: bool) -> None:
        """Show where the model writes."""
        for view in self.views:
            view.set_writing(writing)

    def select_nothing(self) -> None:
        """Take the selection away."""
        for view in self.views:
            view.select(-1)

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        several = len(self._samples) > 1
        for i, sample in enumerate(self._samples):
            sample.title.setVisible(several)
            words = tr("Sample {number} · seed {seed}", number=i + 1, seed=self._seeds[i])
            sample.title.setText(words)
            sample.view.setAccessibleName(words if several else tr("Written text"))
            hint = tr("Press Generate, and the model goes on from your beginning.")
            sample.view.set_placeholder(hint)

    def restyle(self) -> None:
        """Take sizes from the theme."""
        several = len(self._samples) > 1
        self.setMinimumHeight(theme.px(LEAST))
        for sample in self._samples:
            sample.view.set_whole(several)
        self._turn()

    def sizeHint(self) -> QSize:
        """Return the least size; where there is room the samples take it."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the samples side by side where there is room."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        count = len(self._samples)
        wide = count > 1 and self.viewport().width() >= count * theme.px(LEAST_WIDTH)
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _add(self) -> None:
        number = len(self._samples)
        sample = Sample(number)
        sample.view.set_colouring(self._colouring)
        sample.view.set_text_size(self._text_size)
        sample.view.set_following(self._follow)
        sample.view.selected.connect(partial(self._select, number))
        sample.view.chosen.connect(self.chosen)
        self._samples.append(sample)
        self._box.addWidget(sample, 1)

    def _select(self, number: int, token: int) -> None:
        if token >= 0:
            self.active = number
            for i, view in enumerate(self.views):
                if i != number:
                    view.blockSignals(True)
                    view.select(-1)
                    view.blockSignals(False)
            view = self.views[number]
            self._show(view, view.token_rect(token))
        self.selected.emit(number, token)


def pieces(tokens: Iterable[Token], labels: Sequence[str] | None, *, given: bool) -> list[Piece]:
    """Return tokens as they are shown; without `labels` they are called by their text."""
    return [
        Piece(
            t.text,
            labels[t.id] if labels else t.text,
            t.probability,
            t.rank,
            given=given,
            chosen=not given and t.number is None,
        )
        for t in tokens
    ]
