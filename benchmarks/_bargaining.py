"""What is counted of a game in which somebody sits at the table: offers, talks, objections and signatures."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from benchmarks._talks import limits_told, limits_told_by_all
from simulation.abm import DelegationAgent, NegotiationModel
from simulation.arrays import ATOL
from simulation.live import Offer, SeatMove, SeatView
from simulation.live.live_state import LiveState
from simulation.preferences import values
from simulation.protocols.result import JOINS, SIGNALS

__all__ = ["Counts", "Share", "Talker", "objections", "refusals", "signatures", "talks", "watched"]

type Rule = Callable[["Counts", LiveState, Offer, bool], None]
"""Counts an offer that lies before a seat, of which is said whether the seat has itself offered what it asks for."""

_FORMAL_OBJECT = SIGNALS.index("formal_object")
_STANDS_BY = [JOINS.index("joins"), JOINS.index("joins_with_statement")]
_MOST = 2
"""Trades that the talker offers in a session."""


@dataclass(slots=True)
class Share:
    """How many of how many."""

    met: int = 0
    of: int = 0

    def add(self, *, met: bool) -> None:
        """Count one more."""
        self.of += 1
        self.met += met

    def __str__(self) -> str:
        """Show both, and the share in per cent."""
        return f"{self.met}/{self.of} ({self.met / self.of:.0%})" if self.of else "none"


@dataclass(slots=True)
class Counts:
    """What was counted, game after game."""

    shares: dict[str, Share] = field(default_factory=dict)
    refusals: Counter[str] = field(default_factory=Counter)
    """Reasons of agents that refused a trade, with X for a clause."""
    causes: Counter[str] = field(default_factory=Counter)
    """Why agents objected to their own wordings, as far as nothing forced them."""

    def add(self, measure: str, *, met: bool) -> None:
        """Count one more for a measure."""
        self.shares.setdefault(measure, Share()).add(met=met)


class Talker(DelegationAgent):
    """Seeks out as many as it has time for, and offers trades from what is public; takes those that pay it.

    It gives the wording nearest to where the other opened, on the clause that matters least to it, and asks for its own
    best on the one that matters most. On the floor it does as instructed.
    """

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Talk, answer and offer."""
        if view.phase != "talks":
            return
        others = [other for other in view.others if other.decides]
        first = view.session % len(others)
        turn = [*others[first:], *others[:first]]
        for other in turn[: view.own.talks_left]:
            yield SeatMove(seat=self.key, move="consult_bilaterally", to=other.key)
        if not view.own.decides:
            return
        yield from self.answer(view)
        wanted = [issue for issue in view.issues if issue.is_open and issue.best.is_admissible]
        if len(wanted) > 1:
            dearest, *_, cheapest = sorted(wanted, key=lambda issue: -issue.salience)
            may = [option for option in cheapest.written if option.is_admissible and not option.is_red]
            for other in turn[:_MOST]:
                given = min(may, key=lambda option: abs(option.place - other.opening[cheapest.key]))
                give, get = (cheapest.key, given.key), (dearest.key, dearest.best.key)
                yield SeatMove(seat=self.key, move="offer_trade", to=other.key, give=give, get=get)

    def answer(self, view: SeatView) -> Iterator[SeatMove]:
        """Take what brings more than it costs."""
        worth = {(issue.key, option.key): option for issue in view.issues for option in issue.options}
        for offer in view.offers:
            gives = worth[offer.get]
            if not gives.is_red and worth[offer.give].gain + gives.gain > 0:
                yield SeatMove(seat=self.key, move="accept_trade", offer=offer.id)


def watched(agent: type[DelegationAgent], counts: Counts) -> type[DelegationAgent]:
    """Return agents that do the same, while the offers that lie before them are counted."""

    class Watched(agent):  # type: ignore[misc,valid-type] # made of whatever is watched
        """Counts what it is offered, and goes on as before."""

        def __init__(self, model: NegotiationModel, row: int) -> None:
            super().__init__(model, row)
            self.known = set[str]()
            self.paid = set[tuple[str, tuple[str, str] | None]]()

        def act(self, view: SeatView) -> Iterable[SeatMove] | None:
            """Count what agents came with."""
            self.count(view, _count_offer)
            moves = list(super().act(view) or ())
            self.paid |= {(move.to, move.give) for move in moves}
            return moves

        def answer(self, view: SeatView) -> Iterable[SeatMove] | None:
            """Count what they offered instead."""
            self.count(view, _count_counter)
            moves: Iterable[SeatMove] | None = super().answer(view)
            return moves

        def count(self, view: SeatView, rule: Rule) -> None:
            """Count the offers that were not there before."""
            live = self.model.live
            if live is None or view.phase != "talks":
                return
            for offer in view.offers:
                if offer.id not in self.known:
                    self.known.add(offer.id)
                    rule(counts, live, offer, (offer.by, offer.get) in self.paid)

    return Watched


def _count_offer(counts: Counts, live: LiveState, offer: Offer, paid: bool) -> None:  # noqa: FBT001, ARG001 - a rule
    """Count whether the one who makes an offer could accept what it asks for today, and give what it offers."""
    counts.add("offers whose return the offerer could accept that day", met=_could(live, offer.by, offer.get))
    by, (issue, option) = live.row(offer.by), live.place(offer.give)
    state = live.room.state
    may = not state.is_red[0, by, issue, option]
    may &= bool(state.gain[0, by, issue, option] >= state.limit[0, by, issue] - ATOL)
    counts.add("offers whose price the offerer could pay", met=may)


def _could(live: LiveState, key: str, place: tuple[str, str]) -> bool:
    return bool(live.turn.could[(0, live.row(key), *live.place(place))])


def _count_counter(counts: Counts, live: LiveState, offer: Offer, paid: bool) -> None:  # noqa: FBT001 - a rule
    """Count what an offer in return is worth to whom it is made, by what is public, and what it touches."""
    gives, wants = live.place(offer.give), live.place(offer.get)
    row, state = live.row(offer.to), live.room.state
    table = (gives[0], int(state.table[0, gives[0]]))
    better = _public_gain(live, row, gives) > _public_gain(live, row, table) + ATOL
    counts.add("counters worth more than the text to the seat, by public guess", met=better)
    said = np.where(live.people.said[row] >= 0, live.people.said[row], live.followed.last_signals[row])
    refused = any(said[place] == _FORMAL_OBJECT for place in ((gives,) if paid else (gives, wants)))
    counts.add("counters with a wording that the seat objected to in the open", met=refused)
    red = any(bool(state.is_red[(0, row, *place)]) for place in (gives, wants))
    counts.add("counters with a wording that is in truth red to the seat", met=red)
    by = live.row(offer.by)
    own = _opening(live, by, gives[0]) == gives[1]
    counts.add("counters that give the maker's own opening", met=own)
    counts.add("counters whose return the maker could accept that day", met=_could(live, offer.by, offer.get))


def _public_gain(live: LiveState, row: int, place: tuple[int, int]) -> float:
    """Return what a wording brings a seat over no agreement, from where it opened, all clauses alike."""
    issue, option = place
    tableau, ladder = live.room.tableau, live.room.setting.ladder
    at = tableau.ideal[0, row, issue]
    loss = values.loss_of(ladder, at - ladder.position)[issue, option]
    return float(values.bent(abs(at - tableau.status_quo[issue]), ladder.curve) - loss)


def _opening(live: LiveState, row: int, issue: int) -> int:
    """Return the wording with which a delegation opened."""
    return int(live.room.state.opening[0, row, issue])


def talks(counts: Counts, model: NegotiationModel, seat: str) -> None:
    """Count how many talks of a seat in the session just held told exactly where the other's limit lies.

    See `limits_told`: by that talk alone, and with all that the other has told the seat in talks.
    """
    live = model.live
    if live is None:
        return
    row = live.row(seat)
    for made in live.made:
        told = made.reply.told
        if made.session != model.session or told is None:
            continue
        counts.add("talks that give away an exact limit", met=limits_told(live, told) > 0)
        with_all = limits_told_by_all(live, row, told) > 0
        counts.add("talks that give one away with those before", met=with_all)


def objections(counts: Counts, model: NegotiationModel) -> None:
    """Count, for the session just held, formal objections of agents to what they tabled in it or opened with."""
    live, turn = model.live, model.turn
    if live is None or turn is None:
        return
    room, held = live.room, live.held
    for place in np.flatnonzero(turn.is_opened[0]).tolist():
        issue = int(turn.opened[0, place])
        tabled = dict(
            zip(turn.speaker[0, place].tolist(), turn.speaker_option[0, place].tolist(), strict=True)
        )
        for row in np.flatnonzero(room.tableau.decide & ~held).tolist():
            own = {"tabled by themselves in the session": tabled.get(row, -1)}
            own["that they opened with"] = _opening(live, row, issue)
            for what, option in own.items():
                if option < 0 or turn.signal[0, place, row, option] < 0:
                    continue
                objects = turn.signal[0, place, row, option] == _FORMAL_OBJECT
                forced = _is_forced(live, row, issue, option)
                counts.add(f"objections to wordings {what}, unforced", met=bool(objects and not forced))
                counts.add(f"objections to wordings {what}, all", met=bool(objects))
                if objects and not forced:
                    counts.causes[f"{what}: {_cause(live, row, issue, option)}"] += 1


def _is_forced(live: LiveState, row: int, issue: int, option: int) -> bool:
    """Return whether the line of its bloc makes a delegation object to a wording, though it could live with it."""
    turn, blocs = live.turn, live.room.setting.blocs
    if turn.is_red[0, row, issue, option] or blocs is None:
        return False
    margin = turn.own_margin[:, :, issue].copy()
    margin[0, row, option] = max(float(margin[0, row, option]), 0.0)
    return bool(blocs.mixed(margin)[0, row, option] < -ATOL)


def _cause(live: LiveState, row: int, issue: int, option: int) -> str:
    """Return why a delegation objects to a wording of its own."""
    turn, state = live.turn, live.room.state
    if turn.is_red[0, row, issue, option]:
        own_draft = live.room.tableau.strikes_own(row, issue, option)
        return "it strikes its own draft" if own_draft else "it is red by its own instructions"
    at = (0, row, issue)
    gain, asked = float(state.gain[(*at, option)]), float(turn.asked[(*at, option)])
    if gain >= asked - ATOL:
        return "the account of clauses agreed before is short, or waiting pays more"
    if gain >= float(turn.aspiration[at]) - ATOL:
        return "goodwill asks more of it: those want it who held out"
    if not turn.called[0, issue]:
        return "worth less than its best, and the clause is not called"
    return "worth less than it asks today"


def signatures(counts: Counts, model: NegotiationModel, where: str) -> None:
    """Count the agents that stand by a document worth less to them than none, once a game is over."""
    record = model.record
    outcome, tableau = record.outcome, model.tableau
    held = np.zeros(tableau.n_delegations, dtype=bool) if model.live is None else model.live.held
    stands = np.isin(outcome.joins, _STANDS_BY) & ~held
    below = outcome.gain < -tableau.failure_cost[0] - ATOL
    for row in np.flatnonzero(stands).tolist():
        counts.add(f"agents that stand by a document worth less than none, {where}", met=bool(below[row]))


def refusals(counts: Counts, model: NegotiationModel) -> None:
    """Count why agents refused the trades that a seat offered, once a game is over."""
    names = {issue.name for issue in model.case.issues}
    for made in model.moves:
        if made.move.move == "offer_trade" and not made.reply.granted:
            reason = made.reply.reason.with_texts(lambda text: "X" if text in names else text)
            counts.refusals[str(reason)] += 1
