"""The scenes of a story are true: their sentence, their clause and their quotation are those of their session."""

from dataclasses import replace
from functools import lru_cache

import pytest

from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from simulation.reasons import (
    SCENES,
    build_log,
    coalitions_of,
    document_at,
    excerpt,
    final_document,
    session_sentences,
)
from simulation.reasons.moves_logged import CHAIR, PUBLIC_MOVES
from simulation.reasons.news import turning_points
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.storage import Run, make_run
from simulation.text import Piece, difference
from tests.extent import at_a_desk

SEEDS = (1, 2, 3)
PLAYED = at_a_desk(
    [("first_hour", 1), ("worked_clock", 1), ("wtpf13_training", 2)],
    [(case, seed) for case in shipped_scenarios() for seed in SEEDS],
)


@lru_cache(maxsize=len(PLAYED))
def played(case: str, seed: int) -> tuple[Record, Run]:
    record = negotiate(load_scenario(case), seed=seed)
    return record, make_run(record, build_log(record), coalitions_of(record), command="x")


@pytest.mark.parametrize(("case", "seed"), PLAYED)
def test_scenes_go_from_the_opening_to_the_ending_and_none_comes_twice(case: str, seed: int) -> None:
    record, run = played(case, seed)
    sessions = [scene.session for scene in run.scenes]
    assert sessions == sorted(set(sessions))
    assert (sessions[0], sessions[-1]) == (1, record.n_rounds)
    assert len(sessions) <= SCENES
    assert set(sessions[1:-1]) <= set(turning_points(run.news, run.capability))


@pytest.mark.parametrize(("case", "seed"), PLAYED)
def test_a_scene_says_what_is_told_of_its_session_everywhere(case: str, seed: int) -> None:
    record, run = played(case, seed)
    told = session_sentences(record, coalitions_of(record), build_log(record))
    assert [scene.sentence for scene in run.scenes] == [told[scene.session - 1].head for scene in run.scenes]


@pytest.mark.parametrize(("case", "seed"), PLAYED)
def test_the_clause_of_a_scene_changed_in_that_session(case: str, seed: int) -> None:
    record, run = played(case, seed)
    for scene in run.scenes:
        is_last = scene.session == record.n_rounds
        before = document_at(record, scene.session - 1)
        after = final_document(record) if is_last else document_at(record, scene.session)
        changed = [
            (old, new)
            for old, new in zip(before.clauses, after.clauses, strict=True)
            if (old.status, old.wordings[:1]) != (new.status, new.wordings[:1])
        ]
        if scene.clause is not None:
            assert (scene.clause.before, scene.clause.after) in changed
            assert scene.clause.pieces or not (scene.clause.before.wordings or scene.clause.after.wordings)
        news = run.news[scene.session - 1]
        assert scene.clause is not None or not news.closed


@pytest.mark.parametrize(("case", "seed"), PLAYED)
def test_what_is_quoted_was_said_in_the_open_in_that_session(case: str, seed: int) -> None:
    _, run = played(case, seed)
    for scene in run.scenes:
        move = scene.quotation
        said = [one for one in run.log.moves if one.session == scene.session and one.move in PUBLIC_MOVES]
        assert move is not None or not any(one.public_reason and one.delegation != CHAIR for one in said)
        assert move is None or (move in said and str(move.public_reason))


@pytest.mark.parametrize("case", at_a_desk(["worked_package"], shipped_scenarios()))
def test_of_a_clause_agreed_its_agreed_wording_is_quoted(case: str) -> None:
    agreed = 0
    for seed in range(1, 21):
        for scene in played(case, seed)[1].scenes:
            after = scene.clause.after if scene.clause else None
            if after is None or after.status not in ("clean_ad_ref", "adopted"):
                continue
            agreed += 1
            move = scene.quotation
            assert move is not None, (seed, scene.session)
            assert (move.issue, move.option) in ((after.issue, after.option), ("", "")), (seed, move)
    assert agreed >= 20


@pytest.mark.parametrize("alone", [0, 1])
def test_a_clause_lost_by_itself_is_told_before_one_that_falls_with_another(alone: int) -> None:
    _, run = played("first_hour", 1)
    before = run.documents[-2]
    first, section = before.sections
    lost = tuple(
        replace(state, status="deleted", wordings=(), falls_with="" if place == alone else "another")
        for place, state in enumerate(section.clauses[:2])
    )
    now = replace(before, sections=(first, replace(section, clauses=(*lost, *section.clauses[2:]))))
    again = replace(run)
    vars(again)["documents"] = (*run.documents[:-1], now)  # what it would work out of its moves
    told = again.scenes[-1].clause
    assert told is not None
    assert told.after == lost[alone]


def test_a_story_is_the_same_each_time() -> None:
    record = negotiate(load_scenario("wtpf13_training"), seed=2)
    again = make_run(record, build_log(record), coalitions_of(record), command="x")
    assert again.scenes == played("wtpf13_training", 2)[1].scenes


def test_the_speakers_of_a_long_story_are_not_one_and_the_same() -> None:
    _, run = played("wtpf13", 1)
    spoke = {scene.quotation.delegation for scene in run.scenes if scene.quotation}
    assert len(run.scenes) == SCENES
    assert len(spoke) > SCENES / 2


@pytest.mark.parametrize("longest", [20, 60, 200, 2000])
def test_an_excerpt_is_no_longer_than_asked_and_whole_where_there_is_room(longest: int) -> None:
    old = "that the work shall begin at once, and no later than the first of January, in all organizations;"
    new = "that the work should continue, in all organizations that deal with it and in their own time;"
    whole = difference(old, new)
    cut = excerpt(whole, longest)
    assert len("".join(piece.text for piece in cut)) <= longest + len(cut) * 2
    kept = [piece for piece in cut if piece.kind != "kept"]
    if longest == 2000:
        assert kept == [piece for piece in whole if piece.kind != "kept"]
    assert excerpt([Piece("kept", old)], 2000) == (Piece("kept", old),)
