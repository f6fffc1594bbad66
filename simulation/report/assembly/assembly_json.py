"""The JSON document of one replication of an assembly."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from simulation.engine.assembly import AssemblyRecord
from simulation.models.stages import needed
from simulation.reasons.assembly_reasons import voters
from simulation.scenario.assembly_case import assembly_hash

__all__ = ["FORMAT", "document_of", "name_of"]

FORMAT: Final = "delegation-sim assembly 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""


def document_of(record: AssemblyRecord, command: str) -> dict[str, Any]:
    """Return plain data, ready for JSON; numbers are rounded to six places."""
    house, case = record.house, record.house.case
    keys = [member.key for member in case.members]
    return {
        "format": FORMAT,
        "version": record.version,
        "case": {"key": case.key, "title": case.title, "nature": case.nature, "hash": assembly_hash(case)},
        "seed": record.seed,
        "replication": record.replication,
        "command": command,
        "axes": [axis.key for axis in case.axes],
        "stages": [
            {
                "key": stage.key,
                "voters": stage.voters,
                "committees": {
                    committee.key: {
                        "voters": voters(house, number, column),
                        "needed": needed(voters(house, number, column), stage.share),
                        "decides": keys[int(house.decides[number, column])],
                        "mark": round(float(house.mark[number, column]), 6),
                    }
                    for number, committee in enumerate(case.committees)
                    if house.decides[number, column] >= 0
                },
            }
            for column, stage in enumerate(case.stages)
        ],
        "texts": [_text(record, row, keys) for row in range(len(record.passed))],
    }


def _text(record: AssemblyRecord, row: int, keys: Sequence[str]) -> dict[str, Any]:
    from scipy.special import expit  # a third of a second: only when there is a text to tell

    case = record.house.case
    first = int(record.first[row])
    passed = int(record.passed[row])
    return {
        "key": record.house.texts[row],
        "name": name_of(record, row),
        "committee": case.committees[record.house.committee[row]].key,
        "first": keys[first] if first >= 0 else None,
        "sponsors": [keys[place] for place in np.flatnonzero(record.signed[row]).tolist()],
        "place": [round(float(number), 6) for number in record.place[row]],
        "spread": round(float(record.reach[row]), 6),
        "chance": {
            stage.key: round(float(expit(record.score[row, column])), 6)
            for column, stage in enumerate(case.stages)
        },
        "passed": [stage.key for stage in case.stages[:passed]],
        "survived": passed == len(case.stages),
    }


def name_of(record: AssemblyRecord, row: int) -> str | None:
    """Return the name of a text in the case; None if it has none."""
    return record.house.case.texts[row].name if row < record.house.n_given else None
