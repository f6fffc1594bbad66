"""Takes real names out of the texts of a case, and finds the words that stay and are near to one."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from simulation.scenario.archetypes.titles import Titled
from simulation.scenario.schema import Delegation

__all__ = ["Replaced"]

_ARTICLES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "en": {"the ": "", "The ": ""},
        "fr": {
            **dict.fromkeys(("la ", "le ", "les ", "l’", "l'", "La ", "Le ", "Les ", "L’", "L'"), ""),
            **dict.fromkeys(("du ", "des "), "de "),
            **dict.fromkeys(("au ", "aux "), "à "),
        },
    }
)
"""What stands before the name of a country, by language, and what is left of it before a name without an article."""
_SHORTEST_STEM: Final = 4
_ENDING: Final = 5
"""Letters that may follow a stem."""
_ADJECTIVES: Final = (
    "ans?|ians?|ien(?:ne)?s?|een(?:ne)?s?|ain(?:e)?s?|ais(?:e)?s?|ois(?:e)?s?|ese|ish|is|isch(?:e[mnrs]?)?"
)
"""Endings by which languages make an adjective of a country, without accents."""
_ANYBODY: Final = frozenset(
    {
        "United",
        "State",
        "States",
        "Kingdom",
        "Federation",
        "Federated",
        "Republic",
        "Socialist",
        "Islamic",
        "Emirates",
        "Democratic",
        "People",
        "Union",
        "Islands",
        "South",
        "North",
        "East",
        "West",
        "Central",
        "Equatorial",
        "New",
        "Great",
        "Saint",
        "Costa",
        "Saudi",
        "Arab",
        "Arabia",
        "Africa",
        "État",
        "États",
        "Unis",
        "Royaume",
        "Fédération",
        "République",
        "Émirats",
        "Arabes",
        "Arabie",
        "Afrique",
        "Pays",
        "Nouvelle",
        "Corée",
    }
)
"""Words of names that many names have, or that name a region."""


class Replaced:
    """Puts other names in the place of real ones.

    Args:
        seats: With their real names.
        titles: What they are called instead, by key.
        language: Of the texts.
    """

    def __init__(self, seats: Sequence[Delegation], titles: Mapping[str, Titled], language: str) -> None:
        self._by_word = dict[str, str]()
        adjectives = [word for seat in seats for word in seat.adjectives]
        self._adjectives = frozenset((*adjectives, *map(str.upper, adjectives)))
        self._articles = _ARTICLES.get(language, {})
        self._near = _Near([seat for seat in seats if seat.kind == "government"])
        words = [
            (word, titles[seat.key].name)
            for seat in seats
            for word in (seat.name, seat.short or seat.name, *seat.adjectives, seat.key)
        ]
        for word, name in (*words, *((word.upper(), name) for word, name in words)):
            self._by_word.setdefault(word, name)
        articles = "|".join(map(re.escape, self._articles))
        before = rf"(?P<article>\b(?:{articles}))?" if articles else "(?P<article>)?"
        longest_first = sorted(self._by_word, key=len, reverse=True)
        named = "|".join(map(re.escape, longest_first))
        self._names = re.compile(rf"{before}(?<![\w-])(?P<word>{named})(?![\w])") if named else None
        self._joined = re.compile(rf"\s*(?:,|\b(?:and|et|y|und|e)\b)\s+(?:{before})(?:{named})(?!\w)")

    def names(self, text: str) -> bool:
        """Return whether a text names somebody."""
        return self._names is not None and self._names.search(text) is not None

    def text(self, text: str) -> str:
        """Return a text with other names; the article before a name goes with it."""
        return text if self._names is None else self._names.sub(self._other, text)

    def _other(self, found: re.Match[str]) -> str:
        article, word = found["article"] or "", found["word"]
        kept = article if word in self._adjectives else self._articles.get(article, article)
        return f"{kept}{self._by_word[word]}"

    def without(self, name: str) -> str:
        """Return the name of a group without members that stand at its end: `Group of 77 and China` is `Group of 77`.

        Empty if somebody is named in it elsewhere.
        """
        cut = self._joined.sub("", name) if self._names is not None else name
        return "" if self.names(cut) else cut

    def near(self, texts: Iterable[str]) -> dict[str, str]:
        """Return words that are near to the name of a government, and its key, in the order in which they are met."""
        return {word: key for text in texts for word, key in self._near.words(text)}


class _Near:
    """Finds what is near to the name of a government: the name in any letters, what begins like it, what is made of it.

    A word in capitals or small letters counts as made of a name by its ending alone: `indicates` is not of India.
    """

    def __init__(self, seats: Sequence[Delegation]) -> None:
        stems = {stem: seat.key for seat in seats for stem in map(_plain, _stems(seat))}
        words = {word: seat.key for seat in seats for word in map(_plain, _words(seat))}
        keys = {seat.key: seat.key for seat in seats}
        self._seats = {word.casefold(): key for word, key in (*keys.items(), *stems.items(), *words.items())}
        stem, word, key = map(_any_of, (stems, words, keys))
        made = rf"(?P<word>{word})(?:{_ADJECTIVES})?|(?P<root>{stem})(?:{_ADJECTIVES})"
        begins = rf"(?P<stem>{stem})[^\W\d_]{{0,{_ENDING}}}"
        self._pattern = re.compile(
            rf"(?<![^\W_])(?:{begins}|(?i:{made})|(?P<key>{key}))(?![^\W_])" if seats else "(?!)"
        )

    def words(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield each such word of a text with the key of the delegation."""
        whole = unicodedata.normalize("NFC", text)
        for found in self._pattern.finditer(_plain(whole)):
            name = next(filter(None, found.group("stem", "word", "root", "key")))
            yield whole[found.start() : found.end()], self._seats[name.casefold()]


def _plain(text: str) -> str:
    """Return a text with a letter without marks in the place of each letter."""
    whole = unicodedata.normalize("NFC", text)
    return re.sub(r"[^\x00-\x7f]", lambda sign: unicodedata.normalize("NFD", sign.group())[0], whole)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def _words(seat: Delegation) -> Iterator[str]:
    """Yield the names of a delegation, whole and in parts that say who it is."""
    whole = (seat.name, seat.short or "", *seat.adjectives)
    yield from (name for name in whole if len(name) >= _SHORTEST_STEM)
    yield from _parts(seat)


def _stems(seat: Delegation) -> Iterator[str]:
    """Yield with what words begin that are made from a name: `Brazi` of `Brazil`, for `Brazilian`."""
    for word in _parts(seat):
        yield word[: max(_SHORTEST_STEM, len(word) - 1)]


def _parts(seat: Delegation) -> Iterator[str]:
    for name in (seat.name, seat.short or ""):
        for word in re.findall(r"[^\W\d_]+", name):
            if word[:1].isupper() and len(word) >= _SHORTEST_STEM and word not in _ANYBODY:
                yield word
