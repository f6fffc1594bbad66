"""The left of the page: what was changed, how to change more, the buttons that run it, and how it stands."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard.frame.escaping import escaped
from dashboard.frame.reserved_space import reserved
from dashboard.frame.seed_field import seed_field
from dashboard.frame.session_state import memory, words
from dashboard.lab.adding import forget_problem, form_in_words, form_of_one_value
from dashboard.lab.case_versions import (
    MOST_VERSIONS,
    Version,
    with_version,
    without_change,
    without_version,
)
from dashboard.lab.changing import Told, change_told
from dashboard.lab.lab_state import FULL, QUICK, Lab, set_inputs
from dashboard.lab.study_progress import lasting, show_progress
from dashboard.library import cases
from dashboard.work.of_server import jobs
from simulation.scenario import Scenario
from simulation.study import pull_all
from simulation.words import Said

__all__ = ["show_panel", "show_run", "told_of"]

_HOWS: Final = ("words", "grid", "form")
_LETTER: Final = "lab.letter"
_STANDS: Final = 96
"""Pixels that progress takes: what follows it takes less, and nothing below moves."""
_RUNS: Final = 228
"""Pixels that the buttons and how it stands take here when the first figures come."""


def told_of(case: Scenario, version: Version) -> tuple[list[Told], dict[int, Said]]:
    """Return the changes of a version in words, and what is wrong with which; the case is as it is shown."""
    trial = pull_all(case, version.changes)
    kept = memory()
    other = cases.texts_of(kept.case, kept.uploads, kept.language)
    made = tuple(one.with_texts(other) for one in trial.words) or (None,) * len(version.changes)
    told = [change_told(words(), case, *pair) for pair in zip(version.changes, made, strict=True)]
    return told, {fault.place: fault.message for fault in trial.faults}


def show_panel(state: Lab, case: Scenario, needs: int) -> None:
    """Place it; `needs` are the runs that would show the difference that was seen, 0 if nobody can say."""
    say = words().say
    version = state.inputs.version(state.letter)
    st.subheader(say("lab.changed.heading"))
    _choose_version(state)
    st.caption(words().counted("lab.changed.count", len(version.changes)))
    _list(state, case, version)
    if state.dropped:
        st.warning(say("lab.link.dropped", changes=escaped(words().apart(state.dropped))))
    if state.ran is not None:
        show_run(state, case, needs)
    elif state.is_running:
        with reserved(_RUNS, "lab-run-later"):
            st.html("&nbsp;")  # a place with nothing in it takes no room
    _add(state, case, version)
    _compare(state)
    seed_field(say("term.seed"), about=say("lab.seed.help"), key=f"lab.seed.{state.inputs.seed}")


def show_run(state: Lab, case: Scenario, needs: int = 0) -> None:
    """Place the buttons that run it and how it stands: below the question; as soon as there is an answer, here."""
    _buttons(state, case)
    with (
        reserved(_STANDS if state.is_running or state.ran else 0, "lab-standing"),
        st.container(key="lab-state"),
    ):
        _stands(state)
        if needs and not state.is_running and not state.is_stale:
            label = words().say("lab.run.more", n=words().count(needs))
            _run_button(state, label, needs, kind="secondary", key="lab.more")


def _choose_version(state: Lab) -> None:
    letters = [version.letter for version in state.inputs.versions]
    if len(letters) < 2:  # noqa: PLR2004 - one needs no choice
        return
    # One key, and the value in one place: with two keys or two values Streamlit draws it anew, and it flickers.
    st.session_state[_LETTER] = state.letter
    st.segmented_control(
        words().say("term.version"),
        letters,
        required=True,
        key=_LETTER,
        on_change=_turn_to,
        args=(state,),
    )


def _turn_to(state: Lab) -> None:
    """Remember which version the visitor chose, before the page is drawn by it."""
    state.letter = st.session_state[_LETTER]
    state.problem = None


def _list(state: Lab, case: Scenario, version: Version) -> None:
    """Place a row for each change, numbered, with what it was and a button that takes it back."""
    say = words().say
    told, faults = told_of(case, version)
    for place, one in enumerate(told):
        with st.container(
            key=f"lab-change-{place}", horizontal=True, vertical_alignment="center", wrap=False
        ):
            was = say("lab.changed.was", was=one.was or say("lab.changed.was.unknown"))
            small = "  \n".join(f":small[{escaped(line)}]" for line in (was, one.means) if line)
            st.markdown(f"**{place + 1}** &ensp;**{escaped(one.title)}**  \n{small}", width="stretch")
            st.button(
                escaped(say("lab.changed.remove", n=place + 1, title=one.title)),
                key=f"lab.remove.{place}",
                on_click=_remove,
                args=(state, place),
            )
        if place in faults:
            st.warning(escaped(say("lab.changed.wrong", problem=faults[place])))


def _remove(state: Lab, place: int) -> None:
    state.problem = None
    set_inputs(state, without_change(state.inputs, state.letter, place))


def _add(state: Lab, case: Scenario, version: Version) -> None:
    say = words().say
    with st.expander(say("lab.add.heading"), expanded=True), st.container(gap="xsmall"):
        how = st.segmented_control(
            say("lab.add.how"),
            _HOWS,
            default=_HOWS[0],
            required=True,
            format_func=lambda one: say(f"lab.add.how.{one}"),
            key="lab.how",
            on_change=forget_problem,
            args=(state,),
        )
        if how == "form":
            form_of_one_value(state, case, pull_all(case, version.changes).case)
        elif how == "words":
            form_in_words(state, case)
        if state.problem is not None:
            key, values = state.problem
            st.warning(say(key, **{name: escaped(value) for name, value in values.items()}))


def _buttons(state: Lab, case: Scenario) -> None:
    """Place both buttons, and how long each takes; the one that comes next stands out."""
    say = words().say
    is_answered = state.ran is not None and not state.is_stale
    kinds = ("secondary", "primary") if is_answered else ("primary", "secondary")
    with st.container(horizontal=True, key="lab-run"):
        _run_button(state, say("lab.run.quick"), QUICK, kind=kinds[0], key="lab.quick")
        _run_button(state, say("lab.run.full"), FULL, kind=kinds[1], key="lab.full")
    if state.is_running and state.ran is None:
        return
    each = (len(version.changes) for version in state.inputs.changed)
    versions = 1 + sum(1 + n if n > 1 else 1 for n in each)  # several changes are made alone too
    quick, full = (lasting(jobs().seconds_for(case, versions * n)) for n in (QUICK, FULL))
    st.caption(say("lab.run.time", quick=quick, full=full))


def _run_button(state: Lab, label: str, n: int, *, kind: str, key: str) -> None:
    st.button(
        label,
        type="primary" if kind == "primary" else "secondary",
        key=key,
        on_click=_ask,
        args=(state, n),
    )


def _ask(state: Lab, n: int) -> None:
    """Ask for a study; the page then starts it: a field may come with the click that was left for it."""
    state.wanted = n


def _stands(state: Lab) -> None:
    """Say how it stands: under way, matching, changed since, or what went wrong."""
    say = words().say
    if state.is_running:
        show_progress(state)
        return
    if state.trouble is not None:
        _trouble(state)
    if state.is_stale:
        st.markdown(f"**{say('lab.state.changed')}**  \n{say('lab.state.changed.sub')}")
        st.button(say("lab.run.undo"), key="lab.undo", on_click=_undo, args=(state,))
    elif state.ran is not None and state.trouble is None:
        told = say(
            "lab.state.match.sub",
            n=words().count(state.ran.summary.replications),
            seed=state.inputs.seed,
            seconds=max(1, round(state.ran.took)),
        )
        st.markdown(f"**{say('lab.state.match')}**  \n{told}")


def _trouble(state: Lab) -> None:
    key, details = state.trouble or ("", "")
    n = words().count(state.ran.summary.replications) if state.ran else "0"
    asked = words().count(state.ran.asked.study.replications) if state.ran else "0"
    lines = [f"**{words().say(key, n=n, asked=asked)}**"]
    lines += [escaped(line) for line in details.splitlines()[:5]]
    if key.startswith("lab.state.failed"):
        lines.append(words().say("lab.state.failed.sub"))
    st.markdown("  \n".join(lines))


def _undo(state: Lab) -> None:
    if state.ran is not None:
        memory().seed = state.ran.inputs.seed
        set_inputs(state, state.ran.inputs)
        state.problem = None


def _compare(state: Lab) -> None:
    """Offer another version beside this one, up to four."""
    say = words().say
    letters: Sequence[str] = [version.letter for version in state.inputs.versions]
    with st.container(horizontal=True, key="lab-compare"):
        if len(letters) < MOST_VERSIONS and state.inputs.changed:
            st.button(
                say("lab.versions.add"),
                key="lab.version.add",
                help=say("lab.versions.add.help"),
                on_click=_more,
                args=(state,),
            )
        if len(letters) > 1:
            st.button(
                say("lab.versions.remove", letter=state.letter),
                key="lab.version.remove",
                on_click=_less,
                args=(state,),
            )


def _more(state: Lab) -> None:
    inputs, letter = with_version(state.inputs, like=state.letter)
    set_inputs(state, inputs)
    state.letter = letter


def _less(state: Lab) -> None:
    set_inputs(state, without_version(state.inputs, state.letter))
