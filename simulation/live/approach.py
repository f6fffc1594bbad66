"""How simulated delegations come to a person with a trade, because it pays them."""

from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray
from simulation.live.offers import GREED, Offer, Side, said_before, worth_of
from simulation.live.state import LiveState
from simulation.protocols.people import ACCEPTED
from simulation.protocols.room import Room
from simulation.words import say

__all__ = ["make_offers"]

_WORTHWHILE: Final = 0.02
"""Least surplus, in lengths of the axis, for which a delegation comes to offer a trade: that of `Trade`."""
_RESTS: Final = 2
"""Sessions for which nobody comes back with what was ignored or turned down (judgement)."""
_NEAR_CAMP: Final = 0.2
"""Least public guess at which a delegation thinks that a wording can be asked of somebody (judgement)."""


def make_offers(live: LiveState, *, person: int, most: int) -> list[Offer]:
    """Return what simulated delegations offer a person, a row, in this session: at most `most`, one each.

    They know of the person what is public, and its saliences as far as they have talked. Nobody makes an offer twice;
    no two offer the same, whoever it leaves more first; and for `_RESTS` sessions nobody offers what another did, nor
    comes back with the same two issues.
    """
    left = {
        agent: _surplus(live, agent, person) for agent in np.flatnonzero(_may_come(live, person)).tolist()
    }
    offers = list[tuple[int, Side]]()
    while left and len(offers) < most:
        agent = max(left, key=lambda one: float(left[one].max()))
        surplus = left.pop(agent)
        place = np.unravel_index(int(surplus.argmax()), surplus.shape)
        if not surplus[place] > _WORTHWHILE:
            break
        give, get = (divmod(int(flat), live.room.tableau.n_options) for flat in place)
        offers.append((agent, Side(give=give, get=get)))
        for other in left.values():
            other[place] = -np.inf
    live.offered |= {(agent, person, side): live.session for agent, side in offers}
    return [_offer(live, agent, person, side) for agent, side in offers]


def _may_come(live: LiveState, person: int) -> BoolArray:
    """Return which rows come with offers: agents that decide and do not hold their line, if the person decides.

    Nobody comes to itself. For an agent of the user's own the built-in one comes until the first move that it makes.
    """
    decide = live.room.tableau.decide
    comes: BoolArray = decide & ~live.people.seated & ~live.room.setting.holds & decide[person]
    comes[person] = False
    return comes


def _surplus(live: LiveState, agent: int, person: int) -> FloatArray:
    """Return what each trade leaves a delegation, `[I * O, I * O]` by what it gives and what it gets.

    It is minus infinity where the delegation does not think that the person can accept it, or will not come with it.
    """
    room, turn = live.room, live.turn
    state, tableau = room.state, room.tableau
    may = turn.admissible[0] & (~state.is_clean[0])[:, None]
    gain, limit = state.gain[0, agent], state.limit[0, agent]
    cost = np.maximum(0.0, turn.asked[0, agent] - gain) * ~turn.could[0, agent]
    free = live.people.pledged[agent] | ((said := live.last_signals[agent]) >= 0) & (said <= ACCEPTED)
    gives = may & ~free & ~turn.is_red[0, agent] & (gain >= limit[:, None] - ATOL)
    gets = may & ~said_before(room, person) & (gain > 0) & (state.guess[0, person] >= _NEAR_CAMP)
    seen = _seen_gain(room, agent, person)
    on_table = seen[np.arange(tableau.n_issues), state.table[0]]
    brings = np.where(gives, np.maximum(0.0, seen - np.maximum(on_table, 0.0)[:, None]), 0.0)
    takes = np.where(gets, np.maximum(0.0, -seen), np.inf)
    worth = np.where(gets, worth_of(room, turn, agent, person), 0.0)
    flat = (worth.size,)
    surplus = worth.reshape(flat)[None, :] - (1.0 + GREED[live.level]) * cost.reshape(flat)[:, None]
    suits = (brings.reshape(flat)[:, None] >= takes.reshape(flat)[None, :] - ATOL) & (
        brings.reshape(flat)[:, None] > 0
    )
    issue = np.repeat(np.arange(tableau.n_issues), tableau.n_options)
    surplus = np.where(suits & (issue[:, None] != issue[None, :]), surplus, -np.inf)
    for (who, whom, before), session in live.offered.items():
        is_recent = session >= live.session - _RESTS
        if whom == person and (who == agent or is_recent):
            surplus[_flat(before.give, tableau.n_options), _flat(before.get, tableau.n_options)] = -np.inf
        if (who, whom) == (agent, person) and is_recent:
            surplus[np.ix_(issue == before.give[0], issue == before.get[0])] = -np.inf
    return surplus


def _seen_gain(room: Room, agent: int, person: int) -> FloatArray:
    """Return what an agent takes each wording to be worth to a person, `[I, O]`.

    From the public position; saliences as far as they have talked, else all issues alike.
    """
    state, ladder = room.state, room.setting.ladder
    x = state.ideal[0, person][:, None]
    loss = ladder.precision * np.abs(x - ladder.position) + (1.0 - ladder.precision) * ladder.vague_cost
    known = 1.0 - state.unknown[0, agent, person]
    salience = 1.0 + known * (state.salience[0, person] - 1.0)
    seen: FloatArray = salience[:, None] * (np.abs(x - room.tableau.status_quo[:, None]) - loss)
    return seen


def _flat(place: tuple[int, int], n_options: int) -> int:
    return place[0] * n_options + place[1]


def _offer(live: LiveState, agent: int, person: int, side: Side) -> Offer:
    keys, issues, session = live.room.tableau.delegations, live.case.issues, live.session
    places = [(issues[issue], issues[issue].options[option]) for issue, option in (side.give, side.get)]
    (give, give_option), (get, get_option) = places
    return Offer(
        id=f"s{session}-{keys[agent]}-{keys[person]}",
        by=keys[agent],
        to=keys[person],
        give=(give.key, give_option.key),
        get=(get.key, get_option.key),
        session=session,
        reason=say("live.offer.reason", give=give.name, get=get.name),
    )
