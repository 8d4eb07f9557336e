"""The card of what the model wrote, with everything that can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from playground.ui import icons, theme
from playground.ui.card import Card, label
from playground.ui.generate.samples import Samples
from playground.ui.language import Translated, tr
from playground.ui.pieces import Colouring
from playground.ui.shade import Legend

SIZE = 17.0  # of the letters, in designed pixels
LARGEST = 26.0  # in presenter mode
COLUMNS = 27  # designed pixels of width for each pixel of the letters there
BUTTONS = ("undo", "redo", "copy", "save")


class Output(Translated, theme.Themed, Card):
    """Header with tools, the samples, and a line about them."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    copy_wanted = Signal()
    save_wanted = Signal()
    newer_wanted = Signal()
    coloured = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: int | None = None
        self._presented = self._low = False
        self.samples = Samples()
        self.legend = Legend()
        self.colours = QCheckBox()
        self.colours.setObjectName("generate.colours")
        self.colours.setChecked(True)
        self.tools = {name: QToolButton() for name in BUTTONS}
        self.status = label("muted")
        self.status.setObjectName("generate.status")
        self.weights = label("pill")
        self.weights.setObjectName("generate.weights")
        self.newer = QPushButton()
        self.newer.setObjectName("generate.newer")
        self.newer.setProperty("role", "small")
        self.weights.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._keep_room(True)
        self._lay_out()
        self.colours.toggled.connect(self._colour)
        self.newer.clicked.connect(self.newer_wanted)
        wanted = (self.undo_wanted, self.redo_wanted, self.copy_wanted, self.save_wanted)
        for button, signal in zip(self.tools.values(), wanted, strict=True):
            button.clicked.connect(signal)
        self.weights.hide()
        self.newer.hide()
        self.restyle()
        self.retranslate()

    def set_tools(self, *, undo: bool, redo: bool, text: bool) -> None:
        """Offer what is possible now."""
        for name, possible in zip(BUTTONS, (undo, redo, text, text), strict=True):
            self.tools[name].setEnabled(possible)

    def show_weights(self, step: int | None, newer: bool) -> None:
        """Say which weights write; `newer`: better ones were saved since."""
        self.weights.setVisible(step is not None)
        self.newer.setVisible(newer)
        self._step = step
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.title.setText(tr("Output"))
        self._fit()
        self.colours.setToolTip(tr("Colour every token by how unsure the model was"))
        self.colours.setAccessibleName(tr("Colour every token by how unsure the model was"))
        tips = {
            "undo": tr("Bring back the text before (Ctrl+Z)"),
            "redo": tr("Undo less (Ctrl+Shift+Z)"),
            "copy": tr("Copy the text (Ctrl+C)"),
            "save": tr("Save the text as a file (Ctrl+S)"),
        }
        for name, tip in tips.items():
            self.tools[name].setToolTip(tip)
            self.tools[name].setAccessibleName(tip)
        self.weights.setText(tr("from step {step}", step=f"{self._step or 0:,}"))
        self.weights.setToolTip(tr("The best model so far, as it was saved at this step"))
        self.newer.setText(tr("Use the newer one"))
        self.newer.setToolTip(tr("Training has saved a better model since"))

    def restyle(self) -> None:
        """Take icons and sizes from the theme."""
        for name, button in self.tools.items():
            icons.dress(button, name, size=18)
        self.set_tight(self._low)
        self._keep_least_width()

    def set_low(self, low: bool) -> None:
        """Have less air around everything."""
        if low != self._low:
            self._low = low
            self.restyle()

    def refit(self) -> None:
        """Look again at what there is room for."""
        self._fit()

    def present(self, on: bool) -> None:
        """Give the text all the room."""
        self._presented = on
        self.title.setHidden(on)
        self.status.setHidden(on)
        self._keep_room(not on)
        self.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave away what there is no room for."""
        self._fit()
        super().resizeEvent(event)

    def _keep_room(self, on: bool) -> None:
        """Let the text not jump when the button for newer weights comes and goes."""
        policy = self.newer.sizePolicy()
        policy.setRetainSizeWhenHidden(on)
        self.newer.setSizePolicy(policy)

    def _keep_least_width(self) -> None:
        """Ask for no room for what can be left away, or the card could never get narrower."""
        words = self.colours.text()
        self.colours.setText("")
        self.colours.setMinimumWidth(self.colours.sizeHint().width())
        self.colours.setText(words)
        self.legend.setMinimumWidth(1)

    def _fit(self) -> None:
        """Leave away the legend first, then the words beside the switch of the colours."""
        words = tr("Colours")
        self.colours.setText(words)
        parts: list[QWidget] = [self.colours, *self.tools.values()]
        if not self._presented:
            parts.append(self.title)
        needed = sum(part.sizeHint().width() for part in parts) + 3 * self.header.spacing()
        margins = self.body.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        legend = self.legend.sizeHint().width() + self.header.spacing()
        self.legend.setVisible(needed + legend <= room)
        large = min(LARGEST, max(SIZE, room // theme.px(COLUMNS)))
        self.samples.set_text_size(large if self._presented else SIZE)
        if needed > room:
            self.colours.setText("")

    def _lay_out(self) -> None:
        self.header.addWidget(self.legend)
        self.header.addWidget(self.colours)
        tools = QHBoxLayout()
        tools.setSpacing(0)
        for name, button in self.tools.items():
            button.setObjectName(f"generate.{name}")
            tools.addWidget(button)
        self.header.addLayout(tools)
        self.body.addWidget(self.samples, 1)
        line = QHBoxLayout()
        line.addWidget(self.status, 1)
        line.addWidget(self.newer)
        line.addWidget(self.weights)
        self.body.addLayout(line)

    def _colour(self, on: bool) -> None:
        self.samples.set_colouring(Colouring.DOUBT if on else Colouring.NONE)
        self.legend.setEnabled(on)
        self.coloured.emit(on)
