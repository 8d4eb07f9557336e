import os
import sys
import zipfile
from pathlib import Path

import pytest
from bootstrapping import creation
from bootstrapping.console import Problem
from bootstrapping.environment import Environment
from bootstrapping.installer import explain, install, pip_environ


def make_wheel(folder: Path, name: str, record: bool = True) -> Path:
    """A package of one line, as pip wants it; without its record pip stops half-way."""
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    files = {
        f"{name}.py": "WORD = '字'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    if record:
        lines = "".join(f"{file},,\n" for file in [*files, f"{info}/RECORD"])
        files[f"{info}/RECORD"] = lines
    with zipfile.ZipFile(wheel, "w") as archive:
        for file, text in files.items():
            archive.writestr(file, text)
    return wheel


@pytest.fixture(autouse=True)
def only_here(monkeypatch, tmp_path):
    """Let pip know of no index but what a test names."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)


def test_an_environment_is_made_with_a_pip_that_works(with_pip):
    assert with_pip.is_usable()
    assert not (with_pip.folder / "unfinished").exists()


def test_pip_installs_and_leaves_no_mark(with_pip, tmp_path, capsys):
    install(with_pip, ["--no-index", str(make_wheel(tmp_path, "one"))])
    folder = with_pip.packages(with_pip.python_version())
    assert (folder / "one.py").read_text("utf-8") == "WORD = '字'\n"
    assert "installing one" in capsys.readouterr().err
    assert with_pip.is_usable()
    assert not (with_pip.folder / "pip-temp").exists()


def test_an_installation_that_breaks_off_is_marked(with_pip, tmp_path):
    with pytest.raises(Problem, match="pip ended with exit code"):
        install(with_pip, ["--no-index", str(make_wheel(tmp_path, "two", record=False))])
    assert not with_pip.is_usable()
    with_pip.mark(unfinished=False)


def test_without_network_there_is_one_sentence(with_pip, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(Problem) as caught:
        install(with_pip, ["three==1.0"])
    assert str(caught.value).startswith("The package index cannot be reached")
    assert "\n" not in str(caught.value)
    assert with_pip.is_usable()


def test_a_release_that_is_not_there_is_named(with_pip, tmp_path):
    with pytest.raises(Problem, match=r"four==9(.|\n)*not made for Python 3"):
        install(with_pip, ["--no-index", "--find-links", str(tmp_path), "four==9"])


@pytest.mark.parametrize(
    ("code", "errors", "sentence"),
    [
        (1, "ERROR: [Errno 28] No space left on device: '/x'", "The disk is full"),
        (1, "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "not trust"),
        (2, "ReadTimeoutError: HTTPSConnectionPool: Read timed out.", "cannot be reached"),
        (1, "HINT: https://pip.pypa.io/warnings/enable-long-paths", "260 characters"),
        (-9, "", "signal 9"),
        (3, "a\nb", "a\nb\npip ended with exit code 3"),
    ],
)
def test_what_pip_says_becomes_a_sentence(code, errors, sentence):
    assert sentence in str(explain(code, errors))


def test_the_persons_own_settings_reach_pip_but_for_those_that_break_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    environ = pip_environ(tmp_path)
    assert environ["PIP_INDEX_URL"] == "https://mirror.example/simple"
    assert "PIP_TARGET" not in environ
    assert environ["PIP_USER"] == "0"
    assert environ["PIP_RETRIES"] == "2"
    monkeypatch.setenv("PIP_RETRIES", "7")
    assert pip_environ(tmp_path)["PIP_RETRIES"] == "7"
    assert environ["TMPDIR"] == str(tmp_path)


def test_a_path_that_python_cannot_hold_is_refused(tmp_path):
    with pytest.raises(Problem, match=f"contains “{os.pathsep}”"):
        creation.create(Environment(tmp_path / f"a{os.pathsep}b" / ".venv"))


def test_debian_without_venv_lacks_a_package(monkeypatch):
    assert creation.missing_venv() == ()
    monkeypatch.setattr(creation, "has_ensurepip", lambda: False)
    monkeypatch.setattr(creation, "has_outside_pip", lambda python: False)
    (part,) = creation.missing_venv()
    assert part.debian == "python{}.{}-venv".format(*sys.version_info)
    monkeypatch.setattr(creation, "has_outside_pip", lambda python: True)
    assert creation.missing_venv() == ()


def test_a_pip_outside_is_recognised_by_its_version(tmp_path):
    python = tmp_path / "python"
    for version, good in (("22.2", False), ("22.3.1", True), ("26.0", True)):
        python.write_text(f"#!/bin/sh\necho pip {version} from somewhere\n")
        python.chmod(0o755)
        assert creation.has_outside_pip(str(python)) is good
    assert not creation.has_outside_pip("/bin/true")


def test_an_environment_is_made_by_a_pip_outside(tmp_path, monkeypatch, with_pip):
    """`with_pip` stands for the pip outside; what it fetches is a package of ours."""
    monkeypatch.setattr(creation, "has_ensurepip", lambda: False)
    monkeypatch.setattr(creation, "base_python", lambda: str(with_pip.python))
    make_wheel(tmp_path, "pip")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    made = Environment(tmp_path / ".venv")
    made.folder.mkdir()
    creation.create(made)
    assert (made.packages(made.python_version()) / "pip.py").exists()
    assert not (made.folder / "unfinished").exists()
