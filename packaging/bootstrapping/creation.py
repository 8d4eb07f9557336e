"""Make the virtual environment, also where Debian has taken `venv` out of Python."""

import importlib
import importlib.util
import os
import re
import subprocess
import sys

from bootstrapping.console import Problem, say
from bootstrapping.environment import Environment
from bootstrapping.libraries import Part


def base_python() -> str:
    """Return the Python that environments are made from: not the one in `.venv` itself."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def create(environment: Environment) -> None:
    """Make the environment in its folder, which is empty but for our lock."""
    folder = str(environment.folder)
    if os.pathsep in folder:
        raise Problem(
            "The path “{folder}” contains “{separator}”, which separates paths on this system, so "
            "Python cannot work in it. Rename the folder or move LM Playground to another one.",
            folder=environment.folder.parent,
            separator=os.pathsep,
        )
    python = base_python()
    environment.mark(unfinished=True)
    if has_ensurepip():
        finish([python, "-m", "venv", folder])
    else:
        say("Python's module “ensurepip” is missing; the pip outside of .venv does its work.")
        finish([python, "-m", "venv", "--without-pip", folder])
        finish([python, "-m", "pip", "--python", str(environment.python), "install", "pip"])
    environment.mark(unfinished=False)


def missing_venv() -> tuple[Part, ...]:
    """Return the part of the system that has to be there before an environment can be made."""
    if has_ensurepip() or has_outside_pip(base_python()):
        return ()
    debian = "python{}.{}-venv".format(*sys.version_info)  # Debian keeps it in its own package
    return (Part(debian, debian, "python3-pip", "python-pip", "python3-pip"),)


def has_ensurepip() -> bool:
    """Tell whether this Python can make an environment with pip in it."""
    importlib.invalidate_caches()  # it may have been installed a moment ago
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def has_outside_pip(python: str) -> bool:
    """Tell whether `python` has a pip (22.3 or later) that can install for another Python."""
    answer = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, text=True)
    found = re.match(r"pip (\d+)\.(\d+)", answer.stdout)
    return found is not None and (int(found[1]), int(found[2])) >= (22, 3)


def finish(command: list[str]) -> None:
    """Run a command that should work; if it does not, show what it said."""
    answer = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )
    if answer.returncode:
        raise Problem(
            "{words}\nThe command “{command}” did not work; what it said is above.",
            words=answer.stdout.strip(),
            command=" ".join(command),
        )
