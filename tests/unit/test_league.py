"""The league table by hand: means over seats in the same replication, pairs, games without a place."""

import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from simulation.abm import DelegationAgent
from simulation.delegates import AlwaysOppose, Honest, Nothing
from simulation.errors import DelegationSimError, StudyError
from simulation.scenario.load import load_scenario
from simulation.study.pool import InProcess, what_plays
from simulation.tournament import (
    Entrant,
    Game,
    League,
    Tournament,
    kept_games,
    league_of,
    play,
    tournament_of,
)
from simulation.tournament.games_played import parts_of
from simulation.tournament.league import plain

type Games = tuple[Game, ...]

PLACES = {
    ("nothing", "TAM"): (0.2, 0.4, None),
    ("nothing", "SAB"): (0.6, 0.8, 0.5),
    ("honest", "TAM"): (0.5, 0.7, None),
    ("honest", "SAB"): (0.7, 0.9, 0.9),
}


@pytest.fixture(scope="module")
def plan() -> Tournament:
    entrants = (Entrant(name="nothing", agent=Nothing), Entrant(name="honest", agent=Honest))
    return Tournament(
        case=load_scenario("first_hour"),
        entrants=entrants,
        seats=("TAM", "SAB"),
        replications=3,
        seed=1,
        skill="standard",
    )


@pytest.fixture(scope="module")
def all_games(plan: Tournament) -> Games:
    return play(plan, InProcess())


def game(entrant: str, seat: str, replication: int, place: float | None) -> Game:
    return Game(
        entrant=entrant,
        seat=seat,
        replication=replication,
        place=place,
        worth=0.0,
        worst=0.0,
        best=1.0,
        has_document=replication > 0,
        sessions=6,
        broken=replication,
    )


@pytest.fixture(scope="module")
def table(plan: Tournament) -> League:
    games = [game(*who, n, place) for who, places in PLACES.items() for n, place in enumerate(places)]
    return league_of(plan, games)


def test_the_best_mean_comes_first(table: League) -> None:
    assert [one.entrant for one in table.standings] == ["honest", "nothing"]


def test_a_seat_has_the_mean_of_its_games_and_students_interval(table: League) -> None:
    place = table.standings[1].seats["SAB"].place
    assert place is not None
    assert place.n == 3
    assert place.value == pytest.approx((0.6 + 0.8 + 0.5) / 3)
    # s = .1527525 and t(.975; 2) = 4.302653: half the interval is 4.302653 x .1527525 / sqrt 3.
    assert place.high - place.value == pytest.approx(0.379456, abs=1e-5)


def test_all_seats_count_alike_in_each_replication(table: League) -> None:
    # honest: (.5 + .7) / 2, (.7 + .9) / 2, and .9 of the seat that has a place alone.
    honest, nothing = (one.total.place for one in table.standings)
    assert honest is not None
    assert nothing is not None
    assert honest.value == pytest.approx((0.6 + 0.8 + 0.9) / 3)
    assert nothing.value == pytest.approx((0.4 + 0.6 + 0.5) / 3)


def test_what_one_has_over_the_base_is_a_mean_of_pairs(table: League) -> None:
    honest, nothing = table.standings
    over = honest.seats["TAM"].over_base
    assert over is not None
    assert over.value == pytest.approx(0.3)
    assert over.n == 2
    assert over.high - over.low == pytest.approx(0.0)  # the same .3 in both pairs, however much places differ
    total = honest.total.over_base
    assert total is not None
    assert total.value == pytest.approx(((0.3 + 0.1) / 2 + (0.3 + 0.1) / 2 + 0.4) / 3)
    assert nothing.total.over_base is None


def test_games_without_a_place_are_told_and_count_in_no_place(table: League) -> None:
    honest = table.standings[0]
    assert (honest.total.without_place, honest.seats["SAB"].without_place) == (1, 0)
    assert honest.total.documents == pytest.approx(2 / 3)
    assert honest.total.broken == pytest.approx(1.0)


def test_a_table_as_plain_data_says_what_was_played(table: League) -> None:
    told = plain(table)
    assert (told["case"], told["seed"], told["replications"], told["skill"]) == (
        "first_hour",
        1,
        3,
        "standard",
    )
    assert told["seats"] == ["TAM", "SAB"]
    assert len(told["case_hash"]) == 64
    assert told["standings"][0]["seats"]["TAM"]["place"]["n"] == 2


@pytest.mark.skipif(sys.platform == "win32", reason="cannot fork")
def test_the_same_games_are_played_by_any_number_of_workers(plan: Tournament, all_games: Games) -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as executor:
        assert play(plan, executor) == all_games
    assert [(one.entrant, one.seat, one.replication) for one in all_games] == [
        (entrant.name, seat, n) for entrant in plan.entrants for seat in plan.seats for n in range(3)
    ]


def test_a_seat_has_one_range_in_a_replication_whoever_sits_there(all_games: Games) -> None:
    ranges = {(one.seat, one.replication, one.worst, one.best) for one in all_games}
    assert len(ranges) == 6


def test_what_was_played_before_is_not_played_again(plan: Tournament, all_games: Games) -> None:
    before, kept, told = all_games[4:9], list[Game](), list[tuple[int, int]]()
    again = play(
        plan,
        InProcess(),
        played=before,
        keep=kept.extend,
        watch=lambda done, total: told.append((done, total)),
    )
    assert again == all_games
    assert not set(kept) & set(before)
    assert len(kept) == len(all_games) - len(before)
    assert told[-1] == (12, 12)
    assert [part.replications for part in parts_of(plan, all_games)] == []


def test_everybody_meets_the_same_chance(plan: Tournament) -> None:
    twice = [Entrant(name=name, agent=AlwaysOppose) for name in ("nothing", "other")]
    games = play(
        Tournament(
            case=plan.case, entrants=tuple(twice), seats=("SAB",), replications=2, seed=7, skill="hard"
        ),
        InProcess(),
    )
    first, second = games[:2], games[2:]
    assert [(one.worth, one.best, one.place) for one in first] == [
        (one.worth, one.best, one.place) for one in second
    ]


class Rude(DelegationAgent):
    """Does what nobody may."""

    def act(self, view: object) -> str:  # type: ignore[override] # that is what is wrong with it
        return f"no {view}"


def test_an_entrant_that_does_what_is_not_possible_is_named_with_its_game(plan: Tournament) -> None:
    rude = Tournament(
        case=plan.case,
        entrants=(Entrant(name="rude", agent=Rude),),
        seats=("TAM",),
        replications=2,
        seed=5,
        skill="standard",
    )
    with pytest.raises(
        DelegationSimError, match=r"^rude, seed 5, replication 0: Rude, the agent in the seat of"
    ):
        play(rude, InProcess())


class Absent(DelegationAgent):
    """Never gets as far as its seat."""

    def __init__(self, model: Any, row: int) -> None:  # noqa: ANN401 - as Mesa has it
        super().__init__(model, row)
        raise ValueError(row)


class Leaving(DelegationAgent):
    """Takes its process along."""

    def act(self, view: object) -> None:
        os._exit(view is None)


def test_an_entrant_that_cannot_take_its_seat_is_named_with_its_game(plan: Tournament) -> None:
    absent = replace(plan, entrants=(Entrant(name="absent", agent=Absent),), seats=("TAM",), seed=5)
    with pytest.raises(
        DelegationSimError, match=r"^absent, seed 5, replication 0: Absent could not take the seat"
    ):
        play(absent, InProcess())


class AllAtOnce(Executor):
    """Answers everything that was asked as soon as enough has been."""

    slabs_out = 4

    def __init__(self) -> None:
        self._asked = list[tuple[Future[Any], Callable[[], Any]]]()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - of any
        """Return a future that is done with the fourth."""
        future = Future[Any]()
        self._asked.append((future, lambda: fn(*args, **kwargs)))
        if len(self._asked) == self.slabs_out:
            for waiting, work in self._asked:
                try:
                    waiting.set_result(work())
                except DelegationSimError as error:
                    waiting.set_exception(error)
        return future


def test_what_came_back_beside_a_failure_is_kept(plan: Tournament) -> None:
    entrants = (Entrant(name="rude", agent=Rude), Entrant(name="nothing", agent=Nothing))
    kept = list[Game]()
    with pytest.raises(DelegationSimError, match=r"^rude, seed 1, replication 0: "):
        play(replace(plan, entrants=entrants), AllAtOnce(), keep=kept.extend)
    assert [(one.entrant, one.seat) for one in kept] == [
        ("nothing", seat) for seat in ("TAM", "SAB") for _ in "123"
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="cannot fork")
def test_a_worker_that_an_entrant_ended_is_told(plan: Tournament) -> None:
    leaving = replace(plan, entrants=(Entrant(name="leaving", agent=Leaving),))
    with (
        ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as executor,
        pytest.raises(DelegationSimError, match="perhaps for want of memory, or an entrant ended it"),
    ):
        play(leaving, executor)


def test_kept_games_are_those_of_the_tournament_and_each_once(plan: Tournament) -> None:
    first = game("honest", "TAM", 1, 0.5)
    rows = [
        asdict(one) for one in (first, replace(first, place=0.9), replace(first, place=None, replication=2))
    ]
    assert kept_games(plan, rows, file="games.jsonl") == (first, replace(first, place=None, replication=2))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (5, "This is no game. Valid: an object with the fields of one."),
        ({"entrant": "honest"}, "This is no game: it lacks seat, replication, "),
        ({"points": 3}, "This is no game: it also has points."),
        ({"entrant": "nobody"}, "entrant 'nobody' does not take part. Valid: nothing, honest."),
        ({"seat": "ALT"}, "seat 'ALT' does not take part. Valid: TAM, SAB."),
        ({"replication": 3}, "replication is 3. Valid: 0 to 2."),
        ({"replication": True}, "replication is True. Valid: a whole number."),
        ({"place": "high"}, "place is 'high'. Valid: a number with a point or null."),
        ({"has_document": 1}, "has_document is 1. Valid: true or false."),
    ],
)
def test_a_row_that_is_no_game_of_the_tournament_is_told(plan: Tournament, row: Any, told: str) -> None:  # noqa: ANN401 - what a file may hold
    whole = asdict(game("honest", "TAM", 1, 0.5))
    damaged = row if row in (5, {"entrant": "honest"}) else whole | row
    with pytest.raises(StudyError) as error:
        kept_games(plan, [whole, damaged], file="games.jsonl")
    assert f"games.jsonl:2: {told}" in str(error.value)
    assert str(error.value).endswith("or play into another folder.")


def test_a_manifest_says_which_code_plays(plan: Tournament) -> None:
    assert plan.manifest()["plays"] == what_plays()


def test_all_that_is_wrong_with_a_tournament_is_told_at_once() -> None:
    two = [Entrant(name="honest", agent=Honest)]
    with pytest.raises(DelegationSimError) as told:
        tournament_of("first_hour", seats=["SAB", "SAP"], entrants=["nowhere.py:Anybody", *two])
    lines = str(told.value).splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("SAP: No delegation is called 'SAP'. Did you mean 'SAB'?")
    assert lines[1].startswith("nowhere.py: ")
    assert lines[2].startswith("2 entrants are called 'honest'.")


def test_every_entrant_that_cannot_sit_at_all_is_told() -> None:
    entrants = [
        Entrant(name=name, agent=agent) for name, agent in (("a", Absent), ("b", Nothing), ("c", Absent))
    ]
    with pytest.raises(DelegationSimError) as told:
        tournament_of("first_hour", seats=["SAB"], entrants=entrants)
    assert [line.partition(":")[0] for line in str(told.value).splitlines()] == ["a", "c"]


def test_every_seat_that_decides_is_offered_if_nobody_says_which() -> None:
    plan = tournament_of("first_hour")
    assert plan.seats == ("TAM", "ALT", "NOR", "LUM", "SAB")  # all but ONA, which may speak and table
    assert plan.entrants[0].name == "nothing"
    assert plan.games == 8 * 5 * 40


def test_entrants_of_one_name_in_two_files_are_told_apart(tmp_path: Path) -> None:
    text = (
        "from simulation.abm import DelegationAgent\n\n\n"
        "class X(DelegationAgent):\n    def act(self, view):\n        return ()\n"
    )
    files = [tmp_path / "a.py", tmp_path / "b" / "a.py"]
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    plan = tournament_of("first_hour", entrants=[f"{file}:X" for file in files], skill="hard")
    own = [entrant.name for entrant in plan.entrants][-2:]
    assert len(set(own)) == 2
    assert plan.skill == "hard"
