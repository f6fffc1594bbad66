"""Sentences as whole templates by key: filled in, or in the form that fits a count."""

from collections.abc import Mapping

__all__ = ["Sentences"]


class Sentences:
    """Templates by key; `key.none`, `key.one` and `key.other` are the forms of a counted one."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def say(self, key: str, **values: object) -> str:
        """Return a sentence with its values filled in."""
        return self._words[key].format(**values)

    def counted(self, key: str, n: int, **values: object) -> str:
        """Return the form of a sentence that fits the count `n`."""
        none = f"{key}.none"
        if n == 0 and none in self._words:
            return self._words[none].format(n=n, **values)
        return self._words[f"{key}.one" if n == 1 else f"{key}.other"].format(n=n, **values)
