"""Says in our words what is wrong with an option: Typer hands on those of the library that it checks values with."""

from collections.abc import Mapping
from typing import Any, Final

import typer

__all__ = ["in_our_words"]

_KINDS: Final[Mapping[str, str]] = {
    "int": "a whole number",
    "float": "a number",
    "finite": "a number",
    "bool": "true or false",
}
"""By the first word of the kind of mistake: int_parsing, int_from_float, float_type, ..."""
_LIMITS: Final = ("greater_than_equal", "less_than_equal")
_OWN: Final = "Value error, "
"""What stands before a message that a parser of ours or of Typer wrote."""
_SHOWN: Final = 60


def in_our_words(error: typer.BadParameter) -> str:
    """Return the message of a mistake in an option or argument: what was given, and what is valid."""
    found = getattr(error.__cause__, "errors", None)
    if found is None:  # a message of ours, or of a Typer that checks by itself
        return error.message
    mistake: Mapping[str, Any] = found()[0]
    message = str(mistake["msg"])
    if message.startswith(_OWN):
        return message.removeprefix(_OWN)
    kind = str(mistake["type"])
    given = repr(str(mistake["input"]))[:_SHOWN]
    valid = _KINDS.get(kind.partition("_")[0], "")
    if kind in _LIMITS:
        valid = "a number"
    return f"{given}. Valid: {valid or 'another value'}{_range(error.param)}."


def _range(option: object) -> str:
    low, high = (getattr(option, end, None) for end in ("min", "max"))
    if low is None and high is None:
        return ""
    if high is None:
        return f", {low} or more"
    return f", {high} or less" if low is None else f" from {low} to {high}"
