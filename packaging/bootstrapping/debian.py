"""Install Debian and Ubuntu packages where that is allowed: as root, with apt-get."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from bootstrapping.console import Problem, say

APT = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0")
NO_NETWORK = ("Temporary failure resolving", "Could not resolve", "Could not connect")


def is_root_with_apt() -> bool:
    """Tell whether packages can be installed without asking anybody."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str]) -> None:
    """Install packages, given by any of the names that releases know them by ("new|old")."""
    # Old package lists name files that are gone; a fresh machine has no lists at all.
    run_apt("update")
    names = [known_name(package) for package in packages]
    say("    installing {names}", names=" ".join(names))
    code, said = run_apt("install", "-y", "--no-install-recommends", *names)
    if code and any(sign in said for sign in NO_NETWORK):
        raise Problem(
            "The system packages {names} are needed, and the server that has them cannot be "
            "reached. Connect this computer to the internet and start again.",
            names=" ".join(names),
        )
    if code:
        raise Problem(
            "{words}\nInstalling system packages did not work; what apt-get said is above. Put "
            "that right, then run this and start again:\n    {line}",
            words="\n".join(said.strip().splitlines()[-10:]),
            line=apt_line(packages),
        )


def run_apt(*words: str) -> tuple[int, str]:
    """Run apt-get, which asks nothing; return its exit code and what it said, in English."""
    answer = subprocess.run(
        [*APT, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
    )
    return answer.returncode, answer.stdout


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
