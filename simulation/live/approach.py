"""Trades that pay a simulated delegation and, by what it knows of a person, that person: offered, or asked instead."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.live.live_state import LiveState
from simulation.live.offers import (
    TRADES_FROM,
    WORTHWHILE,
    Offer,
    Side,
    cost_of,
    favourites_of,
    price_of,
    said_before,
    worth_of,
)
from simulation.preferences import values
from simulation.protocols.conference.signal import FORMAL_OBJECT
from simulation.protocols.people import ACCEPTED
from simulation.protocols.room import Room
from simulation.words import said

__all__ = ["counter_to", "make_offers"]

_RESTS: Final = 2
"""Sessions for which nobody comes back with what was ignored or turned down (judgement)."""
_NEAR_CAMP: Final = 0.2
"""Least public guess at which a delegation thinks that a wording can be asked of somebody (judgement)."""


@dataclass(slots=True, kw_only=True)
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

    def listed(self) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Yield every trade: its place in `surplus`, and what it gives and gets."""
        for row, column in np.argwhere(np.isfinite(self.surplus)).tolist():
            yield (row, column), (int(self.give[row]), int(self.get[column]))

    def without(self, give: BoolArray, get: BoolArray) -> None:
        """Take out the trades of these wordings, `[g]`, for those, `[h]`."""
        self.surplus[give[:, None] & get] = -np.inf


def make_offers(live: LiveState, *, person: int, most: int) -> list[Offer]:
    """Note and return what simulated delegations offer a person, a row, in this session: at most `most`, one each.

    They know of the person what is public, and its saliences as far as they have talked. Nobody makes an offer twice;
    no two come with the same two clauses, whoever it leaves more first; and for `_RESTS` sessions nobody offers what
    another did, nor comes back with the same two clauses.
    """
    left = _trades(live, np.flatnonzero(_may_come(live, person)), person)
    for agent, trades in left.items():
        _rest(live, agent, person, trades)
    offers, n_options = list[tuple[int, Side]](), live.room.tableau.n_options
    while left and len(offers) < most:
        found = {agent: trades.best() for agent, trades in left.items()}
        agent = max(found, key=lambda one: found[one][0])
        surplus, (give, get) = found[agent]
        del left[agent]
        if not surplus > WORTHWHILE:
            break
        side = Side(give=divmod(give, n_options), get=divmod(get, n_options))
        offers.append((agent, side))
        for other in left.values():
            other.without(other.give // n_options == side.give[0], other.get // n_options == side.get[0])
    live.offered |= {(agent, person, side): live.session for agent, side in offers}
    return [_offer(live, agent, person, side) for agent, side in offers]


def counter_to(live: LiveState, *, agent: int, person: int, side: Side) -> Side | None:
    """Note and return what a delegation, a row, would do instead of the trade that a person asks of it; None: nothing.

    It is a trade that pays both by what the delegation knows, gives on the clause that was asked for, not the text on
    the table, and was not offered before: first for the same return, then as near as can be to what was asked for, then
    what leaves it most.
    """
    trades = _trades(live, np.array([agent]), person, paid=side.get).get(agent)
    if trades is None:
        return None
    n_options, lies = live.room.tableau.n_options, live.room.setting.ladder.position
    table = int(live.room.state.table[0, side.give[0]])
    sides = [
        (Side(give=divmod(give, n_options), get=divmod(get, n_options)), float(trades.surplus[at]))
        for at, (give, get) in trades.listed()
    ]
    may = [
        (other.get != side.get, abs(lies[other.give] - lies[side.give]), -left, other.give, other.get, other)
        for other, left in sides
        if other.give[0] == side.give[0] and other != side and left >= 0 and other.give[1] != table
        if live.offered.get((agent, person, other), live.session) == live.session
    ]
    if not may:
        return None
    found = min(may, key=lambda one: one[:-1])[-1]
    live.offered[agent, person, found] = live.session
    return found


def _may_come(live: LiveState, person: int) -> BoolArray:
    """Return which rows come with offers: agents that decide and do not hold their line, if the person decides.

    Nobody comes to itself, nor to whom it does not trust. For an agent of the user's own the built-in one comes until
    the first move that it makes.
    """
    decide = live.room.tableau.decide
    comes: BoolArray = decide & ~live.people.seated & ~live.room.setting.holds & decide[person]
    comes &= live.room.state.trust[0, :, person] >= TRADES_FROM
    comes[person] = False
    return comes


def _trades(
    live: LiveState, agents: IntArray, person: int, *, paid: tuple[int, int] | None = None
) -> dict[int, _Trades]:
    """Return the trades with a person that these delegations, rows, take to pay both; who has none is left out.

    Nothing is in them that the person has spoken against in the open. What it has `paid` with itself, it can live with,
    and holds to be worth no more than what it asked for.
    """
    room, turn, n_options = live.room, live.turn, live.room.tableau.n_options
    heard = _heard(live, person)
    may = turn.admissible[0] & live.is_open[:, None] & (heard != FORMAL_OBJECT)
    gets = may & _gets(live, agents, person, heard, paid)
    brings, takes = _for_person(live, agents, person)
    brings *= may & _gives(live, agents)
    if paid is not None:
        takes[:, *paid] = 0.0
    price = price_of(cost_of(room, turn, agents), live.level)
    trades = dict[int, _Trades]()
    for at, agent in enumerate(agents.tolist()):
        give = np.flatnonzero(brings[at] > WORTHWHILE)
        if not len(give) or not gets[at].any():
            continue
        worth = np.where(gets[at], worth_of(room, turn, agent, person), 0.0).ravel()
        get = np.flatnonzero(worth > WORTHWHILE)
        if not len(get):
            continue
        suits = brings[at].ravel()[give][:, None] > takes[at].ravel()[get]
        suits &= (give // n_options)[:, None] != get // n_options
        left = worth[get] - price[at].ravel()[give][:, None]
        trades[agent] = _Trades(give=give, get=get, surplus=np.where(suits, left, -np.inf))
    return trades


def _heard(live: LiveState, row: int) -> IntArray:
    """Return the last word of a delegation on each wording in the open, a code of `SIGNALS`, `[I, O]`; -1: none."""
    said = live.people.said[row]
    heard: IntArray = np.where(said >= 0, said, live.followed.last_signals[row])
    return heard


def _gives(live: LiveState, agents: IntArray) -> BoolArray:
    """Return what these delegations might give, `[a, I, O]`: nothing red or given before, nor what they want most.

    Who holds its line gives nothing that it could not accept today anyway.
    """
    state, turn, said = live.room.state, live.turn, live.followed.last_signals[agents]
    given = live.people.pledged[agents] | (said >= 0) & (said <= ACCEPTED) | favourites_of(live.room, agents)
    may = (state.gain[0, agents] >= state.limit[0, agents][..., None] - ATOL) & ~turn.is_red[0, agents]
    may &= turn.could[0, agents] | ~live.room.setting.holds[agents][:, None, None]
    gives: BoolArray = may & ~given
    return gives


def _gets(
    live: LiveState, agents: IntArray, person: int, heard: IntArray, paid: tuple[int, int] | None
) -> BoolArray:
    """Return what these delegations might ask of a person, `[a, I, O]`.

    They could accept it themselves today. The person has not given it yet, does not want it most itself, and could live
    with it by what is public.
    """
    room = live.room
    accepted = said_before(room, person) | (heard >= 0) & (heard <= ACCEPTED)
    near = room.state.guess[0, person] >= _NEAR_CAMP
    if paid is not None:
        near[paid] = True
    asks = near & ~accepted & ~favourites_of(room, person)
    gets: BoolArray = asks & live.turn.could[0, agents] & (room.state.gain[0, agents] > 0)
    return gets


def _for_person(live: LiveState, agents: IntArray, person: int) -> tuple[FloatArray, FloatArray]:
    """Return what delegations, rows, take each wording to bring a person, and to cost it, `[a, I, O]` each.

    Beside the text on the table; to lift a bracket of theirs from that text brings what the text is worth.
    """
    seen, table = _seen_gain(live.room, agents, person), live.room.state.table[0]
    on_table = table[:, None] == np.arange(seen.shape[2])
    more = seen - np.maximum((seen * on_table).sum(axis=2), 0.0)[..., None]
    lifts = on_table & (live.followed.last_signals[agents] == FORMAL_OBJECT)
    return np.maximum(0.0, np.where(lifts, seen, more)), np.maximum(0.0, -more)


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
    loss = values.loss_of(ladder, x - ladder.position)
    known = 1.0 - state.unknown[0, agents, person]
    salience = 1.0 + known[:, None] * (state.salience[0, person] - 1.0)
    untouched = values.bent(np.abs(x - room.tableau.status_quo[:, None]), ladder.curve)
    seen: FloatArray = salience[..., None] * (untouched - loss)
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
        reason=said("live.offer.reason", give=give.name, get=get.name),
    )
