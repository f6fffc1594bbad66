"""Says what the power of a room amounts to, and what its figures do not say."""

from typing import Final

import numpy as np

from simulation.engine.room_power import OBJECTING, DecisionPower, RoomPower
from simulation.reasons.group_changes import tenths
from simulation.words import NOTHING, Said, said

__all__ = ["block_and_carry", "power_limits", "power_sentences", "vote_heading"]

_ALIKE: Final = 1e-9
"""Shares that differ by less than this share of the largest are the same."""
_NAMED: Final = 5
"""Names that a sentence lists."""


def power_sentences(power: RoomPower, decision: DecisionPower) -> tuple[Said, ...]:
    """Return sentences on the power of delegations in one way of deciding, the most telling first."""
    holders = int(power.decide.sum())
    if not holders:
        return (said("power.nobody"),)
    return tuple(
        sentence
        for sentence in (
            _fewest(decision, holders),
            _alone(decision, holders),
            _index(power, decision),
            _objections(power, decision, holders),
            NOTHING if decision.indices.is_exact else said("power.rounded"),
            said("power.blocs_not") if decision.blocs is None else NOTHING,
        )
        if sentence
    )


def _fewest(decision: DecisionPower, holders: int) -> Said:
    block, carry = decision.fewest_to_block, decision.fewest_to_carry
    first = said("power.block.none") if block is None else said("power.block", n=block, total=holders)
    then = said("power.carry", n=carry, total=holders) if carry else said(f"power.carry.{_unasked(carry)}")
    return said("power.fewest", block=first, carry=then)


def _alone(decision: DecisionPower, holders: int) -> Said:
    alone = int(decision.blocks_alone.sum())
    if alone == holders:
        return said("power.alone.all")
    return said("power.alone", n=alone)


def _index(power: RoomPower, decision: DecisionPower) -> Said:
    index = decision.indices.shapley_shubik[power.decide]
    if not index.any():
        return said("power.index.zero")
    if np.ptp(index) < _ALIKE * index.max():
        return said("power.index.same", share=tenths(float(index.mean())))
    best = np.flatnonzero(index.max() - decision.indices.shapley_shubik < _ALIKE * index.max()).tolist()
    names = {item.key: item.short or item.name for item in power.scenario.delegations}
    first = [names[power.delegations[row]] for row in best]
    shares = {"most": tenths(float(index.max())), "least": tenths(float(index.min()))}
    if len(first) == 1:
        return said("power.index.most", name=first[0], **shares)
    return said("power.index.most.alike", names=Said.names(first, _NAMED), **shares)


def _objections(power: RoomPower, decision: DecisionPower, holders: int) -> Said:
    """Say how likely one's own objection is the one that stops a text, where all count the same."""
    needed = decision.fewest_to_block
    if decision.step != "rule" or not len(power.objection) or not needed:
        return NOTHING
    best = int(np.argmax(power.objection))
    few = said(
        "power.objection",
        share=Said.percent(OBJECTING[0]),
        chance=Said.percent(float(power.objection[0])),
        most=Said.percent(OBJECTING[best]),
        best=Said.percent(float(power.objection[best])),
    )
    if needed == 1:
        return said(
            "power.objection.alone",
            share=Said.percent(OBJECTING[1]),
            chance=Said.percent(float(power.objection[1])),
        )
    at = (needed - 1) / max(holders - 1, 1)
    tolerated = said("power.objection.tolerated", n=needed - 1, share=Said.percent(at))
    return Said.joined(tolerated, few)


def vote_heading(share: float) -> Said:
    """Return the heading on the vote about a document that fails the rule."""
    return said("power.vote", share=Said.percent(share))


def block_and_carry(block: int | None, carry: int | None, holders: int) -> Said:
    """Return sentences on the fewest delegations that can stop a text, and that can carry one against all others.

    Args:
        block: The fewest that can stop one; None if not even all together can.
        carry: The fewest that can carry one, likewise; 0 if it passes even with all against it.
        holders: How many have a say in the decision.
    """
    first = said("report.power.block", n=block) if block else said("report.power.block.none")
    if not carry:
        then = said(f"report.power.carry.{_unasked(carry)}")
    elif carry == holders:
        then = said("report.power.carry.all", total=holders)
    else:
        then = said("report.power.carry.some", n=carry, total=holders)
    return said("report.power.both", block=first, carry=then)


def _unasked(carry: int | None) -> str:
    """Return the ending of what is said where nobody has to agree (0), or all who do are not enough (None)."""
    return "none" if carry is None else "always"


def power_limits(power: RoomPower) -> tuple[Said, ...]:
    """Return sentences on the limits of the figures."""
    choice = "power.limit.vote" if power.votes else "power.limit.objects"
    return (said("power.legend"), said("power.limit.formal"), said(choice), said("power.limit.capability"))
