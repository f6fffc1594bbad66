"""The right of the page: how it ends, which change did it, what else moves, and what the model cannot tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

import streamlit as st

from dashboard.frame.escaping import escaped, plain
from dashboard.frame.purpose import show_purpose
from dashboard.frame.reserved_space import reserved
from dashboard.frame.session_state import in_own_language, words
from dashboard.lab.changing import Told
from dashboard.lab.chart_rows import (
    Shown,
    Table,
    bars_of,
    effects_of,
    ending_rows,
    endings,
    movers,
    own_scale_rows,
    scale_of,
    table_of,
)
from dashboard.lab.lab_bars import bar_chart
from dashboard.lab.lab_ink import Spec, drawn_height
from dashboard.lab.lab_rows import Row, row_chart
from dashboard.lab.lab_state import Lab, Ran
from dashboard.lab.panel import told_of
from dashboard.lab.study_told import Headline, explained, headline, outcome, outcome_named
from dashboard.lab.taking_along import csv_text
from simulation.drawing import theme
from simulation.scenario.schema import Scenario
from simulation.study import estimates_told
from simulation.study.across_told import held_told
from simulation.study.measures import matches, usual
from simulation.study.summary import Finding, StudySummary

__all__ = ["View", "show_results", "view_of_result"]

_LISTED: Final = 12
_LINE: Final = 27
"""Pixels that a line of a table takes at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A result as this visitor looks at it."""

    ran: Ran
    headline: Headline
    place: int
    """Of the variant that the headline is about."""
    shown: tuple[int, ...]
    """Places of the variants in the charts, the base first."""
    names: tuple[str, ...]
    tags: tuple[str, ...]
    told: tuple[Told, ...]
    """Changes of the version that the headline is about."""

    @property
    def summary(self) -> StudySummary:
        """What was found."""
        return self.ran.summary


def view_of_result(state: Lab, case: Scenario) -> View | None:
    """Return how the last result is looked at; None if there is none.

    The headline is about the version that is worked on; about the first that ran if nothing is changed in that one.
    """
    ran = state.ran
    if ran is None:
        return None
    say, summary = words().say, ran.summary
    places = {key: place for place, key in enumerate(summary.variants)}
    letters = ran.asked.versions
    focus = state.letter if state.letter in letters else next(iter(letters), "")
    told, _ = told_of(case, ran.inputs.version(focus))
    place = places.get(focus, 0)
    several = len(letters) > 1
    is_named = several or (focus and len(state.inputs.versions) > 1)
    alone = [places[key] for key in ran.asked.alone.get(focus, ()) if key in places]
    change = _change(told, focus if is_named else "")
    return View(
        ran=ran,
        headline=headline(words(), summary, place, change, asked=state.outcome, alone=alone),
        place=place,
        shown=(0, *(places[letter] for letter in letters)),
        names=(
            say("lab.versions.base"),
            *(
                say("lab.versions.letter", letter=letter) if several else say("lab.versions.yours")
                for letter in letters
            ),
        ),
        tags=("", *(letter if several else "" for letter in letters)),
        told=tuple(told),
    )


def _change(told: Sequence[Told], letter: str) -> str:
    say = words().say
    if len(told) == 1:
        phrase = plain(told[0].phrase)
        return say("lab.head.version.one", letter=letter, change=phrase) if letter else phrase
    if letter:
        return say("lab.head.version", letter=letter)
    return say("lab.head.several", n=len(told))


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
    say, summary = words().say, view.summary
    st.subheader(say("lab.ends.heading"))
    kind = ".base" if not view.place else ".letters" if len(view.shown) > 2 else ""  # noqa: PLR2004 - base and one
    letters = ", ".join(tag for tag in view.tags if tag)
    st.caption(say(f"lab.ends.caption{kind}", letters=letters))
    there, never = endings(summary)
    rows = ending_rows(words(), summary, view.shown, view.tags)
    bars = bars_of(words(), summary, view.shown, view.names)
    found = [summary.finding("adopted"), *there]
    table = table_of(words(), summary, found, view.shown, view.names)
    alt = say("lab.ends.alt", lines=_read(table))
    _chart(bar_chart(bars, _tokens()), alt, key="lab.bars")
    domain = scale_of(rows, most=100.0)
    _chart(row_chart(rows, _tokens(), domain=domain, decimal=say("lab.decimal")), alt, key="lab.ends")
    if never:
        names = ", ".join(outcome(words(), summary, one) for one in never)
        st.caption(words().counted("lab.ends.never", len(never), classes=names))
    show_purpose()
    _twin(table, "ends")


def _show_which(state: Lab, view: View) -> None:
    say, summary, asked = words().say, view.summary, view.ran.asked
    letter = summary.variants[view.place]
    st.divider()
    is_one = len(view.shown) == 2  # noqa: PLR2004 - base and one
    st.subheader(say("lab.which.heading" if is_one else "lab.which.heading.letter", letter=letter))
    finding = view.headline.finding
    _choose_outcome(state, view, finding)
    told = {"outcome": outcome(words(), summary, finding)}
    st.caption(escaped(say(f"lab.which.caption.{finding.unit}", **told)))
    listed, missing = _alone(view, asked.alone.get(letter, ()))
    if not listed:
        listed = [(_total_name(view, letter), view.place)]
        rows = effects_of(words(), finding, listed, None)
    else:
        rows = effects_of(words(), finding, listed, (_total_name(view, letter), view.place))
    alt = say("lab.which.alt", lines=_read_rows(rows))
    _chart(
        row_chart(rows, _tokens(), domain=scale_of(rows), is_difference=True, decimal=say("lab.decimal")),
        alt,
        key="lab.which",
    )
    for place in missing:
        st.caption(escaped(say("lab.which.not_alone", n=place + 1, title=view.told[place].title)))
    if letter in asked.apart:
        st.caption(say("lab.which.no_room", letter=letter))
    head = (say("lab.table.change"), say("lab.table.difference", name=told["outcome"]))
    _twin(Table(head=head, lines=tuple((row.label, row.dots[0].words) for row in rows)), "which")


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
        if one.differences and any(matches(key, one.key) for key in usual())
        if one.unit == "number" or any(estimate.value for estimate in one.estimates)
    ]
    keys += [] if now.key in keys else [now.key]
    names = {key: plain(outcome(words(), view.summary, view.summary.finding(key))) for key in keys}
    chosen = st.selectbox(
        words().say("lab.which.outcome"),
        keys,
        index=keys.index(now.key),
        format_func=names.__getitem__,
        help=words().say("lab.which.outcome.help"),
        key=f"lab.outcome.{now.key}",
        width=320,
    )
    if chosen != now.key:
        state.outcome = chosen
        st.rerun()


def _show_movers(state: Lab, view: View) -> None:
    say, summary = words().say, view.summary
    st.divider()
    heading = "lab.else.heading" if view.place else "lab.else.heading.base"
    st.subheader(say(heading))
    kinds: tuple[Shown, ...] = get_args(Shown.__value__)
    chosen = st.segmented_control(
        say("lab.else.show"),
        kinds,
        default=state.shown,
        required=True,
        format_func=lambda one: say(f"lab.else.show.{one}"),
        key="lab.shown",
    )
    state.shown = chosen or state.shown
    found, same = movers(summary, view.shown, state.shown)
    st.caption(say("lab.else.caption" if view.place else "lab.else.caption.base"))
    _explain(view, [*found, *same])
    rows = own_scale_rows(words(), summary, found, view.shown, view.tags) if view.place else []
    if not view.place:
        _table(table_of(words(), summary, found, view.shown, view.names), "else")
        return
    if rows:
        alt = say("lab.else.alt", lines=_read_rows(rows))
        spec = row_chart(rows, _tokens(), domain=(0.0, 1.0), has_axis=False)
        _chart(spec, alt, key="lab.else")
    notes = [say("lab.else.rest", n=len(found) - len(rows))] if len(found) > len(rows) else []
    if same:
        listed = [outcome(words(), summary, one) for one in same[:_LISTED]]
        notes.append(say("lab.else.same", what=escaped(say("lab.semicolon").join(listed))))
    notes += _by_chance(view, found)
    for note in notes:
        st.caption(note)
    _twin(table_of(words(), summary, [*found, *same], view.shown, view.names), "else")


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


def _by_chance(view: View, found: Sequence[Finding]) -> list[str]:
    tested = sum(
        not estimates_told.is_same(one, place)
        for one in found
        for place in view.shown
        if place and one.differences
    )
    expected = estimates_told.clear_by_chance(tested, view.summary.level)
    return [words().say("lab.else.chance", n=tested, k=expected)] if expected else []


def _show_foot(view: View) -> None:
    say, summary = words().say, view.summary
    n = words().count(summary.replications)
    if view.ran.state != "running" and summary.replications < summary.asked:
        st.caption(say("lab.foot.unfinished", n=n, asked=words().count(summary.asked)))
    with in_own_language():
        told = [*summary.drawn]
        if view.place:
            finding = view.headline.finding
            told += held_told(finding, view.place, outcome(words(), summary, finding))
    for sentence in told:
        st.caption(escaped(sentence))
    if summary.unmeasured:
        gaps = [outcome_named(words(), summary, key) for key in summary.unmeasured]
        st.caption(escaped(say("lab.else.gaps", what=say("lab.semicolon").join(gaps[:_LISTED]))))
    st.caption(
        say(
            "lab.foot",
            n=n,
            last=words().count(summary.replications - 1),
            seed=summary.seed,
            version=summary.version,
            hash=summary.scenario_hash[:12],
        )
    )
    st.subheader(say("lab.cannot.heading"))
    st.caption(say("lab.cannot"))


def _chart(spec: Spec, alt: str, *, key: str) -> None:
    with reserved(drawn_height(spec), key):
        st.vega_lite_chart(spec=spec, theme=None, alt=plain(alt), key=key)


def _tokens() -> dict[str, str]:
    """Return the colours of the theme that the visitor sees."""
    return dict(theme.DARK if st.context.theme.type == "dark" else theme.LIGHT)


def _read(table: Table) -> str:
    """Return a table as sentences, for whoever hears it."""
    return " ".join(
        words().say("lab.alt.line", label=line[0], words="; ".join(part for part in line[1:] if part))
        for line in table.lines
    )


def _read_rows(rows: Sequence[Row]) -> str:
    return " ".join(
        words().say(
            "lab.alt.line",
            label=row.label,
            words="; ".join(
                part
                for dot in row.dots
                for part in (" ".join(filter(None, (dot.tag, dot.note, dot.words))),)
                if part
            ),
        )
        for row in rows
    )


def _twin(table: Table, name: str) -> None:
    """Offer the same as a table, and as CSV."""
    say = words().say
    with st.container(horizontal=True, vertical_alignment="center", key=f"lab-twin-{name}"):
        is_shown = st.toggle(say("lab.table.show"), key=f"lab.table.{name}")
        st.download_button(
            say("lab.table.csv"),
            lambda: csv_text(table),
            f"{name}.csv",
            "text/csv",
            key=f"lab.csv.{name}",
            on_click="ignore",
        )
    if is_shown:
        _table(table, name)


def _table(table: Table, name: str) -> None:
    heads = [escaped(head) for head in table.head]
    with reserved(_LINE * (1 + len(table.lines)), f"lab-table-{name}"):
        st.table(
            [dict(zip(heads, map(escaped, line), strict=True)) for line in table.lines],
            border="horizontal",
            hide_index=True,
        )
