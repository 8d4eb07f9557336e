"""Start the program: with words the command line, without any the window."""

import os
import signal
import sys
from types import FrameType

STOPPED = 130  # as a shell says of a program that Ctrl+C has ended


def main() -> None:
    """Run the command line; it opens the window when it is given no command."""
    prepare()
    from playground import cli

    sys.exit(cli.main())


def window() -> None:
    """Open the window, with the text files that were dropped on the program's icon."""
    prepare()
    from playground import cli

    sys.exit(cli.open_window(sys.argv[1:]))


def prepare() -> None:
    """Let nothing but our own sentences reach the terminal from here on."""
    leave_on_interrupt()
    from playground.log import fill_descriptors, keep_quiet

    fill_descriptors()
    keep_quiet()


def leave_on_interrupt() -> None:
    """Let Ctrl+C end the program without a word while there is nothing to save.

    Python would raise an exception wherever it happens to be, in an import or while it ends.
    Work that has something to save listens itself, see `Stopping`. A signal that was to be
    ignored (nohup, a script's background) stays ignored.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _leave)


def _leave(number: int, frame: FrameType | None) -> None:
    os._exit(STOPPED)


if __name__ == "__main__":
    main()
