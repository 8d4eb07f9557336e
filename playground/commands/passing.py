"""Saying when a model passes the lines of its text's ruler, while it is trained."""

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from playground.commands.reporting import Reporter
from playground.engine.events import Evaluated, Event, Passed, Progress
from playground.engine.lines import Line, passings
from playground.errors import TextError

if TYPE_CHECKING:
    from playground.engine.baselines import Ruler
    from playground.engine.corpus import Corpus

LARGEST = 300_000  # characters that are measured unasked, in about a third of a second


def lines_of(
    corpus: "Corpus", valid_share: float, cache: Path
) -> Generator[Progress, None, list[Line]]:
    """Return the lines of a text, if they are known or are measured in no time.

    `playground baselines` and the window keep what they measured. Nothing is measured while a
    model is trained, which would slow it down.
    """
    from playground.services.rulers import ruler_of

    known = known_lines(corpus.sha256, valid_share, cache)
    if known or corpus.characters > LARGEST:
        return known
    try:
        ruler = yield from ruler_of(corpus, valid_share, cache)
    except TextError:  # too short to be measured; training says what else is wrong
        return []
    return _lines(ruler)


def known_lines(sha256: str, valid_share: float, cache: Path) -> list[Line]:
    """Return the lines of a text that was measured before; none if it was not."""
    from playground.services.rulers import load, place

    ruler = load(place(sha256, valid_share, cache))
    return _lines(ruler) if ruler is not None else []


def _lines(ruler: "Ruler") -> list[Line]:
    return [Line(name, bits) for name, bits in ruler.bits.items()]


class PassingReporter:
    """Puts `Passed` behind the evaluation that was the first below a line."""

    def __init__(
        self, reporter: Reporter, lines: Sequence[Line], known: Sequence[Evaluated] = ()
    ) -> None:
        """Watch `lines`.

        Args:
            reporter: Shows the events.
            lines: What the model has to pass.
            known: Earlier evaluations of a run that goes on; their passings were told.
        """
        self._reporter = reporter
        self._last = list(known)[-1:]
        least = min((event.valid_bpc for event in known), default=float("inf"))
        self._lines = [line for line in lines if not least < line.bits]

    def show(self, event: Event) -> None:
        """Show an event, and what it means."""
        self._reporter.show(event)
        if not isinstance(event, Evaluated):
            return
        found = passings([*self._last, event], self._lines)
        self._last = [event]
        for one in found:
            self._lines.remove(one.line)
            self._reporter.show(Passed(one.line.label, one.line.bits, one.step, one.seconds))

    def leave(self) -> None:
        """Make room for other lines."""
        self._reporter.leave()
