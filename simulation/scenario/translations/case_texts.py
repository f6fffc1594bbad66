"""Which fields of a case hold texts, and the same case with other texts in them."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, TypeAliasType, get_args, get_origin, get_type_hints

from pydantic import StringConstraints

from simulation.scenario.model_base import CasePart

__all__ = ["is_text", "pairs_of_texts", "texts_of", "with_texts"]

type _Other = Callable[[str], str]


def is_text(node: Mapping[str, Any]) -> bool:
    """Return whether a node of a JSON Schema stands for a text, which can be translated, no key and no term."""
    return node.get("type") == "string" and "maxLength" in node


def with_texts[P: CasePart](part: P, other: _Other) -> P:
    """Return a part of a case with other texts, all else as it was; the same one if none changes."""
    changed: dict[str, Any] = {}
    texts = _text_fields(type(part))
    for name in type(part).model_fields:
        value = getattr(part, name)
        made = _other(value, other, is_text_field=name in texts)
        if made is not value:
            changed[name] = made
    return part.model_copy(update=changed) if changed else part


def texts_of(part: CasePart) -> Iterator[str]:
    """Yield every text of a part of a case, in the order of its fields; empty ones too."""
    texts = _text_fields(type(part))
    for name in type(part).model_fields:
        yield from _texts(getattr(part, name), is_text_field=name in texts)


def pairs_of_texts(own: CasePart, other: CasePart) -> dict[str, str]:
    """Return what each text of a part says in another that differs from it in its language only.

    Lists of different length say nothing: what stands in them cannot be told apart.
    """
    return {mine: theirs for mine, theirs in _pairs(own, other, is_text_field=False) if mine != theirs}


def _pairs(own: Any, other: Any, *, is_text_field: bool) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any field
    if isinstance(own, CasePart) and type(own) is type(other):
        texts = _text_fields(type(own))
        for name in type(own).model_fields:
            yield from _pairs(getattr(own, name), getattr(other, name), is_text_field=name in texts)
    elif isinstance(own, str) and isinstance(other, str):
        if is_text_field and own and other:
            yield own, other
    elif isinstance(own, tuple) and isinstance(other, tuple) and len(own) == len(other):
        for mine, theirs in zip(own, other, strict=True):
            yield from _pairs(mine, theirs, is_text_field=is_text_field)
    elif isinstance(own, dict) and isinstance(other, dict):
        for key in (key for key in own if key in other):
            yield from _pairs(own[key], other[key], is_text_field=is_text_field)


def _other(value: Any, other: _Other, *, is_text_field: bool) -> Any:  # noqa: ANN401 - any field
    if isinstance(value, CasePart):
        return with_texts(value, other)
    if isinstance(value, str):
        return other(value) if is_text_field and value else value
    if isinstance(value, tuple):
        items = tuple(_other(item, other, is_text_field=is_text_field) for item in value)
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, dict):
        made = {key: _other(item, other, is_text_field=is_text_field) for key, item in value.items()}
        return made if any(made[key] is not value[key] for key in value) else value
    return value


def _texts(value: Any, *, is_text_field: bool) -> Iterator[str]:  # noqa: ANN401 - any field
    if isinstance(value, CasePart):
        yield from texts_of(value)
    elif isinstance(value, str):
        if is_text_field:
            yield value
    elif isinstance(value, tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item, is_text_field=is_text_field)


@cache
def _text_fields(part: type[CasePart]) -> frozenset[str]:
    """Return the names of the fields that hold texts, by themselves or in lists and mappings."""
    hints = get_type_hints(part, include_extras=True)
    return frozenset(name for name in part.model_fields if _holds_text(hints[name]))


def _holds_text(hint: Any) -> bool:  # noqa: ANN401 - an annotation
    if isinstance(hint, TypeAliasType):
        return _holds_text(hint.__value__)
    if get_origin(hint) is Annotated:
        inner, *about = get_args(hint)
        limits = [one.max_length for one in about if isinstance(one, StringConstraints)]
        return any(limit is not None for limit in limits) or (inner is not str and _holds_text(inner))
    args = get_args(hint)
    # Keys of a mapping are keys of the case, no texts.
    return any(map(_holds_text, args[1:] if get_origin(hint) is dict else args))
