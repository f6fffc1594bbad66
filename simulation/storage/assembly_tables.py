"""What stands in the tables of a run of an assembly: the columns of each, and how they are made from a record."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.engine.assembly import AssemblyRecord
from simulation.reasons.assembly_reasons import joinings, votes
from simulation.storage.run_columns import Kind, Table, TableSpec

__all__ = ["ASSEMBLY_TABLES", "assembly_table"]

_MEMBER: Final[tuple[Kind, str]] = ("word", "key of the member")
_TEXT: Final[tuple[Kind, str]] = ("word", "key of the text")
_COMMITTEE: Final[tuple[Kind, str]] = ("word", "key of the committee")

ASSEMBLY_TABLES: Final[Mapping[str, TableSpec]] = {
    "members": TableSpec(
        "One row for each member, in the order of the case.",
        {
            "member": _MEMBER,
            "name": ("word", "name"),
            "bloc": ("word", "list or group; empty: none"),
            "committee": ("word", "key of the committee in which it sits; empty: none"),
            "place": ("number", "on the first axis, from -1 to 1"),
            "place_2": ("number", "on the second axis; not a number where there is none"),
            "signed": ("integer", "texts that it signed"),
            "first": ("integer", "of those, the texts that it signed first"),
        },
    ),
    "texts": TableSpec(
        "One row for each text: those of the table first, then those whose sponsors were found.",
        {
            "text": _TEXT,
            "name": ("word", "what the case calls it; empty: nothing"),
            "committee": _COMMITTEE,
            "given": ("flag", "came with its sponsors"),
            "place": ("number", "where it stands on the first axis"),
            "place_2": ("number", "on the second axis; not a number where there is none"),
            "spread": ("number", "what its sponsors span on the first axis: a standard deviation"),
            "luck": ("number", "what else speaks for it: it passes the stages whose chance is above"),
            "passed": ("integer", "stages that it passed, one after the other"),
            "survived": ("flag", "passed every stage"),
        },
    ),
    "signatures": TableSpec(
        "One row for each signature, text after text, in the order in which they were given.",
        {
            "text": _TEXT,
            "member": _MEMBER,
            "place": ("integer", "1: signed first, 2: next, and so on; 0: came with the text"),
            "chance": ("number", "of being drawn then; not a number where the text came with it"),
            "rank": ("integer", "how many who had not signed were at least as likely; 0: not drawn"),
        },
    ),
    "votes": TableSpec(
        "One row for each text and stage, those included to which it never came.",
        {
            "text": _TEXT,
            "stage": ("word", "key of the stage"),
            "voters": ("integer", "members who may vote"),
            "needed": ("integer", "votes that it takes"),
            "decides": ("word", "key of the member whose vote completes them, or nearest to the median"),
            "mark": ("number", "where that is on the first axis"),
            "distance": ("number", "of the text from there"),
            "beyond": ("number", "what of it lies beyond the reach of its sponsors"),
            "aside": ("number", "distance from the middle of the voters on the second axis"),
            "score": ("number", "log-odds of passing"),
            "chance": ("number", "of passing this stage alone"),
            "came": ("flag", "came to this stage"),
            "passed": ("flag", "passed it"),
        },
    ),
}


def assembly_table(name: str, record: AssemblyRecord) -> Table:
    """Return one of the tables of a record."""
    made = {"members": _members, "texts": _texts, "signatures": _signatures, "votes": _votes}
    return made[name](record)


def _members(record: AssemblyRecord) -> Table:
    case = record.house.case
    first = np.bincount(record.first[record.first >= 0], minlength=len(case.members))
    return {
        "member": [one.key for one in case.members],
        "name": [one.name for one in case.members],
        "bloc": [one.bloc or "" for one in case.members],
        "committee": [one.committee or "" for one in case.members],
        "place": record.house.place[:, 0],
        "place_2": _second(record.house.place),
        "signed": record.signed.sum(axis=0),
        "first": first,
    }


def _second(place: FloatArray) -> FloatArray:
    return place[:, 1] if place.shape[1] > 1 else np.full(len(place), np.nan)


def _texts(record: AssemblyRecord) -> Table:
    house, case = record.house, record.house.case
    n = len(record.passed)
    return {
        "text": list(house.texts),
        "name": [text.name or "" for text in case.texts] + [""] * (n - house.n_given),
        "committee": [case.committees[number].key for number in house.committee.tolist()],
        "given": np.arange(n) < house.n_given,
        "place": record.place[:, 0],
        "place_2": _second(record.place),
        "spread": record.reach,
        "luck": record.luck,
        "passed": record.passed,
        "survived": record.passed == len(case.stages),
    }


def _signatures(record: AssemblyRecord) -> Table:
    house = record.house
    keys = [member.key for member in house.case.members]
    rows: list[tuple[str, str, int, float, int]] = []
    for row, text in enumerate(house.texts):
        if row < house.n_given:
            signed = np.flatnonzero(record.signed[row]).tolist()
            rows += [(text, keys[member], 0, float("nan"), 0) for member in signed]
            continue
        first = int(record.first[row])
        rows.append((text, keys[first], 1, 1 / len(keys), len(keys)))
        rows += [
            (text, keys[one.member], place, one.chance, one.rank)
            for place, one in enumerate(joinings(record, row), start=2)
        ]
    return ASSEMBLY_TABLES["signatures"].table_of(rows)


def _votes(record: AssemblyRecord) -> Table:
    case = record.house.case
    rows = [
        (
            *(text, case.stages[vote.stage].key, vote.voters, vote.needed, case.members[vote.decides].key),
            *(vote.mark, vote.distance, vote.beyond, vote.aside, vote.score, vote.chance),
            *(vote.came, vote.passed),
        )
        for row, text in enumerate(record.house.texts)
        for vote in votes(record, row)
    ]
    return ASSEMBLY_TABLES["votes"].table_of(rows)
