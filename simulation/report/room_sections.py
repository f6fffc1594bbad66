"""Who moved and why, who could block or carry, and where everybody ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from markupsafe import Markup

from simulation.drawing import theme
from simulation.drawing.strips import draw_move
from simulation.engine.record import JOINS, SIGNATURES
from simulation.reasons import block_and_carry
from simulation.reasons.stability_told import holding_of, holding_sentences
from simulation.report.delegations_shown import Group, People, Person, group_of
from simulation.storage import Run, rows_of
from simulation.words import Said, decimal, numbered, say

__all__ = [
    "Ended",
    "Holder",
    "Might",
    "Moved",
    "holders_of",
    "might_of",
    "moved_heading",
    "power_heading",
    "where_ended",
    "who_moved_furthest",
    "would_hold",
]

MOVERS: Final = 10
HOLDERS: Final = 10
AS_EXPECTED: Final = ("joins", "signs")
"""How most stand at the end: counted, not named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How far one delegation moved on the issue on which it moved furthest, and why."""

    person: Person
    before: float
    after: float
    chart: Markup
    most: str
    """The issue on which it moved furthest, in words."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A delegation that kept brackets."""

    person: Person
    count: int
    """Issues held, summed over the sessions."""
    share: float
    """Of the largest such count."""
    last: int
    """Issues held after the last session."""
    blocks_alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Might:
    """What one coalition could do at the end."""

    group: Group
    members: int
    share: float
    can_block: bool
    can_carry: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """One coalition at the end with its members."""

    group: Group
    members: tuple[Person, ...]


def who_moved_furthest(run: Run, people: People) -> tuple[Moved, ...]:
    """Return every delegation that moved, by its largest change on one issue, the furthest first."""
    moved = []
    for mover in run.gist.movers:
        person = people[mover.delegation]
        numbers = {"before": decimal(mover.before), "after": decimal(mover.after)}
        moved.append(
            Moved(
                person=person,
                before=mover.before,
                after=mover.after,
                chart=draw_move(
                    f"move-{mover.delegation}",
                    mover.before,
                    mover.after,
                    colour=theme.line(person.slot),
                    words=say("report.moved.way", name=person.name, **numbers),
                ),
                most=say("report.moved.most", issue=run.log.roster.issues[mover.issue], **numbers),
                reason=str(mover.reason),
            )
        )
    return tuple(moved)


def moved_heading(moved: tuple[Moved, ...]) -> str:
    """Return what to see in the list of those who moved."""
    return say("report.moved.first", name=moved[0].person.name) if moved else say("report.moved.nobody")


def holders_of(run: Run, people: People) -> tuple[Holder, ...]:
    """Return who kept brackets, the most persistent first."""
    shape = (run.manifest.sessions, len(run.delegations), len(run.scenario.issues))
    objects = np.asarray(run.tables["positions"]["objects"]).reshape(shape)
    clean = np.asarray(run.tables["issues"]["clean"]).reshape(shape[0], 1, shape[2])
    held = objects & ~clean
    count, last = held.sum(axis=(0, 2)), held[-1].sum(axis=1)
    alone = run.tables["delegations"]["blocks_alone"]
    return tuple(
        Holder(
            person=people[run.delegations[row]],
            count=int(count[row]),
            share=float(count[row] / count.max()),
            last=int(last[row]),
            blocks_alone=bool(alone[row]),
        )
        for row in np.argsort(-count, kind="stable").tolist()
        if count[row]
    )


def power_heading(run: Run) -> str:
    """Return what it takes to block and to carry, in a sentence."""
    rule = run.manifest.rule
    total, block, carry = rule["decision_holders"], rule["fewest_to_block"], rule["fewest_to_carry"]
    return str(block_and_carry(block, carry, total))


def might_of(run: Run) -> tuple[Might, ...]:
    """Return what the coalitions there after the last session could do, the largest first."""
    rows = [row for row in rows_of(run.tables["power"]) if row["session"] == run.manifest.sessions]
    return tuple(
        Might(
            group=group_of(run, row["coalition"]),
            members=row["members"],
            share=row["capability"],
            can_block=row["can_block"],
            can_carry=row["can_carry"],
        )
        for row in sorted(rows, key=lambda row: (-row["members"], row["coalition"]))
    )


def where_ended(
    run: Run, people: People
) -> tuple[str, tuple[Ended, ...], tuple[tuple[str, tuple[Person, ...]], ...]]:
    """Return a heading, the coalitions with their members, and how delegations stand to the document."""
    label = run.history.label[-1]
    groups = sorted(np.unique(label).tolist(), key=lambda c: (c < 0, -int((label == c).sum()), c))
    ended = tuple(
        Ended(
            group=group_of(run, coalition),
            members=tuple(people[run.delegations[row]] for row in np.flatnonzero(label == coalition)),
        )
        for coalition in groups
    )
    heading = (
        say(
            "report.ended.largest",
            name=ended[0].group.name,
            n=len(ended[0].members),
            total=len(label),
        )
        if groups[0] >= 0
        else say("report.ended.none")
    )
    stands = [*_stands(run, people, "joins", JOINS), *_stands(run, people, "signature", SIGNATURES)]
    return heading, ended, tuple(stands)


def would_hold(run: Run) -> tuple[Said, ...]:
    """Return in words whether the groups there after the last session would hold, by agreement alone."""
    shape = (run.manifest.sessions, len(run.delegations), len(run.scenario.issues))
    stands_for = np.asarray(run.tables["positions"]["stands_for"]).reshape(shape)[-1].tolist()
    found = holding_of(run.position[-1], run.salience[-1], run.history.label[-1], stands_for)
    names = [run.log.roster.names[key] for key in run.delegations]
    return holding_sentences(found, run.history, names)


def _stands(
    run: Run, people: People, column: str, codes: Sequence[str]
) -> list[tuple[str, tuple[Person, ...]]]:
    given = run.tables["delegations"][column]
    found = []
    for code in codes:
        rows = [row for row, value in enumerate(given) if value == code]
        if rows:
            named = () if code in AS_EXPECTED else tuple(people[run.delegations[row]] for row in rows)
            found.append((numbered(f"report.{column}.{code}", len(rows)), named))
    return found
