"""Keep freed memory for the next step. This file needs no torch: it must run before it.

A step of training makes and frees the same large arrays again and again. By default the C
library gives each back to the system, which must clear its pages when it is asked for them
anew: up to a sixth of a step of the default mini-GPT.
"""

import ctypes
import sys

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of <malloc.h>
LARGEST = 64 << 20  # bytes of an array; a larger one, a text perhaps, is given back as ever
KEPT = 256 << 20  # bytes at the end of the heap that stay with the program when they are free


def keep_freed_memory() -> bool:
    """Tell the C library to keep what is freed; return whether it understood.

    Only GNU's on Linux is told; Windows and macOS keep freed memory by themselves.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library, such as musl
        return False
    return bool(mallopt(M_MMAP_THRESHOLD, LARGEST) == 1 and mallopt(M_TRIM_THRESHOLD, KEPT) == 1)
