"""Many replications with agents of the user's own in seats: what they leave alone, chance, errors, who played."""

import dataclasses
import hashlib
import pickle
from collections.abc import Iterable
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.abm.casting import cast, told
from simulation.abm.held_replications import play_held
from simulation.abm.seating import Seat
from simulation.engine.batch import Batch, join, simulate_batch
from simulation.errors import DelegationSimError, StudyError
from simulation.live import SeatMove, SeatView
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.study import comparison_of, ensemble_of, play_study, write_study
from simulation.study.run_study import pilot
from simulation.study.work import play_slab, slabs_of
from tests.extent import at_a_desk
from tests.own_agents import Moody, Silent, Stubborn


@pytest.fixture(scope="module")
def hour() -> Scenario:
    return load_scenario("first_hour")


def stubborn(agent: DelegationAgent, view: SeatView) -> Iterable[SeatMove]:
    asked = view.request.asked if view.request else ()
    return [SeatMove(seat=agent.key, move="object_formally", issue=i, option=o) for i, o in asked]


class Gambler(DelegationAgent):
    """Objects by the chance that Mesa gives every agent."""

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        for issue, option in view.request.asked if view.request else ():
            if self.random.random() < 0.5:
                yield SeatMove(seat=self.key, move="object_formally", issue=issue, option=option)


class Fickle(DelegationAgent):
    """Keeps what it remembers outside itself, which nobody can repeat."""

    times = 0

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        Fickle.times += 1
        if Fickle.times > 20:
            yield from stubborn(self, view)


def assert_same(one: Batch, other: Batch) -> None:
    for place in (Batch, type(one.result)):
        a, b = (one, other) if place is Batch else (one.result, other.result)
        for field in dataclasses.fields(place):
            if field.name != "result":
                assert getattr(a, field.name).tobytes() == getattr(b, field.name).tobytes(), field.name


@pytest.mark.parametrize(
    "name", at_a_desk(["worked_package"], ["first_hour", "worked_package", "worked_clock"])
)
def test_agents_that_return_nothing_leave_every_bit_of_a_batch(name: str) -> None:
    case = load_scenario(name)
    seats = {case.delegations[0].key: Silent, case.delegations[-2].key: Silent}
    held = play_held(case, seed=7, replications=range(4), holders=seats)
    assert_same(held, simulate_batch(case, seed=7, replications=range(4)))


def test_a_replication_is_the_same_alone_and_in_any_order(hour: Scenario) -> None:
    play = partial(play_held, hour, seed=7, holders={"SAB": Gambler, "TAM": Moody})
    alone = [play(replications=[number]) for number in reversed(range(4))]
    assert_same(play(replications=range(4)), join(alone[::-1]))


def test_every_replication_has_a_chance_of_its_own(hour: Scenario) -> None:
    draws = [
        (model.random.random(), model.rng.random())
        for replication in (0, 1, 2, 1)
        for model in [NegotiationModel(hour, seed=7, replication=replication)]
    ]
    assert len(set(draws)) == 3
    assert draws[1] == draws[3]


def raising(what: object, phase: str = "floor") -> type[DelegationAgent]:
    def act(_: DelegationAgent, view: SeatView) -> Iterable[SeatMove]:
        if view.phase == phase and view.session == 2:
            raise what if isinstance(what, BaseException) else ZeroDivisionError
        return []

    return type("Clumsy", (DelegationAgent,), {"act": act})


class Slow(DelegationAgent):
    """Fails while it yields."""

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        yield from stubborn(self, view)
        if view.session == 2:
            raise KeyError("nothing")


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (raising(ValueError("so what")), r"\(the wordings on the floor\): ValueError: so what \("),
        (raising(SystemExit(3), "talks"), r"\(the talks\): SystemExit: 3 \("),
        (raising(0), r"\(the wordings on the floor\): ZeroDivisionError \("),
        (Slow, r"\(the talks\): KeyError: 'nothing' \("),
    ],
)
def test_what_an_agent_raises_is_told_with_seat_session_phase_and_replication(
    hour: Scenario, agent: Seat, told: str
) -> None:
    with pytest.raises(DelegationSimError, match=told) as failed:
        play_held(hour, seed=7, replications=[5], holders={"SAB": agent})
    name = getattr(agent, "__name__", "")
    assert str(failed.value).startswith(
        f"Replication 5 of seed 7: {name}, the agent in the seat of Sabora (SAB), failed in session 2 "
    )
    assert "test_many_with_own_agents.py, line " in str(failed.value)
    assert str(pickle.loads(pickle.dumps(failed.value))) == str(failed.value)  # noqa: S301 - our own


def test_a_move_that_is_not_possible_is_told_with_the_replication(hour: Scenario) -> None:
    agent = type("Rash", (DelegationAgent,), {"act": lambda *_: [SeatMove(seat="SAB", move="sign")]})
    with pytest.raises(DelegationSimError, match=r"^Replication 3 of seed 7: Rash, .*session 1 .*Not now"):
        play_held(hour, seed=7, replications=[3], holders={"SAB": agent})


def test_an_agent_that_cannot_be_made_is_told_with_its_seat(hour: Scenario) -> None:
    def seat(_: NegotiationModel, row: int) -> DelegationAgent:
        raise RuntimeError(f"no {row}")

    with pytest.raises(
        DelegationSimError,
        match=r"seat could not take the seat of SAB: RuntimeError: no 4 \(.*, line \d+\)\.",
    ):
        play_held(hour, seed=7, replications=[0], holders={"SAB": seat})


def test_all_that_is_wrong_with_holders_is_told_at_once(
    hour: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pairs: list[tuple[str, Seat | str]] = [
        ("SAX", Stubborn),
        ("SAB", "none.py:A"),
        ("SAB", Stubborn),
        ("TAM", int),  # type: ignore[list-item] # on purpose
        ("LUM", Idle),
    ]
    with pytest.raises(StudyError) as refused:
        cast(hour, pairs)
    problems = str(refused.value).splitlines()
    assert [problem.partition(":")[0] for problem in problems] == ["SAX", "SAB", "none.py", "TAM", "LUM"]
    assert "Did you mean 'SAB'" in problems[0]
    assert "2 agents are to hold this seat" in problems[1]
    assert "Idle has no act of its own, so it would do what the built-in agent does" in problems[-1]


class Idle(DelegationAgent):
    """Has forgotten its act."""


def of_one_s_own(what: object, model: NegotiationModel, row: int, *, wants: set[str]) -> DelegationAgent:
    """Return an agent of something that is no text."""
    assert what is not wants
    return Moody(model, row)


def test_a_record_tells_a_class_by_the_file_that_it_stands_in() -> None:
    source = hashlib.sha256(Path(Stubborn.__module__.replace(".", "/") + ".py").read_bytes()).hexdigest()
    assert told(Stubborn) == {"agent": "tests.own_agents:Stubborn", "sha256": source}
    assert told(partial(Moody, patience=3)) == {
        "agent": "tests.own_agents:Moody(patience=3)",
        "sha256": source,
    }
    assert told(partial(of_one_s_own, object(), wants={"b", "a"}))["agent"] == (
        f"{__name__}:of_one_s_own(<object object>, wants={{'a', 'b'}})"
    )
    assert told(type("Made", (DelegationAgent,), {"__module__": "nowhere"}))["sha256"] == ""


def test_an_ensemble_plays_agents_in_every_replication_and_says_who_they_are() -> None:
    free = play_study(ensemble_of("first_hour", replications=3))
    held = play_study(ensemble_of("first_hour", replications=3, holders={"TAM": Stubborn}))
    assert free.finding("adopted").estimates[0].value > 0.0
    assert held.finding("adopted").estimates[0].value == 0.0
    assert free.holders == {}
    assert held.holders == {"TAM": told(Stubborn)}
    assert tuple(map(str, held.words)) == (
        "The case as it stands; tests.own_agents:Stubborn in the seat of Tamarat",
    )
    assert str(held.held[0]).startswith("tests.own_agents:Stubborn (")


def test_without_levers_a_comparison_is_of_the_case_with_and_without_agents() -> None:
    asked = comparison_of("first_hour", [], replications=3, holders={"TAM": Stubborn})
    summary = play_study(asked)
    assert summary.variants == ("base", "TAM=tests.own_agents:Stubborn")
    without, with_it = summary.finding("adopted").estimates
    assert without.value > with_it.value == 0.0
    assert "in the variant that says so" in str(summary.held[0])


def test_with_levers_agents_play_in_every_variant() -> None:
    asked = comparison_of("first_hour", ["sessions=4"], replications=2, holders={"TAM": Stubborn})
    assert [list(variant.holders) for variant in asked.variants] == [["TAM"], ["TAM"]]
    with pytest.raises(StudyError, match=r"^protocol=compromise: Nobody can take a seat"):
        comparison_of("first_hour", ["protocol=compromise"], replications=2, holders={"TAM": Stubborn})


def test_a_slab_with_agents_travels_and_is_small() -> None:
    slabs = list(slabs_of(ensemble_of("first_hour", replications=20, holders={"TAM": Stubborn})))
    assert [slab.size for slab in slabs] == [16, 4]
    travelled = pickle.loads(pickle.dumps(slabs[1]))  # noqa: S301 - our own
    assert pickle.dumps(play_slab(travelled)) == pickle.dumps(play_slab(slabs[1]))


class Elsewhere(Executor):
    """Would send work to another process."""


def test_agents_that_cannot_travel_are_refused_before_anything_is_played() -> None:
    class Local(Stubborn):
        """Stands inside a function."""

    asked = ensemble_of("first_hour", replications=2, holders={"TAM": Local})
    assert play_study(asked).replications == 2
    with pytest.raises(StudyError, match=r"TAM: .*Local cannot be sent to another process: .*FILE\.py:Class"):
        play_study(asked, executor=Elsewhere())


def test_agents_that_remember_outside_themselves_are_noticed() -> None:
    assert pilot(ensemble_of("first_hour", replications=2, holders={"TAM": Fickle})).is_fickle
    assert not pilot(ensemble_of("first_hour", replications=2, holders={"TAM": Gambler})).is_fickle


def test_a_study_with_agents_is_no_file(tmp_path: Path) -> None:
    asked = ensemble_of("first_hour", replications=2, holders={"TAM": Stubborn})
    with pytest.raises(StudyError, match="names no code"):
        write_study(asked, tmp_path / "study.yaml")
    assert not list(tmp_path.iterdir())


def test_gains_are_kept_by_replication(hour: Scenario) -> None:
    held = play_held(hour, seed=7, replications=[0, 1], holders={"TAM": Stubborn})
    free = simulate_batch(hour, seed=7, replications=[0, 1])
    assert np.abs(held.result.gain - free.result.gain).max() > 0


def test_agents_are_cast_in_the_order_of_the_case(hour: Scenario) -> None:
    assert list(cast(hour, {"SAB": Stubborn, "TAM": Moody})) == ["TAM", "SAB"]
