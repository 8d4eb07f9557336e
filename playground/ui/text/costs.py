"""The card that says how predictable the open text is."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from playground.engine.baselines.simple import uniform, unigram
from playground.ui.card import Card, label
from playground.ui.language import Translated, tr
from playground.ui.text.measuring import LARGEST
from playground.ui.text.scale import Cost, Scale

if TYPE_CHECKING:
    from playground.engine.baselines import Ruler
    from playground.engine.corpus import Corpus

GRAMS = (2, 3, 5)


class Held(Enum):
    """Why no more is measured."""

    TRAINING = auto()  # it would take the time of the training
    LENGTH = auto()  # the text is so long that it would take minutes


class CostsCard(Translated, Card):
    """What a character costs by rules that learn nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._corpus: Corpus | None = None
        self._ruler: Ruler | None = None
        self._waiting = False
        self._held: Held | None = None
        self.note = label("muted", wrap=True)
        self.note.setObjectName("text.costs.note")
        self.scale = Scale()
        self.scale.setObjectName("text.costs")
        self.body.addWidget(self.scale, 1)
        self.body.addWidget(self.note)
        self.body.addStretch(0)
        self.retranslate()

    def show_corpus(self, corpus: Corpus) -> None:
        """Show what is known of a text at once."""
        self._corpus, self._ruler = corpus, None
        self._show_costs()

    def show_waiting(self, waiting: bool) -> None:
        """Say whether more is being measured: no number is shown that would still change."""
        if waiting != self._waiting:
            self._waiting = waiting
            self._show_costs()

    def show_held(self, held: Held | None) -> None:
        """Say why no more is measured, as long as it is not known from before."""
        self._held = held
        self._show_note()

    def show_ruler(self, ruler: Ruler) -> None:
        """Show what was measured beyond that."""
        self._ruler = ruler
        self._show_costs()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.title.setText(tr("How predictable"))
        self.subtitle.setText(tr("bits per character"))
        self.scale.setAccessibleName(tr("How predictable the text is, in bits per character"))
        self._show_costs()

    def _show_note(self) -> None:
        words = {
            Held.TRAINING: tr("The rest is measured when the training has ended."),
            Held.LENGTH: tr(
                "Beyond {count} characters the rest takes minutes: the command "
                "“playground baselines” measures it.",
                count=f"{LARGEST:,}",
            ),
        }
        shown = self._held is not None and self._ruler is None and not self._waiting
        self.note.setText(words[self._held] if shown and self._held is not None else "")
        self.note.setVisible(shown)

    def _show_costs(self) -> None:
        self._show_note()
        corpus = self._corpus
        if corpus is None:
            return
        ruler = self._ruler
        bits: dict[str, float] = dict(ruler.bits) if ruler is not None else {}
        if ruler is None and not self._waiting:  # nothing more exact will be known
            bits["unigram"] = unigram(corpus.counts)
        costs = [
            Cost(tr("guessing"), tr("All characters count as equally likely."),
                 uniform(len(corpus.alphabet))),
            Cost(tr("letter counts"), tr("Only how frequent each character is."),
                 bits.get("unigram")),
        ]  # fmt: skip
        if ruler is not None or self._waiting:
            for n in GRAMS:
                words = (
                    tr("What followed the last {count} characters before.", count=n - 1)
                    if n > 2
                    else tr("What followed the last character before.")
                )
                costs.append(Cost(tr("{n}-grams", n=n), words, bits.get(f"{n}-gram")))
            for packer in ("gzip", "xz"):
                words = tr("Packed by the program {name}.", name=packer)
                costs.append(Cost(packer, words, bits.get(packer)))
        if corpus.floor is not None:
            words = tr("What wrote this text leaves so much open: no model can go below.")
            costs.append(Cost(tr("floor"), words, corpus.floor, is_floor=True))
        self.scale.show_costs(costs)
