"""The second round: offered after the debriefing of a first game, and afterwards the two profiles side by side."""

import streamlit as st

from dashboard.frame.choice import choice
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import memory, words
from dashboard.library import cases
from dashboard.seat import game_window, seats_to_choose
from dashboard.seat.game import Game
from dashboard.seat.marks import quoted, table
from simulation.errors import DelegationSimError
from simulation.training import COACH_LEVELS, Debrief, Offer, beside_first, offers, round_of
from simulation.words import say as told
from simulation.words import told_in

__all__ = ["beside", "offer"]


def beside(at_hand: Game, found: Debrief) -> None:
    """Show a second game beside the first, where this is one, and what the person took away from that."""
    side = beside_first(found)
    if side is None:
        return
    st.subheader(told("rounds.title"), anchor=False)
    for sentence in side.sentences:
        st.markdown(escaped(sentence))
    for head in side.heads:
        st.caption(escaped(head))
    heads = [told(f"rounds.{head}") for head in ("line", "first.head", "second.head", "change")]
    rows = [[row.label, row.first, row.second, row.change] for row in side.rows]
    with st.container(key="seat-beside"):
        st.html(str(table(heads, rows)))
    st.markdown(f"**{escaped(told('rounds.principle'))}**")
    st.html(str(quoted(side.first.principle or told("debrief.page.principle.none"))))
    if at_hand.notes.principle:
        st.markdown(f"**{escaped(told('debrief.page.principle'))}**")
        st.html(str(quoted(at_hand.notes.principle)))


def offer(at_hand: Game, found: Debrief | None) -> None:
    """Offer a second round after a first game: the next larger case, or another one, without the coach."""
    if at_hand.notes.first is not None:
        return
    say, there = words().say, _there(at_hand)
    st.subheader(say("seat.second"), anchor=False)
    st.markdown(say("seat.second.about"))
    with st.container(key="seat-second"):
        titles = {key: cases.scenario_of(key, {}, memory().language).title for key in there}
        case = choice(say("seat.second.case"), titles, key="seat.second.case")
        seat = _seat(case, there[case].seat)
        if st.button(
            say("seat.second.begin"), key="seat.second.begin", type="primary", disabled=found is None
        ):
            _begin(at_hand, found, case, seat)
        if found is None:
            st.caption(say("seat.second.wait"))


def _there(at_hand: Game) -> dict[str, Offer]:
    """Return the games that can come second by the key of their case, the suggested one first."""
    case = at_hand.live.case
    found = offers(case.key, at_hand.seat, case.instance or 0)
    return {cases.instance_key(one.case, one.instance): one for one in found}


def _seat(case: str, suggested: str) -> str:
    scenario = cases.scenario_of(case, {}, memory().language)
    seats = {seat.key: seat.name for seat in seats_to_choose.seats_of(scenario)}
    ordered = {key: seats[key] for key in sorted(seats, key=lambda key: key != suggested)}
    return choice(words().say("seat.second.seat"), ordered, key=f"seat.second.seat.{case}")


def _begin(at_hand: Game, found: Debrief | None, case: str, seat: str) -> None:
    """Begin it; the first game stays at its own address."""
    if found is None:
        return
    with told_in(at_hand.language):
        first = round_of(found, at_hand.notes)
    try:
        game_window.begin(
            case,
            seat,
            level=at_hand.live.log.level,
            seed=memory().seed,
            coach=COACH_LEVELS[0],
            first=first,
        )
    except DelegationSimError as error:
        st.warning(escaped(str(error)))
    else:
        at_hand.call_off()
        st.rerun()
