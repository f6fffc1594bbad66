"""A wording of one's own: chosen, shown as a change of the text on the table, tried out, tabled."""

import streamlit as st

from dashboard.frame.escaping import escaped, plain
from dashboard.frame.session_state import words
from dashboard.seat import own_words, seat_answer, seat_forecast
from dashboard.seat.figures import for_you
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.seat.marks import bar, between_brackets
from dashboard.seat.public_sheet import ClausePlace
from dashboard.seat.short_wordings import TO_TABLE
from simulation.coalitions import short_label
from simulation.live import LONGEST_TEXT, IssueSeen

__all__ = ["show"]


def show(at_hand: Game, tell: Teller, clause: ClausePlace, issue: IssueSeen) -> None:
    """Show it, where the seat has the right to table wordings."""
    say, view = words().say, tell.view
    others = [option for option in issue.written if not option.on_table]
    if not view.own.proposes or not others:
        return
    with st.container(key="seat-propose"):
        st.subheader(say("seat.propose"), anchor=False)
        labels = {
            option.key: plain(f"{short_label(option.label, TO_TABLE)} · {for_you(view, option)}")
            for option in others
        }
        best = max(others, key=lambda o: (o.is_within and o.is_admissible, not o.is_red, o.gain))
        chosen = str(
            st.selectbox(
                say("term.wording"),
                list(labels),
                index=list(labels).index(best.key),
                format_func=labels.__getitem__,
                key=f"seat.propose.{issue.key}",
            )
        )
        field = f"seat.propose.own.{issue.key}.{chosen}"
        own = _own(at_hand, field)
        _difference(clause, issue, chosen, own)
        warnings = at_hand.check("propose_option", issue=issue.key, option=chosen)
        for warning in warnings or ():
            st.html(str(bar(warning)))
        if warnings is None:
            st.caption(escaped(at_hand.why_not("propose_option", issue=issue.key, option=chosen)))
        with st.container(horizontal=True):
            seat_forecast.ask(at_hand, view, issue.key, chosen, is_possible=warnings is not None)
            is_tabled = st.button(
                say("seat.propose.table"), key="seat.propose.table", type="primary", disabled=warnings is None
            )
        if is_tabled:
            is_made = at_hand.move("propose_option", issue=issue.key, option=chosen, text=own.strip())
            own_words.after(at_hand, field, own, was_sent=is_made)
            st.rerun()
        seat_answer.show(at_hand, tell, "propose", issue.key)
        seat_forecast.show(at_hand, tell, issue, chosen)


def _own(at_hand: Game, field: str) -> str:
    """Ask for own words; what is written is kept at once, for another window may lead away from the field."""
    say, key = words().say, own_words.key_of(at_hand, field)
    return st.text_area(
        say("seat.propose.own"),
        value=own_words.unsent(at_hand, field),
        max_chars=LONGEST_TEXT,
        key=key,
        on_change=lambda: own_words.after(at_hand, field, st.session_state[key], was_sent=False),
        help=say("seat.propose.own.help"),
        height=80,
    )


def _difference(clause: ClausePlace, issue: IssueSeen, chosen: str, own: str) -> None:
    """Show the words as a change of the text on the table."""
    table = next((option.key for option in issue.options if option.on_table), "")
    new = own.strip() or clause.texts.get(chosen, "")
    shown = between_brackets(
        clause.texts.get(table, ""), new, is_held=False, nothing=words().say("seat.clause.nothing")
    )
    with st.container(key="seat-difference"):
        st.html(str(shown))
        st.caption(words().say("seat.propose.difference"))
