"""Says whether the coalitions of a negotiation would hold if all that counted were who agrees with whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.coalitions.detection import REACH, agreement
from simulation.coalitions.stability import (
    STAND_TOGETHER,
    Departure,
    Stability,
    stability,
    surplus_of,
)
from simulation.coalitions.tracking import CoalitionHistory
from simulation.words import Said, said

__all__ = ["Holding", "holding_of", "holding_sentences"]

_NAMED: Final = 6
_PAIR: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Whether the coalitions there at the end would hold; reported only, it plays no part in a negotiation."""

    label: IntArray
    """Detected coalition of each delegation after the last session, `[A]`; -1: none."""
    stability: Stability
    """Of the detected coalitions, by agreement on all issues."""
    wordings: int
    """Coalitions for single wordings that stood at the end."""
    wordings_held: int
    """Those of them that nobody would leave, judged by agreement on their issue alone."""


def holding_of(
    position: FloatArray, salience: FloatArray, label: IntArray, stands_for: Sequence[Sequence[object]]
) -> Holding:
    """Return whether coalitions would hold.

    Args:
        position: After the last session, `[A, I]`.
        salience: In the last session, relative, `[A, I]`.
        label: Detected coalition of each delegation then, `[A]`; -1: none.
        stands_for: Wording that each delegation stands for then, `[A, I]`, in any words; the same word, the same
            coalition. Negative numbers and empty words: none.
    """
    held = [
        not gone
        for issue in range(position.shape[1])
        for gone in _left(position[:, issue : issue + 1], [row[issue] for row in stands_for])
    ]
    return Holding(
        label=label,
        stability=stability(surplus_of(agreement(position, salience)), label),
        wordings=len(held),
        wordings_held=sum(held),
    )


def _left(place: FloatArray, stands_for: Sequence[object]) -> list[bool]:
    """Return of each coalition for a wording of one issue whether somebody would leave it, alone or for another one."""
    words = [str(word) for word in stands_for]
    groups = [word for word in dict.fromkeys(words) if word and not word.startswith("-")]
    inside: list[BoolArray] = [np.array([word == group for word in words]) for group in groups]
    inside = [members for members in inside if members.sum() >= _PAIR]
    if not inside:
        return []
    rows = np.flatnonzero(np.any(inside, axis=0))
    label = np.argmax(np.stack(inside)[:, rows], axis=0)
    near = place[rows]
    found = stability(surplus_of(agreement(near, np.ones_like(near))), label, largest=_PAIR)
    leaving = {int(label[departure.member]) for departure in found.nash}
    return [number in leaving for number in range(len(inside))]


def holding_sentences(holding: Holding, history: CoalitionHistory, names: Sequence[str]) -> tuple[Said, ...]:
    """Return sentences on which coalitions would hold and what would break the others; empty without a coalition.

    Args:
        holding: As found.
        history: The detected coalitions.
        names: What the delegations are called, by row.
    """
    label = holding.label
    alive = [int(number) for number in np.unique(label[label >= 0])]
    if not alive:
        return ()
    sentences = [_coalition(holding, number, history, names) for number in alive]
    core = holding.stability.core
    if core is not None and len(core.members) >= _PAIR:
        together = Said.names([names[row] for row in core.members], _NAMED)
        sentences.append(said("stable.core", names=together))
    if holding.wordings:
        sentences.append(said("stable.wordings", n=holding.wordings, held=holding.wordings_held))
    return (*sentences, said("stable.limit", distance=Said.decimal(REACH * (1.0 - STAND_TOGETHER), ".3f")))


def _coalition(holding: Holding, number: int, history: CoalitionHistory, names: Sequence[str]) -> Said:
    leaving = [item for item in holding.stability.nash if holding.label[item.member] == number]
    group = _called(number, history)
    if not leaving:
        return said("stable.holds", group=group)
    first = leaving[0]
    welcome = any(
        item.member == first.member and item.joined == first.joined for item in holding.stability.individual
    )
    told = said(
        "stable.breaks.welcome" if welcome or not first.joined else "stable.breaks.unwelcome",
        group=group,
        who=names[first.member],
        where=_where(first, holding, history, names),
    )
    rest = len(leaving) - 1
    more = said("stable.more", n=rest)
    return Said.joined(told, more) if rest else told


def _where(departure: Departure, holding: Holding, history: CoalitionHistory, names: Sequence[str]) -> Said:
    if not departure.joined:
        return said("stable.where.alone")
    target = int(holding.label[departure.joined[0]])
    if target < 0:
        return said("stable.where.with", name=names[departure.joined[0]])
    return said("stable.where.group", group=_called(target, history))


def _called(number: int, history: CoalitionHistory) -> Said:
    return history.coalitions[number].name
