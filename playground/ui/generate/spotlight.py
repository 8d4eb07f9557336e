"""Which choice the bars show: the selected token, the one just written, or the next one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from playground.ui.generate.author import Author, Place
from playground.ui.generate.dials import Dials
from playground.ui.generate.slow_motion import Stage
from playground.ui.generate.why import PLAIN, Choice, Why
from playground.ui.generate.work import Written
from playground.ui.ranking import Ranking
from playground.ui.throttle import Throttle


class Spotlight(QObject):
    """Keeps the bars in step with the story and what is selected in it."""

    def __init__(
        self,
        author: Author,
        dials: Dials,
        why: Why,
        may_look: Callable[[], bool],
        beginning: Callable[[], str | None],
    ) -> None:
        """Watch the story of `author`.

        Args:
            author: Whose story it is, and who finds out what is still to be known.
            dials: Temperature and the others, by which the bars are reshaped.
            why: The bars.
            may_look: Tells whether a model may be loaded just to be looked at.
            beginning: Returns the beginning that no text was written for, if there is one. It is
                asked each time, so that no way of writing can leave an old answer behind.
        """
        super().__init__(why)
        self._may_look = may_look
        self._beginning = beginning
        self._author = author
        self._dials = dials
        self._why = why
        self.sample = 0
        self.token = -1  # selected; -1: none, so what comes next is shown
        self._latest = Throttle(self)
        self._latest.due.connect(self._show_latest)
        author.looked.connect(self.refresh)
        dials.changed.connect(self._reshape)

    @property
    def place(self) -> Place:
        """Where the shown choice is, as the author calls it."""
        story = self._author.story
        if self.token >= 0:
            return (self.sample, self.token)
        beginning = self._beginning()
        if beginning is not None:
            return beginning
        return (self.sample, story.length(self.sample))

    def move(self, sample: int, token: int) -> None:
        """Shine on a token, or at the end of a sample."""
        self.sample, self.token = sample, token
        self._author.slow.sample = sample
        self.refresh()

    def show_latest(self, sample: int) -> None:
        """Show the token that was written last, while nothing is selected."""
        if self.token < 0 and sample == self.sample and not self._author.slow.slow:
            self._latest.request()

    def stop_waiting(self) -> None:
        """Wait no longer for a model: it cannot be loaded, and elsewhere is said why."""
        self._why.set_waiting(False)

    def show_stage(self, written: Written, stage: Stage, milliseconds: int) -> None:
        """Show a step of how the next token comes about, while nothing is selected."""
        author, story = self._author, self._author.story
        if self.token >= 0 or written.sample != self.sample or author.model is None:
            return
        token, index = written.token, story.length(self.sample)
        shown = self._why.choice
        if shown is not None and shown.token is token:
            choice = shown
        else:
            ranking = Ranking(token.distribution, author.model.labels)
            before = story.before(self.sample, index)
            choice = Choice(ranking, before, token, drawn_with=story.config)
            ranking.reshape(PLAIN)
        self._why.show_stage(choice, stage, milliseconds)

    def refresh(self) -> None:
        """Show the choice, or ask for what is still to be found out."""
        author = self._author
        self._why.set_waiting(author.run is not None and author.awaits_model)
        if author.run is None or author.model is None:
            self._why.show_choice(None, self._dials.config)
        elif self.token >= 0:
            self._show_token(self.token)
        elif author.busy:
            return  # the tokens pass by, see `show_latest`
        else:
            self._show_next()
        if author.run is not None and not author.busy and self._may_look() and self._missing():
            author.look(self.place)

    def _show_latest(self) -> None:
        story = self._author.story
        is_passing = self._author.busy and not self._author.slow.slow
        if self.token < 0 and is_passing and not story.is_empty:
            self._show_token(story.length(self.sample) - 1)

    def _missing(self) -> bool:
        if self._author.expected(self.place) is not None:
            return False
        if self.token < 0:
            return True
        return not self._author.story.token(self.sample, self.token).distribution.size

    def _show_token(self, index: int) -> None:
        author, story = self._author, self._author.story
        token = story.token(self.sample, index)
        shown = self._why.choice
        if shown is not None and shown.token is token:
            return  # and the sliders may have reshaped it since
        distribution = token.distribution
        if not distribution.size:
            found = author.expected((self.sample, index))
            if found is None:
                return
            distribution = found
        assert author.model is not None
        choice = Choice(
            Ranking(distribution, author.model.labels),
            story.before(self.sample, index),
            token,
            given=index < len(story.given),
            drawn_with=story.drawn_with(self.sample, index),
        )
        self._why.show_choice(choice, self._dials.config)

    def _show_next(self) -> None:
        author, place = self._author, self.place
        distribution = author.expected(place)
        if distribution is None or author.model is None:
            return
        shown = self._why.choice
        if shown is not None and shown.token is None and shown.ranking.distribution is distribution:
            return
        before = place if isinstance(place, str) else author.story.before(*place)
        ranking = Ranking(distribution, author.model.labels)
        self._why.show_choice(Choice(ranking, before), self._dials.config)

    def _reshape(self) -> None:
        self._why.reshape(self._dials.config)
