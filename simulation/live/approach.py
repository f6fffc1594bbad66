"""How simulated delegations come to a person with a trade, because it pays them."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trades:
    """What a delegation could offer to its own profit, wordings as numbers of `[I * O]`."""

    give: IntArray
    """Wordings that it might give, `[g]`."""
    get: IntArray
    """Wordings that it might ask for, `[h]`."""
    surplus: FloatArray
    """What each trade leaves it, `[g, h]`; minus infinity: it does not come with that one."""

    def best(self) -> tuple[float, tuple[int, int]]:
        """Return the most that a trade leaves, and what that one gives and gets."""
        place = np.unravel_index(int(self.surplus.argmax()), self.surplus.shape)
        return float(self.surplus[place]), (int(self.give[place[0]]), int(self.get[place[1]]))

    def without(self, give: BoolArray, get: BoolArray) -> None:
        """Take out the trades of these wordings, `[g]`, for those, `[h]`."""
        self.surplus[give[:, None] & get] = -np.inf


def make_offers(live: LiveState, *, person: int, most: int) -> list[Offer]:
    """Return what simulated delegations offer a person, a row, in this session: at most `most`, one each.

    They know of the person what is public, and its saliences as far as they have talked. Nobody makes an offer twice;
    no two offer the same, whoever it leaves more first; and for `_RESTS` sessions nobody offers what another did, nor
    comes back with the same two issues.
    """
    left = _trades(live, np.flatnonzero(_may_come(live, person)), person)
    offers = list[tuple[int, Side]]()
    while left and len(offers) < most:
        found = {agent: trades.best() for agent, trades in left.items()}
        agent = max(found, key=lambda one: found[one][0])
        surplus, (give, get) = found[agent]
        del left[agent]
        if not surplus > _WORTHWHILE:
            break
        n_options = live.room.tableau.n_options
        offers.append((agent, Side(give=divmod(give, n_options), get=divmod(get, n_options))))
        for other in left.values():
            other.without(other.give == give, other.get == get)
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


def _trades(live: LiveState, agents: IntArray, person: int) -> dict[int, _Trades]:
    """Return what these delegations, rows, could offer a person; those that would profit by nothing are left out.

    They offer what they think that the person can accept, and what they have not given already.
    """
    room, turn = live.room, live.turn
    state, tableau = room.state, room.tableau
    may = turn.admissible[0] & (~state.is_clean[0])[:, None]
    gain, limit = state.gain[0, agents], state.limit[0, agents]
    cost = np.maximum(0.0, turn.asked[0, agents] - gain) * ~turn.could[0, agents]
    said = live.followed.last_signals[agents]
    free = live.people.pledged[agents] | (said >= 0) & (said <= ACCEPTED)
    gives = may & ~free & ~turn.is_red[0, agents] & (gain >= limit[..., None] - ATOL)
    gets = may & ~said_before(room, person) & (gain > 0) & (state.guess[0, person] >= _NEAR_CAMP)
    seen = _seen_gain(room, agents, person)
    on_table = seen[:, np.arange(tableau.n_issues), state.table[0]]
    brings = np.where(gives, np.maximum(0.0, seen - np.maximum(on_table, 0.0)[..., None]), 0.0)
    takes = np.maximum(0.0, -seen)
    price = (1.0 + GREED[live.level]) * cost
    trades = dict[int, _Trades]()
    for at, agent in enumerate(agents.tolist()):
        give = np.flatnonzero(brings[at] > 0)
        if not len(give) or not gets[at].any():
            continue
        worth = np.where(gets[at], worth_of(room, turn, agent, person), 0.0).ravel()
        get = np.flatnonzero(worth > _WORTHWHILE)
        if not len(get):
            continue
        suits = brings[at].ravel()[give][:, None] >= takes[at].ravel()[get] - ATOL
        suits &= (give // tableau.n_options)[:, None] != get // tableau.n_options
        left = worth[get] - price[at].ravel()[give][:, None]
        trades[agent] = _Trades(give=give, get=get, surplus=np.where(suits, left, -np.inf))
        _rest(live, agent, person, trades[agent])
    return trades


def _rest(live: LiveState, agent: int, person: int, trades: _Trades) -> None:
    """Take out what a delegation has offered the person before, and what it rests from for some sessions."""
    n_options = live.room.tableau.n_options
    for (who, whom, before), session in live.offered.items():
        is_recent = session >= live.session - _RESTS
        if whom == person and (who == agent or is_recent):
            give, get = _flat(before.give, n_options), _flat(before.get, n_options)
            trades.without(trades.give == give, trades.get == get)
        if (who, whom) == (agent, person) and is_recent:
            trades.without(
                trades.give // n_options == before.give[0], trades.get // n_options == before.get[0]
            )


def _seen_gain(room: Room, agents: IntArray, person: int) -> FloatArray:
    """Return what agents, rows, take each wording to be worth to a person, `[a, I, O]`.

    From the public position; saliences as far as they have talked, else all issues alike.
    """
    state, ladder = room.state, room.setting.ladder
    x = state.ideal[0, person][:, None]
    loss = ladder.precision * np.abs(x - ladder.position) + (1.0 - ladder.precision) * ladder.vague_cost
    known = 1.0 - state.unknown[0, agents, person]
    salience = 1.0 + known[:, None] * (state.salience[0, person] - 1.0)
    seen: FloatArray = salience[..., None] * (np.abs(x - room.tableau.status_quo[:, None]) - loss)
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
