"""A field for several lines whose text is what was typed, to the letter.

Qt's own `toPlainText` turns no-break spaces into spaces, and line separators into newlines; for a
language model they are different characters.
"""

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit

BREAK = "\u2029"  # how Qt keeps a newline
# Qt would make newlines of these; meanwhile characters stand for them that no text may have.
KEPT = {"\u2029": "\ufde0", "\ufdd0": "\ufde1", "\ufdd1": "\ufde2"}
HELD = str.maketrans(KEPT)
GIVEN = str.maketrans({BREAK: "\n", **{held: character for character, held in KEPT.items()}})


class ExactEdit(QPlainTextEdit):
    """Gives back, pastes and copies every character as it is."""

    @property
    def exact_text(self) -> str:
        """The text, to the letter."""
        return self.document().toRawText().translate(GIVEN)

    @property
    def exact_selection(self) -> str:
        """The marked part of the text, to the letter."""
        return self.textCursor().selectedText().translate(GIVEN)

    def set_exact_text(self, text: str) -> None:
        """Show another text; it cannot be undone."""
        self.setPlainText(text.translate(HELD))

    def insert_exact_text(self, text: str) -> None:
        """Put `text` in the place of what is marked, as if it had been typed."""
        self.insertPlainText(text.translate(HELD))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste, or take what was dropped."""
        self.insert_exact_text(source.text())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy, cut or drag what is marked."""
        data = QMimeData()
        data.setText(self.exact_selection)
        return data
