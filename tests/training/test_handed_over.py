"""A seat that was handed over: what the agent did in it is told of the agent, and not of the person who left it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from simulation.live import LiveNegotiation, SeatMove
from simulation.training.course_of_play import course_of
from simulation.training.debrief import Debrief, debriefing
from simulation.training.mandate import Verdict
from simulation.training.progress import finished
from simulation.training.turning import turning_points
from simulation.words import Said, told_in
from tests.kept_cases import SIX_SEATS

SEAT = "NOR"
YOU = {"en": "You ", "fr": "Vous "}


def handed_over_in(session: int, seat: str = SEAT) -> LiveNegotiation:
    live = LiveNegotiation(SIX_SEATS, seed=3, seats=(seat,))
    while live.session < session:
        if live.pending:
            live.submit(SeatMove(seat=seat, move="done"))
        live.advance()
    live.submit(SeatMove(seat=seat, move="hand_over"))
    live.play_out()
    return live


@pytest.fixture(scope="module")
def left() -> Debrief:
    return next(iter(debriefing(handed_over_in(2), SEAT)))


def deeds(told: Debrief) -> list[str]:
    return list(map(str, _deeds(told)))


def _deeds(told: Debrief) -> Iterator[Said]:
    yield told.score.mandate.sentences[0]
    yield from (breach.sentence for breach in told.score.breaches)
    yield from (promise.sentence for promise in told.dealings.promises)
    for package in told.dealings.packages:
        yield package.heading
        yield from (sentence for one in package.objections for sentence in one.sentences)


def test_what_the_agent_refused_is_told_of_the_agent(left: Debrief) -> None:
    why = [one.why for package in left.dealings.packages for one in package.objections]
    assert "agent" in why
    assert "own" not in why
    assert "The agent in your seat objected to it." in list(deeds(left))


def test_a_package_that_the_agent_put_is_told_of_the_agent() -> None:
    told = next(iter(debriefing(handed_over_in(2, "LUM"), "LUM")))
    own = [package for package in told.dealings.packages if package.is_own]
    assert own
    assert all("the package that the agent in your seat put" in str(package.heading) for package in own)


@pytest.mark.parametrize("language", YOU)
def test_no_deed_of_the_agent_is_told_as_one_of_the_person(left: Debrief, language: str) -> None:
    with told_in(language):
        told = deeds(left)
        for verdict in get_args(Verdict.__value__):
            mandate = replace(left.score.mandate, verdict=verdict, by_agent=True, objected=True)
            told += map(str, mandate.sentences[:2])
    assert [sentence for sentence in told if sentence.startswith(YOU[language])] == []
    assert "you stood in its way" not in " ".join(told)


def test_a_person_who_stays_is_told_what_it_did_itself() -> None:
    live = LiveNegotiation(SIX_SEATS, seed=3, seats=(SEAT,))
    while live.phase != "over":
        for request in live.pending:
            if request.phase == "package":
                live.submit(SeatMove(seat=SEAT, move="refuse_package"))
            live.submit(SeatMove(seat=SEAT, move="done"))
        live.advance()
    told = next(iter(debriefing(live, SEAT)))
    why = [one.why for package in told.dealings.packages for one in package.objections]
    assert "own" in why
    assert "agent" not in why
    assert "agent" not in " ".join(deeds(told))


@pytest.mark.parametrize(("session", "got"), [(2, "Your seat got "), (99, "You got ")])
def test_what_a_seat_got_is_the_person_s_own_only_where_nobody_else_sat_in_it(session: int, got: str) -> None:
    live = LiveNegotiation("worked_package", seats=("OPEN",))
    while live.phase != "over" and live.session < session:
        for _ in live.pending:
            live.submit(SeatMove(seat="OPEN", move="done"))
        live.advance()
    if live.phase != "over":
        live.submit(SeatMove(seat="OPEN", move="hand_over"))
        live.play_out()
    found = finished(turning_points(course_of(live), "OPEN"))
    assert str(found.sentences[0]).startswith(got)
    assert all(str(point.sentences[0]).startswith(got) for point in found.points)
