"""The Mesa model: what a person at a notebook sees and can do."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from simulation.abm import NegotiationModel
from simulation.engine.batch import negotiate
from simulation.errors import DelegationSimError, ScenarioError, UnknownComponentError
from simulation.protocols.result import SIGNALS
from simulation.reasons import document_at
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Event, Scenario
from tests.small_cases import PLAIN, case, delegation


@pytest.fixture(scope="module")
def training() -> Scenario:
    return load_scenario("wtpf13_training")


def test_a_step_is_one_session_and_time_counts_them(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    assert (model.session, model.time, model.running) == (0, 0, True)
    model.step()
    assert (model.session, model.time) == (1, 1)
    model.run_for(2)
    assert (model.session, model.time) == (3, 3)


def test_after_the_end_time_passes_without_effect(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    model.run_for(100)
    held = model.record.n_rounds
    assert not model.running
    assert model.session == held < 100
    model.step()
    assert model.session == held
    with pytest.raises(DelegationSimError, match="is over"):
        model.move_deadline(5)


def test_there_is_no_record_before_the_end(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    with pytest.raises(DelegationSimError, match=f"0 of {training.sessions} sessions were held"):
        _ = model.record
    assert model.run() is model.record


def test_agents_read_the_saliences_of_new_instructions(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    model.instruct(training.delegations[0].key, training.issues[0].key, salience=1.0)
    model.step()
    given = model.agents.get("salience")
    record = model.run()
    assert np.array_equal(np.array(given), record.salience[0])
    assert not np.array_equal(record.salience[0], record.tableau.salience[0])


def test_agents_read_their_row(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    model.run_for(4)
    record, t = negotiate(training, seed=3), 3
    assert model.agents.get("key") == list(record.tableau.delegations)
    assert np.array_equal(np.array(model.agents.get("position")), record.position[t])
    assert np.array_equal(np.array(model.agents.get("ideal")), record.ideal[t])
    assert np.array_equal(np.array(model.agents.get("salience")), record.tableau.salience[0])
    assert model.agents.get("give") == record.give[t].tolist()
    assert model.agents.get("capability") == record.tableau.capability[0].tolist()
    assert model.agents.agg("capability", sum) == pytest.approx(record.tableau.capability.sum())
    assert [agent.decides for agent in model.agents] == record.tableau.decide.tolist()
    issues = training.issues
    for row, agent in enumerate(model.agents):
        held = {
            issues[i].key: issues[i].options[o].key for i, o in enumerate(record.platform[t, row]) if o >= 0
        }
        assert agent.platforms == held
        assert agent.brackets == tuple(issues[i].key for i in np.flatnonzero(record.objects[t, row]))
        assert agent.delegation.key == agent.key


def test_signals_are_those_to_the_text_on_the_table(training: Scenario) -> None:
    model, record = NegotiationModel(training, seed=3), negotiate(training, seed=3)
    assert all(agent.signals == {} for agent in model.agents)
    for t in range(3):
        model.step()
        for row, agent in enumerate(model.agents):
            words = {
                issue.key: SIGNALS[word]
                for i, issue in enumerate(training.issues)
                if (word := record.signal[t, row, i, record.table[t + 1, i]]) >= 0
            }
            assert agent.signals == words
    assert any(agent.signals for agent in model.agents)


def test_agents_can_be_grouped_and_selected(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    by_kind = model.agents.groupby("kind").agg("give", max)
    assert set(by_kind) == {agent.kind for agent in model.agents}
    deciding = model.agents.select(lambda agent: agent.decides)
    assert 0 < len(deciding) <= len(model.agents)
    assert model.agents.map(lambda agent: agent.strategy) == [key for key, _ in model.tableau.strategy]


def test_the_text_is_the_one_of_the_record(training: Scenario) -> None:
    model, record = NegotiationModel(training, seed=3), negotiate(training, seed=3)
    assert model.document == document_at(record, 0)
    while model.running:
        model.step()
        if model.running:
            assert model.document == document_at(record, model.session)
    assert model.document.is_adopted
    assert training.document.title.removeprefix("Draft ") in model.text


def test_the_table_names_the_option_of_each_issue(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    assert model.table == {issue.key: issue.draft for issue in training.issues}


def test_a_scheduled_instruction_is_an_event_of_the_case(training: Scenario) -> None:
    issue, who = training.issues[0].key, training.delegations[0].key
    told = Event(
        session=3,
        kind="instruction",
        note="new minister",
        delegation=who,
        issue=issue,
        position=0.5,
        salience=0.9,
    )
    foreseen = training.model_copy(update={"events": (*training.events, told)})
    model = NegotiationModel(training, seed=3)

    def new_minister() -> None:
        model.instruct(who, issue, position=0.5, salience=0.9, note="new minister")

    model.schedule_event(new_minister, at=2.5)
    record = model.run()
    expected = negotiate(foreseen, seed=3)
    assert np.array_equal(record.margin, expected.margin)
    assert record.scenario == foreseen
    assert record.ideal[2, record.tableau.delegations.index(who), 0] == 0.5


def test_a_moved_deadline_ends_the_negotiation(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    model.step()
    model.move_deadline(2)
    assert model.run().n_rounds == 2
    assert negotiate(model.record.scenario, seed=3).n_rounds == 2


def test_a_deadline_cannot_move_past_what_the_case_foresees(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    with pytest.raises(DelegationSimError, match=f"foresees {training.sessions} sessions"):
        model.move_deadline(training.sessions + 1)


def test_instructions_to_unknown_delegations_or_issues_are_refused(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    with pytest.raises(UnknownComponentError, match="No delegation is called 'nobody'"):
        model.instruct("nobody", position=0.1)
    with pytest.raises(UnknownComponentError, match="No issue is called 'nothing'"):
        model.instruct(training.delegations[0].key, "nothing", position=0.1)
    with pytest.raises(ValueError, match="less than or equal to 1"):
        model.instruct(training.delegations[0].key, position=1.1)


def test_instructions_that_the_case_could_not_hold_are_refused(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    who, issue = training.delegations[0].key, training.issues[0].key
    with pytest.raises(DelegationSimError, match=r"\[0.5, 0.75\] does not hold the position 0.25"):
        model.instruct(who, issue, position=0.25, red_line=(0.5, 0.75))
    with pytest.raises(DelegationSimError, match="changes nothing"):
        model.instruct(who, issue)
    assert model.case == training


def test_a_position_outside_a_red_line_given_before_is_refused(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    who, issue = training.delegations[0].key, training.issues[0].key
    model.instruct(who, issue, position=0.5, red_line=(0.25, 0.75))
    with pytest.raises(DelegationSimError, match="lies outside its red line"):
        model.instruct(who, issue, position=1.0)
    assert len(model.case.events) == len(training.events) + 1


def test_a_deadline_that_has_passed_is_refused(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3)
    model.run_for(3)
    with pytest.raises(DelegationSimError, match="before session 4"):
        model.move_deadline(3)


def test_observers_cannot_be_instructed() -> None:
    rows = [delegation("d0", 0.0), delegation("d1", 1.0), delegation("guest", 1.0, rights={})]
    model = NegotiationModel(case(rows))
    with pytest.raises(DelegationSimError, match="guest has no say"):
        model.instruct("guest", position=0.5)


def test_instructions_may_come_while_the_chair_extends() -> None:
    rows = [delegation(key, place, red_line=0.1) for key, place in (("d0", 0.0), ("d1", 1.0))]
    protocol = PLAIN | {"clock": {"floor": 1, "extend": 2}}
    model = NegotiationModel(case(rows, protocol=protocol, sessions=2, chair={"powers": ["extend"]}))
    model.run_for(3)
    model.instruct("d0", position=1.0)
    assert model.run().ideal[3, 0, 0] == 1.0


def test_a_collector_keeps_the_usual_reporters(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3, collect=True)
    record = model.run()
    assert model.datacollector is not None
    kept = model.datacollector.get_model_vars_dataframe()
    assert kept["session"].tolist() == list(range(record.n_rounds + 1))
    assert kept["clean"].tolist() == record.is_clean.sum(axis=1).tolist()
    assert kept["brackets"].tolist() == [0, *record.brackets.sum(axis=1).tolist()]
    by_agent = model.datacollector.get_agent_vars_dataframe()
    assert len(by_agent) == (record.n_rounds + 1) * record.tableau.n_delegations


def test_a_fork_keeps_its_own_collection(training: Scenario) -> None:
    model = NegotiationModel(training, seed=3, collect=True)
    model.step()
    twin = model.fork()
    twin.step()
    assert model.datacollector is not None
    assert twin.datacollector is not None
    assert len(model.datacollector.get_model_vars_dataframe()) == 2
    assert len(twin.datacollector.get_model_vars_dataframe()) == 3


def test_a_case_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ScenarioError, match="no_such_case"):
        NegotiationModel("no_such_case")


def test_a_case_that_names_what_does_not_exist_is_refused_with_its_line(
    small_case: str, write: Callable[[str, str | bytes], Path]
) -> None:
    file = write("small.yaml", small_case.replace("{rule: consensus}", "{rule: consensos}"))
    with pytest.raises(ScenarioError, match=r"small.yaml:\d+:\d+: .*Did you mean 'consensus'"):
        NegotiationModel(file)
