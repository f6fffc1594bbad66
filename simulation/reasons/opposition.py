"""What stands against each clause in brackets: who blocks it, who waits for its call, who would rather have others.

Until the chair calls a clause for decision a bracket costs nothing, and nearly everybody keeps one; so the number of
brackets says little. What counts is who cannot live with the text on the table, or still objects once it is called.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, IntArray
from simulation.coalitions.power import can_block
from simulation.engine.record import Record
from simulation.protocols.conference.conference import Conference
from simulation.protocols.registry import PROTOCOLS
from simulation.reasons.moves_logged import Move
from simulation.rules.decision import RULES, Conditions, Voters
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Scenario
from simulation.text.document import ClauseState, DocumentState
from simulation.words import Said, said

__all__ = [
    "ANSWERS",
    "Deciding",
    "Opposition",
    "blockers",
    "brackets_told",
    "deciding_by",
    "deciding_of",
    "oppositions",
]

ANSWERS: Final = ("support", "can_live_with", "keep_silent", "make_statement", "object_formally")
"""Moves by which a delegation answers to a wording."""
_UNWILLING: Final = ("keep_silent", "make_statement")
"""Answers that fall short of an objection: they stop a text only where everybody has to say yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """How a room decides: who is in it, under which rule, and whether the chair calls clauses one by one."""

    delegations: tuple[str, ...]
    conditions: Conditions
    calls: bool
    """Whether a clause waits for the chair to call it; else each is called from the first session on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposition:
    """The opposition to the text on the table of a clause in brackets; delegations by key, in the order of seats."""

    clause: str
    blocks: tuple[str, ...]
    """It crosses their red line, or the clause is called and they object all the same."""
    waits: tuple[str, ...]
    """Keep the bracket until the chair calls the clause; then some let it go, and some object."""
    prefers: tuple[str, ...]
    """Stand for another wording and let this one pass."""
    is_stopped: bool
    """Whether those who block are enough to stop it under the rule in force, or may be with those who wait."""


def deciding_of(record: Record) -> Deciding:
    """Return how the room of a record decides."""
    tableau = record.tableau
    return deciding_by(record.scenario, record.protocol, tableau.delegations, tableau.decide, tableau.kind)


def deciding_by(
    scenario: Scenario, protocol: str, delegations: Sequence[str], decide: BoolArray, kind: IntArray
) -> Deciding:
    """Return the decision rule of a case.

    Args:
        scenario: The case.
        protocol: Key of the protocol that was played.
        delegations: Keys of the rows, in order.
        decide: Who holds a decision right, `[A]`.
        kind: Index into `KINDS`, `[A]`.
    """
    decision = resolve_forum(scenario).decision
    rule = RULES.create(decision.rule, decision.model_extra or {})
    played = PROTOCOLS.create(protocol, scenario.protocol.model_extra or {})
    voters = Voters(delegations=tuple(delegations), decide=decide, kind=kind)
    return Deciding(
        delegations=tuple(delegations),
        conditions=rule.conditions(voters),
        calls=isinstance(played, Conference) and played.calendar.enabled,
    )


def oppositions(
    documents: Sequence[DocumentState], moves: Iterable[Move], deciding: Deciding
) -> tuple[tuple[Opposition, ...], ...]:
    """Return the opposition to clauses in brackets, before the first session and after each session.

    Args:
        documents: The text before the first session and after each.
        moves: What was done, with private causes. Where they are not known, as of people, only the call counts.
        deciding: How the room decides.
    """
    held: list[list[Move]] = [[] for _ in documents]
    for move in moves:
        if move.session < len(held) and move.move in (*ANSWERS, "call_clause"):
            held[move.session].append(move)
    called: set[str] = set()
    answers: dict[tuple[str, str, str], Move] = {}
    told = []
    for document, made in zip(documents, held, strict=True):
        for move in made:
            if move.move == "call_clause":
                called.add(move.issue)
            else:
                answers[move.issue, move.option, move.delegation] = move
        told.append(tuple(_told(document, answers, called, deciding)))
    return tuple(told)


def _told(
    document: DocumentState,
    answers: dict[tuple[str, str, str], Move],
    called: set[str],
    deciding: Deciding,
) -> Iterator[Opposition]:
    for clause in document.clauses:
        if clause.status == "bracketed":
            is_called = not deciding.calls or clause.issue in called
            last = {
                key: move
                for key in deciding.delegations
                if (move := answers.get((clause.issue, clause.option, key))) is not None
            }
            yield _opposition(clause, last, deciding, is_called=is_called)


def _opposition(
    clause: ClauseState, last: dict[str, Move], deciding: Deciding, *, is_called: bool
) -> Opposition:
    """Return what stands against a clause; `last` is the last answer to the text on its table, by delegation."""
    holds = {bracket.owner for bracket in clause.brackets}
    blocks = {key for key in holds if is_called or (key in last and last[key].cause == "red_line")}
    if deciding.conditions.needs_yes:
        blocks |= {key for key, move in last.items() if move.move in _UNWILLING}
    against = blocks if is_called else blocks | holds
    elsewhere = {key for wording in clause.wordings[1:] for key in wording.holders}
    in_order = deciding.delegations
    return Opposition(
        clause=clause.key,
        blocks=tuple(key for key in in_order if key in blocks),
        waits=tuple(key for key in in_order if key in holds - blocks),
        prefers=tuple(key for key in in_order if key in elsewhere - holds - blocks),
        is_stopped=bool(blocks)
        and can_block(deciding.conditions, np.isin(np.array(in_order), sorted(against))),
    )


def blockers(standing: Sequence[Opposition]) -> frozenset[str]:
    """Return who blocks any clause at one moment, by key."""
    return frozenset(key for one in standing for key in one.blocks)


def brackets_told(standing: Sequence[Opposition]) -> Said:
    """Return the sentence on the number of clauses in brackets at one moment, and of those that somebody blocks."""
    blocked = sum(bool(one.blocks) for one in standing)
    holders = said("story.holders", n=len(blockers(standing)))
    waiting = len(standing) - blocked
    if len(standing) == 1:
        told = said("story.blocked.alone", d=holders) if blocked else said("story.waiting.alone")
    elif not blocked:
        told = said("story.waiting.all")
    elif not waiting:
        told = said("story.blocked.all", d=holders)
    else:
        parts = said("story.blocked", n=blocked, d=holders), said("story.waiting", n=waiting)
        told = Said.listed(parts)
    return said("story.brackets", n=len(standing), h=told)
