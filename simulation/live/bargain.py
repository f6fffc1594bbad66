"""Trades between seats: offered, answered, struck, and written down as promises."""

from typing import Final

from simulation.live import names_for_people
from simulation.live.approach import counter_to
from simulation.live.live_state import LiveState
from simulation.live.moves import Place, SeatMove
from simulation.live.offers import Offer, Settled, Side, Verdict, weigh_offer
from simulation.live.promises import Promise, bind
from simulation.live.request import Reply
from simulation.live.talks import is_candid
from simulation.protocols.result import SIGNALS
from simulation.words import NOTHING, Said, composed, on_one_line, said, said_of

__all__ = ["accept_trade", "as_instructed", "offer_trade", "refuse_trade"]

_CAN_LIVE_WITH: Final = SIGNALS.index("can_live_with")
_SHOWS_A_LIMIT: Final = ("short", "limit", "wary", "unsure", "price")
"""Verdicts that tell whether a delegation could accept what is offered to it, or what is asked of it: an offer costs no
talk, so two of them would show both sides of a limit. To whom it would not be candid in a talk all sound alike."""


def offer_trade(live: LiveState, move: SeatMove, row: int) -> Reply:
    """Offer a trade; a built-in agent answers a person at once, and an agent of the user's own once all have moved."""
    other = live.row(move.to)
    give, get = _pair(move.give), _pair(move.get)
    live.counted += 1
    offer = Offer(
        id=f"s{live.session}-{move.seat}-{live.counted}",
        by=move.seat,
        to=move.to,
        give=give,
        get=get,
        session=live.session,
        reason=Said.verbatim(move.text),
    )
    is_later = not {row, other}.isdisjoint(live.programs)
    if not is_later and not live.people.seated[other]:
        return as_instructed(live, offer)
    reason = said("live.reply.lies" if is_later else "live.reply.waits")
    return Reply(by=move.to, granted=False, is_pending=True, offer=live.put(offer).id, reason=reason)


def as_instructed(live: LiveState, offer: Offer) -> Reply:
    """Let the built-in agent answer an offer, with what it would give instead if it refuses."""
    live.offers.pop(offer.id, None)
    row, other = live.row(offer.by), live.row(offer.to)
    give, get = offer.give, offer.get
    side = Side(give=live.place(get), get=live.place(give))
    weighed = weigh_offer(live.room, live.turn, agent=other, person=row, side=side, level=live.level)
    issues = {"give": live.topic(side.give[0]).name, "get": live.topic(side.get[0]).name}
    if row in live.programs and _is_struck(live, offer):  # the other offered the same, and that was accepted
        return Reply(by=offer.to, reason=said("live.reply.struck"))
    if weighed.verdict == "accepts":
        _strike(live, offer)
        return Reply(by=offer.to, reason=said("live.trade.accepts", **issues))
    live.refused.add((row, other, give, get))
    reason = _why_not(live, offer, weighed.verdict, **issues)
    counter = None if weighed.verdict == "distrust" else _counter(live, offer, side, row, other)
    return Reply(by=offer.to, granted=False, reason=reason, counter=counter)


def _why_not(live: LiveState, offer: Offer, verdict: Verdict, *, give: str, get: str) -> Said:
    """Return why a delegation refuses an offer, as a diplomat would say it, with what the case lets it say."""
    if verdict == "distrust":
        broken = [one for one in live.ledger if (one.by, one.state) == (offer.by, "broken")]
        broken.sort(key=lambda one: one.to == offer.to)  # what it was promised itself it remembers best
        if not broken:
            return said("live.trade.distrust")
        return said("live.trade.broken", issue=live.topic(live.issue(broken[-1].issue)).name)
    if verdict in _SHOWS_A_LIMIT and not is_candid(live, live.row(offer.by), live.row(offer.to)):
        return said("live.trade.too_little", give=give)
    reason = said_of(f"live.trade.{verdict}", {"give": give, "get": get})
    if verdict not in ("limit", "holds"):
        return reason
    case = next(item for item in live.case.delegations if item.key == offer.to)
    mandate = case.mandate.get(offer.get[0])
    why = "" if mandate is None else composed(on_one_line, mandate.reason)
    return Said.joined(reason, Said.verbatim(why))


def _counter(live: LiveState, offer: Offer, side: Side, row: int, other: int) -> Offer | None:
    found = counter_to(live, agent=other, person=row, side=side)
    if found is None:
        return None
    gives, gets = ((live.topic(i).key, live.wording(i, o).key) for i, o in (found.give, found.get))
    key = "instead" if found.get == side.get else "return"
    counter = Offer(
        id=f"{offer.id}-{offer.to}",
        by=offer.to,
        to=offer.by,
        give=gives,
        get=gets,
        session=live.session,
        reason=said(
            f"live.trade.counter.{key}",
            give=names_for_people.wording(live, *found.give),
            get=names_for_people.wording(live, *found.get),
        ),
    )
    return live.put(counter)


def accept_trade(live: LiveState, move: SeatMove, row: int) -> Reply:
    """Accept an offer: both sides are bound from now on."""
    offer = live.offers.pop(move.offer)
    _strike(live, offer)
    _settle(live, offer, is_accepted=True)
    return Reply(by=offer.by, reason=_said_by(live, offer.by, "live.reply.struck"))


def refuse_trade(live: LiveState, move: SeatMove, row: int) -> Reply:
    """Turn an offer down."""
    offer = live.offers.pop(move.offer)
    _settle(live, offer, is_accepted=False)
    return Reply(by=offer.by, reason=_said_by(live, offer.by, "live.reply.refused"))


def _said_by(live: LiveState, seat: str, reply: str) -> Said:
    """Return what an agent in a seat says to the answer to its offer; nothing is put into the mouth of people."""
    row = live.row(seat)
    is_person = live.people.seated[row] and row not in live.programs
    return NOTHING if is_person else said(reply)


def _settle(live: LiveState, offer: Offer, *, is_accepted: bool) -> None:
    """Write down what was answered to an offer, for whoever made it.

    Where both sides offered each other the same trade, who accepts it has answered both; what was answered stands.
    """
    live.settled.setdefault(offer.id, Settled(offer=offer, is_accepted=is_accepted))
    terms = (offer.to, offer.by, offer.get, offer.give)
    for one in live.offers.values():
        if is_accepted and (one.by, one.to, one.give, one.get) == terms:
            live.settled.setdefault(one.id, Settled(offer=one, is_accepted=True))


def _is_struck(live: LiveState, offer: Offer) -> bool:
    """Return whether both promises of a trade stand already, with nothing else between these two in that trade."""
    terms = {(offer.by, *offer.give), (offer.to, *offer.get)}
    trades: dict[str, set[tuple[str, str, str]]] = {}
    for promise in live.ledger:
        if promise.state == "open" and {promise.by, promise.to} == {offer.by, offer.to}:
            trades.setdefault(promise.trade, set()).add((promise.by, promise.issue, promise.option))
    return terms in trades.values()


def _strike(live: LiveState, offer: Offer) -> None:
    """Write both promises down; people have said what they promised, agents are pledged to it.

    Where both sides offered each other the same trade, it is one trade, whoever accepts.
    """
    if _is_struck(live, offer):
        return
    for by, to, place in ((offer.by, offer.to, offer.give), (offer.to, offer.by, offer.get)):
        promise = Promise(by=by, to=to, issue=place[0], option=place[1], trade=offer.id, session=live.session)
        live.ledger.append(promise)
        row, (issue, option) = live.row(by), live.place(place)
        if live.people.seated[row]:
            live.people.said[row, issue, option] = _CAN_LIVE_WITH
    bind(live.room, live.ledger)
    live.protocol.concede.weigh(live.room, live.turn)


def _pair(place: Place | None) -> Place:
    return place or ("", "")
