"""Keep freed memory for the next step. This file needs no torch: it must run before it.

A step of training makes and frees the same large arrays again and again. By default the C
library gives each back to the system, which must clear its pages when it is asked for them
anew: up to a sixth of a step of the default mini-GPT. And each thread has a heap of its own,
in parts of 64 MB, that goes back to the system part by part, whatever is asked of the main one:
a thread that trains 3 layers of 192 had 10,900 pages cleared in each step. So all share one.
"""

import ctypes
import sys

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # of <malloc.h>
LARGEST = 64 << 20  # bytes of an array; a larger one, a text perhaps, is given back as ever
KEPT = 256 << 20  # bytes at the end of the heap that stay with the program when they are free


def keep_freed_memory() -> bool:
    """Tell the C library to keep what is freed, by any thread; return whether it understood.

    To be called before there are other threads. Only GNU's on Linux is told; Windows and
    macOS keep freed memory by themselves.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # another C library, such as musl
        return False
    wishes = ((M_MMAP_THRESHOLD, LARGEST), (M_TRIM_THRESHOLD, KEPT), (M_ARENA_MAX, 1))
    return all(mallopt(option, value) == 1 for option, value in wishes)


def give_back_memory() -> bool:
    """Give the system back what was kept; return whether there was any and somebody understood.

    To be called after a training: one large step would else keep gigabytes for good.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return False
    return bool(trim(0))
