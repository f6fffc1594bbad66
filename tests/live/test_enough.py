"""What is enough today, in numbers: asks on a clause that matters, what is spared on another, and the last sessions."""

from dataclasses import replace

import numpy as np
import pytest

from simulation.live import LiveNegotiation, SeatView, view_of
from simulation.live.enough import (
    falls_short,
    is_dear,
    judge,
    least,
    takes_document,
    takes_package,
    to_join,
)
from simulation.live.seen import IssueSeen, PackageSeen
from simulation.state.compile import relative
from simulation.training.answering import on_document

BEST = (0.5, 0.3, 0.2, 0.0)
"""What the best wording of each of four clauses is worth: .25 in the mean."""
SALIENCE = (1.6, 1.0, 0.99, 0.41)
"""How much they matter: two as much as the mean or more, two less."""


def seen(
    *, session: int, no_deal: float = -0.1, so_far: float = 0.0, closed: bool = False, may_drop: bool = True
) -> SeatView:
    """Return what a seat sees in a session of twelve, where the best wordings are worth as much as `BEST` says."""
    view = view_of(LiveNegotiation("first_hour", seats=("TAM",)), "TAM")
    issues = tuple(
        replace(
            issue,
            salience=weight,
            options=(replace(issue.options[0], gain=best, is_red=False, is_written=True),),
        )
        for issue, best, weight in zip(view.issues, BEST, SALIENCE, strict=True)
    )
    own = replace(view.own, no_deal=no_deal, so_far=so_far)
    agreed = {issues[0].key: 1} if closed else {}
    return replace(
        view, session=session, sessions=12, issues=issues, own=own, closed=agreed, may_drop=may_drop
    )


def accepts(view: SeatView, issue: IssueSeen, gain: float) -> bool:
    return judge(view, issue, replace(issue.options[0], gain=gain)).accepts


def test_a_clause_matters_from_the_mean_on() -> None:
    assert [is_dear(issue) for issue in seen(session=1).issues] == [True, True, False, False]


def test_to_whom_all_matters_alike_all_matters_as_much_as_the_mean() -> None:
    issue = seen(session=1).issues[0]
    for weight in (0.7, 0.8):  # three of .7 are a hair more than their mean, three of .8 a hair less
        (alike,) = {float(one) for one in relative(np.full(3, weight))}
        assert alike != 1
        assert is_dear(replace(issue, salience=alike))


@pytest.mark.parametrize(("session", "asked"), [(3, 0.9 * 0.75**0.5 * 0.5), (9, 0.9 * 0.5 * 0.5), (12, 0.0)])
def test_where_a_clause_matters_nine_tenths_of_the_best_are_asked_less_by_the_root_of_the_time_left(
    session: int, asked: float
) -> None:
    view = seen(session=session, closed=True)
    assert least(view, view.issues[0]) == pytest.approx(asked)


@pytest.mark.parametrize("session", [1, 8, 12])
def test_where_a_clause_matters_less_a_fifth_is_spared_of_what_a_clause_could_bring_in_the_mean(
    session: int,
) -> None:
    view = seen(session=session, closed=True)
    for issue in view.issues[2:]:  # also where the clause itself can bring nothing
        assert least(view, issue) == pytest.approx(-0.2 * 0.25)
        assert accepts(view, issue, -0.0499)
        assert not accepts(view, issue, -0.0501)


def test_what_could_bring_only_a_loss_adds_nothing_to_what_is_spared() -> None:
    view = seen(session=1)
    *others, last = view.issues
    poor = replace(last, options=(replace(last.options[0], gain=-1.0),))
    worse = replace(view, issues=(*others, poor))
    assert least(worse, worse.issues[2]) == least(view, view.issues[2])


@pytest.mark.parametrize(
    ("session", "place", "asked"),
    [(8, 2, -0.05), (9, 2, -0.6), (9, 0, 0.225), (11, 0, 0.45 * (1 / 12) ** 0.5), (12, 0, -0.6)],
)
def test_without_anything_agreed_late_all_above_no_deal_will_do_and_where_it_matters_in_the_last_session(
    session: int, place: int, asked: float
) -> None:
    # No document is worth .1 less than nothing, and what is agreed .05 more: .15 on each of four clauses.
    view = seen(session=session, no_deal=-0.1, so_far=0.05)
    assert least(view, view.issues[place]) == pytest.approx(asked)


def test_where_no_deal_is_good_no_more_is_asked_late_than_before() -> None:
    view = seen(session=9, no_deal=0.4)
    assert least(view, view.issues[0]) == pytest.approx(0.225)
    assert least(view, view.issues[2]) == pytest.approx(-0.05)


def test_an_open_clause_that_sinks_the_document_is_let_go_of_at_any_time_and_no_other() -> None:
    view = seen(session=1, no_deal=-0.1, so_far=0.05, may_drop=False, closed=True)
    assert least(view, view.issues[2]) == pytest.approx(-0.6)
    assert least(view, view.issues[1]) == pytest.approx(0.9 * (11 / 12) ** 0.5 * 0.3)


@pytest.mark.parametrize(("so_far", "takes"), [(-0.1, True), (-0.1001, False)])
def test_a_document_that_is_worth_as_much_as_none_is_taken(so_far: float, *, takes: bool) -> None:
    view = seen(session=12, no_deal=-0.1, so_far=so_far)
    assert takes_document(view) is takes
    (advice,) = on_document(view)
    assert (advice.key == "end_poor") is not takes


@pytest.mark.parametrize(
    ("gain", "so_far", "crosses", "takes"),
    [
        (0.1, 0.0, (), True),
        (0.0999, 0.0, (), False),
        (0.2, 0.2, (), True),
        (0.1999, 0.2, (), False),
        (0.3, 0.2, ("roles",), False),
    ],
)
def test_a_package_is_taken_that_is_worth_no_less_than_no_document_and_than_what_is_agreed(
    gain: float, so_far: float, crosses: tuple[str, ...], *, takes: bool
) -> None:
    view = seen(session=6, no_deal=0.1, so_far=so_far)
    put = PackageSeen(by="", options={}, gain=gain, crosses=crosses)
    assert takes_package(replace(view, package=put)) is takes


@pytest.mark.parametrize(
    ("session", "place", "gain", "takes"),
    [
        (11, 0, 0.13, True),  # .9 of .5 less the time gone is .1299
        (11, 0, 0.12, False),
        (12, 0, 0.12, True),  # no other package comes
        (12, 0, -0.05, True),  # also where it loses by it
        (11, 2, -0.3, True),  # less than enough where it matters less: the whole makes up for it
    ],
)
def test_until_the_last_session_a_package_has_to_be_enough_where_a_clause_matters(
    session: int, place: int, gain: float, *, takes: bool
) -> None:
    view = seen(session=session, closed=True)
    issue = view.issues[place]
    worded = replace(issue.options[0], key="worded", gain=gain)
    issues = list(view.issues)
    issues[place] = replace(issue, options=(*issue.options, worded))
    package = PackageSeen(by="", options={issue.key: "worded"}, gain=0.2, crosses=())
    put = replace(view, package=package, issues=tuple(issues))
    assert takes_package(put) is takes
    assert [one.key for one in falls_short(put)] == ([] if takes else [issue.key])


def held(
    *holders: tuple[str, ...],
    weight: float = 1.2,
    gains: tuple[float, ...] = (0.5, 0.45, 0.48),
    is_open: bool = True,
    session: int = 1,
) -> str:
    """Return the number of the wording of a clause that TAM joins where these hold its wordings; "": none."""
    view = seen(session=session, no_deal=-0.4)
    issue = view.issues[0]
    options = tuple(
        replace(issue.options[0], key=str(place), gain=gain, holders=keys, is_red=False)
        for place, (gain, keys) in enumerate(zip(gains, holders, strict=True))
    )
    joined = to_join(view, replace(issue, options=options, salience=weight, is_open=is_open))
    return "" if joined is None else joined.key


def test_who_stands_alone_on_what_matters_joins_those_who_stand_together_for_what_is_enough_today() -> None:
    alone, two, three = ("TAM",), ("ALT", "NOR"), ("LUM", "SAB", "ONA")
    assert held(alone, two, ()) == "1"
    assert held((), two, ()) == "1"  # it holds none
    assert held(alone, two, three) == "2"  # of several the one that most hold
    assert held(alone, three, two) == "1"  # also where it would gain more by another


def test_it_stays_where_it_stands_in_company_before_one_holder_for_less_and_where_little_is_at_stake() -> (
    None
):
    alone, two = ("TAM",), ("ALT", "NOR")
    assert held(("TAM", "SAB"), two, ()) == ""
    assert held(alone, ("ALT",), ()) == ""
    assert held(alone, two, (), gains=(0.5, 0.42, 0.0)) == ""  # .9 of .5 less the time gone is .431
    assert held(alone, two, (), gains=(0.0, -0.1, 0.0)) == ""
    assert held(alone, two, (), weight=0.9) == ""
    assert held(alone, two, (), is_open=False) == ""


@pytest.mark.parametrize("gain", [0.0, -0.1])
def test_for_what_it_accepts_at_the_end_only_it_joins_nobody_if_it_gains_nothing(gain: float) -> None:
    view = seen(session=12, no_deal=-0.4)
    assert accepts(view, view.issues[0], gain)
    assert held(("TAM",), ("ALT", "NOR"), (), gains=(0.5, gain, -0.6), session=12) == ""
