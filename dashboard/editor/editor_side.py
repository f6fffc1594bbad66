"""What stands beside every step of the case editor: where everybody stands, and what is to be mended."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from dashboard.components.drawing import drawing
from dashboard.editor.checking import Placed
from dashboard.editor.editor_desk import Desk, is_to_write, say, told_of, widget
from dashboard.editor.preview import Preview, Stand, preview
from dashboard.editor.stances import NARROW, WIDE, stances
from dashboard.editor.starting_case import left_as_it_came
from dashboard.frame.escaping import escaped, plain
from dashboard.frame.language import words_in
from dashboard.frame.session_state import words
from simulation.protocols import defaults_of
from simulation.scenario import Issue
from simulation.state import Defaults
from simulation.words import LANGUAGES

__all__ = ["show_side"]

_LISTED: Final = 6
_NAMED: Final = 4


def show_side(of: Desk) -> None:
    """Show the check and the picture."""
    _check(of)
    scenario = of.checked.scenario or of.good
    if scenario is None:
        return
    seen = preview(scenario)
    scenario = seen.scenario
    keys = [issue.key for issue in scenario.issues]
    wanted = of.data["issues"][of.place("issue")]["key"] if of.data["issues"] else ""
    issue = scenario.issues[keys.index(wanted) if wanted in keys else 0]
    found = seen.stands(issue.key)
    st.subheader(say("preview.title", issue=escaped(issue.name)))
    st.markdown(_sentence(issue, found, defaults_of(scenario)))
    if of.checked.scenario is None:
        st.caption(say("preview.before"))
    picture = partial(
        stances,
        found,
        issue,
        words().part("editor."),
        title=say("preview.title", issue=plain(issue.name)),
        alt=_alt(issue, found),
    )
    drawing(picture(width=WIDE), picture(width=NARROW), key=f"editor.preview.{issue.key}", look="stances")
    _wordings(issue)
    with st.expander(say("term.as_table")):
        st.dataframe([_row(one) for one in found], hide_index=True, alt=say("term.as_table"))
    _expected(seen)


def _sentence(issue: Issue, found: list[Stand], defaults: Defaults) -> str:
    """Say who could not sign the first draft, who could be moved, and why some could beyond their bar."""
    draft = next(option for option in issue.options if option.key == issue.draft)
    refusing = [one.name for one in found if one.refuses_draft]
    unheard = [one.name for one in found if not one.signs_draft and not one.may_block]
    told = {"draft": escaped(draft.label), "total": len(found)}
    if refusing or not unheard:
        said = [words().counted("editor.preview.draft", len(refusing), who=_who(refusing), **told)]
    else:
        said = [say("preview.draft.heard", **told)]
    if unheard:
        said.append(words().counted("editor.preview.unheard", len(unheard), who=_who(unheard)))
    moved = [one.name for one in found if one.may_block and one.can_be_moved and not one.signs_draft]
    if moved:
        said.append(words().counted("editor.preview.moved", len(moved), who=_who(moved)))
    if draft.kind != "text" and any(draft.position in one.beyond for one in found):
        said.append(say(f"preview.beyond.{draft.kind}"))
    silent = [one.name for one in found if one.position is None]
    if silent:
        lines = "assumed" if defaults.assume_red_lines else "free"
        said.append(words().counted(f"editor.preview.silent.{lines}", len(silent), who=_who(silent)))
    return " ".join(said)


def _who(names: list[str]) -> str:
    told = ", ".join(escaped(name) for name in names[:_NAMED])
    more = len(names) - _NAMED
    return words().counted("editor.preview.more", more, names=told) if more > 0 else told


def _alt(issue: Issue, found: list[Stand]) -> str:
    placed = [one.name for one in found if one.position is not None] or [say("preview.nobody")]
    return say("preview.alt", issue=issue.name, n=len(found), low=placed[0], high=placed[-1])


def _wordings(issue: Issue) -> None:
    """Say which wording stands where, and what the marks mean."""
    lines = [
        f"**{words().number(option.position)}** {escaped(option.label)}"
        for option in sorted(issue.options, key=lambda one: one.position)
    ]
    st.caption("  \n".join(lines))
    st.caption(say("preview.help"))


def _row(one: Stand) -> dict[str, object]:
    yes, no = say("term.yes"), say("term.no")
    low, high = one.line or (None, None)
    return {
        say("term.delegation"): plain(one.name),
        say("term.position"): _rounded(one.position),
        say("column.red_low"): _rounded(low),
        say("column.red_high"): _rounded(high),
        say("column.blocks"): yes if one.may_block else no,
        say("column.refuses"): no if one.signs_draft else yes,
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)


def _expected(seen: Preview) -> None:
    """Say on how many clauses of the draft a red line is in the way."""
    refused, document = seen.refused(), seen.scenario.document
    clauses = [clause.issue for section in document.sections for clause in section.clauses]
    n = sum(key in refused for key in clauses)
    st.markdown(words().counted("editor.preview.clauses", n, total=len(clauses)))


def _check(of: Desk) -> None:
    problems = of.checked.problems
    with st.container(border=True):
        if not problems:
            st.markdown(f"**{say('check.none')}**  \n{say('check.none.more')}")
            _left(of)
            return
        st.markdown(f"**{words().counted('editor.check.title', len(problems))}**")
        for number, placed in enumerate(problems[:_LISTED]):
            _problem(of, number, placed)
        if len(problems) > _LISTED:
            st.caption(say("check.more", n=len(problems) - _LISTED))


def _left(of: Desk) -> None:
    """Say what still has the words of the template: it can be played, but nobody wrote it."""
    phrases = [words_in(language).part("editor.template.") for language in LANGUAGES]
    left = left_as_it_came(of.data, phrases)
    if left:
        st.caption(say("check.template", what=", ".join(say(f"check.template.{what}") for what in left)))


def _problem(of: Desk, number: int, placed: Placed) -> None:
    problem = placed.problem
    is_wrong = problem.line and not is_to_write(of, placed)
    where = say("check.line", line=problem.line, column=problem.column) if is_wrong else ""
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
