"""The inbox: offers to the seat and what each means for its brief; and what else can be done with people."""

import streamlit as st

from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import words
from dashboard.seat import offers_told as dealt
from dashboard.seat import seat_answer, seat_people, seat_trade
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.seat.marks import glyph, quoted
from simulation.drawing import tag
from simulation.live import Offer, SeatView

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
        st.markdown(escaped(dealt.terms(tell, offer)))
        if offer.reason:
            st.html(str(quoted(offer.reason)))
        st.caption(escaped(dealt.meaning(tell, offer)))
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


def promises(view: SeatView, tell: Teller) -> None:
    """List who promised what."""
    if not (view.ledger or view.made):
        return
    with st.expander(words().counted("seat.promises", len(view.ledger)), key="seat-promises"):
        st.markdown("\n".join(f"- {escaped(line)}" for line in dealt.promises(tell)))
