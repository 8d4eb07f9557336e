"""Colours on a terminal, from the 256 that every one has; none where NO_COLOR is set."""

import os
import re

# The colours of the window's curves, as near as 256 allow.
BLUE, ORANGE, GREY = 69, 208, 245
PAINTED = re.compile("(\x1b\\[(?:38;5;\\d{1,3}|1|0)m)")  # all that `Paint` writes


class Paint:
    """Colours text, or leaves it as it is."""

    def __init__(self, on: bool) -> None:
        """Colour only when `on`, and never against the wish in NO_COLOR (https://no-color.org)."""
        self._on = on and not os.environ.get("NO_COLOR")

    def __call__(self, text: str, colour: int) -> str:
        """Return `text` in a colour."""
        return f"\x1b[38;5;{colour}m{text}\x1b[0m" if self._on and text.strip() else text

    def bold(self, text: str) -> str:
        """Return `text` in bold."""
        return f"\x1b[1m{text}\x1b[0m" if self._on and text else text
