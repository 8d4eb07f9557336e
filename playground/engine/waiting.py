"""How threads that compute wait for each other; set before torch and NumPy are loaded.

Threads that share a product wait in a loop for the slowest, for a long time by default.
Where other programs want the cores, the loop takes them away from the very thread that is
waited for. Two threads on two cores, the default mini-GPT, steps a second:

    rounds of the loop           100   1,000   3,000   20,000   default
    on a quiet computer         11.3            17.4     18.4      18.1
    beside one busy program              7.7     6.1                5.4
    beside several               8.2     6.2              2.5       1.7

NumPy's threads wait in a loop as well, and cannot be told not to. What it multiplies here is
mostly a matrix and one vector (`engine.decode`), so it gets a single thread: with two, a step of
a large mini-GPT (6 layers, 384 wide) took 28 ms beside busy programs, with one 4 ms.
"""

import os

SHORT_WAIT = {
    "GOMP_SPINCOUNT": "3000",  # rounds of the loop; GNU's OpenMP, in torch for Linux
    "KMP_BLOCKTIME": "1",  # milliseconds; Intel's and LLVM's OpenMP, for Windows and macOS
    "OPENBLAS_NUM_THREADS": "1",  # OpenBLAS, in NumPy for Linux and Windows
}


def wait_briefly() -> None:
    """Let the threads give up their core after a short wait; what a person has set stays."""
    for name, value in SHORT_WAIT.items():
        os.environ.setdefault(name, value)
