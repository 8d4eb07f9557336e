"""Say early where torch or Qt has no build for this kind of computer."""

import platform
import struct
from typing import NamedTuple

from bootstrapping.console import Problem

GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}  # what the PySide6 wheels were built against


class System(NamedTuple):
    """What kind of computer this is."""

    name: str  # "Linux", "Darwin", "Windows"
    machine: str  # "x86_64", "arm64", ...
    bits: int
    libc: tuple[str, str]  # ("glibc", "2.36"); empty on other systems
    macos: str  # "14.5"; empty on other systems


def this_system() -> System:
    """Return the kind of computer that this is, as this Python sees it."""
    return System(
        name=platform.system(),
        machine=platform.machine(),
        bits=struct.calcsize("P") * 8,
        libc=platform.libc_ver(),
        macos=platform.mac_ver()[0],
    )


def check_system(system: System | None = None) -> None:
    """Raise a `Problem` if the program cannot run on this kind of computer."""
    system = system or this_system()
    if system.bits != 64:
        raise Problem("This is a 32-bit Python; torch needs a 64-bit one. Install that instead.")
    {"Linux": check_linux, "Darwin": check_macos, "Windows": check_windows}.get(
        system.name, lambda _: None
    )(system)


def check_linux(system: System) -> None:
    """Qt's wheels need a C library that is new enough; those of Alpine are of another kind."""
    library, version = system.libc
    least = GLIBC.get(system.machine)
    if least is None:
        raise Problem(
            "torch and Qt are made for x86_64 and aarch64 processors, and this one is {machine}.",
            machine=system.machine,
        )
    have = tuple(int(part) for part in version.split(".")[:2]) if library == "glibc" else ()
    if have < least:
        raise Problem(
            "Qt needs the C library glibc {least} or later (as in Debian 13, Ubuntu 24.04, Fedora "
            "40; on x86_64 also Debian 12, Ubuntu 22.04, Fedora 35), and this system has "
            "{library} {version}.",
            least=".".join(str(part) for part in least),
            library=library or "another one",
            version=version,
        )


def check_macos(system: System) -> None:
    """PyTorch for Intel Macs ended with 2.2."""
    if system.machine != "arm64":
        raise Problem(
            "PyTorch for Intel Macs ended with version 2.2, so LM Playground needs a Mac with "
            "Apple silicon. If this Mac has it, its Python is one for Intel: install the one from "
            "https://www.python.org/downloads/ and start again with that."
        )
    if system.macos and int(system.macos.split(".")[0]) < 14:
        raise Problem("torch needs macOS 14 or later, and this is macOS {have}.", have=system.macos)


def check_windows(system: System) -> None:
    """There is no torch for Windows on ARM, but the one for Intel runs there."""
    if system.machine.upper() != "AMD64":
        raise Problem(
            "There is no torch for Windows on {machine}. Install the 64-bit Intel/AMD Python from "
            "https://www.python.org/downloads/, which runs here too, and start again with that.",
            machine=system.machine,
        )
