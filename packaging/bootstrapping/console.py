"""Speak to the person at the terminal: sentences, numbered steps, time; English or Chinese.

Everything goes to stderr, so that what the program itself prints can be piped. Like `bootstrap.py`,
this file starts on Python 3.7 and later.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping

from bootstrapping.chinese import CHINESE


class Problem(Exception):
    """What a person must change before the set-up can go on, in one sentence."""

    def __init__(self, sentence: str, **fields: object) -> None:
        super().__init__(spoken(sentence, **fields))


def prefers_chinese(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether this person's computer is set to Chinese."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name].lower().startswith("zh")
    language = 0
    if sys.platform == "win32":
        import ctypes

        language = ctypes.windll.kernel32.GetUserDefaultUILanguage()
    return bool(language & 0x3FF == 0x04)  # LANG_CHINESE


def spoken(sentence: str, **fields: object) -> str:
    """Return `sentence` with its fields filled in, in the person's language if it can be shown."""
    if prefers_chinese() and sentence in CHINESE:
        chinese = CHINESE[sentence].format(**fields)
        try:
            chinese.encode(sys.stderr.encoding or "ascii")
        except UnicodeEncodeError:
            pass
        else:
            return chinese
    return sentence.format(**fields)


def say(sentence: str, **fields: object) -> None:
    """Print one sentence."""
    print(spoken(sentence, **fields), file=sys.stderr, flush=True)


def prepare_streams() -> None:
    """Let no character stop a sentence: a terminal that cannot show it gets an escape."""
    reconfigure = getattr(sys.stderr, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


class Progress:
    """Numbered steps with the time since the start: `[2/5  0:07] ...`."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.step = 0
        self.started = time.monotonic()

    def elapsed(self) -> str:
        """Return the time since the start as minutes and seconds."""
        minutes, seconds = divmod(int(time.monotonic() - self.started), 60)
        return f"{minutes}:{seconds:02}"

    def next(self, sentence: str, **fields: object) -> None:
        """Begin the next step."""
        self.step += 1
        head = f"[{self.step}/{self.steps}  {self.elapsed()}] "
        print(head + spoken(sentence, **fields), file=sys.stderr, flush=True)
