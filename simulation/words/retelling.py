"""Tells in another language what was generated in one: finds the template that made a sentence, fills in its twin.

What is kept, a run folder above all, holds sentences as they were told. They are read back here without the numbers
behind them. What no template made, a note of a case or what somebody wrote, stays as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache, partial
from typing import Final

from simulation.words.catalogue import LANGUAGES, catalogue, language
from simulation.words.phrases import called, listed, names_joined, numbered, one_of, say
from simulation.words.poles import USUAL_POLES

__all__ = ["is_told_as", "retold"]

_WHOLE: Final = (
    "public.",
    "private.",
    "refused.",
    "red.",
    "moved.",
    "cause.",
    "story.",
    "outcome.",
    "summary.assumed",
    "text.bracket.",
)
"""What the keys of templates begin with whose sentences are kept."""
_PARTS: Final = {
    "causes": ("cause.",),
    "h": ("story.holders.",),
    "left": ("private.left.",),
    "line": tuple(
        f"red.{kind}"
        for kind in ("above", "below", "between", "only", "gap", "nothing", "named", "refuses", "sponsor")
    ),
    "outcome": ("outcome.", "story.left."),
    "reason": ("private.",),
}
"""What the keys begin with of the sentences, or parts of one, that stand in a field; none holds itself."""
_FIELD: Final = re.compile(r"\{(\w+)\}")
_END_OF_SENTENCE: Final = re.compile(r"(?<=[.”»]) ")
_LONGEST: Final = 4000
"""Longer texts stay as they are."""

_COUNTS: Final = ("n", "s", "b", "total", "joined", "against", "abstaining", "kept")
_DECIMALS: Final = ("amount", "step", "gain", "price", "base", "slope", "back")
_SHAPES: Final = {
    **dict.fromkeys(_COUNTS, r"\d+"),
    **dict.fromkeys(_DECIMALS, r"[-−]?\d+(?:[.,]\d+)?"),
    "short": r"(?:[a-z ]+ )?\d+(?:[.,]\d+)?",
    "issue": r"\S(?:.*?\S)??",
}
"""What a field looks like; the others take as little as they can."""


def retold(text: str, names: frozenset[str] = frozenset()) -> str:
    """Return a generated sentence, or several in a row, in the language that is told in.

    >>> from simulation.words import told_in
    >>> with told_in("fr"):
    ...     retold("The opinion is adopted in part. One clause is deleted."), retold("Somebody wrote this.")
    ('La conférence adopte l’avis en partie. Une disposition est supprimée.', 'Somebody wrote this.')

    Args:
        text: As it was generated, in any language.
        names: What delegations are called, so that a name that looks like a list is known to be none.
    """
    found = (_retold(code, language(), text, names) for code in LANGUAGES if code != language())
    return next((told for told in found if told is not None), text)


def is_told_as(key: str, text: str) -> bool:
    """Return whether a text is a sentence of this key in the language that is told in."""
    return _pattern(catalogue(language())[key]).fullmatch(text) is not None


@lru_cache(maxsize=50_000)
def _retold(
    source: str,
    target: str,  # noqa: ARG001 - the language that is told in, by which the cache tells answers apart
    text: str,
    names: frozenset[str],
    kinds: tuple[str, ...] = _WHOLE,
) -> str | None:
    """Return a text of one language in the one that is told in; None if no template made all of it."""
    if len(text) > _LONGEST:
        return None
    if (alone := _whole(source, text, names, kinds)) is not None:
        return alone
    told, start = list[str](), 0
    for end in (*(space.start() for space in _END_OF_SENTENCE.finditer(text)), len(text)):
        sentence = _whole(source, text[start:end], names, kinds)
        if sentence is not None:
            told.append(sentence)
            start = end + 1
    return " ".join(told) if start > len(text) else None


def _whole(source: str, text: str, names: frozenset[str], kinds: tuple[str, ...]) -> str | None:
    for key, start, pattern in _patterns(source):
        if text.startswith(start) and key.startswith(kinds) and (found := pattern.fullmatch(text)):
            values = found.groupdict().items()
            return _filled(key, {name: _value(name, source, value, names) for name, value in values})
    return None


def _filled(key: str, values: dict[str, str]) -> str:
    """Return the twin of a sentence, in the form that fits its count."""
    base, _, form = key.rpartition(".")
    if form in ("one", "other") and "n" in values:
        return numbered(base, int(values.pop("n")), **values)
    return say(key, **values)


def _value(name: str, source: str, value: str, names: frozenset[str]) -> str:
    """Return what stands in a field as the language that is told in writes it."""
    return _VALUES[name](source, value, names) if name in _VALUES else value


def _sentence(name: str, source: str, value: str, names: frozenset[str]) -> str:
    return _retold(source, language(), value, names, _PARTS[name]) or value


def _decimal(source: str, value: str, _: frozenset[str]) -> str:
    plain = value.replace("-", "−")  # as it was written once
    return plain.replace(catalogue(source)["number.decimal_mark"], say("number.decimal_mark"))


def _shortfall(source: str, value: str, names: frozenset[str]) -> str:
    """Return how far a wording falls short, or below what."""
    words = catalogue(source)["number.under"].removesuffix("{n}")
    number = _decimal(source, value.removeprefix(words), names)
    return say("number.under", n=number) if value.startswith(words) else number


def _share(source: str, value: str, _: frozenset[str]) -> str:
    """Return a percentage; what is given is one only where it is not an issue."""
    share = _pattern(catalogue(source)["number.percent"]).fullmatch(value)
    return say("number.percent", n=share["n"]) if share else value


def _word(kind: str, source: str, value: str, _: frozenset[str]) -> str:
    """Return what something is called that goes by this word in the language of the source."""
    words = {text: key.partition(".")[2] for key, text in catalogue(source).items() if key.startswith(kind)}
    return called(kind.rstrip("."), words[value]) if value in words else value


def _end(source: str, value: str, _: frozenset[str]) -> str:
    """Return the name of an end of an issue."""
    usual = {catalogue(source)[key]: key for key in USUAL_POLES.values()}
    return say(usual[value]) if value in usual else value


def _causes(source: str, value: str, names: frozenset[str]) -> str:
    items = value.split(_between(catalogue(source)["list.next"]))
    return listed(_sentence("causes", source, item, names) for item in items)


def _options(source: str, value: str, _: frozenset[str]) -> str:
    """Return alternatives in quotation marks."""
    own = catalogue(source)
    opening, closing = own["list.quoted"].split("{text}")
    inner = value.removeprefix(opening).removesuffix(closing)
    return one_of(inner.split(closing + _between(own["list.or"]) + opening))


def _names(source: str, value: str, names: frozenset[str]) -> str:
    """Return a list of names as the language joins them."""
    own = catalogue(source)
    if value in names:
        return value
    for form in ("list.more.one", "list.more.other"):
        between, end = own[form].removeprefix("{names}").split("{n}")
        first, _, n = value.removesuffix(end).rpartition(between)
        if first and value.endswith(end) and n.isdecimal():
            return numbered("list.more", int(n), names=listed(first.split(_between(own["list.next"]))))
    for first, last in _halves(value, _between(own["list.and"])):
        if not names or last in names:
            return names_joined([*first.split(_between(own["list.next"])), last], len(value))
    return value


def _halves(value: str, between: str) -> Iterator[tuple[str, str]]:
    """Yield both sides of every place where a list may end, the last place first."""
    at = value.rfind(between)
    while at >= 0:
        yield value[:at], value[at + len(between) :]
        at = value.rfind(between, 0, at)


def _between(template: str) -> str:
    """Return what stands between the two fields of a list."""
    return template[template.index("}") + 1 : template.rindex("{")]


@cache
def _patterns(code: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Return key, first words and pattern of each template, those that say most first."""
    kept = {key: text for key, text in catalogue(code).items() if key.startswith(_WHOLE)}
    order = sorted(kept, key=lambda key: -len(_FIELD.sub("", kept[key])))
    return tuple((key, kept[key].partition("{")[0], _pattern(kept[key])) for key in order)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Return what matches the sentences of a template.

    A field ends where the words after it first occur, and that is not tried again further on: no text, however odd,
    takes long.
    """
    first, *rest = _FIELD.split(template)  # words and fields by turns
    fields = [
        (f"(?P<{field}>{_SHAPES.get(field, '.+?')})", re.escape(words))
        for field, words in zip(rest[::2], rest[1::2], strict=True)
    ]
    *inner, (last, end) = fields or [("", "")]
    return re.compile(
        re.escape(first) + "".join(f"(?>{field}{words})" for field, words in inner) + last + end
    )


_VALUES: Final[Mapping[str, Callable[[str, str, frozenset[str]], str]]] = {
    **{name: partial(_sentence, name) for name in _PARTS},
    **dict.fromkeys(_DECIMALS, _decimal),
    "short": _shortfall,
    **dict.fromkeys(("share", "willing", "give"), _share),
    **dict.fromkeys(("names", "others"), _names),
    **dict.fromkeys(("low", "high"), _end),
    "document": partial(_word, "document."),
    "protocol": partial(_word, "protocol."),
    "causes": _causes,
    "options": _options,
}
"""Says what stands in a field, from the language of the source, the value and the names; all else stays as it is."""
