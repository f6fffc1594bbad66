"""Turning points: the own moves on which most hung, each left out by itself in the same game with the same chance."""

from functools import cache
from typing import Final

import numpy as np
import pytest

from simulation import load_scenario
from simulation.live import SEAT_MOVES, IllegalMoveError, LiveNegotiation, SeatMove
from simulation.scenario.schema import Scenario
from simulation.training.course_of_play import Course, course_of
from simulation.training.own_moves import OwnMove, own_moves
from simulation.training.progress import finished
from simulation.training.replay_without_moves import replay, replay_by_agent
from simulation.training.turning import Turning, turning_points
from simulation.words import catalogue, told_in
from tests.extent import at_a_desk
from tests.live.playing import Wanderer
from tests.spoken_for import BY_LANGUAGE
from tests.training.played import accept_all_and, negotiated

BY_HAND: Final = {"protocol.values.curve": "1", "protocol.signal.isolation": "0.1"}
"""The worked package as its sums are done."""
NO_LINKAGE: Final = BY_HAND | {"protocol.package": "false", "protocol.chair_text": "false"}
"""Clause by clause neither side of the worked package can move by its instructions: there is never a document."""
HIGH: Final = ("agenda", "eight_items")
LOW: Final = ("seats", "two_seats")


def apart() -> Scenario:
    return load_scenario("worked_package", overrides=NO_LINKAGE)


@cache
def traded(answer: str = "accept_trade", joins: tuple[str, ...] = ()) -> LiveNegotiation:
    """Two people leave all to their instructions but for one trade in session 3, without which nothing is agreed."""
    live = LiveNegotiation(apart(), seats=("OPEN", "STATE"))
    while live.phase != "over":
        if live.phase == "talks" and live.session == 3:
            live.submit(SeatMove(seat="OPEN", move="offer_trade", to="STATE", give=HIGH, get=LOW))
            (offer,) = live.live.offers
            if answer:
                live.submit(SeatMove(seat="STATE", move=answer, offer=offer))
        for request in live.pending:
            for move in (*(joins if live.phase == "adoption" else ()), "done"):
                live.submit(SeatMove(seat=request.seat, move=move))
        live.advance()
    return live


def wandered(case: Scenario, seats: tuple[str, ...], seed: int) -> LiveNegotiation:
    live, wanderer = LiveNegotiation(case, seats=seats), Wanderer(case, seed)
    while live.phase != "over":
        while live.pending:
            wanderer.move(live)
        live.advance()
    return live


@cache
def found_in(live: LiveNegotiation, seat: str) -> Turning:
    return finished(turning_points(course_of(live), seat, most=40))


@pytest.fixture(scope="module")
def course() -> Course:
    return course_of(wandered(load_scenario("first_hour"), ("SAB", "LUM"), 5))


def test_leaving_nothing_out_gives_the_same_game_bit_for_bit(course: Course) -> None:
    for stage in course.stages:
        again = replay(course, "SAB", stage.session)
        assert again.record == course.record
        assert again.dropped == ()
        assert again.value == course.shown[course.row("SAB")]


@pytest.mark.parametrize(
    ("case", "seat"),
    at_a_desk([("worked_package", "OPEN")], [("worked_package", "OPEN"), ("wtpf13_training", "LUM")]),
)
def test_leaving_nothing_out_gives_the_same_game_of_one_person(case: str, seat: str) -> None:
    course = course_of(negotiated(load_scenario(case), seat))
    assert replay(course, seat, 1).record == course.record
    assert replay(course, seat, course.record.n_rounds).record == course.record


def test_playing_again_leaves_the_course_as_it_was(course: Course) -> None:
    finished(turning_points(course, "SAB", most=6))
    assert replay(course, "SAB", 1).record == course.record


def test_a_trade_without_which_there_is_no_document_is_the_turning_point_of_both() -> None:
    live = traded()
    assert live.record.outcome.option.tolist() == [-1, 1]
    (mine,) = found_in(live, "OPEN").points
    assert (mine.session, mine.had_document, mine.has_document) == (3, True, False)
    assert mine.move.kind == "offer_trade.open"
    assert mine.value == pytest.approx(-0.1)  # what no document is worth in the case
    assert mine.of_others == 1  # the offer that was not made cannot be accepted
    assert str(mine.heading) == (
        "Session 3: the trade that you offered Stateland: “Eight of ten” on Agenda items of governments for “Two of "
        "ten” on Seats of governments"
    )
    (theirs,) = found_in(live, "STATE").points
    assert theirs.move.kind == "accept_trade"
    assert theirs.move.names["give"] == "Two of ten"
    assert str(theirs.sentences[1]).startswith("Without it: no document, ")
    assert str(theirs.sentences[1]).endswith(" less for you (−10 points).")


@pytest.mark.parametrize("answer", ["refuse_trade", ""])
def test_an_offer_that_was_not_taken_is_a_silence_on_which_it_turned(answer: str) -> None:
    live = traded(answer)
    assert live.record.outcome.option.tolist() == [-1, -1]
    first = found_in(live, "STATE").points[0]
    assert first.move.kind == ("silence.refused" if answer else "silence.offer")
    assert first.move.is_silence
    assert (first.had_document, first.has_document) == (False, True)
    assert str(first.sentences[1]).startswith("Had you accepted it: a document, ")


def test_who_objects_to_a_good_document_sees_that_it_hung_on_that() -> None:
    live = LiveNegotiation(load_scenario("worked_package", overrides=BY_HAND), seats=("OPEN",))
    while live.phase != "over":
        for request in live.pending:
            if request.phase == "adoption":
                live.submit(SeatMove(seat="OPEN", move="reject_document"))
            live.submit(SeatMove(seat="OPEN", move="done"))
        live.advance()
    (point,) = found_in(live, "OPEN").points
    assert point.move.kind == "adoption"
    assert (point.had_document, point.has_document) == (False, True)
    assert point.effect < 0
    assert "(object to the document)" in str(point.heading)


def test_what_is_told_is_what_a_game_without_that_move_ends_with(course: Course) -> None:
    told = 0
    for game, seat in ((course, "SAB"), (course_of(traded()), "STATE")):
        turning = finished(turning_points(game, seat))
        told += len(turning.points)
        for point in turning.points:
            move = point.move
            again = replay(game, seat, point.session, without=move.without, instead=move.instead)
            whole = replay(game, seat, 1, without=move.without, instead=move.instead)
            assert again.record == whole.record  # whatever was played before its session is the same
            assert point.own == game.shown[game.row(seat)]
            assert (point.value, point.has_document) == (again.value, again.has_document)
        effects = [round(abs(point.effect), 9) for point in turning.points]
        assert effects == sorted(effects, reverse=True)
    assert told


def test_what_an_agent_got_is_what_the_same_game_ends_with_once_the_seat_is_handed_over() -> None:
    live = negotiated(load_scenario("first_hour"), "SAB")
    course = course_of(live)
    for session in (1, 2):
        fork = live.fork(session)
        fork.submit(SeatMove(seat="SAB", move="hand_over"))
        fork.play_out()
        assert replay_by_agent(course, "SAB", session).record == fork.record


def test_without_any_move_a_seat_gets_what_its_instructions_alone_get() -> None:
    live = LiveNegotiation(apart(), seats=("OPEN", "STATE"))
    while live.phase != "over":
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    alone = course_of(live)
    turning = found_in(traded(), "OPEN")
    assert turning.silent == alone.shown[alone.row("OPEN")] < turning.own
    assert str(turning.sentences[-1]) == (
        "With none of your moves, by your instructions alone, you would have got −10 points."
    )


def test_an_answer_to_an_offer_falls_away_with_the_offer_and_is_named() -> None:
    live = LiveNegotiation(apart(), seats=("OPEN", "STATE"))
    live.submit(SeatMove(seat="OPEN", move="offer_trade", to="STATE", give=HIGH, get=LOW))
    (offer,) = live.live.offers
    live.submit(SeatMove(seat="STATE", move="accept_trade", offer=offer))
    live.play_out()
    course = course_of(live)
    (made,) = (move for move in own_moves(course, "OPEN") if move.kind == "offer_trade.open")
    (dropped,) = replay(course, "STATE", 1, without=made.without).dropped
    assert (dropped.why, dropped.deed.move.move) == ("offer", "accept_trade")


def test_the_same_offer_is_accepted_though_others_were_made_before_it() -> None:
    live = LiveNegotiation(apart(), seats=("OPEN", "STATE"))
    live.submit(SeatMove(seat="OPEN", move="offer_trade", to="STATE", give=LOW, get=HIGH))
    live.submit(SeatMove(seat="OPEN", move="offer_trade", to="STATE", give=HIGH, get=LOW))
    offer = next(one.id for one in live.live.offers.values() if one.give == HIGH)
    live.submit(SeatMove(seat="STATE", move="accept_trade", offer=offer))
    live.play_out()
    course = course_of(live)
    first = next(move for move in own_moves(course, "OPEN") if move.names["give"] == "Two of ten")
    again = replay(course, "STATE", 1, without=first.without)
    assert again.dropped == ()
    assert again.record.outcome.option.tolist() == course.record.outcome.option.tolist()


def test_an_answer_to_a_document_stands_only_for_that_document() -> None:
    live = accept_all_and("join_consensus")
    course = course_of(live)
    floor = [move for move in own_moves(course, "OPEN") if move.kind in ("answer", "answers")]
    ended = [replay(course, "OPEN", move.session, without=move.without) for move in floor]
    for one in ended:
        same = np.array_equal(one.record.outcome.option, course.record.outcome.option)
        assert same or any(fell.why == "document" for fell in one.dropped)


def test_of_two_answers_to_one_document_the_last_is_told_to_fall_away_with_it() -> None:
    joins = ("join_consensus", "join_consensus_with_statement")
    (point,) = found_in(traded(joins=joins), "OPEN").points[:1]
    (fallen,) = [fell for fell in point.fallen if fell.why == "document"]
    assert str(fallen.move.told).endswith("(join with a statement)")


def test_every_move_but_words_and_seating_is_tried_once(course: Course) -> None:
    moves = own_moves(course, "SAB")
    out = [number for move in moves if not move.is_silence for number in move.without]
    untried = {"done", "hand_over", "take_over", "speak", "refuse_trade"}
    assert sorted(out) == [
        deed.number for deed in course.deeds if deed.move.seat == "SAB" and deed.move.move not in untried
    ]
    turning = finished(turning_points(course, "SAB", most=3))
    assert (turning.tried, turning.found) == (3, len(moves))
    assert f"Of your {len(moves)} moves and silences 3 were tried" in " ".join(map(str, turning.sentences))


def test_progress_goes_to_the_end_and_whoever_stops_asking_can_begin_again(course: Course) -> None:
    work = turning_points(course, "SAB", most=4)
    told = [next(work), next(work)]
    work.close()
    again = list(turning_points(course, "SAB", most=4))
    assert again[:2] == told
    assert again == sorted(again)
    assert again[-1][0] == again[-1][1]
    assert finished(turning_points(course, "SAB", most=4)) == finished(turning_points(course, "SAB", most=4))


def test_a_game_on_which_no_single_move_had_an_effect_says_so() -> None:
    turning = found_in(negotiated(load_scenario("worked_package", overrides=BY_HAND), "OPEN"), "OPEN")
    assert turning.points == ()
    assert str(turning.sentences[-2]).startswith("None of your moves changes how it ends for you")
    with told_in("fr"):
        assert str(turning.heading) == "Aucune de vos actions n’a été décisive à elle seule"
        assert str(turning.sentences[-2]).startswith("Aucune de vos actions ne change la fin pour vous")


def test_a_seat_that_no_person_held_has_no_moves() -> None:
    live = LiveNegotiation("worked_package")
    live.play_out()
    turning = found_in(live, "OPEN")
    assert (turning.points, turning.found) == ((), 0)
    assert turning.own == turning.agent
    assert turning.order == tuple(range(1, live.session + 1))


def test_you_and_an_agent_are_never_told_as_one(course: Course) -> None:
    turning = finished(turning_points(course, "SAB"))
    for language, you, agent in (
        ("en", "You got ", "An agent in your seat from session"),
        ("fr", "Vous avez obtenu ", "Un agent à votre place dès la séance"),
    ):
        with told_in(language):
            for point in turning.points:
                assert str(point.sentences[0]).startswith(you)
                assert str(point.sentences[-1]).startswith(agent)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_kind_of_move_can_be_told(language: str) -> None:
    names = dict.fromkeys(("issue", "option", "to", "give", "give_issue", "get", "get_issue"), "X")
    kinds = [key.removeprefix("debrief.own.") for key in catalogue("en") if key.startswith("debrief.own.")]
    kinds = [kind for kind in kinds if not kind.startswith(("had.", "without", "part", "answered"))]
    with told_in(language):
        for kind in kinds:
            told = OwnMove(kind=kind, session=1, at=0, names=names | {"how": "move.support"}).told
            assert told
            assert "{" not in str(told)
    told_of = {kind.split(".")[0] for kind in kinds}
    untold = set(SEAT_MOVES) - told_of
    assert untold <= {
        *("support", "can_live_with", "oppose", "keep_silent", "make_statement", "object_formally"),
        *("accept_package", "accept_package_with_statement", "refuse_package"),
        *("join_consensus", "join_consensus_with_statement", "dissociate", "abstain", "reject_document"),
        *("sign", "sign_with_reservation", "not_sign", "done", "hand_over", "take_over"),
    }  # told as what was said of a wording, a package, the document, or not at all


def test_every_own_move_of_a_game_has_words(course: Course) -> None:
    for language in ("en", "fr"):
        with told_in(language):
            for move in (*own_moves(course, "SAB"), *own_moves(course, "LUM")):
                assert move.told
                assert move.otherwise


def test_no_move_of_a_seat_is_made_for_another() -> None:
    with pytest.raises(IllegalMoveError, match="NOBODY"):
        found_in(traded(), "NOBODY")
