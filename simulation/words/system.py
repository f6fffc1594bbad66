"""What the operating system says is wrong with a file, in the language that is told in: it says it in its own."""

import errno

from simulation.words.phrases import is_said, say

__all__ = ["reason"]


def reason(error: Exception) -> str:
    """Return why a file cannot be used, without its name: a scratch file has one that nobody chose.

    >>> from simulation.words import told_in
    >>> with told_in("fr"):
    ...     reason(PermissionError(errno.EACCES, "Permission denied"))
    'accès refusé'
    """
    if not isinstance(error, OSError):
        return str(error)
    key = f"system.{errno.errorcode.get(error.errno or 0, '')}"
    return say(key) if is_said(key) else error.strerror or type(error).__name__
