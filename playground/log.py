"""The log file: what a bug leaves behind, down to a crash in native code."""

import contextlib
import faulthandler
import logging
import platform
import sys
from pathlib import Path

from playground import __version__, paths

LIMIT = 1_000_000  # bytes; then the file becomes playground.1.log, and the one before goes
LOGGER = "playground"


def log_file() -> Path:
    """Return the file that the program writes its log to."""
    return paths.logs() / "playground.log"


def start_log() -> Path | None:
    """Begin to log; return the file, or None where none can be written.

    A second call changes nothing.
    """
    logger = logging.getLogger(LOGGER)
    for handler in logger.handlers:
        return Path(handler.baseFilename) if isinstance(handler, logging.FileHandler) else None
    logger.setLevel(logging.INFO)
    logger.propagate = False
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _rotate(path)
        handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
    except OSError:  # a read-only workspace must not keep the program from saying so itself
        logger.addHandler(logging.NullHandler())
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
    logger.addHandler(handler)
    if handler.stream is not None:
        faulthandler.enable(handler.stream)
    logger.info(
        "LM Playground %s, Python %s, %s: %s",
        __version__,
        platform.python_version(),
        platform.platform(),
        " ".join(sys.argv),
    )
    return path


def stop_log() -> None:
    """Close the log file; for tests, and for programs that use ours as a library."""
    logger = logging.getLogger(LOGGER)
    faulthandler.disable()
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def is_refused() -> bool:
    """Tell whether a log was begun that cannot be written."""
    handlers = logging.getLogger(LOGGER).handlers
    return any(isinstance(handler, logging.NullHandler) for handler in handlers)


def log_bug(error: BaseException) -> Path | None:
    """Write down an unexpected exception; return the file that has it, if there is one."""
    path = start_log()
    logging.getLogger(LOGGER).error("A bug: %r", error, exc_info=error)
    return path


def _rotate(path: Path) -> None:
    if path.exists() and path.stat().st_size > LIMIT:
        # Windows does not rename what another window has open; then the file just grows on.
        with contextlib.suppress(PermissionError):
            path.replace(path.with_name("playground.1.log"))
