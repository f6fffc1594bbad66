"""The debriefing of packages, refused trades, promises, and what the others knew: by sums that can be done by hand."""

from dataclasses import replace
from itertools import combinations, product
from typing import Final, get_args

import numpy as np
import pytest

from simulation import load_scenario
from simulation.live import LiveNegotiation, Reply, SeatMove
from simulation.live.offers import Verdict
from simulation.protocols.room import PutPackage
from simulation.reasons import build_log
from simulation.training.carried import carried_by
from simulation.training.course_of_play import Course, course_of
from simulation.training.dealings import Dealings, Known, Refused, dealings_of
from simulation.words import told_in
from tests.live.playing import Wanderer
from tests.spoken_for import BY_LANGUAGE

BY_HAND: Final = {
    "protocol.chair_text": "false",
    "protocol.values.curve": "1",
    "protocol.signal.isolation": "0",
}
"""The sums of the worked package, with nobody but a person to put one."""
FAR: Final = {
    f"delegations.{seat}.mandate.{issue}.red_line": "0.55"
    for seat in ("OPEN", "STATE")
    for issue in ("seats", "agenda")
}
"""The far wording lies beyond a red line of each."""


def put(package: dict[str, str], **overrides: str) -> LiveNegotiation:
    """Let Openland put a package in session 4, and leave all else to instructions."""
    case = load_scenario("worked_package", overrides=BY_HAND | overrides)
    live = LiveNegotiation(case, seats=("OPEN",))
    while live.phase != "over":
        if live.phase == "talks" and live.session == 4:
            live.submit(SeatMove(seat="OPEN", move="propose_package", package=package))
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    return live


def told_of(live: LiveNegotiation, seat: str = "OPEN") -> Dealings:
    course = course_of(live)
    return dealings_of(course, seat, build_log(course.record))


def test_a_package_that_asks_for_all_is_one_wording_away_from_the_one_that_both_can_live_with() -> None:
    # Low seats and low agenda cost Stateland .12 + .48; with high agenda it has .36 of the .3333 that it asks.
    (package,) = told_of(put({"seats": "two_seats", "agenda": "two_items"})).packages
    assert (package.session, package.is_own, package.passed) == (4, True, False)
    assert package.need == "change"
    assert package.changes == (("Agenda items of governments", "Eight of ten", "Two of ten"),)
    assert package.own == pytest.approx(0.3)  # all of what it wants, .48 + .12 over two clauses
    (objection,) = package.objections
    assert (objection.delegation, objection.why) == ("Stateland", "short")
    assert objection.short == pytest.approx((0.60 + 1 / 3) / 2)  # −.60 against .3333, over two clauses
    assert objection.issue == "Agenda items of governments"
    assert str(package.sentences[-1]) == (
        "The smallest change that would have carried it: “Eight of ten” in place of “Two of ten” on Agenda items of "
        "governments."
    )
    assert "47 points short of what its instructions asked that day" in str(objection.sentences[-1])


def test_a_package_that_both_can_live_with_passes_and_needs_nothing() -> None:
    (package,) = told_of(put({"seats": "two_seats", "agenda": "eight_items"})).packages
    assert (package.passed, package.need, package.objections, package.changes) == (True, "passed", (), ())
    assert str(package.heading) == "Session 4: the package that you put passed"


def test_where_every_wording_crosses_a_red_line_no_change_carries_a_package() -> None:
    (package,) = told_of(put({"seats": "two_seats", "agenda": "two_items"}, **FAR)).packages
    assert (package.need, package.changes) == ("none", ())
    (objection,) = package.objections
    assert objection.why == "red"
    assert len(objection.lines) == 2
    with told_in("fr"):
        assert str(package.sentences[-1]).startswith("Aucun autre texte n’aurait pu être présenté à sa place")


def test_the_reasons_of_a_person_are_its_own() -> None:
    case = load_scenario("worked_package", overrides=BY_HAND)
    live = LiveNegotiation(case, seats=("OPEN", "STATE"))
    both = {"seats": "two_seats", "agenda": "eight_items"}
    while live.phase != "over":
        if live.phase == "talks" and live.session == 4:
            live.submit(SeatMove(seat="OPEN", move="propose_package", package=both))
        for request in live.pending:
            if request.phase == "package":
                live.submit(SeatMove(seat=request.seat, move="refuse_package"))
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    (seen,) = told_of(live, "OPEN").packages
    (own,) = told_of(live, "STATE").packages
    assert (seen.need, own.need) == ("word", "own")  # by their instructions both could live with it
    assert [one.why for one in seen.objections] == ["person"]
    alone = "Only the objection of Stateland stood in the way: with its consent it would have passed."
    assert alone in map(str, seen.sentences)
    assert own.people == ()
    assert [one.why for one in own.objections] == ["own"]
    assert tuple(map(str, own.objections[0].sentences)) == ("You objected to it.",)


def others(package: PutPackage, size: int) -> np.ndarray:
    """Return all packages that differ in so many clauses."""
    found = []
    for issues in combinations(np.flatnonzero(package.is_open).tolist(), size):
        for options in product(*(np.flatnonzero(package.admissible[issue]).tolist() for issue in issues)):
            option = package.package.option.copy()
            option[list(issues)] = options
            if (option != package.package.option).sum() == size:
                found.append(option)
    return np.array(found, dtype=np.int64).reshape(-1, len(package.package.option))


def reworded(package: PutPackage, changes: tuple[tuple[int, int], ...]) -> np.ndarray:
    """Return what a package says after changes."""
    option = package.package.option.copy()
    for issue, now in changes:
        option[issue] = now
    return option


@pytest.mark.parametrize("seed", [1, 2])
def test_packages_are_judged_as_the_engine_judges_and_no_smaller_change_carries_one(seed: int) -> None:
    live = LiveNegotiation("first_hour", seed=seed)
    place = live.live.room.setting.ladder.position
    looked = 0

    def look(package: PutPackage) -> None:
        nonlocal looked
        looked += 1
        objects, passes = package.judged(package.package.option[None])
        np.testing.assert_array_equal(objects[0], package.objects)
        assert bool(passes[0]) is package.passes
        if package.passes:
            return
        found = carried_by(package, place)
        assert found.fails
        for size in range(1, int(package.is_open.sum()) + 1):
            carried = package.judged(others(package, size))[1]
            if found.carries and len(found.changes) == size:
                assert package.judged(reworded(package, found.changes)[None])[1][0]
                return
            assert not carried.any()
        assert not found.carries

    live.live.room.looks_on = look
    live.play_out()
    assert looked


@pytest.mark.parametrize("seed", [1, 4])
def test_what_cost_an_objector_most_stands_in_the_package(seed: int) -> None:
    live = LiveNegotiation("first_hour", seed=seed)
    live.play_out()
    packages = told_of(live, "SAB").packages
    assert packages
    for package in packages:
        held = {issue for issue, _ in package.wordings}
        assert {one.issue for one in package.objections if one.issue} <= held
        assert {issue for issue, _, _ in package.changes} <= held
        assert package.passed or package.objections or package.need == "none"


def test_to_look_on_changes_nothing() -> None:
    live, watched = (LiveNegotiation("first_hour", seed=2) for _ in range(2))
    seen = list[PutPackage]()

    def look(package: PutPackage) -> None:
        carried_by(package, live.live.room.setting.ladder.position)
        seen.append(package)

    watched.live.room.looks_on = look
    assert live.play_out() == watched.play_out()
    assert seen


def refused() -> tuple[Reply, Refused]:
    """Ask something of a delegation that holds its line, and return its answer, and what is told of it at the end."""
    case = load_scenario("worked_package", overrides={"delegations.STATE.strategy": "{key: hold}"})
    live = LiveNegotiation(case, seats=("OPEN",))
    give, get = ("agenda", "eight_items"), ("seats", "two_seats")
    reply = live.submit(SeatMove(seat="OPEN", move="offer_trade", to="STATE", give=give, get=get))
    live.play_out()
    (told,) = told_of(live).refused
    return reply, told


def test_a_refused_trade_is_told_with_what_was_said_and_with_what_moved_it() -> None:
    reply, told = refused()
    assert not reply.granted
    assert (told.other, told.answer, told.verdict) == ("Stateland", reply.reason, "holds")
    assert str(told.sentences[0]) == f"Stateland said: “{reply.reason}”"
    assert "holds its line to the end" in str(told.sentences[1])


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_reason_for_a_refusal_has_words(language: str) -> None:
    _, told = refused()
    with told_in(language):
        for verdict in set(get_args(Verdict.__value__)) - {"accepts"}:
            for is_red in (True, False):
                assert "{" not in " ".join(map(str, replace(told, verdict=verdict, is_red=is_red).sentences))


def test_promises_are_told_to_both_with_what_became_of_them() -> None:
    live = LiveNegotiation("worked_package", seats=("OPEN", "STATE"))
    give, get = ("agenda", "eight_items"), ("seats", "two_seats")
    live.submit(SeatMove(seat="OPEN", move="offer_trade", to="STATE", give=give, get=get))
    (offer,) = live.live.offers
    live.submit(SeatMove(seat="STATE", move="accept_trade", offer=offer))
    live.play_out()
    mine, theirs = told_of(live, "OPEN").promises, told_of(live, "STATE").promises
    assert [one.is_own for one in mine] == [True, False]
    assert [one.is_own for one in theirs] == [False, True]
    states = [one.state for one in course_of(live).ending.ledger]
    assert [one.state for one in mine] == states
    assert str(mine[0].sentence).startswith(
        "Session 1: you promised Stateland to live with “Eight of ten” on Agenda items of governments; "
    )


def test_who_is_known_in_full_is_taken_for_what_it_is() -> None:
    live = put({"seats": "two_seats", "agenda": "eight_items"})  # all know one another's limits there
    known = told_of(live).known
    assert known.dear == "Seats of governments"
    assert [known.weight, known.believed] == pytest.approx([1.6, 1.6])
    (told,) = known.sentences
    assert str(told) == (
        "Seats of governments matters most to you: 1.6 times as much as your clauses on average, and the others knew "
        "it."
    )


def test_what_the_others_thought_of_a_red_line_lies_between_what_was_said_and_what_was_public() -> None:
    course: Course = course_of(_wandering())
    known = dealings_of(course, "SAB", build_log(course.record)).known
    row, state = course.row("SAB"), course.ending.room.state
    assert known.lines
    for line in known.lines:
        assert 0 <= line.chance <= line.farthest[1] <= 1
        issue = next(at for at, one in enumerate(course.case.issues) if one.name == line.issue)
        option = next(
            at for at, one in enumerate(course.case.issues[issue].options) if one.label == line.option
        )
        assert state.is_red[0, row, issue, option]


def _wandering() -> LiveNegotiation:
    live, wanderer = LiveNegotiation("first_hour", seats=("SAB",)), Wanderer(load_scenario("first_hour"), 3)
    while live.phase != "over":
        while live.pending:
            wanderer.move(live)
        live.advance()
    return live


@pytest.mark.parametrize(("farthest", "told"), [(2.1, 0), (1.3, 1)])
def test_who_is_nearest_and_who_farthest_is_told_only_where_their_figures_differ(
    farthest: float, told: int
) -> None:
    known = Known(
        dear="Start", weight=2.2, believed=2.1, nearest=("Alba", 2.12), farthest=("Brod", farthest), lines=()
    )
    assert [one.key for one in known.sentences].count("debrief.known.spread") == told
