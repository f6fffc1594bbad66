"""Nobody is told of a text that was not put, nor of an objection that nobody in the seat made."""

import numpy as np
import pytest

from simulation.engine.simulate import load_scenario
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.live.public import FAILED_PACKAGE
from simulation.reasons.explain import explain
from simulation.reasons.record_log import build_log
from simulation.scenario.schema import Event, Scenario
from simulation.training.course_of_play import course_of
from simulation.training.debrief import Debrief, debriefing
from simulation.words import told_in
from tests.kept_cases import SIX_SEATS
from tests.training.played import accept_all_and


def silent(
    case: Scenario | str = "first_hour", seat: str = "SAB", *, seed: int = 1, answer: str = "done"
) -> LiveNegotiation:
    """Play a seat that says nothing, or nothing but how it takes a package."""
    live = LiveNegotiation(case, seed=seed, seats=(seat,))
    while live.phase != "over":
        for request in live.pending:
            if answer in request.legal and answer != "done":
                live.submit(SeatMove(seat=seat, move=answer))
            live.submit(SeatMove(seat=seat, move="done"))
        live.advance()
    return live


@pytest.fixture(scope="module")
def told() -> Debrief:
    return next(iter(debriefing(silent(), "SAB")))


def test_where_nothing_was_agreed_no_text_was_put_and_nobody_stood_in_its_way(told: Debrief) -> None:
    first = str(told.score.mandate.sentences[0])
    assert told.score.mandate.verdict == "unput"
    assert first == (
        "No clause was agreed, so no document was put to the room as a whole, and the matter is deferred or referred. "
        "That is worth −15 points to you."
    )
    assert "the matter is deferred or referred" in str(told.outcome)
    with told_in("fr"):
        assert "la question est reportée ou renvoyée" in str(told.outcome)
        assert "la question est reportée ou renvoyée" in str(told.score.mandate.sentences[0])
        assert "obstacle" not in str(told.score.mandate.sentences[0])
    assert "nothing was agreed" in str(told.score.capital[0])


def test_a_person_who_was_not_asked_of_a_package_did_not_object_to_it(told: Debrief) -> None:
    own = [one for package in told.dealings.packages for one in package.objections if one.why == "unasked"]
    why = "You were not asked: with your consent it would not have passed either."
    sentence = f"Your instructions objected to it. {why}"
    assert {str(one.sentences[0]) for one in own} == {sentence}
    assert not [p for p in told.dealings.packages for one in p.objections if one.why == "own"]


def test_the_recap_and_the_debriefing_count_the_same_objections_the_own_seat_among_them(
    told: Debrief,
) -> None:
    live = silent()
    names = {one.key: one.short or one.name for one in live.case.delegations} | {"SAB": "your seat"}
    heard = [move for moves in view_of(live, "SAB").heard for move in moves if move.move == FAILED_PACKAGE]
    recap = [sorted(names[key] for key in move.others) for move in heard]
    debriefed = [sorted(str(one.name) for one in package.objections) for package in told.dealings.packages]
    assert recap == debriefed
    assert recap[0] == ["Altamere", "Nordhaven", "Tamarat", "your seat"]


def test_moves_that_instructions_made_are_told_as_theirs_and_those_of_the_person_as_its_own() -> None:
    said = SeatMove(seat="SAB", move="support", issue="support", option="fund")
    live = LiveNegotiation("first_hour", seed=1, seats=("SAB",))
    live.submit(said)
    while live.phase != "over":
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    moves = [move for move in build_log(live.record).by("SAB") if move.issue]
    lifted = [move for move in moves if move.move == "lift_brackets"]
    assert lifted
    assert {move.private_reason.key for move in lifted} == {"private.instructed"}
    own = [move for move in moves if (move.issue, move.option, move.move) == ("support", "fund", "support")]
    assert own
    assert {move.private_reason.key for move in own} == {"private.person"}
    opening = [move for move in build_log(live.record).by("SAB") if move.move == "state_position"]
    assert {move.private_reason.key for move in opening} == {"private.state"}
    told = " ".join(str(line.text) for line in explain(build_log(live.record), "SAB"))
    assert "Its instructions refused them all: the person in the seat had said nothing on these." in told


@pytest.mark.parametrize(("answers", "cause"), [((), "instructed"), (("join_consensus",), "person")])
def test_who_joins_by_instructions_is_not_told_to_have_decided_itself(
    answers: tuple[str, ...], cause: str
) -> None:
    live = LiveNegotiation("first_hour", seed=3, seats=("NOR",))
    while live.phase != "over":
        for request in live.pending:
            for move in (*(answers if live.phase == "adoption" else ()), "done"):
                live.submit(SeatMove(seat=request.seat, move=move))
        live.advance()
    joined = [move for move in build_log(live.record).by("NOR") if move.move.startswith("join_consensus")]
    assert [move.cause for move in joined] == [cause]


def test_refusals_of_the_person_and_of_its_instructions_are_told_apart() -> None:
    live, refused = LiveNegotiation("first_hour", seed=1, seats=("SAB",)), False
    while live.phase != "over":
        for request in live.pending:
            for issue, option in () if refused else request.asked:
                live.submit(SeatMove(seat="SAB", move="object_formally", issue=issue, option=option))
                refused = True
            live.submit(SeatMove(seat="SAB", move="done"))
        live.advance()
    told = " ".join(str(line.text) for line in explain(build_log(live.record), "SAB"))
    assert "It refused 12 wordings on 4 issues" in told
    assert "Its instructions refused 7 of them: the person in the seat had said nothing on these." in told


def test_whom_another_text_counts_otherwise_is_not_told_to_have_moved_for_reasons_of_its_own() -> None:
    said = [
        SeatMove(seat="SAB", move="can_live_with", issue="support", option=option)
        for option in ("fund", "training", "p65_recalled")
    ]
    live = LiveNegotiation("first_hour", seed=1, seats=("SAB",))
    for move in said:
        live.submit(move)
    while live.phase != "over":
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    steps = [
        m for m in build_log(live.record).by("SAB") if (m.move, m.issue) == ("change_position", "support")
    ]
    assert steps
    assert {(step.cause, bool(step.public_reason)) for step in steps} == {("counted_anew", False)}


def told_of_reports(*answers: tuple[int, str]) -> list[tuple[int, str, bool]]:
    """Return session, cause and whether a public reason stands there, of each step of a seat on `reporting`.

    Its text changes in session 4 only, to `after`; the person says in the sessions of `answers` what it can live with.
    """
    live = LiveNegotiation("ai_oversight", seed=3, seats=("KAS",))
    while live.phase != "over":
        for request in live.pending:
            for session, option in answers if request.phase == "talks" else ():
                if session == live.session:
                    live.submit(SeatMove(seat="KAS", move="can_live_with", issue="reporting", option=option))
            live.submit(SeatMove(seat="KAS", move="done"))
        live.advance()
    table = live.record.table[:, [issue.key for issue in live.case.issues].index("reporting")]
    assert np.flatnonzero(np.diff(table)).tolist() == [3]
    moves = [move for move in build_log(live.record).by("KAS") if move.issue == "reporting"]
    steps = [move for move in moves if move.move == "change_position"]
    return [(step.session, step.cause, bool(step.public_reason)) for step in steps]


def test_an_old_answer_that_still_stands_when_another_text_comes_is_not_told_as_newly_given() -> None:
    counted_anew = [(1, "person", True), (4, "counted_anew", False)]
    assert told_of_reports((1, "licence"), (1, "before"), (1, "after")) == counted_anew
    assert told_of_reports((1, "licence"), (2, "after")) == counted_anew
    assert told_of_reports((1, "licence"), (4, "after")) == [(1, "person", True), (4, "person", True)]


def test_steps_of_a_seat_that_a_person_takes_over_are_told_for_no_reason_of_the_agent_that_left() -> None:
    live = LiveNegotiation("ai_oversight", seed=3, seats=("TAV",))
    while live.phase != "over":
        if live.session == 3 and live.phase == "talks":
            live.submit(SeatMove(seat="KAS", move="take_over"))
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    steps = [move for move in build_log(live.record).by("KAS") if move.move == "change_position"]
    assert "panel" in {step.issue for step in steps if step.session == 3}
    assert {step.cause for step in steps if step.session >= 3} == {"person", "counted_anew"}


def test_new_instructions_and_the_step_they_make_are_not_told_of_the_person() -> None:
    case = load_scenario("first_hour")
    sent = Event(session=3, kind="instruction", delegation="SAB", issue="pace", position=0.9, note="Later.")
    record = silent(case.model_copy(update={"events": (*case.events, sent)})).record
    told = [
        (move.session, move.move, move.cause, str(move.private_reason))
        for move in build_log(record).by("SAB")
        if move.move in {"receive_instructions", "change_position"}
    ]
    assert told == [
        (3, "receive_instructions", "instructions", "Later."),
        (3, "change_position", "instructions", "New instructions arrived."),
    ]


@pytest.mark.parametrize(("answer", "why"), [("done", "unanswered"), ("refuse_package", "own")])
def test_who_was_asked_of_a_package_objected_itself_or_by_its_instructions(answer: str, why: str) -> None:
    live = silent(SIX_SEATS, "NOR", seed=3, answer=answer)
    course = course_of(live)
    packages = next(iter(debriefing(live, "NOR"))).dealings.packages
    seen = set()
    for package, judged in zip(packages, course.packages, strict=True):
        asked = bool(course.answers_to(course.row("NOR"), judged))
        own = [one for one in package.objections if one.why in {"own", "unasked", "unanswered"}]
        assert all(one.why == (why if asked else "unasked") for one in own)
        seen |= {one.why for one in own}
    assert why in seen


def test_who_refused_a_package_itself_is_told_what_it_was_worth() -> None:
    live = LiveNegotiation("worked_package", seats=("STATE", "OPEN"))
    both = {issue.key: issue.options[1].key for issue in live.case.issues}
    while live.phase != "over":
        for request in live.pending:
            if "propose_package" in request.legal and request.seat == "OPEN" and live.session == 4:
                live.submit(SeatMove(seat="OPEN", move="propose_package", package=both))
            if "refuse_package" in request.legal:
                live.submit(SeatMove(seat=request.seat, move="refuse_package"))
            for issue, option in request.asked:
                live.submit(SeatMove(seat=request.seat, move="object_formally", issue=issue, option=option))
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    mandate = next(iter(debriefing(live, "STATE"))).score.mandate
    assert (mandate.verdict, mandate.by_instructions) == ("blocked_gain", False)
    assert "and you stood in its way" in str(mandate.sentences[0])


def test_a_document_that_instructions_stopped_is_told_of_the_instructions() -> None:
    live = LiveNegotiation("worked_package", seats=("OPEN",))
    while live.phase != "over":
        for request in live.pending:
            for issue, option in request.asked:
                live.submit(SeatMove(seat="OPEN", move="can_live_with", issue=issue, option=option))
            live.submit(SeatMove(seat="OPEN", move="done"))
        live.advance()
    by_hand = next(iter(debriefing(accept_all_and("reject_document"), "OPEN"))).score.mandate
    by_brief = next(iter(debriefing(live, "OPEN"))).score.mandate
    assert (by_hand.verdict, by_hand.by_instructions) == ("refused", False)
    assert "and you stood in its way" in str(by_hand.sentences[0])
    assert (by_brief.verdict, by_brief.by_instructions) == ("refused", True)
    assert "You said nothing, and your instructions stood in its way" in str(by_brief.sentences[0])
