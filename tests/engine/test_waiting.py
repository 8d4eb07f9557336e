"""The threads of torch give way to other programs."""

import os
import subprocess
import sys

CODE = """
import os, sys
from playground.cli import main
main(["--version"])
print(os.environ["GOMP_SPINCOUNT"], os.environ["KMP_BLOCKTIME"], "torch" in sys.modules)
"""


def spoken(**environment):
    clean = {k: v for k, v in os.environ.items() if k not in ("GOMP_SPINCOUNT", "KMP_BLOCKTIME")}
    process = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return process.stdout.split()[-3:]


def test_the_wait_is_short_before_torch_is_there():
    assert spoken() == ["3000", "1", "False"]


def test_what_a_person_has_set_stays():
    assert spoken(GOMP_SPINCOUNT="5000") == ["5000", "1", "False"]
