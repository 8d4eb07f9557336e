import sys

import pytest
from bootstrapping import checks
from bootstrapping.checks import found_from_here


class ThisEnvironment:
    python = sys.executable
    version = "3.12"

    def python_version(self):
        return self.version


def test_words_for_pytest_mean_files_from_where_the_person_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "test_a.py").write_text("")
    assert found_from_here("test_a.py") == str(tmp_path / "test_a.py")
    assert found_from_here("test_a.py::test_b") == str(tmp_path / "test_a.py") + "::test_b"
    assert found_from_here("-k") == "-k"
    assert found_from_here("tests/elsewhere.py") == "tests/elsewhere.py"


@pytest.mark.parametrize(("failing", "code"), [([], 0), (["one"], 3), (["one", "two"], 3)])
def test_all_checks_run_and_one_failure_is_a_failure(failing, code, monkeypatch, capfd):
    monkeypatch.setattr(
        checks, "CHECKS", dict.fromkeys(("one", "two", "pytest"), ("timeit", "-n1", "-r1"))
    )
    results = iter([3 * (name in failing) for name in ("one", "two", "pytest")])
    monkeypatch.setattr(checks, "wait_for", lambda process: process.wait() or next(results))
    assert checks.run_checks(ThisEnvironment(), []) == code
    said = capfd.readouterr().err
    assert said.count("FAILED") == len(failing)
    assert said.count("in order") == 3 - len(failing)


def test_windows_are_drawn_into_memory(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert checks.test_environ()["QT_QPA_PLATFORM"] == "offscreen"


def test_types_are_checked_with_the_numpy_of_today_only(monkeypatch, capfd):
    monkeypatch.setattr(checks, "CHECKS", {"mypy": ("there-is-no-such-module",)})
    assert checks.run_checks(ThisEnvironment(), []) == 1
    monkeypatch.setattr(ThisEnvironment, "version", "3.10")
    assert checks.run_checks(ThisEnvironment(), []) == 0
    assert "left out" in capfd.readouterr().err
