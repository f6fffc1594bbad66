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


@pytest.fixture(scope="module")
def packages() -> list[PackageTold]:
    return [one for seed in range(1, 5) for one in told(seed)]


def test_it_is_said_in_plain_words_that_no_text_would_have_passed_and_what_came_nearest(
    packages: list[PackageTold],
) -> None:
    missed = [one for one in packages if one.miss is not None and one.miss.changes and one.before is None]
    assert missed
    for one in missed:
        assert one.miss is not None
        none, nearest = map(str, one.sentences[-2:])
        tried = f"{one.miss.tried:,}"
        assert none == (
            f"No text that could have been put in its place would have passed that day: all {tried} were tried."
        )
        assert nearest.startswith(f"The nearest miss: “{one.miss.changes[0][1]}” in place of ")
        assert nearest.endswith(" would still have objected.")
        assert all(str(name) in nearest for name in one.miss.against)


def test_where_no_text_comes_nearer_the_package_itself_is_the_nearest_miss(
    packages: list[PackageTold],
) -> None:
    itself = [one for one in packages if one.miss is not None and not one.miss.changes and one.before is None]
    assert itself
    for one in itself:
        assert one.miss is not None
        if one.miss.tried == 1:
            continue
        assert "No other text comes nearer: to each at least " in str(one.sentences[-1])
        assert all(str(name) in str(one.sentences[-1]) for name in one.miss.against)


def test_what_was_told_of_the_same_text_in_an_earlier_session_is_not_told_again(
    packages: list[PackageTold],
) -> None:
    again = [one for one in packages if one.before is not None and one.before.session < one.session]
    assert again
    for one in again:
        assert one.before is not None
        assert str(one.sentences[0]) == f"It held the same text as in session {one.before.session}."
        lines = {str(line) for line in (*one.sentences, *one.against)}
        assert not lines & {str(line) for line in (*one.before.sentences, *one.before.against)}
        reasons = {str(other.name): other.sentences[-1] for other in one.before.objections}
        same = [item for item in one.objections if reasons.get(str(item.name)) == item.sentences[-1]]
        if same:
            first = str(one.against[0])
            assert first.startswith(f"As in session {one.before.session} and for the same reason")
            assert all(str(item.name) in first for item in same)
            assert len(one.against) == 1 + len(one.objections) - len(same)


def test_who_objects_for_another_reason_than_before_is_told_in_full(packages: list[PackageTold]) -> None:
    for one in packages:
        known = () if one.before is None else one.before.objections
        told_before = {str(other.name): other.sentences[-1] for other in known}
        text = " ".join(map(str, one.against))
        for item in one.objections:
            if told_before.get(str(item.name)) != item.sentences[-1]:
                assert str(item.sentences[-1]) in text


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_language_has_all_of_it(language: str) -> None:
    with told_in(language):
        for one in told(1):
            assert "{" not in " ".join(map(str, (*one.sentences, *one.against)))
