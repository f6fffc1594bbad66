"""What people are told, offered and warned of goes by what is asked for a wording today, goodwill among it."""

from collections.abc import Iterator

import numpy as np
import pytest

from simulation.arrays import ATOL, BoolArray
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.live.live_state import LiveState
from simulation.live.offers import Side, weigh_offer
from simulation.protocols.result import SIGNALS
from tests.extent import at_a_desk
from tests.kept_cases import SIX_SEATS, TWELVE_SEATS

SEATS = ("TAM", "ALT", "NOR", "LUM", "SAB", "ONA")


def talks(case: str = TWELVE_SEATS, seat: str = "TAM", seed: int = 11) -> Iterator[LiveNegotiation]:
    """Yield a negotiation with a person in one seat at the beginning of each session."""
    live = LiveNegotiation(case, seed=seed, seats=(seat,))
    while live.phase != "over":
        if live.phase == "talks":
            yield live
        live.submit(SeatMove(seat=seat, move="done"))
        live.advance()


def moved_by_goodwill(live: LiveState, row: int) -> BoolArray:
    """Return which wordings goodwill moves across what is asked of a row, no red line in the way, `[I, O]`."""
    gain, turn = live.room.state.gain[0, row], live.turn
    within = gain >= turn.asked[0, row] - ATOL
    plain = gain >= turn.aspiration[0, row][:, None] - ATOL
    moved: BoolArray = (within != plain) & ~turn.is_red[0, row] & live.room.tableau.valid
    return moved


def test_a_wording_is_within_instructions_where_the_instructions_would_accept_it() -> None:
    checked = 0
    for live in talks():
        row = live.live.row("TAM")
        if live.live.turn.credit[0, row] != 0:
            continue
        for issue, seen in enumerate(view_of(live, "TAM").issues):
            within = [option.is_within for option in seen.options]
            assert within == live.live.turn.could[0, row, issue, : len(within)].tolist()
        checked += int(moved_by_goodwill(live.live, row).sum())
    assert checked > 0


def test_what_is_refused_for_lack_of_goodwill_costs_a_trader_what_it_falls_short() -> None:
    checked = 0
    for live in talks():
        state, turn, person = live.live.room.state, live.live.turn, live.live.row("TAM")
        for agent in range(live.live.room.tableau.n_delegations):
            dear = moved_by_goodwill(live.live, agent) & ~turn.could[0, agent] & live.live.is_open[:, None]
            for issue, option in np.argwhere(dear).tolist():
                if agent == person or turn.credit[0, agent] != 0:
                    continue
                get = (issue - 1) % live.live.room.tableau.n_issues, 0
                weighed = weigh_offer(
                    live.live.room,
                    turn,
                    agent=agent,
                    person=person,
                    side=Side(give=(issue, option), get=get),
                    level="standard",
                )
                short = turn.asked[0, agent, issue, option] - state.gain[0, agent, issue, option]
                assert weighed.cost == pytest.approx(short)
                assert weighed.cost > 0
                checked += 1
    assert checked > 0


@pytest.mark.parametrize(
    ("case", "seat", "seed"),
    at_a_desk([(SIX_SEATS, "SAB", 15)], [(TWELVE_SEATS, "LUM", 1), (SIX_SEATS, "SAB", 15)]),
)
def test_who_comes_with_a_trade_would_accept_it_from_the_person(case: str, seat: str, seed: int) -> None:
    came = 0
    for live in talks(case, seat, seed):
        person = live.live.row(seat)
        for (agent, whom, side), session in live.live.offered.items():
            if whom == person and session == live.session:
                weighed = weigh_offer(
                    live.live.room, live.live.turn, agent=agent, person=person, side=side, level="standard"
                )
                assert weighed.verdict == "accepts"
                came += 1
    assert came > 0


def test_a_wording_beyond_what_is_asked_today_is_warned_of_and_no_other() -> None:
    moved = 0
    for live in talks():
        row = live.live.row("TAM")
        for seen in view_of(live, "TAM").issues:
            for option in seen.options:
                if not seen.is_open or option.is_red or not option.is_written:
                    continue
                move = SeatMove(seat="TAM", move="can_live_with", issue=seen.key, option=option.key)
                warned = any("instructions" in str(words) for words in live.check(move))
                assert warned == (not option.is_within)
        moved += int(moved_by_goodwill(live.live, row)[live.live.is_open].sum())
    assert moved > 0


@pytest.mark.parametrize(("seed", "refuses", "session"), [(3, "LUM", 6), (2, "TAM", 6)])
def test_a_package_left_without_an_answer_is_refused_where_goodwill_alone_is_lacking(
    seed: int, refuses: str, session: int
) -> None:
    live, seat = LiveNegotiation(SIX_SEATS, seed=seed, seats=SEATS), "SAB"
    while (live.session, live.phase) != (session, "package"):
        for asked in live.pending:
            for issue, option in asked.asked if asked.seat == refuses else ():
                live.submit(SeatMove(seat=refuses, move="object_formally", issue=issue, option=option))
            live.submit(SeatMove(seat=asked.seat, move="done"))
        live.advance()
    package, turn, row = live.live.turn.waiting, live.live.turn, live.live.row(seat)
    assert package is not None
    issues = np.flatnonzero(live.live.is_open)
    gain = live.live.room.state.gain[0, row, issues, package.option[issues]].sum() + turn.credit[0, row]
    assert gain >= turn.aspiration[0, row, issues].sum()
    assert gain < turn.asked[0, row, issues, package.option[issues]].sum()
    live.submit(SeatMove(seat=seat, move="done"))
    assert SIGNALS[live.live.people.on_package[row, package.column]] == "formal_object"


def test_a_package_left_without_an_answer_is_accepted_by_whom_it_gives_what_is_asked_today() -> None:
    live, accepted = LiveNegotiation(SIX_SEATS, seed=1, seats=SEATS), 0
    while live.phase != "over":
        package, turn = live.live.turn.waiting, live.live.turn
        for asked in live.pending:
            row, issues = live.live.row(asked.seat), np.flatnonzero(live.live.is_open)
            live.submit(SeatMove(seat=asked.seat, move="done"))
            if live.phase == "package" and package is not None:
                option = package.option[issues]
                gain = live.live.room.state.gain[0, row, issues, option].sum() + turn.credit[0, row]
                allows = gain >= turn.asked[0, row, issues, option].sum() - ATOL
                allows &= not turn.is_red[0, row, issues, option].any()
                says = SIGNALS[live.live.people.on_package[row, package.column]]
                assert says == ("can_live_with" if allows else "formal_object")
                accepted += allows
        live.advance()
    assert accepted > 0
