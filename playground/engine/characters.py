"""Characters as numbers: code points of a text, in numpy, without a loop in Python."""

import numpy as np
from numpy.typing import NDArray

REPLACEMENT = "\ufffd"  # stands for what cannot be read, and for characters left out
BYTE_ORDER_MARK = "\ufeff"  # at the beginning of many files; it belongs to no text
CODE_POINTS = 0x110000  # Unicode ends here

# N: characters


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the code points of `text`, (N,); lone surrogates become U+FFFD."""
    try:
        utf32 = text.encode("utf-32-le")
    except UnicodeEncodeError:
        utf32 = mend_surrogates(text).encode("utf-32-le")
    return np.frombuffer(utf32, dtype="<u4")


def mend_surrogates(text: str) -> str:
    """Join surrogate pairs and replace lone halves, so that `text` can be written as UTF-8.

    Half a character can come from the clipboard or from a file name, never from a file.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def unify_newlines(text: str) -> str:
    r"""Return `text` with \r\n and \r replaced by \n."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def as_read(text: str) -> str:
    """Return `text` as it would be read from a file to train on, and so what a model can know."""
    return unify_newlines(mend_surrogates(text)).removeprefix(BYTE_ORDER_MARK)
