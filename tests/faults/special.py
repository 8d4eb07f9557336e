"""Put something else in the place of each file that the program reads, and use it.

    python -m tests.faults.special [--kinds run.json …]

A pipe, a socket, a device, a folder, a link to another's file, a link to nowhere, terabytes of
nothing: the program may only say a sentence, or go on without the file. It must not wait, read
it, follow the link, write through it or pack it.
"""

import os
import shutil
import socket
import stat
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.fuzz import MEMORY_DISK, Outcome, limited_memory, limited_time, use
from tests.faults.kinds import KINDS
from tests.faults.report import Table, finish, options

SECRET = b"nobody's business\n" * 10_000  # more than any test would have by chance
TERABYTE = 1 << 40
LOOKED = 1 << 20  # bytes of a file that are searched for what must not be there


def pipe(path: Path, victim: Path) -> None:
    """Put a pipe there, whose other end nobody opens."""
    os.mkfifo(path)


def listening(path: Path, victim: Path) -> None:
    """Put a socket there."""
    where = os.getcwd()
    os.chdir(path.parent)  # the name of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(path.name)
    finally:
        os.chdir(where)


def folder(path: Path, victim: Path) -> None:
    """Put a folder there."""
    path.mkdir()
    (path / "victim").write_bytes(SECRET)


def link(path: Path, victim: Path) -> None:
    """Put a link to somebody's file there."""
    path.symlink_to(victim)


def link_to_nowhere(path: Path, victim: Path) -> None:
    """Put a link to a file there that does not exist."""
    path.symlink_to(victim.with_name("nowhere"))


def link_to_itself(path: Path, victim: Path) -> None:
    """Put a link there that leads to itself."""
    path.symlink_to(path.name)


def endless(path: Path, victim: Path) -> None:
    """Put a link to endless zeros there."""
    path.symlink_to("/dev/zero")


def device(path: Path, victim: Path) -> None:
    """Put a device there, where the system lets us."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except OSError:
        endless(path, victim)


def sparse(path: Path, victim: Path) -> None:
    """Put a terabyte of nothing there, that takes no room, or as much as the disk allows."""
    with path.open("wb") as file:
        size = TERABYTE
        while size:
            try:
                file.truncate(size)
                return
            except OSError:
                size >>= 1


FORMS: tuple[Callable[[Path, Path], None], ...] = (
    pipe, listening, folder, link, link_to_nowhere, link_to_itself, endless, device, sparse,
)  # fmt: skip


@dataclass(frozen=True)
class Witness:
    """What must not change, whatever is done."""

    path: Path

    def problems(self, place: Path) -> Iterator[str]:
        """Tell whether the victim was changed, a file made where the link led, or it was copied."""
        if self.path.read_bytes() != SECRET:
            yield "wrote through a link"
        if self.path.with_name("nowhere").exists():
            yield "made a file through a link"
        for file in place.rglob("*"):
            if file.is_file() and not file.is_symlink() and file.name != "victim":
                with file.open("rb") as opened:
                    if SECRET[:100] in opened.read(LOOKED):
                        yield f"copied a secret to {file.name}"


def replaced(kind: str, forms: Sequence[Callable[[Path, Path], None]] = FORMS) -> Outcome:
    """Put each form in the place of the file of a kind, and use it."""
    spec, outcome = KINDS[kind], Outcome(kind)
    with tempfile.TemporaryDirectory(prefix="special-", dir=MEMORY_DISK) as name:
        root = Path(name).resolve()
        file = spec.prepare(root / "place").relative_to(root)
        shutil.copytree(root / "place", root / "healthy")
        witness = Witness(root / "victim.txt")
        witness.path.write_bytes(SECRET)
        with limited_memory(), limited_time():
            for form in forms:
                (root / file).unlink()
                form(root / file, witness.path)
                before = dict(outcome.problems)
                use(spec.use, root / "place", outcome)
                for problem in witness.problems(root / "place"):
                    outcome.note(problem)
                for problem in outcome.problems.keys() - before.keys():
                    outcome.problems[f"{form.__name__}: {problem}"] = outcome.problems.pop(problem)
                shutil.rmtree(root / "place")
                shutil.copytree(root / "healthy", root / "place")
    return outcome


def main() -> None:
    """Replace the files of all kinds, and print what became of it."""
    parser = options(__doc__)
    parser.add_argument("--kinds", nargs="+", choices=tuple(KINDS), default=tuple(KINDS))
    words = parser.parse_args()
    table, problems = Table(("file", "replaced", "refused in a sentence", "slowest")), []
    for kind in words.kinds:
        found = replaced(kind)
        table.add(kind, found.cases, found.refused, f"{found.slowest:.2f} s")
        problems += [f"{kind}: {what}" for what in found.problems]
    finish(table, problems)


if __name__ == "__main__":
    main()
