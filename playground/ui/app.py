"""Starting the window, before anything of Qt is imported."""

from collections.abc import Sequence

from playground.ui.preload import preload_torch


def main(files: Sequence[str] = ()) -> int:
    """Open the window and return the exit code when it is closed.

    Args:
        files: Text files to open at once.
    """
    preload_torch()
    from playground.ui.program import run_window  # Qt comes with it

    return run_window(files)
