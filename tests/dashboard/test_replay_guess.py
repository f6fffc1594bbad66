"""What one may guess before a run: asked without a hint, answered by the run, counted over the others."""

import re
from collections import Counter
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.frame.language import words_in
from dashboard.replay.ensemble import Ensemble, play_ensemble
from dashboard.replay.played_runs import play_run
from dashboard.replay.replay_contract import Guess
from dashboard.replay.replay_data import make_replay
from dashboard.replay.replay_guess import run_ending
from dashboard.replay.replay_shares import share_in_words
from dashboard.replay.replay_view import View
from dashboard.replay.typicality import FEWEST
from simulation.coalitions.tracking import first_to_leave, settled
from simulation.engine.batch import negotiate
from simulation.reasons import coalitions_of
from simulation.report.axes import choose_axes
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.storage import Run
from simulation.study.guesses import (
    NO,
    NOBODY,
    SUREST,
    YES,
    OtherEndings,
    Question,
    RunEnding,
    counted,
    guesses_before,
)
from tests.extent import at_a_desk
from tests.spoken_for import BY_LANGUAGE

CASES = ("wtpf13", "wtpf13_training", "first_hour", "unga_cyber")
RUNS = 100
PLAYED = at_a_desk(["first_hour", "worked_clock"], shipped_scenarios())


def ending_of(run: Run) -> RunEnding:
    return run_ending(View(run=run, words=words_in("en")))


@cache
def played(name: str, runs: int) -> tuple[Run, Ensemble]:
    scenario = load_scenario(name)
    run = play_run(scenario, seed=1, language="en")
    weight, sessions = choose_axes(run).weight, run.manifest.sessions
    return run, play_ensemble(scenario, seed=1, runs=runs, sessions=sessions, weight=weight)


def guess_about(run: Run, ensemble: Ensemble | None = None) -> Guess:
    found = make_replay(run, words_in("en"), ensemble=ensemble)["guess"]
    assert found is not None
    return found


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], CASES))
def test_the_run_and_the_first_of_its_ensemble_answer_alike(name: str) -> None:
    run, ensemble = played(name, 1)
    ending = ending_of(run)
    assert ending.in_text == ensemble.in_text[0].tolist()
    assert ending.closed == ensemble.closed[0].tolist()
    assert ending.outcome == ensemble.outcome[0]
    assert sorted(ending.first) == np.flatnonzero(ensemble.first[0]).tolist()
    alone = OtherEndings(
        in_text=ensemble.in_text, closed=ensemble.closed, outcome=ensemble.outcome, first=ensemble.first
    )
    for question in guesses_before(ending):
        right = [hits for answer, hits in zip(question.answers, counted(question, alone).hits or (), strict=True)
                 if answer in question.right]  # fmt: skip
        assert set(right) == {1}


@pytest.mark.parametrize("name", PLAYED)
def test_what_is_asked_beside_other_runs_is_open_and_the_text_is_asked_first(name: str) -> None:
    run, ensemble = played(name, RUNS)
    guess, ending = guess_about(run, ensemble), ending_of(run)
    others = OtherEndings(
        in_text=ensemble.in_text, closed=ensemble.closed, outcome=ensemble.outcome, first=ensemble.first
    )
    asked = guesses_before(ending, others)
    assert len(asked) == (0 if name.startswith("worked") else 2)
    assert [one["id"] for one in guess["questions"]][: len(asked)] == guess["asked"]
    for question in asked:
        assert max(share_of(question, ensemble, answer) for answer in question.answers) <= SUREST
        if question.kind in ("text", "closed"):
            assert min(share_of(question, ensemble, answer) for answer in question.answers) >= 1 - SUREST
    assert {question.kind for question in asked[:1]} <= {"text", "closed"}


def share_of(question: Question, ensemble: Ensemble, answer: int) -> float:
    """Return by direct count in which share of the runs an answer is right."""
    hits = 0
    for row in range(ensemble.n):
        closed = ensemble.closed[row, question.about]
        right = {
            "text": {int(ensemble.in_text[row, question.about])} if question.kind == "text" else set(),
            "closed": {int(0 < closed <= question.session)} if question.kind == "closed" else set(),
            "first": set(np.flatnonzero(ensemble.first[row]).tolist()) or {NOBODY},
            "ending": {int(ensemble.outcome[row])},
        }[question.kind]
        hits += answer in right
    return hits / ensemble.n


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], ["wtpf13_training", "first_hour"]))
@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_answer_says_in_how_many_runs_it_is_right(name: str, language: str) -> None:
    run, ensemble = played(name, RUNS)
    told = make_replay(run, words_in(language), ensemble=ensemble)["guess"]
    assert told is not None
    others = OtherEndings(
        in_text=ensemble.in_text, closed=ensemble.closed, outcome=ensemble.outcome, first=ensemble.first
    )
    for question, said in zip(guesses_before(ending_of(run), others), told["questions"], strict=False):
        for answer, one in zip(question.answers, said["answers"], strict=True):
            yes = question.answers[0] if question.kind in ("text", "closed") else answer
            share = share_in_words(
                words_in(language), ensemble.share(round(share_of(question, ensemble, yes) * ensemble.n))
            )
            assert re.search(rf"\b{share['p']}.?%", one["share"])
            assert str(ensemble.n) in one["share"]
            assert one["right"] == (answer in question.right)
            assert one["told"] in one["yours"]


def test_nothing_is_asked_where_the_room_agrees_in_the_first_session() -> None:
    scenario = load_scenario("first_hour", overrides={"sessions": "1"})
    assert ending_of(play_run(scenario, seed=1, language="en")).sessions == 1
    guess = guess_about(play_run(scenario, seed=1, language="en"))
    assert guess == {"asked": [], "questions": []}


def test_of_few_runs_no_share_is_told_and_the_same_is_asked_as_without_any() -> None:
    run, ensemble = played("wtpf13_training", FEWEST - 1)
    guess = guess_about(run, ensemble)
    assert guess == guess_about(run)
    none = words_in("en").say("guess.share.none")
    assert {answer["share"] for one in guess["questions"] for answer in one["answers"]} == {none}


def test_what_was_asked_before_there_were_other_runs_is_counted_too() -> None:
    run, ensemble = played("first_hour", RUNS)
    before, now = guess_about(run), guess_about(run, ensemble)
    told = {one["id"]: one for one in now["questions"]}
    for one in before["questions"]:
        again = told[one["id"]]
        assert (again["ask"], again["run"]) == (one["ask"], one["run"])
        assert all(f" of {RUNS} runs (" in answer["share"] for answer in again["answers"])


def test_a_question_on_closing_is_right_as_often_as_not_where_there_are_no_other_runs() -> None:
    capability, decides = np.ones(3), np.ones(3, dtype=np.bool_)
    answers = Counter[int]()
    for seed in range(400):
        ending = RunEnding(
            in_text=[True], disputed=[4], issue=[0], closed=[5], sessions=6, first=[], outcome=0,
            capability=capability, decides=decides, seed=seed,
        )  # fmt: skip
        question = guesses_before(ending)[0]
        assert (question.kind, question.session) == ("closed", 5 if question.right == (YES,) else 4)
        answers[question.right[0]] += 1
    assert 160 < answers[YES] < 240


@given(st.integers(2, 6), st.data())
def test_a_question_on_the_text_is_right_as_often_as_not_where_there_are_no_other_runs(
    clauses: int, data: st.DataObject
) -> None:
    in_text = data.draw(st.lists(st.booleans(), min_size=clauses, max_size=clauses))
    disputed = data.draw(st.lists(st.integers(0, 9), min_size=clauses, max_size=clauses))
    answers = Counter[int]()
    for seed in range(100):
        ending = RunEnding(
            in_text=in_text, disputed=disputed, issue=[0] * clauses, closed=[0], sessions=6, first=[], outcome=0,
            capability=np.ones(3), decides=np.ones(3, dtype=np.bool_), seed=seed,
        )  # fmt: skip
        for question in guesses_before(ending)[:-1]:
            assert (question.kind, question.right) == ("text", (int(in_text[question.about]),))
            alike = [held for held, is_in in zip(disputed, in_text, strict=True) if is_in in question.right]
            assert disputed[question.about] == max(alike)
            answers[question.right[0]] += 1
    if len(set(in_text)) == 1:
        assert not answers
    else:
        assert 30 < answers[YES] < 70
        assert answers.total() == 100


@pytest.mark.thorough
@pytest.mark.parametrize("name", at_a_desk(["first_hour"], ["first_hour", "ai_oversight"]))
def test_what_is_asked_without_other_runs_does_not_say_how_they_go(name: str) -> None:
    answers = {kind: Counter[tuple[int, ...]]() for kind in ("text", "closed")}
    scenario = load_scenario(name)
    for seed in range(1, 41):
        for question in guesses_before(ending_of(play_run(scenario, seed=seed, language="en"))):
            if question.kind in answers:
                answers[question.kind][question.right] += 1
    assert answers["text"] or answers["closed"]
    for found in answers.values():
        assert max(found.values(), default=0) <= SUREST * max(found.total(), 1), answers


def test_nobody_is_asked_where_the_room_is_not() -> None:
    scenario = load_scenario("wtpf13_training")
    protocol = type(scenario.protocol)(key="compromise")
    run = play_run(scenario.model_copy(update={"protocol": protocol}), seed=1, language="en")
    assert not run.manifest.asked
    assert make_replay(run, words_in("en"))["guess"] is None


@st.composite
def endings(draw: st.DrawFn) -> tuple[RunEnding, OtherEndings]:
    """Return the ending of a run and those of others."""
    runs, clauses, seats, sessions = (draw(st.integers(1, most)) for most in (12, 6, 7, 9))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    run = RunEnding(
        in_text=(rng.random(clauses) < 0.5).tolist(),
        disputed=rng.integers(0, 9, clauses).tolist(),
        issue=list(range(clauses)),
        closed=rng.integers(0, sessions + 1, clauses).tolist(),
        sessions=sessions,
        first=draw(st.lists(st.integers(0, seats - 1), unique=True, max_size=3)),
        outcome=draw(st.integers(0, 3)),
        capability=np.ones(seats),
        decides=np.ones(seats, dtype=np.bool_),
        seed=1,
    )
    return run, OtherEndings(
        in_text=rng.random((runs, clauses)) < rng.random(),
        closed=rng.integers(0, sessions + 1, (runs, clauses)),
        outcome=rng.integers(0, 4, runs),
        first=rng.random((runs, seats)) < 0.25,
    )


@given(endings())
def test_one_of_the_answers_is_right_none_is_nearly_sure_and_their_order_tells_nothing(
    given: tuple[RunEnding, OtherEndings],
) -> None:
    run, others = given
    asked = guesses_before(run, others)
    assert len(asked) <= 2
    for question in asked:
        assert list(question.answers) == sorted(question.answers, key=lambda one: (one == NOBODY, one)) or (
            question.answers == (YES, NO)
        )
        assert set(question.answers) & set(question.right)
        assert question.hits is not None
        assert max(question.hits) <= SUREST * len(others.outcome)
        if question.kind == "closed":
            assert 1 < question.session < run.sessions
            assert run.closed[question.about] != 1
        if question.kind == "first":
            assert len(question.answers) == min(3, others.first.shape[1]) + 1


@pytest.mark.parametrize("seats", [2, 3, 4, 7])
def test_without_other_runs_the_names_do_not_say_who_is_right_or_whether_anybody_is(seats: int) -> None:
    voice = np.random.default_rng(seats).random(seats)
    size, lots = min(3, seats), range(400 * seats)
    ranks: Counter[int] = Counter()
    told: Counter[tuple[tuple[int, ...], int]] = Counter()
    calm: Counter[tuple[int, ...]] = Counter()
    for seed in lots:
        right = seed % seats

        def named(first: list[int], seed: int = seed) -> tuple[int, ...]:
            ending = RunEnding(
                in_text=[True], disputed=[1], issue=[0], closed=[0], sessions=4, first=first, outcome=0,
                capability=voice, decides=np.ones(seats, dtype=np.bool_), seed=seed,
            )  # fmt: skip
            found = guesses_before(ending)[-1].answers
            assert found[-1] == NOBODY
            return found[:-1]

        names = named([right])
        assert len(set(names)) == size
        ranks[sorted(names, key=lambda row: -voice[row]).index(right)] += 1
        told[names, right] += 1
        calm[named([])] += 1
    assert max(abs(ranks[rank] * size / len(lots) - 1) for rank in range(size)) < 0.15
    names_told = {names for names, _ in told}
    assert len(names_told) == (1 if seats <= 3 else seats)
    for names in names_told:
        counts = [told[names, row] for row in names]
        assert max(abs(count * size / sum(counts) - 1) for count in counts) < 0.25
        assert abs(calm[names] / sum(counts) - 1) < 0.25


@pytest.mark.parametrize(
    ("name", "seed"), at_a_desk([("worked_clock", 1)], [("ai_oversight", 2), ("worked_clock", 1)])
)
def test_who_leaves_first_in_each_run_of_an_ensemble_is_who_leaves_first_in_that_run_alone(
    name: str, seed: int
) -> None:
    scenario = load_scenario(name)
    weight = np.full(len(scenario.issues), 1 / len(scenario.issues))
    ensemble = play_ensemble(scenario, seed=seed, runs=16, sessions=2, weight=weight)
    assert ensemble.main.shape[1] == ensemble.label.shape[1] == ensemble.bracketed.shape[1] == 3
    longer = 0
    for replication, first in enumerate(ensemble.first):
        record = negotiate(scenario, seed=seed, replication=replication)
        _, rows = first_to_leave(coalitions_of(record).label)
        assert np.flatnonzero(first).tolist() == rows
        longer += record.n_rounds > 2
    assert longer


@given(st.data())
def test_who_is_first_to_leave_was_in_a_group_that_goes_on(data: st.DataObject) -> None:
    sessions, seats = data.draw(st.integers(1, 7)), data.draw(st.integers(1, 5))
    one = st.lists(st.integers(-1, 2), min_size=seats, max_size=seats)
    label = np.array(data.draw(st.lists(one, min_size=sessions, max_size=sessions)))
    session, rows = first_to_leave(label)
    calm = settled(label)
    for now in range(1, session - 1 if rows else sessions):
        ended = [group for group in calm[now - 1] if group not in calm[now]]
        stays = (calm[now] == calm[now - 1]) | (calm[now - 1] < 0) | np.isin(calm[now - 1], ended)
        assert stays.all()
    for row in rows:
        before = calm[session - 2, row]
        assert before >= 0
        assert calm[session - 1, row] != before
        assert before in calm[session - 1]
