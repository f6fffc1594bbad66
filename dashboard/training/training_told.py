"""What is told of groups on the page of a training: one of them at a time, beside agents, and side by side.

Runs of agents to hold groups against are played by the workers of the server while pages go on.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import Final

import streamlit as st

from dashboard.components.drawing import drawing
from dashboard.frame.drawn_anew import Looks
from dashboard.frame.escaping import bulleted, escaped, names_to_choose, plain
from dashboard.frame.session_state import memory, words
from dashboard.training.entered_results import State
from dashboard.work.jobs import TooManyAtOnceError
from dashboard.work.jobs_in_parts import Parts, PartsJobs
from dashboard.work.of_server import workers
from simulation.arrays import IntArray
from simulation.report.groups import pictures
from simulation.scenario import Scenario, scenario_hash
from simulation.training.group import (
    RUNS,
    AgentRuns,
    GroupDebrief,
    GroupTold,
    InsteadTold,
    join,
    parts_of,
    play_part,
    points_note,
    told_agents,
    told_group,
    told_side_by_side,
)
from simulation.words import Said
from simulation.words import say as tell

__all__ = ["Agents", "Playing", "agents", "agents_of", "key_of", "show_agents", "show_told"]

_AGAIN: Final = 0.5
_KEPT: Final = 16


class Playing(Parts[IntArray, AgentRuns]):
    """The runs of one case under way, for one visitor or for several who asked for the same."""


def key_of(case: Scenario, seed: int) -> str:
    """Return what tells runs apart."""
    return f"{scenario_hash(case)}:{seed}"


class Agents(PartsJobs[Playing]):
    """The runs of a server, by case and seed."""

    def __init__(self, executor: Executor) -> None:
        super().__init__(executor, kept=_KEPT)

    def start(self, case: Scenario, *, visitor: str, seed: int) -> Playing:
        """Return the runs of a case: those there are, else new ones.

        Raises:
            TooManyAtOnceError: if too many are under way.
        """

        def begin(executor: Executor) -> Playing:
            parts = [(len(ids), executor.submit(play_part, case, seed, ids)) for ids in parts_of(RUNS)]
            return Playing(parts, partial(join, case, seed))

        return self.take(key_of(case, seed), visitor, begin)


@st.cache_resource(show_spinner=False)
def agents() -> Agents:
    """Return the runs of agents of this server."""
    return Agents(workers())


def agents_of(own: State, case: Scenario) -> AgentRuns | None:
    """Return the runs of agents beside the groups of a case, if they are played; begin them if they were asked for."""
    kept = memory()
    if own.is_asked:
        own.is_asked = False
        try:
            agents().start(case, visitor=kept.visitor, seed=kept.seed)
        except TooManyAtOnceError:
            own.has_failed = True
    playing = agents().of(key_of(case, kept.seed), kept.visitor)
    return None if playing is None else playing.whole


def show_told(own: State, debrief: GroupDebrief) -> None:
    """Show the groups side by side, and one of them in full."""
    groups = debrief.groups
    if len(groups) > 1:
        _side(debrief)
        names = {place: group.name for place, group in enumerate(groups)}
        own.place = min(own.place, len(groups) - 1)
        st.selectbox(
            words().say("term.group"),
            list(names),
            index=own.place,
            format_func=names_to_choose(names, words().say("editor.untitled")).__getitem__,
            key=f"training.group.{own.case}.{own.entered}.{len(groups)}",
            on_change=_take_place,
            args=(own, f"training.group.{own.case}.{own.entered}.{len(groups)}"),
            width=320,
        )
    else:
        own.place = 0
    told = told_group(debrief.case, groups[own.place])
    st.subheader(escaped(told.head), anchor=False)
    st.markdown(bulleted(told.facts))
    _table(("groups.column.clause", "groups.column.wording"), told.text, tell("groups.part.text"))
    _seats(debrief.case, told)
    _left(told)


def _take_place(own: State, field: str) -> None:
    own.place = st.session_state[field]


def _side(debrief: GroupDebrief) -> None:
    told = told_side_by_side(debrief)
    st.subheader(tell("groups.part.side"), anchor=False)
    st.caption(escaped(tell("groups.side.note")))
    heads = (tell("groups.column.seat"), *told.heads, tell("groups.column.no_text"))
    _rows(heads, told.points, tell("groups.column.points"))
    _rows((tell("groups.column.clause"), *told.heads), told.texts, tell("groups.side.text"))


def _seats(case: Scenario, told: GroupTold) -> None:
    st.markdown(f"**{escaped(tell('groups.part.seats'))}**")
    st.caption(escaped(points_note(case)))
    rows = [
        (row.name, row.stand, row.points, row.no_text, f"! {row.verdict}" if row.is_warned else row.verdict)
        for row in told.seats
    ]
    columns = ("seat", "stand", "text", "no_text", "verdict")
    _table([f"groups.column.{name}" for name in columns], rows, tell("groups.part.seats"))


def _left(told: GroupTold) -> None:
    st.markdown(f"**{escaped(tell('groups.part.left'))}**")
    st.markdown(bulleted(told.left))
    for one in (*([] if told.mend is None else [told.mend]), *told.instead):
        _instead(one)


def _instead(told: InsteadTold) -> None:
    st.markdown(f"*{escaped(told.title)}*")
    st.markdown(bulleted(told.changes))
    st.caption(escaped(Said.joined(*told.gains)))


def show_agents(own: State, debrief: GroupDebrief) -> None:
    """Show a group beside agents; or how far their runs are; or offer to play them."""
    told, say = told_agents(debrief, own.place), words().say
    if told is None:
        st.subheader(say("training.agents"), anchor=False)
        _offer(own, debrief.case)
        return
    st.subheader(escaped(told.title), anchor=False)
    st.markdown(bulleted(told.sentences))
    wide, narrow = pictures(debrief, own.place)
    with st.container(width=720):
        drawing(wide, narrow, key=f"training-spread-{own.place}", look="groups")
    st.caption(escaped(tell("groups.page.chart")))
    _rows(told.heads, told.rows, told.title)
    st.markdown(f"**{escaped(tell('groups.agents.common'))}**")
    st.markdown(bulleted(told.common))


def _offer(own: State, case: Scenario) -> None:
    say, kept = words().say, memory()
    playing = agents().of(key_of(case, kept.seed), kept.visitor)
    if playing is not None and not playing.is_over:
        st.fragment(_progress, run_every=_AGAIN)(case, looks=Looks())
        return
    if own.has_failed:
        st.warning(say("training.agents.full"))
        own.has_failed = False
    if playing is not None and playing.has_failed:
        st.warning(escaped(playing.problem or say("training.agents.failed")))
    st.markdown(say("training.agents.about", n=RUNS))
    if st.button(say("training.agents.play", n=RUNS), key="training.agents.play"):
        own.is_asked = True
        st.rerun()


def _progress(case: Scenario, looks: Looks) -> None:
    """Show how many runs are played; draw the page anew when all are."""
    say, kept = words().say, memory()
    key = key_of(case, kept.seed)
    playing = agents().of(key, kept.visitor)
    looks.drew(is_news=playing is None or playing.is_over)
    if playing is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="training-progress"):
        text = say("training.agents.progress", done=playing.done, n=playing.asked)
        st.progress(playing.done / playing.asked, text=text)
        cancel, args = agents().cancel, (key, kept.visitor)
        if st.button(say("training.agents.cancel"), key="training.agents.cancel", on_click=cancel, args=args):
            st.rerun()


def _table(keys: Sequence[str], rows: Iterable[Sequence[str | Said]], alt: str | Said) -> None:
    _rows([tell(key) for key in keys], rows, alt)


def _rows(heads: Sequence[str | Said], rows: Iterable[Sequence[str | Said]], alt: str | Said) -> None:
    """Place a table; heads that are alike are told apart, for a table knows its columns by them."""
    shown = names_to_choose(dict(enumerate(map(str, heads))), "–")
    names = [escaped(shown[place]) for place in range(len(heads))]
    data = [dict(zip(names, map(escaped, row), strict=True)) for row in rows]
    st.table(data, border="horizontal", hide_index=True, alt=plain(alt))
