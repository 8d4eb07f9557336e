"""Card 2: the model and its size."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from playground.engine.config import ModelConfig, RunConfig, TextConfig
from playground.engine.models import MODELS
from playground.text import mark
from playground.ui.card import Card, label
from playground.ui.elided import Elided
from playground.ui.figures import whole
from playground.ui.language import Translated, tr
from playground.ui.numbers import compact
from playground.ui.segmented import Segment, Segmented
from playground.ui.train.plan import kind_of, kinds, size_number
from playground.ui.wheel import Slider

ONE = {  # what a setting is called in the line below the slider
    "n_layer": mark("1 layer"),
    "n_head": mark("1 head"),
}
MANY = {
    "n_layer": mark("{count} layers"),
    "n_head": mark("{count} heads"),
    "n_hidden": mark("{count} units"),
    "n_embd": mark("{count} wide"),
}


class ModelCard(Translated, Card):
    """Segments for the kinds, a slider for the size, and what that means."""

    kind_chosen = Signal(str)  # key of a Kind
    size_chosen = Signal(int)  # number in the sizes of the model
    recommended = Signal()  # the settings that suit the text are wanted back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._config: RunConfig | None = None
        self._vocab_size = 0
        self.segments = Segmented(
            "train.model", [Segment(kind.key, kind.title, kind.help) for kind in kinds()]
        )
        self.slider = Slider()
        self.slider.setObjectName("train.size")
        self.slider.setPageStep(1)
        self._size_label = label("muted")
        self._size_label.setBuddy(self.slider)
        self.words = label("body")  # the kind, of a run that is only looked at
        self.words.setObjectName("train.model.words")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.parameters = label("muted")
        self.counted = Elided("muted", between=" ")  # the same, of a run that is only looked at
        self.summary = label("muted", wrap=True)
        self.choice = label("muted", wrap=True)
        self.recommend = QPushButton()
        self.recommend.setObjectName("train.recommend")
        self.recommend.setProperty("role", "link")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._size_label)
        row.addWidget(self.slider, 1)
        row.addWidget(self.parameters)
        self.header.insertWidget(1, self.words)
        self.header.addWidget(self.counted)
        self.body.addWidget(self.segments)
        self.body.addLayout(row)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.recommend, 0, Qt.AlignmentFlag.AlignLeft)
        self.recommend.clicked.connect(self.recommended)
        self.show_choice(None)
        self.segments.chosen.connect(self.kind_chosen)
        self.slider.valueChanged.connect(self.size_chosen)
        self.retranslate()

    def show_config(self, config: RunConfig, vocab_size: int, *, editable: bool) -> None:
        """Show the model of `config`, whose parameters are counted for a vocabulary."""
        self._config, self._vocab_size = config, vocab_size
        spec = MODELS[config.model]
        self.segments.choose(kind_of(config).key)
        before = self.slider.blockSignals(True)
        self.slider.setRange(0, len(spec.sizes) - 1)
        self.slider.setValue(size_number(config.settings, spec))
        self.slider.blockSignals(before)
        for field in (self.segments, self._size_label, self.slider, self.parameters):
            field.setVisible(editable)
        self.segments.setEnabled(editable)
        self.slider.setEnabled(editable)
        for field in (self.words, self.counted):
            field.setVisible(not editable)
        self._redraw()

    def show_choice(self, automatic: bool | None) -> None:
        """Tell that the settings suit the text, or offer those that do; None for neither."""
        self.choice.setVisible(automatic is True)
        self.recommend.setVisible(automatic is False)

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.title.setText(tr("2  Model"))
        self.choice.setText(tr("Chosen for this text and computer."))
        self.choice.setToolTip(tr("Chosen for this text, the time and the speed of this computer."))
        self.recommend.setText(tr("Choose for me again"))
        self.recommend.setAccessibleName(self.recommend.text())
        self.recommend.setToolTip(
            tr("Takes the settings that suit this text, the time and the speed of this computer.")
        )
        self._size_label.setText(tr("Size"))
        self.slider.setAccessibleName(tr("Size of the model"))
        self.slider.setToolTip(tr("Larger models learn more and need more time for it."))
        self.segments.setAccessibleName(tr("Model"))
        self._redraw()

    def _redraw(self) -> None:
        if self._config is None:
            return
        self.words.setText(tr(kind_of(self._config).title))
        count = self._config.settings.parameters(self._vocab_size)
        for shown in (self.parameters, self.counted):
            shown.setText(tr("{count} parameters", count=compact(count)))
            shown.setToolTip(tr("{count} numbers are learned.", count=whole(count)))
        self.summary.setText(" · ".join(summary(self._config.settings, self._config.text)))


def summary(settings: ModelConfig, text: TextConfig) -> list[str]:
    """Return what a model is made of, in a few words each."""
    words = []
    for name in ("n_layer", "n_head", "n_hidden", "n_embd"):
        count = getattr(settings, name, None)
        if count is None or (name == "n_embd" and hasattr(settings, "n_hidden")):
            continue  # a recurrent network is as wide as its memory
        one = count == 1 and name in ONE
        words.append(tr(ONE[name]) if one else tr(MANY[name], count=whole(count)))
    if text.tokenizer == "char":
        words.append(tr("sees {count} characters", count=whole(settings.context)))
    else:
        words.append(tr("sees {count} tokens", count=whole(settings.context)))
    return words
