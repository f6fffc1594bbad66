"""All of a class as plain data, which no role may see: two classes are the same if these are."""

from dataclasses import fields
from typing import Any, Final

from simulation.classroom import ClassService, as_plain
from simulation.classroom.class_state import ClassState, Table

__all__ = ["state_of"]

_HASHES: Final = frozenset({"tokens", "tokens_gone", "code_hash", "host_tokens"})
"""Fields of a state that open a class, if somebody had the time."""


def state_of(service: ClassService, room: str) -> dict[str, Any]:
    with service._rooms.reading(room) as (state, _):  # noqa: SLF001 - all of it, which no role may see
        return _snapshot(state)


def _snapshot(state: ClassState) -> dict[str, Any]:
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
