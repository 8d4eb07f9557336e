"""Texts that ship with the program, in `resources/texts`."""

from playground.errors import TextUnreadable
from playground.files import read_text
from playground.paths import bundled

LARGEST = 10_000_000  # bytes


def read_bundled(name: str) -> str:
    """Return the text of a file that ships with the program.

    Raises:
        TextUnreadable: It is missing or damaged.
    """
    path = bundled("resources", "texts", name)
    try:
        return read_text(path, LARGEST, follow=True)
    except OSError as error:
        raise TextUnreadable(file=path, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise TextUnreadable(file=path, reason=str(error)) from error
