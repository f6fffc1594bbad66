"""A case as text of its own, and a case to which something happens in mid-play."""

import pytest

from simulation.errors import ScenarioError
from simulation.scenario.case_source import case_of_text, text_of_case, with_events
from simulation.scenario.load import load_scenario, scenario_hash, shipped_scenarios


@pytest.mark.parametrize("key", shipped_scenarios())
def test_a_case_comes_back_from_its_text_as_it_was(key: str) -> None:
    case = load_scenario(key)
    back = case_of_text(text_of_case(case))
    assert back == case
    assert scenario_hash(back) == scenario_hash(case)


def test_what_is_no_case_is_refused() -> None:
    with pytest.raises(ScenarioError, match="title: Field required"):
        case_of_text("{}")


def test_an_event_comes_after_those_that_are_there() -> None:
    case = load_scenario("first_hour")
    more = with_events(case, [{"session": 2, "kind": "deadline", "note": "Sooner.", "sessions": 4}])
    assert more.events[:-1] == case.events
    assert more.events[-1].sessions == 4
    assert case.events != more.events


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ({"kind": "deadline", "note": "x"}, "sessions"),
        ({"kind": "deadline", "note": "x", "sessions": 1}, "session"),
        ({"kind": "instruction", "note": "x", "delegation": "LUM"}, "position"),
        ({"kind": "instruction", "note": "x", "delegation": "XXX", "salience": 0.5}, "XXX"),
        ({"kind": "instruction", "note": "x", "delegation": "LUM", "red_line": (0.9, 0.1)}, "0.9"),
        ({"kind": "storm", "note": "x"}, "kind"),
    ],
)
def test_an_event_that_cannot_happen_is_refused(event: dict[str, object], why: str) -> None:
    with pytest.raises(ScenarioError, match=why):
        with_events(load_scenario("first_hour"), [{"session": 2, **event}])
