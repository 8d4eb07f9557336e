"""Where a training stands, as the window sees it."""

from enum import Enum


class Phase(Enum):
    """What the one training of this window does now."""

    IDLE = "idle"
    PREPARING = "preparing"  # the text is read and becomes tokens
    RUNNING = "running"
    PAUSING = "pausing"  # asked to pause; the current step ends and is saved
    PAUSED = "paused"
    STOPPING = "stopping"  # asked to stop; the current step ends and is saved
