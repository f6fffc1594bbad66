"""Writes tables as Parquet and reads them back: the only module that knows pyarrow.

The same table gives the same bytes: fixed compression, no times, no paths.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from simulation.errors import RecordError
from simulation.storage.columns import TABLES, Kind, Table

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["read_table", "write_table"]

_COMPRESSION: Final = "zstd"
_LEVEL: Final = 3


def write_table(name: str, table: Table, path: Path) -> int:
    """Write one table of `columns.TABLES` and return its number of rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(name)
    arrays = [pa.array(table[column.name], type=column.type) for column in schema]
    whole = pa.Table.from_arrays(arrays, schema=schema)
    pq.write_table(whole, path, compression=_COMPRESSION, compression_level=_LEVEL)
    rows: int = whole.num_rows
    return rows


def read_table(name: str, path: Path) -> Table:
    """Return one table of `columns.TABLES`: words as lists, numbers and flags as arrays.

    Raises:
        RecordError: if the file is no such table.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        whole = pq.read_table(path, partitioning=None)
    except (OSError, pa.ArrowException) as error:
        raise RecordError(f"{path.name} cannot be read: {error}") from error
    if not whole.schema.equals(_schema(name)):
        raise RecordError(f"{path.name} does not have the columns of the table {name!r}.")
    kinds = {column: kind for column, (kind, _) in TABLES[name].columns.items()}
    return {column: _plain(whole.column(column), kind) for column, kind in kinds.items()}


def _plain(column: "pa.ChunkedArray", kind: Kind) -> Any:  # noqa: ANN401 - a list or an array
    if kind == "words":
        return [tuple(words) for words in column.to_pylist()]
    if kind == "word":
        return column.to_pylist()
    return np.asarray(column)


def _schema(name: str) -> "pa.Schema":
    import pyarrow as pa

    types = {
        "word": pa.string(),
        "words": pa.list_(pa.string()),
        "integer": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
    }
    columns = TABLES[name].columns.items()
    return pa.schema([pa.field(column, types[kind], nullable=False) for column, (kind, _) in columns])
