"""Delegations do not come again with what was ignored, and an offer of what the seat wants itself is told as such."""

import pytest

from simulation.live import LiveNegotiation, Offer, SeatMove, view_of
from simulation.live.told import is_wanted


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


@pytest.mark.parametrize(
    ("key", "seat"), [("first_hour", "SAB"), ("first_hour", "TAM"), ("wtpf13_training", "LUM")]
)
def test_what_was_ignored_is_not_offered_again_for_two_sessions(key: str, seat: str) -> None:
    made, wanted = 0, 0
    for seed in (1, 2):
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
