"""What holds on SQLite and on a real PostgreSQL alike: nothing is lost, nothing is done twice, and what is old goes."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

import simulation.classroom.apply
from simulation.classroom import (
    ClassroomError,
    ClassService,
    NotAllowedError,
    OtherClassVersionError,
    Plan,
    UnknownClassError,
    actions,
    as_plain,
)
from simulation.classroom.events import Event
from simulation.classroom.store import Draft, Store
from simulation.live import SeatMove
from tests.class_state import state_of
from tests.classes import meeting, six_seats, url_in
from tests.classroom_play import to_session
from tests.extent import at_a_desk
from tests.processes import environment

ROOT = Path(__file__).parents[2]


@contextmanager
def rows_of(url: str, table: str) -> Iterator[list[tuple[object, ...]]]:
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            yield [tuple(row) for row in connection.execute(sa.text(f"SELECT * FROM {table}"))]  # noqa: S608 - ours
    finally:
        engine.dispose()


def test_a_whole_class_comes_back_from_its_database(database: str) -> None:
    with meeting(database, tables=2, people_a_seat=2) as here:
        for _ in range(8):
            here.join()
        here.run(actions.Start())
        to_session(here, 2)
        here.run(actions.MoveEnd(sessions=4, text="Sooner."))
        here.run(actions.Rewind(table="1", session=1))
        here.service.keep_draft(here.joined[0].caller, "speak", "We would like")
        to_session(here, 3)
        with ClassService(database, clock=here.clock) as other:
            assert state_of(other, here.room) == here.snapshot()
            assert other.enter(here.room, here.joined[0].token) == here.joined[0].caller
            seen = [as_plain(service.my_seat(here.joined[0].caller)) for service in (other, here.service)]
            assert seen[0] == seen[1]


def test_events_are_numbered_without_a_gap_and_never_change(database: str) -> None:
    with meeting(database) as here:
        here.join()
        here.run(actions.Start())
        before = here.service.events(here.room, here.token)
        here.submit(here.joined[0], "done")
        after = here.service.events(here.room, here.token)
        assert after[: len(before)] == before
        assert [event["number"] for event in after] == list(range(1, len(after) + 1))
        assert after[-1]["data"] == {"move": {"seat": here.see(here.joined[0]).seat, "move": "done"}}


def test_two_services_on_one_database_see_what_the_other_did(database: str) -> None:
    with meeting(database, dealing="chosen") as here, ClassService(database, clock=here.clock) as other:
        one, two = here.join(seat="LUM"), here.join(seat="NOR")
        other.act(here.host, actions.Start(), key="start")
        assert here.see(one).clock.phase == "talks"
        seen = other.my_seat(two.caller).clock.version
        here.submit(one, "done")
        move = actions.Submit(move=SeatMove(seat="NOR", move="done"))
        other.act(two.caller, move, key="done", seen=seen)
        assert here.see(one).clock.phase == "floor"
        assert state_of(other, here.room) == here.snapshot()


def test_writers_in_many_threads_lose_nothing_and_do_nothing_twice(database: str) -> None:
    with meeting(database, people_a_seat=3) as here, ClassService(database, clock=here.clock) as other:
        people = [here.join() for _ in range(4)]
        ready = threading.Barrier(8, timeout=60)
        answers = list[tuple[str, int]]()

        def call(service: ClassService, who: int) -> None:
            ready.wait()
            for number in range(3):
                key = f"{who} {number}"  # each is sent through both services
                said = service.act(
                    people[who].caller, actions.WriteDown(name=f"n{number}", value=who), key=key
                )
                answers.append((key, said.number))

        threads = [
            threading.Thread(target=call, args=(service, who))
            for service in (here.service, other)
            for who in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(answers) == 24
        assert len(set(answers)) == len({key for key, _ in answers}) == 12
        assert state_of(other, here.room) == here.snapshot()
        assert len(here.service.events(here.room, here.token)) == 1 + 4 + 12


WRITER = """
import sys
from simulation.classroom import Caller, ClassService, actions

url, room, person = sys.argv[1:]
service = ClassService(url)
for number in range(10_000):
    answer = service.act(Caller(room=room, person=person), actions.WriteDown(name="n", value=number), key=f"k{number}")
    print(number, answer.number, flush=True)
"""


@pytest.mark.parametrize("after", at_a_desk([7], [1, 7, 40]))
def test_nothing_that_was_acknowledged_is_lost_when_a_writer_is_killed(database: str, after: int) -> None:
    with meeting(database) as here:
        person = here.join().caller.person
        with subprocess.Popen(  # noqa: S603 - our own arguments
            [sys.executable, "-c", WRITER, database, here.room, person],
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
            cwd=ROOT,
        ) as process:
            assert process.stdout is not None
            told = [process.stdout.readline() for _ in range(after)]
            process.kill()
            told += process.stdout.readlines()
        acknowledged = [
            tuple(map(int, line.split())) for line in told if line.endswith("\n") and line.count(" ") == 1
        ]
        assert len(acknowledged) >= after
        events = {event["number"]: event for event in here.service.events(here.room, here.token)}
        for value, number in acknowledged:
            assert events[number]["data"]["value"] == value
        assert len(events) - 2 in (len(acknowledged), len(acknowledged) + 1)
        again = here.act(
            here.joined[0],
            actions.WriteDown(name="n", value=acknowledged[-1][0]),
            key=f"k{acknowledged[-1][0]}",
        )
        assert again.number == acknowledged[-1][1]


def test_a_class_goes_on_after_the_database_failed_in_mid_write(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with meeting(database) as here:
        one = here.join()
        before = here.snapshot()

        def broken(*_: object) -> None:
            raise OSError("The disk is full.")

        with monkeypatch.context() as patched:
            patched.setattr("simulation.classroom.store.Writing.add", broken)
            with pytest.raises(OSError, match="full"):
                here.act(one, actions.CallHost(text="Help"), key="call")
        assert here.snapshot() == before
        here.act(one, actions.CallHost(text="Help"), key="call")
        assert len(here.service.host_view(here.host).calls) == 1


def test_old_classes_are_deleted_with_all_that_belongs_to_them(database: str) -> None:
    day = 86_400
    with meeting(database, keep_days=3) as here:
        joined = here.join()
        here.service.keep_draft(joined.caller, "speak", "We would like")
        younger = here.service.open(six_seats(), Plan(keep_days=30))
        here.clock.now += 2 * day
        here.act(joined, actions.CallHost())
        here.wait(3 * day - 1)
        here.wait(2)
        here.wait(day - 1)
        assert here.service.enter(here.room, joined.token) == joined.caller
        here.wait(2)
        with pytest.raises(UnknownClassError, match="This class is gone"):
            here.service.enter(here.room, joined.token)
        with pytest.raises(UnknownClassError):
            here.service.find(here.code, source="x")
        assert [kept.id for kept in here.service.listed()] == [younger.room]
    for table, left in (("events", 1), ("classes", 1), ("drafts", 0)):
        with rows_of(database, table) as rows:
            assert len(rows) == left


def test_a_clock_that_was_set_ahead_once_deletes_nothing(database: str) -> None:
    day = 86_400
    with meeting(database, keep_days=3) as here:
        joined = here.join()
        for ahead in (400 * day, 20 * day):
            here.wait(ahead)
            here.wait(600)
            here.wait(-ahead)
        here.wait(400 * day)
        with ClassService(database, clock=here.clock) as again:  # the server begins again meanwhile
            again.tick()
        here.wait(-400 * day)
        here.wait(2 * day)
        assert here.service.enter(here.room, joined.token) == joined.caller
        here.wait(400 * day)
        here.act(joined, actions.CallHost())
        here.wait(2 * day)
        assert here.service.enter(here.room, joined.token) == joined.caller


def test_a_class_that_is_deleted_while_somebody_writes_leaves_nothing(database: str) -> None:
    with meeting(database) as here, closing(Store(database)) as store:
        one = here.join()
        is_open, is_gone = threading.Event(), threading.Event()

        def write() -> None:
            with store.writing(here.room) as writing:
                assert writing is not None
                is_open.set()
                is_gone.wait(0.3)  # meanwhile the other one deletes, or waits to
                writing.add(Event(number=3, at=1.0, kind="Leave", author=one.caller.person, data={}))

        with ThreadPoolExecutor(1) as pool:
            writer = pool.submit(write)
            assert is_open.wait(5)
            here.service.delete(here.room, here.token)
            writer.result()
        assert store.after(here.room, 0) == []
        with pytest.raises(UnknownClassError):
            store.keep_draft(here.room, one.caller.person, Draft(place="speak", text="Late", at=1.0))
        assert store.drafts(here.room, one.caller.person) == []


def test_the_host_deletes_a_class_and_nobody_else_can(database: str) -> None:
    with meeting(database) as here:
        joined = here.join()
        with pytest.raises(NotAllowedError):
            here.service.delete(here.room, joined.token)
        here.service.delete(here.room, here.token)
        with pytest.raises(UnknownClassError):
            here.service.projector(here.room)
        with pytest.raises(UnknownClassError):
            here.act(joined, actions.CallHost())
    with rows_of(database, "events") as rows:
        assert rows == []


def test_a_class_that_is_over_frees_its_code_and_stays_to_be_read(database: str) -> None:
    with meeting(database) as here:
        joined = here.join()
        here.run(actions.EndClass())
        with pytest.raises(UnknownClassError):
            here.service.find(here.code, source="x")
        with pytest.raises(ClassroomError, match="nobody can join"):
            here.join()
        assert here.see(joined).is_class_ended
        here.wait(10_000)
        assert here.service._rooms.known() == []  # noqa: SLF001 - what is in memory
        assert here.see(joined).is_class_ended


def test_a_class_of_another_version_is_exported_and_not_played_on(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with meeting(database) as here:
        here.join()
        monkeypatch.setattr(simulation.classroom.apply, "version", lambda: "99.0.0")
        with ClassService(database, clock=here.clock) as newer:
            newer.tick()
            with pytest.raises(OtherClassVersionError, match=r"this is 99\.0\.0"):
                newer.projector(here.room)
            assert [event["kind"] for event in newer.events(here.room, here.token)] == ["open", "join"]
            newer.delete(here.room, here.token)


def test_deadlines_are_kept_by_a_process_that_nobody_has_asked_yet(database: str) -> None:
    with meeting(database, minutes={"talks": 5}) as here:
        here.join()
        here.run(actions.Start())
        with ClassService(database, clock=here.clock) as restarted:
            here.clock.now += 301
            restarted.tick()
        assert here.service.host_view(here.host).tables[0].clock.phase != "talks"


def test_only_whoever_runs_the_server_may_read_the_file(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        here.join()
        assert {file.stat().st_mode & 0o077 for file in tmp_path.iterdir()} == {0}


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("nonsense", "not the address of a database"),
        ("frogs://x/y", "not the address of a database"),
        ("sqlite://", "would lose them"),
        ("mysql+pymysql://x/y", "pymysql .*is not installed. To add it: pip install pymysql"),
        ("postgresql+psycopg://nobody@127.0.0.1:1/x", "cannot be used"),
        ("sqlite:////dev/null/x.db", "cannot be used"),
    ],
)
def test_a_database_that_cannot_be_used_says_so(url: str, why: str) -> None:
    with pytest.raises(ClassroomError, match=why):
        Store(url)


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Not a database at all. " * 100)
    with pytest.raises(ClassroomError, match="cannot be used: file is not a database"):
        Store(f"sqlite:///{file}")
    assert file.read_text().startswith("Not a database")


def test_without_the_driver_of_postgresql_it_says_how_to_add_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ClassroomError, match=r"driver psycopg .*To add it: .*delegation-sim\[hosted\]"):
        Store("postgresql+psycopg://nobody@127.0.0.1:1/x")


def test_a_database_of_a_later_format_is_left_alone(database: str) -> None:
    Store(database).close()
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE delegation_sim_format SET format = 99"))
    engine.dispose()
    with pytest.raises(ClassroomError, match="format 99"):
        Store(database)
