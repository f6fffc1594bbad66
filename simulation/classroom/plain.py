"""Turns what a role sees into JSON, for pages and push, and a class into what can be compared and exported."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from typing import Any, Final

import numpy as np

from simulation.classroom.state import ClassState, Table
from simulation.live import SeatView
from simulation.live.enquiry import Ticket

__all__ = ["as_plain", "snapshot"]

_HASHES = frozenset({"tokens", "tokens_gone", "code_hash", "host_tokens"})
"""Fields of a state that open a class, if somebody had the time."""
_SERVERS: Final = frozenset({"seed"})
"""Fields of what a seat may know that stay with the server: whoever has the seed can play on at home."""


def as_plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """Return a view as plain data: mappings, lists, texts, numbers; what only code can use is left out."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: as_plain(getattr(value, item.name))
            for item in fields(value)
            if not isinstance(getattr(value, item.name), Ticket)
            and not (isinstance(value, SeatView) and item.name in _SERVERS)
        }
    if isinstance(value, Mapping):
        return {str(key): as_plain(one) for key, one in value.items()}
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if isinstance(value, AbstractSet):
        return sorted((as_plain(one) for one in value), key=repr)
    return [as_plain(one) for one in value]  # type: ignore[attr-defined] # a sequence: nothing else is in a view


def snapshot(state: ClassState) -> dict[str, Any]:
    """Return all of a class as plain data, without what opens it: two classes are the same if these are."""
    skipped = {"tables", "case", "answers", *_HASHES}
    plain = {
        item.name: as_plain(getattr(state, item.name)) for item in fields(state) if item.name not in skipped
    }
    for person in plain["people"].values():
        for name in _HASHES & set(person):
            del person[name]
    plain["answers"] = [[*key, as_plain(answer)] for key, (_, answer) in sorted(state.answers.items())]
    plain["tables"] = {key: _table(table) for key, table in state.tables.items()}
    return plain


def _table(table: Table) -> dict[str, Any]:
    skipped = {"case", "live", "lines", "makers", "injects"}
    plain = {
        item.name: as_plain(getattr(table, item.name)) for item in fields(table) if item.name not in skipped
    }
    plain["log"] = table.live.log.to_json()
    plain["injects"] = [inject.event.model_dump(mode="json", exclude_none=True) for inject in table.injects]
    plain["lines"] = [
        {
            "line": old.line,
            "until": old.until,
            "log": old.log.to_json(),
            "injects": [inject.event.model_dump(mode="json", exclude_none=True) for inject in old.injects],
        }
        for old in table.lines
    ]
    return plain
