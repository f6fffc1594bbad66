"""Whatever of another kind a public call is given, its answer is a sentence and no traceback from the inside."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from simulation import NegotiationModel, load_scenario, simulate
from simulation.errors import DelegationSimError
from simulation.forecast import forecast_of
from simulation.notebook import compare, ensemble, forecast, tournament
from simulation.scenario.interchange import import_table, read_table
from simulation.storage import load_run
from simulation.study import comparison_of, ensemble_of
from simulation.tournament import tournament_of
from simulation.words import told_in

CASE = "worked_package"
WRONG: dict[str, object] = {
    "a number": 5,
    "a fraction": 2.5,
    "a number below 0": -1,
    "a huge number": 10**30,
    "nothing": None,
    "a word": "nonsense",
    "bytes": b"x",
    "a list": ["a", 5],
    "values": {"a": object()},
    "numbers by number": {5: 5},
    "an object": object(),
    "a class": object,
}
QUIET: dict[Callable[..., object], dict[str, Any]] = {
    load_scenario: {"case": CASE},
    ensemble_of: {"case": CASE, "replications": 2},
    comparison_of: {"case": CASE, "levers": {"sessions": 2}, "replications": 2},
    tournament_of: {"case": CASE},
    load_run: {"folder": "run"},
    read_table: {"data": b"Country,Pos\nAlba,1\nBrod,0\n", "name": "t.csv"},
    import_table: {"path": "t.csv", "agreed": True},
}
"""Calls that play nothing, and arguments with which each is right."""
PLAYING: dict[Callable[..., object], dict[str, Any]] = {
    simulate: {"case": CASE},
    ensemble: {"case": CASE, "n": 2},
    compare: {"case": CASE, "levers": {"sessions": 2}, "n": 2},
    forecast: {"case": CASE, "n": 2, "models": "plain_mean"},
    forecast_of: {"case": CASE, "replications": 2},
    tournament: {"case": CASE, "n": 2},
    NegotiationModel: {"case": CASE},
}
ANYTHING = {"progress", "codings", "collect", "agreed", "checks", "coefficients", "executor", "rng"}
"""Parameters that are truth values, or objects of Python that only a program hands over."""


def wrong_calls(calls: dict[Callable[..., object], dict[str, Any]]) -> Iterator[Any]:
    for call, right in calls.items():
        for name, parameter in inspect.signature(call).parameters.items():
            if name in ANYTHING or parameter.kind is parameter.VAR_KEYWORD:
                continue
            for what, given in WRONG.items():
                if name == "workers" and (given is None or isinstance(given, int)):
                    continue  # so many processes may be
                yield pytest.param(call, {**right, name: given}, id=f"{call.__name__}-{name}-{what}")


@pytest.fixture(autouse=True)
def _in_a_folder_with_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text("Country,Pos\nAlba,1\nBrod,0\n", encoding="utf-8")


def answer(call: Callable[..., object], given: dict[str, Any]) -> str:
    """Return what is said of a call that is refused; nothing if it is taken."""
    try:
        call(**given)
    except DelegationSimError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("call", "given"), list(wrong_calls(QUIET)))
def test_no_argument_of_a_call_that_plays_nothing_ends_in_a_bare_error(
    call: Callable[..., object], given: dict[str, Any]
) -> None:
    answer(call, given)


@pytest.mark.thorough
@pytest.mark.parametrize(("call", "given"), list(wrong_calls(PLAYING)))
def test_no_argument_of_a_call_that_plays_ends_in_a_bare_error(
    call: Callable[..., object], given: dict[str, Any]
) -> None:
    answer(call, given)


@pytest.mark.parametrize(
    ("call", "given", "told"),
    [
        (simulate, {"case": 5}, "The case is 5. Valid: the name of a shipped case"),
        (simulate, {"parameters": 5}, "parameters is 5. Valid: 'median', 'drawn', or the folder"),
        (
            ensemble,
            {"seats": "SAB"},
            "seats is 'SAB'. Valid: agents by the key of their seat, such as seats={",
        ),
        (ensemble_of, {"holders": 5}, "seats is 5. Valid: agents by the key of their seat"),
        (ensemble_of, {"replications": "5"}, "replications is '5'. Valid: a whole number from 1 to"),
        (ensemble_of, {"level": "0.9"}, "level is '0.9'. Valid: a number from 0 to 1"),
        (comparison_of, {"levers": 5}, "levers is 5. Valid: values by name, such as levers={'sessions': 3}"),
        (
            ensemble,
            {"levers": {"sessions": object}},
            "<class 'object'> is a value that no case can hold. Valid: ",
        ),
        (ensemble, {"n": 10**30}, "n is 1000000000000000000000000000000. Valid: a whole number from 1 to"),
        (tournament, {"entrants": 5}, "entrants is 5. Valid: a list of classes of agents or of texts"),
        (tournament, {"skill": 5}, "No skill is called 5. Valid: easy, hard, standard."),
        (forecast_of, {"models": "x"}, "models is 'x'. Valid: the result of shown_for"),
        (forecast, {"seed": "x"}, "seed is the text 'x'. Valid: a whole number"),
        (import_table, {"path": 5}, "The file is 5. Valid: its name as a text, or a Path."),
        (
            import_table,
            {"scales": 5},
            "scales is 5. Valid: values by name, such as scales={'fee': (0, 100)}.",
        ),
        (import_table, {"saliences": "half"}, "saliences is 'half'. Valid: 'share', 'percent', or None."),
        (read_table, {"data": "a,b"}, "data is 'a,b'. Valid: the bytes of the file"),
        (load_run, {"folder": 5}, "The file is 5. Valid: its name as a text, or a Path."),
    ],
)
def test_the_sentence_says_what_is_wrong_and_what_is_valid(
    call: Callable[..., object], given: dict[str, Any], told: str
) -> None:
    assert answer(call, {**(QUIET | PLAYING)[call], **given}).startswith(told)
    with told_in("fr"):
        assert answer(call, {**(QUIET | PLAYING)[call], **given})


def test_a_picture_or_an_outcome_that_is_no_name_is_told_with_those_that_there_are() -> None:
    result = ensemble(CASE, n=2)
    for wrong in (5, ["a"], {"a": 5}):
        assert "no picture" in answer(result.plot, {"what": wrong})
        assert "Valid: adopted" in answer(result.__getitem__, {"outcome": wrong})
    assert answer(result.plot().save, {"path": 5}) == "The file is 5. Valid: its name as a text, or a Path."
