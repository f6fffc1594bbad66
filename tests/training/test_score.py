"""The profile of a seat says what the record says, and praises whoever refused a bad document."""

from typing import get_args

import pytest

from simulation import load_scenario
from simulation.live import LiveNegotiation, SeatMove
from simulation.reasons import build_log
from simulation.report.debrief import debrief_page
from simulation.scenario.schema import Scenario
from simulation.training.course_of_play import course_of
from simulation.training.debrief import debriefing
from simulation.training.mandate import Verdict
from simulation.training.profile import Score
from simulation.training.progress import finished
from simulation.training.score import compared, score_of
from simulation.words import catalogue, told_in
from tests.extent import WHOLE
from tests.spoken_for import BY_LANGUAGE
from tests.told_cases import explained
from tests.training.played import accept_all_and, negotiated


def scored(live: LiveNegotiation, seat: str) -> Score:
    course = course_of(live)
    return score_of(course, seat, build_log(course.record))


@pytest.fixture(scope="module")
def by_agents() -> LiveNegotiation:
    live = LiveNegotiation("wtpf13_training", seed=2)
    live.play_out()
    return live


def test_the_score_of_a_seat_played_by_an_agent_is_what_its_record_says(by_agents: LiveNegotiation) -> None:
    course, record = course_of(by_agents), by_agents.record
    log = build_log(record)
    for row, seat in list(enumerate(record.tableau.delegations))[:: 1 if WHOLE else 5]:
        score = score_of(course, seat, log)
        gains = [
            record.gain[-1, row, issue, option]
            for issue, option in enumerate(course.final.tolist())
            if option >= 0
        ]
        points = [round(float(100 * gain / len(course.final)), 6) for gain in gains]
        assert sum(points) == pytest.approx(100 * record.outcome.gain[row], abs=1e-4)
        assert score.mandate.value == pytest.approx(sum(map(round, points)) / 100, abs=1e-12)
        assert score.mandate.no_deal == -record.tableau.failure_cost[0, row]
        assert score.breaches == ()
        own = [move.move for move in log.by(seat)]
        assert score.process.brackets_lifted == own.count("lift_brackets")
        assert score.process.hints == 0


def test_the_worked_package_is_scored_as_on_paper() -> None:
    live = LiveNegotiation("worked_package")
    live.play_out()
    for seat in ("OPEN", "STATE"):
        score = scored(live, seat)
        assert score.mandate.verdict == "gained"
        assert score.mandate.value == pytest.approx(0.18)
        assert (score.mandate.worst, score.mandate.best) == pytest.approx((-0.06, 0.24))
        assert score.mandate.place == pytest.approx(0.8)
        assert score.efficiency.distance == 0
        assert score.efficiency.trades == ()
        assert score.distribution.least == pytest.approx(0.28)


@pytest.mark.parametrize(
    ("last", "verdict", "praised"),
    [
        ("join_consensus", "accepted_bad", False),
        ("join_consensus_with_statement", "accepted_bad", False),
        ("dissociate", "stood_aside", True),
        ("reject_document", "refused", True),
    ],
)
def test_a_bad_document_refused_is_praised_and_one_accepted_is_not(
    last: str, verdict: str, *, praised: bool
) -> None:
    score = scored(accept_all_and(last), "OPEN")
    assert score.mandate.put == pytest.approx(-0.3)  # both clauses as the other side wants them
    assert score.mandate.verdict == verdict
    assert ("serves the mandate" in str(score.mandate.sentences[0])) is praised


def test_not_to_sign_a_bad_treaty_is_praised_though_one_joined_its_adoption() -> None:
    data = load_scenario("worked_package").model_dump(mode="json", by_alias=True, exclude_unset=True)
    treaty = Scenario.model_validate(data | {"forum": {"preset": "itu_treaty"}})
    score = scored(accept_all_and("join_consensus", treaty, signs="not_sign"), "OPEN")
    assert score.mandate.verdict == "stood_aside"
    assert "serves the mandate" in str(score.mandate.sentences[0])
    signed = scored(accept_all_and("join_consensus", treaty, signs="sign"), "OPEN")
    assert signed.mandate.verdict == "accepted_bad"


def test_where_nothing_was_adopted_the_best_package_is_named() -> None:
    efficiency = scored(accept_all_and("reject_document"), "OPEN").efficiency
    assert (efficiency.better, efficiency.adoptable) == (3, 3)
    assert efficiency.distance == pytest.approx(0.28)  # .18 each over -.10
    assert efficiency.instead == (
        ("Seats of governments", "Two of ten"),
        ("Agenda items of governments", "Eight of ten"),
    )
    assert "“Two of ten” on Seats of governments" in str(efficiency.sentences[1])


def test_what_was_given_away_is_named_as_a_loss_against_the_range() -> None:
    score = scored(accept_all_and("join_consensus"), "OPEN")
    assert score.mandate.place is not None
    assert score.mandate.place < 0
    assert score.distribution.least < 0
    assert "would have done better without" in str(score.distribution.sentence)


def test_a_red_line_that_a_person_lets_pass_is_named_with_the_line() -> None:
    case = load_scenario("wtpf13_training")
    score = scored(accept_all_and("join_consensus", case, "LUM"), "LUM")
    assert not score.red_lines_kept
    signal = next(breach for breach in score.breaches if breach.kind == "signal")
    assert signal.signal == "can_live_with"
    assert "red line" in str(signal.line).lower()
    assert signal.option in str(signal.sentence)


def test_where_nobody_else_has_a_say_no_trust_is_told() -> None:
    data = load_scenario("worked_package").model_dump(mode="json", by_alias=True, exclude_unset=True)
    live = LiveNegotiation(Scenario.model_validate(data | {"delegations": data["delegations"][:1]}))
    live.play_out()
    relationship = scored(live, "OPEN").relationship
    assert (relationship.trust_before, relationship.trust_after) == (None, None)
    assert tuple(map(str, relationship.sentences)) == (
        "Nobody else had a say, so there is nobody whose trust could change.",
    )
    page = debrief_page(next(debriefing(live, "OPEN")))
    assert "nan" not in page
    assert "trust of the others" not in page


def test_promises_and_trust_are_those_of_the_ledger() -> None:
    live = negotiated(load_scenario("wtpf13_training"), "LUM")
    relationship = scored(live, "LUM").relationship
    own = [promise.state for promise in live.live.ledger if promise.by == "LUM"]
    assert own
    assert (relationship.kept, relationship.broken) == (own.count("kept"), own.count("broken"))
    assert relationship.trust_before == pytest.approx(0.5)


def test_the_same_seat_in_other_runs_is_counted_and_not_played_twice(by_agents: LiveNegotiation) -> None:
    course = course_of(by_agents)
    first = compared(course, "LUM", 99.0)
    told = list(first)
    assert told == sorted(told)
    assert told[-1] == (200, 200)
    assert list(compared(course, "LUM", 99.0)) == []
    best = finished(compared(course, "LUM", 99.0))
    assert (best.better.value, best.same, best.n) == (1.0, 0, 200)
    assert finished(compared(course, "LUM", -99.0)).better.value == 0.0


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_verdict_has_its_words(language: str) -> None:
    for verdict in get_args(Verdict.__value__):
        for kind in ("score.mandate", "score.capital", "debrief.page.verdict"):
            assert f"{kind}.{verdict}" in catalogue(language)


def handed_over_in(session: int) -> LiveNegotiation:
    """Consult in the first sessions, then leave the seat to an agent."""
    live = LiveNegotiation("first_hour", seats=("LUM",))
    while live.session < session:
        if live.phase == "talks":
            live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to="SAB"))
        live.submit(SeatMove(seat="LUM", move="done"))
        live.advance()
    live.submit(SeatMove(seat="LUM", move="hand_over"))
    live.play_out()
    return live


def test_what_an_agent_did_in_the_seat_is_not_told_as_what_the_person_did() -> None:
    live = handed_over_in(3)
    process = scored(live, "LUM").process
    assert process.sat == (1, 2)
    assert process.talks == 2
    own = [move for session in (1, 2) for move in build_log(live.record).by("LUM", session)]
    assert process.brackets_put == sum(move.move == "request_brackets" for move in own)
    assert str(process.sentences[0]) == (
        "This counts your moves until session 2, not those of the agent that sat in your seat afterwards."
    )
    with told_in("fr"):
        assert str(process.sentences[0]).startswith(
            "Ce qui suit est ce que vous avez fait jusqu’à la séance 2"
        )


def test_a_seat_that_no_person_took_says_so(by_agents: LiveNegotiation) -> None:
    process = scored(by_agents, "LUM").process
    assert process.sat == ()
    assert str(process.sentences[0]) == "An agent sat in the seat throughout: this counts its moves."


@pytest.mark.parametrize("last", ["reject_document", "join_consensus"])
def test_who_objected_to_the_document_as_a_whole_is_told_so(last: str) -> None:
    mandate = scored(accept_all_and(last), "OPEN").mandate
    assert mandate.objected == (last == "reject_document")
    assert (
        "You objected to the document as a whole." in list(map(str, mandate.sentences))
    ) == mandate.objected


def test_who_is_overruled_is_told_to_have_objected_and_not_only_to_stand_aside() -> None:
    data = load_scenario("first_hour").model_dump(mode="json", by_alias=True, exclude_unset=True)
    data["forum"] = {"preset": "itu_wtpf", "decision": {"rule": "rough_consensus", "threshold": 0.6}}
    live = accept_all_and("reject_document", Scenario.model_validate(data), "SAB")
    assert (live.record.outcome.option >= 0).any()
    assert scored(live, "SAB").mandate.objected
    told = explained(build_log(live.record), "SAB")
    assert "  In the room: “We object to the text as a whole, and dissociate ourselves from it.”" in told
