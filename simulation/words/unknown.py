"""What an error says, in the language that is told in: also of a name that there is not, which is raised below."""

from simulation.errors import UnknownComponentError
from simulation.words.phrases import is_said, listed, meant, say

__all__ = ["error_told"]


def error_told(error: Exception) -> str:
    r"""Return what an error says.

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
