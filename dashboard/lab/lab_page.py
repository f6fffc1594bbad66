"""The what-if lab: change something, run it many times, and see what difference it makes."""

from functools import cache, partial
from importlib.resources import files
from typing import Final

import streamlit as st

from dashboard.components.copying import show_to_copy
from dashboard.components.report_chart import offer
from dashboard.frame import links, navigation
from dashboard.frame.case_language import case_language
from dashboard.frame.escaping import escaped
from dashboard.frame.language import Words
from dashboard.frame.session_state import memory, words
from dashboard.lab import taking_along
from dashboard.lab.grid_view import show_grid
from dashboard.lab.lab_state import Lab, lab, look, recall, run, view_of
from dashboard.lab.panel import show_panel, show_run
from dashboard.lab.results import View, show_results, view_of_result
from dashboard.lab.study_asked import case_file
from dashboard.library import cases
from dashboard.library.uploaded_tables import WORKBOOK
from dashboard.work.of_server import jobs
from simulation.repeating import for_reader
from simulation.report.study import study_page
from simulation.scenario import Scenario, shipped_scenarios
from simulation.study import StudySummary, phrase_of_changes, pull_all
from simulation.words import Said, told_in

__all__ = ["show"]

_HEADED: Final = "list.told"
"""Sentence of what is adopted, of who gains, of who loses; another says in what gains are counted."""


def show() -> None:
    """Show it."""
    kept = memory()
    state = lab()
    st.html(f"<style>{_css()}</style>")
    case = cases.scenario_of(kept.case, kept.uploads, kept.language)
    if not state.is_begun:
        recall(state, jobs(), case)  # what is known costs nothing; nothing is played unasked
    state.is_begun = True
    if state.wanted:
        run(state, jobs(), case, state.wanted)
        state.wanted = 0
    look(state)
    told = cases.scenario_of(kept.case, kept.uploads, kept.language)
    view = view_of_result(state, told)
    _show_head(state, told, view)
    if st.session_state.get("lab.how") == "grid":
        with st.container(key="lab-grid"):
            show_grid(state, told)
    name = "lab-body-full" if view else "lab-body"
    with st.container(key=name):
        left, right = st.columns([316, 864], gap="large")
    with left:
        show_panel(state, told, view.headline.needs if view else 0)
    with right, st.container(key="lab-stale" if state.is_stale else "lab-results"):
        if view is None:
            _show_empty()
        else:
            show_results(state, view)
            _show_taking(state, view, case)


@cache
def _css() -> str:
    return files("dashboard").joinpath("lab", "lab.css").read_text(encoding="utf-8")


def _show_head(state: Lab, case: Scenario, view: View | None) -> None:
    """Place the case, and the answer; before there is one the question, in the room that the answer will take."""
    say = words().say
    origin = say(f"lab.origin.{case.nature}")
    about = f"{escaped(case.title)} &ensp; :yellow-badge[{escaped(origin)}]"
    if view and view.version:
        about += f" :blue-badge[{escaped(say('lab.versions.letter', letter=view.version))}]"
    st.markdown(about)
    if written := case_language(words(), case):
        st.caption(written)
    room = f"-room-{'change' if state.inputs.changed else 'base'}" if state.has_room else ""
    with st.container(key=f"lab-head{room}"):
        st.title(escaped(view.headline.sentence if view else _question(state, case)))
        if view:
            _show_answer(view)
        else:
            with st.container(key="lab-ask"):  # one part, in whose place the answer comes
                if not state.is_running:
                    st.markdown(say("lab.question.how"))
                show_run(state, case)


def _question(state: Lab, case: Scenario) -> str:
    """Return what a run would answer."""
    changes = state.inputs.version(state.letter).changes
    trial = pull_all(case, changes)
    if not changes or trial.faults:
        return words().say("lab.question.base")
    change = phrase_of_changes([str(change) for change in changes], Said.apart(trial.words))
    return words().say("lab.question.change", change=words().told(change))


def _show_answer(view: View) -> None:
    """Place what is adopted, who gains and who loses, what each tells of in bold; below it the figures."""
    own, told = words(), view.headline.answer
    with st.container(key="lab-answer", gap="xsmall"):
        notes = []
        for sentence in told:
            if sentence.key != _HEADED:
                notes.append(own.told(sentence))
                continue
            name, what = (escaped(own.told(sentence.inner(part))) for part in ("name", "what"))
            st.markdown(own.say(_HEADED, name=f"**{name}**", what=what))
        st.caption(" ".join(map(escaped, (*view.headline.lead, *notes))))


def _show_empty() -> None:
    st.subheader(words().say("lab.state.empty"))
    st.markdown(words().say("lab.state.empty.sub"))


def _show_taking(state: Lab, view: View, case: Scenario) -> None:
    """Place what can be taken along: study, figures, report, link."""
    say = words().say
    st.subheader(say("term.take"))
    with st.container(horizontal=True, key="lab-take"):
        _download_study(view, case)
        own = words()
        label = say("lab.take.csv" if view.place else "lab.take.csv.base")
        table, page = partial(taking_along.csv_of, own, view.summary), partial(_page, own, view.summary)
        offer(label, table, f"{case.key}.csv", "text/csv", key="lab.take.csv")
        book = partial(taking_along.workbook, view.summary)
        offer(say("lab.take.xlsx"), book, f"{case.key}.xlsx", WORKBOOK, key="lab.take.xlsx")
        offer(say("lab.take.page"), page, f"{case.key}.html", "text/html", key="lab.take.page")
        with st.popover(say("term.share")):
            st.caption(say("lab.take.share.help"))
            show_to_copy(_link(state), key="lab.copy")
    st.caption(say("lab.take.repeat"))
    line = for_reader(taking_along.command(view.ran.asked), words().language)
    show_to_copy(line, key="lab.again")
    navigation.door("method", say("lab.cannot.link"))


def _page(words: Words, summary: StudySummary) -> str:
    with told_in(words.language):
        return study_page(summary)


def _download_study(view: View, case: Scenario) -> None:
    """Offer the exact study; of a case that did not come with the library, with the case beside it."""
    say, asked = words().say, view.ran.asked
    key = view.ran.inputs.case
    if key in shipped_scenarios():
        alone = partial(taking_along.study_yaml, asked)
        offer(say("lab.take.study"), alone, "study.yaml", "application/yaml", key="lab.take.study")
        return
    packed = partial(taking_along.study_and_case, asked, cases.case_yaml(key, memory().uploads))
    name = f"{case_file(case)}.zip"
    offer(say("lab.take.study.zip"), packed, name, "application/zip", key="lab.take.study")


def _link(state: Lab) -> str:
    inputs = state.inputs
    return links.here(
        links.Link(
            page="lab",
            case=inputs.case,
            changes=inputs.in_link(),
            seed=inputs.seed,
            view=view_of(state),
            language=words().language,
        )
    )
