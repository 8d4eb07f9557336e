"""Collect all sentences for translation and compile the translations.

    python packaging/translate.py

Run it after sentences were added or changed, write the missing translations into
`resources/i18n/playground_<language>.ts` (by hand or with Qt Linguist), and run it again.
It needs PySide6, nothing else.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
SEAL = b"\xcc\0\0\0\x20"  # a section that Qt skips, of 32 bytes; see playground/ui/parts.py


def main() -> int:
    """Update every .ts file, compile every .qm file, and say what is missing."""
    for catalogue in sorted(FOLDER.glob("*.ts")):
        collect(catalogue)
        compile_catalogue(catalogue)
        print(f"{catalogue.name}: {unfinished(catalogue)} sentences are not translated yet")
    return 0


def collect(catalogue: Path) -> None:
    """Bring the sentences of the program into a .ts file; keeps the translations."""
    sources = sorted(str(file.relative_to(ROOT)) for file in (ROOT / "playground").rglob("*.py"))
    run(
        "pyside6-lupdate",
        "-tr-function-alias",
        "tr+=mark",
        "-locations",
        "none",
        "-no-obsolete",
        *sources,
        "-ts",
        str(catalogue),
    )


def compile_catalogue(catalogue: Path) -> None:
    """Write the .qm file that the program reads, sealed: Qt would crash on a damaged one."""
    part = catalogue.with_suffix(".part")
    run("pyside6-lrelease", str(catalogue), "-qm", str(part))
    words = part.read_bytes()
    part.write_bytes(words + SEAL + hashlib.sha256(words).digest())
    part.replace(catalogue.with_suffix(".qm"))  # a program that runs has the old one open


def unfinished(catalogue: Path) -> int:
    """Return how many sentences of a .ts file have no translation."""
    return catalogue.read_text(encoding="utf-8").count('type="unfinished"')


def run(tool: str, *words: str) -> None:
    """Run one of PySide6's tools from the environment that runs this script."""
    folder = Path(sys.executable).parent
    found = next((file for file in (folder / tool, folder / f"{tool}.exe") if file.exists()), tool)
    subprocess.run([str(found), *words], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
