"""The left column of the Text tab: a file, the clipboard, a built-in text, a recent one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from playground.engine.events import Progress
from playground.engine.texts import TEXTS
from playground.errors import PlaygroundError
from playground.ui import icons, theme
from playground.ui.asking import ask_for_texts
from playground.ui.card import Card, label
from playground.ui.drop import files
from playground.ui.language import LANGUAGES, Translated, explain, tr
from playground.ui.plain import tip
from playground.ui.studio import Studio
from playground.ui.text.row import Row
from playground.ui.text_words import built_in_texts, source_words

MOST_RECENT, FEWER_RECENT = 5, 3


class DropArea(Translated, theme.Themed, QFrame):
    """A dashed field with the ways to get a text of one's own."""

    open_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.symbol = QLabel()
        self.symbol.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = label("title", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint = label("muted", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.open = QPushButton()
        self.open.setObjectName("text.open")
        self.paste = QPushButton()
        self.paste.setObjectName("text.paste")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.open)
        buttons.addWidget(self.paste)
        buttons.addStretch(1)
        self.compact = False
        self._box = QVBoxLayout(self)
        for part in (self.symbol, self.words):
            self._box.addWidget(part)
        self._box.addLayout(buttons)
        self._box.insertWidget(2, self.hint)
        self.open.clicked.connect(self.open_wanted)
        self.paste.clicked.connect(self.paste_wanted)
        self.restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.words.setText(tr("Drop a text file here"))
        if self.compact:
            self.hint.setText(tr("or drop a file anywhere in this window"))
        else:
            self.hint.setText(
                tr("A novel, letters, songs, a program: any plain text, in any encoding.")
            )
        self.open.setText(tr("Open…"))
        self.open.setToolTip(tr("Open text files (Ctrl+O)"))
        self.open.setAccessibleName(tr("Open text files"))
        self.paste.setText(tr("Paste"))
        self.paste.setToolTip(tr("Take the text in the clipboard (Ctrl+Shift+V)"))
        self.paste.setAccessibleName(tr("Take the text in the clipboard"))

    def restyle(self) -> None:
        """Take the icon and sizes from the theme."""
        self.symbol.setPixmap(icons.pixmap("download", "accent", 28))
        margin = theme.px(8 if self.compact else 14)
        self._box.setContentsMargins(margin, margin, margin, margin)
        self._box.setSpacing(theme.px(7))

    def set_compact(self, compact: bool) -> None:
        """Show the buttons alone, with a word on dropping below them."""
        if compact == self.compact:
            return
        self.compact = compact
        self.symbol.setVisible(not compact)
        self.words.setVisible(not compact)
        self._box.removeWidget(self.hint)
        self._box.insertWidget(self._box.count() if compact else 2, self.hint)
        self.restyle()
        self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a dashed frame."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(theme.colour("line_strong"), theme.px(1.5), Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 4])
            painter.setPen(pen)
            painter.setBrush(theme.colour("ground", 0.5))
            frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(frame, theme.px(9), theme.px(9))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the press, so that the release comes here."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a file, as the field looks as if one could."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.open_wanted.emit()


class OpenCard(Translated, Card):
    """The drop area, or what is being opened, and what went wrong."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._progress: Progress | None = None
        self._error: PlaygroundError | None = None
        self._nothing_to_paste = False
        self.area = DropArea()
        self.doing = label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setObjectName("text.progress")
        self.cancel = QPushButton()
        self.cancel.setObjectName("text.cancel")
        self.problem = label("problem", wrap=True)
        self.problem.setObjectName("text.problem")
        self.problem.setContentsMargins(10, 6, 10, 6)
        self.title.hide()
        self.subtitle.hide()
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel)
        self.body.addWidget(self.area)
        self.body.addWidget(self.doing)
        self.body.addLayout(line)
        self.body.addWidget(self.problem)
        self.area.open_wanted.connect(self.choose_files)
        self.area.paste_wanted.connect(self.paste)
        self.cancel.clicked.connect(studio.cancel_opening)
        studio.opening_changed.connect(self._opening_changed)
        studio.corpus_progress.connect(self._progressed)
        studio.corpus_failed.connect(self._failed)
        studio.corpus_changed.connect(self._opened)
        self.retranslate()
        self._opening_changed()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.cancel.setText(tr("Cancel"))
        self.cancel.setAccessibleName(tr("Cancel opening the text"))
        self.bar.setAccessibleName(tr("How much of the text is read"))
        self._show_progress()
        self._show_problem()

    def choose_files(self) -> None:
        """Ask for text files and open them."""
        chosen = ask_for_texts(self, self._studio)
        if chosen:
            self._studio.open_files(chosen)

    def paste(self) -> None:
        """Take the text, or the files, in the clipboard."""
        clipboard = QGuiApplication.clipboard()
        found, text = files(clipboard.mimeData()), clipboard.text()
        self._error, self._nothing_to_paste = None, not found and not text.strip()
        if found:
            self._studio.open_files(found)
        elif not self._nothing_to_paste:
            self._studio.open_pasted(text, tr("Pasted text"))
        self._show_problem()

    def _opening_changed(self) -> None:
        self._progress = None
        if self._studio.opening:
            self._error, self._nothing_to_paste = None, False
            self._show_problem()
        for part in (self.doing, self.bar, self.cancel):
            part.setVisible(self._studio.opening)
        self._show_progress()

    def _progressed(self, progress: Progress) -> None:
        self._progress = progress
        self._show_progress()

    def _show_progress(self) -> None:
        progress = self._progress
        self.doing.setText(tr(progress.what) if progress is not None else tr("Reading the text"))
        known = progress is not None and progress.total > 0
        self.bar.setRange(0, 1000 if known else 0)
        if progress is not None and known:
            self.bar.setValue(round(1000 * min(1.0, progress.done / progress.total)))

    def _failed(self, error: PlaygroundError) -> None:
        self._error = error
        self._show_problem()

    def _opened(self) -> None:
        self._error = None
        self._show_problem()

    def _show_problem(self) -> None:
        sentence = explain(self._error) if self._error is not None else ""
        if self._nothing_to_paste:
            sentence = tr("There is no text in the clipboard. Copy some text first.")
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


class BuiltInCard(Translated, Card):
    """The built-in texts, those in the window's language first; a click opens one."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flush_rows(self)
        self._studio = studio
        self.compact = False
        self.rows: dict[str, Row] = {}
        for key in TEXTS:
            row = self.rows[key] = Row("file")
            row.setObjectName(f"text.built_in.{key}")
            row.clicked.connect(partial(_open_built_in, studio, key))
        studio.corpus_changed.connect(self._mark_open)
        self.retranslate()

    def set_compact(self, compact: bool) -> None:
        """Show a line for each text, what it is in its tool tip."""
        if compact != self.compact:
            self.compact = compact
            self.retranslate()

    def _mark_open(self) -> None:
        """Show which of them is the text that is open."""
        corpus = self._studio.corpus
        for key, row in self.rows.items():
            row.set_marked(corpus is not None and corpus.source == f"text:{key}")

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.title.setText(tr("Built-in texts"))
        for key in built_in_texts():
            spec = TEXTS[key]
            row = self.rows[key]
            line = "" if self.compact else tr(spec.help)
            row.set_words(tr(spec.title), line, LANGUAGES.get(spec.language, ""))
            row.setToolTip(tr(spec.help))
            row.setAccessibleDescription(tr(spec.help))
            self.body.removeWidget(row)
            self.body.addWidget(row)
        self._mark_open()


class RecentCard(Translated, Card):
    """The texts opened lately."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._most = MOST_RECENT
        flush_rows(self)
        self.rows: list[Row] = []
        studio.corpus_changed.connect(self.retranslate)
        self.retranslate()

    def set_low(self, low: bool) -> None:
        """Show fewer of them; all are in the menu."""
        most = FEWER_RECENT if low else MOST_RECENT
        if most != self._most:
            self._most = most
            self.retranslate()

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.title.setText(tr("Opened lately"))
        recent = [s for s in self._studio.recent() if s.files][: self._most]
        while len(self.rows) > len(recent):
            row = self.rows.pop()
            self.body.removeWidget(row)
            row.deleteLater()
        while len(self.rows) < len(recent):
            row = Row("clock")
            row.setObjectName(f"text.recent.{len(self.rows) + 1}")
            row.clicked.connect(partial(self._open, len(self.rows)))
            self.rows.append(row)
            self.body.addWidget(row)
        for row, source in zip(self.rows, recent, strict=True):
            folder = source.files[0].parent
            row.set_words(source_words(source), "", folder.name)
            row.setToolTip(tip(str(folder)))
            row.setAccessibleDescription(str(folder))
            corpus = self._studio.corpus
            row.set_marked(corpus is not None and source.files == corpus.files)
        self.setVisible(bool(recent))

    def _open(self, number: int, _checked: bool = False) -> None:
        recent = [source for source in self._studio.recent() if source.files]
        self._studio.open_source(recent[number])


def flush_rows(card: Card) -> None:
    """Let the icons of the rows stand under the title, and their ground reach further out."""
    card.body.setContentsMargins(8, 14, 8, 10)
    card.header.setContentsMargins(8, 0, 8, 4)
    card.body.setSpacing(0)


def _open_built_in(studio: Studio, key: str, _checked: bool = False) -> None:
    studio.open_built_in(key)
