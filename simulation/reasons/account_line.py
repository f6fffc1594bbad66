"""A line of an account: a sentence, and whether it belongs to the line above it."""

from dataclasses import dataclass

from simulation.words import Said

__all__ = ["Line"]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and its indent: a sentence that belongs to the one above it is indented one step more.

    >>> from simulation.words import said
    >>> str(Line(said("explain.no_document"), depth=1))
    '  There is no document.'
    """

    text: Said
    depth: int = 0

    def __str__(self) -> str:
        """Return it in the current language, set in by two spaces a step."""
        return f"{'  ' * self.depth}{self.text}"
