"""A sentence as data: the key of its template and the values in it, put into words only where somebody reads it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import Any, Final

from simulation.words.catalogue import ENGLISH, catalogue
from simulation.words.phrases import (
    aloud,
    apart,
    day,
    decimal,
    listed,
    names_joined,
    numbered,
    one_of,
    say,
    whole,
)
from simulation.words.poles import USUAL_POLES
from simulation.words.translated import own_text

__all__ = ["NOTHING", "Said", "Value", "said", "said_of"]

type Value = str | int | float | Said | tuple[Value, ...]
"""What may stand in a sentence: a word of the case, a count, a number, another sentence or part of one, several."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or a part of one, in no language yet. `str` puts it into the current language.

    Two are equal if they say the same with the same values, so what two pages tell can be compared. `said` makes one
    from a template; the static methods make those that stand for a number, a list or a text as it was written. One
    that says nothing is false.

    >>> from simulation.words import told_in
    >>> sentence = said("outcome.apart", n=2)
    >>> with told_in("fr"):
    ...     str(sentence)
    '2 délégations laissent passer le texte et s’en dissocient.'
    """

    key: str
    """Of the template in the catalogue, without the form for a count; or of a form that starts with `as.`."""
    values: tuple[tuple[str, Value], ...] = ()
    """By name, in the order of the names."""

    @staticmethod
    def verbatim(text: str) -> "Said":
        """Return a text that somebody wrote: it is the same in every language."""
        return Said("as.text", (("text", text),)) if text else NOTHING

    @staticmethod
    def joined(*sentences: "Said") -> "Said":
        """Return sentences one after the other, without those that say nothing.

        >>> Said.joined(NOTHING, Said.verbatim("Agreed.")) == Said.verbatim("Agreed.")
        True
        """
        told = tuple(sentence for sentence in sentences if sentence)
        if len(told) > 1:
            return Said("as.sentences", (("items", told),))
        return told[0] if told else NOTHING

    @staticmethod
    def listed(items: Iterable["str | Said"]) -> "Said":
        """Return items one after the other: `a, b, c`."""
        return Said("as.list", (("items", tuple(items)),))

    @staticmethod
    def dashed(items: "Iterable[Value]") -> "Said":
        """Return names that stand for one thing, with a dash between them: `a–b`."""
        return Said("as.dashed", (("items", tuple(items)),))

    @staticmethod
    def apart(items: Iterable["str | Said"]) -> "Said":
        """Return items that may hold commas themselves, one after the other: `a, b; c`."""
        return Said("as.clauses", (("items", tuple(items)),))

    @staticmethod
    def one_of(items: Iterable["str | Said"]) -> "Said":
        """Return items that are alternatives, each in quotation marks."""
        return Said("as.choice", (("items", tuple(items)),))

    @staticmethod
    def clauses(items: Iterable["str | Said"]) -> "Said":
        """Return a sentence of clauses with semicolons between them: with a capital, and a full stop."""
        return said("list.ended", text=Said.begun(Said.apart(items)))

    @staticmethod
    def begun(text: "str | Said") -> "Said":
        """Return the beginning of a sentence, with a capital; a key stays as written."""
        return Said("as.begun", (("text", text),))

    @staticmethod
    def within(text: "str | Said") -> "Said":
        """Return a name for the inside of a sentence, without a capital."""
        return Said("as.within", (("text", text),))

    @staticmethod
    def aloud(text: "str | Said") -> "Said":
        """Return a text in quotation marks; marks inside it become inner ones."""
        return Said("as.aloud", (("text", text),))

    @staticmethod
    def names(names: Iterable["str | Said"], shown: int) -> "Said":
        """Return a list of names, of which more than `shown` are only counted.

        >>> str(Said.names(["Alba", "Brod", "Cora"], 2))
        'Alba, Brod and 1 more'
        """
        return Said("as.names", (("items", tuple(names)), ("shown", shown)))

    @staticmethod
    def decimal(value: float, form: str = ".2f") -> "Said":
        """Return a number, rounded for display."""
        return Said("as.number", (("form", form), ("n", float(f"{value:{form}}"))))

    @staticmethod
    def count(n: int) -> "Said":
        """Return a whole number with the mark between thousands of the language."""
        return Said("as.count", (("n", n),))

    @staticmethod
    def day(text: str) -> "Said":
        """Return a day or a month, `2022-01-15` or `2022-01`, as a language writes it; any other text as it is.

        >>> str(Said.day("2022-01-15"))
        '15 January 2022'
        """
        return Said("as.day", (("text", text),))

    @staticmethod
    def percent(share: float) -> "Said":
        """Return a share as a whole percentage.

        >>> str(Said.percent(0.8))
        '80%'
        """
        return Said("number.percent", (("n", int(f"{share:.0%}".removesuffix("%"))),))

    @staticmethod
    def called(kind: str, key: str, otherwise: str = "") -> "Said":
        """Return what something is called, `otherwise` if the catalogue does not know it."""
        name = f"{kind}.{key}"
        return Said(name) if name in catalogue(ENGLISH) else Said.verbatim(otherwise or key)

    @staticmethod
    def pole(name: str) -> "Said":
        """Return what an end of an issue is called; the usual two have a name in every language."""
        return Said(USUAL_POLES[name]) if name in USUAL_POLES else Said.verbatim(name)

    def with_texts(self, other: Callable[[str], str]) -> "Said":
        """Return it with other texts in the place of those that stand in it, such as names in another language."""
        return Said(self.key, tuple((name, _with_texts(value, other)) for name, value in self.values))

    def __str__(self) -> str:
        """Return it in the current language."""
        if not self.key:
            return ""
        values = dict(self.values)
        if self.key in _FORMS:
            return _FORMS[self.key][1](values)
        if "n" in values and f"{self.key}.other" in catalogue(ENGLISH):
            return _counted(self.key, values)
        return say(self.key, **values)

    def __format__(self, form: str) -> str:
        """Return it as it stands inside another sentence."""
        return format(str(self), form)

    def __bool__(self) -> bool:
        """Return whether it says anything."""
        return bool(self.key)

    def __getitem__(self, name: str) -> Value:
        """Return one of its values."""
        return dict(self.values)[name]

    def inner(self, name: str) -> "Said":
        """Return a sentence or a part that stands in it; a text is one as it was written."""
        value = self[name]
        return value if isinstance(value, Said) else Said.verbatim(str(value))

    def items(self) -> tuple[str, ...]:
        """Return the items of a list, each in the current language; of anything else it is all there is."""
        values = dict(self.values)
        return tuple(_texts(values)) if "items" in values else (str(self),)

    def parts(self) -> tuple[Value, ...]:
        """Return the items of a list as they stand in it; of anything else it is all there is."""
        value = dict(self.values).get("items")
        return value if isinstance(value, tuple) else (self,)

    def quoted(self) -> "Said":
        """Return it in quotation marks, each item of a list in its own.

        >>> str(Said.names(["Alba", "Brod"], 2).quoted())
        '“Alba” and “Brod”'
        """
        values = dict(self.values)
        items = values.get("items")
        if not isinstance(items, tuple):
            return Said.aloud(self)
        told = tuple(Said.aloud(item if isinstance(item, Said) else str(item)) for item in items)
        return said(self.key, **{**values, "items": told})

    def to_plain(self) -> dict[str, Any]:
        """Return plain data, ready for JSON: `key`, and `values` by name if it has any.

        Texts of a case are those of its author, in whatever language it is told.
        """
        if not self.values:
            return {"key": self.key}
        return {"key": self.key, "values": {name: _plain(value) for name, value in self.values}}

    @classmethod
    def from_plain(cls, plain: str | Mapping[str, Any]) -> "Said":
        """Return the sentence that `to_plain` wrote. A text was kept as prose once, and stays as it is.

        >>> Said.from_plain(said("outcome.apart", n=2).to_plain()) == said("outcome.apart", n=2)
        True

        Raises:
            KeyError: if there is no such sentence, or it lacks a value.
            TypeError: if it is no sentence at all, or holds what cannot stand in it.
            RecursionError: if sentences stand in each other too deep.
        """
        if isinstance(plain, str):
            return cls.verbatim(plain)
        key, values = plain["key"], plain.get("values", {})
        if missing := _fields(key) - values.keys():
            raise KeyError(f"{key}: {min(missing)}")
        found = {name: _read(values[name]) for name in sorted(values)}
        if not _counts(found.get("n", 0)) or (key in _FORMS and not _fits(found)):
            raise TypeError(key)
        return cls(key, tuple(found.items()))


NOTHING: Final = Said("")
"""Says nothing."""


def said(key: str, /, **values: Value) -> Said:
    """Return a sentence of the catalogue as data; one that has forms for a count is told in the one that fits `n`.

    >>> said("story.brackets", h=2, n=1) == said("story.brackets", n=1, h=2)
    True
    """
    return Said(key, tuple(sorted(values.items())) if len(values) > 1 else tuple(values.items()))


def said_of(key: str, values: Mapping[str, Value]) -> Said:
    """Return a sentence with those of the values that stand in it, so that two that say the same are equal.

    >>> said_of("outcome.apart", {"n": 2, "who": "Alba"}) == said("outcome.apart", n=2)
    True
    """
    fields = _fields(key)
    return said(key, **{name: value for name, value in values.items() if name in fields})


def _begun(whole: str) -> str:
    word = whole.split(" ", maxsplit=1)[0].rstrip(".,:;\N{NO-BREAK SPACE}")
    is_word = all(part.isalpha() for part in re.split(r"[-’]", word))
    return f"{whole[0].upper()}{whole[1:]}" if is_word else whole


def _counted(key: str, values: dict[str, Any]) -> str:
    n = values["n"]
    count = _number(n) if isinstance(n, Said) else n
    return say(f"{key}.other", **values) if isinstance(count, str | None) else numbered(key, count, **values)


def _number(told: Said) -> Decimal | None:
    """Return the number that is written, with as many decimals; None: none is."""
    values = dict(told.values)
    number, form = values.get("n"), values.get("form", "")
    return Decimal(f"{number:{form}}") if isinstance(number, int | float) else None


def _texts(values: Mapping[str, Any]) -> list[str]:
    return [str(item) for item in values["items"]]


_FORMS: Final[Mapping[str, tuple[frozenset[str], Callable[[dict[str, Any]], str]]]] = {
    key: (frozenset(fields.split()), form)
    for key, fields, form in (
        ("as.text", "text", lambda values: str(values["text"])),
        ("as.sentences", "items", lambda values: " ".join(_texts(values))),
        ("as.list", "items", lambda values: listed(_texts(values))),
        ("as.dashed", "items", lambda values: "–".join(_texts(values))),
        ("as.clauses", "items", lambda values: apart(_texts(values))),
        ("as.aloud", "text", lambda values: aloud(str(values["text"]))),
        ("as.begun", "text", lambda values: _begun(str(values["text"]))),
        ("as.within", "text", lambda values: f"{str(values['text'])[:1].lower()}{str(values['text'])[1:]}"),
        ("as.choice", "items", lambda values: one_of(_texts(values))),
        ("as.names", "items shown", lambda values: names_joined(_texts(values), values["shown"])),
        ("as.day", "text", lambda values: day(str(values["text"]))),
        ("as.count", "n", lambda values: whole(values["n"])),
        ("as.number", "form n", lambda values: decimal(values["n"], values["form"])),
    )
}
"""What no template of the catalogue is for: the values that it needs, and what puts it into words."""


_FORM: Final = re.compile(r"\+?(\.\d{1,2})?[dfg]")
"""How a number may be written: with some decimals, and not with a million."""
_KINDS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "items": tuple,
    "shown": int,
    "n": (int, float),
    "text": (str, Said),
    "form": str,
}


_MOST: Final = 1e15
"""Beyond it no count of ours goes, and no number can be written out."""


def _fits(values: Mapping[str, Value]) -> bool:
    """Return whether what was read can be put into words: a file may hold anything."""
    fits = all(isinstance(value, _KINDS.get(name, object)) for name, value in values.items())
    form = str(values.get("form", "d"))
    is_whole = not form.endswith("d") or not isinstance(values.get("n"), float)
    return fits and is_whole and _FORM.fullmatch(form) is not None


def _counts(n: Value) -> bool:
    """Return whether what was read as a count is one: not endless, and no list."""
    return abs(n) < _MOST if isinstance(n, int | float) else not isinstance(n, tuple)


@cache
def _fields(key: str) -> frozenset[str]:
    """Return which values a sentence cannot be told without."""
    if not key or key in _FORMS:
        return _FORMS[key][0] if key else frozenset()
    templates = catalogue(ENGLISH)
    text = templates.get(key)
    if text is None:
        text = templates[f"{key}.other"] + "{n}"
    return frozenset(field for _, field, _, _ in Formatter().parse(text) if field is not None)


def _plain(value: Value) -> Any:  # noqa: ANN401 - plain data
    if isinstance(value, Said):
        return value.to_plain()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return own_text(value) if isinstance(value, str) else value


def _with_texts(value: Value, other: Callable[[str], str]) -> Value:
    if isinstance(value, Said):
        return value.with_texts(other)
    if isinstance(value, tuple):
        return tuple(_with_texts(item, other) for item in value)
    return other(value) if isinstance(value, str) else value


def _read(plain: Any) -> Value:  # noqa: ANN401 - parsed JSON
    if isinstance(plain, dict):
        return Said.from_plain(plain)
    if isinstance(plain, list):
        return tuple(_read(item) for item in plain)
    if not isinstance(plain, str | int | float):
        raise TypeError(type(plain).__name__)
    return plain
