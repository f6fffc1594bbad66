"""Mistakes are told in our words, not in those of the libraries that find them."""

import dataclasses
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_type_hints

import pytest
import typer
from typer.testing import Result

from simulation.cli.app import app
from simulation.protocols.registry import PROTOCOLS
from simulation.registry import check_parameters
from simulation.rules.decision import RULES
from simulation.strategies.builtin import STRATEGIES
from tests.extent import at_a_desk

type Invoke = Callable[..., Result]

THEIRS = re.compile(
    r"Input should|unable to parse|Value error|valid (?:integer|number|string)|\[type=|Field required|Errno|\.part\b"
)
WRONG: tuple[object, ...] = (
    *("x", "1", "", "x" * 9999),
    *(None, True, 1.5, -1e9, 1e9, 10**30, float("nan"), float("inf")),
    *([], [1], ["x"], [[1]], {}, {"a": 1}, {"a": {"b": "x"}}, {1: 2}),
)


def numbered() -> Iterator[tuple[str, str]]:
    """Yield the options of every command that take a number, each with its command."""
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined] # a group
        for option in command.params:
            if option.param_type_name == "option" and option.metavar in {"N", "SHARE", "SECONDS", "K"}:
                yield name, option.opts[0]


@pytest.mark.parametrize(("command", "option"), at_a_desk(sorted(numbered())[::6], sorted(numbered())))
def test_an_option_that_is_no_number_says_what_is_valid(invoke: Invoke, command: str, option: str) -> None:
    told = invoke(command, "first_hour", option, "abc").stderr
    assert THEIRS.search(told) is None
    assert re.search(r"'abc'\. Valid: a (?:whole )?number", told)


def test_a_number_out_of_range_says_the_range(invoke: Invoke) -> None:
    told = invoke("run", "first_hour", "--sessions", "900").stderr
    assert "Invalid value for '--sessions': '900'. Valid: a number from 1 to 500." in told


def parameters(cls: type, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, hint in get_type_hints(cls).items():
        if name in {field.name for field in dataclasses.fields(cls)}:
            yield (*path, name)
            if dataclasses.is_dataclass(hint) and isinstance(hint, type):
                yield from parameters(hint, (*path, name))


def test_every_mistake_in_a_parameter_is_told_in_our_words() -> None:
    told = set()
    for component in (*PROTOCOLS, *RULES, *STRATEGIES):
        for path in parameters(component):
            for wrong in WRONG:
                given: object = wrong
                for step in reversed(path):
                    given = {step: given}
                assert isinstance(given, dict)
                told |= {problem.message for problem in check_parameters(component, given)}
    assert len(told) > 500
    assert [message for message in told if THEIRS.search(message) or "of another kind" in message] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "worked_clock", "--out", "{}/run"),
        ("pack", "first_hour", "--out", "{}/pack"),
        ("export", "worked_clock", "--out", "{}/table.csv"),
        ("ensemble", "worked_clock", "-n", "2", "--out", "{}/study"),
        ("report", "kept", "--out", "{}/page.html"),
    ],
)
def test_where_nothing_can_be_written_no_name_is_told_that_nobody_chose(
    invoke: Invoke, arguments: tuple[str, ...]
) -> None:
    if arguments[0] == "report":
        assert invoke("run", "worked_clock", "--out", "kept").exit_code == 0
    Path("file").touch()
    done = invoke(*(word.format("file") for word in arguments))
    assert done.exit_code == 1
    assert THEIRS.search(done.stderr) is None
    assert re.search(r"(?:file/|there is no folder)", done.stderr)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("tabel.csv", "tabel.csv: There is no such file in this folder. Did you mean 'table.csv'? "),
        ("zebra.csv", "zebra.csv: There is no such file in this folder. There: table.csv. "),
        (
            "sub/tabel.csv",
            "sub/tabel.csv: There is no such file in the folder sub. Did you mean 'table.csv'? ",
        ),
        ("none/table.csv", "none/table.csv: There is no such file: the folder none is not there either. "),
    ],
)
@pytest.mark.parametrize("command", [("import",), ("backtest", "deu3")])
def test_a_missing_file_is_told_with_where_it_was_looked_for_and_what_is_there(
    invoke: Invoke, command: tuple[str, ...], named: str, told: str
) -> None:
    Path("sub").mkdir()
    Path("sub/table.csv").touch()
    Path("table.csv").touch()
    assert invoke(*command, named).stderr.startswith(told)
