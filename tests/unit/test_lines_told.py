"""What is told where the line of a bloc and the coalition of a wording lead apart, or together."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from simulation.arrays import ATOL
from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from simulation.reasons import Log, Move, build_log
from simulation.reasons.record_reading import Reading
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from tests.small_cases import PLAIN, case, delegation

SEEDS = range(1, 6)
SIGNALS = ("support", "can_live_with", "object_formally")


@cache
def told(*, bloc_line: bool, seed: int = 1) -> tuple[Record, Log]:
    """Play a case with blocs that keep to their lines."""
    overrides = {"protocol.coalesce.bloc_line": str(bloc_line).lower(), "protocol.caucus.discipline": "0.8"}
    played = negotiate(load_scenario("wtpf13_training", overrides=overrides), seed=seed)
    return played, build_log(played)


def place(played: Record, move: Move) -> tuple[int, int, int, int]:
    """Return session, row, issue and option of a move as indices."""
    scenario: Scenario = played.scenario
    issue = next(k for k, topic in enumerate(scenario.issues) if topic.key == move.issue)
    option = next(k for k, item in enumerate(scenario.issues[issue].options) if item.key == move.option)
    return move.session - 1, played.tableau.delegations.index(move.delegation), issue, option


@pytest.mark.parametrize("bloc_line", [False, True])
def test_who_follows_its_bloc_is_told_to_and_whether_its_coalition_goes_the_same_way(
    *, bloc_line: bool
) -> None:
    played, log = told(bloc_line=bloc_line)
    found: dict[str, int] = {}
    for move in log.moves:
        if move.move not in SIGNALS or move.cause != "bloc":
            continue
        at = place(played, move)
        own = bool(played.own_margin[at] >= -ATOL)
        is_member = played.platform[at[:3]] == at[3]
        assert own is (move.move == "object_formally")
        if own:
            key = (
                "stands in the coalition for this wording, but"
                if is_member
                else "could accept this by itself, but"
            )
        else:
            key = "brought it into the coalition" if is_member else "it kept to the line of its bloc"
        assert key in str(move.private_reason)
        found[key] = found.get(key, 0) + 1
    assert found
    assert ("stands in the coalition for this wording, but" in found) is not bloc_line
    assert ("brought it into the coalition" in found) is bloc_line


def test_whom_the_line_of_its_bloc_takes_into_a_coalition_or_out_of_one_is_told_so() -> None:
    seen, refused = set[tuple[str, bool]](), 0
    for seed in SEEDS:
        played, log = told(bloc_line=True, seed=seed)
        line = Reading(played).stands  # held against the engine in test_delivered_told
        for move in log.moves:
            if move.move not in ("found_coalition", "join_coalition", "leave_coalition"):
                continue
            at = place(played, move)
            could, stands = bool(played.could[at]), bool(line[at])
            is_line = could and not stands if move.move == "leave_coalition" else not could
            assert (move.cause == "bloc") is is_line, move
            assert ("the line of its bloc" in str(move.private_reason)) is is_line
            seen.add((move.move, is_line))
            if move.refused:
                other = place(played, replace(move, option=move.refused))
                against = bool(played.could[other] and not line[other])
                assert ("the line of its bloc" in str(move.refused_because)) is against
                refused += against
    assert refused
    assert seen >= {("join_coalition", True), ("found_coalition", True), ("leave_coalition", False)}


def test_whom_new_instructions_of_its_bloc_take_out_of_a_coalition_is_told_so() -> None:
    # Two of three in a bloc are told to go to the other end; the third stays where it was and follows the line.
    rows = [delegation(f"d{k}", 1.0, red_line=1.0, blocs=["b"], strategy={"key": "hold"}) for k in range(3)]
    rows.append(delegation("other", 0.0, red_line=1.0, strategy={"key": "hold"}))
    turned = [
        {"session": 3, "kind": "instruction", "delegation": f"d{k}", "position": 0.0, "note": ""}
        for k in (1, 2)
    ]
    log = build_log(
        negotiate(
            case(
                rows,
                protocol=PLAIN | {"coalesce": {"bloc_line": True}, "caucus": True},
                blocs=[{"key": "b", "name": "b", "discipline": 0.9}],
                events=turned,
                sessions=4,
            ),
            seed=1,
        )
    )
    (left,) = [move for move in log.by("d0") if move.move == "leave_coalition"]
    assert (left.session, left.cause) == (3, "bloc")
    assert (
        str(left.private_reason)
        == "It could accept the wording by itself, but the line of its bloc is against it."
    )


def test_where_the_line_does_not_count_in_choosing_a_coalition_it_is_no_reason_to_join_or_to_leave() -> None:
    played, log = told(bloc_line=False)
    moves = [
        move for move in log.moves if move.move in ("found_coalition", "join_coalition", "leave_coalition")
    ]
    assert moves
    assert not [move for move in moves if move.cause == "bloc" or "bloc" in str(move.refused_because)]
    assert np.all([played.could[place(played, move)] for move in moves if move.move != "leave_coalition"])


def test_brackets_that_only_the_line_lifts_are_told_so() -> None:
    lifted = 0
    for seed in SEEDS:
        played, log = told(bloc_line=True, seed=seed)
        for move in log.moves:
            if move.move == "lift_brackets" and move.cause not in ("package", "isolation", "own"):
                is_line = bool(played.own_margin[place(played, move)] < -ATOL)
                assert (move.cause == "bloc") is is_line
                lifted += is_line
    assert lifted
