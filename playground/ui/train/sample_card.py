"""What the model writes now, and what it wrote before: the time machine of samples."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from playground.engine.events import Sampled
from playground.ui import theme
from playground.ui.card import Card, label
from playground.ui.figures import whole
from playground.ui.language import Translated, tr
from playground.ui.theme import Themed
from playground.ui.train.roomy import Roomy
from playground.ui.train.time_machine import TimeMachine
from playground.ui.wrap import WrapRow

LATELY = 24  # samples whose length tells how large the letters may be


class Reader(QPlainTextEdit):
    """A text to read, which tells when it has more or less room."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit()


class SampleCard(Translated, Themed, Card):
    """The latest sample; the time machine goes back to earlier ones."""

    step_shown = Signal(object)  # another earlier step is looked at, or None
    write_wanted = Signal(int)  # the model of that step is to write

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: Sequence[Sampled] = ()
        self._shown: Sampled | None = None
        self._size = 0
        self._roomy = Roomy()
        self._step: int | None = None  # that was told last
        self._model: int | None = None  # step of the model that can write
        self.time_machine = TimeMachine()
        self.write = QPushButton()
        self.write.setObjectName("train.write_then")
        self.write.setProperty("role", "small")
        head = WrapRow()
        head.setSpacing(10)
        for widget in (self.title, self.subtitle):
            self.header.removeWidget(widget)
            head.add_left(widget)
        head.add_right(self.write)
        self.body.removeItem(self.header)
        self.body.addLayout(head)
        self.machine = self.time_machine.track
        self.text = Reader()
        self.text.setObjectName("train.sample")
        self.text.setReadOnly(True)
        self.text.setProperty("role", "plain")
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(0)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = label("muted", wrap=True)
        self.body.addWidget(self.time_machine)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.text, 1)
        self.body.addStretch(0)
        self.time_machine.moved.connect(self._redraw)
        self.write.clicked.connect(self._write)
        self.text.resized.connect(self._choose_size)
        self.restyle()
        self.retranslate()
        self.offer_model(None)
        self.show_samples(())

    @property
    def follows(self) -> bool:
        """Whether the newest sample is shown, and the next one will be."""
        return self.time_machine.at_end and not self.time_machine.plays

    @property
    def shown(self) -> Sampled | None:
        """The sample that is shown."""
        return self._shown

    def show_samples(self, samples: Sequence[Sampled]) -> None:
        """Show the newest sample, unless an earlier one is being looked at."""
        follow = self.follows or not samples or len(samples) <= self.machine.value()
        grown = samples is not self._samples or len(samples) - 1 != self.machine.maximum()
        self._samples = samples
        self.time_machine.set_count(len(samples), follow=follow)
        if grown:
            self._choose_size()
        self._redraw()

    def follow(self) -> None:
        """Go to the newest sample."""
        self.time_machine.stop()
        self.machine.setValue(self.machine.maximum())

    def offer_model(self, step: int | None) -> None:
        """Offer to write with the model of a step; None if there is none."""
        self._model = step
        self.write.setVisible(step is not None)
        self._say_model()

    def go_to(self, step: int) -> None:
        """Show the sample that was written nearest to a step."""
        self.time_machine.stop()
        if self._samples:
            steps = [sample.step for sample in self._samples]
            self.machine.setValue(min(range(len(steps)), key=lambda i: abs(steps[i] - step)))

    def take_time_machine_back(self) -> None:
        """Have it in the card again, after it stood where there is more room for it."""
        self.body.insertWidget(self.body.indexOf(self.empty), self.time_machine)

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.text.setAccessibleName(tr("What the model writes"))
        self.empty.setText(
            tr(
                "Here the model will show what it has learned: it writes a few lines again and "
                "again. At first it is noise, then letters find each other, then words."
            )
        )
        self.write.setToolTip(tr("The Generate tab writes with the model as it was then"))
        self._say_model()
        self._redraw()

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self._size = 0
        self._choose_size()

    def _choose_size(self) -> None:
        """Write as large as the samples allow, for the last row of a class."""
        room = self.text.contentsRect()  # with the scroll bar, so that it cannot come and go
        shown = [] if self._shown is None else [self._shown]
        texts = [visible(sample) for sample in (*self._samples[-LATELY:], *shown)]
        size, fits = self._roomy.size(texts, room.width(), room.height())
        policy = Qt.ScrollBarPolicy
        self.text.setVerticalScrollBarPolicy(  # one that is there keeps lines short, and stays
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )
        if size != self._size:
            self._size = size
            self.text.setFont(theme.font(size, mono=True))
            families = ", ".join(f'"{family}"' for family in self.text.font().families())
            self.text.setStyleSheet(f"font-family: {families}; font-size: {theme.px(size)}px;")

    def _redraw(self) -> None:
        samples = self._samples
        self.empty.setVisible(not samples)
        self.text.setVisible(bool(samples))
        self.time_machine.setVisible(len(samples) > 1)
        self.subtitle.setVisible(bool(samples))
        if not samples:
            self._shown = None
            self.title.setText(tr("What it writes now"))
            self._tell(None)
            return
        sample, follows = samples[self.machine.value()], self.follows
        self.title.setText(tr("What it writes now") if follows else tr("What it wrote then"))
        self.subtitle.setText(tr("step {step}", step=whole(sample.step)))
        if sample is not self._shown:
            self._shown = sample
            self._choose_size()
            self.text.setPlainText(visible(sample))
        self._tell(None if follows else sample.step)

    def _tell(self, step: int | None) -> None:
        if step != self._step:
            self._step = step
            self.step_shown.emit(step)

    def _write(self) -> None:
        if self._model is not None:
            self.write_wanted.emit(self._model)

    def _say_model(self) -> None:
        step = "" if self._model is None else whole(self._model)
        self.write.setText(tr("Write with step {step} →", step=step))


def visible(sample: Sampled) -> str:
    """Return what is to be seen of a sample: it begins after a new line, and often with some."""
    return sample.text.lstrip("\n")
