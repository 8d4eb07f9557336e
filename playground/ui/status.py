"""The bar at the bottom: device, what runs now, how far it is, pause and language."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLabel, QMenu, QStatusBar, QToolButton, QWidget

from playground.engine.events import Event, Progress, Started
from playground.ui import icons, theme
from playground.ui.appearance import Appearance
from playground.ui.button_menus import give_menu
from playground.ui.card import label
from playground.ui.language import LANGUAGES, Translated, tr
from playground.ui.phase import Phase
from playground.ui.progress_bar import ProgressBar
from playground.ui.run_titles import with_model
from playground.ui.studio import Studio
from playground.ui.theme import Themed
from playground.ui.ticker import Ticker
from playground.ui.train.standing import phase_words
from playground.ui.waiting_button import WaitingButton

TAB = Qt.FocusPolicy.TabFocus
REDRAW = 200  # milliseconds between two redraws while training


class Status(Translated, Themed, QStatusBar):
    """Seen from every tab."""

    def __init__(
        self, studio: Studio, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._studio = studio
        self._appearance = appearance
        self._device = ""
        self._threads = 0
        self._progress: Progress | None = None  # of a text being opened or prepared
        self.device = label("muted")
        self.work = label("muted")
        self.bar = ProgressBar()
        self.left = Ticker()
        self.pause = QToolButton()
        self.waiting = WaitingButton(studio)
        self.cancel = QToolButton()
        self.language = QToolButton()
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._redraw)
        studio.training_reported.connect(self._reported)
        studio.training_changed.connect(self._redraw)
        studio.runs_changed.connect(self._redraw)
        studio.opening_changed.connect(self._opening_changed)
        studio.corpus_progress.connect(self._progressed)
        studio.engine_ready.connect(self._redraw)
        appearance.changed.connect(self._redraw)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.bar.setAccessibleName(tr("Progress"))
        self.language.setText(LANGUAGES[self._appearance.language])
        self.language.setAccessibleName(tr("Language"))
        self.language.setToolTip(tr("Language"))
        self.cancel.setAccessibleName(tr("Stop opening the text"))
        self.cancel.setToolTip(tr("Stop opening the text"))
        self._redraw()

    def restyle(self) -> None:
        """Take sizes and icons from the theme."""
        icons.dress(self.cancel, "close", "muted", 14)
        icons.dress(self.language, "language", "muted", 15)
        self.pause.setToolTip("")  # its icon is drawn again
        self.bar.setFixedWidth(theme.px(140))
        self.setContentsMargins(theme.px(8), 0, theme.px(4), 0)
        self.device.setContentsMargins(0, 0, theme.px(10), 0)
        self.work.setContentsMargins(0, 0, theme.px(2), 0)
        self.left.setContentsMargins(theme.px(4), 0, 0, 0)
        self._redraw()

    def come_last(self) -> None:
        """Let the Tab key reach the buttons here after all of the pages, as they stand."""
        buttons = (self.pause, self.waiting, self.cancel, self.language)
        last: QWidget | None = self.window().previousInFocusChain()
        while last is not None and (last in buttons or not last.focusPolicy() & TAB):
            last = last.previousInFocusChain()
        for button in buttons:
            if last is not None:
                QWidget.setTabOrder(last, button)
            last = button

    def _lay_out(self) -> None:
        names: tuple[tuple[QWidget, str], ...] = (
            (self.bar, "status.progress"),
            (self.pause, "status.pause"),
            (self.cancel, "status.cancel"),
            (self.language, "status.language"),
        )
        for widget, name in names:
            widget.setObjectName(name)
        self.bar.setTextVisible(False)
        self.pause.clicked.connect(self._pause_or_go_on)
        self.cancel.clicked.connect(self._studio.cancel_opening)
        self.language.setProperty("role", "link")
        self.language.setToolButtonStyle(self.language.toolButtonStyle().ToolButtonTextBesideIcon)
        self.language.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        give_menu(self.language, self._language_menu())
        widgets: tuple[QWidget, ...] = (
            self.device,
            self.work,
            self.bar,
            self.left,
            self.pause,
            self.waiting,
            self.cancel,
        )
        for widget in widgets:
            self.addWidget(widget)
        self.addPermanentWidget(self.language)

    def _language_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for key, name in LANGUAGES.items():
            action = QAction(name, group)
            action.setCheckable(True)
            action.setData(key)
            menu.addAction(action)
        group.triggered.connect(self._language_chosen)
        menu.aboutToShow.connect(self._check_language)
        return menu

    def _check_language(self) -> None:
        for action in self.language.menu().actions():
            action.setChecked(action.data() == self._appearance.language)

    def _language_chosen(self, action: QAction) -> None:
        self._appearance.set_language(action.data())

    def _pause_or_go_on(self) -> None:
        if self._studio.phase is Phase.RUNNING:
            self._studio.pause()
        else:
            self._studio.unpause()

    def _reported(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Started):
                self._device, self._threads = event.device, event.threads
            if isinstance(event, Progress):
                self._progress = event
        if not self._timer.isActive():
            self._timer.start(REDRAW)

    def _progressed(self, progress: Progress) -> None:
        self._progress = progress
        self._redraw()

    def _opening_changed(self) -> None:
        self._progress = None
        self._redraw()

    # Drawing

    def _redraw(self) -> None:
        phase = self._studio.phase
        self._show_device()
        self.cancel.setVisible(self._studio.opening)
        running = phase in (Phase.RUNNING, Phase.PAUSING, Phase.PAUSED)
        self.pause.setVisible(running and not self._studio.measuring)
        self.pause.setEnabled(phase is not Phase.PAUSING)
        self._show_pause(go_on=phase is Phase.PAUSED)
        if self._studio.opening or phase is Phase.PREPARING:
            self._show_progress()
        elif phase is not Phase.IDLE:
            self._show_training()
        else:
            _say(self.work, "" if self._studio.has_engine else tr("Starting the engine…"))
            self.bar.hide()
            _say(self.left, "")

    def _show_device(self) -> None:
        device = self._device or self._studio.device
        name = {"cpu": "CPU", "cuda": "GPU", "mps": "GPU"}.get(device, device)
        if device != "cpu" or not self._threads:
            _say(self.device, name)
        elif self._threads == 1:
            _say(self.device, tr("{device} · 1 thread", device=name))
        else:
            _say(
                self.device, tr("{device} · {threads} threads", device=name, threads=self._threads)
            )

    def _show_pause(self, *, go_on: bool) -> None:
        words = tr("Continue training") if go_on else tr("Pause training")
        if words == self.pause.toolTip():
            return  # a new icon would lay out the whole bar anew
        self.pause.setAccessibleName(words)
        self.pause.setToolTip(words)
        icons.dress(self.pause, "play" if go_on else "pause", "text", 13)

    def _show_progress(self) -> None:
        progress = self._progress
        _say(self.work, tr(progress.what) if progress is not None else tr("Reading the text"))
        self.bar.show()
        if progress is not None and progress.total:
            self.bar.show_share(progress.done / progress.total)
        else:
            self.bar.show_share(None)
        _say(self.left, "")

    def _show_training(self) -> None:
        run, pace = self._studio.training_run, self._studio.pace
        title = run.title if run is not None else ""
        config = self._studio.training_config
        _say(self.work, with_model(title, config) if config is not None else title)
        self.bar.show()
        self.bar.show_share(pace.share if pace is not None else 0.0)
        _say(self.left, phase_words(self._studio))


def _say(shown: QLabel, words: str) -> None:
    """Show `words`, or nothing at all."""
    if shown.text() != words:
        shown.setText(words)
    shown.setVisible(bool(words))
