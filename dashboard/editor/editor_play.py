"""Plays the case on the desk once, where one stands, and says how it ended: what closed when, and who held what."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import streamlit as st

from dashboard.components.packing import texts_of, unpack
from dashboard.editor.editor_desk import Desk, say, widget
from dashboard.editor.editor_side import first_of
from dashboard.editor.opening_case import Data
from dashboard.editor.writing_case import file_name
from dashboard.frame import navigation
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.library.cases import add_case, too_large
from dashboard.replay.played_runs import Asked
from dashboard.replay.replay_contract import Clause, Replay
from dashboard.replay.which_run import command_of
from dashboard.replay.while_playing import wait_for_run

__all__ = ["Once", "hindrance", "play_button", "show_once", "use"]

_CLOSED: Final = frozenset({"clean_ad_ref", "adopted", "deleted", "deferred"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """A run of the case on the desk."""

    data: Data
    """The case as it was then."""
    seed: int
    language: str
    replay: Replay


def hindrance(of: Desk) -> str | None:
    """Return what is said of a case that is too large; empty if it can be played, None if something is to be mended."""
    scenario = of.checked.scenario
    if scenario is None:
        return None
    with in_own_language():
        return too_large(scenario)


def use(of: Desk) -> None:
    """Make the case on the desk the case at hand."""
    key, _ = add_case(of.checked.text, memory().uploads, file_name(of.data), in_use=memory().in_use)
    if key is not None:
        of.used_as = key
        memory().case = key
        memory().session = memory().selected = None
        memory().pages.pop("saved_run", None)


def play_button(of: Desk) -> bool:
    """Place the button; return whether it was pressed. Pressed again for the same case, it plays another run."""
    is_same = of.once is not None and of.once.data is of.data
    return st.button(
        say("play.again" if is_same else "play.do"),
        type="primary",
        key=widget(of, "play"),
        disabled=hindrance(of) != "",
        help=say("play.help"),
    )


def show_once(of: Desk, *, is_asked: bool) -> None:
    """Play if it is asked for, and show the last run there is."""
    if is_asked:
        seed = of.once.seed + 1 if of.once is not None and of.once.data is of.data else 1
        _play(of, seed)
        st.rerun()  # now the button plays another
    elif of.once is not None and of.once.language != memory().language and of.once.data is of.data:
        _play(of, of.once.seed)
    if of.once is None:
        return
    with st.container(border=True, key="editor.played"):
        if of.once.data is not of.data:
            st.caption(say("trial.before"))
        _told(of.once.replay)
        with st.container(horizontal=True, vertical_alignment="center"):
            is_now = of.once.data is of.data
            if is_now and st.button(say("play.watch"), key=widget(of, "watch")):
                use(of)
                memory().seed = of.once.seed
                memory().pages["told_run"] = (memory().case, of.once.seed)
                navigation.go("replay")
            st.button(
                say("play.close"), key=widget(of, "put_off"), type="tertiary", on_click=_forget, args=(of,)
            )
            st.caption(say("play.one", seed=of.once.seed))


def _play(of: Desk, seed: int) -> None:
    scenario = of.checked.scenario
    if scenario is None:
        return
    command = tuple(command_of(file_name(of.data), seed))
    asked = Asked(scenario=scenario, seed=seed, language=memory().language, command=command)
    played = wait_for_run(asked)
    if played is not None:
        of.once = Once(data=of.data, seed=seed, language=memory().language, replay=played.data)


def _forget(of: Desk) -> None:
    of.once = None


def _told(replay: Replay) -> None:
    last = replay["sentences"][-1]
    st.markdown(f"**{escaped(last['head'])}** {escaped(last['sub'])}")
    st.markdown("\n".join(f"- {line}" for line in _lines(replay)))


def _lines(replay: Replay) -> Iterator[str]:
    """Say of each clause when it closed and on what, or who kept it open."""
    texts = texts_of(replay)
    for clause in replay["clauses"]:
        state = clause["history"][-1]
        told = {"clause": escaped(f"{clause['label']} {clause['title']}")}
        if state["status"] not in _CLOSED:
            blocks = _names(replay, state["blocks"])
            yield words().counted("editor.play.open", len(blocks), who=first_of(blocks), **told)
            continue
        wording = texts[state["wordings"][0]["option"]] if state["wordings"] else ""
        key = "play.closed" if wording else "play.closed.without"
        yield say(key, session=_closed_in(clause), wording=escaped(wording), **told)


def _closed_in(clause: Clause) -> int:
    """Return the session from which on a clause had the status that it has at the end."""
    session = clause["history"][-1]["from"]
    for state in reversed(clause["history"]):
        if state["status"] != clause["history"][-1]["status"]:
            break
        session = state["from"]
    return session


def _names(replay: Replay, number: int) -> list[str]:
    if number < 0:
        return []
    return [replay["delegations"][row]["name"] for row in unpack(replay["sets"][number])]
