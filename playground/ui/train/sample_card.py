"""What the model writes now, and what it wrote before: the time machine of samples."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from playground.engine.events import Sampled
from playground.ui import theme
from playground.ui.card import Card, label
from playground.ui.figures import whole
from playground.ui.language import Translated, tr
from playground.ui.theme import Themed
from playground.ui.wheel import Slider
from playground.ui.wrap import WrapRow


class SampleCard(Translated, Themed, Card):
    """The latest sample; a slider goes back to earlier ones."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: Sequence[Sampled] = ()
        self._shown: Sampled | None = None
        self.machine_label = label("muted")
        self.machine = Slider()
        self.machine.setObjectName("train.time_machine")
        self.machine.setPageStep(1)
        self.machine_label.setBuddy(self.machine)
        head = WrapRow()
        head.setSpacing(10)
        for widget in (self.title, self.subtitle):
            self.header.removeWidget(widget)
            head.add_left(widget)
        head.add_right(self.machine_label)
        head.add_right(self.machine)
        self.body.removeItem(self.header)
        self.body.addLayout(head)
        self.text = QPlainTextEdit()
        self.text.setObjectName("train.sample")
        self.text.setReadOnly(True)
        self.text.setProperty("role", "plain")
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(0)
        self.empty = label("muted", wrap=True)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.text, 1)
        self.body.addStretch(0)
        self.machine.valueChanged.connect(self._travel)
        self.restyle()
        self.retranslate()
        self.show_samples(())

    @property
    def follows(self) -> bool:
        """Whether the newest sample is shown, and the next one will be."""
        return self.machine.value() == self.machine.maximum()

    def show_samples(self, samples: Sequence[Sampled]) -> None:
        """Show the newest sample, unless an earlier one is being looked at."""
        follows = self.follows or not samples or len(samples) <= self.machine.value()
        self._samples = samples
        before = self.machine.blockSignals(True)
        self.machine.setRange(0, max(0, len(samples) - 1))
        if follows:
            self.machine.setValue(self.machine.maximum())
        self.machine.blockSignals(before)
        self._redraw()

    def follow(self) -> None:
        """Go to the newest sample."""
        self.machine.setValue(self.machine.maximum())

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.machine_label.setText(tr("time machine"))
        self.machine.setAccessibleName(tr("Time machine"))
        self.machine.setToolTip(tr("What it wrote at earlier steps"))
        self.text.setAccessibleName(tr("What the model writes"))
        self.empty.setText(
            tr(
                "Here the model will show what it has learned: it writes a few lines again and "
                "again. At first it is noise, then letters find each other, then words."
            )
        )
        self._redraw()

    def restyle(self) -> None:
        """Take sizes from the theme."""
        self.machine.setFixedWidth(theme.px(84))
        self.text.setFont(theme.font(14, mono=True))
        self.text.setStyleSheet(f"font-family: {_families(self.text)};")

    def _redraw(self) -> None:
        samples = self._samples
        self.empty.setVisible(not samples)
        self.text.setVisible(bool(samples))
        self.machine.setVisible(len(samples) > 1)
        self.machine_label.setVisible(len(samples) > 1)
        self.subtitle.setVisible(bool(samples))
        if not samples:
            self._shown = None
            self.title.setText(tr("What it writes now"))
            return
        sample = samples[self.machine.value()]
        self.title.setText(tr("What it writes now") if self.follows else tr("What it wrote then"))
        self.subtitle.setText(tr("step {step}", step=whole(sample.step)))
        if sample is not self._shown:
            self._shown = sample
            self.text.setPlainText(sample.text)

    def _travel(self) -> None:
        self._redraw()


def _families(widget: QWidget) -> str:
    return ", ".join(f'"{family}"' for family in widget.font().families())
