"""Offering a trade: what one would live with, for what."""

from typing import Final

import streamlit as st

from dashboard.escaping import escaped, plain
from dashboard.pages_ import seat_answer
from dashboard.seat.game import Game
from dashboard.seat.marks import bar
from dashboard.seat.telling import Teller
from dashboard.session_state import words
from simulation.coalitions import short_label
from simulation.live import Offer
from simulation.live.seen import IssueSeen

__all__ = ["counter", "show"]

_DRAFT: Final = "trade"
_WORDS: Final = 9


def counter(at_hand: Game, offer: Offer) -> None:
    """Begin an offer in answer to one: the same return, for something else."""
    at_hand.shown[_DRAFT] = {"to": offer.by, "get": offer.give, "give_issue": offer.get[0]}
    at_hand.shown["trade.number"] = at_hand.shown.get("trade.number", 0) + 1


def show(at_hand: Game, tell: Teller) -> None:
    """Show the form, where the seat may trade."""
    say, view = words().say, tell.view
    issues = [issue for issue in view.issues if issue.is_open]
    partners = [other.key for other in view.others if other.decides]
    legal = view.request.legal if view.request else ()
    if "offer_trade" not in legal or len(issues) < 2 or not partners:  # noqa: PLR2004 - a trade takes two clauses
        return
    draft = at_hand.shown.get(_DRAFT, {})
    number = at_hand.shown.get("trade.number", 0)
    is_open = bool(draft) or seat_answer.is_open(at_hand, "trade")
    with st.expander(say("seat.trade"), key=f"seat-trade-{number}", expanded=is_open):
        to = str(
            st.selectbox(
                say("seat.trade.to"),
                partners,
                index=_at(partners, draft.get("to")),
                format_func=lambda key: plain(tell.name(key)),
                key=f"seat.trade.to.{number}",
            )
        )
        get = _place(tell, say("seat.trade.get"), issues, draft.get("get"), f"get.{number}")
        rest = [issue for issue in issues if issue.key != get[0]]
        give = _place(tell, say("seat.trade.give"), rest, (draft.get("give_issue"), ""), f"give.{number}")
        fields = {"to": to, "give": give, "get": get}
        for warning in at_hand.check("offer_trade", **fields) or ():
            st.html(str(bar(warning)))
        problem = at_hand.why_not("offer_trade", **fields)
        if problem:
            st.caption(escaped(problem))
        if st.button(say("seat.trade.offer"), key="seat.trade.offer", disabled=bool(problem)):
            at_hand.shown.pop(_DRAFT, None)
            at_hand.move("offer_trade", **fields)
            st.rerun()
        seat_answer.show(at_hand, tell, "trade")


def _place(
    tell: Teller, label: str, issues: list[IssueSeen], wish: tuple[str | None, str] | None, key: str
) -> tuple[str, str]:
    """Let the person choose a wording, and return its issue and key."""
    say = words().say
    places = [(issue.key, option.key) for issue in issues for option in issue.options if option.is_admissible]
    labels = {
        (issue.key, option.key): plain(
            say("seat.trade.place", issue=tell.issue(issue.key), option=short_label(option.label, _WORDS))
        )
        for issue in issues
        for option in issue.options
    }
    first = next((at for at, place in enumerate(places) if wish is not None and place == tuple(wish)), None)
    if first is None and wish is not None:
        first = next((at for at, place in enumerate(places) if place[0] == wish[0]), None)
    found = st.selectbox(
        label, places, index=first or 0, format_func=labels.__getitem__, key=f"seat.trade.{key}"
    )
    return (str(found[0]), str(found[1]))


def _at(keys: list[str], wish: object) -> int:
    return keys.index(wish) if isinstance(wish, str) and wish in keys else 0
