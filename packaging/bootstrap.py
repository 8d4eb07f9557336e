"""Set LM Playground up in `.venv` and start it, with nothing but Python.

    python3 packaging/bootstrap.py run  [WORDS...]         the window, or `playground WORDS...`
    python3 packaging/bootstrap.py test [PYTEST WORDS...]  all checks and all tests

This file and what it imports at the top start on Python 3.7 and later, so that an old Python can
say in a sentence what is needed; the rest of `bootstrapping` needs one that fits.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from bootstrapping.console import prepare_streams, say
from bootstrapping.handover import hand_over
from bootstrapping.pythons import HIGHEST, LOWEST, fits, other_python


def main(
    words: Sequence[str],
    version: Sequence[int] = sys.version_info[:3],
    find: Callable[[], Sequence[str] | None] = other_python,
) -> int:
    """Do what `words` ask for; return the exit code (where this process is not replaced)."""
    prepare_streams()
    if fits(version):
        from bootstrapping.commands import main as obey

        return obey(words)
    have = ".".join(str(part) for part in version[:3])
    python = find()
    if python is None:
        say(
            "LM Playground needs Python {lowest} to {highest}, and this is {have} ({path}). "
            "Install one of those (from your system's packages or "
            "https://www.python.org/downloads/) and start this again with it.",
            lowest=".".join(str(part) for part in LOWEST),
            highest=".".join(str(part) for part in HIGHEST),
            have=have,
            path=sys.executable,
        )
        return 1
    say("This is Python {have}; going on with {python}.", have=have, python=" ".join(python))
    return hand_over([*python, os.path.abspath(__file__), *words], os.environ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
