"""The survey before a game and after it, and what one took away from the first: kept with the game, sent nowhere."""

from typing import Final

import streamlit as st

from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import words
from dashboard.seat.game import Game
from dashboard.seat.marks import quoted, table
from simulation.training import (
    ITEMS,
    LONGEST,
    SCALE,
    Survey,
    open_question,
    own_words,
    scale,
    statement,
    survey_rows,
)
from simulation.words import say as told
from simulation.words import told_in

__all__ = ["after", "answered", "before", "given", "principle_of_the_first"]

_MOMENTS: Final = ("before", "after", "second")


def principle_of_the_first(at_hand: Game) -> None:
    """Show before a second round what the person took away from the first game, in its own words."""
    first = at_hand.notes.first
    if first is None:
        return
    with st.container(key="seat-first", border=True):
        with told_in(at_hand.language):
            st.markdown(f"**{escaped(told('rounds.principle'))}**")
            st.caption(escaped(told("rounds.first", title=first.title, name=first.name)))
            st.html(str(quoted(first.principle or told("debrief.page.principle.none"))))
        st.caption(words().say("seat.second.now"))


def before(at_hand: Game) -> None:
    """Ask the survey before a first game; `given` returns what was answered once it begins."""
    if at_hand.notes.first is not None:
        return
    with st.expander(words().say("seat.survey.before"), key="seat-survey-before"):
        _about(at_hand)
        _fields(at_hand, "before", at_hand.notes.before)


def after(at_hand: Game) -> None:
    """Ask the survey after a game, within a form, before any number is shown; `given` returns what was answered."""
    with st.expander(words().say("seat.survey.after"), key="seat-survey-after"):
        _about(at_hand)
        _fields(at_hand, "after", at_hand.notes.after)


def answered(at_hand: Game) -> None:
    """Show what was answered each time beside each other, if anything was."""
    notes, first = at_hand.notes, at_hand.notes.first
    own = (notes.before, notes.after)
    asked: tuple[Survey, ...] = own if first is None else (first.before, first.after, notes.after)
    if all(survey.is_empty for survey in asked):
        return
    with told_in(at_hand.language):
        st.subheader(told("debrief.page.survey"), anchor=False)
        heads = [told(f"survey.{name}") for name in ("statement", "before", "after", "after.second")]
        rows = [[row.statement, *row.ratings] for row in survey_rows(asked)]
        if rows:
            with st.container(key="seat-rated"):
                st.html(str(table(heads[: 1 + len(asked)], rows)))
            st.caption(f"{told('survey.scale')}. {told('survey.same_yardstick')}")
        if any(survey.remark for survey in asked):
            st.markdown(f"**{open_question()}**")
        for moment, survey in zip(_MOMENTS, asked, strict=False):
            if survey.remark:
                st.html(str(quoted(told(f"survey.said.{moment}", text=survey.remark))))


def given(moment: str) -> Survey:
    """Return what stands in the fields of the survey.

    Args:
        moment: `before` or `after` the game.
    """
    found = {item: st.session_state.get(f"seat.survey.{moment}.{item}") for item in ITEMS}
    ratings = {item: rating for item, rating in found.items() if rating in SCALE}
    return Survey(
        ratings=ratings, remark=own_words(str(st.session_state.get(f"seat.survey.{moment}.remark") or ""))
    )


def _about(at_hand: Game) -> None:
    with told_in(at_hand.language):
        st.markdown(words().say("seat.survey.about", scale=scale()))


def _fields(at_hand: Game, moment: str, kept: Survey) -> None:
    with told_in(at_hand.language):
        for item in ITEMS:
            st.segmented_control(
                str(statement(item)),
                SCALE,
                default=kept.ratings.get(item),
                key=f"seat.survey.{moment}.{item}",
            )
        st.text_area(
            str(open_question()),
            value=kept.remark,
            max_chars=LONGEST,
            height=80,
            key=f"seat.survey.{moment}.remark",
        )
