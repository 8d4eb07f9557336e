"""No command: the window; where there is no display, the demo."""

import os
import sys
from collections.abc import Sequence

from playground.commands.output import Output

NO_DISPLAY = (
    "There is no display here to open a window on, so the demo runs in this terminal. "
    "See `playground --help` for everything else."
)


def open_window(files: Sequence[str], out: Output) -> int | None:
    """Open the window and return the exit code once it is closed; None without a display."""
    if not has_display():
        out.line(NO_DISPLAY)
        return None
    from playground.ui.app import main

    return main(files)


def has_display() -> bool:
    """Tell whether a window can be opened; only on Linux and its like there may be no display."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
