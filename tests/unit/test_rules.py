"""Decision rules at their borders."""

import numpy as np
import pytest

from simulation.rules.decision import RULES, Voters
from simulation.state.tableau import KINDS

GOVERNMENT, CIVIL = KINDS.index("government"), KINDS.index("civil_society")


def passes(
    rule: str,
    against: str,
    *,
    room: str = "abcdefghij",
    civil: str = "",
    silent: str = "",
    watching: str = "",
    parameters: dict[str, object] | None = None,
) -> bool:
    """Return whether a wording passes when the named delegations, one letter each, are against it."""
    voters = Voters(
        delegations=tuple(room),
        decide=np.array([key not in watching for key in room]),
        kind=np.array([CIVIL if key in civil else GOVERNMENT for key in room]),
    )
    objecting = np.array([[key in against] for key in room])
    unwilling = objecting | np.array([[key in silent] for key in room])
    conditions = RULES.create(rule, parameters or {}).conditions(voters)
    return bool(conditions.passes(objecting, unwilling)[0])


BORDERS = [
    ("consensus", {}, "", True),
    ("consensus", {}, "a", False),
    ("consensus", {"tolerated": 1}, "a", True),
    ("consensus", {"tolerated": 1}, "ab", False),
    ("rough_consensus", {}, "a", True),
    ("rough_consensus", {}, "ab", False),
    ("rough_consensus", {"threshold": 0.8}, "ab", True),
    ("simple_majority", {}, "abcd", True),
    ("simple_majority", {}, "abcde", False),
    ("qualified_majority", {}, "abc", True),
    ("qualified_majority", {}, "abcd", False),
    ("qualified_majority", {"threshold": 0.5}, "abcd", True),
    ("qualified_majority", {"threshold": 0.5}, "abcde", False),
    ("weighted", {"weights": {"a": 9}}, "a", False),
    ("weighted", {"weights": {"a": 8}}, "a", True),
    ("weighted", {"threshold": 0.75, "weights": {"a": 3}}, "a", True),
    ("weighted", {"threshold": 0.75, "weights": {"a": 4}}, "a", False),
    ("weighted", {"weights": dict.fromkeys("abcdefghij", 1e308)}, "abcd", True),
    ("weighted", {"weights": dict.fromkeys("abcdefghij", 1e308)}, "abcde", False),
    ("double_majority", {"weights": {"a": 8}}, "a", True),
    ("double_majority", {"weights": {"a": 9}}, "a", False),
    ("double_majority", {"weights": {"a": 8}}, "bcdef", False),
    ("chambers", {}, "abcd", True),
    ("veto", {"holders": ["j"]}, "abcd", True),
    ("veto", {"holders": ["j"]}, "abcde", False),
    ("veto", {"holders": ["j"]}, "j", False),
    ("veto", {"holders": []}, "j", True),
    ("veto", {"holders": ["j"], "weights": {"a": 8}}, "a", True),
    ("veto", {"holders": ["j"], "weights": {"a": 9}}, "a", False),
    ("veto", {"holders": ["j"], "weights": {"a": 9, "j": 0}}, "bcdefghi", True),
    ("veto", {"holders": ["j"], "weights": {"a": 9, "j": 0}}, "j", False),
    ("unanimity", {}, "", True),
    ("unanimity", {}, "a", False),
]


@pytest.mark.parametrize(("rule", "parameters", "against", "passed"), BORDERS)
def test_ten_delegations_come_to_this(
    *, rule: str, parameters: dict[str, object], against: str, passed: bool
) -> None:
    assert passes(rule, against, parameters=parameters) == passed


def test_two_thirds_of_three_are_two() -> None:
    assert passes("qualified_majority", "a", room="abc")
    assert not passes("qualified_majority", "ab", room="abc")


def test_a_vote_counts_those_present_and_voting() -> None:
    # Four yes, three no, three abstain: a majority of those voting, though not of the room; no two thirds either.
    assert passes("simple_majority", "abc", silent="def")
    assert not passes("simple_majority", "abcde", silent="fgh")
    assert not passes("qualified_majority", "abc", silent="def")
    assert passes("qualified_majority", "ab", silent="cdef")


def test_silence_is_no_assent_under_unanimity_and_no_objection_under_consensus() -> None:
    assert not passes("unanimity", "", silent="a")
    assert passes("consensus", "", silent="abcdefghij")


@pytest.mark.parametrize("rule", RULES.keys())
def test_those_who_only_watch_do_not_count(rule: str) -> None:
    assert passes(rule, "bcdefghij", watching="bcdefghij")


NEEDED = [
    ("consensus", {}, 1.0),
    ("consensus", {"tolerated": 2}, 0.8),
    ("consensus", {"tolerated": 10}, 0.0),
    ("consensus", {"tolerated": 12}, 0.0),
    ("double_majority", {"heads": 0.0, "share": 0.0}, 0.0),
    ("rough_consensus", {}, 0.9),
    ("unanimity", {}, 1.0),
    ("simple_majority", {}, 0.5),
    ("qualified_majority", {"threshold": 0.75}, 0.75),
    ("double_majority", {"weights": {"a": 8}}, 0.5),
    ("veto", {"holders": ["j"]}, 1.0),
]


@pytest.mark.parametrize(("rule", "parameters", "needed"), NEEDED)
def test_so_large_a_share_must_not_object(rule: str, parameters: dict[str, object], needed: float) -> None:
    voters = Voters(
        delegations=tuple("abcdefghij"), decide=np.ones(10, dtype=bool), kind=np.zeros(10, dtype=int)
    )
    assert RULES.create(rule, parameters).conditions(voters).needed == pytest.approx(needed)


TWO_THIRDS: dict[str, object] = {"threshold": 2 / 3}


def test_each_chamber_has_its_own_share() -> None:
    assert passes("chambers", "abci", civil="hij")
    assert not passes("chambers", "hi", civil="hij")
    assert passes("chambers", "h", civil="hij", parameters=TWO_THIRDS)
    assert not passes("chambers", "abc", civil="hij", parameters=TWO_THIRDS)
    assert passes("chambers", "ab", civil="hij", parameters=TWO_THIRDS)


def test_half_of_a_chamber_is_not_enough() -> None:
    assert not passes("chambers", "g", civil="gh", room="abcdefgh")


@pytest.mark.parametrize(
    ("rule", "parameters"),
    [
        ("rough_consensus", {"threshold": 0.5}),
        ("qualified_majority", {"threshold": 0}),
        ("consensus", {"tolerated": -1}),
        ("consensus", {"threshold": 0.9}),
        ("weighted", {"threshold": 1.5}),
        ("weighted", {"weights": {"a": -1}}),
        ("weighted", {"weights": {"a": float("nan")}}),
        ("double_majority", {"weights": {"a": float("inf")}}),
    ],
)
def test_a_parameter_out_of_range_or_unknown_is_refused(rule: str, parameters: dict[str, object]) -> None:
    assert RULES.check(rule, parameters)
    with pytest.raises(ValueError, match=next(iter(parameters))):
        RULES.create(rule, parameters)
