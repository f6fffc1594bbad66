"""Whoever waits for a table hears of a change once it is kept."""

import asyncio
import logging
from pathlib import Path

import pytest

from simulation.classroom import Change, ClassroomError, ClassService, actions, as_plain
from tests.classes import meeting, url_in


def test_a_change_is_told_once_it_is_kept(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), tables=2) as here, ClassService(url_in(tmp_path)) as other:
        told = list[tuple[int, int]]()

        def note(change: Change) -> None:
            told.append((change.number, len(other.events(here.room, here.token))))

        stop = here.service.changes.listen(here.room, note)
        here.join()
        here.run(actions.Tell(text="Welcome."))
        with pytest.raises(ClassroomError):
            here.run(actions.Resume())
        assert told == [(1, 1), (2, 2), (3, 3)]  # the first is told when the class is first looked at
        stop()
        here.join()
        assert len(told) == 3


def test_whoever_waits_in_an_event_loop_is_woken_from_another_thread(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), tables=2, dealing="chosen") as here:
        seen = here.service.host_view(here.host).number

        async def wait() -> list[Change | None]:
            waiting = [
                asyncio.create_task(here.service.changes.next(here.room, seen, table=table, timeout=20))
                for table in ("1", "")
            ]
            silent = asyncio.create_task(here.service.changes.next(here.room, seen, table="2", timeout=0.2))
            await asyncio.sleep(0)
            await asyncio.to_thread(here.join, table="1", seat="LUM")
            return [*(await asyncio.gather(*waiting)), await silent]

        one, room, two = asyncio.run(wait())
        assert one == room
        assert one is not None
        assert one.versions["1"] == one.number > one.versions["2"]
        assert two is None


def test_whoever_comes_late_has_not_missed_it(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here:
        here.join()
        change = asyncio.run(here.service.changes.next(here.room, 1, timeout=1))
        assert change is not None
        assert change.number == 2
        assert asyncio.run(here.service.changes.next(here.room, change.number, timeout=0)) is None


def test_what_another_process_wrote_is_told_at_the_next_tick(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path)) as here, ClassService(url_in(tmp_path), clock=here.clock) as other:
        here.join()
        other.act(here.host, actions.Tell(text="Welcome."), key="one")
        heard = list[int]()
        here.service.changes.listen(here.room, lambda change: heard.append(change.number))
        here.service.tick()
        here.service.tick()
        assert heard == [3]


def test_a_listener_that_fails_does_not_fail_whoever_made_the_change(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with meeting(url_in(tmp_path)) as here, caplog.at_level(logging.ERROR):
        here.join()
        here.service.changes.listen(here.room, lambda change: 1 / (change.number - change.number))
        here.run(actions.Tell(text="Welcome."))
        assert [record.message for record in caplog.records] == ["A listener to a class failed."]


def test_what_is_between_some_raises_the_version_of_nobody_else(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen", people_a_seat=2) as here:
        lum, nor, sab = here.join(seat="LUM"), here.join(seat="NOR"), here.join(seat="SAB")
        here.run(actions.Start())
        before, projector = as_plain(here.see(sab)), as_plain(here.service.projector(here.room))
        answers = [
            here.act(lum, actions.SendNote(to="NOR", text="Shall we meet?")),
            here.act(nor, actions.WriteDown(name="prediction", value=1)),
            here.act(nor, actions.CallHost(text="Help")),
            here.run(actions.Tell(table="1", seat="LUM", text="Louder.")),
            here.run(actions.Leak(table="1", seats=("NOR",), text="Psst.")),
        ]
        assert as_plain(here.see(sab)) == before
        assert as_plain(here.service.projector(here.room)) == projector
        assert {answer.version for answer in answers} == {before["clock"]["version"]}
        assert [note.text for note in here.see(nor).notes] == ["Shall we meet?"]
        here.submit(sab, "speak", text="A word.")
        assert here.see(lum).clock.version == here.see(sab).clock.version > before["clock"]["version"]
