"""Find out whether a window can be shown."""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping


def x_server_answers() -> bool:
    """Tell whether the X server that DISPLAY names can be talked to; True if nobody can say."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    works = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return works


def has_display(
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    x_answers: Callable[[], bool] = x_server_answers,
) -> bool:
    """Tell whether a window can be shown: always on macOS and Windows."""
    if platform in ("win32", "darwin") or environ.get("QT_QPA_PLATFORM"):
        return True
    if environ.get("WAYLAND_DISPLAY"):
        return True
    return bool(environ.get("DISPLAY")) and x_answers()
