"""Agents offer, ask and answer what makes sense to both sides; nobody trades with who broke its word."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from simulation import load_scenario
from simulation.abm import NegotiationModel
from simulation.arrays import ATOL
from simulation.delegates import PromiseBreaker
from simulation.live import LiveNegotiation, Offer, Reply, SeatMove, view_of
from simulation.live.approach import counter_to
from simulation.live.live_state import LiveState
from simulation.live.offers import Side, favourites_of, weigh_offer
from simulation.live.promises import Promise, after_session
from simulation.protocols.result import SIGNALS
from simulation.words import told_in
from tests.kept_cases import SIX_SEATS, TWELVE_SEATS
from tests.live.playing import finish_session, sit

FORMAL_OBJECT, CAN_LIVE_WITH = SIGNALS.index("formal_object"), SIGNALS.index("can_live_with")
GAMES = ((SIX_SEATS, "SAB", 1), (SIX_SEATS, "LUM", 4), (TWELVE_SEATS, "LUM", 1))
GIVE, GET = ("diagnosis", "incomplete"), ("development", "p65_reference")
"""LUM lives with what VEL wants; VEL gives on development, which matters little to it."""


def talks(case: str, seat: str, seed: int, word: str = "") -> Iterator[LiveState]:
    """Yield the talks of each session of a game in which a seat answers all with a word, or as instructed."""
    live = LiveNegotiation(case, seats=(seat,), seed=seed, level="easy")
    while live.phase != "over":
        if live.phase == "talks":
            yield live.live
        for request in live.pending:
            for issue, option in request.asked if word else ():
                live.submit(SeatMove(seat=seat, move=word, issue=issue, option=option))
            live.submit(SeatMove(seat=seat, move="done"))
        live.advance()


def public_gain(live: LiveState, row: int, issue: int) -> np.ndarray:
    """Return what the wordings of a clause bring a delegation by where it opened, `[O]`."""
    tableau, ladder = live.room.tableau, live.room.setting.ladder
    at, precision = tableau.ideal[0, row, issue], ladder.precision[issue]
    loss = precision * np.abs(at - ladder.position[issue]) + (1 - precision) * ladder.vague_cost
    gain: np.ndarray = np.abs(at - tableau.status_quo[issue]) - loss
    return gain


@pytest.mark.parametrize("game", GAMES)
def test_who_comes_with_an_offer_could_accept_the_return_itself_today_and_may_give_what_it_offers(
    game: tuple[str, str, int],
) -> None:
    came = 0
    for live in talks(*game):
        for offer in live.offers.values():
            by, give, get = live.row(offer.by), live.place(offer.give), live.place(offer.get)
            assert live.turn.could[(0, by, *get)]
            assert live.room.state.gain[(0, by, *give)] >= live.room.state.limit[0, by, give[0]] - ATOL
            assert not live.room.state.is_red[(0, by, *give)]
            came += 1
    assert came > 2


@pytest.mark.parametrize("game", GAMES)
def test_an_offer_gives_more_than_the_text_by_what_is_public_or_lifts_a_bracket_from_it(
    game: tuple[str, str, int],
) -> None:
    for live in talks(*game):
        for offer in live.offers.values():
            by, to, (issue, option) = live.row(offer.by), live.row(offer.to), live.place(offer.give)
            gain, table = public_gain(live, to, issue), live.room.state.table[0, issue]
            lifts = option == table and live.followed.last_signals[by, issue, option] == FORMAL_OBJECT
            assert gain[option] > (0.0 if lifts else max(0.0, gain[table]))
            assert not favourites_of(live.room, by)[issue, option]
            assert not favourites_of(live.room, to)[live.place(offer.get)]


def test_nothing_is_offered_or_asked_that_a_seat_has_spoken_against() -> None:
    came = 0
    for live in talks(TWELVE_SEATS, "LUM", 1, word="object_formally"):
        row = live.row("LUM")
        for offer in live.offers.values():
            said = {int(live.people.said[(row, *live.place(place))]) for place in (offer.give, offer.get)}
            assert said == {-1}
            came += 1
    assert came > 2


def asked(live: LiveNegotiation, seat: str, to: str) -> Iterator[tuple[SeatMove, Reply]]:
    """Yield the trades that a seat could ask of another at the opening, each alone, with the answers that refuse it."""
    room, turn = live.live.room, live.live.turn
    places = [(i, o) for i, o in np.argwhere(turn.admissible[0] & room.tableau.valid).tolist()]
    keys = {place: (live.live.topic(place[0]).key, live.live.wording(*place).key) for place in places}
    for give in places[::3]:
        for get in places[::2]:
            side = Side(give=get, get=give)
            if give[0] == get[0]:
                continue
            rows = {"agent": live.live.row(to), "person": live.live.row(seat)}
            if weigh_offer(room, turn, **rows, side=side, level="standard").verdict == "accepts":
                continue
            for sheet in (live.live.refused, live.live.offers, live.live.offered):
                sheet.clear()
            move = SeatMove(seat=seat, move="offer_trade", to=to, give=keys[give], get=keys[get])
            yield move, live.submit(move)


@cache
def refusals() -> tuple[tuple[LiveNegotiation, SeatMove, Reply], ...]:
    """Return refusals of trades at the opening of the training, by the seat that asked."""
    found = list[tuple[LiveNegotiation, SeatMove, Reply]]()
    for seat, to in (("MON", "VEL"), ("SAB", "MON")):
        live = LiveNegotiation(load_scenario(TWELVE_SEATS), seats=(seat,))
        live.live.room.state.trust[:] = 0.8
        found += [(live, move, reply) for move, reply in asked(live, seat, to)]
    return tuple(found)


def test_a_counter_is_worth_more_than_the_text_to_the_seat_and_pays_its_maker() -> None:
    returns = set[bool]()
    for live, move, reply in refusals():
        if reply.counter is None:
            continue
        offer, state = reply.counter, live.live
        give, get = state.place(offer.give), state.place(offer.get)
        agent, person = state.row(offer.by), state.row(offer.to)
        gain, table = public_gain(state, person, give[0]), state.room.state.table[0, give[0]]
        assert gain[give[1]] > max(0.0, gain[table])
        assert move.get is not None
        assert offer.give[0] == move.get[0]
        weighed = weigh_offer(
            state.room,
            state.turn,
            agent=agent,
            person=person,
            side=Side(give=give, get=get),
            level="standard",
        )
        assert weighed.verdict == "accepts"
        assert (offer.give, offer.get) != (move.get, move.give)
        returns.add(same := offer.get == move.give)
        assert (" if you could live with " in str(offer.reason)) == (not same)
    assert returns == {True, False}


def test_most_refusals_come_without_a_counter_and_each_with_a_cause_of_its_own() -> None:
    sentences = {str(reply.reason).partition(" on ")[0] for _, _, reply in refusals()}
    plain = [reply for _, _, reply in refusals() if reply.counter is None]
    assert len(plain) > len(refusals()) / 2
    assert len(sentences) >= 3
    verdicts = {
        weigh_offer(
            live.live.room,
            live.live.turn,
            agent=live.live.row(move.to),
            person=live.live.row(move.seat),
            side=Side(give=live.live.place(move.get or GET), get=live.live.place(move.give or GIVE)),
            level="standard",
        ).verdict
        for live, move, _ in refusals()
    }
    assert {"worthless", "anyway", "short", "limit", "price"} <= verdicts


def offered(live: LiveNegotiation, give: tuple[str, str] = GIVE, get: tuple[str, str] = GET) -> Reply:
    return live.submit(SeatMove(seat="LUM", move="offer_trade", to="VEL", give=give, get=get))


def test_what_a_seat_wants_most_itself_buys_nothing() -> None:
    live = sit()
    wants = ("diagnosis", "could_go_further")
    assert favourites_of(live.live.room, live.live.row("LUM"))[live.live.place(wants)]
    reply = offered(live, give=wants)
    told = "What you offer on Diagnosis you want yourselves. That is no price for Development."
    assert str(reply.reason) == told


def test_a_return_that_one_could_not_accept_oneself_today_buys_nothing_until_one_could() -> None:
    live = sit()
    room, turn, row = live.live.room, live.live.turn, live.live.row("VEL")
    less = ("diagnosis", "views_differ")
    assert room.state.gain[(0, row, *live.live.place(less))] > 0
    assert not turn.could[(0, row, *live.live.place(less))]
    refused = offered(live, give=less)
    assert str(refused.reason) == "That is not enough for us on Development."
    live = sit()
    live.live.room.state.trust[0, row, live.live.row("LUM")] = 0.8
    refused = offered(live, give=less)
    told = "What you offer on Diagnosis is less than we could live with ourselves today."
    assert str(refused.reason) == told
    live = sit()
    live.live.turn.could[(0, row, *live.live.place(less))] = True
    live.live.room.state.trust[0, row, live.live.row("LUM")] = 0.8
    assert "less than we could live with" not in str(offered(live, give=less).reason)


def test_the_reason_that_the_case_gives_is_said_at_a_limit_and_nowhere_else() -> None:
    case = load_scenario(TWELVE_SEATS)
    limit = ("mechanism", "facilitate_dialogue")

    def trusting() -> LiveNegotiation:
        live = LiveNegotiation(case, seats=("LUM",))
        live.live.room.state.trust[:] = 0.8
        return live

    reply = offered(trusting(), get=limit)
    assert (
        str(reply.reason)
        == "This is further than we can go on Mechanism. An empty gesture would close the subject."
    )
    with told_in("fr"):
        assert str(reply.reason).startswith(
            "C’est plus loin que nous ne pouvons aller sur la question Mechanism. An empty"
        )
    nothing = offered(trusting(), give=("diagnosis", "under_way"), get=limit)
    assert "gesture" not in str(nothing.reason)
    assert "gesture" not in str(offered(LiveNegotiation(case, seats=("LUM",)), get=limit).reason)


def test_free_offers_show_no_side_of_a_limit_to_whom_a_delegation_would_evade_in_a_talk() -> None:
    live = LiveNegotiation(load_scenario(TWELVE_SEATS), seats=("MON",))
    live.live.room.state.trust[:] = 0.35
    shows = {"short", "limit", "wary", "unsure", "price"}
    met, said = set[str](), set[str]()
    for move, reply in asked(live, "MON", "VEL"):
        rows = {"agent": live.live.row("VEL"), "person": live.live.row("MON")}
        side = Side(give=live.live.place(move.get or GET), get=live.live.place(move.give or GIVE))
        weighed = weigh_offer(live.live.room, live.live.turn, **rows, side=side, level="standard")
        if weighed.verdict in shows:
            met.add(weighed.verdict)
            said.add(str(reply.reason).partition(" on ")[0])
    assert met >= {"short", "limit"}
    assert said == {"That is not enough for us"}


def test_the_giver_is_free_once_the_return_comes_to_nothing() -> None:
    live = sit()
    assert offered(live).granted
    room, issue = live.live.room, live.live.issue("diagnosis")
    other = live.live.option(issue, "views_differ")
    room.state.is_clean[0, issue] = True
    room.state.table[0, issue] = other
    settled = after_session(room, live.live.turn, live.live.ledger, 1, lost=live.live.lost)
    assert {promise.by: promise.state for promise in settled} == {"LUM": "void", "VEL": "void"}
    assert not live.live.people.pledged.any()


def test_what_was_sold_is_accepted_on_the_floor_as_long_as_the_trade_stands() -> None:
    live = sit()
    assert offered(live).granted
    row, (issue, option) = live.live.row("VEL"), live.live.place(GET)
    signals = set[int]()
    while live.phase != "over" and live.live.ledger[1].state == "open":
        finish_session(live)
        given = int(live.live.recorder.sheets["signal"][-1][row, issue, option])
        signals |= {given} - {-1}
    assert signals
    assert max(signals) <= CAN_LIVE_WITH


def broken() -> LiveNegotiation:
    """Return a game in which LUM has broken its word to VEL."""
    live = sit()
    assert offered(live).granted
    for _ in range(3):
        finish_session(live, incomplete="object_formally")
    return live


def test_who_broke_its_word_hears_of_it_and_who_was_let_down_trades_with_it_no_more() -> None:
    live = broken()
    assert [promise.state for promise in live.live.ledger] == ["broken", "void"]
    reply = offered(live, get=("venue", "un_option"))
    assert str(reply.reason) == "You did not keep your word on Diagnosis. For now we trade with you no more."
    assert reply.counter is None
    assert {offer.by for offer in view_of(live, "LUM").offers}.isdisjoint({"VEL"})


def test_who_is_not_trusted_for_other_reasons_is_told_so() -> None:
    live = sit()
    live.live.room.state.trust[0, live.live.row("VEL"), live.live.row("LUM")] = 0.29
    assert str(offered(live).reason) == "We have not come to trust you enough to trade."


def offers_to(live: LiveNegotiation, sessions: int = 4) -> list[Offer]:
    found = list[Offer]()
    for _ in range(sessions):
        finish_session(live)
        found += view_of(live, "LUM").offers
    return found


def test_nobody_comes_to_whom_it_does_not_trust_unless_trust_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def came() -> list[Offer]:
        live = sit("easy")
        live.live.room.state.trust[0, :, live.live.row("LUM")] = 0.2
        return offers_to(live, 6)

    assert came() == []
    monkeypatch.setattr("simulation.live.approach.TRADES_FROM", 0.0)
    assert came()


def test_trust_that_was_lost_heals_slowly_where_nothing_more_is_broken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def course(step: float) -> list[float]:
        monkeypatch.setattr("simulation.live.promises.HEALING", step)
        live = broken()
        row, mine = live.live.row("VEL"), live.live.row("LUM")
        found = list[float]()
        for _ in range(4):
            found.append(float(live.live.room.state.trust[0, row, mine]))
            finish_session(live)
        return found

    with_it, without = course(0.02), course(0.0)
    gained = np.subtract(with_it, without)
    np.testing.assert_allclose(np.diff(gained), 0.02, atol=1e-9)
    assert max(with_it) < 0.3


def test_a_breaker_finds_nobody_to_trade_with_after_a_few_unless_trust_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaches() -> int:
        model = NegotiationModel(SIX_SEATS, seed=3, seats={"LUM": PromiseBreaker})
        model.run()
        assert model.live is not None
        return sum(promise.state == "broken" for promise in model.live.ledger)

    few = breaches()
    monkeypatch.setattr("simulation.live.promises.AFTER_A_BREACH", 1.0)
    monkeypatch.setattr("simulation.live.promises.HEARSAY", 1.0)
    assert 0 < few < breaches()


def test_a_word_that_was_broken_to_oneself_is_held_against_who_broke_it_before_any_other() -> None:
    live = sit()
    at = {"by": "LUM", "option": "x", "trade": "t", "session": 1, "settled": 1}
    live.live.ledger = [
        Promise(to=to, issue=issue, state="broken", **at)  # type: ignore[arg-type] # each by its name
        for to, issue in (("VEL", "diagnosis"), ("TAM", "pace"))
    ]
    live.live.room.state.trust[0, :, live.live.row("LUM")] = 0.1
    for to, name in (("VEL", "Diagnosis"), ("TAM", "Pace"), ("NOR", "Pace")):
        reply = live.submit(SeatMove(seat="LUM", move="offer_trade", to=to, give=GIVE, get=GET))
        assert str(reply.reason).startswith(f"You did not keep your word on {name}.")


def test_a_counter_keeps_the_return_if_it_can() -> None:
    live = LiveNegotiation(TWELVE_SEATS, seats=("TAM",))
    give, get = ("venue", "un_best"), ("development", "funded_programme")
    counter = live.submit(SeatMove(seat="TAM", move="offer_trade", to="VEL", give=give, get=get)).counter
    assert counter is not None
    assert (counter.give, counter.get) == (("development", "p65_reference"), give)


def test_a_counter_is_not_made_again_in_another_session() -> None:
    live = LiveNegotiation(TWELVE_SEATS, seats=("SAB",))
    give, get = ("development", "capacity_support"), ("venue", "un_best")
    trade = SeatMove(seat="SAB", move="offer_trade", to="LUM", give=give, get=get)
    counters = list[Offer | None]()
    for _ in range(2):
        counters.append(live.submit(trade).counter)
        finish_session(live)
    first, again = counters
    assert first is not None
    assert str(first.reason) == "We could live with “The UN family is one option” (Venue) instead."
    assert again is None or (again.give, again.get) != (first.give, first.get)


def test_who_holds_its_line_offers_nothing_instead_that_costs_it_anything() -> None:
    case = load_scenario(TWELVE_SEATS, overrides={"delegations.VEL.strategy": "{key: hold}"})
    live = LiveNegotiation(case, seats=("MON",))
    row, made = live.live.row("VEL"), 0
    for _, reply in asked(live, "MON", "VEL"):
        if reply.counter is not None:
            assert live.live.turn.could[(0, row, *live.live.place(reply.counter.give))]
            made += 1
    plain = LiveNegotiation(TWELVE_SEATS, seats=("MON",))
    assert made < sum(reply.counter is not None for _, reply in asked(plain, "MON", "VEL"))


def test_a_bracket_on_the_text_of_a_drafter_is_lifted_for_something_and_never_as_a_counter() -> None:
    lifts = 0
    for live in talks(SIX_SEATS, "TAM", 1):
        for offer in live.offers.values():
            issue, option = live.place(offer.give)
            lifts += bool(option == live.room.state.table[0, issue])
        if live.session == 2:  # the text of TAM is on the table, and SAB holds a bracket on it
            ask = {"agent": live.row("SAB"), "person": live.row("TAM")}
            side = Side(give=live.place(("pace", "at_once")), get=live.place(("mechanism", "new_body")))
            assert counter_to(live, **ask, side=side) is None
    assert lifts
