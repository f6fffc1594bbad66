"""Says what the power of a room amounts to, and what its figures do not say."""

import numpy as np

from simulation.engine.room_power import OBJECTING, DecisionPower, RoomPower
from simulation.words import decimal, numbered, percent, say

__all__ = ["power_limits", "power_sentences", "vote_heading"]


def power_sentences(power: RoomPower, decision: DecisionPower) -> tuple[str, ...]:
    """Return in words who counts how much in one way of deciding: sentences, the most telling first."""
    holders = int(power.decide.sum())
    if not holders:
        return (say("power.nobody"),)
    return tuple(
        sentence
        for sentence in (
            _fewest(decision, holders),
            _alone(decision, holders),
            _index(power, decision),
            _objections(power, decision, holders),
            "" if decision.indices.is_exact else say("power.rounded"),
            say("power.blocs_not") if decision.blocs is None else "",
        )
        if sentence
    )


def _fewest(decision: DecisionPower, holders: int) -> str:
    block, carry = decision.fewest_to_block, decision.fewest_to_carry
    first = say("power.block.none") if block is None else numbered("power.block", block, total=holders)
    then = say("power.carry.none") if carry is None else numbered("power.carry", carry, total=holders)
    return say("power.fewest", block=first, carry=then)


def _alone(decision: DecisionPower, holders: int) -> str:
    alone = int(decision.blocks_alone.sum())
    if alone == holders:
        return say("power.alone.all")
    return numbered("power.alone", alone)


def _index(power: RoomPower, decision: DecisionPower) -> str:
    index = decision.indices.shapley_shubik[power.decide]
    if not index.any():
        return say("power.index.zero")
    if np.ptp(index) < 1e-9 * index.max():
        return say("power.index.same", share=_figure(float(index.mean())))
    best = int(np.argmax(decision.indices.shapley_shubik))
    names = {item.key: item.short or item.name for item in power.scenario.delegations}
    return say(
        "power.index.most",
        name=names[power.delegations[best]],
        most=_figure(float(index.max())),
        least=_figure(float(index.min())),
    )


def _figure(share: float) -> str:
    return say("number.percent", n=decimal(100 * share, ".1f"))


def _objections(power: RoomPower, decision: DecisionPower, holders: int) -> str:
    """Say how likely one's own objection is the one that stops a text, where all count the same."""
    needed = decision.fewest_to_block
    if decision.step != "rule" or not len(power.objection) or not needed:
        return ""
    best = int(np.argmax(power.objection))
    few = say(
        "power.objection",
        share=percent(OBJECTING[0]),
        chance=percent(float(power.objection[0])),
        most=percent(OBJECTING[best]),
        best=percent(float(power.objection[best])),
    )
    if needed == 1:
        return say(
            "power.objection.alone", share=percent(OBJECTING[1]), chance=percent(float(power.objection[1]))
        )
    at = (needed - 1) / max(holders - 1, 1)
    tolerated = numbered("power.objection.tolerated", needed - 1, share=percent(at))
    return f"{tolerated} {few}"


def vote_heading(share: float) -> str:
    """Return what a vote on a document that fails the rule takes."""
    return say("power.vote", share=percent(share))


def power_limits(power: RoomPower) -> tuple[str, ...]:
    """Return what the figures do not say."""
    choice = "power.limit.vote" if power.votes else "power.limit.objects"
    return (say("power.legend"), say("power.limit.formal"), say(choice), say("power.limit.capability"))
