"""`playground doctor`: check this computer and the workspace."""

import argparse
import importlib
import locale
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from typing import Any

from playground import __version__, paths
from playground.commands import DONE, FAILED
from playground.commands.display import VARIABLES, missing_library, why_no_window
from playground.commands.output import Output
from playground.errors import PlaygroundError
from playground.log import last_bug, log_file

PACKAGES = ("torch", "numpy", "PySide6_Essentials", "pyqtgraph", "tokenizers", "safetensors")
Check = tuple[str, bool, str]  # what, whether it is good, details
CALLS = 2000  # enough to see a lost reference, few enough to survive it


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare nothing: it checks everything."""
    parser.description = (
        "Check this computer and the workspace: every line is a check, with what was found. "
        "Nothing is changed."
    )


def run(args: argparse.Namespace, out: Output) -> int:
    """Print a line for each check; the exit code is 1 if one failed."""
    good = True
    for what, fine, details in checks():
        good = good and fine
        out.emit({"check": what, "ok": fine, "details": details})
        out.line(f"{'✓' if fine else '✗'} {what:<14} {details}")
        out.flush()
    return DONE if good else FAILED


def checks() -> Iterator[Check]:
    """Check one thing after another, the quick ones first."""
    for what, check in (
        ("program", program),
        ("system", system),
        ("packages", packages),
        ("workspace", workspace),
        ("runs", runs),
        ("log", log),
        ("display", display),
        ("window", window),
        ("references", references),
        ("fonts", fonts),
        ("torch", torch_speed),
        ("device", device),
    ):
        yield (what, *attempt(check))


def attempt(check: Callable[[], tuple[bool, str]]) -> tuple[bool, str]:
    """Return what a check says; one that cannot be made has failed."""
    try:
        return check()
    except PlaygroundError as error:
        return False, str(error)
    except Exception as error:  # whatever a broken installation raises is what we look for
        return False, " ".join(f"{type(error).__name__}: {error}".split())


def program() -> tuple[bool, str]:
    """Tell the version and where it lies."""
    frozen = "frozen, " if getattr(sys, "frozen", False) else ""
    return True, f"LM Playground {__version__}, {frozen}{paths.bundled('resources').parent}"


def system() -> tuple[bool, str]:
    """Tell Python and the operating system."""
    encoding = locale.getpreferredencoding(False)
    words = f"Python {platform.python_version()}, {platform.platform()}, {encoding}"
    return sys.version_info >= (3, 10), words


def packages() -> tuple[bool, str]:
    """Tell the versions of what this program is made with."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "missing"
    words = ", ".join(f"{name} {version}" for name, version in found.items())
    return "missing" not in found.values(), words


def workspace() -> tuple[bool, str]:
    """Tell where runs are kept and whether there is room."""
    from playground.services.disk import free_space, try_writing

    home = paths.home()
    existed = home.exists()
    try:
        if existed:
            try_writing(home)
    finally:
        free = free_space(home) / 1e9
    made = "" if existed else ", made with the first run"
    return free > 0.2, f"{home}{made}; {free:,.1f} GB free"


def runs() -> tuple[bool, str]:
    """Count the runs, and those that are broken."""
    from playground.services.workspace import Workspace

    place = Workspace()
    broken = place.broken()
    words = f"{len(place.runs())} runs, {len(place.deleted())} in the trash"
    words += f", {len(place.starters())} models came with the program"
    for found in broken:
        words += f"; {found.problem}"
    return not broken, words


def log() -> tuple[bool, str]:
    """Tell where the log is, how large, and the last bug in it."""
    path = log_file()
    if not path.is_file():
        return True, f"{path} (cannot be written)"
    size = path.stat().st_size / 1e6
    return True, f"{path}, {size:.1f} MB; last bug: {last_bug() or 'none'}"


def display() -> tuple[bool, str]:
    """Tell whether a window could be opened; without one the command line still works."""
    found = [f"{name}={os.environ[name]}" for name in VARIABLES if os.environ.get(name)]
    why = why_no_window()
    if why is not None and not found:
        return True, "none: `playground` runs the demo instead of the window"
    return why is None, why or ", ".join(found) or "of the system"


def window() -> tuple[bool, str]:
    """Try to load what the window needs, system libraries included."""
    for name in ("QtCore", "QtGui", "QtWidgets", "QtSvg"):
        importlib.import_module(f"PySide6.{name}")
    core: Any = sys.modules["PySide6.QtCore"]
    missing = missing_library() if sys.platform == "linux" else None
    words = f"Qt {core.qVersion()} can be loaded"
    return missing is None or not wanted(), f"{words}; but {missing}" if missing else words


def wanted() -> bool:
    """Tell whether there is a display that a window could be opened on."""
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def references() -> tuple[bool, str]:
    """Count references of None, True and False around calls into Qt (some PySide6 lose some)."""
    core: Any = importlib.import_module("PySide6.QtCore")
    timer = core.QTimer()
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _ in range(CALLS):
        timer.setInterval(1)
        timer.stop()
        timer.isActive()
        timer.blockSignals(False)
    after = [sys.getrefcount(value) for value in (None, True, False)]
    lost = max(abs(a - b) for a, b in zip(after, before, strict=True))
    return lost < CALLS // 10, f"at most {lost} of {4 * CALLS:,} counted wrong"


def fonts() -> tuple[bool, str]:
    """Tell whether there are letters for Chinese."""
    if why_no_window() is not None:  # then Qt would end the program
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    gui: Any = importlib.import_module("PySide6.QtGui")
    _application = gui.QGuiApplication.instance() or gui.QGuiApplication([])
    chinese = gui.QFontDatabase.WritingSystem.SimplifiedChinese
    families = gui.QFontDatabase.families(chinese)
    if families:
        return True, f"{len(families)} with Chinese, such as {families[0]}"
    return False, "none with Chinese, which will show as boxes: install fonts-noto-cjk or the like"


def torch_speed() -> tuple[bool, str]:
    """Tell what torch makes of this processor: vector units, threads, a matrix product."""
    torch: Any = importlib.import_module("torch")
    a = torch.rand(512, 512)
    a @ a
    began = time.perf_counter()
    for _ in range(10):
        a @ a
    speed = 10 * 2 * 512**3 / (time.perf_counter() - began) / 1e9
    from playground.engine.cores import cores

    capability = torch.backends.cpu.get_cpu_capability()
    return (
        True,
        f"{capability}, {cores()} cores, {torch.get_num_threads()} threads, {speed:,.0f} GFLOP/s",
    )


def device() -> tuple[bool, str]:
    """Tell what "automatic" would choose, and why."""
    from playground.engine.device import choose_device

    chosen, why = choose_device("auto")
    return True, f"{chosen}: {why}"
