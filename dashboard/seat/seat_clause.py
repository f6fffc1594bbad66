"""The clause in the middle: its wordings, what the seat says to each, and a wording of its own."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.frame.choice import choice
from dashboard.frame.escaping import escaped, plain
from dashboard.frame.fold import fold
from dashboard.frame.session_state import words
from dashboard.seat import clauses_told, own_words, seat_answer, seat_forecast, short_wordings
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller, called
from dashboard.seat.marks import bar, chips
from dashboard.seat.public_sheet import ClausePlace
from dashboard.seat.short_wordings import TO_TABLE
from simulation.live import LONGEST_TEXT, IssueSeen, OptionSeen, moves_of
from simulation.training import for_you

__all__ = ["show"]


def show(
    at_hand: Game, tell: Teller, clause: ClausePlace, slots: dict[str, int], choose: Callable[[str], None]
) -> None:
    """Show it."""
    view = tell.view
    issue = next(seen for seen in view.issues if seen.key == clause.issue)
    _walk(tell, clause, choose)
    st.header(escaped(clause.quoted(called(clause.title, issue.name))), anchor=False)
    st.caption(escaped(clauses_told.status(tell, issue)))
    if replaced := tell.replaced(issue):
        st.info(escaped(replaced))
    for option in clauses_told.in_the_room(view, issue):
        _wording(at_hand, tell, clause, issue=issue, option=option, slots=slots)
    if view.phase == "floor":
        _answered(tell, clause, choose)
    if view.phase == "talks" and issue.is_open:
        _more(at_hand, tell, issue)
        _propose(at_hand, tell, clause, issue)


def _answered(tell: Teller, clause: ClausePlace, choose: Callable[[str], None]) -> None:
    """Say how many of the wordings on the floor are answered, and lead to the next clause that is not."""
    view = tell.view
    put = [option for issue in view.issues for option in issue.options if option.on_floor]
    if not put or not view.own.decides:
        return
    left = {issue for issue, _ in view.blank}
    at = [item.key for item in tell.sheet.clauses].index(clause.key)
    order = (*tell.sheet.clauses[at + 1 :], *tell.sheet.clauses[:at])
    further = next((item for item in order if item.issue in left and item.issue != clause.issue), None)
    with st.container(horizontal=True, vertical_alignment="center", key="seat-answered"):
        st.markdown(words().say("seat.answered", n=len(put) - len(view.blank), of=len(put)), width="content")
        if further is not None:
            label = escaped(words().say("seat.answered.next", clause=further.title or further.reference))
            st.button(label, key="seat.answered.next", on_click=choose, args=(further.key,))


def _walk(tell: Teller, clause: ClausePlace, choose: Callable[[str], None]) -> None:
    """Show where among the clauses this one is, and lead to the others."""
    say, there = words().say, tell.sheet.clauses
    keys = [item.key for item in there]
    at = keys.index(clause.key)

    def picked() -> None:
        choose(st.session_state["seat.clause"])

    with st.container(horizontal=True, vertical_alignment="bottom", key="seat-walk"):
        st.session_state["seat.clause"] = clause.key
        labels = {item.key: plain(clauses_told.in_list(tell, item)) for item in there}
        st.selectbox(
            say("term.clause"), keys, format_func=labels.__getitem__, key="seat.clause", on_change=picked
        )
        st.button(
            say("seat.clause.before"),
            key="seat.clause.before",
            disabled=at == 0,
            on_click=choose,
            args=(keys[max(0, at - 1)],),
        )
        st.button(
            say("seat.clause.after"),
            key="seat.clause.after",
            disabled=at + 1 == len(keys),
            on_click=choose,
            args=(keys[min(len(keys) - 1, at + 1)],),
        )


def _wording(
    at_hand: Game,
    tell: Teller,
    clause: ClausePlace,
    *,
    issue: IssueSeen,
    option: OptionSeen,
    slots: dict[str, int],
) -> None:
    say = words().say
    label = option.short(short_wordings.AMONG_CLAUSE)
    with st.container(key=f"seat-wording-{issue.key}-{option.key}"):
        st.html(str(clauses_told.text(tell, clause, issue, option)) + str(chips(tell, option.holders, slots)))
        where = "seat.clause.table" if option.on_table else "seat.clause.beside"
        by = [say("seat.clause.tabled", names=tell.people(option.tabled_by))] if option.tabled_by else []
        worth = words().told(for_you(tell.view, option))
        st.caption(escaped(" · ".join([say(where, option=label), *by])) + f" · **{escaped(worth)}**")
        if bought := tell.bought(issue, option):
            st.caption(escaped(bought))
        said = _signal(at_hand, tell, issue, option, label) if issue.is_open else None
        if note := clauses_told.against(
            tell, issue, option, clauses_told.moves(tell.view).get(said or "", "")
        ):
            st.html(str(bar(note)))
        for line in clauses_told.promised(tell, issue, option):
            st.html(str(bar(line)))
        seat_answer.show(at_hand, tell, "said", issue.key, option.key)


def _signal(at_hand: Game, tell: Teller, issue: IssueSeen, option: OptionSeen, label: str) -> str | None:
    """Let the seat say what it would do; return what it says now."""
    say, view = words().say, tell.view
    moves = clauses_told.moves(view)
    legal = view.request.legal if view.request else ()
    offered = [signal for signal, move in moves.items() if move in legal]
    is_open = view.phase != "floor" or option.on_floor
    if not offered or not is_open:
        return None
    said = option.said if option.said in offered else None
    key = f"seat.signal.{view.phase}.{issue.key}.{option.key}"
    st.session_state[key] = said

    def answer() -> None:
        chosen = st.session_state[key]
        if chosen:
            at_hand.move(moves[chosen], issue=issue.key, option=option.key)

    prefix = "floor" if view.phase == "floor" else "talks"
    st.segmented_control(
        escaped(say("seat.signal", option=label)),
        offered,
        format_func=lambda signal: say(f"seat.signal.{prefix}.{signal}"),
        key=key,
        on_change=answer,
        label_visibility="collapsed",
    )
    if stands := clauses_told.stands(tell, issue, option):
        st.caption(stands)
    return said


def _more(at_hand: Game, tell: Teller, issue: IssueSeen) -> None:
    """Offer what else can be done about the clause; only what is possible here and now."""
    say = words().say
    possible = [
        move
        for move in ("request_brackets", "lift_brackets", "leave_coalition")
        if _can(at_hand, move, issue)
    ]
    joins = [
        (move, option)
        for option in issue.options
        for move in ("join_coalition", "found_coalition")
        if at_hand.check(move, issue=issue.key, option=option.key) is not None
    ]
    chair = [move for move in moves_of("process", "issue") if _can(at_hand, move, issue)]
    if not (possible or joins or chair):
        return
    box = fold(say("seat.more"), key="seat-more", expanded=seat_answer.is_open(at_hand, "clause", issue.key))
    if box is None:
        return
    with box:
        _buttons(at_hand, tell, issue, (*possible, *chair))
        if joins:
            labels = {f"{move} {option.key}": _side(move, option) for move, option in joins}
            inside = max(joins, key=lambda one: (one[1].is_within, not one[1].is_red, one[1].gain))
            chosen = choice(
                say("seat.coalition"),
                labels,
                key=f"seat.coalition.{issue.key}",
                first=f"{inside[0]} {inside[1].key}",
            )
            seat_answer.whole(labels[chosen])
            if st.button(say("seat.coalition.do"), key="seat.coalition.do"):
                move, _, option = chosen.partition(" ")
                at_hand.move(move, issue=issue.key, option=option)
                st.rerun()
        seat_answer.show(at_hand, tell, "clause", issue.key)


def _side(move: str, option: OptionSeen) -> str:
    return words().say(f"seat.{move}", option=option.short(short_wordings.AMONG_CLAUSE))


def _can(at_hand: Game, move: str, issue: IssueSeen) -> bool:
    return at_hand.check(move, issue=issue.key) is not None


def _buttons(at_hand: Game, tell: Teller, issue: IssueSeen, moves: Sequence[str]) -> None:
    with st.container(horizontal=True):
        for move in moves:
            if st.button(tell.asking(move), key=f"seat.do.{move}"):
                at_hand.move(move, issue=issue.key)
                st.rerun()


def _propose(at_hand: Game, tell: Teller, clause: ClausePlace, issue: IssueSeen) -> None:
    """Show it, where the seat has the right to table wordings."""
    say, view = words().say, tell.view
    others = [option for option in issue.written if not option.on_table]
    if not view.own.proposes or not others:
        return
    with st.container(key="seat-propose"):
        st.subheader(say("seat.propose"), anchor=False)
        labels = {option.key: clauses_told.with_worth(tell, option, TO_TABLE) for option in others}
        best = max(others, key=lambda o: (o.is_within and o.is_admissible, not o.is_red, o.gain))
        chosen = choice(say("term.wording"), labels, key=f"seat.propose.{issue.key}", first=best.key)
        field = f"seat.propose.own.{issue.key}.{chosen}"
        own = _own_wording(at_hand, field)
        with st.container(key="seat-difference"):
            new = own.strip() or clause.texts.get(chosen, "")
            st.html(str(clauses_told.change(tell, clause, issue, new)))
            st.caption(say("seat.propose.difference"))
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


def _own_wording(at_hand: Game, field: str) -> str:
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
