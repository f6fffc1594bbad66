"""Takes real names out of the texts of a case, and finds the words that stay and are near to one."""

import re
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
_ANYBODY: Final = frozenset(
    {
        "United",
        "States",
        "Kingdom",
        "Federation",
        "Federated",
        "Republic",
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
        self._adjectives = frozenset(word for seat in seats for word in seat.adjectives)
        self._articles = _ARTICLES.get(language, {})
        self._stems = {stem: seat.key for seat in seats if seat.kind == "government" for stem in _stems(seat)}
        for seat in seats:
            for word in (seat.name, seat.short or seat.name, *seat.adjectives, seat.key):
                self._by_word.setdefault(word, titles[seat.key].name)
        articles = "|".join(map(re.escape, self._articles))
        before = rf"(?P<article>\b(?:{articles}))?" if articles else "(?P<article>)?"
        longest_first = sorted(self._by_word, key=len, reverse=True)
        words = "|".join(map(re.escape, longest_first))
        self._names = re.compile(rf"{before}(?<![\w-])(?P<word>{words})(?![\w])") if words else None
        also = "|".join(map(re.escape, longest_first))
        self._joined = re.compile(rf"\s*(?:,|\b(?:and|et|y|und|e)\b)\s+(?:{before})(?:{also})(?!\w)")

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
        """Return words that begin like the name of a government, and its key, in the order in which they are met."""
        if not self._stems:
            return {}
        stems = "|".join(map(re.escape, sorted(self._stems, key=len, reverse=True)))
        pattern = re.compile(rf"(?<!\w)({stems})[^\W\d_]{{0,{_ENDING}}}(?!\w)")
        return {found.group(): self._stems[found[1]] for text in texts for found in pattern.finditer(text)}


def _stems(seat: Delegation) -> Iterator[str]:
    """Yield with what words begin that are made from a name: `Brazi` of `Brazil`, for `Brazilian`."""
    for name in (seat.name, seat.short or ""):
        for word in re.findall(r"[^\W\d_]+", name):
            if word[:1].isupper() and len(word) >= _SHORTEST_STEM and word not in _ANYBODY:
                yield word[: max(_SHORTEST_STEM, len(word) - 1)]
