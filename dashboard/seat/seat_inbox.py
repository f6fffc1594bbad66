"""The inbox: offers to the seat and what each means for its brief; and what else can be done with people."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from dashboard.frame.choice import choice
from dashboard.frame.escaping import bulleted, escaped, plain
from dashboard.frame.fold import fold
from dashboard.frame.session_state import words
from dashboard.seat import offers_told as dealt
from dashboard.seat import seat_answer, seat_people, short_wordings
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.seat.marks import bar, glyph, quoted
from simulation.drawing import tag
from simulation.live import IssueSeen, Offer, Place, SeatView
from simulation.training import FirstOffer, first_offer, for_you, price_on

__all__ = ["show"]

_DRAFT: Final = "trade"
_NUMBER: Final = "trade.number"
_COUNTERED: Final = "trade.countered"
"""Id of the offer that the last offer of the seat answered."""


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
    _promises(view, tell)
    if view.phase == "talks":
        _trade(at_hand, tell)
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
            st.html(str(quoted(words().told(offer.reason))))
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
                    on_click=_counter,
                    args=(at_hand, offer),
                )
            if "refuse_trade" in legal and st.button(
                say("seat.offer.decline"), key=f"seat.decline.{offer.id}"
            ):
                at_hand.move("refuse_trade", offer=offer.id)
                st.rerun()
        _answer_to(at_hand, tell, offer)


def _promises(view: SeatView, tell: Teller) -> None:
    if not (view.ledger or view.made):
        return
    with st.expander(words().counted("seat.promises", len(view.ledger)), key="seat-promises"):
        st.markdown(bulleted(dealt.promises(tell)))


def _counter(at_hand: Game, offer: Offer) -> None:
    """Begin an offer in answer to one: the same return, for something else; the form opens at the offer."""
    at_hand.shown[_DRAFT] = {"id": offer.id, "to": offer.by, "get": offer.give, "give_issue": offer.get[0]}
    at_hand.shown[_NUMBER] = at_hand.shown.get(_NUMBER, 0) + 1


def _answer_to(at_hand: Game, tell: Teller, offer: Offer) -> None:
    """Show the form at an offer that is countered, and what came of it."""
    if at_hand.shown.get(_DRAFT, {}).get("id") == offer.id and _may(tell):
        _form(at_hand, tell)
    if at_hand.shown.get(_COUNTERED) == offer.id:
        seat_answer.show(at_hand, tell, "trade")


def _trade(at_hand: Game, tell: Teller) -> None:
    """Show the form, where the seat may trade and it does not stand at an offer already."""
    if not _may(tell):
        return
    if at_hand.shown.get(_DRAFT, {}).get("id") in {offer.id for offer in tell.view.offers}:
        return
    at_hand.shown.pop(_DRAFT, None)
    number = at_hand.shown.get(_NUMBER, 0)
    is_open = seat_answer.is_open(at_hand, "trade")
    box = fold(words().say("seat.trade"), key=f"seat-trade-{number}", expanded=is_open)
    if box is None:
        return
    with box:
        _form(at_hand, tell)
        seat_answer.show(at_hand, tell, "trade")


def _may(tell: Teller) -> bool:
    """Return whether the seat may trade, and there is somebody to trade with and something to trade."""
    view = tell.view
    is_legal = view.request is not None and "offer_trade" in view.request.legal
    partners = any(other.decides for other in view.others)
    return is_legal and partners and sum(issue.is_open for issue in view.issues) > 1


def _form(at_hand: Game, tell: Teller) -> None:
    say, view = words().say, tell.view
    issues = [issue for issue in view.issues if issue.is_open]
    partners = {other.key: tell.name(other.key) for other in view.others if other.decides}
    draft, offer = at_hand.shown.get(_DRAFT, {}), first_offer(view)
    number = at_hand.shown.get(_NUMBER, 0)
    wish = draft.get("to", offer.to)
    to = choice(
        say("seat.trade.to"),
        partners,
        key=f"seat.trade.to.{number}",
        first=wish if wish in partners else "",
    )
    get = _place(tell, say("seat.trade.get"), issues, draft.get("get", offer.get), f"get.{number}")
    rest = [issue for issue in issues if issue.key != get[0]]
    give = _place(tell, say("seat.trade.give"), rest, _price(view, get, rest, draft, offer), f"give.{number}")
    if not (draft or offer.to):
        st.caption(say("seat.trade.none"))
    fields = {"to": to, "give": give, "get": get}
    for warning in at_hand.check("offer_trade", **fields) or ():
        st.html(str(bar(warning)))
    problem = at_hand.why_not("offer_trade", **fields)
    if problem:
        st.caption(escaped(problem))
    if st.button(say("seat.trade.offer"), key="seat.trade.offer", disabled=bool(problem)):
        at_hand.shown[_COUNTERED] = at_hand.shown.pop(_DRAFT, {}).get("id", "")
        at_hand.move("offer_trade", **fields)
        st.rerun()


def _price(
    view: SeatView, get: Place, rest: list[IssueSeen], draft: Mapping[str, str], offer: FirstOffer
) -> Place:
    """Return what the form opens at for the seat to give, on one of the clauses that are left."""
    named = next((issue for issue in rest if issue.key == draft.get("give_issue")), None)
    if named is None and any(issue.key == offer.give[0] for issue in rest):
        return offer.give
    wanted = next(one for issue in view.issues for one in issue.options if (issue.key, one.key) == get)
    spare = named or rest[-1]
    return spare.key, price_on(view, spare, wanted).key


def _place(
    tell: Teller, label: str, issues: list[IssueSeen], wish: tuple[str, str], key: str
) -> tuple[str, str]:
    """Let the person choose a wording, and return its issue and key."""
    say = words().say
    places = [(issue.key, option.key) for issue in issues for option in issue.options if option.is_admissible]
    labels = {
        (issue.key, option.key): plain(
            say(
                "seat.trade.place",
                issue=tell.issue(issue.key),
                option=option.short(short_wordings.AMONG_ALL),
                worth=for_you(tell.view, option),
            )
        )
        for issue in issues
        for option in issue.options
    }
    first = places.index((wish[0], wish[1])) if (wish[0], wish[1]) in places else 0
    found = st.selectbox(label, places, index=first, format_func=labels.__getitem__, key=f"seat.trade.{key}")
    seat_answer.whole(labels[found])
    return (str(found[0]), str(found[1]))
