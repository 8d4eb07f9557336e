"""The shape of the program, held by tests: layers, sizes, names, what loads what."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "playground"
FILES = sorted(PACKAGE.rglob("*.py"))
BESIDE = {"errors", "files", "log", "paths", "text"}  # stand beside the layers

# What each part may import of the program, besides itself.
ALLOWED: dict[str, set[str]] = {
    "engine": {"errors", "files", "text", "paths"},
    "services": {"engine", *BESIDE},
    "terminal": set(),
    "pictures": {"terminal", "files", "paths"},
    "commands": {"services", "engine", "terminal", "pictures", "ui", *BESIDE},
    "cli": {"commands", "engine", *BESIDE},
    "ui": {"services", "engine", "pictures", *BESIDE},
    "__main__": {"cli", "log"},
    "disk_errors": {"mistake", "text"},
    "errors": {"disk_errors", "memory_errors", "mistake", "setting_errors", "text"},
    "files": set(),
    "log": {"files", "paths"},
    "memory_errors": {"mistake", "text"},
    "mistake": {"text"},
    "setting_errors": {"mistake", "text"},
    "paths": set(),
    "text": set(),
    "__init__": set(),
}
NO_NETWORK = {"socket", "ssl", "urllib", "http", "requests", "httpx", "ftplib", "smtplib"}
# A pair of sockets between two ends of this very process is how Python tells Qt of a signal.
WITHIN = {"playground/ui/signals.py": {"socket"}}
NO_PICKLE = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
QT = {"PySide6", "pyqtgraph", "shiboken6"}
LONGEST_FILE, LONGEST_FUNCTION = 400, 40  # lines


def part_of(file: Path) -> str:
    """Return the part of the program that a file belongs to."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(file: Path, *, top_only: bool = False) -> Iterator[str]:
    """Yield the full names that a file imports, `from a import b` as a.b.

    Args:
        file: A Python file.
        top_only: Leave out what is imported inside functions and for type checkers only.
    """
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in _at_import(tree) if top_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file} imports relatively"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run when a file is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _at_import(child)


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_every_part_of_the_program_has_its_rule() -> None:
    assert {part_of(file) for file in FILES} == set(ALLOWED)


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_each_layer_imports_only_the_layers_below(file: Path) -> None:
    part = part_of(file)
    inner = {name.split(".")[1] for name in imports(file) if name.startswith("playground.")}
    assert inner - {"__version__"} <= ALLOWED[part] | {part}


@pytest.mark.parametrize("file", [f for f in FILES if part_of(f) != "ui"], ids=name_of)
def test_only_the_window_knows_qt(file: Path) -> None:
    assert not {name.split(".")[0] for name in imports(file)} & QT


@pytest.mark.parametrize(
    "file", [f for f in FILES if part_of(f) in ("commands", "cli", "__main__")], ids=name_of
)
def test_the_command_line_loads_the_window_only_when_it_opens_it(file: Path) -> None:
    top = set(imports(file, top_only=True))
    assert not any(name.startswith("playground.ui") for name in top)
    assert not {name.split(".")[0] for name in top} & {"torch", "numpy"}


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_nothing_talks_to_a_network_and_nothing_is_pickled(file: Path) -> None:
    forbidden = (NO_NETWORK | NO_PICKLE) - WITHIN.get(file.relative_to(ROOT).as_posix(), set())
    assert not {name.split(".")[0] for name in imports(file)} & forbidden


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_files_and_functions_are_short(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    too_long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }
    assert too_long == {}


OPENING = {"read_text", "read_bytes", "write_text", "write_bytes", "fromfile", "load_file"}
# What opens files itself: the careful opener, and what has just made a file that nobody else has.
OPENERS = {"playground/files.py": OPENING | {"open", "os.open"}} | {
    file: {"open", "os.open", "write_text", "write_bytes"}
    for file in (
        "playground/services/disk.py",  # folders, to sync them
        "playground/services/claim.py",  # folders, to claim them
        "playground/services/targets.py",
        "playground/commands/texts.py",
        "playground/ui/generate/saving.py",
        "playground/ui/plots/export.py",
        "playground/commands/output.py",  # /dev/null
        "playground/log.py",  # a descriptor
    )
}


def openings(file: Path) -> set[str]:
    """Return how a file opens other files by itself: whatever may lie in their place."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if name in ("open", "os.open", "io.open"):
            found.add(name)
        last = name.rsplit(".", 1)[-1]
        if last in OPENING and isinstance(node.func, ast.Attribute):
            found.add(last)
        mode = node.args[0] if node.args else None
        is_mode = isinstance(mode, ast.Constant) and isinstance(mode.value, str)
        if last == "open" and name != "open" and is_mode:  # path.open("rb")
            found.add("open")
    return found


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_files_are_opened_with_care(file: Path) -> None:
    """A pipe or a device in the place of a file must never be read, nor a link be followed."""
    assert openings(file) <= OPENERS.get(file.relative_to(ROOT).as_posix(), set())


def test_no_file_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "misc", "common", "tools"}
    found = [name_of(file) for file in FILES if {file.stem, file.parent.name} & drawers]
    assert found == []


def test_tests_lie_where_the_code_lies() -> None:
    """Each folder of tests has a part of the program, or is named here."""
    others = {"cli", "benchmarks", "faults", "offline", "packaging"}
    folders = {path.name for path in (ROOT / "tests").iterdir() if (path / "__init__.py").exists()}
    assert folders - others <= set(ALLOWED)


LIGHT = {
    "playground --help": "from playground.cli import main; main(['--help'])",
    "playground train --help": "from playground.cli import main; main(['train', '--help'])",
    "settings and models": "import playground.engine.config, playground.engine.models",
    "the list of runs": "from playground.services.workspace import Workspace; Workspace().runs()",
    "the way to the window": "import playground.__main__, playground.commands.window",
}


@pytest.mark.parametrize("code", LIGHT.values(), ids=LIGHT.keys())
def test_what_must_answer_at_once_loads_neither_torch_nor_qt(code: str, tmp_path: Path) -> None:
    heavy = {"torch", *QT} | ({"numpy"} if "--help" in code else set())
    ends = (
        f"import sys; found = {heavy!r} & set(sys.modules); sys.exit(f'{{found}}' if found else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{ends}"],
        capture_output=True,
        check=False,
        cwd=ROOT,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_rules_above_can_fail(tmp_path: Path) -> None:
    """The helpers see what they should see."""
    file = tmp_path / "example.py"
    file.write_text(
        "import socket\nfrom typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import torch\n"
        "def f():\n    from playground.ui import app\n"
        "class A:\n    from numpy import array\n",
        encoding="utf-8",
    )
    opening = tmp_path / "opening.py"
    opening.write_text("open(a); b.open('rb'); c.read_text(); zip.open(d); os.open(e, 0)", "utf-8")
    assert openings(opening) == {"open", "read_text", "os.open"}
    everything = {"socket", "typing.TYPE_CHECKING", "torch", "playground.ui.app", "numpy.array"}
    assert set(imports(file)) == everything
    assert set(imports(file, top_only=True)) == everything - {"torch", "playground.ui.app"}
