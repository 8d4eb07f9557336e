"""The two commands, `run` and `test`: set up what is missing, then hand over."""

import errno
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence

from bootstrapping.checks import run_checks
from bootstrapping.console import Problem, Progress, say
from bootstrapping.creation import create, missing_venv
from bootstrapping.display import has_display
from bootstrapping.environment import ROOT, Environment, requirement_files
from bootstrapping.handover import hand_over
from bootstrapping.installer import install, last_lines
from bootstrapping.launcher import add_launcher
from bootstrapping.libraries import Missing, find_missing, provide
from bootstrapping.systems import check_system
from bootstrapping.torch_source import chosen, install_torch, planned, suits

USAGE = """\
python3 packaging/bootstrap.py run             set everything up and open the window
python3 packaging/bootstrap.py run WORDS...    the same as `playground WORDS...`, such as
                                               run train FILE --minutes 2
python3 packaging/bootstrap.py test [WORDS...] set everything up, run all checks and tests;
                                               WORDS go to pytest
LM_PLAYGROUND_TORCH=cpu|cuda|default|ADDRESS   which build of torch to install\
"""


def main(words: Sequence[str]) -> int:
    """Obey the words of the command line; return the exit code."""
    try:
        match list(words):
            case ["run", *rest]:
                return run(rest)
            case ["test", *rest]:
                return test(rest)
            case ["help" | "--help" | "-h"]:
                say(USAGE)
                return 0
            case _:
                say(USAGE)
                return 2
    except Problem as problem:
        say("{problem}", problem=problem)
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        say("The disk is full; free some space and start again.")
        return 1
    except KeyboardInterrupt:
        say("Stopped. The same command starts again.")
        return 130


def run(words: Sequence[str]) -> int:
    """Start the program: the window, or what `words` say."""
    environment = Environment(ROOT / ".venv")
    prepare(environment, "run", with_qt=not words and has_display())
    if not words and not has_display():
        say("There is no display here, so “playground demo” trains in the terminal instead.")
        words = ["demo"]
    command = [str(environment.python), "-m", "playground", *words]
    return hand_over(command, program_environ(os.environ))


def test(words: Sequence[str]) -> int:
    """Run the checks and tests; `words` go to pytest."""
    environment = Environment(ROOT / ".venv")
    prepare(environment, "test", with_qt=True)
    return run_checks(environment, words)


def prepare(environment: Environment, goal: str, *, with_qt: bool) -> None:
    """Bring the system and the environment to where `goal` needs them; at once if they are there.

    Args:
        environment: The environment to set up.
        goal: "run" or "test".
        with_qt: Whether a window will be drawn, be it on a screen or not.
    """
    ready = is_ready(environment, goal)
    missing = Missing() if ready or environment.is_usable() else Missing(missing_venv())
    if with_qt:
        for_tests = goal == "test"
        missing += find_missing(wishes=for_tests or not ready, for_tests=for_tests)
    if ready and not missing:
        return
    check_system()
    planned()  # so that a choice that there is not is refused at once
    progress = Progress((not ready) * 4 + bool(missing))
    if missing:
        progress.next("Parts of the system: {count} missing", count=len(missing.all))
        provide(missing)
    if not ready:
        with environment.locked():
            if not is_ready(environment, goal):  # another process may have done it meanwhile
                set_up(environment, goal, progress)
                try_out(environment, with_qt=with_qt)
                add_launcher(environment)
                environment.note_complete(goal)
    say("Ready after {time} (minutes:seconds).", time=progress.elapsed())


def set_up(environment: Environment, goal: str, progress: Progress) -> None:
    """Make the environment if there is none that is whole, and install what `goal` needs."""
    version = environment.python_version() or platform.python_version()
    progress.next(
        "The folder {folder}, Python {version}", folder=environment.folder, version=version
    )
    environment.begin_change()
    if not environment.is_usable():
        if not environment.is_empty():
            say("    What is there is incomplete or damaged; making it anew.")
            environment.empty()
        create(environment)
    files = requirement_files(goal)
    progress.next("torch, which trains the models")
    install_torch(environment)
    progress.next("Packages of {files}", files=", ".join(file.name for file in files))
    install(environment, [word for file in files for word in ("-r", str(file))])
    progress.next("Trying them out")


def is_ready(environment: Environment, goal: str) -> bool:
    """Tell whether nothing is left to do, also not about the build of torch."""
    if not environment.is_complete(goal):
        return False
    choice = chosen()
    return not choice or suits(environment.torch_build() or "", choice)


def try_out(environment: Environment, *, with_qt: bool) -> None:
    """Import what was installed, which fails where the computer cannot run it."""
    modules = "numpy, safetensors, tokenizers, torch" + ", PySide6.QtWidgets" * with_qt
    answer = subprocess.run(
        [str(environment.python), "-I", "-c", f"import {modules}"],
        capture_output=True,
        text=True,
        errors="replace",
    )
    if answer.returncode == 0:
        return
    if sys.platform == "win32" and ("WinError 126" in answer.stderr or "DLL" in answer.stderr):
        raise Problem(
            "torch needs Microsoft's Visual C++ runtime, which this Windows lacks. Install it from "
            "https://aka.ms/vs/17/release/vc_redist.x64.exe and start again."
        )
    raise Problem(
        "{words}\nThe packages are installed, but this computer cannot load them (exit code "
        "{code}); what Python said is above.",
        words=last_lines(answer.stderr),
        code=answer.returncode,
    )


def program_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables with which the program is found from any folder.

    The current folder stays as it is, since file names on the command line are meant from
    there, but nothing in it is imported (Python 3.11 and later).
    """
    found = dict(environ)
    found.pop("PYTHONHOME", None)
    paths = [str(ROOT), *filter(None, [environ.get("PYTHONPATH")])]
    found["PYTHONPATH"] = os.pathsep.join(paths)
    found["PYTHONSAFEPATH"] = "1"
    return found
