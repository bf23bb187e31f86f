"""What a process that reads or lays out foreign things may use: bounds that it sets for itself."""

from __future__ import annotations

import os
import resource


def bound_this_process(
    *, memory: int, cpu_seconds: int, file_size: int, open_files: int = 256
) -> None:
    """Bound what this process may use, for good; a lower bound that it already has stays.

    Args:
        memory: bytes of addresses, whether they are used or not.
        file_size: bytes of the largest file that it may write.
    """
    os.umask(0o077)
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_NOFILE, open_files),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
