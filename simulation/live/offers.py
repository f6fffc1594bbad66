"""Trades between a simulated delegation and a person: what they are, what is accepted, what is asked instead."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.engine.score_sheet import whole
from simulation.live.moves import Place
from simulation.protocols.people import ACCEPTED
from simulation.protocols.room import Room, Turn
from simulation.state.negotiation import NegotiationState
from simulation.words import NOTHING, Said

__all__ = [
    "MOST_OFFERS",
    "TRADES_FROM",
    "WORTHWHILE",
    "Offer",
    "Settled",
    "Side",
    "Verdict",
    "Weighed",
    "brings",
    "cost_of",
    "favourites_of",
    "pays",
    "price_of",
    "said_before",
    "weigh_offer",
    "worth_of",
]

type Verdict = Literal[
    "accepts",
    "distrust",
    "given",
    "worthless",
    "short",
    "holds",
    "limit",
    "anyway",
    "wary",
    "unsure",
    "price",
]

MOST_OFFERS: Final = 2
"""Offers that one delegation turns down in a session before it stops listening (judgement)."""
TRADES_FROM: Final = 0.3
"""Nobody trades with whom it trusts less, nor comes to it with an offer (judgement)."""
WORTHWHILE: Final = 0.02
"""Least that a return has to be worth, in lengths of the axis: that of `Trade` (judgement)."""
_GREED: Final = {"easy": 0.0, "standard": 0.25, "hard": 1.0}
"""What a delegation wants for itself beyond its cost, as a share of that cost, by level (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A trade on offer: `by` lives with `give` if `to` lives with `get`."""

    id: str
    by: str
    to: str
    give: Place
    """Issue and option."""
    get: Place
    session: int
    """Counted from 1; an offer holds for that session."""
    reason: Said = NOTHING
    """What is said with it in the room."""
    number: int = 0
    """By which the seat that it is made to calls it: its own for the whole game, also once others are answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What came of an offer that lay before people, or before an agent of the user's own."""

    offer: Offer
    is_accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What a trade asks of one delegation, as indices: issue and option that it gives, and that it gets."""

    give: tuple[int, int]
    get: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What a simulated delegation makes of a trade."""

    verdict: Verdict
    cost: float
    """What giving costs it, in lengths of the axis times relative salience."""
    worth: float
    """What getting is worth to it, as far as it trusts the other side and thinks that the wording can pass."""


def weigh_offer(room: Room, turn: Turn, *, agent: int, person: int, side: Side, level: str) -> Weighed:
    """Return whether a simulated delegation, a row, accepts to give and get with a person, a row.

    It trades with nobody whom it does not trust. The return has to be something that it could accept today. It gives
    nothing that is red to it, nothing below its limit, and nothing at all if it holds its line. What it gives is worth
    more to it than nothing and than its cost: see `worth_of`. Who pays with nothing is told nothing of its limits.
    """
    state = room.state
    (give, give_option), (get, get_option) = side.give, side.get
    gain = state.gain[0, agent]
    cost = float(cost_of(room, turn, agent)[side.give])
    worth = float(worth_of(room, turn, agent, person)[get, get_option])
    red = bool(turn.is_red[0, agent, give, give_option])
    verdict: Verdict = "accepts"
    if state.trust[0, agent, person] < TRADES_FROM:
        verdict = "distrust"
    elif said_before(room, person)[get, get_option]:
        verdict = "given"
    elif not gain[get, get_option] > 0:
        verdict = "worthless"
    elif favourites_of(room, person)[get, get_option]:
        verdict = "anyway"
    elif not turn.could[0, agent, get, get_option]:
        verdict = "short"
    elif room.setting.holds[agent] and cost > 0:
        verdict = "holds"
    elif red or gain[give, give_option] < state.limit[0, agent, give] - ATOL:
        verdict = "limit"  # a red line is not told from any other limit
    elif worth < (price := float(price_of(cost, level))) - ATOL:
        verdict = _why_too_little(state, agent, person, side, worth=worth, price=price)
    return Weighed(verdict=verdict, cost=cost, worth=worth)


def cost_of(room: Room, turn: Turn, row: int | IntArray) -> FloatArray:
    """Return the cost to one delegation, or to each of several, of giving each wording, `[..., I, O]`.

    In lengths of the axis times relative salience. A wording that it could accept today anyway costs nothing.
    """
    short = np.maximum(0.0, turn.asked[0, row] - room.state.gain[0, row])
    cost: FloatArray = np.where(turn.could[0, row], 0.0, short)
    return cost


def brings(gain: float, n_issues: int) -> bool:
    """Return whether a gain on one clause brings a seat points of the document, as a person reads them."""
    return bool(whole(np.array(gain / n_issues)) > 0)


def pays(given: float, got: float, n_issues: int) -> bool:
    """Return whether a trade brings a seat points in all, as a person adds up the two that stand beside it.

    Args:
        given: The gain of the wording that the seat would live with.
        got: That of the wording that the other would live with.
        n_issues: Issues of the case.
    """
    return bool(whole(np.array([given, got]) / n_issues).sum() > ATOL)


def price_of(cost: float | FloatArray, level: str) -> FloatArray:
    """Return the least worth of a return for which a delegation bears a cost: the unit and the shape of `cost`."""
    price: FloatArray = np.maximum(WORTHWHILE, cost * (1.0 + _GREED[level]))
    return price


def _why_too_little(
    state: NegotiationState, agent: int, person: int, side: Side, *, worth: float, price: float
) -> Verdict:
    """Return what makes a return worth less than its price: without that one it would be enough."""
    if worth >= price * float(state.trust[0, agent, person]) - ATOL:
        return "wary"
    return "unsure" if float(state.gain[(0, agent, *side.get)]) >= price - ATOL else "price"


def worth_of(room: Room, turn: Turn, agent: int, person: int) -> FloatArray:
    """Return the worth to an agent of a person's promise to live with each wording, `[I, O]`.

    It is the gain of the wording over none, times the chance that the rest of the room goes along, times the trust in
    the person.
    """
    state = room.state
    decider = room.setting.decider.copy()
    decider[person] = 0.0
    unknown = state.unknown[0, agent][:, None, None]
    believed = turn.stance[0] + unknown * (state.guess[0] - turn.stance[0])
    others = max(float(decider.sum()), ATOL)
    chance = np.einsum("a,aio->io", decider, believed) / others
    worth: FloatArray = np.maximum(0.0, state.gain[0, agent]) * chance * state.trust[0, agent, person]
    return worth


def favourites_of(room: Room, row: int | IntArray) -> BoolArray:
    """Return the wordings that a delegation, or each of several, wants most by public positions, `[..., I, O]`.

    Whoever promises to live with one of its own favourites gives nothing.
    """
    guess = np.where(room.state.written[0], room.state.guess[0, row], 0.0)
    wanted: BoolArray = (guess >= guess.max(axis=-1, keepdims=True) - ATOL) & room.state.written[0]
    return wanted


def said_before(room: Room, person: int) -> BoolArray:
    """Return the wordings that a person has said it can live with, or has promised to, `[I, O]`."""
    people = room.people
    if people is None:
        return np.zeros(room.tableau.valid.shape, dtype=bool)
    said = people.said[person]
    given: BoolArray = ((said >= 0) & (said <= ACCEPTED)) | people.pledged[person]
    return given
