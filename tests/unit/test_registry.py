"""Parameters are taken as they are written: a word is no truth value and no number."""

import numpy as np
import pytest

from simulation.protocols.registry import PROTOCOLS
from simulation.registry import Registry
from simulation.rules.decision import RULES, Veto, Weighted


@pytest.mark.parametrize(
    ("registry", "key", "parameters", "path", "phrase"),
    [
        (PROTOCOLS, "conference", {"trade": {"enabled": "NO"}}, ("trade", "enabled"), "'enabled' is 'NO'"),
        (PROTOCOLS, "conference", {"trade": {"enabled": "yes"}}, ("trade", "enabled"), "'enabled' is 'yes'"),
        (PROTOCOLS, "conference", {"trade": {"enabled": 1}}, ("trade", "enabled"), "'enabled' is 1"),
        (PROTOCOLS, "conference", {"clock": {"floor": "2"}}, ("clock", "floor"), "'floor' is '2'"),
        (PROTOCOLS, "conference", {"trade": "no"}, ("trade",), "'trade' is 'no'"),
        (RULES, "weighted", {"threshold": "0.5"}, ("threshold",), "'threshold' is '0.5'"),
        (RULES, "weighted", {"threshold": True}, ("threshold",), "'threshold' is True"),
        (RULES, "consensus", {"tolerated": np.arange(2)}, ("tolerated",), "'tolerated' is 'array([0, 1])'"),
        (RULES, "veto", {"holders": "AAA"}, ("holders",), "'holders' is 'AAA'"),
    ],
)
def test_a_parameter_of_another_type_is_refused(
    registry: Registry[Veto], key: str, parameters: dict[str, object], path: tuple[str, ...], phrase: str
) -> None:
    (problem,) = registry.check(key, parameters)
    assert problem.path == path
    assert problem.message.startswith(f"{phrase}. Valid: "), problem.message
    with pytest.raises(ValueError, match=path[-1]):
        registry.create(key, parameters)


def test_whole_numbers_stand_for_numbers_and_lists_for_tuples() -> None:
    assert RULES.create("weighted", {"threshold": 1, "weights": {"a": 2}}) == Weighted(
        threshold=1.0, weights={"a": 2.0}
    )
    assert RULES.create("veto", {"holders": ["a", "b"]}) == Veto(holders=("a", "b"))
    assert RULES.create("veto", {"holders": ("a",)}) == Veto(holders=("a",))


def test_a_mechanism_may_be_switched_by_a_truth_value() -> None:
    assert not PROTOCOLS.check("conference", {"trade": False, "consult": True})
