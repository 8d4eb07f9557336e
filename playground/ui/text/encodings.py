"""The encodings that a person can choose, and what they are called."""

from playground.text import mark
from playground.ui.language import tr

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
    return tr(OFFERED[encoding]) if encoding in OFFERED else encoding.upper()
