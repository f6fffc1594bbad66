"""What is told of packages that failed: what would have carried them, what came nearest, and nothing of it twice."""

from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import Self

import numpy as np
import pytest

from simulation.live import LiveNegotiation, SeatMove
from simulation.protocols.room import PutPackage
from simulation.reasons.record_log import build_log
from simulation.training import carried
from simulation.training.carried import Reworded, carried_by
from simulation.training.course_of_play import course_of
from simulation.training.packages import Miss, PackageTold, packages_of
from simulation.words import Said, told_in
from tests.extent import WHOLE
from tests.spoken_for import BY_LANGUAGE
from tests.training.played import quiet

CASE, SEAT, SEEDS = "first_hour", "NOR", (1, 2)


def told(seed: int, seats: tuple[str, ...] = (SEAT,), *, accepts: bool = False) -> tuple[PackageTold, ...]:
    """Return what the first of the seats is told."""
    course = course_of(quiet(seed, seats, accepts=accepts))
    return packages_of(course, seats[0], build_log(course.record))


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
            "By everybody’s instructions no text that could have been put in its place would have passed that day: "
            f"all {tried} were tried."
        )
        assert nearest.startswith(f"The nearest miss: “{one.miss.changes[0][1]}” in place of ")
        assert nearest.endswith(" would have objected to it.")  # some of them had not to the package itself
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
        assert "To every other text at least " in str(one.sentences[-1])
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


def test_where_only_the_own_objection_stood_in_the_way_it_is_said_and_consent_would_have_carried_it() -> None:
    found = []
    for seed in range(1, 7):
        silent, willing = told(seed, ("TAM",)), told(seed, ("TAM",), accepts=True)
        for one, other in zip(silent, willing, strict=False):
            found.append(one.need == "own")
            assert one.wordings == other.wordings
            assert (one.need == "own") == (other.passed and not one.passed)
            line = "Only your own objection stood in the way: with your consent it would have passed."
            assert (line in map(str, one.sentences)) == (one.need == "own")
            assert not one.people  # or it would be said twice
            if one.passed != other.passed:
                assert one.miss is None
                break
        if not WHOLE and 0 < sum(found) < len(found):
            break
    assert 0 < sum(found) < len(found)


def refusing(seats: tuple[str, ...], *, but_in: int = 0) -> LiveNegotiation:
    """Refuse every package from every seat, but accept those of one session; say nothing else."""
    live = LiveNegotiation(CASE, seed=3, seats=seats)
    while live.phase != "over":
        for request in live.pending:
            if request.phase == "package":
                verdict = "accept_package" if request.session == but_in else "refuse_package"
                live.submit(SeatMove(seat=request.seat, move=verdict))
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    return live


@pytest.mark.parametrize("seats", [("NOR", "SAB"), ("NOR", "TAM", "SAB")])
def test_where_objections_of_several_people_stopped_it_they_are_named_and_their_consent_carries_it(
    seats: tuple[str, ...],
) -> None:
    course = course_of(refusing(seats))
    packages = packages_of(course, "NOR", build_log(course.record))
    first = next(one for one in packages if one.people)
    willing = course_of(refusing(seats, but_in=first.session))
    carried = next(one for one in packages_of(willing, "NOR", build_log(willing.record)) if one.passed)
    assert (carried.session, carried.author, carried.wordings) == (
        first.session,
        first.author,
        first.wordings,
    )
    assert len(first.people) == len(seats)
    names = str(Said.names(first.people, len(seats)))
    assert (
        f"Only objections of people stood in the way ({names}): had they all consented, it would have passed."
    ) in map(str, first.sentences)
    assert "your seat" in names
    with told_in("fr"):
        assert "avec leur accord à toutes, il serait passé." in " ".join(map(str, first.sentences))
    for one in packages:
        if not one.people:
            assert "objections of people" not in " ".join(map(str, one.in_full))


def test_of_a_text_of_which_not_all_others_were_tried_no_more_is_said_than_of_those_that_were() -> None:
    who = (Said.verbatim("Lumera"), Said.verbatim("Sabora"))
    _, itself = Miss(changes=(), against=who, tried=300, most=2).sentences
    assert str(itself) == (
        "None of these comes nearer: to each at least 2 delegations that decide would have objected too; "
        "to this one, Lumera and Sabora."
    )
    _, nearest = Miss(changes=(("Start", "Now", "Later"),), against=who, tried=300, most=2).sentences
    assert str(nearest).startswith("The nearest of them: “Now” in place of “Later” on Start.")


@pytest.fixture(scope="module")
def of_two() -> tuple[PackageTold, ...]:
    return told(1, ("NOR", "SAB"))


def test_a_package_is_told_beside_the_last_one_with_the_same_text(of_two: tuple[PackageTold, ...]) -> None:
    thrice = 0
    for number, one in enumerate(of_two):
        same = [other for other in of_two[:number] if other.wordings == one.wordings]
        assert one.before is (same[-1] if same else None)
        thrice += len({other.session for other in (*same, one)}) > 2
    assert thrice


def test_nobody_is_said_to_know_why_another_person_objected_again(of_two: tuple[PackageTold, ...]) -> None:
    again = 0
    for one in of_two:
        lines = [str(line) for line in one.against]
        assert not any("Sabora" in line and "same reason" in line for line in lines)
        if one.before is not None and any(
            item.why == "person" for item in one.objections if item in one.before.objections
        ):
            again += 1
            now = one.before.session == one.session
            assert (
                "As before, " if now else f"As in session {one.before.session}, "
            ) + "Sabora objected." in lines
    assert again > 1


def test_within_a_session_nothing_is_said_to_be_as_in_that_session(of_two: tuple[PackageTold, ...]) -> None:
    now = [one for one in of_two if one.before is not None and one.before.session == one.session]
    assert any(str(line).startswith("For the same reason") for one in now for line in one.against)
    assert not any(f"As in session {one.session}" in str(line) for one in now for line in one.against)


def test_changes_that_would_not_have_carried_a_text_are_no_difference(
    of_two: tuple[PackageTold, ...],
) -> None:
    missed = [
        one
        for one in of_two
        if one.again is not None and one.miss and one.before is not None and one.before.miss
    ]
    assert any(
        one.miss.changes != one.before.miss.changes
        for one in missed
        if one.miss and one.before and one.before.miss
    )
    assert not any("changes" in one.again.causes for one in missed if one.again)
