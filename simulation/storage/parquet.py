"""Writes tables as Parquet and reads them back: the only module that knows pyarrow.

The same table gives the same bytes: fixed compression, no times, no paths. Arrays go in and out by buffers and lists:
`pa.array`, `pq.read_table` and NumPy's view of a column would load pandas, which takes longer than all the rest.
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
_NUMPY: Final = {"integer": np.int64, "number": np.float64, "flag": np.bool_}


def write_table(name: str, table: Table, path: Path) -> int:
    """Write one table of `columns.TABLES` and return its number of rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = TABLES[name].columns.items()
    arrays = [_array(table[column], kind) for column, (kind, _) in columns]
    whole = pa.Table.from_arrays(arrays, schema=_schema(name))
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
        with pq.ParquetFile(path) as file:
            whole = file.read()
    except (OSError, pa.ArrowException) as error:
        raise RecordError(f"{path.name} cannot be read: {error}") from error
    if not whole.schema.equals(_schema(name)):
        raise RecordError(f"{path.name} does not have the columns of the table {name!r}.")
    kinds = {column: kind for column, (kind, _) in TABLES[name].columns.items()}
    return {column: _plain(whole.column(column), kind) for column, kind in kinds.items()}


def _array(values: Any, kind: Kind) -> "pa.Array":  # noqa: ANN401 - a list or an array
    """Return a column, put together from buffers."""
    import pyarrow as pa

    size = len(values)
    if kind == "words":
        ends = np.cumsum([0, *map(len, values)], dtype=np.int32)
        inner = _array([word for words in values for word in words], "word")
        return pa.Array.from_buffers(
            pa.list_(pa.string()), size, [None, pa.py_buffer(ends)], children=[inner]
        )
    if kind == "word":
        texts = [str.encode(word) for word in values]
        ends = np.cumsum([0, *map(len, texts)], dtype=np.int32)
        return pa.Array.from_buffers(
            pa.string(), size, [None, pa.py_buffer(ends), pa.py_buffer(b"".join(texts))]
        )
    if kind == "flag":
        bits = np.packbits(np.asarray(values, dtype=_NUMPY[kind]), bitorder="little")
        return pa.Array.from_buffers(pa.bool_(), size, [None, pa.py_buffer(bits)])
    arrow, plain = (pa.int64(), np.int64) if kind == "integer" else (pa.float64(), np.float64)
    return pa.Array.from_buffers(arrow, size, [None, pa.py_buffer(np.ascontiguousarray(values, dtype=plain))])


def _plain(column: "pa.ChunkedArray", kind: Kind) -> Any:  # noqa: ANN401 - a list or an array
    values = column.to_pylist()
    if kind == "words":
        return [tuple(words) for words in values]
    return values if kind == "word" else np.array(values, dtype=_NUMPY[kind])


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
