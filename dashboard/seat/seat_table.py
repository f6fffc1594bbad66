"""At the table: the sentence, what changed, the clause, the inbox, the seat card, the room, the braid so far."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from dashboard.components.run_pictures import room
from dashboard.frame.escaping import escaped
from dashboard.frame.fold import fold
from dashboard.frame.grid_numbers import number_columns
from dashboard.frame.session_state import words
from dashboard.seat import (
    clauses_told,
    seat_answer,
    seat_card,
    seat_clause,
    seat_coach,
    seat_end,
    seat_forecast,
    seat_inbox,
)
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.seat.marks import listed
from dashboard.seat.public_sheet import ClausePlace, Sheet, sheet_of
from dashboard.seat.seat_keep import save_field
from dashboard.seat.seat_room import public_room, slots_of
from simulation.live import ANSWERED, SeatView

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
from functools import wraps

from dashboard.guard.gate import building

__all__ = ["part", "show"]

_CLAUSE: Final = "clause"


def part(at_hand: Game, draw: Callable[[], None]) -> None:
    """Draw it here, and later alone as long as nothing was done in the game; then the page is drawn anew.

    Args:
        at_hand: The game as the page shows it.
        draw: What draws it; what it finds outside of itself is as old as the page.
    """
    drawn_at = at_hand.touched

    @wraps(draw)
    def again() -> None:
        with building().passed():
            if at_hand.touched != drawn_at or at_hand.is_changed:
                st.rerun()
            draw()

    st.fragment(again)()


@dataclass(frozen=True, slots=True)
class _Table:
    """What is on the table, and the places of the page that show the clause that is looked at, wherever they stand."""

    at_hand: Game
    view: SeatView
    sheet: Sheet
    tell: Teller
    slots: dict[str, int]
    head: "DeltaGenerator"
    top: "DeltaGenerator"
    room: "DeltaGenerator"
    stand: "DeltaGenerator"
    _rooms: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def clause(self) -> ClausePlace:
        """Return the clause that is looked at."""
        return self.sheet.clause(_looked_at(self.at_hand, self.view, self.sheet))

    def room_by(self, issue: str) -> Mapping[str, Any]:
        """Return the data of the room with an issue going up."""
        if issue not in self._rooms:
            case = self.at_hand.live.case
            self._rooms[issue] = public_room(self.view, case, words(), issue=issue)
        return self._rooms[issue]


def show(at_hand: Game) -> None:
    """Show the table."""
    view = at_hand.view
    sheet = sheet_of(at_hand.live.case)
    tell = Teller(view, sheet, words())
    slots = slots_of(view, at_hand.live.case)
    _bar(at_hand, view, sheet)
    head = st.container()
    st.html(str(listed(tell.news(), "seat-news")))
    top = st.container(key="seat-top")
    seat_answer.begin(at_hand)
    seat_coach.show(at_hand)
    with st.container(key="seat-body"):
        middle, right, left = st.columns([520, 330, 290], gap="medium")
    with right:
        seat_inbox.show(at_hand, tell, slots)
        st.subheader(words().say("seat.room"), anchor=False)
        room_now = st.container()
    with left:
        stand = seat_card.show(view, tell)
    table = _Table(at_hand, view, sheet, tell, slots, head, top, room_now, stand)
    with middle:
        if not at_hand.is_held:
            _agent_sits(at_hand)
        part(at_hand, lambda: _middle(table))
    _own_brief(view, tell)
    _so_far(table.room_by(table.clause().issue), view)
    save_field(at_hand)
    st.caption(words().say(f"seat.foot.{sheet.nature}"))


def _own_brief(view: SeatView, tell: Teller) -> None:
    """Keep the own brief one tap away where the card stands far below the clause; a wide page has it beside."""
    with st.container(key="seat-own-brief"):
        box = st.popover(words().say("seat.own"), key="seat.own", on_change="rerun")
        if box.open:
            with box, st.container(key="seat-own-sheet"):
                seat_card.in_short(view, tell)


def _middle(table: _Table) -> None:
    """Show the clause that is looked at, and what the rest of the page says about it; or what is asked at the end."""
    at_hand, view, tell, clause = table.at_hand, table.view, table.tell, table.clause()
    seat_forecast.drop_old(at_hand, view.session, clause.issue)
    seat_answer.begin_middle(at_hand)
    with table.head:
        st.title(escaped(tell.headline(clause.issue)), anchor=False)
    if view.phase in ANSWERED:
        seat_end.show(at_hand, view, tell)
    else:
        seat_clause.show(at_hand, tell, clause, table.slots, _choose(at_hand))
    with table.room:
        _room_now(table.room_by(clause.issue), tell, clause.issue)
    with table.stand:
        seat_card.stand(tell, clause.issue)
    with table.top, st.container():  # a part may write later only where it wrote with the page
        seat_answer.rest(at_hand, tell)


def _looked_at(at_hand: Game, view: SeatView, sheet: Sheet) -> str:
    """Return the clause to show: the one that was chosen in this phase, else the one that asks most of the seat."""
    moment = (view.session, view.phase)
    if at_hand.shown.get("moment") == moment and _CLAUSE in at_hand.shown:
        return str(at_hand.shown[_CLAUSE])
    clause = clauses_told.focus(view, sheet)
    at_hand.shown.update({"moment": moment, _CLAUSE: clause.key})
    return clause.key


def _choose(at_hand: Game) -> Callable[[str], None]:
    def choose(key: str) -> None:
        at_hand.shown[_CLAUSE] = key

    return choose


def _bar(at_hand: Game, view: SeatView, sheet: Sheet) -> None:
    say = words().say
    with st.container(key="seat-bar", horizontal=True, vertical_alignment="center"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            when = say("seat.clock", session=view.session, sessions=view.sessions)
            st.markdown(f"**{when}** · {say(f'phase.{view.phase}')}")
            if view.phase == "talks" and (view.own.talks or view.own.talks_left):
                st.caption(words().counted("seat.talks_left", view.own.talks_left))
            if sheet.nature == "illustrative":
                with st.container(key="seat-badge", width="content"):
                    st.markdown(f":yellow-badge[{say('seat.nature.badge')}]")
        with st.container(horizontal=True, horizontal_alignment="right", width="content"):
            seat_coach.ask(at_hand, view)
            _undo(at_hand)
            if at_hand.is_held:
                _hand_over(at_hand)
            if st.button(say(_done(at_hand, view)), key="seat.done", type="primary"):
                at_hand.end_turn()
                st.rerun()


def _done(at_hand: Game, view: SeatView) -> str:
    """Return the key of what the button says that ends the seat's part."""
    if not at_hand.is_held:
        return "seat.agent.on"
    is_recess = view.phase == "talks" and "ask_for_recess" in view.asked
    return "seat.done.recess" if is_recess else f"seat.done.{view.phase}"


def _undo(at_hand: Game) -> None:
    is_there = any(not isinstance(entry, str) for entry in at_hand.live.log.entries)
    if st.button(words().say("seat.undo"), key="seat.undo", disabled=not is_there):
        at_hand.undo()
        st.rerun()


def _hand_over(at_hand: Game) -> None:
    """Offer to let an agent play the rest; asked for twice, for it ends the game."""
    say = words().say
    with st.popover(say("seat.hand_over"), key="seat.hand_over"):
        st.markdown(say("seat.hand_over.about"))
        if st.button(say("seat.hand_over.now"), key="seat.hand_over.now"):
            at_hand.play_out()
            st.rerun()


def _agent_sits(at_hand: Game) -> None:
    """Say that an agent sits in the seat, which the person may take again in the talks."""
    say, can = words().say, at_hand.check("take_over") is not None
    st.info(say("seat.agent.now" if can else "seat.agent.later"))
    if can and st.button(say("seat.move.take_over"), key="seat.do.take_over", type="primary"):
        at_hand.move("take_over")
        st.rerun()


def _room_now(data: Mapping[str, Any], tell: Teller, issue: str) -> None:
    say, view = words().say, tell.view
    st.caption(escaped(say("seat.room.about", issue=tell.issue(issue))))
    room(data, show="map", own=view.own.key, key="seat.room.map")
    box = fold(say("groups.page.table"), key="seat-room-table")
    if box is None:
        return
    with box:
        rows = [
            {
                say("term.delegation"): tell.name(key),
                tell.issue(issue): round(float(view.places[-1, row, _place(view, issue)]), 2),
                say("seat.room.mean"): round(float(view.places[-1, row].mean()), 2),
            }
            for row, key in enumerate(view.delegations)
        ]
        st.dataframe(
            rows,
            column_config=number_columns(rows),
            hide_index=True,
            height="auto",
            key="seat.room.table",
        )


def _place(view: SeatView, issue: str) -> int:
    return next(at for at, seen in enumerate(view.issues) if seen.key == issue)


def _so_far(data: Mapping[str, Any], view: SeatView) -> None:
    say = words().say
    with st.container(key="seat-sofar"):
        st.subheader(say("seat.sofar"), anchor=False)
        held = len(view.places) - 1
        left = max(0, view.sessions - held)
        st.caption(words().counted("seat.sofar.about", left, first=held + 1, last=view.sessions))
        room(data, show="braid", own=view.own.key, key="seat.room.braid")
