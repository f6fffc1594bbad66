"""What is said of offers, promises and answers, made of the seat's view alone."""

from typing import Final

from dashboard.seat import amounts
from dashboard.seat.telling import Teller
from simulation.live import Offer, Reply, SeatMove, SeatView
from simulation.live.seen import OptionSeen
from simulation.live.told import is_wanted

__all__ = ["answered", "meaning", "promises", "terms"]

_TRADE: Final = "offer_trade"


def terms(tell: Teller, offer: Offer) -> str:
    """Return what would be exchanged."""
    return tell.words.say(
        "seat.offer.terms",
        give=tell.option(*offer.give),
        give_issue=tell.issue(offer.give[0]),
        get=tell.option(*offer.get),
        get_issue=tell.issue(offer.get[0]),
    )


def meaning(tell: Teller, offer: Offer) -> str:
    """Return what an offer means for the seat's brief: what it asks, then what it brings."""
    say, view = tell.words.say, tell.view
    asked, brought = _option(view, offer.get), _option(view, offer.give)
    if asked.strikes_own:
        price = say("seat.offer.sponsor")
    elif asked.is_red:
        price = say("seat.offer.red")
    elif is_wanted(view, offer):
        price = say("seat.offer.wanted")
    elif asked.is_within:
        price = say("seat.offer.within")
    else:
        price = say("seat.offer.beyond")
    give, get = (amounts.for_you(tell.words, view, option) for option in (brought, asked))
    return f"{price} {say('seat.offer.worth', give=give, get=get)}"


def promises(tell: Teller) -> list[str]:
    """Return who promised what, a line each."""
    say = tell.words.say
    return [
        say(
            "seat.promises.line",
            by=tell.name(promise.by),
            to=tell.name(promise.to),
            option=tell.option(promise.issue, promise.option),
            issue=tell.issue(promise.issue),
            state=say(f"seat.promises.{promise.state}"),
        )
        for promise in tell.view.ledger
    ]


def answered(tell: Teller, move: SeatMove, reply: Reply) -> str:
    """Return what came of a move, in a sentence; the view of the teller is from after it."""
    say = tell.words.say
    if reply.is_pending:
        return say(f"seat.pending.{_pending(tell, move)}", who=tell.name(reply.by))
    did = say(f"seat.did.{move.move}")
    if not reply.reason:
        return say("seat.answer.noted", move=did)
    reason = amounts.signed(reply.reason)
    outcome = "" if reply.granted else ".refused"
    if not reply.by:  # the Chair, whose answers name it
        return say(f"seat.answer.chair{outcome}", move=did, reason=reason)
    return say(f"seat.answer{outcome}", move=did, who=tell.name(reply.by), reason=reason)


def _pending(tell: Teller, move: SeatMove) -> str:
    """Return how it is with a move whose answer comes later: a trade waits until it is taken, refused or dropped."""
    if move.move != _TRADE:
        return "question"
    place = (move.to, move.give, move.get)
    waits = any((offer.to, offer.give, offer.get) == place for offer in tell.view.made)
    return "offer" if waits else "offered"


def _option(view: SeatView, place: tuple[str, str]) -> OptionSeen:
    return next(
        option for issue in view.issues for option in issue.options if (issue.key, option.key) == tuple(place)
    )
