"""A class is rehearsed: small and quick, whole and slow, and what would turn a rehearsal red."""

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from dashboard.classroom.rehearsal import Rehearsal, rehearse
from dashboard.classroom.rehearsal.browser import Heard, Told
from dashboard.classroom.rehearsal.ledger import KINDS, Ledger, Sent
from dashboard.classroom.rehearsal.student_lines import Answered
from simulation.version import version

ALWAYS = (
    "preview",
    "joined twice at once",
    "second tab",
    "dropped and back",
    "another browser",
    "sent twice at once",
    "host: Pause",
    "host: Extend",
    "host: Rewind",
    "host: CloseNow",
    "host: Instruct",
    "host: Release",
    "host: Remove",
)


MANY = 40


def check(found: Rehearsal, students: int) -> None:
    assert found.problems == {}
    assert (found.lost, found.doubled, found.kills, found.is_played) == (0, 0, 1, True)
    assert found.is_sound
    assert set(KINDS) - {"deadline"} <= set(found.milliseconds)  # all may be done before the time is up
    assert all(0 < taken.p50 <= taken.p95 <= taken.max for taken in found.milliseconds.values())
    assert found.milliseconds["join"].n >= students
    assert all(found.happened.get(name) for name in ALWAYS), found.happened
    always = {"stale", "not_allowed", "400", "404"}
    by_many = {"elsewhere"} if students >= MANY else set()  # few may happen to miss it
    assert always | by_many <= set(found.refused)
    assert found.memory_mib is not None
    assert found.memory_mib > 50


@pytest.mark.thorough  # what a class does is asked one thing at a time elsewhere
def test_eight_students_play_a_first_hour_to_its_end_and_nothing_is_lost() -> None:
    said = list[str]()
    found = rehearse("first_hour", 8, seed=3, tell=said.append, seconds=8)
    check(found, 8)
    assert found.acknowledged > 80
    assert any("the server is killed" in line for line in said)
    told = found.to_json()
    assert json.loads(json.dumps(told)) == told
    assert (told["case"], told["seed"], told["version"], told["students"]) == (
        "first_hour",
        3,
        version(),
        8,
    )
    for language in ("en", "fr"):
        words = found.told(language)
        text = "\n".join([*words.before, *map(str, (words.heads, *words.rows)), *words.after])
        assert str(found.acknowledged) in text
        assert "{" not in text


@pytest.mark.thorough
def test_forty_students_play_a_first_hour_to_its_end_and_nothing_is_lost() -> None:
    found = rehearse("first_hour", 40, seed=1, tell=print)
    check(found, 40)
    assert found.acknowledged >= 200
    assert found.seconds < 600


# What turns a rehearsal red.

SENT = Sent("p2", "Submit", {"move": {"seat": "LUM", "move": "done"}}, "1-2-1")
EVENT: Mapping[str, Any] = {
    "number": 7, "kind": "Submit", "author": "p2", "data": {"move": {"seat": "LUM", "move": "done", "text": ""}}
}  # fmt: skip


def told(status: int, data: object, tries: int = 1) -> Told:
    body = json.dumps(data).encode()
    return Told(Answered(status, {"content-type": "application/json"}, (), body), 1.0, 0.02, tries)


def test_what_was_acknowledged_and_is_not_in_the_log_as_it_was_sent_is_lost() -> None:
    books = Ledger()
    books.acknowledged(SENT, told(200, {"number": 7}))
    assert not books.lost([EVENT])
    assert not books.doubled([EVENT])
    kept = list(books.kept.values())
    other = {"move": {"seat": "LUM", "move": "speak", "text": ""}}
    for events in (
        [],
        [{**EVENT, "number": 8}],
        [{**EVENT, "author": "p3"}],
        [{**EVENT, "kind": "TakePen"}],
        [{**EVENT, "data": other}],
    ):
        assert books.lost(events) == kept
    assert books.problems == {}


def test_what_is_in_the_log_twice_or_was_sent_by_nobody_is_counted() -> None:
    books = Ledger()
    books.acknowledged(SENT, told(200, {"number": 7}))
    again = {**EVENT, "number": 8}
    by_itself = [{**EVENT, "number": 9, "kind": kind} for kind in ("close", "reclaim", "code", "open")]
    assert books.doubled([EVENT, again, *by_itself]) == [again]


def test_the_same_key_is_to_be_answered_alike_and_another_one_is_not() -> None:
    books = Ledger()
    for _ in range(2):
        books.acknowledged(SENT, told(200, {"number": 7}))
    assert books.problems == {}
    books.acknowledged(SENT, told(200, {"number": 8}))
    assert list(books.problems) == ["Submit that was sent twice was answered as 7 and as 8"]
    books.acknowledged(Sent("p3", "TakePen", {}, "1-3-1"), told(200, {"number": 7}))
    assert "Submit and TakePen were both answered as 7" in books.problems


def test_what_has_to_be_refused_is_refused_for_its_own_reason() -> None:
    books = Ledger()
    books.rightly(told(409, {"kind": "stale"}), ["stale"], "an old answer")
    assert (dict(books.refused), dict(books.problems)) == ({"stale": 1}, {})
    books.rightly(told(200, {"number": 3}), ["stale"], "an old answer")
    books.rightly(told(500, {"kind": "failed"}), ["stale"], "an old answer")
    assert list(books.problems) == [
        "an old answer was not refused",
        "an old answer was refused as failed (500), not as stale",
    ]


def test_how_long_it_took_until_the_host_heard_counts_on_one_unbroken_stream() -> None:
    books = Ledger()
    books.acknowledged(SENT, told(200, {"number": 7}), times="pushed")
    books.acknowledged(Sent("p3", "TakePen", {}, "1-3-1"), told(200, {"number": 9}), times="pushed")
    for event, number, at in (("change", 6, 1.01), ("change", 8, 1.05), ("lost", 0, 1.5), ("change", 9, 2.0)):
        books.hears(Heard(event, "", {"number": number}, at))
    for number, at in ((6, 1.02), (8, 1.07), (9, 2.1)):
        books.shows(number, at)
    books.close_books()
    assert books.seconds["pushed"] == [pytest.approx(0.05)]
    assert books.seconds["seen"] == [pytest.approx(0.07)]


def test_ctrl_c_ends_a_rehearsal_and_its_server() -> None:
    code = (
        "from functools import partial; from dashboard.classroom.rehearsal import rehearse; "
        "rehearse('first_hour', 8, tell=partial(print, flush=True))"
    )
    with subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert "8 students" in process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, complaint = process.communicate(timeout=120)
        assert process.returncode != 0
        assert "KeyboardInterrupt" in complaint
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)  # nobody of it is left


def test_a_rehearsal_of_which_nobody_hears_leaves_no_line_and_no_server() -> None:
    def tell(_: str) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        rehearse("first_hour", 8, tell=tell)
    gc.collect()  # what is left open complains
