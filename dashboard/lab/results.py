"""The right of the page: how it ends, which change did it, what else moves, and what the model cannot tell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, get_args

import streamlit as st

from dashboard.components.report_chart import show_chart, show_section, show_table, show_twins
from dashboard.frame.escaping import escaped, plain
from dashboard.frame.purpose import show_purpose
from dashboard.frame.session_state import in_own_language, words
from dashboard.lab.changing import Told
from dashboard.lab.lab_state import Lab, Ran, Shown
from dashboard.lab.panel import told_of
from dashboard.lab.study_told import Headline, explained, headline, outcome
from simulation.drawing import Section, Table
from simulation.protocols.parameter_sets import MEDIAN
from simulation.report.study import (
    capital,
    difference_section,
    effect_chart,
    ending_section,
    finding_table,
    gain_section,
    of_variants,
    option_section,
    table_head,
)
from simulation.scenario import Scenario
from simulation.study import (
    Finding,
    StudySummary,
    held_told,
    looked_for,
    matches,
    number_tested,
    stands_out,
    told_study,
    usual,
    weight,
)
from simulation.version import short_hash

__all__ = ["View", "measured", "show_results", "view_of_result"]

_SECTIONS: Final[Mapping[Shown, Callable[[StudySummary], Section | None]]] = {
    "usual": difference_section,
    "options": option_section,
    "gains": gain_section,
}
"""Of the report about a study, by what the visitor wants to see."""
_SHOWN: Final = "lab.shown"
_OUTCOME: Final = "lab.outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A result as this visitor looks at it."""

    ran: Ran
    version: str
    """Letter of the version that the headline is about; empty: there is one alone."""
    summary: StudySummary
    """What was found, told in the language of this visitor."""
    headline: Headline
    place: int
    """Of the variant that the headline is about."""
    shown: tuple[int, ...]
    """Places of the variants in the charts, the base first."""
    told: tuple[Told, ...]
    """Changes of the version that the headline is about."""

    @property
    def kept(self) -> StudySummary:
        """The same with the variants in the charts alone: those that take a version apart have a chart of their own."""
        return of_variants(self.summary, self.shown)


def view_of_result(state: Lab, case: Scenario) -> View | None:
    """Return how the last result is looked at; None if there is none. The case is as it is shown.

    The headline is about the version that is worked on; about the first that ran if nothing is changed in that one.
    """
    ran = state.ran
    if ran is None:
        return None
    with in_own_language():
        summary = told_study(ran.summary, case)
    places = {key: place for place, key in enumerate(summary.variants)}
    letters = ran.asked.versions
    focus = state.letter if state.letter in letters else next(iter(letters), "")
    told, _ = told_of(case, ran.inputs.version(focus))
    place = places.get(focus, 0)
    alone = [places[key] for key in ran.asked.alone.get(focus, ()) if key in places]
    is_named = len(letters) > 1 or len(state.inputs.versions) > 1
    return View(
        ran=ran,
        version=focus if is_named else "",
        summary=summary,
        headline=headline(words(), summary, place, asked=state.outcome, alone=alone),
        place=place,
        shown=(0, *(places[letter] for letter in letters)),
        told=tuple(told),
    )


def show_results(state: Lab, view: View) -> None:
    """Place it."""
    say = words().say
    if state.is_stale:
        st.markdown(f":yellow-badge[{say('lab.state.before')}]")
    _show_endings(view)
    if view.place:
        _show_which(state, view)
    _show_movers(state, view)
    _show_foot(view)


def _show_endings(view: View) -> None:
    with in_own_language():
        section = ending_section(view.kept)
    st.subheader(words().say("study.ending.heading"))
    if section is not None:
        show_section(section, key="lab.ends")
    if view.summary.parameters.get("source", MEDIAN) != MEDIAN:
        st.caption(words().say("lab.drawn.replay", n=words().count(view.summary.parameters["drawn"])))
    show_purpose()


def _show_which(state: Lab, view: View) -> None:
    say, summary, asked = words().say, view.summary, view.ran.asked
    letter = summary.variants[view.place]
    st.divider()
    is_one = len(view.shown) == 2  # noqa: PLR2004 - base and one
    st.subheader(say("lab.which.heading" if is_one else "lab.which.heading.letter", letter=letter))
    finding = view.headline.finding
    _choose_outcome(state, view, finding)
    st.caption(escaped(say(f"lab.which.caption.{finding.unit}", outcome=outcome(words(), summary, finding))))
    listed, missing = _alone(view, asked.alone.get(letter, ()))
    rows = [*listed, (_total_name(view, letter), view.place)]
    variants = [(name, place - 1) for name, place in rows]
    with in_own_language():
        chart = effect_chart("which", finding, variants, total=bool(listed))
    show_chart(chart, key="lab.which", look="study")
    for place in missing:
        st.caption(escaped(say("lab.which.not_alone", n=place + 1, title=view.told[place].title)))
    if letter in asked.apart:
        st.caption(say("lab.which.no_room", letter=letter))
    show_twins([chart.table], key="lab.which", alt=say("lab.which.heading"))


def _alone(view: View, keys: Sequence[str]) -> tuple[list[tuple[str, int]], list[int]]:
    """Return changes that were made alone with their variants, and places of those that could not be."""
    say = words().say
    places = {key: place for place, key in enumerate(view.summary.variants)}
    listed = [
        (plain(say("lab.which.row", n=place + 1, title=view.told[place].title)), places[key])
        for place, key in enumerate(keys)
        if key in places
    ]
    return listed, [place for place, key in enumerate(keys) if not key]


def _total_name(view: View, letter: str) -> str:
    say = words().say
    if len(view.told) == 1:
        return plain(view.told[0].title)
    if len(view.shown) > 2:  # noqa: PLR2004 - base and one
        return say("lab.which.all.letter", letter=letter, n=len(view.told))
    return say("lab.which.all", n=len(view.told))


def _choose_outcome(state: Lab, view: View, now: Finding) -> None:
    """Let the visitor say of which outcome headline and chart speak."""
    keys = [
        one.key
        for one in view.summary.findings
        if one.differences and one.occurs and any(matches(key, one.key) for key in usual())
    ]
    keys += [] if now.key in keys else [now.key]
    names = {key: plain(outcome(words(), view.summary, view.summary.finding(key))) for key in keys}
    # One key, and the value in one place: with two keys or two values Streamlit draws it anew, and it flickers.
    st.session_state[_OUTCOME] = now.key
    st.selectbox(
        words().say("term.outcome"),
        keys,
        format_func=names.__getitem__,
        help=words().say("lab.which.outcome.help"),
        key=_OUTCOME,
        width=320,
        on_change=_speak_of,
        args=(state,),
    )


def _speak_of(state: Lab) -> None:
    """Remember of which outcome the visitor wants to hear, before the page is drawn by it."""
    state.outcome = st.session_state[_OUTCOME]


def _show_movers(state: Lab, view: View) -> None:
    say = words().say
    st.divider()
    heading = "lab.else.heading" if view.place else "lab.else.heading.base"
    st.subheader(say(heading))
    kinds: tuple[Shown, ...] = get_args(Shown.__value__)
    clear = {kind: _clear(view, kind) for kind in kinds}
    shown = state.shown or _most(view, kinds)
    names = {kind: say(f"lab.else.show.{kind}") for kind in kinds}
    if view.place:
        names = {kind: say("lab.else.show.clear", name=names[kind], n=len(clear[kind])) for kind in kinds}
    # It has one key, whatever is open: with another, another control would stand beside it.
    st.session_state[_SHOWN] = shown
    st.segmented_control(
        say("lab.else.show.counted" if view.place else "lab.else.show"),
        kinds,
        required=True,
        format_func=names.__getitem__,
        key=_SHOWN,
        on_change=_open,
        args=(state,),
    )
    found = measured(view.kept, shown)
    _explain(view, found)
    with in_own_language():
        section = _SECTIONS[shown](replace(view.kept, findings=tuple(found)))
    if section is not None and (view.place or shown != "usual"):
        show_section(section, key="lab.else")
    elif not view.place and found:
        st.caption(say("lab.else.caption.base"))
        _show_means(view, found)
    else:
        st.caption(say("lab.else.heading.none"))


def _open(state: Lab) -> None:
    """Remember what the visitor chose to see, before the page is drawn by it."""
    state.shown = st.session_state[_SHOWN]


def _clear(view: View, kind: Shown) -> list[Finding]:
    """Return the outcomes of one kind that the version clearly changes by enough to matter, of all looked for."""
    if not view.place:
        return []
    of = number_tested(looked_for(view.summary))
    return [one for one in measured(view.summary, kind) if stands_out(one, view.place, of)]


def _most(view: View, kinds: Sequence[Shown]) -> Shown:
    """Return the kind in which most changes; of the case as it stands, or where nothing does, what is in the text."""
    found = {
        kind: max((weight(one, view.place) for one in _clear(view, kind)), default=0.0) for kind in kinds
    }
    return max(found, key=lambda kind: (found[kind], kind == "options"))


def measured(summary: StudySummary, kind: Shown) -> list[Finding]:
    """Return the outcomes of one kind that occur, in the order of the study."""
    return [each for each in summary.findings if each.occurs and _is_of(each, kind)]


def _is_of(finding: Finding, kind: Shown) -> bool:
    if kind == "options":
        return finding.group == "option"
    if kind == "gains":
        return finding.key.startswith(("gain.", "gain_of."))
    return finding.group != "ending" and any(matches(key, finding.key) for key in usual())


def _show_means(view: View, found: Sequence[Finding]) -> None:
    """Place the means of the base case as a table: there is nothing to draw them against."""
    with in_own_language():
        listed = [(each, capital(str(each.label))) for each in found]
        table = Table(
            head=table_head(words().say("term.outcome"), view.kept), rows=tuple(finding_table(listed))
        )
    show_table(table, key="lab-means", alt=words().say("lab.else.heading.base"))


def _explain(view: View, found: Sequence[Finding]) -> None:
    """Offer what the figures mean, one line for each kind of them."""
    about = {explained(words(), one): one for one in reversed(found)}
    lines = [
        words().say("lab.about", outcome=escaped(outcome(words(), view.summary, one)), about=text)
        for text, one in reversed(about.items())
        if text
    ]
    if lines:
        with st.expander(words().say("lab.about.heading")):
            st.markdown("\n".join(lines))


def _show_foot(view: View) -> None:
    say, summary = words().say, view.summary
    n = words().count(summary.replications)
    if view.ran.state != "running" and summary.replications < summary.asked:
        st.caption(say("study.lead.unfinished", n=n, asked=words().count(summary.asked)))
    with in_own_language():
        told = [*summary.drawn, *summary.gaps(summary.unmeasured)]
        if view.place:
            finding = view.headline.finding
            told += held_told(finding, view.place, outcome(words(), summary, finding))
        sentences = [str(sentence) for sentence in told]
    for sentence in sentences:
        st.caption(escaped(sentence))
    st.caption(
        say(
            "lab.foot",
            n=n,
            last=words().count(summary.replications - 1),
            seed=summary.seed,
            version=summary.version,
            hash=short_hash(summary.scenario_hash),
        )
    )
    st.subheader(say("study.cannot.heading"))
    st.caption(say("lab.cannot"))
