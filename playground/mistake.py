"""The beginning of all errors that a person can mend."""

import os
import re
from typing import ClassVar

from playground.text import mark

LONGEST = 400  # characters of a name or a path in a sentence; of a longer one both ends are shown
HALVES = re.compile("[\ud800-\udfff]")  # of characters: bytes of a file's name that are no UTF-8


class PlaygroundError(Exception):
    """A mistake that a person can mend; `str(error)` is the English sentence.

    What comes from outside fits into it: however long it is, and whatever the bytes of a name are.
    """

    template: ClassVar[str] = mark("Something went wrong.")

    def __init__(self, **values: object) -> None:
        self.values = {name: shown(value) for name, value in values.items()}
        super().__init__(self.template.format(**self.values))


def shown(value: object) -> object:
    """Return a value as a sentence can hold it."""
    if not isinstance(value, str | os.PathLike):
        return value
    text = HALVES.sub("\ufffd", str(value))
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"
