"""The console of a class over HTTP: its page, and its buttons as a browser would press them."""

import json
import re
from html import unescape
from typing import Any

from tests.class_served import Answered, Lesson

__all__ = ["CONSOLE", "agents_seat", "done", "heading", "offered", "pressed", "see", "sent", "shown"]

CONSOLE = "/class/console"


def shown(here: Lesson, query: str = "") -> str:
    answer = here.host.ask(f"{CONSOLE}/view{query}")
    assert answer.status == 200, answer.text
    return unescape(answer.text)


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page)
    assert found is not None
    return found[1]


def offered(here: Lesson, kind: str, query: str = "", **data: object) -> str:
    """Return what a button of the page says that it does, exactly as a browser would send it."""
    answer = here.host.ask(f"{CONSOLE}/view{query}")
    values = [unescape(value) for value in re.findall(r'<button name="act" value="([^"]*)"', answer.text)]
    for value in values:
        said = json.loads(value)
        if said["kind"] == kind and data.items() <= said["data"].items():
            return value
    raise AssertionError(f"no button for {kind} in {values}")


def sent(here: Lesson, fields: dict[str, str], query: str = "") -> Answered:
    return here.host.form(f"{CONSOLE}/act{query}", fields, HX_Request="true")


def pressed(
    here: Lesson, kind: str, query: str = "", fields: dict[str, str] | None = None, **data: object
) -> str:
    """Press a button of the page, and return the page as it is then."""
    answer = sent(here, {"act": offered(here, kind, query, **data), **(fields or {})}, query)
    assert answer.status == 200, answer.text
    return unescape(answer.text)


def done(here: Lesson, do: str, **fields: str) -> str:
    """Send a form that is more than one action, and return the page as it is then."""
    answer = sent(here, {"do": do, **fields})
    assert answer.status == 200, answer.text
    return unescape(answer.text)


def see(here: Lesson) -> Any:  # noqa: ANN401 - JSON
    return here.host.see("host")


def agents_seat(here: Lesson, table: str = "1") -> str:
    """Return a seat of an agent that has a say in everything."""
    for seat in see(here)["tables"][int(table) - 1]["seats"]:
        if seat["status"] == "agent":
            return str(seat["key"])
    raise AssertionError("no agent is left")
