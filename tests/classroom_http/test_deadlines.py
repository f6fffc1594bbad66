"""Who looks after classes lets go of them before their database is closed."""

import asyncio
import threading
import time
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from dashboard.classroom import Desk, looked_after
from simulation.classroom import ClassService, Plan
from tests.classes import six_seats, url_in

PATIENCE = 60.0


def test_a_look_that_is_under_way_comes_to_its_end_first(tmp_path: Path) -> None:
    is_watched, begun, ended = threading.Event(), threading.Event(), threading.Event()

    def slow() -> float:
        if is_watched.is_set() and not begun.is_set():
            begun.set()
            time.sleep(0.3)
            ended.set()
        return 1_000_000.0

    with ClassService(url_in(tmp_path), clock=slow) as service:
        service.open(six_seats(), Plan(seed=1))

        async def watched() -> None:
            async with looked_after(Desk(service)):
                is_watched.set()
                assert await run_in_threadpool(begun.wait, PATIENCE)
                assert not ended.is_set()
            assert ended.is_set()

        asyncio.run(watched())
