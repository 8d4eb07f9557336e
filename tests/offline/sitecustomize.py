"""Python imports this file at its start if its folder is on PYTHONPATH."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.offline import forbid_network

sys.path.pop(0)
forbid_network()
