"""A text of a case in another language than its author's, which knows what the author wrote."""

from collections.abc import Callable
from typing import Self

__all__ = ["Translated", "composed", "own_text"]


class Translated(str):
    """A text as shown, and as written in the case.

    It is read, cut and compared like any text. What is kept (run folders, hashes) takes the words of the author
    instead, see `own_text`: a run is the same run in whatever language it was told.

    >>> name = Translated("Deutschland", own="Germany")
    >>> f"{name}: {own_text(name)}"
    'Deutschland: Germany'
    """

    __slots__ = ("own",)

    own: str
    """What the author wrote."""

    def __new__(cls, text: str, own: str | None = None) -> Self:
        """Return a text with what the author wrote; None: the same."""
        made = super().__new__(cls, text)
        made.own = str(text) if own is None else own
        return made

    def __reduce__(self) -> tuple[type["Translated"], tuple[str, str]]:
        """Keep what the author wrote where a case is sent to another process or copied."""
        return Translated, (str(self), self.own)


def own_text(text: str) -> str:
    """Return a text as written in the case, in the words of its author."""
    return text.own if isinstance(text, Translated) else text


def composed(make: Callable[..., str], *parts: str) -> str:
    """Return a text that is made of texts of a case, and knows what it would be of those that the author wrote.

    >>> own_text(composed("{} {}".format, Translated("invite", own="invites"), "a)"))
    'invites a)'
    """
    told, own = make(*parts), make(*map(own_text, parts))
    return told if told == own else Translated(told, own=own)
