"""How the tables of a class ended: the text of each, who stood how to it, and what it is worth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulation.arrays import BoolArray
from simulation.engine.record import JOINS, SIGNATURES, Record
from simulation.reasons.ending_in_words import left_over, outcome_sentence
from simulation.reasons.record_reading import Reading, is_adopted
from simulation.scenario.group_files import names_by_issue
from simulation.scenario.group_schema import GroupResult, GroupResults
from simulation.scenario.schema import Scenario
from simulation.words import say

__all__ = ["Ended", "ended_with", "results_of", "table_name"]

_SIGNED = ("joins", "joins_with_statement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a table ended. Sentences are made when they are asked for, in the language of that moment."""

    table: str
    option: tuple[int, ...]
    """By issue; -1: not in the text, or there is none."""
    signed: tuple[str, ...]
    """Keys of seats."""
    objected: tuple[str, ...]
    dissociated: tuple[str, ...]
    abstained: tuple[str, ...]
    record: Record
    """Everything that happened."""

    @property
    def name(self) -> str:
        """Name of the table."""
        return table_name(self.table)

    @property
    def written(self) -> BoolArray:
        """Wordings that were there at the end, `[I, O]`: those of the papers, and what was drafted at the table."""
        written: BoolArray = Reading(self.record).written[-1]
        return written

    @property
    def has_text(self) -> bool:
        """Whether a text is adopted."""
        return any(one >= 0 for one in self.option)

    @property
    def outcome_class(self) -> str:
        """One of `OUTCOME_CLASSES`."""
        return self.record.outcome.outcome_class

    @property
    def outcome(self) -> str:
        """How it ended, in a sentence."""
        return f"{outcome_sentence(self.record)} {left_over(self.record)}".strip()


def table_name(key: str) -> str:
    """Return the name of a table."""
    return say("term.table", table=key)


def ended_with(table: str, record: Record) -> Ended:
    """Return the ending of the table with this record."""
    stands = list(_stands(record))

    def who(stand: str) -> tuple[str, ...]:
        keys = record.tableau.delegations
        return tuple(key for key, one in zip(keys, stands, strict=True) if one == stand)

    option = tuple(record.left.tolist()) if is_adopted(record) else (-1,) * len(record.scenario.issues)
    return Ended(
        table=table,
        option=option,
        signed=who("signed"),
        objected=who("objected"),
        dissociated=who("dissociated"),
        abstained=who("abstained"),
        record=record,
    )


def _stands(record: Record) -> Iterator[str]:
    """Yield how each delegation stands to the text: as it signed, else as it joined."""
    outcome = record.outcome
    for joins, signature, objects in zip(
        outcome.joins.tolist(), outcome.signature.tolist(), outcome.objects.tolist(), strict=True
    ):
        joined = JOINS[joins] if joins >= 0 else ""
        if objects or joined == "votes_against":
            yield "objected"
        elif joined == "dissociates" or (signature >= 0 and SIGNATURES[signature] == "does_not_sign"):
            yield "dissociated"
        elif joined == "abstains":
            yield "abstained"
        else:
            yield "signed" if joined in _SIGNED else ""


def _result_of(case: Scenario, ended: Ended, name: str) -> GroupResult:
    """Return the ending of a table in the form of a result of a group."""
    names = names_by_issue(case)
    text = {
        names[issue.key]: issue.options[option].key
        for issue, option in zip(case.issues, ended.option, strict=True)
        if option >= 0
    }
    return GroupResult(
        name=name,
        text=text,
        signed=ended.signed,
        objected=ended.objected,
        dissociated=ended.dissociated,
        abstained=ended.abstained,
    )


def results_of(case: Scenario, tables: Sequence[Ended]) -> GroupResults:
    """Return the endings of tables as results of groups, named by the keys of the tables."""
    groups = tuple(_result_of(case, one, one.table) for one in tables)
    return GroupResults(outcome=1, case=case.key, instance=case.instance or 0, groups=groups)
