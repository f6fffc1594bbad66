"""What the ends of an axis are called: on one issue as the case names them, over several only what most share."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulation.words.phrases import names_joined, say

__all__ = ["USUAL_POLES", "Ends", "ends_over", "pole", "shared_ends"]

USUAL_POLES: Final = {"multi-stakeholder": "pole.low", "intergovernmental": "pole.high"}
"""What the ends are called where a case names none, each with the key of its name in other languages."""
_NAMED: Final = 3


def pole(name: str) -> str:
    """Return the name of an end of an issue; the usual two in the current language.

    >>> pole("multi-stakeholder"), pole("deep cut")
    ('multi-stakeholder', 'deep cut')
    """
    return say(USUAL_POLES[name]) if name in USUAL_POLES else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """The names of the two ends of an axis over several issues, in the current language."""

    low: str
    high: str
    apart: tuple[int, ...] = ()
    """Places of the issues whose ends are called otherwise; none where no name is shared by most."""
    is_shared: bool = True
    """Whether the ends of every issue are called so."""

    def note(self, issues: Sequence[str]) -> str:
        """Return on which issues the ends are called otherwise, by their names; empty if on none."""
        if not self.apart:
            return "" if self.is_shared else say("pole.each.note", issue=issues[0])
        named = [say("list.quoted", text=issues[place]) for place in self.apart]
        return say("pole.apart", issues=names_joined(named, _NAMED))


def shared_ends(poles: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the names, at 0 and at 1, that more than half of the issues give their ends; None: they differ.

    >>> shared_ends([("deep cut", "no cut"), ("deep cut", "no cut"), ("now", "never")])
    ('deep cut', 'no cut')
    """
    (most, count), *_ = Counter(poles).most_common(1)
    return most if 2 * count > len(poles) else None


def ends_over(poles: Sequence[tuple[str, str]]) -> Ends:
    """Return the ends of an axis over issues: the names that more than half of them share, else those of the first.

    >>> ends_over([("deep cut", "no cut"), ("deep cut", "no cut"), ("now", "never")]).apart
    (2,)
    >>> ends_over([("deep cut", "no cut"), ("now", "never")]).low
    '“deep cut” and the like'

    Args:
        poles: Of each issue the names of its ends, at 0 and at 1.
    """
    most = shared_ends(poles)
    if most is None:
        low, high = (say("pole.each", end=pole(end)) for end in poles[0])
        return Ends(low=low, high=high, is_shared=False)
    apart = tuple(place for place, ends in enumerate(poles) if ends != most)
    return Ends(low=pole(most[0]), high=pole(most[1]), apart=apart, is_shared=not apart)
