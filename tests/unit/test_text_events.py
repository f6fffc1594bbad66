"""What became of the text in each session, and that it is told before who stands with whom."""

from typing import get_args

import pytest

from simulation.reasons.moves_logged import CHAIR
from simulation.reasons.news import news_in
from simulation.reasons.record_reading import coalitions_of, document_at
from simulation.reasons.session_story import session_sentences
from simulation.reasons.text_events import TextEvent, TextEventKind, happened_then, text_events
from simulation.words import Said
from tests.extent import at_a_desk
from tests.told_cases import CASES, log, record

OVER = {"clean_ad_ref", "deleted", "deferred"}


def events(case: str) -> list[tuple[TextEvent, ...]]:
    played = record(case)
    moves = log(case).moves
    return [text_events(news, moves, played.scenario) for news in news_in(played, coalitions_of(played))]


@pytest.fixture(params=at_a_desk(["wtpf13", "worked_package", "first_hour"], CASES))
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def test_an_issue_is_told_in_the_session_in_which_its_clauses_close_and_in_no_other(name: str) -> None:
    for session, told in enumerate(events(name), start=1):
        before, now = (document_at(record(name), at).clauses for at in (session - 1, session))
        closed = {
            clause.issue
            for old, clause in zip(before, now, strict=True)
            if clause.status in OVER and old.status not in OVER
        }
        assert {key for event in told if event.kind != "chair_text" for key in event.issues} == closed


def test_packages_and_texts_of_the_chair_are_told_where_the_log_has_them(name: str) -> None:
    for session, told in enumerate(events(name), start=1):
        made = [move for move in log(name).moves if move.session == session]
        closed = {move.issue for move in made if move.move == "call_consensus"}
        put = {move.issue for move in made if move.move == "issue_chair_text"} - closed
        assert {key for event in told if event.kind == "chair_text" for key in event.issues} == put
        packaged = {move.issue for move in made if move.move == "propose_package"}
        assert {key for event in told if event.kind == "package" for key in event.issues} <= packaged
        assert not packaged & {key for event in told if event.kind == "agreed" for key in event.issues}


def test_what_became_of_the_text_is_told_before_who_changed_sides(name: str) -> None:
    played = record(name)
    sentences = session_sentences(played, coalitions_of(played), log(name))
    for sentence, told in zip(sentences[:-1], events(name)[:-1], strict=True):
        if told:
            news = sentence.head.inner("news")
            text = happened_then([event.told for event in told])
            assert str(news).startswith(str(text))


def test_kinds_come_in_the_order_in_which_they_are_told(name: str) -> None:
    for told in events(name):
        places = [get_args(TextEventKind.__value__).index(event.kind) for event in told]
        assert places == sorted(places)


def test_the_package_of_the_worked_case_is_the_chairs() -> None:
    told = events("worked_package")[3]
    assert [event.kind for event in told] == ["package"]
    assert str(told[0].told) == (
        "agreed in a package by the Chair: Seats of governments and Agenda items of governments"
    )
    made = [move for move in log("worked_package").moves if move.move == "propose_package"]
    assert {move.delegation for move in made} == {CHAIR}


def test_two_things_that_happened_are_one_part_of_a_sentence() -> None:
    assert str(happened_then([Said.verbatim("this"), Said.verbatim("that")])) == "this; that"
