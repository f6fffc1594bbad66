"""An option is spelt, read, told and completed alike in every command that takes it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, Final, get_args, get_origin

import pytest
from typer.testing import Result

from simulation.cli import help_page
from tests.command_tree import commands, options

type Invoke = Callable[..., Result]

NO_JSON: Final[Mapping[str, str]] = {
    "play": "is a conversation; --profile writes what came of it as data, and show FILE --json the moves",
    "export": "writes a table, which is data already",
    "schema": "prints JSON anyway",
    "report": "writes a page and says where",
    "docs": "opens a page and says where",
    "dashboard": "serves pages and says where",
}
"""Commands that print no table."""
OLDER: Final[Mapping[str, str]] = {
    "--force": "--overwrite",
    "--level": "--skill",
    "--behind": "--proxy",
    "--budget": "--points",
    "--html": "--out",
    "--key": "--host-key",
}
"""Former names, still taken in some commands, told in none."""
TOLD_APART: Final = {
    *("--out", "--overwrite", "--resume", "--keep"),  # what is written, replaced and gone on with
    *("--replications", "--codings", "--parameters"),  # one negotiation or many, and of what
    *("--lever", "--when", "--outcome"),  # one change, one variant; conditions or draws
    *(
        "--seed",
        "--json",
        "--browser",
        "--address",
        "--sessions",
    ),  # a class draws a seed, and shows a console
    "--level",  # a tournament takes another if it is left out
    *("--points", "--delegation", "--names", "--yes", "--rule", "--positions", "--blocs"),
}
"""Options whose text says what they are in the command at hand."""
OPEN: Final[Mapping[str, str]] = {
    "--address": "any address of the machine",
    "--cluster": "an address elsewhere",
    "--database": "an address elsewhere",
    "--host": "a name that the network gives",
    "--proxy": "an address elsewhere",
    "--date": "any day",
    "--entrant": "a file, which shells complete",
    "--group": "a name that people give themselves",
    "--key": "a name that the user gives",
    "--title": "a text that the user gives",
    "--scale": "two numbers",
    "--set": "any field of the case with any value",
}
"""Options of any words, of which a shell can offer none."""


def test_every_command_that_prints_a_table_prints_it_as_json_too() -> None:
    without = {
        " ".join(words)
        for words, command in commands()
        if words
        and not hasattr(command, "commands")
        and "--json" not in {name for one in command.params for name in one.opts}
    }
    assert without == NO_JSON.keys()


def read_as(option: Any) -> object:  # noqa: ANN401 - Typer hides the class
    """Return what kind of value an option takes; one that may be repeated takes several of a kind."""
    kind = option.type_descriptor.annotation
    return get_args(kind)[0] if get_origin(kind) is list else str if kind is list else kind


def test_options_of_one_name_have_the_same_short_form_and_kind() -> None:
    found: dict[str, dict[object, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, _, option in options():
        if option.param_type_name == "option":
            shown = (*help_page.names_of(option), *option.secondary_opts)
            found[option.opts[0]][shown, read_as(option)].add(name)
    apart = {name: dict(forms) for name, forms in found.items() if len(forms) > 1}
    # A study goes on in the folder that --out names; a play in the file that is named.
    assert set(apart) == {"--resume"}


def test_options_of_one_name_are_told_in_the_same_words() -> None:
    told: dict[str, set[str]] = defaultdict(set)
    for _, command, option in options():
        if option.param_type_name == "option":
            told[option.opts[0]].add(help_page.parameter_text(command.key, option.name))
    assert {name for name, texts in told.items() if len(texts) > 1} <= TOLD_APART


def test_former_names_are_taken_and_not_told(invoke: Invoke) -> None:
    former: dict[str, set[str]] = defaultdict(set)
    for name, _, option in options():
        for one in set(option.opts) - set(help_page.names_of(option)):
            assert OLDER[one] in option.opts
            former[name].add(one)
    assert set().union(*former.values()) == OLDER.keys()
    for name, names in former.items():
        assert names.isdisjoint(invoke(*name.split(), "--help").stdout.split())


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("--overwrite", ("--replace", "--clobber")),
        ("--replications", ("--runs-of", "--repetitions", "--draws", "--samples", "--number")),
        ("--level", ("--confidence", "--alpha")),
        ("--out", ("--output", "--to", "--file", "--html", "--target")),
        ("--workers", ("--processes", "--jobs", "--cores")),
        ("--language", ("--lang", "--locale")),
        ("--json", ("--as-json", "--machine")),
        ("--skill", ("--difficulty", "--strength")),
        ("--seed", ("--random-seed", "--rng")),
        ("--yes", ("--assume-yes", "--no-ask")),
    ],
)
def test_there_is_one_word_for_a_thing(word: str, others: tuple[str, ...]) -> None:
    names = {name for _, _, option in options() for name in help_page.names_of(option)}
    assert word in names
    assert names.isdisjoint(others)


def test_every_option_of_a_closed_set_of_values_completes() -> None:
    without = {
        option.opts[0]
        for _, _, option in options()
        if read_as(option) is str and option._custom_shell_complete is None  # noqa: SLF001 - Typer tells it nowhere else
    }
    assert without == OPEN.keys()
