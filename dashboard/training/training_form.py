"""The form in which a group's result is entered: a wording for each question, and where each seat stood on the text."""

from collections.abc import Callable
from itertools import count
from typing import Any, Final

import streamlit as st

from dashboard.frame.escaping import escaped, names_to_choose, plain
from dashboard.frame.session_state import words
from dashboard.training.entered_results import State, enter, remove
from simulation.errors import ScenarioError
from simulation.scenario import (
    STANDS,
    GroupResult,
    GroupResults,
    Scenario,
    clauses_by_issue,
    names_by_issue,
    options_of,
    read_group,
)
from simulation.training.group import silence_told, stand_label, stands_asked
from simulation.words import say as tell

__all__ = ["show_form"]

_OPEN: Final = ""
_UNSAID: Final = ""
_LONGEST: Final = 200


def show_form(own: State, key: str, case: Scenario, results: GroupResults) -> None:
    """Show it, for a new group or for one that is corrected."""
    say = words().say
    st.subheader(say("training.enter"), anchor=False)
    st.markdown(say("training.enter.about"))
    if results.groups:
        _choose(own, key, results)
    before = next((group for group in results.groups if group.name == own.correct), None)
    stem = f"training.{key}.{own.entered}.{own.correct}"
    with st.form(f"{stem}.form", enter_to_submit=False):
        names = {group.name for group in results.groups}
        number = next(n for n in count(1) if say("archetype.bloc.ad_hoc", n=n) not in names)
        name = st.text_input(
            say("training.name"),
            value=before.name if before else say("archetype.bloc.ad_hoc", n=number),
            max_chars=_LONGEST,
            key=f"{stem}.name",
        )
        text = _wordings(case, before, stem)
        stands = _stands(case, before, stem)
        label = say("training.keep.again" if before else "training.keep")
        is_kept = st.form_submit_button(label, type="primary", key=f"{stem}.keep")
    for message in own.problems:
        st.error(escaped(message))
    if is_kept:
        _take(own, key, case, results, {"name": " ".join(plain(name).split()), "text": text, **stands})


def _choose(own: State, key: str, results: GroupResults) -> None:
    """Let the visitor choose whether a new group is entered or one is corrected, or take one out."""
    say = words().say
    names = ["", *(group.name for group in results.groups)]
    shown = names_to_choose(
        {name: name or say("training.correct.new") for name in names}, say("editor.untitled")
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="training-correct"):
        st.selectbox(
            say("training.correct"),
            names,
            index=names.index(own.correct) if own.correct in names else 0,
            format_func=shown.__getitem__,
            key=f"training.correct.{key}.{own.entered}.{len(names)}",
            on_change=_take_correct,
            args=(own, f"training.correct.{key}.{own.entered}.{len(names)}"),
            width=320,
        )
        if own.correct and st.button(say("training.remove"), key=f"training.remove.{key}"):
            remove(own, key, own.correct)
            st.rerun()


def _take_correct(own: State, field: str) -> None:
    own.correct, own.problems = st.session_state[field], ()


def _wordings(case: Scenario, before: GroupResult | None, stem: str) -> dict[str, str]:
    """Ask for the wording of each question; return what is in the text, by clause or issue."""
    agreed = {} if before is None else options_of(case, before)
    labels = {clause.key: clause.label for section in case.document.sections for clause in section.clauses}
    governed, called, found = clauses_by_issue(case), names_by_issue(case), dict[str, str]()
    st.markdown(f"**{escaped(tell('groups.part.text'))}**")
    for issue in case.issues:
        clauses = governed[issue.key]
        names = {_OPEN: tell("groups.open")} | {option.key: option.label for option in issue.options}
        keys = list(names)
        named = words().listed((issue.name, *(labels[clause] for clause in clauses)))
        chosen = st.selectbox(
            plain(
                words().say("training.question", issue=named, question=issue.question)
                if issue.question
                else named
            ),
            keys,
            index=keys.index(agreed.get(issue.key, _OPEN)),
            format_func=names_to_choose(names, words().say("editor.untitled")).__getitem__,
            key=f"{stem}.issue.{issue.key}",
        )
        if chosen:
            found[called[issue.key]] = chosen
    return found


def _stands(case: Scenario, before: GroupResult | None, stem: str) -> dict[str, list[str]]:
    """Ask where each seat stood on the text; return the seats by their answers."""
    stood = {seat: stand for stand in STANDS for seat in (getattr(before, stand) if before else ())}
    asked = dict.fromkeys((*stands_asked(case), *stood.values()))
    names = {_UNSAID: tell("groups.stand.unsaid")} | {
        stand: tell(stand_label(case, stand)) for stand in asked
    }
    keys, found = list(names), dict[str, list[str]]()
    st.markdown(f"**{escaped(words().say('papers.outcome.stands'))}**")
    st.caption(escaped(silence_told(case)))
    with st.container(horizontal=True, key="training-stands"):
        for seat in case.delegations:
            chosen = st.selectbox(
                plain(seat.short or seat.name),
                keys,
                index=keys.index(stood.get(seat.key, _UNSAID)),
                format_func=names.__getitem__,
                key=f"{stem}.seat.{seat.key}",
                width=200,
            )
            if chosen:
                found.setdefault(chosen, []).append(seat.key)
    return found


def _take(own: State, key: str, case: Scenario, results: GroupResults, raw: dict[str, Any]) -> None:
    """Keep the group, or remember what is wrong with it; then draw the page anew."""
    others = [group.name for group in results.groups if group.name != own.correct]
    group, problems = read_group(raw, case, others=others)
    messages = [problem.message for problem in problems]
    if group is not None:
        messages = _tried(lambda: enter(own, key, case, group))
    own.problems = tuple(messages)
    st.rerun()


def _tried(work: Callable[[], None]) -> list[str]:
    try:
        work()
    except ScenarioError as error:
        return [str(error)]
    return []
