"""Install Debian and Ubuntu packages where that is allowed: as root, with apt-get."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from bootstrapping.console import Problem

APT = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0")


def is_root_with_apt() -> bool:
    """Tell whether packages can be installed without asking anybody."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str]) -> None:
    """Install packages, given by any of the names that releases know them by ("new|old")."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    said = ""
    # Old package lists name files that are gone; a fresh machine has no lists at all.
    for command in ([*APT, "update"], [*APT, "install", "-y", "--no-install-recommends"]):
        if command[-1] != "update":
            command += [known_name(package) for package in packages]
        answer = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=quiet,
        )
        said += answer.stdout
    if answer.returncode:
        raise Problem(
            "{words}\nInstalling system packages did not work; what apt-get said is above. If this "
            "computer is offline, connect it and start again; or run this yourself:\n    {line}",
            words=said.strip(),
            line=apt_line(packages),
        )


def known_name(package: str) -> str:
    """Return the first of the names "new|old" that this release has.

    Debian 13 and Ubuntu 24.04 renamed libraries with a 64-bit time, such as libglib2.0-0t64.
    """
    names = package.split("|")
    return next(filter(is_known, names), names[-1])


def is_known(name: str) -> bool:
    """Tell whether this release has a package of that name."""
    try:
        found = subprocess.run(
            ["apt-cache", "show", "--no-all-versions", name], capture_output=True
        )
    except OSError:
        return False
    return found.returncode == 0


def apt_line(packages: Sequence[str]) -> str:
    """Return the command for a person to run."""
    return " ".join(["sudo apt-get install", *(known_name(package) for package in packages)])
