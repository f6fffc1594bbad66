"""Nothing is sold twice to one buyer without a word: what is promised already is worth nothing more."""

from dataclasses import replace

import pytest

from simulation.live import LiveNegotiation, SeatMove, view_of
from tests.kept_cases import TWELVE_SEATS

OTHER, NEW = ("development", "p65_reference"), ("diagnosis", "views_differ")


@pytest.fixture
def bound() -> tuple[LiveNegotiation, SeatMove]:
    """A negotiation in which LUM has accepted an offer, and the same trade as LUM would offer it again."""
    live = LiveNegotiation(TWELVE_SEATS, seats=("LUM", "SAB"))
    offer = view_of(live, "LUM").offers[0]
    live.submit(SeatMove(seat="LUM", move="accept_trade", offer=offer.id))
    return live, SeatMove(seat="LUM", move="offer_trade", to=offer.by, give=offer.get, get=offer.give)


def test_what_is_promised_to_the_buyer_already_is_told_before_it_is_offered_again(
    bound: tuple[LiveNegotiation, SeatMove],
) -> None:
    live, again = bound
    sold, bought = "You have already promised", "has promised you already"
    new = SeatMove(seat="LUM", move="offer_trade", to=again.to, give=again.give, get=NEW)
    assert [sold in line for line in map(str, live.check(new)) if "promised" in line] == [True]
    both = " ".join(map(str, live.check(again)))
    assert sold in both
    assert bought in both


def test_what_was_promised_and_binds_no_more_is_told_as_said_and_not_as_promised(
    bound: tuple[LiveNegotiation, SeatMove],
) -> None:
    live, again = bound
    assert [one.key for one in live.check(again)] == ["live.warning.sold", "live.warning.bought"]
    live.live.ledger[:] = [replace(one, state="void") for one in live.live.ledger]
    assert [one.key for one in live.check(again)] == ["live.warning.given"]


def test_a_price_that_all_know_the_seat_wants_is_told_once_where_it_is_sold_already() -> None:
    live = LiveNegotiation(TWELVE_SEATS, seats=("LUM", "SAB"))
    view = view_of(live, "LUM")
    wanted = next(
        (issue.key, option.key)
        for issue in view.issues
        for option in issue.options
        if option.no_price == "anyway" and issue.key != OTHER[0]
    )
    live.submit(SeatMove(seat="SAB", move="offer_trade", to="LUM", give=OTHER, get=wanted))
    offer = next(item for item in view_of(live, "LUM").offers if item.by == "SAB")
    live.submit(SeatMove(seat="LUM", move="accept_trade", offer=offer.id))
    for to, warning in (("SAB", "sold"), ("TAM", "given")):
        move = SeatMove(seat="LUM", move="offer_trade", to=to, give=wanted, get=NEW)
        told = [one.key for one in live.check(move)]
        assert [key for key in told if key.endswith(("sold", "given", "anyway"))] == [
            f"live.warning.{warning}"
        ]


def test_to_another_buyer_it_is_no_price_either_and_that_is_told_once(
    bound: tuple[LiveNegotiation, SeatMove],
) -> None:
    live, again = bound
    other = next(key for key in ("SAB", "TAM", "NOR") if key != again.to)
    move = SeatMove(seat="LUM", move="offer_trade", to=other, give=again.give, get=NEW)
    (told,) = [line for line in map(str, live.check(move)) if "promised" in line]
    assert told.startswith("You have said or promised already that you can live with ")
    assert told.endswith(": it buys nothing more.")


def test_an_offer_of_what_the_maker_owes_already_is_told_before_it_is_accepted() -> None:
    live = LiveNegotiation(TWELVE_SEATS, seats=("LUM", "SAB"))
    places = ("roles", "sovereign_first"), NEW, OTHER
    for get in places[1:]:
        live.submit(SeatMove(seat="SAB", move="offer_trade", to="LUM", give=places[0], get=get))
        offer = next(item for item in view_of(live, "LUM").offers if item.by == "SAB")
        answer = SeatMove(seat="LUM", move="accept_trade", offer=offer.id)
        told = [str(one) for one in live.check(answer)]
        assert any("has promised you already" in line for line in told) == (get == OTHER)
        live.submit(answer)


def test_what_is_promised_only_is_not_told_as_said(bound: tuple[LiveNegotiation, SeatMove]) -> None:
    live, again = bound
    assert again.give is not None
    issue, key = again.give

    def to() -> tuple[str, ...]:
        view = view_of(live, "LUM")
        seen = next(item for item in view.issues if item.key == issue)
        return view.promised_to(issue, next(option for option in seen.options if option.key == key))

    assert to() == (again.to,)
    live.submit(SeatMove(seat="LUM", move="support", issue=issue, option=key))
    assert to() == ()
