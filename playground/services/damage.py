"""What is wrong with a file of a run, in words that everybody uses."""

from collections.abc import Iterator
from contextlib import contextmanager

from playground.errors import RunBroken, RunUnreadable
from playground.files import FileTooLarge, NoOrdinaryFile
from playground.text import mark

IS_MISSING = mark("is missing")
IS_DAMAGED = mark("is damaged")
IS_NO_FILE = mark("is no ordinary file")
IS_TOO_LARGE = mark("is larger than any such file")
# What Python and torch say of content that cannot be.
DAMAGE = (AttributeError, KeyError, TypeError, ValueError, RuntimeError)


@contextmanager
def damage_named(run: str, file: str) -> Iterator[None]:
    """Turn what is said of a file that cannot be read or used into a sentence that names it.

    Raises:
        RunBroken: It is missing, damaged, or something else than a file.
        RunUnreadable: The system refuses to read it, so that nothing is known of it.
    """
    try:
        yield
    except FileNotFoundError:
        raise RunBroken(run=run, file=file, reason=IS_MISSING) from None
    except NoOrdinaryFile:
        raise RunBroken(run=run, file=file, reason=IS_NO_FILE) from None
    except FileTooLarge:
        raise RunBroken(run=run, file=file, reason=IS_TOO_LARGE) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RunUnreadable(run=run, file=file, reason=reason) from error
    except DAMAGE as error:  # a recursion that is too deep is a RuntimeError
        raise RunBroken(run=run, file=file, reason=IS_DAMAGED) from error
