"""Decide which build of torch to install, and from where: the CPU build is a tenth of the other."""

import os
import platform
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bootstrapping.console import Problem, say
from bootstrapping.environment import PACKAGING, Environment
from bootstrapping.installer import install

CHOICE = "LM_PLAYGROUND_TORCH"
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
CUDA_INDEX = "https://download.pytorch.org/whl/cu130"  # for Windows; on Linux PyPI has CUDA


@dataclass(frozen=True)
class Source:
    """A place to install torch from."""

    name: str
    options: tuple[str, ...]  # for pip
    download: float  # GB
    on_disk: float  # GB, with what torch needs


LOCAL = Source("local", ("--no-index", "--no-deps"), 0.0, 0.9)
CPU = Source("cpu", ("--no-deps", "--index-url", CPU_INDEX), 0.2, 0.9)
WITH_CUDA = Source("cuda", (), 2.7, 4.8)
WITH_CUDA_ON_WINDOWS = Source("cuda", ("--index-url", CUDA_INDEX), 1.9, 4.5)
PLAIN = Source("default", (), 0.13, 0.6)  # what PyPI has for macOS and Windows


def has_nvidia(root: Path = Path("/"), path: str | None = None) -> bool:
    """Tell whether this machine has an NVIDIA card with its driver.

    Args:
        root: Where /proc and /dev are.
        path: The folders to look for `nvidia-smi` in; by default those of PATH.
    """
    signs = (root / "proc/driver/nvidia/version", root / "dev/nvidia0")
    return any(sign.exists() for sign in signs) or shutil.which("nvidia-smi", path=path) is not None


def sources(choice: str, system: str, nvidia: bool) -> list[Source]:
    """Return the places to try, in order.

    Args:
        choice: "", "cpu", "cuda", "default" or the address of a package index.
        system: "Linux", "Darwin" or "Windows".
        nvidia: Whether there is an NVIDIA card.
    """
    default = WITH_CUDA if system == "Linux" else PLAIN
    if choice == "":
        return [LOCAL, CPU, default] if system == "Linux" and not nvidia else [LOCAL, default]
    if choice == "cpu":
        return [LOCAL, CPU] if system == "Linux" else [LOCAL, PLAIN]
    if choice == "cuda" and system != "Darwin":
        return [WITH_CUDA if system == "Linux" else WITH_CUDA_ON_WINDOWS]
    if choice == "default":
        return [default]
    if choice.startswith(("https://", "http://", "file:")):
        return [Source(choice, ("--index-url", choice), default.download, default.on_disk)]
    raise Problem(
        "{variable} is “{choice}”; it can be cpu, cuda (not on a Mac), default, or the address of "
        "a package index.",
        variable=CHOICE,
        choice=choice,
    )


def planned() -> list[Source]:
    """Return the places to try on this machine.

    Raises:
        Problem: The person asked for something that there is not.
    """
    return sources(chosen(), platform.system(), has_nvidia())


def chosen(environ: Mapping[str, str] = os.environ) -> str:
    """Return what the person asked for, or ""."""
    return environ.get(CHOICE, "").strip()


def pinned_torch() -> str:
    """Return the line of requirements.txt that pins torch."""
    lines = (PACKAGING / "requirements.txt").read_text(encoding="utf-8")
    found = re.search(r"^torch==\S+", lines, re.MULTILINE)
    assert found is not None, "requirements.txt pins torch"
    return found[0]


def install_torch(environment: Environment) -> None:
    """Install torch from the first source that has it; leave what is there if it will do."""
    choice = chosen()
    plan = planned()
    constraints = ["--constraint", str(PACKAGING / "requirements.txt")]
    there = environment.torch_build()
    exchange = ["--force-reinstall"] if there and not suits(there, choice) else []
    for source in plan:
        if there is None or exchange:
            announce(source)
            check_space(environment.folder, source)
        words = [*exchange, *source.options, *constraints, pinned_torch()]
        try:
            install(environment, words)
        except Problem:
            if source is plan[-1]:
                raise
            if source is not LOCAL:
                say("    It is not to be had there; trying the next place.")
        else:
            return


def suits(build: str, choice: str) -> bool:
    """Tell whether an installed build ("cpu" or "cuda") is what the person asked for."""
    return choice not in ("cpu", "cuda") or build == choice


def announce(source: Source) -> None:
    """Say what is fetched and how large it is."""
    if source is LOCAL:
        return
    say(
        "    {torch} ({name}): about {download:.1f} GB to fetch, {on_disk:.1f} GB on disk.",
        torch=pinned_torch(),
        name=source.name,
        download=source.download,
        on_disk=source.on_disk,
    )
    if source is PLAIN and sys.platform == "win32" and has_nvidia():
        say(
            "    This build does not use the NVIDIA card; for the one that does ({download:.1f} GB "
            "to fetch), set {variable}=cuda and start again.",
            download=WITH_CUDA_ON_WINDOWS.download,
            variable=CHOICE,
        )


def check_space(folder: Path, source: Source) -> None:
    """Stop before a disk is filled up."""
    need = source.download + source.on_disk + 0.7  # GB; 0.7 is Qt and all the rest
    free = shutil.disk_usage(folder).free / 1e9
    if free < need:
        raise Problem(
            "There is not enough space on the disk: “{folder}” has {free:.1f} GB free, and "
            "{need:.1f} GB are needed.",
            folder=folder.parent,
            free=free,
            need=need,
        )
