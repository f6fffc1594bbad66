"""How simulated students come in and come back: by the form of the page, twice at once, from another browser."""

import asyncio
import re
from typing import Final

from dashboard.classroom.rehearsal.browser import Browser, Told
from dashboard.classroom.rehearsal.meeting import Meeting

__all__ = ["come_back", "come_back_elsewhere", "join", "looks_ahead", "takes_name_of", "tries_wrong_code"]

_KEY: Final = re.compile(r'name="key" value="([^"]+)"')
_OWN: Final = re.compile(r"<strong>([A-Z2-9]{4}) ([A-Z2-9]{4})</strong>")
_OK, _ON, _FULL, _NOT_THEIRS = 200, 303, 409, 403
_SEAT: Final = "delegation_sim_seat"


async def join(meeting: Meeting, browser: Browser, nickname: str, *, twice: bool = False) -> str:
    """Join by code; return the code to come back with, empty where it is not known which of two counts."""
    fields = {"code": meeting.code, "nickname": nickname, "key": await _form(meeting, browser)}
    sent = [browser.form("/class/join", fields) for _ in range(2 if twice else 1)]
    told, *more = await asyncio.gather(*sent)
    if told.status == _FULL:
        meeting.ledger.rightly(told, ["409"], "a place in a full class")
        told = await browser.form("/class/join", {**fields, "watch": "1"})
        meeting.ledger.done["watch"] += 1
        more = []
    if any(one.status not in (_OK, _ON) for one in (told, *more)):
        meeting.ledger.problem(f"somebody who joined was answered with {told.status}")
    mine = await browser.see("/class/api/seat")
    if mine.status != _OK:
        meeting.ledger.problem(f"somebody who had joined was answered with {mine.status}")
        return ""
    meeting.ledger.joined(mine.json()["person"], nickname, told)
    meeting.ledger.done["joined twice at once"] += len(more)
    found = _OWN.search(told.answered.text)
    return f"{found[1]}{found[2]}" if found and not more else ""


async def _form(meeting: Meeting, browser: Browser) -> str:
    """Open the page, which claims nothing, and return the key of its form."""
    page = await browser.see(f"/class/join/{meeting.code}")
    found = _KEY.search(page.answered.text)
    if page.status != _OK or found is None:
        meeting.ledger.problem(f"the page to join was answered with {page.status}")
        return ""
    return found[1]


async def looks_ahead(meeting: Meeting) -> None:
    """Fetch the link as programs do that show what is behind it: that takes no seat."""
    browser = meeting.browser()
    for method in ("GET", "HEAD"):
        told = await browser.fetch(method, f"/class/join/{meeting.code}")
        if told.status != _OK:
            meeting.ledger.problem(f"a preview was answered with {told.status}")
        meeting.ledger.done["preview"] += 1
    if _SEAT in browser.cookies:
        meeting.ledger.problem("a preview took a seat")
    browser.drop()


async def tries_wrong_code(meeting: Meeting, browser: Browser, nickname: str) -> None:
    """Type a code that is none."""
    fields = {"code": "ABCDEF", "nickname": nickname, "key": await _form(meeting, browser)}
    meeting.ledger.rightly(await browser.form("/class/join", fields), ["404"], "a wrong code")


async def takes_name_of(meeting: Meeting, browser: Browser, nickname: str) -> None:
    """Want to be called like somebody who is there, but for capitals and spaces."""
    fields = {
        "code": meeting.code,
        "nickname": f"  {nickname.upper()} ",
        "key": await _form(meeting, browser),
    }
    meeting.ledger.rightly(
        await browser.form("/class/join", fields), ["400"], "the nickname of somebody else"
    )


async def come_back(meeting: Meeting, browser: Browser, nickname: str, own: str, *, guesses: bool) -> Told:
    """Come back with one's own code; whoever guesses it before is told that it is not theirs."""
    fields = {"code": meeting.code, "nickname": nickname, "own": own}
    if guesses:
        wrong = await browser.form("/class/reclaim", {**fields, "own": "AAAA AAAA"})
        meeting.ledger.rightly(wrong, ["403", "429"], "a guessed code")
    told = await browser.form("/class/reclaim", fields)
    if told.status == _NOT_THEIRS:  # the host is just giving them another nickname, or has released them
        meeting.ledger.refused["403"] += 1
        await asyncio.sleep(1)
        told = await browser.form("/class/reclaim", fields)
    return told


async def come_back_elsewhere(
    meeting: Meeting, nickname: str, own: str, *, guesses: bool
) -> tuple[Told, Browser | None]:
    """Come back with one's own code in another browser; return the answer, and the browser if it was let in."""
    browser = meeting.browser()
    told = await come_back(meeting, browser, nickname, own, guesses=guesses)
    if _SEAT in browser.cookies:
        return told, browser
    browser.drop()
    return told, None
