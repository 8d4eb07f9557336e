"""No command: the window; where none can be opened, the demo."""

from collections.abc import Sequence

from playground.commands.display import why_no_window
from playground.commands.output import Output

DEMO = "The demo runs in this terminal instead. See `playground --help` for everything else."


def open_window(files: Sequence[str], out: Output) -> int | None:
    """Open the window and return the exit code once it is closed; None where there can be none."""
    why = why_no_window()
    if why is not None:
        out.line(f"{why} {DEMO}")
        return None
    from playground.ui.app import main

    return main(files)
