"""What one may guess before a run: asked without a hint, answered by the run, counted over the others."""

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
from dashboard.replay.typicality import FEWEST
from simulation.arrays import BoolArray
from simulation.coalitions.tracking import first_to_leave, settled
from simulation.engine.batch import negotiate
from simulation.reasons import coalitions_of
from simulation.report.axes import choose_axes
from simulation.scenario.load import load_scenario
from simulation.storage import Run
from simulation.study.guesses import NOBODY, OtherEndings, guesses_before

CASES = ("wtpf13", "wtpf13_training", "first_hour", "unga_cyber")


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


@pytest.mark.parametrize("name", CASES)
def test_the_run_and_the_first_of_its_ensemble_answer_alike(name: str) -> None:
    run, ensemble = played(name, 1)
    guess = guess_about(run)
    adopted = [clause.status == "adopted" for clause in run.documents[-1].clauses]
    assert guess["written"] == [int(is_in) for is_in in adopted] == ensemble.in_text[0].astype(int).tolist()
    assert sorted(guess["first"]) == np.flatnonzero(ensemble.first[0]).tolist()
    assert bool(guess["first"]) == bool(guess["session"])


@pytest.mark.parametrize("name", ["wtpf13_training", "first_hour"])
def test_shares_are_counts_over_the_runs_and_the_clause_is_the_least_sure(name: str) -> None:
    run, ensemble = played(name, FEWEST)
    guess = guess_about(run, ensemble)
    assert guess["hits"] is not None
    assert guess["first_hits"] is not None
    for clause, hits in enumerate(guess["hits"]):
        assert hits == sum(bool(row[clause]) for row in ensemble.in_text)
    for row, hits in enumerate(guess["first_hits"]):
        assert hits == sum(bool(first[row]) for first in ensemble.first)
    assert guess["nobody_hits"] == sum(not first.any() for first in ensemble.first)
    far = [abs(hits / ensemble.n - 0.5) for hits in guess["hits"]]
    assert far[guess["clause"]] == min(far)


def test_of_few_runs_no_share_is_told() -> None:
    run, ensemble = played("wtpf13_training", FEWEST - 1)
    guess = guess_about(run, ensemble)
    assert (guess["hits"], guess["first_hits"], guess["nobody_hits"]) == (None, None, None)
    assert guess["choices"][-1] == NOBODY


@pytest.mark.parametrize("name", CASES)
def test_without_other_runs_the_longest_disputed_clause_is_asked_for(name: str) -> None:
    run, _ = played(name, 1)
    guess, texts = guess_about(run), run.documents
    held = [
        sum(text.clauses[at].status == "bracketed" for text in texts) for at in range(len(guess["written"]))
    ]
    assert held[guess["clause"]] == max(held)
    assert set(guess["choices"]) & set(guess["first"]) or not guess["first"]


def test_nobody_is_asked_where_the_room_is_not() -> None:
    scenario = load_scenario("wtpf13_training")
    protocol = type(scenario.protocol)(key="compromise")
    run = play_run(scenario.model_copy(update={"protocol": protocol}), seed=1, language="en")
    assert not run.manifest.asked
    assert make_replay(run, words_in("en"))["guess"] is None


@st.composite
def others(draw: st.DrawFn) -> tuple[OtherEndings, list[int], list[int]]:
    runs, clauses, seats = (draw(st.integers(1, most)) for most in (12, 6, 7))
    bits = draw(st.binary(min_size=runs * (clauses + seats), max_size=runs * (clauses + seats)))
    table: BoolArray = (np.frombuffer(bits, dtype=np.uint8).reshape(runs, -1) % 4) == 0
    first = draw(st.lists(st.integers(0, seats - 1), unique=True, max_size=3))
    disputed = draw(st.lists(st.integers(0, 9), min_size=clauses, max_size=clauses))
    return OtherEndings(in_text=table[:, :clauses], first=table[:, clauses:]), first, disputed


@given(others())
def test_one_of_the_choices_is_right_and_their_order_tells_nothing(
    given: tuple[OtherEndings, list[int], list[int]],
) -> None:
    ended, first, disputed = given
    seats = ended.first.shape[1]
    found = guesses_before(
        disputed=disputed,
        first=first,
        capability=np.ones(seats),
        decides=np.ones(seats, dtype=np.bool_),
        seed=1,
        others=ended,
    )
    named, last = found.choices[:-1], found.choices[-1]
    assert last == NOBODY
    assert list(named) == sorted(set(named))
    assert len(named) == min(3, seats)
    assert set(named) & set(first) or not first
    often = ended.first.sum(axis=0)
    unnamed = [often[row] for row in range(seats) if row not in named]
    assert sum(often[row] < max(unnamed, default=0) for row in named) <= bool(first)


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
            decides = np.ones(seats, dtype=np.bool_)
            found = guesses_before(disputed=[1], first=first, capability=voice, decides=decides, seed=seed)
            assert found.choices[-1] == NOBODY
            return found.choices[:-1]

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


@pytest.mark.parametrize(("name", "seed"), [("ai_oversight", 2), ("worked_clock", 1)])
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
