"""A case as text of its own, whatever becomes of its file, and a case to which something happens in mid-play."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from pydantic import StringConstraints, TypeAdapter, ValidationError

from simulation.errors import ScenarioError
from simulation.scenario.case_conflicts import find_conflicts
from simulation.scenario.schema import Event, Scenario
from simulation.scenario.translations.telling import own_case, used
from simulation.scenario.translations.translatable import Language, Translations

__all__ = ["case_of_text", "text_of_case", "translations_of", "with_events"]

_TRANSLATIONS: Final = "translations"
type _Text = Annotated[str, StringConstraints(max_length=4000)]
_KEPT: Final = TypeAdapter[dict[Language, dict[_Text, _Text]]](dict[Language, dict[_Text, _Text]])


def text_of_case(case: Scenario) -> str:
    """Return a case as JSON, in the language of its author: `case_of_text` makes an equal one of that."""
    own = own_case(case)
    text = own.model_dump_json(by_alias=True)
    told = used(own)
    if not any(told.values()):
        return text
    return json.dumps({**json.loads(text), _TRANSLATIONS: told}, ensure_ascii=False, separators=(",", ":"))


def case_of_text(text: str) -> Scenario:
    """Return the case in a text that `text_of_case` wrote.

    Raises:
        ScenarioError: if it is none.
    """
    try:
        if f'"{_TRANSLATIONS}"' not in text:
            return Scenario.model_validate_json(text)
        plain = json.loads(text)
        translations = translations_of(plain.pop(_TRANSLATIONS, {}))
        return Scenario.model_validate_json(json.dumps(plain)).with_translations(translations)
    except ValidationError as error:
        raise ScenarioError(_told(error)) from error


def translations_of(plain: object) -> Translations:
    """Return translations that were kept as plain data.

    Raises:
        ValidationError: if they are none.
    """
    return {str(code): texts for code, texts in _KEPT.validate_python(plain).items()}


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
