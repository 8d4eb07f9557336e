"""The threads of torch give way to other programs, and NumPy has only one."""

import os
import subprocess
import sys

CODE = """
import os, sys
from playground.cli import main
main(["--version"])
print(*(os.environ[name] for name in NAMES), "torch" in sys.modules, "numpy" in sys.modules)
"""
NAMES = ("GOMP_SPINCOUNT", "KMP_BLOCKTIME", "OPENBLAS_NUM_THREADS")


def spoken(**environment):
    clean = {k: v for k, v in os.environ.items() if k not in NAMES}
    process = subprocess.run(
        [sys.executable, "-c", f"NAMES = {NAMES}\n{CODE}"],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return process.stdout.split()[-5:]


def test_the_wait_is_short_before_torch_and_numpy_are_there():
    assert spoken() == ["3000", "1", "1", "False", "False"]


def test_what_a_person_has_set_stays():
    assert spoken(GOMP_SPINCOUNT="5000") == ["5000", "1", "1", "False", "False"]
