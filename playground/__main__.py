"""Start the program: with words the command line, without any the window."""

import sys

from playground import cli


def main() -> None:
    """Run the command line; it opens the window when it is given no command."""
    sys.exit(cli.main())


def window() -> None:
    """Open the window, with the text files that were dropped on the program's icon."""
    sys.exit(cli.open_window(sys.argv[1:]))


if __name__ == "__main__":
    main()
