"""Find the system libraries that Qt needs by loading them, and a Chinese font.

Source: what a bare Debian 12 lacked for the libraries and plugins in PySide6-Essentials;
`tests/packaging/test_libraries.py` compares this table with what those name themselves.
"""

import ctypes
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bootstrapping.console import Problem, say, spoken
from bootstrapping.debian import apt_install, apt_line, is_root_with_apt


@dataclass(frozen=True)
class Part:
    """Something of the system: what it is called where it is loaded, and in each distribution."""

    name: str
    debian: str  # "new|old" where a release renamed it
    fedora: str
    arch: str
    suse: str


LIBRARIES = (
    Part("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd", "libGL1"),
    Part("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd", "libEGL1"),
    Part("libglib-2.0.so.0", "libglib2.0-0t64|libglib2.0-0", "glib2", "glib2", "libglib-2_0-0"),
    Part(
        "libgthread-2.0.so.0", "libglib2.0-0t64|libglib2.0-0", "glib2", "glib2", "libgthread-2_0-0"
    ),
    Part("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon", "libxkbcommon0"),
    Part("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig", "libfontconfig1"),
    Part("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus", "libdbus-1-3"),
    Part(
        "libxcb-cursor.so.0",
        "libxcb-cursor0",
        "xcb-util-cursor",
        "xcb-util-cursor",
        "libxcb-cursor0",
    ),
    Part(
        "libxkbcommon-x11.so.0",
        "libxkbcommon-x11-0",
        "libxkbcommon-x11",
        "libxkbcommon-x11",
        "libxkbcommon-x11-0",
    ),
    Part("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm", "libxcb-icccm4"),
    Part(
        "libxcb-keysyms.so.1",
        "libxcb-keysyms1",
        "xcb-util-keysyms",
        "xcb-util-keysyms",
        "libxcb-keysyms1",
    ),
    Part("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb", "libxcb-shape0"),
)
FONT = Part(
    "a Chinese font",
    "fonts-wqy-microhei",
    "google-noto-sans-cjk-fonts",
    "noto-fonts-cjk",
    "noto-sans-sc-fonts",
)
XVFB = Part("Xvfb", "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb", "xorg-x11-server-Xvfb")
FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts").expanduser(),
    Path("~/.fonts").expanduser(),
)
CHINESE_FONTS = ("wqy", "cjk", "sourcehan", "droidsansfallback", "ukai", "uming", "msyh", "simsun")


def loads(soname: str) -> bool:
    """Tell whether the system has this library, by loading it."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_libraries(works: Callable[[str], bool] = loads) -> list[Part]:
    """Return the libraries that Qt needs and the system lacks."""
    return [part for part in LIBRARIES if not works(part.name)]


def has_chinese_font(folders: Iterable[Path] = FONT_FOLDERS) -> bool:
    """Tell whether some font shows Chinese, as fontconfig knows or the file names suggest."""
    if shutil.which("fc-list"):
        answer = subprocess.run(["fc-list", ":lang=zh", "file"], capture_output=True, text=True)
        return bool(answer.stdout.strip())
    files = (file.name.lower() for folder in folders for file in folder.rglob("*"))
    return any(sign in name.replace("-", "") for name in files for sign in CHINESE_FONTS)


@dataclass(frozen=True)
class Missing:
    """What the system lacks."""

    needed: tuple[Part, ...] = ()
    wished: tuple[Part, ...] = ()  # it works without

    def __add__(self, other: "Missing") -> "Missing":
        return Missing(self.needed + other.needed, self.wished + other.wished)

    def __bool__(self) -> bool:
        return bool(self.needed or self.wished)

    @property
    def all(self) -> tuple[Part, ...]:
        """Everything, the needed first."""
        return self.needed + self.wished


def find_missing(*, wishes: bool, for_tests: bool, platform: str = sys.platform) -> Missing:
    """Return what the system lacks for a window.

    Args:
        wishes: Also look for what it works without.
        for_tests: Also wish for what only tests use.
        platform: As `sys.platform`; on all but Linux, Qt comes with what it needs.
    """
    if not platform.startswith("linux"):
        return Missing()
    wished = [FONT] if wishes and not has_chinese_font() else []
    if wishes and for_tests and not has_xvfb():
        wished.append(XVFB)
    return Missing(tuple(missing_libraries()), tuple(wished))


def provide(missing: Missing) -> None:
    """Install what is missing where that is allowed, or say how.

    Raises:
        Problem: Something needed is missing and must be installed by the person.
    """
    if is_root_with_apt():
        try:
            apt_install(names(missing.all, "debian"))
        except Problem as problem:
            if missing.needed:
                raise
            say("{problem}\nIt works without; going on.", problem=problem)
    elif missing.needed:
        raise Problem(
            "LM Playground needs what this system lacks: {parts}. Run this, then start again:\n"
            "    {line}",
            parts=", ".join(spoken(part.name) for part in missing.needed),
            line=install_line(missing.all),
        )
    else:
        say(
            "    Missing, but it works without: {parts}. To install it:\n        {line}",
            parts=", ".join(spoken(part.name) for part in missing.wished),
            line=install_line(missing.all),
        )


def names(parts: Sequence[Part], distribution: str) -> list[str]:
    """Return the names of packages, each once, in order."""
    return list(dict.fromkeys(getattr(part, distribution) for part in parts))


def install_line(parts: Sequence[Part], which: Callable[[str], str | None] = shutil.which) -> str:
    """Return the command that installs these parts on this kind of system."""
    if which("apt-get"):
        return apt_line(names(parts, "debian"))
    commands = {
        "dnf": ("sudo dnf install", "fedora"),
        "pacman": ("sudo pacman -S --needed", "arch"),
        "zypper": ("sudo zypper install", "suse"),
    }
    for program, (command, distribution) in commands.items():
        if which(program):
            return " ".join([command, *names(parts, distribution)])
    return "# " + ", ".join(part.name for part in parts)


def has_xvfb() -> bool:
    """Tell whether there is a screen to test windows on where there is no screen."""
    return shutil.which("Xvfb") is not None
