"""What stands in sentences that are data: the texts in them that are the same in every language."""

import re
from collections.abc import Iterator
from typing import Any, Final

from simulation.words import Said

__all__ = ["keys_in", "texts_in", "verbatim_in"]

_NUMBER: Final = re.compile(r"[−-]?[\d.]+|–")


def verbatim_in(told: object) -> Iterator[str]:
    """Yield the texts in a sentence that no language tells otherwise, without numbers."""
    if isinstance(told, Said):
        for name, value in told.values:
            if name != "form":
                yield from verbatim_in(value)
    elif isinstance(told, tuple):
        for part in told:
            yield from verbatim_in(part)
    elif isinstance(told, str) and told and not _NUMBER.fullmatch(told):
        yield told


def keys_in(told: object) -> Iterator[str]:
    """Yield the keys of a sentence and of all that stand in it."""
    if isinstance(told, Said):
        yield told.key
        for _, value in told.values:
            yield from keys_in(value)
    elif isinstance(told, tuple):
        for part in told:
            yield from keys_in(part)


def texts_in(plain: Any) -> set[str]:  # noqa: ANN401 - plain data
    """Return the texts in plain data, keys and values."""
    if isinstance(plain, dict):
        return set(plain).union(*map(texts_in, plain.values()))
    if isinstance(plain, list):
        return set().union(*map(texts_in, plain))
    return {plain} if isinstance(plain, str) else set()
