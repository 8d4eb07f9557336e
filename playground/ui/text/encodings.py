"""The encodings that a person can choose, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.text import mark
from playground.ui.figures import whole
from playground.ui.language import tr

if TYPE_CHECKING:
    from playground.engine.corpus import Corpus

AUTOMATIC = ""
# Key for Python's codecs, and the name people know.
OFFERED = {
    "utf-8": "UTF-8",
    "gb18030": mark("GB18030 (Chinese)"),
    "big5": mark("Big5 (Chinese)"),
    "shift_jis": mark("Shift JIS (Japanese)"),
    "latin-1": mark("Latin-1 (Western)"),
    "utf-16": "UTF-16",
}


def encoding_title(encoding: str) -> str:
    """Return the name of an encoding in the window's language."""
    plain = encoding.removesuffix(" (damaged)")  # as `engine.encoding` names it
    title = tr(OFFERED[plain]) if plain in OFFERED else plain.upper()
    return tr("{encoding}, damaged", encoding=title) if plain != encoding else title


def reading_words(corpus: Corpus) -> str:
    """Return what is worth telling of how a text was read; of most texts nothing."""
    words = []
    if corpus.damaged:
        count = whole(corpus.damaged)
        said = tr(
            "Characters that could not be read: {count}. They stand as “\ufffd”.", count=count
        )
        words.append(said)
    if corpus.left_out:
        told = {"count": whole(len(corpus.left_out)), "file": corpus.left_out[0].name}
        said = tr("Files left out because they are no text: {count} ({file} …)", **told)
        words.append(said)
    return "\n".join(words)
