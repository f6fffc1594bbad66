"""A trade that fails is told with its reason, and a form opens at none that the seat knows to fail."""

from dataclasses import replace
from functools import cache

import pytest

from dashboard.frame.language import words_in
from dashboard.seat.headline_told import Teller
from dashboard.seat.public_sheet import sheet_of
from simulation.cli.seat.session_seen import happened
from simulation.live import LiveNegotiation, Reply, SeatMove, trades_fallen, view_of
from simulation.training import first_offer
from simulation.words import told_in
from tests.live.playing import finish_session

FELL = (
    "Your trade with Tamarat no longer binds either side: Start was settled as “Middle way: Continue under the Tunis "
    "Agenda / Put into operation, no date”."
)
TOMBE = (
    "Votre échange avec Tamarat ne lie plus personne\u00a0: la question Start a été réglée par «\u00a0Middle way: "
    "Continue under the Tunis Agenda / Put into operation, no date\u00a0»."
)
KNOWN = ("live.trade.given", "live.trade.anyway")
"""Why others refuse a trade, by what its offerer knows of itself."""


def offer(live: LiveNegotiation, seat: str) -> Reply | None:
    """Offer what the form opens at; None: by what the seat knows, nobody would take any."""
    view = view_of(live, seat)
    if sum(issue.is_open for issue in view.issues) < 2:
        return None
    first = first_offer(view)
    if not first.to:
        return None
    return live.submit(SeatMove(seat=seat, move="offer_trade", to=first.to, give=first.give, get=first.get))


@cache
def after_a_trade() -> LiveNegotiation:
    """Return a game in which Nordhaven made a trade in session 5 that came to nothing the same day."""
    live = LiveNegotiation("first_hour", seats=("NOR",), seed=2)
    while live.session < 6:
        made = offer(live, "NOR")
        assert live.session != 5 or (made is not None and made.granted)
        finish_session(live)
    return live


def test_a_trade_that_came_to_nothing_the_same_day_is_told_with_what_undid_it() -> None:
    view = view_of(after_a_trade(), "NOR")
    assert trades_fallen(view, 5) == [FELL]
    assert trades_fallen(view, 4) == []
    assert FELL in happened(view)


@pytest.mark.parametrize(("language", "line"), [("en", FELL), ("fr", TOMBE)])
def test_the_page_tells_it_too(language: str, line: str) -> None:
    live = after_a_trade()
    view = view_of(live, "NOR")
    with told_in(language):
        assert trades_fallen(view, 5) == [line]
    assert line in Teller(view, sheet_of(live.case), words_in(language)).news()


@pytest.mark.parametrize(
    ("language", "other", "own"),
    [
        ("en", "Tamarat broke its promise.", "you broke your promise."),
        ("fr", "Tamarat n’a pas tenu parole.", "vous n’avez pas tenu parole."),
    ],
)
def test_a_trade_that_one_side_broke_is_told_with_who_did(language: str, other: str, own: str) -> None:
    view = view_of(after_a_trade(), "NOR")
    settled = {issue.key: one.key for issue in view.issues for one in issue.options if one.on_table}
    made = [replace(one, option=settled[one.issue]) for one in view.ledger if one.settled == 5]
    assert {one.by for one in made} == {"NOR", "TAM"}
    for by, end in (("TAM", other), ("NOR", own)):
        ledger = tuple(replace(one, state="broken" if one.by == by else "void") for one in made)
        with told_in(language):
            (told,) = trades_fallen(replace(view, ledger=ledger), 5)
        assert told.endswith(end)


def test_of_a_trade_that_became_void_with_both_clauses_as_promised_nothing_is_told() -> None:
    view = view_of(after_a_trade(), "NOR")
    settled = {issue.key: one.key for issue in view.issues for one in issue.options if one.on_table}
    ledger = tuple(replace(one, option=settled[one.issue]) for one in view.ledger)
    assert {one.state for one in ledger if one.settled == 5} == {"void"}
    assert trades_fallen(replace(view, ledger=ledger), 5) == []


@pytest.mark.parametrize("seat", ["TAM", "ALT", "NOR", "LUM", "SAB"])
def test_a_form_opens_at_no_trade_that_the_seat_knows_to_be_refused(seat: str) -> None:
    live = LiveNegotiation("first_hour", seats=(seat,), seed=2)
    accepted = 0
    while live.phase != "over":
        if (reply := offer(live, seat)) is not None:
            assert reply.reason.key not in KNOWN
            accepted += reply.granted
        finish_session(live)
    assert accepted


def test_who_offers_one_price_to_two_is_warned_that_it_is_promised_already() -> None:
    live = LiveNegotiation("first_hour", seats=("ALT",), seed=2)
    while live.session < 3:
        finish_session(live)
    first = first_offer(view_of(live, "ALT"))
    assert (reply := offer(live, "ALT")) is not None
    assert reply.granted
    for to, warning in ((first.to, "live.warning.sold"), ("SAB", "live.warning.given")):
        move = SeatMove(seat="ALT", move="offer_trade", to=to, give=first.give, get=first.get)
        assert warning in [one.key for one in live.check(move)]


def test_who_offers_what_all_know_it_wants_or_what_it_gave_is_warned() -> None:
    live = LiveNegotiation("first_hour", seats=("TAM",), seed=2)
    view = view_of(live, "TAM")
    mechanism = next(issue for issue in view.issues if issue.key == "mechanism")
    best = next(option for option in mechanism.options if option.no_price == "anyway")
    move = SeatMove(
        seat="TAM", move="offer_trade", to="ALT", give=("mechanism", best.key), get=("pace", "at_once")
    )
    assert [one.key for one in live.check(move)] == ["live.warning.anyway"]
    live.submit(SeatMove(seat="TAM", move="can_live_with", issue="mechanism", option=best.key))
    assert [one.key for one in live.check(move)] == ["live.warning.given"]
