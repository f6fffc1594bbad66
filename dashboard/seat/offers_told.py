"""What is said of offers, promises and answers, made of the seat's view alone."""

from typing import Final

from dashboard.seat.headline_told import Teller
from simulation.live import Offer, OptionSeen, Reply, SeatMove, SeatView
from simulation.live import meaning as seat_sentences_meaning
from simulation.training import for_you
from simulation.words import told_in

__all__ = ["answered", "meaning", "promises", "terms", "waiting"]

_TRADE: Final = "offer_trade"
_ANSWERS: Final = ("accept_trade", "refuse_trade")
"""To which people who made the offer say nothing themselves."""


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
    view = tell.view
    with told_in(tell.words.language):
        price = seat_sentences_meaning(view, offer)
    give, get = (for_you(view, option) for option in (_option(view, offer.give), _option(view, offer.get)))
    return f"{price} {tell.words.say('seat.offer.worth', give=give, get=get)}"


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


def waiting(view: SeatView) -> list[Offer]:
    """Return the offers of the seat that others can still answer."""
    answered = {one.offer.id for one in view.settled}
    return [offer for offer in view.made if view.phase == "talks" and offer.id not in answered]


def answered(tell: Teller, move: SeatMove, reply: Reply) -> str:
    """Return what came of a move, in a sentence; the view of the teller is from after it."""
    say = tell.words.say
    if reply.is_pending:
        return _pending(tell, move, reply)
    if not reply.reason and move.move in _ANSWERS:
        return say(f"seat.answer.{move.move}", who=tell.name(reply.by))
    did = say(f"seat.did.{move.move}")
    if not reply.reason:
        return say("seat.answer.noted", move=did)
    reason = tell.words.told(reply.reason)
    outcome = "" if reply.granted else ".refused"
    if not reply.by:  # the Chair, whose answers name it
        return say(f"seat.answer.chair{outcome}", move=did, reason=reason)
    return say(f"seat.answer{outcome}", move=did, who=tell.name(reply.by), reason=reason)


def _pending(tell: Teller, move: SeatMove, reply: Reply) -> str:
    """Return how it is with a move whose answer comes later: a trade waits until it is answered or the talks end."""
    if move.move != _TRADE or move.give is None or move.get is None:
        return tell.words.say("seat.pending.question", who=tell.name(reply.by))
    if any(offer.id == reply.offer for offer in waiting(tell.view)):
        return tell.words.say("seat.pending.offer", who=tell.name(reply.by))
    found = next((one for one in tell.view.settled if one.offer.id == reply.offer), None)
    became = "lapsed" if found is None else "accepted" if found.is_accepted else "declined"
    return tell.words.say(
        "seat.pending.settled",
        move=tell.words.say(f"seat.did.{_TRADE}"),
        became=tell.trade(move.to, move.give, move.get, became),
    )


def _option(view: SeatView, place: tuple[str, str]) -> OptionSeen:
    return next(
        option for issue in view.issues for option in issue.options if (issue.key, option.key) == tuple(place)
    )
