"""What a run in one file (`.lmrun`) may hold: who writes such files and who reads them agree."""

import re

from playground.engine.tokenizers.loading import LARGEST_FILE
from playground.services import metrics, record
from playground.services.runs import (
    PASTED_TEXT,
    SNAPSHOTS,
    STATE,
    STATE_NUMBERS,
    TOKENIZER,
    WEIGHTS,
    snapshot_step,
)
from playground.text import mark

# What each file of a run may hold, in bytes.
SIZES = {
    record.FILE: 1 << 20,
    TOKENIZER: LARGEST_FILE,
    metrics.FILE: 1 << 34,  # of a hundred million steps
    WEIGHTS: 1 << 33,
    STATE: 1 << 35,
    STATE_NUMBERS: 1 << 20,
    PASTED_TEXT: 1 << 31,
}
SNAPSHOT = re.compile(SNAPSHOTS + r"/([^/]*)")
NEEDED = (record.FILE, TOKENIZER)
MOST_FILES = 100
RATIO = 100  # bytes that a packed byte may become: real runs come to 10
SMALL = 10_000_000  # bytes that may come of anything
PIECE = 1 << 20  # bytes that are copied at a time
TOO_LARGE = mark("it would unpack to more than any run has")


def is_known(name: str) -> bool:
    """Tell whether a file of a run is called so."""
    found = SNAPSHOT.fullmatch(name)
    return name in SIZES or (found is not None and snapshot_step(found[1]) > 0)


def most_of(name: str) -> int:
    """Return how many bytes a file of a run may have."""
    return SIZES.get(name, SIZES[WEIGHTS])


def is_plausible(unpacked: int, packed: int) -> bool:
    """Tell whether a file of `packed` bytes may become `unpacked` ones."""
    return unpacked <= SMALL + RATIO * packed
