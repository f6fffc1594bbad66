"""Takes in uploaded tables and workbooks, each as the case that the command line makes of it; gives out the same."""

from collections.abc import Callable, Collection, Mapping, MutableMapping
from typing import Final, NamedTuple

from dashboard.library import cases
from simulation.extras import is_there
from simulation.scenario import Problem, Scenario
from simulation.scenario.interchange import Role, TableReading, read_table
from simulation.state import case_workbook, tidy_table
from simulation.words import told_in

__all__ = [
    "FILES",
    "WORKBOOK",
    "TableDownload",
    "add_table",
    "is_table",
    "plain_name",
    "reading_of",
    "table_download",
]

_TABLES: Final = ("csv", "tsv", "txt", "xlsx", "xlsm")
FILES: Final = ("yaml", "yml", *_TABLES)
"""How names of files end that are taken in."""
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TableDownload(NamedTuple):
    """A table that can be had."""

    data: Callable[[], bytes]
    """Makes it, when it is asked for."""
    file_name: str
    mime: str


def is_table(name: str) -> bool:
    """Return whether a file is taken for a table, by its name.

    >>> is_table("Terms.CSV"), is_table("terms.xlsx"), is_table("terms.yaml")
    (True, True, False)
    """
    return name.lower().rpartition(".")[2] in _TABLES


def plain_name(name: str) -> str:
    """Return a plain file name that ends as such a file does.

    >>> plain_name("../My terms.csv"), plain_name("my case.yaml")
    ('My-terms.csv', 'my-case.yaml')
    """
    found = cases.file_name(name)
    return found.removesuffix(".yaml") if is_table(name) else found


def table_download(case: Scenario, language: str) -> TableDownload:
    """Return the positions of a case as a workbook; as plain text where nothing here writes one.

    Args:
        case: the case.
        language: that of the reader.
    """
    is_workbook = is_there("openpyxl")

    def made() -> bytes:
        with told_in(language):  # it is asked for when the page, and its language, are done
            return case_workbook(case) if is_workbook else tidy_table(case).text.encode()

    stem = cases.file_name(case.key).removesuffix(".yaml")
    return TableDownload(
        made, f"{stem}.{'xlsx' if is_workbook else 'csv'}", WORKBOOK if is_workbook else "text/csv"
    )


def reading_of(data: bytes, name: str, columns: Mapping[str, Role] | None = None) -> TableReading:
    """Return what a table was read as, in the current language.

    Args:
        data: what the file holds.
        name: what the file is called, as `plain_name` gives it.
        columns: what columns are, by their headings, where somebody said so.
    """
    return read_table(data, name, columns=columns or {})


def add_table(
    reading: TableReading, uploads: MutableMapping[str, str], name: str, *, in_use: Collection[str] = ()
) -> tuple[str | None, list[Problem]]:
    """Keep the case that a table makes; return its key, or None and what is wrong with it.

    Args:
        reading: what the table was read as; somebody agreed to its guesses.
        uploads: where to keep the case.
        name: what the file is called.
        in_use: keys of cases that stay whatever comes.
    """
    if reading.case is None:
        return None, list(reading.problems)
    return cases.add_case(reading.case.text, uploads, name, in_use=in_use)
