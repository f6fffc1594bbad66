"""Writes tables as Parquet and reads them back: the only module that knows pyarrow.

The same table gives the same bytes: fixed compression, no times, no paths. Arrays go in and out by buffers and lists:
`pa.array`, `pq.read_table` and NumPy's view of a column would load pandas, which takes longer than all the rest.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from simulation.errors import RecordError
from simulation.storage.run_columns import TABLES, Kind, Table
from simulation.words import NOTHING, Said, own_text, say

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["arrow_table", "read_columns", "read_rows", "read_table", "read_words_about", "write_columns"]

_COMPRESSION: Final = "zstd"
_LEVEL: Final = 3
_NUMPY: Final = {"integer": np.int64, "number": np.float64, "flag": np.bool_}


def write_columns(
    columns: Mapping[str, tuple[Kind, Any]], path: Path, metadata: Mapping[str, str] | None = None
) -> int:
    """Write columns, each a kind and its values, and return the number of rows.

    Args:
        columns: By name, all of the same length.
        path: Where to; what is there is written over.
        metadata: Words about the table, kept in its schema.
    """
    import pyarrow.parquet as pq

    whole = arrow_table(columns, metadata)
    pq.write_table(whole, path, compression=_COMPRESSION, compression_level=_LEVEL)
    rows: int = whole.num_rows
    return rows


def arrow_table(
    columns: Mapping[str, tuple[Kind, Any]], metadata: Mapping[str, str] | None = None
) -> "pa.Table":
    """Return columns, each a kind and its values, as a table of Arrow with words about it in its schema."""
    import pyarrow as pa

    arrays = [_array(values, kind) for kind, values in columns.values()]
    schema = _schema_of({column: kind for column, (kind, _) in columns.items()})
    return pa.Table.from_arrays(arrays, schema=schema.with_metadata(metadata or None))


def read_table(name: str, path: Path, *, is_prose: bool = False) -> Table:
    """Return one table of `columns.TABLES`: words and sentences as lists, numbers and flags as arrays.

    Args:
        name: Of the table.
        path: Of its file.
        is_prose: Whether its sentences were kept as they were told: a version before wrote it.

    Raises:
        RecordError: if the file is no such table.
    """
    import pyarrow.parquet as pq

    kinds = {column: kind for column, (kind, _) in TABLES[name].columns.items()}
    with _readable(path), pq.ParquetFile(path) as file:
        whole = file.read()
    if not whole.schema.equals(_schema_of(kinds)):
        raise RecordError(say("folder.columns", file=path.name, table=repr(name)))
    try:
        return {
            column: _plain(whole.column(column), kind, is_prose=is_prose) for column, kind in kinds.items()
        }
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise RecordError(say("folder.run.unsaid", file=path.name, why=error)) from error


def read_columns(path: Path, names: Sequence[str] | None = None) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the columns of a table that `write_columns` wrote, all or those named, and the words about it.

    Raises:
        RecordError: if the file is no such table.
    """
    import pyarrow.parquet as pq

    with _readable(path), pq.ParquetFile(path) as file:
        whole = file.read(columns=None if names is None else list(names))
    kinds: dict[str, Kind] = {"int64": "integer", "double": "number", "bool": "flag", "string": "word"}
    found = {
        field.name: _plain(whole.column(field.name), kinds.get(str(field.type), "integers"))
        for field in whole.schema
    }
    return found, {key.decode(): value.decode() for key, value in (whole.schema.metadata or {}).items()}


def read_rows(paths: Sequence[Path]) -> "pa.Table":
    """Return tables that `write_columns` wrote as one, in this order; a column that one of them lacks is null there.

    Raises:
        RecordError: if a file is no table.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = []
    for path in paths:
        with _readable(path), pq.ParquetFile(path) as file:
            parts.append(file.read().replace_schema_metadata(None))
    return pa.concat_tables(
        [part.cast(pa.schema([pa.field(one.name, one.type) for one in part.schema])) for part in parts],
        promote_options="default",
    )


def read_words_about(path: Path) -> dict[str, str]:
    """Return the words about a table without its columns.

    Raises:
        RecordError: if the file is no table.
    """
    import pyarrow.parquet as pq

    with _readable(path):
        words = pq.read_schema(path).metadata or {}
    return {key.decode(): value.decode() for key, value in words.items()}


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Say which file it is where it cannot be read inside this block."""
    import pyarrow as pa

    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise RecordError(say("folder.unread", file=path.name, why=error)) from error


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
    if kind == "said":
        return _array(_written(values), "word")
    if kind in ("word", "text"):
        texts = [str.encode(own_text(word)) for word in values]
        ends = np.cumsum([0, *map(len, texts)], dtype=np.int32)
        return pa.Array.from_buffers(
            pa.string(), size, [None, pa.py_buffer(ends), pa.py_buffer(b"".join(texts))]
        )
    if kind == "integers":
        ends = np.cumsum([0, *map(len, values)], dtype=np.int32)
        inner = _array(np.concatenate([*values, np.zeros(0, dtype=np.int64)]), "integer")
        return pa.Array.from_buffers(pa.list_(pa.int64()), size, [None, pa.py_buffer(ends)], children=[inner])
    if kind == "flag":
        bits = np.packbits(np.asarray(values, dtype=_NUMPY[kind]), bitorder="little")
        return pa.Array.from_buffers(pa.bool_(), size, [None, pa.py_buffer(bits)])
    arrow, plain = (pa.int64(), np.int64) if kind == "integer" else (pa.float64(), np.float64)
    return pa.Array.from_buffers(arrow, size, [None, pa.py_buffer(np.ascontiguousarray(values, dtype=plain))])


def _written(sentences: Iterable[Said]) -> list[str]:
    """Return sentences as JSON, each worked out once."""
    known = {NOTHING: ""}
    for sentence in sentences:
        if sentence not in known:
            known[sentence] = json.dumps(sentence.to_plain(), ensure_ascii=False, separators=(",", ":"))
    return [known[sentence] for sentence in sentences]


def _read(texts: Sequence[str], *, is_prose: bool) -> list[Said]:
    """Return the sentences that were written, each read once."""
    known = {text: Said.from_plain(text if is_prose or not text else json.loads(text)) for text in set(texts)}
    return [known[text] for text in texts]


def _plain(column: "pa.ChunkedArray", kind: Kind, *, is_prose: bool = False) -> Any:  # noqa: ANN401 - a list or an array
    if kind in ("integer", "number"):
        return _numbers(column, _NUMPY[kind])
    values = column.to_pylist()
    if kind == "said":
        return _read(values, is_prose=is_prose)
    if kind == "words":
        return [tuple(words) for words in values]
    if kind == "integers":
        return [np.array(numbers, dtype=np.int64) for numbers in values]
    return values if kind in ("word", "text") else np.array(values, dtype=_NUMPY[kind])


def _numbers(column: "pa.ChunkedArray", dtype: Any) -> np.ndarray[Any, Any]:  # noqa: ANN401 - a NumPy type
    """Return a column of numbers by its buffers."""
    parts = [
        np.frombuffer(chunk.buffers()[1], dtype=dtype)[chunk.offset : chunk.offset + len(chunk)]
        for chunk in column.chunks
        if len(chunk)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=dtype)


def _schema_of(kinds: Mapping[str, Kind]) -> "pa.Schema":
    import pyarrow as pa

    types = {
        "word": pa.string(),
        "text": pa.string(),
        "words": pa.list_(pa.string()),
        "said": pa.string(),
        "integer": pa.int64(),
        "integers": pa.list_(pa.int64()),
        "number": pa.float64(),
        "flag": pa.bool_(),
    }
    return pa.schema([pa.field(column, types[kind], nullable=False) for column, kind in kinds.items()])
