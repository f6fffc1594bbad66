"""A table of a result: an Arrow table that becomes a data frame of pandas or Polars when somebody asks for one."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulation.drawing.svg import tag
from simulation.extras import check
from simulation.notebook.card import table_in_html
from simulation.storage import Columns, Kind, arrow_table
from simulation.words import numbered

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["ArrowTable"]

_SHOWN = 8
"""Rows that a notebook shows; a data frame shows more."""


class ArrowTable:
    """One table of a result. Two are equal if their columns and all values are."""

    __slots__ = ("about", "arrow")

    def __init__(self, arrow: Any, about: str = "") -> None:  # noqa: ANN401 - only storage knows pyarrow
        self.arrow = arrow
        """The `pyarrow.Table`. Whatever reads Arrow (DuckDB, Polars, pandas) takes this object itself, too."""
        self.about = about
        """What a row is, and what the columns hold and in which units: in English."""

    @classmethod
    def of(cls, columns: Columns, about: str = "") -> "ArrowTable":
        """Return the table of these columns, each a kind and its values; sentences are told in the current language."""
        plain: dict[str, tuple[Kind, Any]] = {}
        for name, (kind, values) in columns.items():
            plain[name] = ("text", list(map(str, values))) if kind == "said" else (kind, values)
        return cls(arrow_table(plain), about)

    @classmethod
    def of_rows(
        cls, kinds: Mapping[str, Kind], rows: Sequence[Sequence[object]], about: str = ""
    ) -> "ArrowTable":
        """Return the table of these rows, which hold a value for each column."""
        values = list(zip(*rows, strict=True)) or [()] * len(kinds)
        return cls.of(
            {name: (kind, list(own)) for (name, kind), own in zip(kinds.items(), values, strict=True)}, about
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(self.arrow.column_names)

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self.arrow.num_rows)

    def __repr__(self) -> str:
        return f"<ArrowTable: {len(self)} rows, {len(self.columns)} columns>"

    def __eq__(self, other: object) -> bool:
        """Return whether the other has the same columns and values; not-a-number equals itself."""
        if not isinstance(other, ArrowTable):
            return NotImplemented
        return self.columns == other.columns and str(self.to_dict()) == str(other.to_dict())

    def __hash__(self) -> int:
        return hash((self.columns, len(self)))

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the table to whatever reads Arrow, without a copy."""
        return self.arrow.__arrow_c_stream__(requested_schema)

    def to_dict(self) -> dict[str, list[Any]]:
        """Return the columns by name as lists of plain values."""
        found: dict[str, list[Any]] = self.arrow.to_pydict()
        return found

    def to_pandas(self) -> "pd.DataFrame":
        """Return it as a data frame of pandas.

        Raises:
            StudyError: If pandas is not installed; says the line to type.
        """
        check("pandas", "to_pandas()")
        frame: pd.DataFrame = self.arrow.to_pandas()
        return frame

    def to_polars(self) -> "pl.DataFrame":
        """Return it as a data frame of Polars.

        Raises:
            StudyError: If Polars is not installed; says the line to type.
        """
        check("polars", "to_polars()")
        import polars as pl

        return pl.DataFrame(self.arrow)

    def _repr_html_(self) -> str:
        """Return the first rows for a notebook; names of the case are escaped."""
        first = self.arrow.slice(0, _SHOWN).to_pydict()
        rows = (
            [f"{one:.4g}" if isinstance(one, float) else one for one in row]
            for row in zip(*first.values(), strict=True)
        )
        below = tag("p", numbered("notebook.rows", len(self)))
        return str(tag("div", table_in_html(self.columns, rows), below, style="overflow-x:auto"))
