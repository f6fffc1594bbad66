"""What is told of packages that failed: what would have carried them, what came nearest, and nothing of it twice."""

from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import Self

import numpy as np
import pytest

from simulation.live import LiveNegotiation, SeatMove
from simulation.protocols.room import PutPackage
from simulation.reasons.log import build_log
from simulation.training import carried
from simulation.training.carried import Reworded, carried_by
from simulation.training.course import course_of
from simulation.training.packages import PackageTold, packages_of
from simulation.words import told_in
from tests.spoken_for import BY_LANGUAGE

CASE, SEAT, SEEDS = "first_hour", "NOR", (1, 2)


def played(seed: int) -> LiveNegotiation:
    live = LiveNegotiation(CASE, seed=seed, seats=(SEAT,))
    while live.phase != "over":
        for _ in live.pending:
            live.submit(SeatMove(seat=SEAT, move="done"))
        live.advance()
    return live


def told(seed: int) -> tuple[PackageTold, ...]:
    course = course_of(played(seed))
    return packages_of(course, SEAT, build_log(course.record))


@dataclass(frozen=True)
class Failed:
    """A package that failed, what was found, and how all texts that could have been put would have been taken."""

    option: np.ndarray
    what: Reworded
    texts: np.ndarray
    objects: np.ndarray
    passes: np.ndarray

    @classmethod
    def of(cls, put: PutPackage, what: Reworded) -> Self:
        option, issues = put.package.option, np.flatnonzero(put.is_open).tolist()
        wordings = [sorted({int(option[i]), *np.flatnonzero(put.admissible[i]).tolist()}) for i in issues]
        texts = np.repeat(option[None], prod(map(len, wordings)), axis=0)
        texts[:, issues] = np.array(list(product(*wordings)))
        return cls(option, what, texts, *put.judged(texts))


@pytest.fixture(scope="module")
def found() -> list[Failed]:
    found = []
    for seed in SEEDS:
        live = LiveNegotiation(CASE, seed=seed)
        position = live.live.room.setting.ladder.position

        def look(put: PutPackage, position: np.ndarray = position) -> None:
            what = carried_by(put, position)
            if what.fails:
                found.append(Failed.of(put, what))

        live.live.room.looks_on = look
        live.play_out()
    return found


def test_where_none_is_said_to_carry_a_package_no_text_at_all_would_have_passed(found: list[Failed]) -> None:
    hopeless = [one for one in found if not one.what.carries]
    assert any((one.texts != one.option).sum(axis=1).max() > 2 for one in hopeless)
    for one in hopeless:
        assert not one.passes.any()
        assert (one.what.tried, one.what.most) == (len(one.texts), 0)


def test_the_nearest_miss_is_the_smallest_change_to_which_fewest_object(found: list[Failed]) -> None:
    for one in (failed for failed in found if not failed.what.carries):
        fewest, size = one.objects.sum(axis=1), (one.texts != one.option).sum(axis=1)
        assert len(one.what.against) == fewest.min()
        assert len(one.what.changes) == size[fewest == fewest.min()].min()
        option = one.option.copy()
        for issue, now in one.what.changes:
            option[issue] = now
        (at,) = np.flatnonzero((one.texts == option).all(axis=1))
        assert one.what.against == tuple(np.flatnonzero(one.objects[at]).tolist())


def test_with_too_many_texts_the_small_changes_are_tried_and_it_is_said_how_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    live, seen = LiveNegotiation(CASE, seed=1), list[tuple[int, Reworded]]()
    monkeypatch.setattr(carried, "_MOST_TRIED", 300)

    def look(put: PutPackage) -> None:
        kinds = [int(put.admissible[i].sum()) - 1 for i in np.flatnonzero(put.is_open).tolist()]
        within = 1 + sum(prod(some) for size in (1, 2) for some in combinations(kinds, size))
        seen.append((within, carried_by(put, live.live.room.setting.ladder.position)))

    live.live.room.looks_on = look
    live.play_out()
    some = [(within, what) for within, what in seen if what.fails and not what.carries and what.most]
    assert some
    assert all((what.tried, what.most) == (within, 2) for within, what in some)


def test_it_is_said_in_plain_words_that_no_text_would_have_passed_and_what_came_nearest() -> None:
    first = told(1)[0]
    assert list(map(str, first.sentences[-2:])) == [
        "No text that could have been put in its place would have passed that day: all 120 were tried.",
        (
            "The nearest miss: “Paragraph 65 of the Tunis Agenda recalled” in place of “Training and remote "
            "participation” on Support. By their instructions Tamarat, Altamere and Sabora would still have objected."
        ),
    ]


def test_where_no_text_comes_nearer_the_package_itself_is_the_nearest_miss() -> None:
    second = told(1)[1]
    assert second.miss is not None
    assert second.miss.changes == ()
    assert str(second.sentences[-1]) == (
        "No other text comes nearer: to each at least 3 with a say would have objected by their instructions, to this "
        "one Tamarat, Altamere and your seat."
    )


def test_what_was_told_of_the_same_text_in_an_earlier_session_is_not_told_again() -> None:
    packages = told(1)
    (again,) = [one for one in packages if one.before is not None]
    assert again.before is packages[0]
    assert str(again.sentences[0]) == "It held the same text as in session 3."
    lines = list(map(str, (*again.sentences, *again.against)))
    assert not set(lines) & {str(line) for line in (*packages[0].sentences, *packages[0].against)}
    assert lines[-1] == (
        "As in session 3 and for the same reasons, Tamarat, Altamere, your seat and Sabora objected."
    )


def test_who_objects_for_another_reason_than_before_is_told_in_full() -> None:
    for seed in range(1, 6):
        for one in told(seed):
            fresh = [
                item
                for item in one.objections
                if one.before is None
                or item.sentences[-1] not in {other.sentences[-1] for other in one.before.objections}
            ]
            text = " ".join(map(str, one.against))
            assert all(str(item.sentences[-1]) in text for item in fresh)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_language_has_all_of_it(language: str) -> None:
    with told_in(language):
        for one in told(1):
            assert "{" not in " ".join(map(str, (*one.sentences, *one.against)))
