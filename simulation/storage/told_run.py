"""A run told in another language than that of its case: its sentences are data, and its texts those of the case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from simulation.scenario.translations.telling import in_language
from simulation.storage.columns import TABLES, Kind, Table
from simulation.storage.kept_run import Run
from simulation.storage.kept_translations import texts_told
from simulation.words import Said

__all__ = ["run_in_language"]


def run_in_language(run: Run, code: str) -> Run:
    """Return a run whose case, and what of it stands in sentences and tables, is told in a language.

    Of a case that ships the library knows the translations, of any other they are kept with the run.
    """
    case = in_language(run.scenario, code)
    other = texts_told(case)
    tables = {name: _retold(name, table, other) for name, table in run.tables.items()}
    return Run(manifest=replace(run.manifest, scenario=case), tables=tables)


def _retold(name: str, table: Table, other: Callable[[str], str]) -> Table:
    kinds: Mapping[str, Kind] = {column: kind for column, (kind, _) in TABLES[name].columns.items()}
    return {column: _column(values, kinds.get(column, "word"), other) for column, values in table.items()}


def _column(values: Any, kind: Kind, other: Callable[[str], str]) -> Any:  # noqa: ANN401 - a list or an array
    if kind == "text":
        return [other(text) for text in values]
    if kind != "said":
        return values
    known: dict[Said, Said] = {}
    for sentence in values:
        if sentence not in known:
            known[sentence] = sentence.with_texts(other)
    return [known[sentence] for sentence in values]
