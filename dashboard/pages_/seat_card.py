"""The seat card: what only this seat sees, on soft ground."""

from typing import TYPE_CHECKING, Final

import streamlit as st
from markupsafe import Markup

from dashboard.charts.seat_axis import Stand, seat_axis
from dashboard.escaping import escaped
from dashboard.seat.figures import figure, in_points, points
from dashboard.seat.marks import glyph, listed
from dashboard.seat.telling import Teller
from dashboard.session_state import words
from simulation.coalitions import short_label
from simulation.live import SeatView
from simulation.live.seen import IssueSeen
from simulation.report.svg import tag

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

__all__ = ["in_short", "show", "stand"]

_MOST: Final = 3
_WORDS: Final = 9
_CLOSE: Final = 3


def show(view: SeatView, tell: Teller, *, is_brief: bool = False) -> "DeltaGenerator":
    """Show it, and return the place on it where `stand` belongs.

    Args:
        view: Of the seat.
        tell: Tells names and wordings.
        is_brief: Whether the instructions are to be read now.
    """
    say = words().say
    with st.container(key="seat-card"):
        _parts(
            _head(view),
            _part("seat.card.want", _wants(view, tell)),
            _part("seat.card.red", _red_lines(view, tell), "red"),
        )
        place = st.container()
        _parts(
            _part("seat.card.give", _gives(view, tell)),
            _part("seat.card.allies", [tell.people(_allies(view))]),
            _part("seat.card.no_deal", _no_deal(view)),
            _part("seat.card.released", [_released(view)]),
        )
        with st.expander(say("seat.card.points"), key=f"seat-points-{is_brief}", expanded=is_brief):
            _parts(*_points(view, tell))
        with st.expander(say("seat.card.brief"), key=f"seat-instructions-{is_brief}", expanded=is_brief):
            _instructions(view, tell)
    return place


def in_short(view: SeatView, tell: Teller) -> None:
    """Show what one looks up before one decides: red lines, points, no document, the instructions in full."""
    parts = (
        _head(view),
        _part("seat.card.red", _red_lines(view, tell), "red"),
        *_points(view, tell),
        _part("seat.card.no_deal", _no_deal(view)),
    )
    # What scrolls has to be reached by keyboard.
    st.html(
        str(
            tag(
                "div",
                *parts,
                class_="seat-parts",
                tabindex="0",
                role="region",
                aria_label=words().say("seat.own"),
            )
        )
    )
    _instructions(view, tell)


def _instructions(view: SeatView, tell: Teller) -> None:
    st.markdown(escaped(view.own.confidential_brief) or words().say("seat.card.brief.none"))
    for key, reason in view.own.reasons.items():
        st.markdown(f"**{escaped(tell.issue(key))}:** {escaped(reason)}")


def _points(view: SeatView, tell: Teller) -> list[Markup]:
    """Return what each wording is worth, clause by clause, what matters most first: the points of the role sheet."""
    say = words().say
    heads = (say("seat.card.points.wording"), say("seat.card.points.worth"))
    rows = []
    for issue in _by_weight(view):
        rows.append(
            tag("tr", tag("th", tell.issue(issue.key), colspan=2, scope="colgroup", class_="seat-of"))
        )
        for one in issue.written:
            cells = (
                tag("th", short_label(one.label, _WORDS), scope="row"),
                tag("td", in_points(view, one)),
            )
            rows.append(tag("tr", *cells))
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in heads)))
    return [
        tag("p", say("seat.card.points.about"), class_="seat-small"),
        tag("table", head, tag("tbody", *rows), class_="seat-table-small seat-points"),
    ]


def stand(view: SeatView, tell: Teller, focus: str) -> None:
    """Show where the seat stands on an issue and how far it may go.

    Args:
        view: Of the seat.
        tell: Tells names.
        focus: Key of the issue.
    """
    issue = next(issue for issue in view.issues if issue.key == focus)
    name = tell.issue(focus)
    _parts(
        tag("p", words().say("seat.card.stand", issue=name), class_="seat-small"), _axis(view, issue, name)
    )


def _parts(*parts: Markup) -> None:
    """Show what stands below one another, in one go: each piece of a page costs as much as a picture."""
    st.html(str(tag("div", *parts, class_="seat-parts")))


def _head(view: SeatView) -> Markup:
    say, own = words().say, view.own
    kind = say(f"replay.kind.{own.kind}")
    standing = say("seat.card.decides" if own.decides else "seat.card.voice", kind=kind)
    blocs = (
        tag("p", say("seat.card.blocs", blocs=", ".join(own.blocs)), class_="seat-small") if own.blocs else ""
    )
    return tag(
        "div",
        tag("p", say("seat.card.secret"), class_="seat-small"),
        tag("h3", own.name, class_="seat-name"),
        tag("p", glyph(own.kind, decides=own.decides), " ", standing, class_="seat-small"),
        blocs,
    )


def _part(heading: str, lines: list[str], look: str = "") -> Markup:
    if not lines:
        return Markup()
    return tag("div", tag("h4", words().say(heading), class_="seat-h4"), listed(lines, look))


def _by_weight(view: SeatView) -> list[IssueSeen]:
    return sorted(view.issues, key=lambda issue: -issue.salience)


def _wants(view: SeatView, tell: Teller) -> list[str]:
    """Return what matters most, with the wording that the seat would like best."""
    found = []
    for issue in _by_weight(view)[:_MOST]:
        option = short_label(issue.aim.label, _WORDS)
        worth = in_points(view, issue.aim)
        found.append(
            words().say("seat.card.want.line", issue=tell.issue(issue.key), option=option, worth=worth)
        )
    return found


def _red_lines(view: SeatView, tell: Teller) -> list[str]:
    found = []
    for issue in view.issues:
        there = issue.written
        if issue.is_own_draft:
            found.append(words().say("seat.card.red.sponsor", issue=tell.issue(issue.key)))
        barred = [option for option in there if option.is_red and not option.strikes_own]
        red = [short_label(option.label, _WORDS) for option in barred]
        if red:
            quoted = [words().say("seat.card.red.quoted", option=label) for label in red[:_MOST]]
            options = words().say("seat.card.or").join(quoted)
            found.append(words().say("seat.card.red.line", issue=tell.issue(issue.key), options=options))
    return found or [words().say("seat.card.red.none")]


def _gives(view: SeatView, tell: Teller) -> list[str]:
    spare = [tell.issue(issue.key) for issue in reversed(_by_weight(view)) if issue.is_open][:2]
    keys = ("seat.card.give.line", "seat.card.give.next")
    return [words().say(key, issue=name) for key, name in zip(keys, spare, strict=False)]


def _allies(view: SeatView) -> list[str]:
    """Return who opened nearest to the seat, by what everybody heard."""
    own = dict(zip(view.delegations, view.places[0], strict=True))
    here = own[view.own.key]
    others = [other for other in view.others if other.decides] or list(view.others)
    ordered = sorted(others, key=lambda other: float(abs(own[other.key] - here).mean()))
    return [other.key for other in ordered[:_CLOSE]]


def _no_deal(view: SeatView) -> list[str]:
    """Return what no document is worth, what is agreed so far, and between what the points run."""
    say = words().say
    most = [max(issue.aim.gain, 0.0) if view.may_drop else issue.aim.gain for issue in view.issues]
    best = sum(most) / len(view.issues)
    return [
        say("seat.card.no_deal.line", none=points(view.own.no_deal)),
        say("seat.card.no_deal.now", now=points(view.own.so_far)),
        say(f"seat.card.no_deal.scale{'' if view.may_drop else '.sinks'}", best=points(best)),
    ]


def _released(view: SeatView) -> str:
    line = words().say("seat.card.released.line", share=round(100 * view.own.released))
    return f"{line} {words().say('seat.card.released.called')}" if view.has_programme else line


def _axis(view: SeatView, issue: IssueSeen, name: str) -> Markup:
    say = words().say
    row = view.delegations.index(view.own.key)
    place = next(at for at, seen in enumerate(view.issues) if seen.key == issue.key)
    table = next((option.place for option in issue.options if option.on_table), issue.status_quo)
    low, high = sorted(issue.red_line)
    stand = Stand(now=float(view.places[-1, row, place]), ideal=issue.ideal, low=low, high=high, table=table)
    figures = {name: figure(getattr(stand, name)) for name in ("now", "ideal", "low", "high", "table")}
    return seat_axis(
        stand,
        {
            "alt": say("seat.axis.alt", issue=name, **figures),
            "now": say("seat.axis.now"),
            "ideal": say("seat.axis.ideal"),
            "table": say("seat.axis.table"),
            "low": words().pole(issue.low),
            "high": words().pole(issue.high),
        },
    )
