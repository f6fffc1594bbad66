"""How would this land? Asked of the workers of the server, told as twenty dots beside the figure without it."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st
from markupsafe import Markup

from dashboard.frame.drawn_anew import Looks
from dashboard.frame.escaping import escaped
from dashboard.frame.language import Words
from dashboard.frame.session_state import memory, words
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.work.errands import Errand
from dashboard.work.of_server import errands
from simulation.drawing import tag
from simulation.live import IssueSeen, SeatView
from simulation.stats import tells
from simulation.training import ENDS, READINGS, Landing, Landings, landing
from simulation.words import decimal

__all__ = ["DOTS", "ask", "closes_told", "dot_counts", "dot_rows", "drop_old", "show"]

RUNS: Final = 200
FIRST: Final = 40
_AGAIN: Final = 0.5
_ERRAND: Final = "forecast"
_FOUND: Final = "forecast.found"
_ABOUT: Final = "forecast.about"
"""Session and issue that the forecast is of."""
DOTS: Final = 20
_CLOSES: Final = frozenset({"clean", "with_statement"})
"""Ends at which the clause closes on words."""


def dot_counts(shares: Mapping[str, float], order: Sequence[str]) -> dict[str, int]:
    """Return how many of the dots each end has, twenty in all: whole parts first, then the largest remainders.

    >>> dot_counts({"a": 0.34, "b": 0.33, "c": 0.33}, ["a", "b", "c"])
    {'a': 7, 'b': 7, 'c': 6}
    """
    exact = {name: DOTS * shares.get(name, 0.0) for name in order}
    counts = {name: int(value + 1e-9) for name, value in exact.items()}
    rest = sorted(order, key=lambda name: (-round(exact[name] - counts[name], 9), order.index(name)))
    for name in rest[: max(0, DOTS - sum(counts.values()))]:
        counts[name] += 1
    return counts


def dot_rows(
    shares: Mapping[str, float], order: Sequence[str], names: Mapping[str, str], told: Mapping[str, str]
) -> Markup:
    """Return one row of dots for each end.

    Args:
        shares: By end, summing to 1.
        order: Of the rows.
        names: What each end is called.
        told: Its number in words, such as `7 of 20`, which stands behind the dots.
    """
    counts = dot_counts(shares, order)
    rows = []
    for name in order:
        look = "solid" if name in _CLOSES else "hollow"
        dots = [tag("i", " ", class_=look) for _ in range(counts[name])]
        rows.append(
            tag(
                "tr",
                tag("th", names[name], scope="row", class_=look),
                tag("td", tag("span", *dots, " ", class_="seat-dots", aria_hidden="true"), told[name]),
            )
        )
    return tag("table", tag("tbody", *rows), class_="seat-dotrows")


def ask(at_hand: Game, view: SeatView, issue: str, option: str, *, is_possible: bool) -> None:
    """Place the button that asks; what nobody can table now is not forecast."""
    say = words().say
    _, errand = _under_way(at_hand)
    is_busy = errand is not None and not errand.is_over
    if st.button(say("seat.forecast.ask"), key="seat.forecast.ask", disabled=is_busy or not is_possible):
        started = errands().start(
            landing,
            (memory().visitor, "forecast"),
            memory().visitor,
            view=view,
            case=at_hand.live.case,
            issue=issue,
            option=option,
            replications=RUNS,
            first=FIRST,
        )
        at_hand.shown.pop(_FOUND, None)
        at_hand.shown.pop(_ERRAND, None)
        if started is None:
            st.warning(say("seat.forecast.full"))
        else:
            at_hand.shown[_ERRAND] = (at_hand.digest, started)
            at_hand.shown[_ABOUT] = (view.session, issue)
            st.rerun()


def drop_old(at_hand: Game, session: int, issue: str) -> None:
    """Let go of a forecast that is of another clause or an earlier session: what it said holds no more."""
    about = (session, issue)
    if at_hand.shown.get(_ABOUT, about) != about:
        _, errand = _under_way(at_hand)
        if errand is not None:
            errand.cancel()
        for key in (_ABOUT, _ERRAND, _FOUND):
            at_hand.shown.pop(key, None)


def _under_way(at_hand: Game) -> tuple[str, Errand | None]:
    """Return the digest of the moves at which a forecast was asked for, and its errand; None: there is none."""
    found: tuple[str, Errand | None] = at_hand.shown.get(_ERRAND, ("", None))
    return found


def show(at_hand: Game, tell: Teller, issue: IssueSeen, option: str) -> None:
    """Show what came of it so far."""
    say = words().say
    asked_at, errand = _under_way(at_hand)
    if errand is not None and not errand.is_over:
        _progress(at_hand, errand)
    elif errand is not None:
        at_hand.shown[_FOUND] = (asked_at, errand.latest)
        at_hand.shown.pop(_ERRAND)
        if errand.has_failed and not errand.is_called_off:
            st.warning(escaped(errand.problem or say("seat.forecast.failed")))
    stands, found = at_hand.shown.get(_FOUND, ("", None))
    if found is None and errand is not None:
        stands, found = asked_at, errand.latest
    if not isinstance(found, Landings):
        return
    with st.container(key="seat-forecast"):
        is_old = stands != at_hand.digest or (found.issue, found.option) != (issue.key, option)
        if is_old:
            label = tell.option(found.issue, found.option)
            st.caption(escaped(say("seat.forecast.old", option=label, issue=tell.issue(found.issue))))
        _told(found)


def _told(found: Landings) -> None:
    say, words_now = words().say, words()
    asked, without = found.asked, found.without
    head, by = closes_told(found, words_now)
    st.markdown(f"**{head}**")
    st.markdown(by)
    st.markdown(say("seat.forecast.tried", **_tried(asked)))
    st.caption(say("seat.forecast.sub", n=words_now.number(asked.n), without=_percent(without.closes)))
    counts = dot_counts(asked.shares, ENDS)
    st.html(
        str(
            dot_rows(
                asked.shares,
                ENDS,
                {end: say(f"seat.forecast.end.{end}") for end in ENDS},
                {end: say("seat.forecast.dots", n=counts[end]) for end in ENDS},
            )
        )
    )
    st.caption(say("seat.forecast.yours", yours=_percent(asked.yours)))


def closes_told(found: Landings, words_now: Words) -> tuple[str, str]:
    """Return in how many runs the clause closes, and whether that is clearly more or fewer than without the wording."""
    change = found.change
    way = "alike" if not tells(change) else "more" if change.value > 0 else "fewer"
    shares = {"share": _percent(found.asked.closes), "without": _percent(found.without.closes)}
    ends = {"low": _signed(change.low), "high": _signed(change.high), "by": _percent(abs(change.value))}
    head = "seat.forecast.alike" if way == "alike" else "seat.forecast.head"
    return words_now.say(head, sessions=READINGS, **shares), words_now.say(f"seat.forecast.{way}.by", **ends)


def _tried(one: Landing) -> dict[str, object]:
    """Return how often it came true where about as many runs said so, least and most of the seats that were tried."""
    ends = {"from": one.band[0], "to": one.band[1], "low": one.tried[0], "high": one.tried[1]}
    return {name: _percent(value) for name, value in ends.items()}


def _percent(share: float) -> int:
    return round(100 * share)


def _signed(share: float) -> str:
    """Return a difference of shares, of 100, with a true minus."""
    return decimal(_percent(share), "+d")


def _progress(at_hand: Game, errand: Errand) -> None:
    st.fragment(_look, run_every=_AGAIN)(at_hand, errand, _done(errand), looks=Looks())


def _done(errand: Errand) -> int:
    found = errand.latest
    return found.asked.n if isinstance(found, Landings) else 0


def _look(at_hand: Game, errand: Errand, shown: int, looks: Looks) -> None:
    """Look again by itself; draw the page anew when there is something new."""
    say = words().say
    done = _done(errand)
    looks.drew(is_news=errand.is_over or done != shown)
    st.progress(done / RUNS, text=say("seat.forecast.progress", done=done, n=RUNS))
    cancel, args = _cancel, (at_hand, errand)
    if st.button(say("term.cancel"), key="seat.forecast.cancel", on_click=cancel, args=args):
        st.rerun()


def _cancel(at_hand: Game, errand: Errand) -> None:
    errand.cancel()
    at_hand.shown.pop(_ERRAND, None)
