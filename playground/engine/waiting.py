"""How torch's threads wait for each other. This file needs no torch: it must run before it.

Threads that share a product wait in a loop for the slowest, for a long time by default. On
a quiet computer that saves some microseconds; where another program wants a core, the loop
takes it away from the very thread that is waited for, and training becomes several times
slower (measured beside one busy program: 1.7 steps a second, and 8.2 with a short wait).
"""

import os

SHORT_WAIT = {
    "GOMP_SPINCOUNT": "100",  # rounds of the loop; GNU's OpenMP, in torch for Linux
    "KMP_BLOCKTIME": "0",  # milliseconds; Intel's and LLVM's OpenMP, for Windows and macOS
}


def wait_briefly() -> None:
    """Let the threads give up their core after a short wait; what a person has set stays."""
    for name, value in SHORT_WAIT.items():
        os.environ.setdefault(name, value)
