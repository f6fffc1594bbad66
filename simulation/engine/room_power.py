"""What each delegation and each bloc of a case counts when the room decides, before anything is negotiated."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.coalitions.bodies import VotingBody
from simulation.coalitions.fewest import fewest_that_block, fewest_that_win, who_blocks_alone
from simulation.coalitions.indices import PowerIndices, chance_to_decide, power_indices
from simulation.coalitions.room_body import body_of, with_vote
from simulation.engine.batch import prepare
from simulation.errors import VotingBodyError
from simulation.protocols.conference.setting import conditions_of
from simulation.scenario.forums import Forum
from simulation.scenario.schema import Scenario

__all__ = ["BlocPower", "DecisionPower", "RoomPower", "room_power"]

type Step = Literal["rule", "vote"]

_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocPower:
    """What a bloc counts if it always stands together and all others go their own ways."""

    key: str
    members: tuple[str, ...]
    """Those with a right to decide; two or more."""
    shapley_shubik: float
    penrose_banzhaf: float
    apart: float
    """Sum of the Shapley-Shubik indices of its members as long as each goes its own way."""
    can_block: bool
    can_carry: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPower:
    """Power in one of the ways in which a room decides."""

    step: Step
    """`rule`: the decision rule of the forum. `vote`: a document that fails it is put to a vote (`call_vote`)."""
    weight: FloatArray
    """Share of each delegation under each condition of the rule, `[C, A]`."""
    indices: PowerIndices
    blocks_alone: BoolArray
    """`[A]`."""
    fewest_to_block: int | None
    """None: nobody can."""
    fewest_to_carry: int | None
    """None: not even all together can."""
    blocs: tuple[BlocPower, ...] | None
    """None: too much to sum over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPower:
    """The power of the delegations of a case, in the order of seats, observers left out."""

    scenario: Scenario
    forum: Forum
    delegations: tuple[str, ...]
    observers: tuple[str, ...]
    capability: FloatArray
    """`[A]`, at its most likely value."""
    decide: BoolArray
    """`[A]`."""
    decisions: tuple[DecisionPower, ...]
    """Under the rule and, where the forum can call one, in the vote on a document that fails it."""
    objection: FloatArray
    """How likely an objection is the one that stops a text, by number of objections that are tolerated; see
    `OBJECTING`. Empty where the room votes, and where delegations do not count the same."""
    votes: bool
    """Whether the rule is a vote, in which those against vote no; else they object."""


OBJECTING: tuple[float, ...] = (0.01, 0.05, 0.1, 0.25, 0.5)
"""Shares of others that object, each by itself, for which `RoomPower.objection` is worked out."""


def room_power(scenario: Scenario) -> RoomPower:
    """Return the voting power of each delegation under the rules of a case.

    Raises:
        UnknownComponentError: if protocol, rule, strategy or forum do not exist.
        VotingBodyError: if weights have so many units that they cannot be summed over.
    """
    blueprint = prepare(scenario).blueprint
    tableau, forum = blueprint.settled().draw(0, [0]), blueprint.forum
    conditions = conditions_of(tableau, forum)
    body = body_of(conditions)
    blocs = [
        (bloc.key, inside)
        for column, bloc in enumerate(scenario.blocs)
        if (inside := tableau.member[:, column] & tableau.decide).sum() >= _PAIR
    ]
    decisions = [_decision("rule", body, conditions.weights, tableau.delegations, blocs)]
    if forum.call_vote is not None and tableau.decide.any():
        heads = tableau.decide / tableau.decide.sum()
        voted = with_vote(body, tableau.decide, forum.call_vote)
        weights = np.concatenate([conditions.weights, heads[None]])
        decisions.append(_decision("vote", voted, weights, tableau.delegations, blocs))
    return RoomPower(
        scenario=scenario,
        forum=forum,
        delegations=tableau.delegations,
        observers=tableau.observers,
        capability=tableau.capability[0],
        decide=tableau.decide,
        decisions=tuple(decisions),
        objection=_objection(body, tableau.decide, votes=conditions.votes),
        votes=conditions.votes,
    )


def _decision(
    step: Step,
    body: VotingBody,
    weights: FloatArray,
    delegations: tuple[str, ...],
    blocs: list[tuple[str, BoolArray]],
) -> DecisionPower:
    indices = power_indices(body)
    try:
        told = tuple(_bloc(body, indices, key, inside, delegations) for key, inside in blocs)
    except VotingBodyError:  # a bloc breaks the count of heads that made a large body small enough
        told = None
    return DecisionPower(
        step=step,
        weight=np.unique(weights, axis=0) if step == "vote" else weights,
        indices=indices,
        blocks_alone=who_blocks_alone(body),
        fewest_to_block=fewest_that_block(body),
        fewest_to_carry=fewest_that_win(body),
        blocs=told,
    )


def _bloc(
    body: VotingBody, apart: PowerIndices, key: str, inside: BoolArray, delegations: tuple[str, ...]
) -> BlocPower:
    first = int(np.argmax(inside))
    united = power_indices(body.united(inside))
    return BlocPower(
        key=key,
        members=tuple(delegations[row] for row in np.flatnonzero(inside)),
        shapley_shubik=float(united.shapley_shubik[first]),
        penrose_banzhaf=float(united.penrose_banzhaf[first]),
        apart=float(apart.shapley_shubik[inside].sum()),
        can_block=not bool(body.wins(~inside)) and bool(body.wins(np.ones_like(inside))),
        can_carry=bool(body.wins(inside)),
    )


def _objection(body: VotingBody, decide: BoolArray, *, votes: bool) -> FloatArray:
    if votes or not decide.any():
        return np.zeros(0)
    chance = chance_to_decide(body, 1.0 - np.array(OBJECTING))[:, decide]
    return chance[:, 0] if np.ptp(chance, axis=1).max() < 1e-12 else np.zeros(0)  # noqa: PLR2004 - rounding
