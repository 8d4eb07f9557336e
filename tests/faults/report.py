"""What the long forms print: a table and every problem; the exit code tells if there was one."""

import sys
from collections.abc import Sequence


class Table:
    """Rows under a head, in Markdown."""

    def __init__(self, head: Sequence[str]) -> None:
        self._rows: list[tuple[str, ...]] = [tuple(head)]

    def add(self, *cells: object) -> None:
        """Add a row."""
        self._rows.append(tuple(f"{c:,}" if isinstance(c, int) else str(c) for c in cells))

    def __str__(self) -> str:
        widths = [max(len(row[i]) for row in self._rows) for i in range(len(self._rows[0]))]
        padded = [
            [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            for row in self._rows
        ]
        lines = [f"| {' | '.join(row)} |" for row in padded]
        lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        return "\n".join(lines)


def finish(table: Table, problems: Sequence[str]) -> None:
    """Print everything and leave: with 1 if there were problems."""
    print(table)
    for problem in problems:
        print(f"PROBLEM: {problem}")
    print(f"{len(problems)} problems" if problems else "no problems")
    sys.exit(1 if problems else 0)
