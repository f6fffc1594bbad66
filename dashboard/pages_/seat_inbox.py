"""The inbox: offers to the seat and what each means for its brief; and what else can be done with people."""

import streamlit as st

from dashboard.escaping import escaped
from dashboard.pages_ import seat_answer, seat_people, seat_trade
from dashboard.seat.figures import for_you
from dashboard.seat.game import Game
from dashboard.seat.marks import glyph, quoted
from dashboard.seat.telling import Teller
from dashboard.session_state import words
from simulation.live import Offer, SeatView
from simulation.live.seen import OptionSeen
from simulation.live.told import is_wanted
from simulation.report.svg import tag

__all__ = ["promises", "show"]


def show(at_hand: Game, tell: Teller, slots: dict[str, int]) -> None:
    """Show it."""
    view = tell.view
    offers = view.offers if view.phase == "talks" else ()
    st.subheader(words().counted("seat.inbox", len(offers)), anchor=False)
    seat_answer.show(at_hand, tell, "inbox")
    if not offers:
        st.caption(words().say("seat.inbox.empty" if view.phase == "talks" else "seat.inbox.later"))
    for offer in offers:
        _offer(at_hand, tell, offer, slots.get(offer.by, -1))
    promises(view, tell)
    if view.phase == "talks":
        seat_trade.show(at_hand, tell)
        seat_people.show(at_hand, tell)
    elif view.request is not None and "speak" in view.request.legal:
        seat_people.speak(at_hand, tell)


def _offer(at_hand: Game, tell: Teller, offer: Offer, slot: int) -> None:
    say, view = words().say, tell.view
    other = next(one for one in view.others if one.key == offer.by)
    with st.container(key=f"seat-offer-{offer.id}"):
        head = tag(
            "h4",
            glyph(other.kind, decides=other.decides, slot=slot),
            " ",
            other.name,
            class_="seat-h4",
        )
        st.html(str(head))
        st.markdown(escaped(_terms(tell, offer)))
        if offer.reason:
            st.html(str(quoted(offer.reason)))
        st.caption(escaped(_meaning(view, offer)))
        legal = view.request.legal if view.request else ()
        with st.container(horizontal=True, key=f"seat-answer-{offer.id}"):
            if "accept_trade" in legal and st.button(say("seat.offer.accept"), key=f"seat.accept.{offer.id}"):
                at_hand.move("accept_trade", offer=offer.id)
                st.rerun()
            if "offer_trade" in legal:
                st.button(
                    say("seat.offer.counter"),
                    key=f"seat.counter.{offer.id}",
                    on_click=seat_trade.counter,
                    args=(at_hand, offer),
                )
            if "refuse_trade" in legal and st.button(
                say("seat.offer.decline"), key=f"seat.decline.{offer.id}"
            ):
                at_hand.move("refuse_trade", offer=offer.id)
                st.rerun()
        seat_trade.answer_to(at_hand, tell, offer)


def _terms(tell: Teller, offer: Offer) -> str:
    return words().say(
        "seat.offer.terms",
        give=tell.option(*offer.give),
        give_issue=tell.issue(offer.give[0]),
        get=tell.option(*offer.get),
        get_issue=tell.issue(offer.get[0]),
    )


def _meaning(view: SeatView, offer: Offer) -> str:
    """Return what an offer means for the seat's brief: what it asks, then what it brings."""
    say = words().say
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
    worths = {"give": for_you(view, brought), "get": for_you(view, asked)}
    return f"{price} {say('seat.offer.worth', **worths)}"


def _option(view: SeatView, place: tuple[str, str]) -> OptionSeen:
    return next(
        option for issue in view.issues for option in issue.options if (issue.key, option.key) == tuple(place)
    )


def promises(view: SeatView, tell: Teller) -> None:
    """List who promised what."""
    say = words().say
    if not (view.ledger or view.made):
        return
    with st.expander(words().counted("seat.promises", len(view.ledger)), key="seat-promises"):
        lines = [
            say(
                "seat.promises.line",
                by=tell.name(promise.by),
                to=tell.name(promise.to),
                option=tell.option(promise.issue, promise.option),
                issue=tell.issue(promise.issue),
                state=say(f"seat.promises.{promise.state}"),
            )
            for promise in view.ledger
        ]
        st.markdown("\n".join(f"- {escaped(line)}" for line in lines))
