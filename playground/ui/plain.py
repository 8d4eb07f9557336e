"""Titles, file names and a model's words as they are: Qt takes what looks like HTML for HTML.

Labels of ours are told to show plain text (`card.label`). Tool tips, menus and the title of the
window cannot be told, so their words are changed into what is shown as what they were.
"""

import html

from PySide6.QtGui import Qt


def tip(words: str) -> str:
    """Return the words for a tool tip that may hold something a person or a model wrote."""
    if not Qt.mightBeRichText(words):
        return words
    return f'<p style="white-space: pre-wrap">{html.escape(words)}</p>'


def caption(words: str) -> str:
    """Return the words for a button or a menu, in which `&` and tabs mean keys."""
    return words.replace("&", "&&").replace("\t", " ")


def window_title(words: str) -> str:
    """Return the words for the title of a window, in which `[*]` means that it is not saved."""
    return words.replace("[*]", "[*][*]")
