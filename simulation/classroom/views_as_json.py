"""Turns what a role sees into JSON, for pages and push."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from typing import Any, Final

import numpy as np

from simulation.live import SeatView
from simulation.live.enquiry import Ticket
from simulation.words import Said

__all__ = ["as_plain"]

_SERVERS: Final = frozenset({"seed"})
"""Fields of what a seat may know that stay with the server: whoever has the seed can play on at home."""


def as_plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """Return a view as plain data: mappings, lists, texts, numbers; what only code can use is left out."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if is_dataclass(value) and not isinstance(value, type | Said):
        return {
            item.name: as_plain(getattr(value, item.name))
            for item in fields(value)
            if not isinstance(getattr(value, item.name), Ticket)
            and not (isinstance(value, SeatView) and item.name in _SERVERS)
        }
    if isinstance(value, Mapping):
        return {str(key): as_plain(one) for key, one in value.items()}
    if isinstance(value, Said | np.generic | np.ndarray):
        return str(value) if isinstance(value, Said) else value.tolist()
    if isinstance(value, AbstractSet):
        return sorted((as_plain(one) for one in value), key=repr)
    return [as_plain(one) for one in value]  # type: ignore[attr-defined] # a sequence: nothing else is in a view
