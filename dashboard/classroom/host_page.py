"""The door *Host a class*: what will be opened, the command that does it, and where nobody else looks on, a button."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.classroom import class_servers
from dashboard.frame.begun_with import opening
from dashboard.frame.case_language import case_language
from dashboard.frame.escaping import escaped, names_to_choose
from dashboard.frame.instance_field import instance_field
from dashboard.frame.session_state import memory, words
from dashboard.library import cases
from dashboard.seat import seats_to_choose
from simulation.called import COMMAND, as_typed
from simulation.classroom import ClassroomError, Plan, length_sentence, n_seats, suggested
from simulation.errors import DelegationSimError
from simulation.live import LEVELS
from simulation.repeating import for_reader
from simulation.scenario import Scenario
from simulation.scenario.archetypes import may_recast, recast
from simulation.storage import temporary_folder
from simulation.words import listed, told_in
from simulation.words import say as say_of_case

__all__ = ["show"]

_STUDENTS: Final = 20
_MOST: Final = 500
_MINUTES: Final = 5
_KEPT: Final = 32
_DEALINGS: Final = ("random", "chosen")
_NAMES: Final = ("real", "archetypes")


@dataclass(frozen=True, slots=True)
class _Wish:
    """A class as it was chosen on the page."""

    case: str
    """Its key, or that of an instance of it; that of a case of this visit stands for a file."""
    students: int
    tables: int | None
    sessions: int | None
    """None: as in the case."""
    minutes: int
    skill: str
    dealing: str
    names: str
    is_here: bool
    """This machine only."""

    @property
    def file(self) -> str:
        """Return the name of the file that a case of this visit is saved as; empty: it ships."""
        return cases.file_name(self.case.removeprefix(cases.UPLOAD)) if self.case in memory().uploads else ""

    def arguments(self, file: str) -> list[str]:
        """Return the arguments of the command, a case of this visit in a file; what is usual is left out."""
        case, number = cases.parted(self.case)
        found = [file or case, "--students", str(self.students)]
        found += ["--instance", str(number)] if number else []
        found += [] if self.tables is None else ["--tables", str(self.tables)]
        found += [] if self.sessions is None else ["--sessions", str(self.sessions)]
        found += [] if self.minutes == _MINUTES else ["--minutes", str(self.minutes)]
        found += [] if self.skill == "standard" else ["--skill", self.skill]
        found += [] if self.dealing == "random" else ["--deal", self.dealing]
        found += [] if self.names == "real" else ["--names", self.names]
        found += [] if words().language == "en" else ["--language", words().language]
        return [*found, *([] if self.is_here else ["--network"])]


def show() -> None:
    """Show the door."""
    say = words().say
    st.title(say("shell.page.host"), anchor=False)
    st.markdown(say("host.lead"))
    for one in class_servers.hosted():
        _hosted(one)
    for one in class_servers.ended() if opening().is_alone else ():
        _ended(one)
    wish = _chosen()
    if not _told(wish):
        return
    st.subheader(say("host.command"), anchor=False)
    st.markdown(say("host.command.about" if opening().is_alone else "host.command.only"))
    if wish.file:
        _download(wish)
    st.code(as_typed([COMMAND, "class", *wish.arguments(wish.file)]), language=None, wrap_lines=True)
    if opening().is_alone:
        _button(wish)


def _chosen() -> _Wish:
    say = words().say
    own = [key for key in memory().uploads if seats_to_choose.is_playable(key)]
    titles = {key: _scenario(key, words().language).title for key in (*seats_to_choose.playable(), *own)}
    chosen = st.selectbox(
        say("term.case"),
        list(titles),
        format_func=names_to_choose(titles, say("editor.untitled")).__getitem__,
        key="host.case",
    )
    case = instance_field(chosen, key="host.instance")
    if written := case_language(words(), _scenario(case, words().language), "class.console.language"):
        st.caption(written)
    students, tables, sessions, minutes = _numbers(case)
    left, right = st.columns(2)
    skill = left.radio(
        say("seat.level"),
        LEVELS,
        index=LEVELS.index("standard"),
        format_func=lambda level: say(f"seat.level.{level}"),
        horizontal=True,
        key="host.skill",
    )
    dealing = right.radio(
        say("host.dealing"),
        _DEALINGS,
        format_func=lambda how: say(f"host.dealing.{how}"),
        horizontal=True,
        key="host.dealing",
    )
    names = _names(case)
    is_here = st.checkbox(say("host.here"), key="host.here")
    return _Wish(case, students, tables, sessions, minutes, skill, dealing, names, is_here)


def _numbers(case: str) -> tuple[int, int | None, int | None, int]:
    """Let the visitor choose how many students, tables and sessions, and how many minutes a phase."""
    say, usual = words().say, _scenario(case).sessions
    first, second, third, fourth = st.columns(4)
    students = first.number_input(say("host.students"), 1, _MOST, _STUDENTS, key="host.students")
    tables = second.number_input(
        say("class.projector.tables"),
        1,
        20,
        None,
        key="host.tables",
        placeholder=say("host.tables.suggested"),
    )
    sessions = third.number_input(
        say("term.sessions"),
        *(1, _MOST, None),
        key="host.sessions",
        placeholder=say("host.sessions.usual", sessions=usual),
    )
    minutes = fourth.number_input(say("host.minutes"), 1, 120, _MINUTES, key="host.minutes")
    return int(students), _whole(tables), _whole(sessions), int(minutes)


def _scenario(key: str, language: str = "") -> Scenario:
    return cases.scenario_of(key, memory().uploads, language)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _names(case: str) -> str:
    """Let the visitor choose what delegations are called, where they are real ones; say else why there is no choice."""
    say, scenario = words().say, _scenario(case)
    if not may_recast(scenario):
        st.caption(say("host.names.invented"))
        return "real"
    found = st.radio(
        say("host.names"),
        _NAMES,
        format_func=lambda which: say(f"host.names.{which}"),
        captions=[say(f"host.names.{which}.about") for which in _NAMES],
        key="host.names",
    )
    if found == "archetypes" and (left := _left(case, memory().uploads.get(case, ""), words().language)):
        with told_in(words().language):
            st.info(escaped(say_of_case("archetypes.left", words=listed(left))))
    return str(found)


@lru_cache(_KEPT)
def _left(case: str, text: str, language: str) -> tuple[str, ...]:
    return recast(cases.scenario_of(case, {case: text}), language).left


def _told(wish: _Wish) -> bool:
    """Say what will be opened; return whether it can be."""
    say, counted = words().say, words().counted
    seats = n_seats(_scenario(wish.case))
    try:
        tables, people = suggested(wish.students, seats, tables=wish.tables)
    except ClassroomError as error:
        with told_in(words().language):
            st.warning(escaped(str(error)))
        return False
    what = say(
        "host.opens",
        tables=counted("host.opens.tables", tables),
        seats=counted("host.opens.seats", seats),
        people=counted("host.opens.people", people),
    )
    st.markdown(f"{what} {say('host.reach.here' if wish.is_here else 'host.reach.network')}")
    st.markdown(_length(wish))
    return True


def _length(wish: _Wish) -> str:
    plan = Plan(minutes={"talks": float(wish.minutes)})
    with told_in(words().language):
        return length_sentence(plan, wish.sessions or _scenario(wish.case).sessions)


def _download(wish: _Wish) -> None:
    """Offer the file that the command names."""
    say = words().say
    st.markdown(say("host.file", file=wish.file))
    st.download_button(
        say("library.download"),
        data=cases.case_yaml(wish.case, memory().uploads),
        file_name=wish.file,
        mime="application/yaml",
        key="host.download",
        on_click="ignore",
    )


def _button(wish: _Wish) -> None:
    say = words().say
    label = say("host.open.here" if wish.is_here else "host.open.network")
    if not st.button(label, key="host.open", type="primary"):
        return
    try:
        with st.spinner(say("host.opening")):
            _start(wish)
    except DelegationSimError as error:
        st.error(f"{say('host.failed')} {escaped(str(error))}")
    else:
        st.rerun()


def _start(wish: _Wish) -> None:
    """Open the class; a server keeps its case, so that the file of one of this visit is needed for a moment only."""
    with temporary_folder() as folder:
        file = ""
        if wish.file:
            file = str(Path(folder, wish.file))
            Path(file).write_text(cases.case_yaml(wish.case, memory().uploads), encoding="utf-8")
        class_servers.start([*wish.arguments(file), "--port", "0"])


def _ended(one: class_servers.Hosted) -> None:
    """Say of a class whose server has ended that it is kept, and how to go on with it."""
    say = words().say
    with st.container(key=f"host.ended.{one.code}", border=True):
        st.markdown(say("host.ended", title=escaped(one.title), code=one.code))
        again = [COMMAND, "class", "--again", *(["--network"] if one.is_for_network else [])]
        st.code(for_reader(as_typed(again), words().language), language=None, wrap_lines=True)


def _hosted(one: class_servers.Hosted) -> None:
    """Show a class that is served from here, and the way to its console."""
    say = words().say
    with st.container(key=f"host.on.{one.code}", border=True):
        st.markdown(say("host.on", title=escaped(one.title), code=one.code))
        st.markdown(say("host.on.network" if one.is_for_network else "host.on.here"))
        with st.container(horizontal=True):
            st.link_button(say("host.console"), one.console, type="primary")
            if st.button(say("host.end"), key=f"host.end.{one.code}"):
                class_servers.end(one)
                st.rerun()
