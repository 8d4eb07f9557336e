"""Finding out whether a window can be opened here, before Qt tries.

Where it cannot, Qt ends the whole process by `abort()`, with a core dump and the advice to install
it again. Only on Linux and its like may there be no display.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
WITHOUT_SCREEN = ("offscreen", "minimal")  # platforms of Qt that draw into memory
SECONDS = 20  # that a trial may take
TRIAL = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
NO_DISPLAY = "There is no display here to open a window on."
UNREACHABLE = "The display {display} cannot be reached (it is set in {variable})."
UNKNOWN = "Qt cannot draw on {platform} here (it is set in {variable})."
LIBRARY_MISSING = (
    "The window needs a library of the system that is missing ({library}). "
    "Install it with: {command}"
)
# What a bare Debian or Ubuntu lacks, by the name under which Qt asks for it.
PACKAGES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}


def why_no_window(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return why no window can be opened here, as a sentence; None if one can be.

    The usual case, a display of X, is looked at directly, which takes some milliseconds; all
    others are tried out in a process of their own.
    """
    if sys.platform in ("win32", "darwin") or getattr(sys, "frozen", False):
        return None
    variable = next((name for name in reversed(VARIABLES) if environ.get(name)), None)
    if variable is None:
        return NO_DISPLAY
    platform, display = environ.get("QT_QPA_PLATFORM", ""), environ.get("DISPLAY")
    if platform.partition(":")[0] in WITHOUT_SCREEN:
        return None
    if platform in ("", "xcb") and display and not environ.get("WAYLAND_DISPLAY"):
        return missing_library() or _why_no_x(display)
    return _why_it_fails(variable, environ)


def missing_library() -> str | None:
    """Return which library of the system Qt lacks to open a window of X, as a sentence."""
    found = find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        return None
    plugin = Path(found.submodule_search_locations[0], "Qt/plugins/platforms/libqxcb.so")
    if not plugin.exists():
        return None
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        library = str(error).partition(":")[0]
        package = PACKAGES.get(library, library)
        return LIBRARY_MISSING.format(library=library, command=f"sudo apt-get install {package}")
    return None


def _why_no_x(display: str) -> str | None:
    """Connect to a display of X and leave again."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return LIBRARY_MISSING.format(library="libxcb.so.1", command="sudo apt-get install libxcb1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(os.fsencode(display), None)
    failed = xcb.xcb_connection_has_error(connection) != 0
    xcb.xcb_disconnect(connection)
    return UNREACHABLE.format(display=display, variable="DISPLAY") if failed else None


def _why_it_fails(variable: str, environ: Mapping[str, str]) -> str | None:
    """Let another process try to begin with Qt; it may end as it likes."""
    try:
        ended = subprocess.run(
            [sys.executable, "-c", TRIAL],
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return UNKNOWN.format(platform=environ[variable], variable=variable)
    if ended.returncode == 0:
        return None
    sentence = UNREACHABLE if variable == "WAYLAND_DISPLAY" else UNKNOWN
    values = {"display": environ[variable], "platform": environ[variable], "variable": variable}
    return sentence.format(**values)
