"""Keeps linear algebra to one thread: a negotiation is many small products, which more threads only hold up."""

import os
from typing import Final

__all__ = ["BLAS_THREADS", "one_thread"]

BLAS_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""Set to 1 before NumPy is loaded, these keep a process to one thread."""
_ALLOCATOR: Final = ("JE_ARROW_MALLOC_CONF", "background_thread:false")
"""Keeps Arrow, which Mesa loads, from a thread for its memory: a process with threads cannot be copied for workers."""


def one_thread() -> None:
    """Keep this process and those that it starts to one thread, unless the user says otherwise.

    It has to come before NumPy and Arrow are loaded.
    """
    for name in BLAS_THREADS:
        os.environ.setdefault(name, "1")
    os.environ.setdefault(*_ALLOCATOR)
