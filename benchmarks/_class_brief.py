"""How long a teacher waits: from the command that opens a class to the brief on the phone of the first student."""

import asyncio
import json
import re
import sys
import time
from pathlib import Path
from signal import SIGINT
from typing import Final
from urllib.parse import urlsplit

from benchmarks._class_rows import Row, beside_a_bare_answer
from dashboard.classroom.rehearsal.browser import Browser
from simulation.called import COMMAND

__all__ = ["first_brief"]

_TARGET: Final = 60.0
_PATIENCE: Final = 120.0
_KEY: Final = re.compile(r'name="key" value="([^"]+)"')
_OK: Final = 200


async def first_brief(folder: Path) -> Row:
    """Open a class by the command, join it by its code, and wait for the page with the brief.

    What is measured is the machine's part: nobody reads, types or walks to a projector meanwhile.
    """
    command = [str(Path(sys.executable).parent / COMMAND), "class", "first_hour"]
    options = ["--json", "--no-browser", "--port", "0", "--folder", str(folder)]
    async with beside_a_bare_answer() as beside:
        begun = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            *command, *options, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
        assert process.stdout is not None  # noqa: S101 - as asked for
        try:
            async with asyncio.timeout(_PATIENCE):
                place = json.loads(await process.stdout.readline())
                opened = time.perf_counter() - begun
                is_there = await _brief(urlsplit(place["here"]).port or 0, place["classes"][0]["code"])
            seconds = time.perf_counter() - begun
        finally:
            process.send_signal(SIGINT)
            await process.communicate()
    return Row(
        what=f"from `{COMMAND} class first_hour` to the first student's brief: the machine's part",
        target="60 s of a teacher's time",
        found=f"{seconds:.1f} s; the code stands there after {opened:.1f} s"
        + ("" if is_there else "; no brief was on the page"),
        is_met=is_there and seconds <= _TARGET,
        beside=beside[0],
    )


async def _brief(port: int, code: str) -> bool:
    """Come in as a phone does, by link and form; return whether the brief is on the page of the seat."""
    phone = Browser(port)
    page = await phone.see(f"/class/join/{code}")
    key = _KEY.search(page.answered.text)
    await phone.form("/class/join", {"code": code, "nickname": "Ada", "key": key[1] if key else ""})
    seat = await phone.see("/class/seat")
    phone.drop()
    return seat.status == _OK and 'id="brief"' in seat.answered.text
