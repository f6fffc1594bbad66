"""Takes in uploaded files: a case as it is, the table of another tool as the case that the command line makes of it."""

from collections.abc import Collection, MutableMapping
from typing import Final

from dashboard.library import cases
from simulation.scenario import Problem, Problems, UnreadableError, read_text
from simulation.scenario.interchange import import_text
from simulation.storage import temporary_folder

__all__ = ["FILES", "add_file", "is_table", "plain_name", "problems_of_file"]

_TABLES: Final = ("csv", "tsv", "txt")
FILES: Final = ("yaml", "yml", *_TABLES)
"""How names of files end that are taken in."""


def is_table(name: str) -> bool:
    """Return whether a file is taken for a table, by its name.

    >>> is_table("Terms.CSV"), is_table("terms.yaml")
    (True, False)
    """
    return name.lower().rpartition(".")[2] in _TABLES


def plain_name(name: str) -> str:
    """Return a plain file name that ends as such a file does.

    >>> plain_name("../My terms.csv"), plain_name("my case.yaml")
    ('My-terms.csv', 'my-case.yaml')
    """
    found = cases.file_name(name)
    return found.removesuffix(".yaml") if is_table(name) else found


def add_file(
    data: bytes, uploads: MutableMapping[str, str], name: str, *, in_use: Collection[str] = ()
) -> tuple[str | None, list[Problem]]:
    """Keep the case in a file, or the one that its table makes; return its key, or None and what is wrong.

    It is made and told in the language that is told in.

    Args:
        data: what the file holds.
        uploads: where to keep the case.
        name: what the file is called, as `plain_name` gives it.
        in_use: keys of cases that stay whatever comes.
    """
    text, problems = _case_text(data, name)
    return (None, problems) if problems else cases.add_case(text, uploads, name, in_use=in_use)


def problems_of_file(data: bytes, name: str) -> list[Problem]:
    """Return everything that keeps a file from being taken in, in the language that is told in."""
    text, problems = _case_text(data, name)
    return problems or cases.problems_of(text, name)


def _case_text(data: bytes, name: str) -> tuple[bytes | str, list[Problem]]:
    if not is_table(name):
        return data, []
    problems = Problems()
    with temporary_folder() as folder:
        path = folder / name
        path.write_bytes(data)
        try:
            text = read_text(path, problems, name=name)
        except UnreadableError:
            return b"", problems.sorted()
    found = import_text(text, name, problems)
    return ("" if found is None else found.text), problems.sorted()
