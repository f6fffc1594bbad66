"""What stands beside every step of the case editor: where everybody stands, and what is to be mended."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final

import streamlit as st
from markupsafe import Markup

from dashboard.components.drawing import drawing
from dashboard.editor.checking import Placed, Step
from dashboard.editor.editor_desk import Desk, is_to_write, say, told_of, widget
from dashboard.editor.preview import Answers, Preview, Stand
from dashboard.editor.signing_strips import MARKS, Strip, strips
from dashboard.editor.stances import WIDTH, stances
from dashboard.editor.starting_case import left_as_it_came, sharing
from dashboard.frame.escaping import escaped, plain
from dashboard.frame.fold import fold
from dashboard.frame.language import words_in
from dashboard.frame.session_state import words
from simulation.drawing import set_apart
from simulation.protocols import defaults_of
from simulation.scenario import Issue, Path, Scenario
from simulation.state import Defaults
from simulation.words import LANGUAGES, Said

__all__ = ["first_of", "show_side"]

_LISTED: Final = 6
_NAMED: Final = 4
_POINTS: Final = 3
"""Points whose wordings are shown together."""


def show_side(of: Desk) -> None:
    """Show the check and the picture."""
    _check(of)
    seen = of.seen
    if seen is None:
        return
    scenario = seen.scenario
    keys = [issue.key for issue in scenario.issues]
    wanted = of.data["issues"][of.place("issue")]["key"] if of.data["issues"] else ""
    issue = scenario.issues[keys.index(wanted) if wanted in keys else 0]
    found = seen.stands(issue.key)
    _signing(of, seen, issue.key)
    st.subheader(say("preview.title", issue=escaped(issue.name)))
    st.markdown(_sentence(issue, found, defaults_of(scenario)))

    def draw() -> Markup:
        return stances(
            found,
            issue,
            words(),
            title=say("preview.title", issue=plain(issue.name)),
            alt=_alt(issue, found),
            width=WIDTH,
        )

    _show_drawn(seen, (f"preview.{issue.key}",), draw)
    _wordings(issue)
    if (box := fold(say("term.as_table"), key="editor.preview.table")) is not None:
        box.dataframe(_rows(found), hide_index=True, alt=say("term.as_table"))
    _expected(seen)


def _signing(of: Desk, seen: Preview, issue: str) -> None:
    """Show who could sign what, point by point; of many points that at hand, and the others on demand."""
    st.subheader(say("signing.title"))
    found = {one.key: (one.name, seen.answers(one.key)) for one in seen.scenario.issues}
    st.markdown(_signing_told(seen.scenario, found.values()))
    if of.checked.scenario is None:
        st.caption(say("preview.before"))
    names = [delegation.name for delegation in seen.scenario.delegations]
    short = [delegation.short or delegation.name for delegation in seen.scenario.delegations]

    def show(name: str, keys: Sequence[str]) -> None:
        _show_drawn(seen, (f"signing.{name}", *keys), lambda: _strips([found[key] for key in keys], short))

    show("shown", [*found] if len(found) <= _POINTS else [issue])
    marks = words().part("editor.signing.")
    st.caption(" · ".join(f"{mark} {marks[part]}" for part, mark in MARKS.items()))
    others = [key for key in found if key != issue] if len(found) > _POINTS else []
    if others and (box := fold(say("signing.others"), key="editor.signing.folded")) is not None:
        with box:
            show("others", others)
    if (box := fold(say("signing.table"), key="editor.signing.table")) is not None:
        box.dataframe(_answered(found.values(), names), hide_index=True, alt=say("signing.table"))


def _show_drawn(seen: Preview, about: tuple[str, ...], draw: Callable[[], Markup]) -> None:
    """Show a picture of a case, drawn once in each language: a choice beside it changes nothing in it."""
    key = (*about, words().language)
    if key not in seen.drawn:
        seen.drawn[key] = draw()
    drawing(seen.drawn[key], seen.drawn[key], key=f"editor.{about[0]}", look="stances")


def _strips(given: list[Strip], names: list[str]) -> Markup:
    return strips(
        given,
        [plain(name) for name in names],
        words().part("editor."),
        title=say("signing.title"),
        alt=say("signing.alt", n=len(given)),
        width=WIDTH,
    )


def _signing_told(scenario: Scenario, found: Iterable[Strip]) -> str:
    """Say on how many points some wording could be agreed, and of the others which comes nearest."""
    names = [delegation.name for delegation in scenario.delegations]
    points = list(found)
    closed = [(name, answers) for name, answers in points if all(one.is_stopped for one in answers)]
    said = [words().counted("editor.signing.told", len(points) - len(closed), total=len(points))]
    is_spread = any(
        not isinstance(mandate.position, float)
        for delegation in scenario.delegations
        for mandate in delegation.mandate.values()
    )
    said += _nearest("nearest.likeliest" if is_spread else "nearest", closed, names, attrgetter("refuses"))
    dearer = [(name, within) for name, answers in points if (within := _worse(answers))]
    said += _nearest("dearer", dearer, names, attrgetter("loses"))
    return " ".join([*said, say("signing.returns")] if dearer else said)


def _nearest(
    key: str, points: Iterable[Strip], names: list[str], against: Callable[[Answers], Sequence[int]]
) -> Iterator[str]:
    """Say of each point which wording has fewest against it, and who; points of which the same is said together."""
    same: dict[tuple[str, str], list[str]] = {}
    for name, answers in points:
        near = min(answers, key=lambda one: (len(against(one)), -len(one.wants)))
        who = first_of([names[row] for row in against(near)])
        same.setdefault((escaped(near.option.label), who), []).append(f"**{escaped(name)}**")
    for (wording, who), told in [*same.items()][:_NAMED]:
        yield say(f"signing.{key}", points=words().listed(told), wording=wording, who=who)


def _worse(answers: Sequence[Answers]) -> list[Answers]:
    """Return the wordings of a point that no red line stops, if each is worse than no text for enough to stop it."""
    within = [one for one in answers if not one.is_stopped]
    return within if all(one.verdict == "worse" for one in within) else []


def _answered(points: Iterable[Strip], names: list[str]) -> list[dict[str, str]]:
    own, shown = words().part("editor.signing."), [plain(name) for name in names]
    heads = (say("issue"), say("term.wording"), *(own[part] for part in MARKS), own["verdict"])
    found = []
    for point, answers in points:
        for one in answers:
            who = (words().listed(shown[place] for place in getattr(one, part)) for part in MARKS)
            told = (plain(point), plain(one.option.label), *who, own[one.verdict])
            found.append(dict(zip(heads, told, strict=True)))
    return found


def _sentence(issue: Issue, found: list[Stand], defaults: Defaults) -> str:
    """Say who could not sign the first draft, who could be moved, and why some could beyond their bar."""
    draft = next(option for option in issue.options if option.key == issue.draft)
    refusing = [one.name for one in found if one.refuses_draft]
    unheard = [one.name for one in found if not one.signs_draft and not one.may_block]
    told = {"draft": escaped(draft.label), "total": len(found)}
    if refusing or not unheard:
        said = [words().counted("editor.preview.draft", len(refusing), who=first_of(refusing), **told)]
    else:
        said = [say("preview.draft.heard", **told)]
    if unheard:
        said.append(words().counted("editor.preview.unheard", len(unheard), who=first_of(unheard)))
    losing = [one.name for one in found if draft.key in one.loses]
    if losing:
        said.append(say("preview.loses", who=first_of(losing)))
    moved = [one.name for one in found if one.may_block and one.can_be_moved and not one.signs_draft]
    if moved:
        said.append(words().counted("editor.preview.moved", len(moved), who=first_of(moved)))
    if draft.kind != "text" and any(draft.position in one.beyond for one in found):
        said.append(say(f"preview.beyond.{draft.kind}"))
    silent = [one.name for one in found if one.position is None]
    if silent:
        lines = "assumed" if defaults.assume_red_lines else "free"
        said.append(words().counted(f"editor.preview.silent.{lines}", len(silent), who=first_of(silent)))
    return " ".join(said)


def first_of(names: list[str]) -> str:
    """Return the first names of a list, and how many more there are."""
    told = words().listed(set_apart(escaped(name)) for name in names[:_NAMED])
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


def _rows(stands: Iterable[Stand]) -> list[dict[str, object]]:
    columns = ("red_low", "red_high", "blocks", "refuses")
    heads = (say("term.delegation"), say("term.position"), *(say(f"column.{key}") for key in columns))
    yes, no = say("term.yes"), say("term.no")
    found = []
    for one in stands:
        low, high = one.line or (None, None)
        told: tuple[object, ...] = (
            plain(one.name),
            *(_rounded(number) for number in (one.position, low, high)),
            yes if one.may_block else no,
            no if one.signs_draft else yes,
        )
        found.append(dict(zip(heads, told, strict=True)))
    return found


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)


def _expected(seen: Preview) -> None:
    """Say on how many points a red line is in the way of the first draft."""
    refused, document = seen.refused(), seen.scenario.document
    points = {clause.issue for section in document.sections for clause in section.clauses}
    st.markdown(words().counted("editor.preview.clauses", len(points & refused), total=len(points)))


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
        st.caption(say("check.template", what=words().listed(say(f"check.template.{what}") for what in left)))
    for number, (first, *others) in enumerate([] if of.origin else sharing(of.data)):
        told = words().told(Said.names([f"**{escaped(name)}**" for name in others], _NAMED))
        st.caption(
            words().counted("editor.check.shared", len(others), first=f"**{escaped(first)}**", others=told)
        )
        at = next(place for place, issue in enumerate(of.data["issues"]) if issue["name"] == others[0])
        _go(of, "issues", ("issues", at), "shared", number)


def _problem(of: Desk, number: int, placed: Placed) -> None:
    """Say what is wrong and where: in which field, and beside the file in which line of it."""
    problem = placed.problem
    is_wrong = of.step == "save" and problem.line and not is_to_write(of, placed)
    where = say("check.line", line=problem.line, column=problem.column) if is_wrong else ""
    st.markdown(f"{where} {told_of(of, placed)}")
    _go(of, placed.step, placed.path, number)


def _go(of: Desk, step: Step, path: Path, *parts: object) -> None:
    """Offer to go where something is to be written."""

    def go() -> None:
        of.step = step
        of.epoch += 1
        match path:
            case ("issues", int(place), *_):
                of.issue = of.data["issues"][place]["key"]
            case ("delegations", int(place), "mandate", str(issue), *_):
                of.seat, of.issue = of.data["delegations"][place]["key"], issue
            case ("delegations", int(place), *_):
                of.seat = of.data["delegations"][place]["key"]
            case ("document", "sections", int(place), "clauses", int(inner), *_):
                of.issue = of.data["document"]["sections"][place]["clauses"][inner]["issue"]

    st.button(
        say("check.go", step=say(f"step.{step}")), key=widget(of, "go", *parts), on_click=go, type="tertiary"
    )
