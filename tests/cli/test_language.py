"""Commands tell in the language of --language, else in that of the environment, else in English."""

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence

import pytest
import typer
from typer.testing import Result

from simulation.cli.app import app
from simulation.cli.languages import VARIABLE, language_of
from simulation.repeating import studying
from simulation.words import LANGUAGES
from tests.spoken_for import BY_LANGUAGE

type Invoke = Callable[..., Result]
type Start = Callable[..., subprocess.CompletedProcess[bytes]]

IN_FRENCH = "Aucun cas fourni ne porte ce nom"
IN_ENGLISH = "No shipped case has this name"


def commands() -> list[tuple[str, ...]]:
    """Return the words of every command."""
    found: list[tuple[str, ...]] = []
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined] # a group
        inner = getattr(command, "commands", None)
        found += [(name,)] if inner is None else [(name, one) for one in inner]
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_takes_a_language_and_says_which_there_are(
    invoke: Invoke, command: Sequence[str]
) -> None:
    result = invoke(*command, "--language", "de")
    assert result.exit_code == 2
    assert "'--language': 'de'. Valid: en (English), fr (Français)." in result.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("--version",), "delegation-sim 0."),
        (("--help",), "Commands:"),
        (("run", "--help"), "--seed"),
        (("backtest", "votes", "-h"), "Usage"),
    ],
    ids=" ".join,
)
def test_version_and_help_come_whatever_the_environment_says(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...], told: str
) -> None:
    monkeypatch.setenv(VARIABLE, "de")
    result = invoke(*line)
    assert result.exit_code == 0, result.stderr
    assert told in result.stdout


@pytest.mark.parametrize(
    "line", [("list",), ("run", "worked_clock"), ("validate", "worked_clock")], ids=" ".join
)
def test_every_other_command_stops_at_a_wrong_language_of_the_environment(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
) -> None:
    monkeypatch.setenv(VARIABLE, "de")
    result = invoke(*line)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("DELEGATION_SIM_LANGUAGE: 'de'. Valid: en (English), fr (Français).") == 1


@pytest.mark.parametrize(
    ("line", "usual", "told"),
    [
        (("show", "nosuch"), "", IN_ENGLISH),
        (("show", "nosuch"), "fr", IN_FRENCH),
        (("show", "nosuch", "--language", "fr"), "", IN_FRENCH),
        (("show", "nosuch", "--language=fr"), "", IN_FRENCH),
        (("--language", "fr", "show", "nosuch"), "", IN_FRENCH),
        (("show", "nosuch", "--language", "en"), "fr", IN_ENGLISH),
        (("--language", "fr", "show", "nosuch", "--language", "en"), "", IN_ENGLISH),
        (("show", "--language", "fr", "--", "nosuch"), "", IN_FRENCH),
        (("show", "nosuch", "--language", "fr"), "de", IN_FRENCH),
        (
            ("show", "nosuch"),
            "de",
            "Invalid value for DELEGATION_SIM_LANGUAGE: 'de'. Valid: en (English), fr",
        ),
        (("show", "nosuch", "--lang", "fr"), "", IN_FRENCH),
        (("show", "--language", "fr"), "", "Erreur\N{NO-BREAK SPACE}: Il manque l’argument 'CAS'."),
        (("show", "--cse", "--language", "fr"), "", "L’option --cse n’existe pas."),
        (("show", "a", "b", "--language", "fr"), "", "Argument en trop\N{NO-BREAK SPACE}: b."),
        (("shw", "--language", "fr"), "", "Vouliez-vous dire 'show'"),
        (("run", "first_hour", "--language", "fr", "--seed"), "", "L’option '--seed' attend une valeur."),
        (
            ("run", "first_hour", "--language", "fr", "--json=1"),
            "",
            "L’option '--json' ne prend pas de valeur.",
        ),
        (
            ("run", "first_hour", "--language", "fr", "--protocol", "compromize"),
            "",
            "Aucun protocole ne s’appelle 'compromize'. Vouliez-vous dire 'compromise'",
        ),
        (
            ("sweep", "first_hour", "--language", "fr", "--over", "x"),
            "",
            "'x' n’est pas un facteur. Écrivez clé=",
        ),
        (("study", "nothing", "--language", "fr"), "", "aucune étude fournie ne porte ce nom"),
        (
            ("run", "first_hour", "--language", "fr", "--seed", "x"),
            "",
            "'x'. Admis\N{NO-BREAK SPACE}: un nombre entier",
        ),
    ],
)
def test_what_is_wrong_is_told_in_the_language_that_is_asked_for(
    invoke: Invoke, monkeypatch: pytest.MonkeyPatch, line: Sequence[str], usual: str, told: str
) -> None:
    monkeypatch.setenv(VARIABLE, usual)
    result = invoke(*line)
    assert result.exit_code in (1, 2)
    assert told in result.stderr


@pytest.mark.parametrize("code", BY_LANGUAGE)
def test_a_run_is_told_in_either_language(invoke: Invoke, code: str) -> None:
    shown = {of: invoke("run", "first_hour", "--quiet", "--language", of).stdout for of in LANGUAGES}
    assert shown[code] == invoke("--language", code, "run", "first_hour", "--quiet").stdout
    assert len(set(shown.values())) == len(LANGUAGES)


PROSE = {
    "answer",
    "lead",
    "ending",
    "together",
    "moved",
    "owners",
    "sentence",
    "sentences",
    "reason",
    "label",
    "words",
    "limits",
    "language_note",
    "left_over",
    "brackets",
    "name",
}
TEXTS = {"title", "text", "reference", "wording", "stands_for", "summary"}
"""Fields of JSON documents that are told, and texts of a case that has them in both languages; all others are the same
in every language."""


def differences(one: object, other: object, field: str = "") -> Iterator[str]:
    """Yield the fields in which two documents differ; those of a list are named by the field that holds it."""
    if isinstance(one, dict) and isinstance(other, dict) and list(one) == list(other):
        for name, value in one.items():
            yield from differences(value, other[name], name)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for pair in zip(one, other, strict=True):
            yield from differences(*pair, field)
    elif one != other:
        yield field


@pytest.mark.parametrize(
    "command",
    [
        ("run", "first_hour"),
        ("run", "worked_assembly"),
        ("vote", "first_hour", "-n", "3"),
        ("power", "first_hour"),
        pytest.param(("ensemble", "worked_clock", "-n", "5", "--yes"), marks=pytest.mark.thorough),
        pytest.param(("forecast", "worked_clock", "-n", "2"), marks=pytest.mark.thorough),
    ],
    ids=" ".join,
)
def test_a_document_differs_by_language_only_in_its_prose(invoke: Invoke, command: Sequence[str]) -> None:
    documents = [json.loads(invoke(*command, "--json", "--language", code).stdout) for code in LANGUAGES]
    assert set(differences(*documents)) <= PROSE | TEXTS


def test_a_name_after_the_end_of_options_is_no_language() -> None:
    assert language_of(["show", "--", "--language", "fr"]) == "en"


def test_the_command_that_repeats_a_study_names_no_language() -> None:
    assert studying(["--language", "fr", "ensemble", "wtpf13", "--lang=fr"]) == [
        "delegation-sim",
        "ensemble",
        "wtpf13",
    ]


@pytest.mark.parametrize("line", [("--language", "fr"), ("backtest", "--language", "fr")])
def test_without_a_command_it_shows_which_there_are(invoke: Invoke, line: Sequence[str]) -> None:
    result = invoke(*line)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{invoke(*line, '--help').stdout}"


def test_a_shell_completes_the_languages(start: Start) -> None:
    asked = {
        "_DELEGATION_SIM_COMPLETE": "complete_bash",
        "COMP_WORDS": "delegation-sim run --language ",
        "COMP_CWORD": "3",
    }
    assert start(**asked).stdout.decode().split() == list(LANGUAGES)
