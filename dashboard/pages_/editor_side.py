"""What stands beside every step of the case editor: where everybody stands, and what is to be mended."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from dashboard.charts.stances import stances
from dashboard.editing.checking import Placed
from dashboard.editing.preview import Stand, objectors, stands
from dashboard.escaping import escaped, plain
from dashboard.pages_.editor_desk import Desk, say, told_of, widget
from dashboard.session_state import words
from simulation.report import theme
from simulation.scenario.schema import Issue, Scenario

__all__ = ["show_side"]

_LISTED: Final = 6
_NAMED: Final = 4


def show_side(of: Desk) -> None:
    """Show the check and the picture."""
    _check(of)
    scenario = of.checked.scenario or of.good
    if scenario is None:
        return
    keys = [issue.key for issue in scenario.issues]
    wanted = of.data["issues"][of.place("issue")]["key"] if of.data["issues"] else ""
    issue = scenario.issues[keys.index(wanted) if wanted in keys else 0]
    found = stands(scenario, issue.key)
    st.subheader(say("preview.title", issue=escaped(issue.name)))
    st.markdown(_sentence(issue, found))
    if of.checked.scenario is None:
        st.caption(say("preview.before"))
    st.vega_lite_chart(
        stances(found, issue, _tokens(), words().part("editor.")),
        theme=None,
        key=f"editor.preview.{issue.key}",
        alt=plain(_alt(issue, found)),
    )
    _wordings(issue)
    with st.expander(say("preview.table")):
        st.dataframe([_row(one) for one in found], hide_index=True, alt=say("preview.table"))
    _expected(scenario)


def _tokens() -> Mapping[str, str]:
    return theme.DARK if st.context.theme.type == "dark" else theme.LIGHT


def _sentence(issue: Issue, found: list[Stand]) -> str:
    """Say who could not sign the first draft."""
    refusing = [one.name for one in found if one.refuses_draft]
    draft = next(option.label for option in issue.options if option.key == issue.draft)
    names = ", ".join(escaped(name) for name in refusing[:_NAMED])
    more = len(refusing) - _NAMED
    who = words().counted("editor.preview.more", more, names=names) if more > 0 else names
    return words().counted(
        "editor.preview.draft", len(refusing), draft=escaped(draft), who=who, total=len(found)
    )


def _alt(issue: Issue, found: list[Stand]) -> str:
    low, high = found[0], found[-1]
    return say("preview.alt", issue=issue.name, n=len(found), low=low.name, high=high.name)


def _wordings(issue: Issue) -> None:
    """Say which wording stands where, and what the marks mean."""
    lines = [
        f"**{words().number(option.position)}** {escaped(option.label)}"
        for option in sorted(issue.options, key=lambda one: one.position)
    ]
    st.caption("  \n".join(lines))
    st.caption(say("preview.help"))


def _row(one: Stand) -> dict[str, object]:
    yes, no = say("yes"), say("no")
    return {
        say("column.name"): plain(one.name),
        say("column.position"): round(one.position, 3),
        say("column.red_low"): round(one.low, 3),
        say("column.red_high"): round(one.high, 3),
        say("column.blocks"): yes if one.may_block else no,
        say("column.refuses"): yes if one.refuses_draft else no,
    }


def _expected(scenario: Scenario) -> None:
    """Say round how many clauses of the draft brackets are to be expected at the start."""
    refused = {key for key, names in objectors(scenario).items() if names}
    clauses = [clause.issue for section in scenario.document.sections for clause in section.clauses]
    n = sum(key in refused for key in clauses)
    st.markdown(say("preview.brackets", n=n, total=len(clauses)))
    if n == 0:
        st.caption(say("preview.brackets.none"))


def _check(of: Desk) -> None:
    problems = of.checked.problems
    with st.container(border=True):
        if not problems:
            st.markdown(f"**{say('check.none')}**  \n{say('check.none.more')}")
            return
        st.markdown(f"**{words().counted('editor.check.title', len(problems))}**")
        for number, placed in enumerate(problems[:_LISTED]):
            _problem(of, number, placed)
        if len(problems) > _LISTED:
            st.caption(say("check.more", n=len(problems) - _LISTED))


def _problem(of: Desk, number: int, placed: Placed) -> None:
    problem = placed.problem
    where = say("check.line", line=problem.line, column=problem.column) if problem.line else ""
    st.markdown(f"{where} {told_of(of, placed)}")
    st.button(
        say("check.go", step=say(f"step.{placed.step}")),
        key=widget(of, "go", number),
        on_click=_goer(of, placed),
        type="tertiary",
    )


def _goer(of: Desk, placed: Placed) -> Callable[[], None]:
    def go() -> None:
        of.step = placed.step
        of.epoch += 1
        match placed.path:
            case ("issues", int(place), *_):
                of.issue = of.data["issues"][place]["key"]
            case ("delegations", int(place), "mandate", str(issue), *_):
                of.seat, of.issue = of.data["delegations"][place]["key"], issue
            case ("delegations", int(place), *_):
                of.seat = of.data["delegations"][place]["key"]
            case ("document", "sections", int(place), "clauses", int(inner), *_):
                of.issue = of.data["document"]["sections"][place]["clauses"][inner]["issue"]

    return go
