"""What an error says, in the current language."""

import errno

from simulation.errors import UnknownComponentError
from simulation.words.phrases import is_said, listed, meant, say

__all__ = ["error_told", "reason"]


def reason(error: Exception) -> str:
    """Return why a file cannot be used, without its name: a scratch file has one that nobody chose.

    In the current language; the operating system says it in its own.

    >>> from simulation.words import told_in
    >>> with told_in("fr"):
    ...     reason(PermissionError(errno.EACCES, "Permission denied"))
    'accès refusé'
    """
    if not isinstance(error, OSError):
        return str(error)
    key = f"system.{errno.errorcode.get(error.errno or 0, '')}"
    return say(key) if is_said(key) else error.strerror or type(error).__name__


def error_told(error: Exception) -> str:
    r"""Return what an error says, also of a name that there is not, which is raised below this package.

    >>> from simulation.words import told_in
    >>> with told_in("fr"):
    ...     error_told(UnknownComponentError(kind="protocol", key="compromize", valid=["compromise"]))
    "Aucun protocole ne s’appelle 'compromize'. Vouliez-vous dire 'compromise'\xa0? Admis\xa0: compromise."
    """
    if isinstance(error, UnknownComponentError):
        kind = f"unknown.{error.kind.replace(' ', '_')}"
        if is_said(kind):
            return say(
                "unknown.told",
                none=say(kind),
                key=repr(error.key),
                near=meant(error.key, error.valid),
                valid=listed(error.valid),
            )
    return str(error)
