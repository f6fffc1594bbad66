"""Fills in templates of the current language: sentences, counted ones, lists, numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Final

from simulation.errors import nearest
from simulation.words.catalogue import ENGLISH, catalogue, language
from simulation.words.cldr import day as day_in
from simulation.words.cldr import joined, plural_form, whole_number
from simulation.words.french import FRENCH, asked_for, forms

__all__ = [
    "Spoken",
    "aloud",
    "alternatives",
    "apart",
    "called",
    "chained",
    "day",
    "decimal",
    "form_for",
    "is_said",
    "listed",
    "meant",
    "name_forms",
    "names_joined",
    "numbered",
    "on_one_line",
    "one_of",
    "percent",
    "say",
    "template",
    "whole",
]


_BREAKING: Final = re.compile(r"[ \t\r\n]+")


def say(key: str, /, **values: object) -> str:
    """Return a sentence with its values filled in, in English if its language lacks it.

    Raises:
        KeyError: if there is no such sentence.
    """
    text = template(key)
    return text.format(**asked_for(text, values))


def template(key: str) -> str:
    """Return a sentence with its gaps, in English if its language lacks it.

    Raises:
        KeyError: if there is no such sentence.
    """
    try:
        return catalogue(language())[key]
    except KeyError:
        return catalogue(ENGLISH)[key]


def aloud(text: str) -> str:
    """Return a text in the quotation marks of the language; marks inside it become inner ones."""
    opening, closing = say("list.quoted", text="\n").split("\n")
    inner_opening, inner_closing = say("list.quoted.inner", text="\n").split("\n")
    return say("list.quoted", text=text.replace(opening, inner_opening).replace(closing, inner_closing))


def on_one_line(text: str) -> str:
    """Return a text without line breaks; spaces at which a line may not be broken stay."""
    return _BREAKING.sub(" ", text).strip(" ")


def numbered(key: str, n: float | Decimal, /, **values: object) -> str:
    """Return the form of a sentence that fits the count `n`; only some have one for none."""
    return say(form_for(key, n), **{"n": n, **values})


def form_for(key: str, n: float | Decimal, /) -> str:
    """Return the key of the form that fits the count `n`, by the rules of the language that has the sentence.

    A form for one that does not hold the number speaks of one thing, so it is not taken for 0 or 21, although some
    languages count them as they count one.

    >>> form_for("story.brackets", 0), form_for("story.holders", 1), form_for("story.holders", 2)
    ('story.brackets.none', 'story.holders.one', 'story.holders.other')
    """
    code = language() if f"{key}.other" in catalogue(language()) else ENGLISH
    templates = catalogue(code)
    if n == 0 and f"{key}.none" in templates:
        return f"{key}.none"
    form = f"{key}.{plural_form(n, code)}"
    template = templates.get(form)
    if template is None or (n != 1 and form.endswith(".one") and "{n" not in template):
        return f"{key}.other"
    return form


def called(kind: str, key: str, otherwise: str = "") -> str:
    """Return what something is called in the language, `otherwise` if the catalogue does not know it.

    >>> called("document", "treaty"), called("protocol", "of_my_own", "My way")
    ('treaty', 'My way')
    """
    name = f"{kind}.{key}"
    return template(name) if is_said(name) else otherwise or key


def is_said(key: str) -> bool:
    """Return whether there is a sentence of this key."""
    return key in catalogue(ENGLISH)


def day(text: str) -> str:
    """Return a day or a month as the language writes it in a sentence; any other text as it is.

    >>> day("2022-01-15"), day("May 2013")
    ('15 January 2022', 'May 2013')
    """
    return day_in(text, language())


def listed(items: Iterable[str]) -> str:
    """Return items one after the other: `a, b, c`."""
    return chained("list.next", items)


def apart(items: Iterable[str]) -> str:
    """Return items that may hold commas themselves, one after the other.

    >>> apart(["a, b", "c"])
    'a, b; c'
    """
    return chained("list.apart", items)


def meant(word: str, valid: Iterable[str]) -> str:
    """Return ` Did you mean 'x'?` for the nearest valid word, or nothing if none is near.

    >>> meant("BRZ", ["GBR", "BRA"])
    " Did you mean 'BRA'?"
    """
    found = nearest(word, valid)
    return "" if found is None else say("problem.near", name=repr(found))


def one_of(items: Iterable[str]) -> str:
    """Return items that are alternatives, each in quotation marks: `“a” or “b”`."""
    return alternatives(say("list.quoted", text=item) for item in items)


def alternatives(items: Iterable[str]) -> str:
    """Return items of which one is to be taken: `a or b`."""
    return chained("list.or", items)


def chained(key: str, items: Iterable[str]) -> str:
    """Return items one after the other, two at a time in a sentence that says how `first` goes on with `last`."""
    told = list(items)
    return reduce(lambda first, last: say(key, first=first, last=last), told) if told else ""


def name_forms(name: str) -> Mapping[str, str]:
    """Return a name in the forms that templates of the language may ask for; none where they ask for none."""
    return forms(name) if language() == FRENCH else {}


def names_joined(names: Sequence[str], shown: int) -> str:
    """Return a list of names in words, cut after `shown` of them.

    >>> names_joined(["Alba", "Brod", "Cora"], 3), names_joined(["Alba", "Brod", "Cora"], 2)
    ('Alba, Brod and Cora', 'Alba, Brod and 1 more')
    """
    if len(names) > shown:
        return numbered("list.more", len(names) - shown, names=listed(names[:shown]))
    if len(names) > 1:
        return joined(names, language())
    return "".join(names)


def percent(share: float) -> str:
    """Return a share as a whole percentage.

    >>> percent(0.8)
    '80%'
    """
    return say("number.percent", n=f"{share:.0%}".removesuffix("%"))


def decimal(value: float, form: str = ".2f") -> str:
    """Return a number with the decimal mark of the language, with a true minus and no negative zero.

    >>> decimal(0.125), decimal(0.75, "g"), decimal(-1.5), decimal(-0.001)
    ('0.12', '0.75', '−1.50', '0.00')
    """
    text = f"{value:{form}}"
    if not float(text):
        text = text.removeprefix("-")
    return text.replace(".", template("number.decimal_mark")).replace("-", template("number.minus_mark"))


def whole(n: int) -> str:
    """Return a whole number with the mark between thousands of the language.

    >>> whole(12_500)
    '12,500'
    """
    return whole_number(n, language())


class Spoken[K: str](Mapping[K, str]):
    """Words by key, each in the current language when it is looked up."""

    def __init__(self, kind: str, keys: Iterable[K]) -> None:
        self._kind = kind
        self._keys = dict.fromkeys(keys)

    def __getitem__(self, key: K) -> str:
        if key not in self._keys:
            raise KeyError(key)
        return template(f"{self._kind}.{key}")

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
