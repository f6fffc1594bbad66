"""Single values of a case are changed by path before it is checked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.errors import ScenarioError
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario, Uniform

type Load = Callable[..., Scenario]


@pytest.fixture
def load(write: Callable[[str, str], Path], small_case: str) -> Load:
    """Return a function that loads the small case with these overrides."""

    def load_with(**overrides: str) -> Scenario:
        return load_scenario(write("case.yaml", small_case), overrides=overrides)

    return load_with


def test_fields_are_set_by_name(load: Load) -> None:
    assert load(sessions="10").sessions == 10
    assert load(**{"forum.decision.rule": "simple_majority"}).forum.decision.rule == "simple_majority"  # type: ignore[union-attr] # the case has one
    assert load(title="'7'").title == "7"


def test_entries_of_lists_are_named_by_their_key(load: Load) -> None:
    case = load(
        **{"delegations.BBB.mandate.Q1.position": "0.4", "issues.Q2.draft": "igf", "blocs.EU.discipline": "0"}
    )
    assert case.delegations[1].mandate["Q1"].position == 0.4
    assert case.delegations[1].mandate["Q1"].source == "REC"
    assert case.issues[1].draft == "igf"
    assert case.blocs[0].discipline == 0


def test_sections_are_named_by_their_kind_and_any_entry_by_its_number(load: Load) -> None:
    by_kind = load(**{"document.sections.recognizing.heading": "Recognizing"})
    by_number = load(**{"document.sections.1.heading": "Recognizing", "events.1.session": "3"})
    assert by_kind.document.sections[0].heading == "Recognizing"
    assert by_number.document.sections[0].heading == "Recognizing"
    assert by_number.events[0].session == 3


def test_fields_that_are_not_written_down_are_made(load: Load) -> None:
    case = load(
        **{"protocol.consult.talks": "3", "delegations.CCC.mandate.Q2.position": "0.1", "chair.ideal.Q2": "1"}
    )
    assert case.protocol.model_extra == {"consult": {"talks": 3}}
    assert case.delegations[2].mandate["Q2"].position == 0.1
    assert case.chair.ideal["Q2"] == 1.0


def test_values_are_written_as_in_the_file(load: Load) -> None:
    assert load(**{"chair.ideal.Q1": "{low: 0.2, high: 0.6}"}).chair.ideal["Q1"] == Uniform(low=0.2, high=0.6)
    assert load(**{"delegations.AAA.mandate.Q1.fallbacks": "[b, none]"}).delegations[0].mandate[
        "Q1"
    ].fallbacks == ("b", "none")
    assert load(**{"delegations.CCC.strategy": ""}).delegations[2].strategy is None
    assert load(**{"delegations.CCC.name": "NO"}).delegations[2].name == "NO"


def test_keys_may_hold_dots(write: Callable[[str, str], Path], small_case: str) -> None:
    path = write("case.yaml", small_case.replace("Q1", "Q.1"))
    case = load_scenario(
        path, overrides={"delegations.AAA.mandate.Q.1.position": "0.1", "issues.Q.1.name": "x"}
    )
    assert case.delegations[0].mandate["Q.1"].position == 0.1
    assert case.issues[0].name == "x"


def test_only_the_named_place_changes_where_an_alias_repeats_a_value(
    write: Callable[[str, str], Path], small_case: str
) -> None:
    text = small_case.replace("Q2: {position: 0.2}", "Q2: &far {position: 0.2}").replace(
        "Q2: {position: 0.9}", "Q2: *far"
    )
    case = load_scenario(write("case.yaml", text), overrides={"delegations.BBB.mandate.Q2.position": "0.7"})
    assert [one.mandate["Q2"].position for one in case.delegations[:2]] == [0.2, 0.7]


@pytest.mark.parametrize(
    ("path", "value", "phrase"),
    [
        ("sesions", "3", "No field of the case is called 'sesions'. Did you mean 'sessions'?"),
        ("tables.delegations", "x.csv", "No field of the case is called 'tables'"),
        ("delegations.AAB.salience", "1", "No entry of delegations is called 'AAB'. Did you mean 'AAA'?"),
        ("delegations.AAA.mandat.Q1", "1", "Did you mean 'mandate'?"),
        ("delegations.AAA.mandate.Q7.position", "1", "No issue is called 'Q7'"),
        ("delegations.AAA.mandate.Q1.position", "1.4", "position is 1.4, above 1"),
        ("delegations.AAA.mandate.Q1.position.mean", "1", "position is 0.3 and has no part 'mean'"),
        ("delegations.AAA.mandate.Q1.position", "{mean: 0.1}", "has mean, which is no distribution"),
        ("sessions", "many", "sessions is 'many'. Valid: a whole number from 1 to 500"),
        ("sessions", "[1", "not closed"),
        ("sessions", "!!int 3", "The tag '!!int' is not allowed"),
        ("sessions.x", "3", "sessions is 5 and has no part 'x'"),
        ("document.sections.2.heading", "x", "No entry of sections is called '2'"),
        ("", "3", "No field of the case is called ''"),
        ("issues..draft", "3", "No entry of issues is called ''"),
        ("issues.Q1.draft", "c", "No option of Q1 is called 'c'"),
    ],
)
def test_an_override_that_does_not_work_is_named(load: Load, path: str, value: str, phrase: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(**{path: value})
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"--set {path}={value}: ")
    assert phrase in line


def test_too_few_sessions_are_said_of_the_override_not_of_the_event(load: Load) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(sessions="1")
    assert str(caught.value) == (
        "--set sessions=1: 1 leaves out event 1 of the case, in session 2. Valid: 2 or more. "
        "Plan more sessions (--sessions, --set sessions=...), or move or remove the event."
    )


def test_too_few_sessions_are_said_once_and_name_the_last_event(
    write: Callable[[str, str], Path], small_case: str
) -> None:
    text = f"{small_case}  - {{session: 4, kind: instruction, note: '', delegation: AAA, salience: 1}}\n"
    with pytest.raises(ScenarioError) as caught:
        load_scenario(write("case.yaml", text), overrides={"sessions": "1"})
    (line,) = str(caught.value).splitlines()
    assert "1 leaves out event 2 of the case, in session 4. Valid: 4 or more" in line


def test_an_event_past_a_deadline_of_the_case_is_not_said_of_the_override(
    write: Callable[[str, str], Path], small_case: str
) -> None:
    text = f"{small_case}  - {{session: 1, kind: deadline, note: '', sessions: 1}}\n"
    path = write("case.yaml", text)
    with pytest.raises(ScenarioError, match=r"case\.yaml:\d+:\d+: Session 2 is past the end. Valid: 1 to 1"):
        load_scenario(path, overrides={"sessions": "9"})


@pytest.mark.parametrize(
    ("path", "word", "right"),
    [
        ("delegations.BBB.strategy", "hold", "delegations.BBB.strategy.key=hold"),
        ("forum.decision", "consensus", "forum.decision.rule=consensus"),
        ("protocol", "compromise", "protocol.key=compromise"),
    ],
)
def test_a_word_for_a_component_with_parameters_is_told_its_path(
    load: Load, path: str, word: str, right: str
) -> None:
    with pytest.raises(ScenarioError, match=f"Valid: --set {right}. Correct the path"):
        load(**{path: word})
    load(**dict([right.split("=")]))
