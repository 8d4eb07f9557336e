import importlib.metadata
import re
from pathlib import Path

import pytest
from bootstrapping.environment import ROOT, requirement_files
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")


def lines(file: Path) -> list[Requirement]:
    text = re.sub(r"\s+#.*|^#.*", "", file.read_text("utf-8"), flags=re.MULTILINE)
    return [Requirement(line) for line in text.splitlines() if line.strip()]


def pins(goal: str, python: str) -> dict[str, Requirement]:
    """The pinned requirements that hold for a Python version, by canonical name."""
    found: dict[str, Requirement] = {}
    for file in requirement_files(goal):
        for line in lines(file):
            if line.marker is None or line.marker.evaluate({"python_version": python}):
                name = canonicalize_name(line.name)
                assert name not in found, f"{name} is pinned twice for {python}"
                found[name] = line
    return found


def version_of(pin: Requirement) -> str:
    (specifier,) = pin.specifier
    assert specifier.operator == "=="
    return specifier.version


@pytest.mark.parametrize("python", PYTHONS)
def test_each_python_gets_the_same_packages_pinned_exactly(python):
    names = set(pins("test", python))
    old = {"exceptiongroup", "tomli"}
    assert names - old == set(pins("test", "3.12"))
    assert (names & old == old) is (python == "3.10")
    for pin in pins("test", python).values():
        assert version_of(pin)


def test_all_that_is_asked_for_is_pinned_and_what_is_pinned_is_asked_for():
    """Walk from pyproject.toml through what each installed package says it needs."""
    here = default_environment()["python_version"]
    pinned = pins("test", here)
    project = [
        Requirement(line)
        for line in re.findall(
            r'^  "([^"]+[=<>][^"]*)",$', (ROOT / "pyproject.toml").read_text(), re.M
        )
    ]
    assert len(project) >= 15
    waiting, reached = list(project), set()
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        assert name in pinned, f"{name} is not pinned"
        assert asked.specifier.contains(version_of(pinned[name])), f"{asked} against {pinned[name]}"
        if name not in reached:
            reached.add(name)
            # torch with CUDA pins the parts of CUDA itself
            needs = map(Requirement, importlib.metadata.requires(asked.name) or [])
            waiting += [
                need
                for need in needs
                if (need.marker is None or need.marker.evaluate({"extra": ""}))
                and not need.name.startswith(("nvidia-", "cuda-", "triton"))
            ]
    assert reached == set(pinned)


def test_what_is_tested_is_what_is_pinned():
    for name, pin in pins("test", default_environment()["python_version"]).items():
        assert pin.specifier.contains(importlib.metadata.version(name)), pin


def test_the_program_alone_needs_no_test_tools():
    assert not {"pytest", "mypy", "ruff", "hypothesis"} & set(pins("run", "3.12"))
    assert {"torch", "pyside6-essentials", "numpy"} <= set(pins("run", "3.12"))
