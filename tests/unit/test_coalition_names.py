"""What coalitions and wordings are called, and the coalition that is the whole room."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.coalitions import naming, sides, tracking, wording_names
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.words import told_in


def found(*sessions: str) -> np.ndarray:
    """Labels from letters: `AAB.` puts two delegations in A, one in B, one in none."""
    return np.array([[-1 if letter == "." else ord(letter) - ord("A") for letter in row] for row in sessions])


def named(
    sessions: Sequence[str],
    delegations: Sequence[str],
    places: Sequence[float],
    *,
    voices: Sequence[float] = (),
    platform: Sequence[Sequence[int]] = (),
    case: str | Scenario = "wtpf13",
) -> tuple[tracking.Coalition, ...]:
    """Return coalitions of a case as they are named where each delegation stands at one place on every issue."""
    scenario = load_scenario(case) if isinstance(case, str) else case
    n_issues, label = len(scenario.issues), found(*sessions)
    voice = np.array(voices or [1.0] * len(delegations))
    stands = np.full((*label.shape, n_issues), -1)
    if platform:
        stands[..., 3] = platform
    return naming.name_coalitions(
        tracking.track(label, voice),
        scenario,
        delegations=delegations,
        capability=voice,
        position=np.broadcast_to(np.array(places)[None, :, None], (*label.shape, n_issues)),
        weight=np.full(n_issues, 1 / n_issues),
        platform=stands,
    ).coalitions


def test_a_coalition_is_called_after_its_side_and_its_best_known_members() -> None:
    low, middle, high = named(
        ["AAABBBCC"],
        ("USA", "GBR", "JPN", "CUB", "RUS", "SAU", "IND", "BRA"),
        (0.1, 0.2, 0.2, 0.9, 0.8, 0.9, 0.4, 0.6),
        voices=(1.0, 0.6, 0.7, 0.2, 0.9, 0.5, 0.3, 0.3),
    )
    assert str(low.name) == "the multi-stakeholder side (United States, Japan)"
    assert str(middle.name) == "the intergovernmental side (Russia, Saudi Arabia)"
    assert str(high.name) == "the middle group (Brazil, India)"
    assert [str(item.short) for item in (low, middle, high)] == [
        "United States–Japan",
        "Russia–Saudi Arabia",
        "Brazil–India",
    ]


@pytest.mark.parametrize(
    ("sessions", "places", "names"),
    [
        (["AABB"], (0.9, 0.9, 0.7, 0.7), ["the intergovernmental side", "the middle group"]),
        (["AABB"], (0.7, 0.7, 0.9, 0.9), ["the middle group", "the intergovernmental side"]),
        (
            ["AABBCC"],
            (0.7, 0.7, 0.8, 0.8, 0.9, 0.9),
            ["the middle group", "the less intergovernmental side", "the intergovernmental side"],
        ),
        (
            ["AA..", "AABB"],
            (0.7, 0.7, 0.9, 0.9),
            ["the intergovernmental side", "the more intergovernmental side"],
        ),
        (["AA..", "AABB"], (0.9, 0.9, 0.7, 0.7), ["the intergovernmental side", "the middle group"]),
        (["AABB"], (0.5, 0.5, 0.4, 0.4), ["the middle group", "the more multi-stakeholder side"]),
        (
            ["AABBCC"],
            (0.5, 0.5, 0.55, 0.55, 0.6, 0.6),
            ["the middle group", "the more intergovernmental side", "the intergovernmental side"],
        ),
        (
            ["AA..", "..BB"],
            (0.9, 0.9, 0.9, 0.9),
            ["the intergovernmental side", "the intergovernmental side"],
        ),
    ],
)
def test_of_two_on_one_side_the_nearer_to_the_middle_is_called_otherwise(
    sessions: list[str], places: tuple[float, ...], names: list[str]
) -> None:
    delegations = ("USA", "GBR", "CUB", "RUS", "IND", "BRA")[: len(places)]
    coalitions = named(sessions, delegations, places)
    assert [str(item.name).partition(" (")[0] for item in coalitions] == names


def test_the_sides_that_wait_while_the_room_stands_together_keep_their_words() -> None:
    """Two of those that do not decide found a group while all others stand together."""
    label = found("AABB....", "AAAA..CC", "AABB..CC")
    decides = np.array([True] * 4 + [False] * 4)
    history = tracking.track(label, np.ones(8), decides)
    places = np.broadcast_to(np.array([0.1, 0.1, 0.9, 0.9, 0.5, 0.5, 0.8, 0.8]), label.shape)
    told = sides.sides_of(history, places, np.ones(8))
    third = history.label[-1, -1]
    assert [told[number] for number in (*history.label[0, [0, 2]], third)] == [(-1, ""), (1, ""), (0, "")]


def test_a_coalition_is_not_named_after_who_soon_left_it() -> None:
    first, *_ = named(
        ["AAABB", "BAABB", "BAABB"],
        ("USA", "GBR", "JPN", "CUB", "RUS"),
        (0.1, 0.2, 0.2, 0.9, 0.8),
        voices=(1.0, 0.6, 0.7, 0.2, 0.9),
    )
    assert str(first.name) == "the multi-stakeholder side (Japan, United Kingdom)"


def test_a_coalition_of_which_nobody_stayed_is_called_by_its_side() -> None:
    first, *_ = named(
        ["AA..", "ABA.", "..AA"], ("USA", "GBR", "CUB", "RUS"), (0.1, 0.2, 0.9, 0.9), voices=(1, 1, 1, 1)
    )
    assert (str(first.name), str(first.short)) == ("the multi-stakeholder side", "multi-stakeholder")
    with told_in("fr"):
        assert (str(first.name), str(first.short)) == ("le camp multipartite", "multipartite")


def test_a_name_quotes_no_wording_even_where_an_end_of_an_issue_is_called_like_one() -> None:
    case = load_scenario("wtpf13")
    wordings = [issue.options[0].label for issue in case.issues]
    issues = tuple(issue.model_copy(update={"low": wordings[0]}) for issue in case.issues)
    (first,) = named(["AA"], ("USA", "GBR"), (0.1, 0.1), case=case.model_copy(update={"issues": issues}))
    assert str(first.name) == "the group (United States, United Kingdom)"


ROOM = np.array([True, True, True, True, False])
"""Who decides, of five."""


@pytest.mark.parametrize(
    ("sessions", "names"),
    [
        (["AABB.", "AAAAA"], ["", "", "the whole room"]),
        (["AABB.", "AAAA."], ["", "", "all who decide"]),
        (["AABB.", "AAAA.", "AAAAA"], ["", "", "all who decide, and others"]),
        (["AABB.", "AAAAA", "AABB.", "AAAAA"], ["", "", "the whole room"]),
        (["AABB.", "AAAAA", "CCDDD"], ["", "", "the whole room"]),
        (["AAA..", "AAA.A"], [""]),
    ],
)
def test_a_group_that_holds_the_room_is_a_coalition_of_its_own(sessions: list[str], names: list[str]) -> None:
    history = tracking.track(found(*sessions), np.ones(5), ROOM)
    assert [str(item.name) for item in history.coalitions] == names
    assert [item.letter for item in history.coalitions] == ["A", "B", "C"][: len(names)]


def test_a_group_of_all_who_decide_that_holds_another_says_so() -> None:
    decides = np.array([True, True, True, False, False])
    (only,), (more,) = (
        tracking.track(found(now), np.ones(5), decides).coalitions for now in ("AAA..", "AAAA.")
    )
    assert str(only.name) == "all who decide"
    assert str(more.name) == "all who decide, and others"
    assert only.is_whole
    assert more.is_whole


def test_the_sides_go_on_where_the_room_falls_apart_again() -> None:
    history = tracking.track(found("AABB.", "AAAAA", "AABB.", "AABB."), np.ones(5), ROOM)
    assert history.label.tolist() == [[0, 0, 1, 1, -1], [2] * 5, *[[0, 0, 1, 1, -1]] * 2]
    assert [(item.founded, item.ended) for item in history.coalitions] == [(1, None), (1, None), (2, 3)]
    assert {event.session for event in history.lasting} == {1}


def test_where_one_alone_decides_the_room_takes_everybody() -> None:
    alone = np.array([True, False, False])
    some, everybody = (tracking.track(found(now), np.ones(3), alone) for now in ("AA.", "AAA"))
    assert not some.coalitions[0].is_whole
    assert everybody.coalitions[0].is_whole


def test_no_letter_is_given_twice() -> None:
    assert len({tracking.letter(slot) for slot in range(200)}) == 200


def test_who_stands_on_the_other_side_gives_a_coalition_no_name() -> None:
    (one,) = named(["AAAA"], ("USA", "GBR", "CUB", "RUS"), (0.4, 0.9, 0.8, 0.8), voices=(1.0, 0.2, 0.9, 0.8))
    assert str(one.name) == "the intergovernmental side (Cuba, Russia)"


def test_of_two_with_the_same_voice_a_sponsor_of_the_draft_is_better_known() -> None:
    (one,) = named(["AAA"], ("CHN", "CUB", "RUS"), (0.9, 0.9, 0.9), case="unga_cyber")
    assert str(one.short) == "Russia–China"


def test_two_coalitions_of_the_same_two_are_told_apart() -> None:
    first, second = named(["AA", "..", "AA"], ("CUB", "RUS"), (0.9, 0.9))
    assert str(first.name) == "the intergovernmental side (Cuba, Russia)"
    assert (str(second.name), str(second.short)) == (f"{first.name} (2)", "Cuba–Russia (2)")


def test_where_no_two_issues_name_their_ends_alike_the_leading_issue_names_the_sides() -> None:
    first, second = named(["AABB"], ("USA", "GBR", "RUS", "CHN"), (0.1, 0.1, 0.9, 0.9), case="unga_cyber")
    assert str(first.name) == "the side of “small expert group” (United States, United Kingdom)"
    assert str(second.name) == "the side of “all States” (Russia, China)"


def test_where_no_issue_orders_the_room_as_the_main_axis_does_a_coalition_has_no_side() -> None:
    position = np.array([[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]])
    assert naming._leading(position, np.array([0.5, 0.5])) is None  # noqa: SLF001
    assert naming._leading(position, np.array([0.9, 0.1])) == 0  # noqa: SLF001


@pytest.mark.parametrize(("theirs", "stands_for"), [([2, 2, 2, -1], True), ([2, 2, -1, 2], False)])
def test_a_coalition_stands_for_a_wording_that_all_its_members_signed(
    theirs: list[int], *, stands_for: bool
) -> None:
    first, *_ = named(["AAA."], ("USA", "GBR", "JPN", "RUS"), (0.1, 0.1, 0.1, 0.9), platform=[theirs])
    wording = load_scenario("wtpf13").issues[3].options[2].label
    assert first.text == (wording if stands_for else "")


@given(
    labels=st.lists(
        st.lists(
            st.sampled_from(["all", "decide", "decide;", "of", "equal,", "the", "(none)"]),
            min_size=1,
            max_size=9,
        ).map(" ".join),
        min_size=1,
        max_size=5,
    ),
    words=st.integers(1, 6),
)
@settings(max_examples=60)
def test_names_cut_from_different_wordings_differ_and_begin_as_they_do(labels: list[str], words: int) -> None:
    names = wording_names.short_labels(labels, words)
    assert all(names)
    assert len(set(names)) == len(set(labels))
    assert all(label.startswith(name.removesuffix("…")) for label, name in zip(labels, names, strict=True))


@pytest.mark.parametrize("words", [4, 6, 9, 12])
def test_names_that_differ_stay_as_short_as_they_are(words: int) -> None:
    for issue in load_scenario("wtpf13").issues:
        labels = [option.label for option in issue.options]
        alone = [wording_names.short_label(label, words) for label in labels]
        for name, label, short in zip(wording_names.short_labels(labels, words), labels, alone, strict=True):
            assert name == short or alone.count(short) > 1, label
