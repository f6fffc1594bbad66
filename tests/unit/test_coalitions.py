"""Coalitions: found in the room, followed, named, and what they can block or carry."""

import numpy as np
import pytest

from simulation.coalitions import detection, formed, power, tracking
from simulation.rng import Streams
from simulation.rules.decision import (
    Chambers,
    Conditions,
    Consensus,
    DoubleMajority,
    QualifiedMajority,
    SimpleMajority,
    Veto,
    Voters,
)
from simulation.scenario.load import load_scenario


def found(*sessions: str) -> np.ndarray:
    """Labels from letters: `AAB.` puts two delegations in A, one in B, one in none."""
    return np.array([[-1 if letter == "." else ord(letter) - ord("A") for letter in row] for row in sessions])


def draws() -> np.random.Generator:
    return Streams(1).generator("detect", 0)


def kinds(history: tracking.CoalitionHistory) -> list[tuple[int, str]]:
    return [(event.session, event.kind) for event in history.events]


def test_agreement_falls_with_the_distance_on_what_matters() -> None:
    position = np.array([[0.0, 0.0], [0.1, 0.0], [0.1, 1.0]])
    salience = np.array([[1.0, 1.0], [1.0, 1.0], [2.0, 0.0]])
    edges = detection.agreement(position, salience)
    assert edges[0, 1] == pytest.approx(1 - 0.05 / 0.25)  # half the weight, .1 apart
    assert edges[0, 2] == 0.0  # (3 x .1 + 1 x 1) / 4 is more than a rung
    assert np.array_equal(edges, edges.T)
    assert np.array_equal(np.diag(edges), np.zeros(3))


def test_two_camps_are_two_coalitions() -> None:
    position = np.array([[0.1], [0.15], [0.1], [0.9], [0.85]])
    label = detection.detect(detection.agreement(position, np.ones((5, 1))), draws())
    assert label.tolist() == [0, 0, 0, 1, 1]


def test_delegations_of_one_mind_are_one_coalition() -> None:
    label = detection.detect(detection.agreement(np.full((6, 2), 0.4), np.ones((6, 2))), draws())
    assert label.tolist() == [0] * 6


@pytest.mark.parametrize(
    ("places", "expected"), [([0.5], [-1]), ([0.5, 0.55], [0, 0]), ([0.1, 0.9], [-1, -1])]
)
def test_a_coalition_takes_two_that_agree(places: list[float], expected: list[int]) -> None:
    position = np.array(places)[:, None]
    label = detection.detect(detection.agreement(position, np.ones_like(position)), draws())
    assert label.tolist() == expected


def test_nobody_agrees_who_cares_for_nothing() -> None:
    edges = detection.agreement(np.full((2, 1), 0.5), np.zeros((2, 1)))
    assert not edges.any()


def test_sessions_without_movement_keep_their_coalitions() -> None:
    position = np.random.default_rng(3).random((1, 12, 2)).repeat(3, axis=0)
    label = detection.detect_sessions(position, np.ones((3, 12, 2)), draws())
    assert (label[1:] == label[0]).all()


def test_coalitions_follow_what_matters_in_the_session() -> None:
    position = np.array([[[0.0, 0.5], [1.0, 0.5]]] * 2)
    salience = np.array([[[2.0, 0.0]] * 2, [[0.0, 2.0]] * 2])
    label = detection.detect_sessions(position, salience, draws())
    assert label.tolist() == [[-1, -1], [0, 0]]


def test_a_coalition_keeps_its_label_whatever_the_partition_calls_it() -> None:
    history = tracking.track(found("AAABB", "BBBAA"), np.ones(5))
    assert history.label.tolist() == [[0, 0, 0, 1, 1]] * 2
    assert kinds(history) == [(1, "founded"), (1, "founded")]


def test_the_largest_of_those_founded_together_is_a() -> None:
    history = tracking.track(found("AABBB"), np.ones(5))
    assert history.label.tolist() == [[1, 1, 0, 0, 0]]
    assert [item.letter for item in history.coalitions] == ["A", "B"]


def test_a_merger_goes_on_as_its_larger_side() -> None:
    history = tracking.track(found("AAABB", "AAAAA"), np.ones(5))
    assert history.label[1].tolist() == [0] * 5
    event = history.events[-1]
    assert (event.kind, event.members, event.source, event.coalition) == ("merged", (3, 4), 1, 0)
    assert history.coalitions[1].ended == 2


@pytest.mark.parametrize(
    ("voices", "named", "kinds"),
    [
        ((3.5, 0.5, 1.0), (), ["merged", "switched"]),
        ((4.0, 0.5, 0.5), (3,), ["merged", "switched"]),
        ((4.0, 0.5, 0.5), (3, 5), ["ended", "switched", "switched"]),
        ((3.4, 0.5, 1.1), (), ["ended", "switched", "switched"]),
    ],
    ids=["four fifths go", "whom it is named after goes", "one of them goes elsewhere", "fewer go"],
)
def test_a_group_merges_into_another_only_with_nearly_all(
    voices: tuple[float, ...], named: tuple[int, ...], kinds: list[str]
) -> None:
    label = found("AAACCCBBB", "AAAAABBBB")
    weight = np.array([9.0, 9, 9, *voices, 9, 9, 9])
    events = tracking.events_of(label, weight, [(), (), named])
    later = [event for event in events if event.session == 2]
    assert [event.kind for event in later] == kinds
    parts = {event.coalition: event.members for event in later if event.coalition >= 0}
    assert parts == {0: (3, 4), 1: (5,)}


def test_a_split_goes_on_as_its_larger_part_by_capability() -> None:
    history = tracking.track(found("AAAA", "AABB"), np.array([0.1, 0.1, 1.0, 1.0]))
    assert history.label[1].tolist() == [1, 1, 0, 0]
    event = history.events[-1]
    assert (event.kind, event.members, event.source, event.coalition) == ("split", (0, 1), 0, 1)


def test_joining_leaving_and_changing_sides_are_told_apart() -> None:
    history = tracking.track(found("AAA.BBB", "AAAABB.", "AAAAAB.", "AAAA.BB"), np.ones(7))
    assert [(event.session, event.kind, event.members) for event in history.events[2:]] == [
        (2, "joined", (3,)),
        (2, "left", (6,)),
        (3, "switched", (4,)),
        (4, "joined", (6,)),
        (4, "left", (4,)),
    ]


def test_a_coalition_of_which_less_than_half_stays_is_another() -> None:
    history = tracking.track(found("AAAA....", ".AAAA..."), np.ones(8))
    assert len(history.coalitions) == 1  # three of four went on
    history = tracking.track(found("AAAA....", "...AAAA."), np.ones(8))
    assert [item.founded for item in history.coalitions] == [1, 2]
    assert history.coalitions[0].ended == 2


def test_no_two_coalitions_of_a_run_have_one_letter() -> None:
    apart = "......"
    history = tracking.track(found("AA....", *[apart] * 9, "..AA..", apart, "AA...."), np.ones(6))
    assert [item.letter for item in history.coalitions] == ["A", "B", "C"]


def test_a_ninth_coalition_has_a_letter_of_its_own() -> None:
    history = tracking.track(found("AABBCCDDEEFFGGHHII"), np.ones(18))
    assert [item.letter for item in history.coalitions] == list("ABCDEFGHI")


def test_coalitions_that_form_take_two_and_are_told_issue_by_issue() -> None:
    scenario = load_scenario("worked_package")
    platform = np.full((3, 4, 2), -1)
    platform[0, :2, 0] = 1
    platform[1, :3, 0] = 1
    platform[1, 3, 1] = 0
    seats, agenda = formed.formed_coalitions(scenario, platform, np.ones(4))
    assert agenda.coalitions == ()  # one delegation alone is none
    assert [(str(item.name), item.founded, item.ended) for item in seats.coalitions] == [
        ("Eight of ten", 1, 3)
    ]
    assert kinds(seats) == [(1, "founded"), (2, "joined"), (3, "ended")]


def test_governments_decide_in_two_ways_and_both_are_told() -> None:
    scenario = load_scenario("wtpf13")
    number = next(place for place, issue in enumerate(scenario.issues) if issue.name == "Participation")
    platform = np.full((1, 4, 9), -1)
    platform[0, :, number] = [0, 0, 1, 1]
    coalitions = formed.formed_coalitions(scenario, platform, np.ones(4))[number].coalitions
    assert [str(item.name) for item in coalitions] == [
        "Governments decide; others are consulted",
        "Governments decide, on structured input…",
    ]


def conditions(rule: object, n: int = 5) -> Conditions:
    voters = Voters(
        delegations=tuple("ABCDEFGH"[:n]),
        decide=np.ones(n, dtype=bool),
        kind=np.array([0, 0, 0, 2, 2, 2, 2][:n]),
    )
    made: Conditions = rule.conditions(voters)  # type: ignore[attr-defined] # any decision rule
    return made


def these(*rows: int, n: int = 5) -> np.ndarray:
    return np.isin(np.arange(n), rows)


def test_under_consensus_one_can_block_and_only_all_can_carry() -> None:
    rule = conditions(Consensus())
    assert power.can_block(rule, these(3))
    assert not power.can_carry(rule, these(0, 1, 2, 3))
    assert power.can_carry(rule, these(0, 1, 2, 3, 4))
    assert (power.fewest_to_block(rule), power.fewest_to_carry(rule)) == (1, 5)


def test_under_a_majority_three_of_five_carry_and_block() -> None:
    rule = conditions(SimpleMajority())
    assert not power.can_block(rule, these(0, 1))
    assert (power.fewest_to_block(rule), power.fewest_to_carry(rule)) == (3, 3)


def test_two_of_five_block_a_two_thirds_majority() -> None:
    rule = conditions(QualifiedMajority(threshold=2 / 3))
    assert (power.fewest_to_block(rule), power.fewest_to_carry(rule)) == (2, 4)


def test_a_holder_of_a_veto_blocks_alone_and_is_needed_to_carry() -> None:
    rule = conditions(Veto(holders=("B",)))
    assert power.can_block(rule, these(1))
    assert not power.can_block(rule, these(0))
    assert not power.can_carry(rule, these(0, 2, 3, 4))
    assert power.can_carry(rule, these(1, 2, 3))
    assert (power.fewest_to_block(rule), power.fewest_to_carry(rule)) == (1, 3)


def test_beside_a_holder_of_a_veto_the_others_may_weigh_more_or_less_and_the_holder_nothing() -> None:
    rule = conditions(Veto(holders=("B",), threshold=0.6, weights={"A": 5.0, "B": 0.0}))  # 5, 0, 1, 1, 1
    assert power.can_block(rule, these(1))
    assert power.can_block(rule, these(0))
    assert not power.can_carry(rule, these(1, 2, 3, 4))
    assert power.can_carry(rule, these(0, 1))


def test_a_chamber_blocks_whatever_the_other_wants() -> None:
    rule = conditions(Chambers())  # three governments, two of the private sector
    assert power.can_block(rule, these(3))  # half of two is not more than half
    assert (power.fewest_to_block(rule), power.fewest_to_carry(rule)) == (1, 4)


def test_heads_and_weights_are_both_needed_under_a_double_majority() -> None:
    rule = conditions(DoubleMajority(weights={"A": 6.0}))
    assert power.can_block(rule, these(0))  # six tenths of the weight
    assert not power.can_carry(rule, these(0, 1))
    assert power.fewest_to_carry(rule) == 3


def test_each_coalition_of_each_session_has_its_members_share_and_power() -> None:
    rows = power.coalition_power(
        found("AAA.B", "AAAAA"), tuple("VWXYZ"), np.array([1, 1, 1, 1, 4.0]), conditions(SimpleMajority())
    )
    first, second, third = rows
    assert (first.session, first.members, first.capability) == (1, ("V", "W", "X"), 0.375)
    assert first.can_block
    assert first.can_carry
    assert (second.members, second.can_block, second.can_carry) == (("Z",), False, False)
    assert (third.session, third.capability) == (2, 1.0)
