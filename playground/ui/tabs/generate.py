"""The Generate tab: the selected run writes, and every choice can be looked at and changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from playground.engine.events import Evaluated, Event
from playground.errors import PlaygroundError
from playground.ui.generate.author import Author
from playground.ui.generate.dials import Dials
from playground.ui.generate.empty import Empty
from playground.ui.generate.letter_show import LetterShow
from playground.ui.generate.output import Output
from playground.ui.generate.page import Page
from playground.ui.generate.prompt import Prompt, remembered
from playground.ui.generate.report import Report
from playground.ui.generate.samples import pieces
from playground.ui.generate.saving import save_as
from playground.ui.generate.spotlight import Spotlight
from playground.ui.generate.story import Story
from playground.ui.generate.why import Why
from playground.ui.generate.work import seed_of
from playground.ui.language import Translated, explain, tr
from playground.ui.pieces import Piece
from playground.ui.studio import Studio

if TYPE_CHECKING:
    from playground.engine.tokens import Token
    from playground.services.runs import Run

HOLD = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_P)
TYPING_PAUSE = 250  # milliseconds after the last key before the bars follow


class GenerateTab(Translated, QWidget):
    """Prompt, output, settings and bars."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("generate")
        self._studio = studio
        self._error: PlaygroundError | None = None
        self._unnamed = False
        self._shown: Story | None = None
        self.author = Author(studio, self)
        self.prompt = Prompt()
        self.setFocusProxy(self.prompt.edit)  # turn to this tab and type
        self.output = Output()
        self.dials = Dials(studio.settings)
        self.why = Why()
        self.empty = Empty()
        self._spot = Spotlight(self.author, self.dials, self.why, self._may_look, self._beginning)
        self.show_of_letters = LetterShow(self.author, self._spot, self.output, self.why, self)
        self._report = Report(self.author, self.output.status)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._lay_out()
        self._connect_parts()
        self._connect_studio()
        self._add_keys()
        self.author.slow.set_speed(self.dials.speed.value)
        self.output.colours.setChecked(studio.settings.get("generate/colours", True))
        self.prompt.set_recent(studio.settings.get("generate/prompts", list[str]()))
        self.retranslate()
        self._select()

    # Qt

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.setAccessibleName(tr("Generate"))
        self.prompt.show_problem(explain(self._error) if self._error is not None else "")
        self._report.write()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at what comes next, now that it can be seen."""
        super().showEvent(event)
        self._spot.refresh()

    def present(self, on: bool) -> None:
        """Show a class the text and the bars, and above them in two lines what it plays with."""
        self._work.present(on)

    def event(self, event: QEvent) -> bool:
        """Claim the keys for undo and save before the menus of the window do."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._command(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo, redo, save."""
        command = self._command(event)
        if command is not None:
            command()
        else:
            super().keyPressEvent(event)

    # Actions

    def write(self) -> None:
        """Write a new text with the beginning in the field."""
        text = self.prompt.text
        self.output.samples.select_nothing()
        self._spot.sample = 0
        self.author.write(text, self.dials.samples.value(), self.dials.config)
        recent = remembered(self._studio.settings.get("generate/prompts", list[str]()), text)
        self._studio.settings.set("generate/prompts", recent)
        self.prompt.set_recent(recent)

    def write_one(self) -> None:
        """Write one more token: at the end of the text, or after a new beginning."""
        self.output.samples.select_nothing()
        if self._is_new and not self.author.busy:
            self.author.write(self.prompt.text, 1, replace(self.dials.config, length=1))
        else:
            self.author.one_more(self.output.samples.active, self.dials.config)

    def choose(self, id: int) -> None:
        """Put another token where the bars are: fork the story, or write it at the end."""
        spot, config = self._spot, self.dials.config
        if spot.token >= 0:
            if self.author.story.token(spot.sample, spot.token).id != id:
                sample, index = spot.sample, spot.token
                spot.move(sample, -1)
                self.author.fork(sample, index, id, config)
        elif self._is_new:
            self.author.write(self.prompt.text, 1, replace(config, length=1), chosen=id)
        else:
            self.author.put(spot.sample, id, config)

    def copy(self) -> None:
        """Put all texts on the clipboard."""
        QGuiApplication.clipboard().setText("\n\n".join(self._texts()))

    def save(self) -> None:
        """Ask for a file and write the texts into it."""
        run, texts = self.author.run, self._texts()
        if run is not None and any(texts):
            save_as(self, self._studio, run.title, texts)

    def keep(self) -> None:
        """Keep what is written for the next start."""
        self.author.keep()

    # Inside: what happens

    def _select(self) -> None:
        """Follow the selected run, or its newer state."""
        run = self._studio.selected
        is_other = (run and run.path) != (self.author.run and self.author.run.path)
        self.author.select(run)
        ready = run is not None and run.has_weights
        self._stack.setCurrentWidget(self._work if ready else self.empty)
        if not ready:
            training = run is not None and _same(run, self._studio.training_run)
            self.empty.show_reason(run, training, self._suggestion(run))
        letters = run is None or run.config.text.tokenizer == "char"
        self.prompt.set_letters(letters)
        self.why.set_letters(letters)
        if run is not None:
            self.dials.set_vocabulary(run.vocab_size)
        if is_other:
            self._show_error(None)
            self.prompt.set_text(self.author.story.field)
            self._typing.stop()  # nobody typed it
        self._show_weights()
        self._spot.refresh()

    def _show_story(self) -> None:
        """Show another text of the author."""
        story, model = self.author.story, self.author.model
        samples = self.output.samples
        samples.set_count([seed_of(story.seed, i) for i in range(len(story.samples))])
        self._unnamed = model is None  # a text of the last time, before the model is loaded
        for i, view in enumerate(samples.views):
            view.show_pieces(self._pieces(i))
        if story.is_empty or story is not self._shown:
            samples.to_top()
        self._shown = story
        self._spot.move(min(self._spot.sample, len(story.samples) - 1), -1)
        self._show_tools()

    def _pieces(self, sample: int) -> list[Piece]:
        story, model = self.author.story, self.author.model
        labels = model.labels if model is not None else None
        written = pieces(story.samples[sample], labels, given=False)
        return [*pieces(story.given, labels, given=True), *written]

    def _name_tokens(self) -> None:
        """Call the tokens by the names that the model has for them; what is selected stays."""
        self._unnamed = False
        for i, view in enumerate(self.output.samples.views):
            view.rename(self._pieces(i))

    def _append(self, sample: int, tokens: list[Token]) -> None:
        assert self.author.model is not None
        shown = pieces(tokens, self.author.model.labels, given=False)
        self.output.samples.append(sample, shown)
        self._spot.show_latest(sample)

    def _show_busy(self) -> None:
        busy = self.author.busy
        self.prompt.set_busy(busy)
        self.output.samples.set_writing(busy)
        if busy:
            self.output.samples.set_following(self.author.one_by_one)
        self._stop_key.setEnabled(busy)
        self.prompt.one.setEnabled(not busy or self.author.slow.slow)
        self._show_tools()
        if not busy:
            self._spot.refresh()

    def _show_tools(self) -> None:
        story = self.author.story
        has_text = bool(story.given) or not story.is_empty
        self.output.set_tools(undo=story.can_undo, redo=story.can_redo, text=has_text)

    def _show_weights(self) -> None:
        run, model = self.author.run, self.author.model
        trains = run is not None and _same(run, self._studio.training_run)
        step = model.step if model is not None and (trains or self.author.has_newer) else None
        self.output.show_weights(step, self.author.has_newer)

    def _show_error(self, error: PlaygroundError | None) -> None:
        self._error = error
        self.prompt.show_problem(explain(error) if error is not None else "")

    def _clear_error(self) -> None:
        self._show_error(None)

    def _model_ready(self) -> None:
        assert self.author.model is not None
        self.dials.set_vocabulary(len(self.author.model.labels))
        if self._unnamed:
            self._name_tokens()
        self._show_weights()

    def _edited(self) -> None:
        self.author.story.field = self.prompt.text
        self._typing.start()

    def _typed(self) -> None:
        """Look at what comes after the beginning as it stands in the field now."""
        if not self.author.busy:
            self.output.samples.select_nothing()
            if not self._is_new:  # a beginning that was read before
                self._show_error(None)
            self._spot.refresh()

    def _may_look(self) -> bool:
        """Tell whether a model may be loaded just to be looked at: not before it can be seen."""
        is_shown = self.isVisible() and self._stack.currentWidget() is self._work
        return is_shown and self._studio.has_engine

    def _take_training(self, events: list[Event]) -> None:
        """Notice the first weights of the run that is trained, and newer ones."""
        if not any(isinstance(event, Evaluated) for event in events):
            return
        if self._stack.currentWidget() is self.empty:
            self._select()
        else:
            self._show_weights()

    @property
    def _is_new(self) -> bool:
        """Tell whether the field holds a beginning that no text was written for."""
        story = self.author.story
        return story.is_empty or self.prompt.text != story.prompt

    def _beginning(self) -> str | None:
        return self.prompt.text if self._is_new else None

    def _texts(self) -> list[str]:
        return [view.text for view in self.output.samples.views]

    def _suggestion(self, run: Run | None) -> Run | None:
        everything = (*self._studio.runs, *self._studio.starters)
        return next((r for r in everything if r.has_weights and not _same(r, run)), None)

    def _command(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key does anywhere in the tab."""
        keys = QKeySequence.StandardKey
        if event.matches(keys.Undo) and self.author.story.can_undo:
            return self.author.undo
        if event.matches(keys.Redo) and self.author.story.can_redo:
            return self.author.redo
        if event.matches(keys.Save):
            return self.save
        if event.keyCombination() == HOLD and self.show_of_letters.can_hold:
            return self.show_of_letters.hold_or_go_on
        return None

    # Inside: building

    def _lay_out(self) -> None:
        self._work = Page(self.prompt, self.output, self.dials, self.why)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._work)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)

    def _connect_parts(self) -> None:
        prompt, output, author = self.prompt, self.output, self.author
        prompt.write_wanted.connect(self.write)
        prompt.stop_wanted.connect(author.stop)
        prompt.one_wanted.connect(self.write_one)
        prompt.edited.connect(self._edited)
        self._typing.timeout.connect(self._typed)
        output.samples.selected.connect(self._spot.move)
        output.samples.chosen.connect(self.why.bars.setFocus)
        output.undo_wanted.connect(author.undo)
        output.redo_wanted.connect(author.redo)
        output.copy_wanted.connect(self.copy)
        output.save_wanted.connect(self.save)
        output.newer_wanted.connect(self._use_newer)
        output.coloured.connect(self._remember_colours)
        self.why.chosen.connect(self.choose)
        self.dials.paced.connect(author.slow.set_speed)
        author.slow.changed.connect(self._show_busy)
        author.changed.connect(self._show_story)
        author.appended.connect(self._append)
        author.busy_changed.connect(self._show_busy)
        author.changed.connect(self._typing.stop)  # what was typed is written by now
        author.model_ready.connect(self._model_ready)
        author.failed.connect(self._show_error)
        author.failed.connect(self._spot.stop_waiting)
        for accepted in (author.changed, author.looked):
            accepted.connect(self._clear_error)

    def _connect_studio(self) -> None:
        studio = self._studio
        studio.selection_changed.connect(self._select)
        studio.runs_changed.connect(self._select)
        studio.training_changed.connect(self._select)
        studio.training_reported.connect(self._take_training)
        studio.engine_ready.connect(self._spot.refresh)
        studio.snapshot_wanted.connect(self._travel)
        self.empty.run_wanted.connect(studio.select)
        self.empty.train_wanted.connect(self._go_to_training)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+Return", self.write),
            ("Ctrl+Enter", self.write),
            ("Ctrl+Right", self.write_one),
        ):
            QShortcut(QKeySequence(keys), self._work).activated.connect(act)
        self._stop_key = QShortcut(QKeySequence("Esc"), self._work)
        self._stop_key.activated.connect(self.author.stop)
        self._stop_key.setEnabled(False)

    def _travel(self, step: int) -> None:
        """Write with the model as it was at a step."""
        self.author.travel(step)
        self._spot.refresh()

    def _use_newer(self) -> None:
        self.author.travel(None)
        self.author.forget()
        self._spot.refresh()

    def _remember_colours(self, on: bool) -> None:
        self._studio.settings.set("generate/colours", on)

    def _go_to_training(self) -> None:
        self._studio.tab_wanted.emit("train")


def _same(one: Run | None, other: Run | None) -> bool:
    return one is not None and other is not None and one.path == other.path
