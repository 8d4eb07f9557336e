"""The beginning of the text, its buttons, and what is wrong with it."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from playground.engine.characters import as_read
from playground.ui import icons, theme
from playground.ui.button_menus import give_menu
from playground.ui.card import label
from playground.ui.exact_edit import ExactEdit
from playground.ui.language import Translated, tr
from playground.ui.plain import caption

MOST_LINES = 4
MOST_CHARACTERS = 2000  # the model judges every one of them before it writes
REMEMBERED = 12  # beginnings
NARROW = 540  # designed pixels; below, the buttons stand under the field


class PromptEdit(theme.Themed, ExactEdit):
    """One line that grows with what is typed; Return writes, Shift+Return breaks the line."""

    accepted = Signal()
    shortened = Signal()  # more was pasted than a beginning may have

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.restyle()

    def restyle(self) -> None:
        """Take the size of the letters from the theme."""
        self.setFont(theme.font(15, mono=True))
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Right to the window at the end of the text, where no word follows."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._is_for_window(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write on Return."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")
            else:
                self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape or self._is_for_window(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted, as far as there is room for it."""
        room = MOST_CHARACTERS - len(self.exact_text) + len(self.exact_selection)
        text = as_read(source.text())
        self.insert_exact_text(text[: max(0, room)])
        if len(text) > room:
            self.shortened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the lines."""
        super().resizeEvent(event)
        self._fit()

    def _is_for_window(self, event: QKeyEvent) -> bool:
        """Tell whether a key does nothing here, so that it may mean something outside."""
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.document().isUndoAvailable()
        if event.matches(QKeySequence.StandardKey.Redo):
            return not self.document().isRedoAvailable()
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        return control and event.key() == Qt.Key.Key_Right and self.textCursor().atEnd()

    def _fit(self) -> None:
        lines = min(MOST_LINES, max(1, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + theme.px(16))


class Prompt(Translated, theme.Themed, QFrame):
    """A card: beginning, Generate or Stop, one token."""

    edited = Signal()
    write_wanted = Signal()
    stop_wanted = Signal()
    one_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._letters = True  # tokens are characters
        self._recent: list[str] = []
        self.title = label("muted")
        self.edit = PromptEdit()
        self.edit.setObjectName("generate.prompt")
        self.recent = QToolButton()
        self.recent.setObjectName("generate.recent")
        self.recent.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.recent)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.menu.triggered.connect(self._take)
        give_menu(self.recent, self.menu)
        self.go = _button("generate.go", "primary")
        self.stop = _button("generate.stop", "primary")
        self.one = _button("generate.one", "")
        self.problem = label("problem", wrap=True)
        self.problem.setObjectName("generate.problem")
        self.problem.setContentsMargins(10, 6, 10, 6)
        self.title.setBuddy(self.edit)
        self._lay_out()
        self.edit.textChanged.connect(self.edited)
        self.edit.accepted.connect(self.write_wanted)
        self.edit.shortened.connect(self._say_shortened)
        self.go.clicked.connect(self.write_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self.one.clicked.connect(self.one_wanted)
        self.show_problem("")
        self.set_busy(False)
        self.set_recent([])
        self.restyle()
        self.retranslate()

    @property
    def text(self) -> str:
        """The beginning as it was typed."""
        return self.edit.exact_text

    def set_text(self, text: str) -> None:
        """Show another beginning."""
        if text != self.text:
            self.edit.set_exact_text(text)
            self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)

    def set_recent(self, beginnings: list[str]) -> None:
        """Offer these beginnings."""
        self._recent = beginnings
        self.recent.setEnabled(bool(beginnings))

    def set_busy(self, busy: bool) -> None:
        """Offer to stop while the model writes, or else to write."""
        had_keys = self.go.hasFocus() or self.stop.hasFocus()
        self.go.setVisible(not busy)
        self.stop.setVisible(busy)
        self.one.setEnabled(not busy)
        if had_keys:
            (self.stop if busy else self.go).setFocus()

    def set_letters(self, letters: bool) -> None:
        """Speak of letters, or of tokens where they may be longer or shorter."""
        self._letters = letters
        self.retranslate()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the beginning; "" if nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def retranslate(self) -> None:
        """Write every visible text in the current language."""
        self.title.setText(tr("Beginning"))
        self.edit.setPlaceholderText(tr("How shall the text begin?"))
        self.edit.setAccessibleName(tr("Beginning of the text"))
        self.edit.setToolTip(tr("Return writes on from here, Shift+Return begins a new line."))
        self.recent.setToolTip(tr("Beginnings used before"))
        self.recent.setAccessibleName(tr("Beginnings used before"))
        self.go.setText(tr("Generate"))
        self.go.setToolTip(tr("Write a text with this beginning (Ctrl+Enter)"))
        self.stop.setText(tr("Stop"))
        self.stop.setToolTip(tr("Stop writing; what is written stays (Esc)"))
        self.one.setText(tr("One letter ▸") if self._letters else tr("One token ▸"))
        self.one.setToolTip(tr("Write one more and look at the choice (Ctrl+Right)"))
        for button in (self.go, self.stop, self.one):
            button.setAccessibleName(button.text())

    def restyle(self) -> None:
        """Take icons and sizes from the theme."""
        icons.dress(self.recent, "history")
        box = self.layout()
        assert box is not None
        box.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(14))
        width = max(self.go.sizeHint().width(), self.stop.sizeHint().width())
        self.go.setMinimumWidth(width)
        self.stop.setMinimumWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the field where there is no room beside it."""
        narrow = event.size().width() < theme.px(NARROW)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        field = QHBoxLayout()
        field.setSpacing(6)
        for widget in (self.title, self.edit, self.recent):
            field.addWidget(widget)
        field.setStretchFactor(self.edit, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.go, self.stop, self.one):
            buttons.addWidget(button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(8)
        self._row.addLayout(field, 1)
        self._row.addLayout(buttons)
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.addLayout(self._row)
        box.addWidget(self.problem)

    def _say_shortened(self) -> None:
        words = tr("A beginning has {most} characters at most.", most=f"{MOST_CHARACTERS:,}")
        self.show_problem(words)

    def _fill_menu(self) -> None:
        self.menu.clear()
        for text in self._recent:
            words = text.replace("\n", " ↵ ").strip() or "…"
            words = words[:60] + ("…" if len(words) > 60 else "")
            action = QAction(caption(words), self.menu)
            action.setData(text)
            self.menu.addAction(action)

    def _take(self, action: QAction) -> None:
        self.set_text(action.data())
        self.edit.setFocus()


def remembered(recent: list[str], text: str) -> list[str]:
    """Return the beginnings with `text` put to the front."""
    if not text.strip():
        return recent
    return [text, *(other for other in recent if other != text)][:REMEMBERED]


def _button(name: str, role: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    if role:
        button.setProperty("role", role)
    return button
