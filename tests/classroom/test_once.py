"""What is worked out of a class once: kept by last use, forgotten with its class, and no class waits for another."""

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from simulation.classroom import UnknownClassError
from simulation.classroom.once import Once
from tests.classes import meeting, url_in

PATIENCE = 60


def test_what_was_used_last_is_kept() -> None:
    once, worked = Once[str](2), list[str]()

    def work(key: str) -> str:
        worked.append(key)
        return key

    for key in ("one", "two", "one", "three", "one", "two"):
        assert once.get("room", key, lambda key=key: work(key)) == key  # type: ignore[misc] # mypy knows no such default
    assert worked == ["one", "two", "three", "two"]


def test_it_is_worked_out_once_for_all_who_ask_and_no_class_waits_for_another() -> None:
    once, goes_on, worked = Once[str](9), threading.Event(), list[str]()

    def work() -> str:
        worked.append("slow")
        assert goes_on.wait(PATIENCE)
        return "slow"

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(once.get, "slow", "key", work) for _ in range(3)]
        assert threads.submit(once.get, "quick", "key", lambda: "quick").result(PATIENCE) == "quick"
        goes_on.set()
        assert [one.result(PATIENCE) for one in asked] == ["slow"] * 3
    assert worked == ["slow"]


def test_a_class_that_goes_while_it_is_worked_out_leaves_nothing() -> None:
    once = Once[list[str]](9)

    def work() -> list[str]:
        once.forget_all_but({"other"})
        return ["gone"]

    first = once.get("room", "key", work)
    assert once.get("room", "key", lambda: ["anew"]) == ["anew"]
    assert first == ["gone"]


@pytest.mark.parametrize("by", ["host", "other process"])
def test_how_a_table_came_about_goes_with_its_class(tmp_path: Path, by: str) -> None:
    with meeting(url_in(tmp_path)) as here:
        found = here.service.so_far(here.room)
        assert here.service.so_far(here.room) is found
        known = weakref.ref(found.holds)
        del found
        if by == "host":
            here.service.delete(here.room, here.token)
        else:
            here.service._store.delete([here.room])  # noqa: SLF001 - as another process does
            here.service.tick()
        gc.collect()
        assert known() is None
        with pytest.raises(UnknownClassError):
            here.service.so_far(here.room)
