"""The help of every command is told from the catalogue, whole, in every language."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer
from typer.testing import Result

from simulation.called import COMMAND
from simulation.cli.help_page import parameter_text
from simulation.words import catalogue
from tests.command_tree import commands
from tests.spoken_for import BY_LANGUAGE

type Invoke = Callable[..., Result]

LITERAL = re.compile(r"[a-z|]+|[A-Z]|URL")
"""A value that is shown as it is typed, or a letter or abbreviation that is the same in every language."""


def parameters() -> Iterator[tuple[str, Any]]:
    """Yield what every command takes, --help included, with the key of the command."""
    for words, command in commands():
        shown = [one for one in command.get_params(typer.Context(command)) if not one.hidden]
        yield from ((".".join(words) or COMMAND, one) for one in shown)


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_every_text_is_there_and_none_is_left_over(code: str) -> None:
    templates = catalogue(code)
    taken = list(parameters())
    own = {f"help.{key}.{one.name}" for key, one in taken}
    used = {key if key in templates else f"help.shared.{key.rpartition('.')[2]}" for key in own}
    assert used <= templates.keys()
    commanded = {f"about.{'.'.join(words) or COMMAND}" for words, _ in commands()}
    assert commanded <= templates.keys()
    words = {
        f"metavar.{one.metavar}" for _, one in taken if one.metavar and not LITERAL.fullmatch(one.metavar)
    }
    assert words <= templates.keys()
    kinds = {"help.arguments", "help.options", "help.commands", "help.beginning"}
    notes = {"help.default", "help.required", "help.variable"}
    there = {key for key in templates if key.startswith(("help.", "about.", "metavar."))}
    assert there == used | commanded | words | kinds | notes


def test_no_parameter_has_a_text_in_the_code() -> None:
    typer_has = {"help", "install_completion", "show_completion"}
    told = [(key, one) for key, one in parameters() if one.help and one.name not in typer_has]
    by_shell = [(key, one.name) for key, one in told if one.help == parameter_text(key, one.name)]
    assert [(key, one.name) for key, one in told if (key, one.name) not in by_shell] == []


def test_what_several_commands_take_is_shared() -> None:
    templates = catalogue("en")
    for key in templates:
        if key.startswith("help.shared."):
            name = key.removeprefix("help.shared.")
            takers = {
                of for of, one in parameters() if one.name == name and f"help.{of}.{name}" not in templates
            }
            assert len(takers) > 1, key


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_the_help_of_a_command_shows_all_it_takes_in_its_language(invoke: Invoke, code: str) -> None:
    templates = catalogue(code)
    for words, command in commands():
        shown = " ".join(invoke(*words, "--help", "--language", code).stdout.split())
        key = ".".join(words) or COMMAND
        for paragraph in templates[f"about.{key}"].split("\n"):
            assert " ".join(paragraph.split()) in shown
        for one in command.params:
            if not one.hidden:
                text = templates.get(f"help.{key}.{one.name}", templates.get(f"help.shared.{one.name}", ""))
                start = text.partition("{")[0]
                assert start
                assert " ".join(start.split()) in shown


def test_the_help_names_defaults_limits_and_variables_as_they_are(invoke: Invoke) -> None:
    shown = " ".join(invoke("class", "--help", "--language", "fr").stdout.split())
    assert "--students N Combien de participants viennent. [par défaut : 20 ; 1<=x<=500]" in shown
    assert "--proxy ADRESSE" in shown
    assert "--browser / --no-browser Ouvrir la console dans un navigateur. [par défaut : browser]" in shown
    assert "[variable : DELEGATION_SIM_CLASSES]" in shown
    assert "Usage: delegation-sim outcome [OPTIONS] CASE FILE" in invoke("outcome", "--help").stdout
    assert (
        "Utilisation\N{NO-BREAK SPACE}: delegation-sim play [OPTIONS] [CAS]"
        in invoke("play", "--help", "--lang", "fr").stdout
    )


def test_a_group_lists_its_commands_with_what_they_do(invoke: Invoke) -> None:
    shown = invoke("backtest", "--help", "--language", "fr").stdout
    assert "  fit         Ajuster les coefficients de la couche d’issue à un tableau.\n" in shown
