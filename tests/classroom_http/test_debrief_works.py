"""How a class is worked out beside the pages: one piece at a time, whoever looks first, and nothing lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any

import pytest

from dashboard.classroom.debrief.works import Working, Works
from simulation.classroom.debrief import Findings, findings_of
from simulation.errors import StudyError
from tests.class_played import play_out
from tests.classes import Meeting, meeting, url_in


@dataclass
class ByHand(Executor):
    """Does a piece of work when it is told to."""

    waiting: list[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]] = field(default_factory=list)
    slabs_out: int = 2
    most: int = 0
    """Pieces that ever waited at a time."""

    def submit[**P, R](self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        assert not kwargs
        future = Future[R]()
        self.waiting.append((future, fn, args))
        self.most = max(self.most, len(self.waiting))
        return future

    def do(self, error: Exception | None = None) -> object:
        """Do the next piece, or have it fail; return its key."""
        future, work, arguments = self.waiting.pop(0)
        key: object = work.__self__.key  # type: ignore[attr-defined]  # of a bound method
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(work(*arguments))
        return key


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meeting]:
    with meeting(url_in(tmp_path_factory.mktemp("class"))) as found:
        play_out(found, 2)
        yield found


@pytest.fixture
def findings(here: Meeting) -> Findings:
    return findings_of(here.service.gathered(here.host), here.service.records(here.host))


def test_everything_is_worked_out_one_piece_at_a_time(findings: Findings) -> None:
    hand = ByHand()
    working = Working(findings, hand)
    keys = [piece.key for piece in findings.pieces()]
    working.go_on()
    working.go_on()
    done = [hand.do() for _ in keys]
    assert done == keys
    assert hand.most == 1
    assert working.is_over
    assert working.done == working.asked == len(keys)
    found = working.found(findings.gathered)
    assert found.runs is not None
    assert found.runs.n == 400
    assert all(found.seat("1", seat) is not None for seat in findings.gathered.tables[0].seats)
    assert working.fragment(found, "en") is working.fragment(found, "en")  # drawn once


def test_the_seat_of_whoever_looks_takes_turns_with_what_all_wait_for(findings: Findings) -> None:
    hand = ByHand()
    working = Working(findings, hand)
    working.go_on()
    last = findings.gathered.tables[0].seats[-1]
    working.first("1", last, "en")
    working.first("1", last, "fr")  # that language is worked out for whoever reads it
    working.first("1", last, "fr")
    working.first("1", "NOBODY", "en")
    working.first("9", last, "en")
    assert [hand.do() for _ in range(5)] == [
        ("runs", 1),
        ("seat", "1", last, "en"),
        ("runs", 33),
        ("seat", "1", last, "fr"),
        ("runs", 65),
    ]
    assert working.asked == len(findings.pieces()) + 1


def test_every_worker_has_a_piece(findings: Findings) -> None:
    hand = ByHand()
    hand.slabs_out = 6
    working = Working(findings, hand)
    working.go_on()
    assert (len(hand.waiting), hand.most) == (3, 3)
    hand.do()
    assert (len(hand.waiting), hand.most) == (3, 3)


def test_a_piece_that_fails_twice_is_told_of_and_the_rest_goes_on(findings: Findings) -> None:
    hand = ByHand()
    working = Working(findings, hand)
    working.go_on()
    assert hand.do(StudyError("A worker ended.")) == ("runs", 1)
    assert not working.found(findings.gathered).problems
    assert hand.do(StudyError("A worker ended.")) == ("runs", 1)
    assert working.found(findings.gathered).problems == {("runs", 1): "A worker ended."}
    assert hand.do() == ("runs", 33)
    assert working.done == 2


def test_a_class_is_worked_out_once_for_all_who_ask(here: Meeting) -> None:
    hand = ByHand()
    works = Works(lambda: hand)
    first = works.of(here.service, here.host, here.service.gathered(here.host))
    for person in here.joined:
        gathered = here.service.gathered(person.caller)
        assert works.of(here.service, person.caller, gathered) is first
        assert [one.id for one in first.found(gathered).gathered.people] == [person.caller.person]
    assert len(hand.waiting) == 1
