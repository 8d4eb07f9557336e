import os
import subprocess
import sys
import zipfile

import pytest
from bootstrapping.environment import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel, built and unpacked as pip would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("lm_playground-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def ask(installed, tmp_path, code: str) -> str:
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def test_the_wheel_brings_its_resources_and_licence(installed):
    bundled = installed / "playground" / "_bundled"
    assert (bundled / "resources" / "icons" / "app.svg").read_bytes()
    assert (bundled / "resources" / "texts" / "fables-zh.txt").stat().st_size > 100_000
    assert (bundled / "models").is_dir()
    (info,) = installed.glob("lm_playground-*.dist-info")
    assert "MIT" in (info / "licenses" / "LICENSE").read_text("utf-8")
    entries = (info / "entry_points.txt").read_text("utf-8")
    assert "playground = playground.__main__:main" in entries
    assert "lm-playground = playground.__main__:window" in entries


def test_an_installed_program_finds_them(installed, tmp_path):
    code = (
        "import playground; from playground import paths;"
        "print(playground.__file__); print(paths.bundled('resources', 'theme.qss'))"
    )
    module, theme = ask(installed, tmp_path, code).splitlines()
    assert module.startswith(str(installed))
    assert theme == str(installed / "playground" / "_bundled" / "resources" / "theme.qss")


def test_nothing_of_the_tests_or_the_tools_is_in_it(installed):
    assert {path.name.split("-")[0] for path in installed.iterdir()} == {
        "playground",
        "lm_playground",
    }
