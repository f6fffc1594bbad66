"""A case as text of its own, whatever becomes of its file, and a case to which something happens in mid-play."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from simulation.errors import ScenarioError
from simulation.scenario.check import find_conflicts
from simulation.scenario.schema import Event, Scenario

__all__ = ["case_of_text", "text_of_case", "with_events"]


def text_of_case(case: Scenario) -> str:
    """Return a case as JSON: `case_of_text` makes an equal one of it."""
    return case.model_dump_json(by_alias=True)


def case_of_text(text: str) -> Scenario:
    """Return the case in a text that `text_of_case` wrote.

    Raises:
        ScenarioError: if it is none.
    """
    try:
        return Scenario.model_validate_json(text)
    except ValidationError as error:
        raise ScenarioError(_told(error)) from error


def with_events(case: Scenario, events: Sequence[Mapping[str, Any]]) -> Scenario:
    """Return a case with further events after its own.

    Raises:
        ScenarioError: if one cannot happen in it; its text lists every problem of these events.
    """
    try:
        added = tuple(Event.model_validate(dict(event)) for event in events)
    except ValidationError as error:
        raise ScenarioError(_told(error)) from error
    whole = case.model_copy(update={"events": (*case.events, *added)})
    raw = whole.model_dump(mode="json", by_alias=True)
    first = len(case.events)
    found = [
        text
        for path, text in find_conflicts(raw, ())
        if len(path) > 1 and isinstance(path[1], int) and path[1] >= first
    ]
    if found:
        raise ScenarioError("\n".join(found))
    return whole


def _told(error: ValidationError) -> str:
    return "\n".join(
        f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_url=False)
    )
