"""Codings: what is drawn of what a case marks as judgement, and the case coded so."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
import pytest

from simulation.engine.simulate import load_scenario
from simulation.errors import StudyError
from simulation.scenario.drafting import with_drafts
from simulation.scenario.judgement import Judgement
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario
from simulation.study.codings import DRAWN_TOGETHER, Coding, Codings, codings_of, draw
from simulation.study.pulling import pull_all
from simulation.study.study import Change
from tests.small_cases import case, delegation, issue, options

Q0: Final = {
    "issue": "q0",
    "reason": "the sources differ",
    "others": [{"kinds": {"vague": "agreed_language"}, "status_quo": "vague"}, {"status_quo": 0.25}],
    "positions": {"o1": [0.2, 0.4], "vague": [0.55, 0.65]},
}
JUDGEMENT: Final = {
    "issues": [
        Q0,
        {"issue": "q1", "reason": "nobody said", "status_quo": [0.4, 0.6]},
    ],
    "red_lines": [{"factor": [0.5, 1.5], "reason": "heard in corridors", "delegations": ["d0"]}],
}
LADDER: Final = options(0.0, 0.25, 1.0, vague=0.6)
CASE: Final = with_drafts(
    case(
        [delegation("d0", 0.2, 0.4, red_line=0.2), delegation("d1", 0.9, 0.5, red_line=(0.5, 1.0))],
        issues=[issue("q0", choices=LADDER, status_quo="o1"), issue("q1")],
        forms=True,
        judgement=JUDGEMENT,
    )
)
AS_WRITTEN: Final = Coding(others=(0, 0), positions=((0.25, 0.6), ()), status_quo=(None, 0.5), factors=(1.0,))


def drawn(number: int) -> list[Coding]:
    """Return so many different codings."""
    return [draw(codings_of(CASE).judgement, 1, block * DRAWN_TOGETHER) for block in range(number)]


def without_marks(found: Scenario) -> Scenario:
    return found.model_copy(update={"judgement": None})


def test_a_case_coded_as_it_is_marked_is_the_case_itself() -> None:
    assert codings_of(CASE).coded(CASE, AS_WRITTEN) == CASE


def test_marks_leave_the_hash_of_a_case_alone() -> None:
    assert scenario_hash(CASE) == scenario_hash(without_marks(CASE))


def test_each_other_coding_is_drawn_as_often_as_what_is_written() -> None:
    count = Counter(coding.others[0] for coding in drawn(3000))
    assert sorted(count) == [0, 1, 2]
    # Three standard deviations of a count of 3000 draws with probability 1/3 are 77.
    assert all(abs(number - 1000) < 100 for number in count.values())


@pytest.mark.parametrize(
    ("of", "low", "high"), [("place", 0.2, 0.4), ("status_quo", 0.4, 0.6), ("factor", 0.5, 1.5)]
)
def test_numbers_are_drawn_evenly_from_their_range(of: str, low: float, high: float) -> None:
    value: Callable[[Coding], float | None] = {
        "place": lambda coding: coding.positions[0][0],
        "status_quo": lambda coding: coding.status_quo[1],
        "factor": lambda coding: coding.factors[0],
    }[of]
    share = (np.array([value(coding) for coding in drawn(2000)]) - low) / (high - low)
    assert 0 <= share.min() < 0.01
    assert 0.99 < share.max() <= 1
    assert np.abs(np.histogram(share, bins=4, range=(0, 1))[0] - 500).max() < 80


def test_nothing_that_is_not_marked_moves() -> None:
    for coding in drawn(40):
        found = codings_of(CASE).coded(CASE, coding)
        assert found.delegations[1] == CASE.delegations[1]
        assert found.issues[1].options == CASE.issues[1].options
        kept = {"o0", "o2"}
        assert [o for o in found.issues[0].options if o.key in kept] == [
            o for o in CASE.issues[0].options if o.key in kept
        ]
        same = {"issues": CASE.issues, "delegations": CASE.delegations, "document": CASE.document}
        assert found.model_copy(update=same) == CASE


def test_what_is_marked_moves_as_it_is_drawn() -> None:
    coding = Coding(others=(1, 0), positions=((0.3, 0.62), ()), status_quo=(None, 0.45), factors=(0.5,))
    found = codings_of(CASE).coded(CASE, coding)
    option = {option.key: option for option in found.issues[0].options}
    assert (option["o1"].position, option["vague"].position, option["vague"].kind) == (
        0.3,
        0.62,
        "agreed_language",
    )
    assert (found.issues[0].status_quo, found.issues[1].status_quo) == ("vague", 0.45)
    assert [mandate.red_line for mandate in found.delegations[0].mandate.values()] == [0.1, 0.1]


def test_another_kind_has_its_own_precision() -> None:
    loose = CASE.issues[0].options
    given = tuple(o.model_copy(update={"precision": 0.5}) if o.key == "vague" else o for o in loose)
    base = CASE.model_copy(
        update={"issues": (CASE.issues[0].model_copy(update={"options": given}), CASE.issues[1])}
    )
    found = codings_of(base).coded(base, replace(AS_WRITTEN, others=(1, 0)))
    assert next(o for o in found.issues[0].options if o.key == "vague").precision is None


def test_wordings_between_options_follow_their_places() -> None:
    coding = Coding(others=(0, 0), positions=((0.4, 0.6), ()), status_quo=(None, 0.5), factors=(1.0,))
    between = {o.key: o.position for o in codings_of(CASE).coded(CASE, coding).issues[0].options if o.drafted}
    assert between == {"o0_o1": 0.2, "o1_o2": 0.7}
    assert {o.key: o.position for o in CASE.issues[0].options if o.drafted} == {"o1_o2": 0.625}


def test_replications_in_a_row_share_a_coding() -> None:
    judgement = codings_of(CASE).judgement
    codings = [draw(judgement, 3, replication) for replication in range(2 * DRAWN_TOGETHER)]
    assert codings == [codings[0]] * DRAWN_TOGETHER + [codings[-1]] * DRAWN_TOGETHER
    assert codings[0] != codings[-1]


def test_a_draw_does_not_hang_on_the_order_in_which_options_are_marked() -> None:
    turned = Judgement.model_validate(
        {"issues": [{**Q0, "positions": {"vague": [0.55, 0.65], "o1": [0.2, 0.4]}}]}
    )
    as_it_was = Judgement.model_validate({"issues": [Q0]})
    assert draw(turned, 1, 0) == draw(as_it_was, 1, 0)


def _set(*changes: tuple[str, str]) -> Scenario:
    return pull_all(CASE, [Change(lever=lever, value=value) for lever, value in changes]).case


def test_what_is_set_is_not_drawn_any_more() -> None:
    found = codings_of(
        _set(("issues.q0.options.o1.position", "0.21"), ("issues.q1.status_quo", "0.55")), CASE
    )
    assert [part.issue for part in found.judgement.issues] == ["q0"]
    assert list(found.judgement.issues[0].positions) == ["vague"]
    moved = codings_of(_set(("issues.q0.status_quo", "o2")), CASE)
    assert moved.judgement.issues[0].others == ()


def test_what_a_variant_sets_stays_as_it_is_set() -> None:
    variant = _set(("issues.q0.options.o1.position", "0.22"), ("issues.q0.status_quo", "o2"))
    coding = Coding(others=(1, 0), positions=((0.3, 0.62), ()), status_quo=(None, 0.45), factors=(1.0,))
    found = codings_of(CASE).coded(variant, coding)
    option = {option.key: option for option in found.issues[0].options}
    assert (option["o1"].position, option["vague"].kind, found.issues[0].status_quo) == (0.22, "vague", "o2")
    assert (option["vague"].position, found.issues[1].status_quo) == (0.62, 0.45)


def test_a_coding_is_told_by_what_differs_from_the_case() -> None:
    coding = Coding(others=(2, 0), positions=((0.25, 0.62), ()), status_quo=(None, 0.5), factors=(0.5,))
    assert codings_of(CASE).told(CASE, coding) == {
        "issues.q0.status_quo": 0.25,
        "issues.q0.options.vague.position": 0.62,
        "judgement.red_lines.1.factor": 0.5,
    }


def test_a_case_that_marks_nothing_is_refused_with_what_to_write() -> None:
    with pytest.raises(StudyError, match=r"small marks nothing as judgement.* such as: judgement: \{issues:"):
        codings_of(without_marks(CASE))


@pytest.fixture(scope="module")
def wtpf13() -> Scenario:
    """Return the shipped case whose notes name two codings."""
    return load_scenario("wtpf13")


def test_coding_b_of_wtpf13_is_one_of_those_drawn(wtpf13: Scenario) -> None:
    found: Codings = codings_of(wtpf13)
    written = {issue.key: {o.key: o.position for o in issue.options} for issue in wtpf13.issues}
    parts = found.judgement.issues
    coding = Coding(
        others=tuple(int(part.issue == "Q1") for part in parts),
        positions=tuple(tuple(written[part.issue][key] for key in sorted(part.positions)) for part in parts),
        status_quo=(None,) * len(parts),
        factors=(),
    )
    b = {
        "issues.Q1.options.each_in_role.kind": "agreed_language",
        "issues.Q1.options.each_in_role.precision": "null",  # by default that of its kind, which is 1
        "issues.Q1.status_quo": "each_in_role",
    }
    assert found.coded(wtpf13, coding).issues == load_scenario("wtpf13", overrides=b).issues
