"""What came of the negotiation of a table, for whoever was at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulation.classroom.state import Table
from simulation.protocols.result import JOINS, SIGNATURES
from simulation.reasons.record_reading import is_adopted

__all__ = ["Ending", "ending_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What came of a negotiation, as everybody at its table knows it."""

    outcome_class: str
    """One of `OUTCOME_CLASSES`."""
    options: Mapping[str, str]
    """Wording in the document by issue; empty: it is not in it, or there is none."""
    joins: Mapping[str, str]
    """How each seat stands to the document, one of `JOINS`; nothing without one."""
    signatures: Mapping[str, str]
    """Likewise, one of `SIGNATURES`."""


def ending_of(table: Table) -> Ending | None:
    """Return what came of the negotiation of a table; None: it is not over."""
    if not table.is_started or table.live.phase != "over":
        return None
    record = table.live.record
    outcome = record.outcome
    keys, is_there = record.tableau.delegations, is_adopted(record)
    wordings = zip(table.case.issues, record.left.tolist(), strict=True)
    return Ending(
        outcome_class=outcome.outcome_class,
        options={issue.key: issue.options[at].key if at >= 0 else "" for issue, at in wordings},
        joins=_named(keys, outcome.joins.tolist(), JOINS) if is_there else {},
        signatures=_named(keys, outcome.signature.tolist(), SIGNATURES) if is_there else {},
    )


def _named(keys: Sequence[str], codes: Sequence[int], names: Sequence[str]) -> dict[str, str]:
    return {key: names[code] for key, code in zip(keys, codes, strict=True) if code >= 0}
