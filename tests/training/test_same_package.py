"""The same text put twice in a session: what is told of it is said to be the same, or why it was taken otherwise."""

from collections.abc import Iterator, Mapping

import pytest

from simulation.errors import DelegationSimError
from simulation.live import LiveNegotiation, SeatMove
from simulation.reasons.record_log import build_log
from simulation.training.course_of_play import Course, course_of
from simulation.training.packages import PackageTold, packages_of
from simulation.words import told_in

CASE, SEAT, SEEDS = "first_hour", "NOR", range(1, 5)


def played(seed: int, at: int = 0, package: Mapping[str, str] | None = None) -> Course:
    """Return a game in which the seat says nothing but puts a package in a session."""
    live = LiveNegotiation(CASE, seed=seed, seats=(SEAT,))
    while live.phase != "over":
        if live.phase == "talks" and live.session == at and package:
            live.submit(SeatMove(seat=SEAT, move="propose_package", package=dict(package)))
        for _ in live.pending:
            live.submit(SeatMove(seat=SEAT, move="done"))
        live.advance()
    return course_of(live)


def twice(seed: int) -> Iterator[tuple[Course, PackageTold, PackageTold]]:
    """Yield games in which the seat puts what the chair put in the same session, with what is told of the two."""
    for judged in played(seed).packages:
        if judged.put.package.author >= 0:
            continue
        case = LiveNegotiation(CASE).case
        package = {
            issue.key: issue.options[option].key
            for issue, option, is_open in zip(
                case.issues, judged.put.package.option.tolist(), judged.put.is_open.tolist(), strict=True
            )
            if is_open
        }
        try:
            course = played(seed, judged.session, package)
        except DelegationSimError:
            continue  # it holds a middle way that nobody had written by then
        told = packages_of(course, SEAT, build_log(course.record))
        for number, one in enumerate(told):
            before = next((two for two in told[:number] if _is_same(two, one)), None)
            if before is not None:
                yield course, before, one


def _is_same(one: PackageTold, other: PackageTold) -> bool:
    return (one.session, one.wordings) == (other.session, other.wordings)


@pytest.fixture(scope="module")
def found() -> list[tuple[Course, PackageTold, PackageTold]]:
    return [pair for seed in SEEDS for pair in twice(seed)]


def test_it_is_said_that_the_text_is_the_same_and_that_no_wording_came_between(
    found: list[tuple[Course, PackageTold, PackageTold]],
) -> None:
    assert found
    for _, before, one in found:
        assert before.again is None
        assert one.again is not None
        who = before.author or "The Chair"
        assert f"{who} put the same text in this session before; no wording came between." in list(
            map(str, one.sentences)
        )


def test_where_the_same_text_is_taken_otherwise_it_is_said_why(
    found: list[tuple[Course, PackageTold, PackageTold]],
) -> None:
    otherwise = [
        (before, one)
        for _, before, one in found
        if (before.passed, before.need, before.changes) != (one.passed, one.need, one.changes)
    ]
    assert otherwise
    for before, one in otherwise:
        assert one.again is not None
        assert one.again.causes
        objected = {item.delegation for item in before.objections} ^ {
            item.delegation for item in one.objections
        }
        if objected & {before.author, one.author}:
            assert "The difference is who put it" in " ".join(map(str, one.sentences))
            assert set(one.again.authors) <= {before.author, one.author}


def test_it_is_said_in_french_too(found: list[tuple[Course, PackageTold, PackageTold]]) -> None:
    _, _, one = found[0]
    with told_in("fr"):
        assert "le même texte à cette séance" in " ".join(map(str, one.sentences))


def test_packages_that_differ_or_come_in_other_sessions_are_not_called_the_same() -> None:
    for seed in SEEDS:
        course = played(seed)
        told = packages_of(course, SEAT, build_log(course.record))
        for number, one in enumerate(told):
            assert (one.again is not None) == any(_is_same(two, one) for two in told[:number])
