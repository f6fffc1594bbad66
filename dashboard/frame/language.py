"""The words of a page in its reader's language, which is not that of the thread: all that is said, the library says."""

from collections.abc import Iterable, Sequence
from functools import cache

from simulation import words
from simulation.words import ENGLISH, LANGUAGES, Ends, Said

__all__ = ["Words", "words_in"]


class Words:
    """What `simulation.words` says, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._parts: dict[str, dict[str, str]] = {}

    def say(self, key: str, /, **values: object) -> str:
        """Return a sentence with its values filled in.

        Raises:
            KeyError: if there is no such sentence.
        """
        with words.told_in(self.language):
            return words.say(key, **values)

    def counted(self, key: str, n: int, /, **values: object) -> str:
        """Return the form of a sentence that fits the count `n`."""
        with words.told_in(self.language):
            return words.numbered(key, n, **values)

    def called(self, kind: str, key: str, otherwise: str = "") -> str:
        """Return what something is called, `otherwise` if there is no word for it."""
        with words.told_in(self.language):
            return words.called(kind, key, otherwise)

    def template(self, key: str) -> str:
        """Return a sentence with its gaps."""
        with words.told_in(self.language):
            return words.template(key)

    def maybe(self, key: str) -> str | None:
        """Return a sentence without gaps; None if there is none of this key."""
        return self.say(key) if words.is_said(key) else None

    def within(self, part: str, key: str) -> str:
        """Return the whole key of what a part of the pages says: its own, or the one of a term that all share.

        >>> words_in("en").within("editor", "column.salience"), words_in("en").within("editor", "column.kind")
        ('editor.column.salience', 'term.kind')
        """
        own = f"{part}.{key}"
        if words.is_said(own) or words.is_said(f"{own}.other"):
            return own
        return key if words.is_said(key) else f"term.{key.rpartition('.')[2]}"

    def told(self, sentence: Said) -> str:
        """Return a sentence that came as data."""
        with words.told_in(self.language):
            return str(sentence)

    def ending(self, outcome_class: str) -> str:
        """Return what a class of outcome is called, as it begins a sentence."""
        name = self.say(f"class.{outcome_class}")
        return name[:1].upper() + name[1:]

    def pole(self, name: str) -> str:
        """Return what an end of an issue is called, the usual two in this language."""
        with words.told_in(self.language):
            return words.pole(name)

    def ends(self, poles: Sequence[tuple[str, str]]) -> Ends:
        """Return what the ends of an axis over issues are called, of each of which the names are given."""
        with words.told_in(self.language):
            return words.ends_over(poles)

    def listed(self, items: Iterable[str]) -> str:
        """Return items one after the other."""
        with words.told_in(self.language):
            return words.listed(items)

    def apart(self, items: Iterable[str]) -> str:
        """Return items that may hold commas themselves, one after the other."""
        with words.told_in(self.language):
            return words.apart(items)

    def named(self, names: Sequence[str], shown: int | None = None) -> str:
        """Return names as the language joins them, cut after `shown` of them; None: all."""
        with words.told_in(self.language):
            return words.names_joined(names, len(names) if shown is None else shown)

    def forms(self, name: str) -> dict[str, str]:
        """Return a name in the forms that a template may ask for in the browser; none in a language without them."""
        with words.told_in(self.language):
            return dict(words.name_forms(name))

    def number(self, value: float, form: str = "g") -> str:
        """Return a number as the language writes it, with the digits that it has."""
        with words.told_in(self.language):
            return words.decimal(value, form)

    def count(self, n: int) -> str:
        """Return a count with its thousands set apart as the language does."""
        with words.told_in(self.language):
            return words.whole(n)

    def percent(self, share: float) -> str:
        """Return a share as a whole percentage."""
        with words.told_in(self.language):
            return words.percent(share)

    def part(self, prefix: str) -> dict[str, str]:
        """Return the words of a component: the templates whose keys begin so, by the rest of their keys.

        With them come `decimal` and `thousands`, the marks in numbers, and what all share: `term.*`, `kind.*`, and how
        the language quotes and lists, `list.*`.
        """
        if prefix not in self._parts:  # hundreds of keys are looked through for it
            self._parts[prefix] = {
                "decimal": self.say("number.decimal_mark"),
                "thousands": self.say("number.thousands_mark"),
                **{
                    f"list.{how}": self.template(f"list.{how}") for how in ("apart", "next", "quoted", "told")
                },
                **{
                    f"{kind}.{key}": self.template(f"{kind}.{key}")
                    for kind in ("term", "kind")
                    for key in words.catalogue(ENGLISH).part(f"{kind}.")
                },
                **words.catalogue(ENGLISH).part(prefix),
                **words.catalogue(self.language).part(prefix),
            }
        return dict(self._parts[prefix])


@cache
def words_in(language: str) -> Words:
    """Return the words of a language; English for one that there is not."""
    return Words(language if language in LANGUAGES else ENGLISH)
