"""What `import simulation` offers."""

import importlib

import pytest

import simulation
from simulation.errors import StudyError
from simulation.scenario.schema import Scenario
from simulation.study import comparison_of, ensemble_of, play_study, study_text
from simulation.version import version


def test_every_public_name_is_there_and_listed() -> None:
    assert [name for name in simulation.__all__ if getattr(simulation, name, None) is None] == []
    assert dir(simulation) == sorted(simulation.__all__)
    assert simulation.__version__ == version()


def test_a_public_name_is_the_object_of_its_module() -> None:
    assert simulation.Record is importlib.import_module("simulation.engine.record").Record
    assert issubclass(simulation.ScenarioError, simulation.DelegationSimError)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'simulation' has no attribute 'simulat'"):
        _ = simulation.simulat  # type: ignore[attr-defined] # that is the point


def test_a_case_is_played_by_name_or_as_loaded() -> None:
    case = simulation.load_scenario("worked_isolation")
    assert isinstance(case, Scenario)
    by_name, loaded = simulation.simulate("worked_isolation", seed=3), simulation.simulate(case, seed=3)
    assert (by_name.position == loaded.position).all()


def test_overrides_change_the_case_that_is_loaded() -> None:
    assert simulation.simulate("worked_clock", overrides={"sessions": "3"}).planned == 3


def test_components_are_checked_when_a_case_is_loaded() -> None:
    with pytest.raises(simulation.ScenarioError, match="Did you mean 'conference'"):
        simulation.load_scenario("worked_clock", overrides={"protocol.key": "conferense"})


@pytest.mark.parametrize(("seed", "replication"), [(-1, 0), (0, -1), (2**63, 0), (0, 2**63), (0, 10**26)])
def test_a_seed_or_replication_out_of_range_is_refused(seed: int, replication: int) -> None:
    with pytest.raises(ValueError, match="Valid: a whole number from 0 to 9223372036854775807"):
        simulation.simulate("worked_clock", seed=seed, replication=replication)


def test_the_largest_seed_and_replication_can_be_played() -> None:
    record = simulation.simulate("worked_clock", seed=2**63 - 1, replication=2**63 - 1)
    assert (record.seed, record.replication) == (2**63 - 1, 2**63 - 1)


def test_overrides_for_a_case_that_is_loaded_already_are_refused() -> None:
    case = simulation.load_scenario("worked_clock")
    with pytest.raises(ValueError, match="loaded already"):
        simulation.simulate(case, overrides={"sessions": "3"})


@pytest.mark.parametrize("sessions", [3, "3"])
def test_an_override_may_be_a_number_or_text(sessions: object) -> None:
    assert simulation.simulate("worked_clock", overrides={"sessions": sessions}).planned == 3
    study = ensemble_of("worked_clock", replications=2, overrides={"sessions": sessions})
    assert (study.scenario.sessions, study.overrides) == (3, {"sessions": "3"})


def test_an_override_that_no_case_can_hold_is_told_by_its_path() -> None:
    with pytest.raises(
        simulation.ScenarioError, match=r"^sessions cannot be set to <object .* Valid: a number"
    ):
        simulation.load_scenario("worked_clock", overrides={"sessions": object()})


def test_a_study_of_a_loaded_case_is_that_of_its_name_but_for_the_commands_that_name_it() -> None:
    case = simulation.load_scenario("worked_clock")
    loaded = play_study(ensemble_of(case, replications=2))
    named = play_study(ensemble_of("worked_clock", replications=2))
    assert (loaded.findings, loaded.case) == (named.findings, "worked_clock")
    assert all(each.command for each in named.examples)
    assert not any(each.command for each in loaded.examples)


def test_a_study_file_cannot_name_a_loaded_case_nor_overrides_change_it() -> None:
    case = simulation.load_scenario("worked_clock")
    with pytest.raises(StudyError, match=r"\(worked_clock\) was loaded in Python"):
        study_text(comparison_of(case, {"sessions": 3}, replications=2))
    with pytest.raises(StudyError, match="overrides change a case while it is loaded"):
        ensemble_of(case, replications=2, overrides={"sessions": 3})
