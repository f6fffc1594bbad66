"""The page of whoever runs a training: the papers of a case, what groups agreed on it, and the debriefing."""

import io
import json
import zipfile
from typing import Final

import streamlit as st

from dashboard.frame import navigation
from dashboard.frame.case_language import case_language
from dashboard.frame.escaping import escaped, names_to_choose
from dashboard.frame.instance_field import apart_words, difficulty_words, instance_field
from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.library import cases
from dashboard.library.cases import parted
from dashboard.training.entered_results import FILE, State, as_text, results_of, state, take_file
from dashboard.training.training_cases import has_pack
from dashboard.training.training_form import show_form
from dashboard.training.training_told import agents_of, show_agents, show_told
from simulation.errors import ScenarioError
from simulation.repeating import for_reader
from simulation.report.groups import document_of, groups_page
from simulation.report.pack import pack_pages
from simulation.scenario import (
    SUFFIX,
    GroupResults,
    Pack,
    Scenario,
    load_pack,
    scenario_hash,
    shipped_scenarios,
)
from simulation.scenario.instances import name_of
from simulation.training.group import Ground, GroupDebrief, judged_groups
from simulation.words import told_in

__all__ = ["ground_of", "show", "zipped_papers"]

_KEPT: Final = 4
"""Cases: of a large one the texts that all could adopt take some sixty megabytes."""
_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The same papers are the same bytes whenever they are asked for."""


def zipped_papers(key: str, case: Scenario, language: str) -> bytes:
    """Return the papers of a case, given by key, as a ZIP file with one folder in it."""
    with told_in(language):
        pages = pack_pages(case, _pack(key, case), pack_name=f"{case.key}{SUFFIX}")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for path, page in pages.items():
            file.writestr(zipfile.ZipInfo(f"{name_of(case)}-pack/{path}", _DAY), page, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _pack(key: str, case: Scenario) -> Pack | None:
    """Return the pack of a case that ships, given by key; what an instance says, in the language of the moment."""
    shipped, _ = parted(key)
    if shipped not in shipped_scenarios():
        return None
    try:
        return load_pack(shipped, scenario=case)
    except ScenarioError:
        return None


def ground_of(case: Scenario) -> Ground:
    """Return the ground of a case: the same for every visitor who has a case with the same numbers."""
    return _ground(f"{scenario_hash(case)} {case.told_language}", case)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _ground(key: str, _case: Scenario) -> Ground:  # noqa: ARG001 - Streamlit keeps it by the key
    return Ground.of(_case)


def show() -> None:
    """Show it."""
    say, own = words().say, state()
    st.title(say("shell.page.training"), anchor=False)
    st.markdown(say("training.lead"))
    titles = _titles()
    key = instance_field(_choose(own, titles), key="training.instance")
    case = cases.scenario_of(key, memory().uploads, memory().language)
    if written := case_language(words(), case):
        st.caption(written)
    if hard := difficulty_words(case):
        st.caption(escaped(f"{hard} {apart_words(case)}".rstrip()))
    _papers(key, case)
    results = results_of(own, key, case)
    with in_own_language():
        show_form(own, key, case, results)
        _file(own, key, case, results)
        if results.groups:
            _debrief(own, key, case, results)


def _titles() -> dict[str, str]:
    """Return the cases that can be trained here, those with a pack first."""
    kept = memory()
    titles = cases.titles_of(kept.uploads, kept.language)
    return {key: titles[key] for key in sorted(titles, key=lambda key: not has_pack(key))}


def _choose(own: State, titles: dict[str, str]) -> str:
    keys, kept = list(titles), memory()
    is_fit = kept.case in titles and (has_pack(kept.case) or kept.case in kept.uploads)
    if is_fit and (own.case not in titles or own.at_hand not in ("", kept.case)):
        own.case, own.place, own.correct, own.problems = kept.case, 0, "", ()
    elif own.case not in titles:
        own.case = keys[0]
    own.at_hand = kept.case
    st.selectbox(
        words().say("term.case"),
        keys,
        index=keys.index(own.case),
        format_func=names_to_choose(titles, words().say("editor.untitled")).__getitem__,
        key="training.case",
        on_change=_take_case,
        args=(own,),
        width=480,
    )
    return own.case


def _take_case(own: State) -> None:
    own.case = st.session_state["training.case"]
    own.place, own.correct, own.problems = 0, "", ()


def _papers(key: str, case: Scenario) -> None:
    say, language = words().say, memory().language
    st.subheader(say("training.papers"), anchor=False)
    st.markdown(say("training.papers.about" if has_pack(key) else "training.papers.bare"))
    st.download_button(
        say("training.papers.download"),
        lambda: zipped_papers(key, case, language),
        f"{name_of(case)}-pack.zip",
        "application/zip",
        key="training.papers.download",
        on_click="ignore",
    )


def _file(own: State, key: str, case: Scenario, results: GroupResults) -> None:
    say = words().say
    with st.expander(say("training.file"), key="training-file"):
        st.markdown(say("training.file.about"))
        if results.groups:
            st.download_button(
                say("training.file.download"),
                as_text(results),
                f"{name_of(case)}-{FILE}",
                "application/yaml",
                key="training.file.download",
                on_click="ignore",
            )
        given = st.file_uploader(
            say("training.file.upload"), type=["yaml", "yml"], key=f"training.file.upload.{key}"
        )
        taken = memory().pages.setdefault("training.taken", {})
        if given is not None and taken.get(key) != given.file_id:
            name = cases.file_name(given.name)
            text = given.getvalue().decode("utf-8-sig", "replace")
            problems = take_file(own, key, case, text, name)
            if problems:
                st.error(words().counted("training.file.problems", len(problems), name=escaped(name)))
                st.code("\n".join(map(str, problems[:40])), language=None, wrap_lines=True)
                return
            taken[key] = given.file_id
            st.rerun()


def _debrief(own: State, key: str, case: Scenario, results: GroupResults) -> None:
    say = words().say
    runs = agents_of(own, case)
    debrief = GroupDebrief(case=case, groups=judged_groups(case, results, ground_of(case)), runs=runs)
    st.header(say("training.debrief"), anchor=False)
    st.caption(say("training.debrief.secret"))
    show_told(own, debrief)
    show_agents(own, debrief)
    st.subheader(say("training.take"), anchor=False)
    language = memory().language
    with st.container(horizontal=True, key="training-take"):
        st.download_button(
            say("training.take.html"),
            lambda: _page(debrief, language),
            f"{name_of(case)}-debrief.html",
            "text/html",
            key="training.take.html",
            on_click="ignore",
        )
        st.download_button(
            say("term.figures_json"),
            lambda: json.dumps(document_of(debrief, results), indent=2, ensure_ascii=False, allow_nan=False),
            f"{name_of(case)}-debrief.json",
            "application/json",
            key="training.take.json",
            on_click="ignore",
        )
    st.caption(say("training.take.about"))
    name = case.key if not key.startswith(cases.UPLOAD) else cases.file_name(case.key)
    instance = f" --instance {case.instance}" if case.instance else ""
    command = f"delegation-sim outcome {name} {name_of(case)}-{FILE} --seed {memory().seed}{instance}"
    st.code(for_reader(command, words().language), language=None, wrap_lines=True)
    navigation.door("method", say("shell.page.method"))


def _page(debrief: GroupDebrief, language: str) -> str:
    with told_in(language):
        return groups_page(debrief)
