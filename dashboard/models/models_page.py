"""The models side by side: what all published models say about the case at hand, where they differ, about whom."""

import json
from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from dashboard.components.copying import show_to_copy
from dashboard.components.report_chart import offer, show_chart, show_twins
from dashboard.frame import links, navigation
from dashboard.frame.case_language import case_language
from dashboard.frame.drawn_anew import Looks
from dashboard.frame.escaping import bulleted, escaped, names_to_choose, plain
from dashboard.frame.fold import fold
from dashboard.frame.seed_field import seed_field
from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.lab.study_progress import lasting
from dashboard.library import cases
from dashboard.models.assumptions import show_assumptions
from dashboard.models.forecast_time import ROUND, rounded
from dashboard.models.forecasts_on_demand import Forecasts, key_of, most_draws
from dashboard.models.models_state import ALL, State, state, view_of
from dashboard.work.jobs import TooManyAtOnceError
from dashboard.work.of_server import workers
from simulation.drawing import Chart
from simulation.forecast import (
    Forecast,
    basis,
    document_of,
    doubt,
    expected,
    headline,
    limits,
    standing_sentences,
    wide,
)
from simulation.repeating import for_reader, forecasting
from simulation.report.forecast import expected_chart, forecast_page, issue_part, whom_chart, wide_chart
from simulation.scenario import Scenario, scales_told, scenario_hash
from simulation.version import version
from simulation.words import say as tell
from simulation.words import told_in

__all__ = ["forecasts", "show"]

_AGAIN: Final = 0.5


@st.cache_resource(show_spinner=False)
def forecasts() -> Forecasts:
    """Return the forecasts of this server."""
    return Forecasts(workers(), kept=16)


def show() -> None:
    """Show it."""
    kept, own = memory(), state()
    case = cases.scenario_of(kept.case, kept.uploads)
    most = most_draws(case)
    draws = min(own.draws, most)
    if own.is_asked:
        own.is_asked = False
        _start(own, case, draws)
    is_playing = _look(own, case, draws)
    told = cases.scenario_of(kept.case, kept.uploads, kept.language)
    found = None if own.found is None else replace(own.found, case=told)
    with in_own_language():
        _show_head(own, told, found)
        _show_stand(own, case, draws, is_playing=is_playing)
        if found is not None:
            _show_found(own, found)


def _look(own: State, case: Scenario, draws: int) -> bool:
    """Take in what there is of the forecast that is asked for; return whether more is on its way.

    What was found of the same case and seed stays until there is something else; of another one it goes.
    """
    kept = memory()
    before, now = own.found_for, (scenario_hash(case), kept.seed)
    if before != now:
        own.found, own.found_for = None, now
        own.issue = own.issue if before[0] in ("", now[0]) else None
    playing = forecasts().of(key_of(case, kept.seed, draws), kept.visitor)
    if playing is None:
        return False
    latest = playing.latest
    if latest is not None and (own.found is None or latest.replications != own.found.replications):
        is_less = own.found is not None and latest.replications < own.found.replications
        if playing.is_over or not is_less:
            own.found = latest
    return not playing.is_over


def _show_head(own: State, case: Scenario, found: Forecast | None) -> None:
    say = words().say
    with st.container(key="models-head", horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"{escaped(case.title)} &ensp; :yellow-badge[{escaped(say(f'lab.origin.{case.nature}'))}]"
        )
        _choose(own, most_draws(case))
        if found is not None:
            _share(own, found)
    if written := case_language(words(), case):
        st.caption(written)
    if found is None:
        st.title(say("models.title"), anchor=False)
        st.markdown(say("models.lead"))
        navigation.door("method", say("models.door"))
        return
    st.title(escaped(str(headline(found))), anchor=False)
    if told := str(doubt(found)):
        st.markdown(escaped(told))


def _choose(own: State, most: int) -> None:
    """Let the visitor choose case, seed and number of draws."""
    say, kept = words().say, memory()
    titles = cases.titles_of(kept.uploads, kept.language)
    with st.popover(say("models.choose"), key="models.choose"):
        keys = list(titles)
        st.selectbox(
            say("term.case"),
            keys,
            index=keys.index(kept.case),
            format_func=names_to_choose(titles, say("editor.untitled")).__getitem__,
            key="models.case",
            on_change=_take_case,
        )
        seed_field(say("term.seed"), about=say("models.seed.help"), key="models.seed")
        st.number_input(
            say("models.draws"),
            min_value=1,
            max_value=most,
            value=min(own.draws, most),
            step=1,
            help=say("models.draws.help"),
            key="models.draws",
            on_change=_take_draws,
            args=(own,),
        )
        if own.draws >= most:
            st.caption(escaped(say("models.most", n=words().count(most))))


def _take_case() -> None:
    kept = memory()
    kept.case, kept.session, kept.selected = st.session_state["models.case"], None, None
    kept.pages.pop("saved_run", None)


def _take_draws(own: State) -> None:
    taken: int | None = st.session_state["models.draws"]
    own.draws = own.draws if taken is None else taken


def _share(own: State, found: Forecast) -> None:
    say, kept = words().say, memory()
    with st.popover(say("term.share"), key="models.share"):
        st.markdown(say("models.share.about"))
        if kept.case.startswith(cases.UPLOAD):
            st.markdown(say("models.share.file"))
        view = view_of(found.replications, _issue(own, found))
        link = links.Link(page="models", case=kept.case, seed=kept.seed, view=view)
        show_to_copy(links.here(link), key="models.copy")


def _show_stand(own: State, case: Scenario, draws: int, *, is_playing: bool) -> None:
    """Show how far it is, or offer to begin."""
    say, found = words().say, own.found
    if is_playing:
        if found is not None:
            st.caption(say("models.so_far", n=words().count(found.replications)))
        shown = 0 if found is None else found.replications
        st.fragment(_progress, run_every=_AGAIN)(case, draws, shown, looks=Looks())
        return
    if own.has_failed:
        st.warning(say("models.full"))
        own.has_failed = False
    playing = forecasts().of(key_of(case, memory().seed, draws), memory().visitor)
    if playing is not None and playing.has_failed:
        st.warning(escaped(playing.problem or say("models.failed")))
    if found is not None and found.replications == draws:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="models-run"):
        number = words().count(draws)
        label = say("models.run") if found is None else say("models.run.again", n=number)
        st.button(label, type="primary", key="models.run", on_click=_ask, args=(own,))
        low, high = forecasts().span(case, draws)
        told = {"n": number, "low": lasting(low), "high": lasting(high)}
        about = say("models.run.about" if low else "models.run.soon", **told)
        had = "" if found is None else f"{say('models.fewer', n=words().count(found.replications))} "
        st.caption(had + about)


def _ask(own: State) -> None:
    """Ask for a forecast; the page then begins it: a field may come with the click that was left for it."""
    own.is_asked = True


def _start(own: State, case: Scenario, draws: int) -> None:
    """Have the models played, or remember that they cannot be now."""
    try:
        with in_own_language():
            forecasts().start(case, visitor=memory().visitor, seed=memory().seed, draws=draws)
    except TooManyAtOnceError:
        own.has_failed = True


def _progress(case: Scenario, draws: int, shown: int, looks: Looks) -> None:
    """Show how many draws are played; draw the page anew when there are other figures than the shown ones."""
    say, kept = words().say, memory()
    key = key_of(case, kept.seed, draws)
    playing = forecasts().of(key, kept.visitor)
    latest = None if playing is None else playing.latest
    is_more = latest is not None and latest.replications > shown
    looks.drew(is_news=playing is None or playing.is_over or is_more)
    if playing is None:
        return
    done, asked = playing.draws
    told = {"done": words().count(done), "n": words().count(asked)}
    left = playing.left
    if left is None:
        text = say("models.progress", **told)
    elif left < ROUND[0]:
        text = say("models.progress.soon", **told)
    else:
        text = say("models.progress.left", left=lasting(rounded(left)), **told)
    with st.container(horizontal=True, vertical_alignment="center", key="models-progress"):
        st.progress(playing.done / playing.asked, text=text)
        cancel, args = forecasts().cancel, (key, kept.visitor)
        if st.button(say("term.cancel"), key="models.cancel", on_click=cancel, args=args):
            st.rerun()


def _show_found(own: State, found: Forecast) -> None:
    """Show the pictures; what is long is folded below them."""
    if scales := scales_told(found.case):
        st.caption(escaped(scales))
    chart = expected_chart(found)
    if chart is not None:
        show_chart(chart, key="models-expected", is_wide=True)
        show_twins([chart.table], key="models-expected", alt=plain(tell("forecast.expected.title")))
    _show_issues(own, found)
    for heading, key, shown in (
        (tell("forecast.whom.heading"), "whom", _show_whom),
        (tell("forecast.wide.heading"), "wide", _show_wide),
        (words().say("models.door"), "assume", _show_assumed),
        (tell("limits.heading"), "limits", _show_limits),
    ):
        place = fold(heading, key=f"models.fold.{key}")
        if place is not None:
            with place:
                shown(found)
    _take_along(found)


def _show_whom(found: Forecast) -> None:
    chart = whom_chart(found)
    if chart is not None:
        _show_part("forecast.whom", chart)
    st.markdown(bulleted(map(str, standing_sentences(found))))


def _show_wide(found: Forecast) -> None:
    st.markdown(escaped(str(wide(found))))
    _show_part("forecast.wide", wide_chart(found))


def _show_assumed(found: Forecast) -> None:
    show_assumptions(found.models)
    navigation.door("method", words().say("shell.page.method"))


def _show_limits(found: Forecast) -> None:
    st.markdown(bulleted(map(str, limits(found))))
    st.caption(escaped(str(basis(found, version()))))


def _show_part(name: str, chart: Chart) -> None:
    """Place a chart with its table."""
    key = name.replace("forecast.", "models-")
    show_chart(chart, key=key)
    show_twins([chart.table], key=key, alt=plain(tell(f"{name}.title")))


def _issue(own: State, found: Forecast) -> int:
    """Return the number of the issue that is shown, from 1; `ALL`."""
    if own.issue is None or own.issue > len(found.case.issues):
        return min(range(len(found.case.issues)), key=lambda issue: expected(found, issue).share) + 1
    return own.issue


def _show_issues(own: State, found: Forecast) -> None:
    say, issues = words().say, found.case.issues
    chosen = _issue(own, found)
    names = {ALL: say("models.issue.all")} | {
        number: plain(tell("forecast.numbered", n=number, issue=issue.name))
        for number, issue in enumerate(issues, start=1)
    }
    numbers = [*range(1, len(issues) + 1), ALL]
    if len(issues) > 1:
        chosen = st.selectbox(
            say("term.issue"),
            numbers,
            index=numbers.index(chosen),
            format_func=names.__getitem__,
            key=f"models.issue.{memory().case}",
            width=720,
        )
    own.issue = chosen
    for number in numbers[:-1] if chosen == ALL else [chosen]:
        _show_issue(found, number, names[number])


def _show_issue(found: Forecast, number: int, name: str) -> None:
    """Place what the models expect on an issue and its chart; its figures in words are folded."""
    part = issue_part(found, number - 1)
    key = f"models-issue-{number}"
    if len(found.case.issues) > 1:
        st.subheader(escaped(name), anchor=False)
        st.markdown(escaped(part.expected))
    show_chart(part.chart, key=f"{key}-chart", is_wide=True)
    if part.in_table:
        st.markdown(escaped(part.in_table))
    place = fold(words().say("models.figures", issue=escaped(name)), key=f"models.fold.issue.{number}")
    if place is None:
        return
    with place:
        if part.question:
            st.markdown(escaped(part.question))
        st.markdown(bulleted(part.choices))
        st.markdown(escaped(part.layer))
        st.markdown(escaped(part.apart))
        show_twins([part.chart.table, part.marks], key=key, alt=plain(name))


def _take_along(found: Forecast) -> None:
    """Offer the figures, the report and the command that makes them again."""
    say, kept = words().say, memory()
    name = kept.case if not kept.case.startswith(cases.UPLOAD) else cases.file_name(found.case.key)
    command = forecasting(name, seed=found.seed, replications=found.replications)
    st.subheader(say("term.take"), anchor=False)
    with st.container(horizontal=True, key="models-take"):
        for suffix, name, kind, made in (
            ("json", "term.figures_json", "application/json", partial(_data, found)),
            ("html", "term.report_html", "text/html", partial(_page, found, command, kept.language)),
        ):
            file = f"{found.case.key}-forecast.{suffix}"
            offer(say(name), made, file, kind, key=f"models.file.{suffix}")
    st.caption(say("models.again"))
    show_to_copy(for_reader(command, kept.language), key="models.again")


def _data(found: Forecast) -> str:
    return json.dumps(document_of(found), indent=2, ensure_ascii=False, allow_nan=False)


def _page(found: Forecast, command: str, language: str) -> str:
    with told_in(language):
        return forecast_page(found, command=command)
