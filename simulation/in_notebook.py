"""What every result can do in a notebook or a script: give its tables, draw itself, say at a glance what it found."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulation.drawing.picture import Picture
    from simulation.notebook.arrow_table import ArrowTable

__all__ = ["InNotebook"]


class InNotebook:
    """Mixin for results: `tables()`, `plot()` and the card that a notebook shows.

    How each kind of result is shown stands in `simulation.notebook`, above everything that is shown; this is the one
    door to it.
    """

    __slots__ = ()

    def tables(self) -> "dict[str, ArrowTable]":
        """Return the tables of this result by name, each with `.arrow`, `.to_pandas()` and `.to_polars()`."""
        from simulation.notebook.result_views import tables_of

        return tables_of(self)

    def plot(self, what: str = "") -> "Picture":
        """Return a picture: of the report, to show in a notebook or to `save("x.svg")`.

        Args:
            what: Which one; empty: the first. An unknown name is answered with all that there are.

        Raises:
            UnknownComponentError: If there is no such picture of this result.
        """
        from simulation.notebook.result_views import picture_of

        return picture_of(self, what)

    def _repr_html_(self) -> str:
        """Return the card that a notebook shows, in light and in dark."""
        from simulation.notebook.result_views import card_of

        return card_of(self)
