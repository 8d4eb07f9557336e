"""What Windows needs before Qt is there."""

import ctypes
import importlib.util
import platform
from pathlib import Path


def preload_torch() -> None:
    """Load torch's first library by hand, without importing torch, which takes seconds.

    Since torch 2.9 it fails to load on Windows once Qt has loaded its C++ runtime.
    """
    if platform.system() != "Windows":
        return
    found = importlib.util.find_spec("torch")
    if found is None or not found.submodule_search_locations:
        return
    library = Path(found.submodule_search_locations[0]) / "lib" / "c10.dll"
    if library.exists():
        ctypes.CDLL(str(library))


def name_taskbar_button() -> None:
    """Give the window a button and icon of its own on Windows' taskbar, not Python's."""
    if platform.system() == "Windows":
        shell = ctypes.windll.shell32  # type: ignore[attr-defined]  # on Windows only
        shell.SetCurrentProcessExplicitAppUserModelID("lm-playground")
