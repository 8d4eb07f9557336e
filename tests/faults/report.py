"""What the long forms print: a table and every problem; the exit code tells if there was one."""

import argparse
import sys
from collections.abc import Sequence

from tests.benchmarks.report import table


class Table:
    """Rows under a head."""

    def __init__(self, head: Sequence[str]) -> None:
        self._head = head
        self._rows: list[tuple[str, ...]] = []

    def add(self, *cells: object) -> None:
        """Add a row."""
        self._rows.append(tuple(f"{c:,}" if isinstance(c, int) else str(c) for c in cells))

    def __str__(self) -> str:
        return table(self._head, self._rows)


def options(about: str | None) -> argparse.ArgumentParser:
    """Return a parser that says what a module says of itself."""
    return argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def finish(table: Table, problems: Sequence[str]) -> None:
    """Print everything and leave: with 1 if there were problems."""
    print(table)
    for problem in problems:
        print(f"PROBLEM: {problem}")
    print(f"{len(problems)} problems" if problems else "no problems")
    sys.exit(1 if problems else 0)
