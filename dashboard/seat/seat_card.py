"""The seat card: what only this seat sees, on soft ground."""

from typing import TYPE_CHECKING

import streamlit as st
from markupsafe import Markup

from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import words
from dashboard.seat.card_told import Card
from dashboard.seat.headline_told import Teller
from dashboard.seat.marks import glyph, listed
from simulation.drawing import tag
from simulation.live import SeatView

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

__all__ = ["in_short", "show", "stand"]


def show(view: SeatView, tell: Teller, *, is_brief: bool = False) -> "DeltaGenerator":
    """Show it, and return the place on it where `stand` belongs.

    Args:
        view: Of the seat.
        tell: Tells names and wordings.
        is_brief: Whether the instructions are to be read now.
    """
    say, card = words().say, Card(tell)
    with st.container(key="seat-card"):
        _parts(
            _head(view, card),
            _part("seat.card.want", card.wants),
            _part("term.red_lines", card.red_lines, "red"),
        )
        place = st.container()
        _parts(
            _part("seat.card.give", card.gives),
            _part("seat.card.allies", [card.allies]),
            _part("seat.card.no_deal", card.no_deal),
            _part("seat.card.released", [card.released]),
        )
        with st.expander(say("papers.role.worth"), key=f"seat-points-{is_brief}", expanded=is_brief):
            _parts(*_points(card))
        with st.expander(say("seat.card.brief"), key=f"seat-instructions-{is_brief}", expanded=is_brief):
            _instructions(card)
    return place


def in_short(view: SeatView, tell: Teller) -> None:
    """Show what one looks up before one decides: red lines, points, no document, the instructions in full."""
    card = Card(tell)
    parts = (
        _head(view, card),
        _part("term.red_lines", card.red_lines, "red"),
        *_points(card),
        _part("seat.card.no_deal", card.no_deal),
    )
    # What scrolls has to be reached by keyboard.
    st.html(
        str(
            tag(
                "div",
                *parts,
                class_="seat-parts",
                tabindex="0",
                role="region",
                aria_label=words().say("seat.own"),
            )
        )
    )
    _instructions(card)


def _instructions(card: Card) -> None:
    for about, text in card.instructions:
        lead = f"**{words().say('seat.card.about', what=escaped(about))}** " if about else ""
        st.markdown(f"{lead}{escaped(text)}")


def _points(card: Card) -> list[Markup]:
    say = words().say
    heads = (say("term.wording"), say("seat.card.points.worth"))
    rows = []
    for issue, wordings in card.points:
        rows.append(tag("tr", tag("th", issue, colspan=2, scope="colgroup", class_="seat-of")))
        rows += [tag("tr", tag("th", label, scope="row"), tag("td", worth)) for label, worth in wordings]
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in heads)))
    return [
        tag("p", say("seat.card.points.about"), class_="seat-small"),
        tag("table", head, tag("tbody", *rows), class_="seat-table-small seat-points"),
    ]


def stand(tell: Teller, focus: str) -> None:
    """Show where the seat stands on an issue, given by key, and how far it may go."""
    name = tell.issue(focus)
    _parts(tag("p", words().say("seat.card.stand", issue=name), class_="seat-small"), Card(tell).axis(focus))


def _parts(*parts: Markup) -> None:
    """Show what stands below one another, in one go: each piece of a page costs as much as a picture."""
    st.html(str(tag("div", *parts, class_="seat-parts")))


def _head(view: SeatView, card: Card) -> Markup:
    say, own = words().say, view.own
    blocs = tag("p", card.blocs, class_="seat-small") if card.blocs else ""
    return tag(
        "div",
        tag("p", say("seat.card.secret"), class_="seat-small"),
        tag("h3", own.name, class_="seat-name"),
        tag("p", glyph(own.kind, decides=own.decides), " ", card.standing, class_="seat-small"),
        blocs,
    )


def _part(heading: str, lines: list[str], look: str = "") -> Markup:
    if not lines:
        return Markup()
    return tag("div", tag("h4", words().say(heading), class_="seat-h4"), listed(lines, look))
