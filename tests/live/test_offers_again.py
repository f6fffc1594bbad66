"""Delegations do not come again with what was ignored, and an offer of what the seat wants itself is told as such."""

from dataclasses import replace

import pytest

from simulation.live import LiveNegotiation, Offer, SeatMove, view_of
from simulation.live.seat_sentences import is_wanted
from tests.kept_cases import SIX_SEATS, TWELVE_SEATS


def sessions_of(key: str, seat: str, seed: int) -> list[list[tuple[Offer, bool]]]:
    """Return the offers to a seat that ignores them all, session by session, and whether each asks what it wants."""
    live, found = (
        LiveNegotiation(key, seats=(seat,), seed=seed, level="easy"),
        list[list[tuple[Offer, bool]]](),
    )
    while live.phase != "over":
        if live.phase == "talks" and live.session > len(found):
            view = view_of(live, seat)
            found.append([(offer, is_wanted(view, offer)) for offer in view.offers])
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    return found


@pytest.mark.parametrize(("key", "seat"), [(SIX_SEATS, "SAB"), (SIX_SEATS, "LUM"), (TWELVE_SEATS, "LUM")])
def test_what_was_ignored_is_not_offered_again_for_two_sessions(key: str, seat: str) -> None:
    made, wanted = 0, 0
    for seed in (1, 4):
        offers = sessions_of(key, seat, seed)
        for at, here in enumerate(offers):
            before = [offer for session in offers[max(0, at - 2) : at] for offer, _ in session]
            for offer, _ in here:
                assert (offer.give, offer.get) not in {(old.give, old.get) for old in before}
                pair = (offer.by, offer.give[0], offer.get[0])
                assert pair not in {(old.by, old.give[0], old.get[0]) for old in before}
        made += sum(map(len, offers))
        wanted += sum(is_so for session in offers for _, is_so in session)
    assert made
    assert wanted < made


@pytest.mark.parametrize(("key", "seat"), [(TWELVE_SEATS, "SAB"), (TWELVE_SEATS, "TAM")])
def test_no_two_delegations_come_with_the_same_two_clauses_at_once(key: str, seat: str) -> None:
    offers = sessions_of(key, seat, 1)
    assert any(len(here) > 1 for here in offers)
    for here in offers:
        assert len({(offer.give[0], offer.get[0]) for offer, _ in here}) == len(here)


def test_what_a_delegation_asks_instead_is_no_second_offer_if_it_offered_that_already() -> None:
    live = LiveNegotiation(TWELVE_SEATS, seats=("SAB",))
    before = {(one.by, one.give, one.get) for one in view_of(live, "SAB").offers}
    trade = SeatMove(
        seat="SAB",
        move="offer_trade",
        to="LUM",
        give=("development", "capacity_support"),
        get=("venue", "un_best"),
    )
    first = live.submit(trade).counter
    again = live.submit(replace(trade, get=("venue", "existing"))).counter
    assert first is not None
    assert again == first
    found = [(one.by, one.give, one.get) for one in view_of(live, "SAB").offers]
    assert len(found) == len(set(found)) == len(before) + 1
