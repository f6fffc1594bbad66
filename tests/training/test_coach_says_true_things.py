"""What the coach claims is so, in the view of the seat and in the room; the benchmark does the same over more games."""

from dataclasses import replace
from functools import cache

import pytest

from benchmarks._claims import CLAIMS, false_claims
from benchmarks._hints import Given
from benchmarks._training import CASES
from benchmarks.coach import WAYS, Heard, heard_in, seats_of
from simulation.arrays import FloatArray
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.live.request import Answer, Priorities, Told
from simulation.training.advice import Advice, advise
from simulation.training.advisers import _put_package
from simulation.training.coach import fitting
from simulation.words import catalogue
from tests.extent import WHOLE
from tests.spoken_for import BY_LANGUAGE

SAYS = {"chair", "asks", "beyond", "stricter", "spent", "nothing", "turned"}
"""Sentences of the coach that are no hints."""
GAMES = [(case, seat) for case in CASES for seat in seats_of(case)]
PLAYED = GAMES if WHOLE else [*GAMES[:2], *GAMES[-1:]]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("case", "seat"), PLAYED)
def test_no_hint_is_contradicted_by_what_the_seat_sees(case: str, seat: str, way: str) -> None:
    heard = Heard()
    heard_in(case, seat, WAYS[way], seed=31, skill="standard", into=heard)
    assert heard.hints.total() > 20
    assert dict(heard.claims) == {}


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_the_claims_of_every_hint_are_checked_and_every_move_says_why(code: str) -> None:
    told = {key: text for key, text in catalogue(code).items() if key.startswith("coach.")}
    assert {key.split(".")[1] for key in told} - SAYS == set(CLAIMS)
    mute = ("coach.then.move", "coach.nothing.move")  # there is nothing more to say
    moves = [key for key in told if key.endswith(".move") and key not in mute]
    assert len(moves) > 40
    assert [
        key for key in moves if ": " not in told[key].replace("\u00a0:", ":").replace("\u202f:", ":")
    ] == []


@cache
def seen() -> tuple[SeatView, FloatArray]:
    """Return what SAB sees as soon as the coach would have it ask who holds brackets, and what matters to all."""
    live = LiveNegotiation("first_hour", seed=1, seats=("SAB",))
    while not any(one.key == "ask" for one in fitting(view_of(live, "SAB"))):
        if live.pending:
            live.submit(SeatMove(seat="SAB", move="done"))
        live.advance()
    return view_of(live, "SAB"), live.live.room.state.salience[0]


def found_false(view: SeatView, advice: Advice) -> int:
    """Return how many claims of a hint are not so."""
    return len(list(false_claims(Given(view=view, advice=advice, salience={1: seen()[1]}))))


def test_it_is_found_where_somebody_has_told_what_the_coach_says_it_has_not() -> None:
    view, _ = seen()
    advice = next(one for one in fitting(view) if one.key == "ask" and one.move is not None)
    assert found_false(view, advice) == 0
    assert found_false(view, replace(advice, key="ask_again")) == 1
    assert advice.move is not None
    said = Answer(issue=advice.move.issue, option=advice.move.option, says="no", session=1)
    told = Told(by=advice.move.to, answers=(said,), priorities=Priorities(session=1))
    others = [replace(one, told=told) if one.key == told.by else one for one in view.others]
    assert found_false(replace(view, others=tuple(others)), advice) == 1


def test_it_is_found_where_a_bracket_would_be_lifted_for_less_than_an_open_clause() -> None:
    view, _ = seen()
    issue = view.issues[0]
    for gain, wrong in ((0.01, False), (-0.01, True)):
        table = [replace(one, gain=gain, is_red=False) if one.on_table else one for one in issue.options]
        changed = replace(issue, options=tuple(table), brackets=("SAB",), salience=0.1)
        there = replace(view, issues=(changed, *view.issues[1:]))
        advice = advise(there, "own_bracket", "lift_brackets", {}, issue=issue.key)
        assert (found_false(there, advice) > 0) is wrong


def test_it_is_found_where_a_package_is_worth_less_than_no_document() -> None:
    view, _ = seen()
    worst = {
        one.key: min(one.written, key=lambda option: option.gain).key for one in view.issues if one.is_open
    }
    advice = advise(view, "package", "propose_package", {}, package=worst)
    assert found_false(view, advice) == 2


def late_with(holders: tuple[str, ...], on: str = "") -> SeatView:
    """Return what SAB sees in the last session, where these stand for every wording; of one issue, nobody does."""
    view, _ = seen()
    issues = tuple(
        replace(
            issue,
            readings=2,
            options=tuple(
                replace(option, holders=() if issue.key == on else holders) for option in issue.options
            ),
        )
        for issue in view.issues
    )
    others = tuple(replace(other, told=None) for other in view.others)
    return replace(view, session=view.sessions, takes_package=True, issues=issues, others=others, heard=((),))


def test_the_coach_puts_no_package_that_is_worth_less_to_the_seat_than_no_document() -> None:
    late = late_with(("TAM", "ALT", "NOR"))
    (put,) = _put_package(late)
    assert put.move is not None
    assert list(_put_package(replace(late, own=replace(late.own, no_deal=0.9)))) == []


def test_the_coach_puts_no_package_of_words_that_half_of_the_others_could_not_live_with() -> None:
    everybody = ("TAM", "ALT", "NOR", "LUM")
    assert {other.key for other in late_with(()).others if other.decides} == set(everybody)
    put = [len(list(_put_package(late_with(everybody[:n])))) for n in range(5)]
    assert put == [0, 0, 0, 1, 1]
    assert list(_put_package(late_with(everybody, on="pace"))) == []
