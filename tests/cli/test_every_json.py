"""What every command prints with --json: one document that says what it is, which version made it and of what."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from typer.testing import Result

from simulation.called import COMMAND
from simulation.version import version
from tests.command_tree import options

type Invoke = Callable[..., Result]

TABLE: Final = str(Path(__file__).parents[1] / "backtest" / "invented_decisions.csv")
SMALL: Final = ("worked_clock", "-n", "4", "--workers", "1", "--parameters", "median")
FAST: Final[dict[str, tuple[str, ...]]] = {
    "run": ("worked_package",),
    "ensemble": SMALL,
    "compare": (*SMALL, "--lever", "sessions=4"),
    "list": (),
    "show": ("worked_clock",),
    "power": ("worked_clock",),
    "vote": ("worked_package", "-n", "2"),
    "validate": ("worked_clock",),
    "import": ("table.csv", "--explain"),
    "pack": ("worked_package",),
    "outcome": ("first_hour", "groups.yaml", "-n", "0", "--group", "One", "--clause", "support=none"),
    "explain": ("kept", "--delegation", "open"),
    "story": ("kept",),
    "forecast": ("worked_package", "-n", "2", "--workers", "1"),
}
"""What each command is run with, those that answer in a moment."""
SLOW: Final[dict[str, tuple[str, ...]]] = {
    "sweep": (*SMALL[:5], "--over", "sessions=3,4"),
    "sensitivity": (*SMALL[:5], "--over", "sessions=3..6", "--size", "2"),
    "study": ("study.yaml", "--workers", "1"),
    "why-not": ("first_hour", "--issue", "support", "-n", "4", "--workers", "1"),
    "tournament": ("first_hour", "-n", "2", "--seats", "LUM", "--workers", "1"),
    "facts": ("--only", "F18", "-n", "4", "--family", "base", "--workers", "1"),
    "backtest deu3": (TABLE, "-n", "0"),
    "backtest fit": (TABLE,),
}
ELSEWHERE: Final = {
    "calibrate": "test_calibrate_command, which plays it",
    "class": "test_class_command, which serves it",
    **{
        f"backtest {name}": "tests/backtest and tests/ballots, which have its tables"
        for name in ("disputes", "convention", "votes", "signatures")
    },
}
FREE_OF_CHANCE: Final = {"list", "show", "power", "validate", "import", "pack", "outcome"}
HASHED: Final = {
    **dict.fromkeys(("ensemble", "compare", "sweep", "sensitivity", "study", "why-not"), "scenario_hash"),
    "tournament": "case_hash",
    "forecast": "hash",
    "show": "hash",
}
"""Where the hash stands if the case has it not; all but `show` only name the case then."""
OF_NO_CASE: Final = {"list", "validate", "facts", "backtest deu3", "backtest fit"}


def test_every_command_with_json_is_tried_here_or_there() -> None:
    taking = {name for name, _, option in options() if "--json" in option.opts}
    assert taking == {*FAST, *SLOW, *ELSEWHERE}


def printed(invoke: Invoke, name: str, *rest: str) -> dict[str, Any]:
    """Return the document that a command prints; it prints nothing else."""
    if name in {"explain", "story"}:
        assert invoke("run", "worked_package", "--out", "kept", "--quiet", "--overwrite").exit_code == 0
    Path("table.csv").write_text("Country,Pos,Sal\nA,0.1,50\nB,0.9,50\n", encoding="utf-8")
    Path("study.yaml").write_text(
        "study: 1\ncase: worked_clock\nkind: ensemble\nreplications: 4\nparameters: median\n",
        encoding="utf-8",
    )
    done = invoke(*name.split(), *rest, "--json")
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def check(name: str, found: dict[str, Any]) -> None:
    """Check what every document has: what it is, the version, and where they apply the case and the seed."""
    assert found["format"].startswith("delegation-sim ")
    assert found["format"].rpartition(" ")[2].isdecimal() or found["format_version"] >= 1
    assert version() == found["version"]
    if name not in FREE_OF_CHANCE:
        assert isinstance(found["seed"], int)
    if name not in OF_NO_CASE:
        hashed = found[HASHED[name]] if name in HASHED else found["case"]["hash"]
        assert len(hashed) == 64
        assert isinstance(found["case"], str) == (name in HASHED.keys() - {"show"})
    for key in keys_in(found):
        assert key.strip() == key
        assert "\n" not in key


def keys_in(node: object) -> list[str]:
    """Return every key in a document."""
    if isinstance(node, dict):
        return [*node, *(key for one in node.values() for key in keys_in(one))]
    return [key for one in node for key in keys_in(one)] if isinstance(node, list) else []


@pytest.mark.parametrize("name", FAST)
def test_a_document_says_what_it_is_and_of_what(invoke: Invoke, name: str) -> None:
    check(name, printed(invoke, name, *FAST[name]))


@pytest.mark.thorough
@pytest.mark.parametrize("name", SLOW)
def test_a_document_that_takes_longer_does_so_too(invoke: Invoke, name: str) -> None:
    check(name, printed(invoke, name, *SLOW[name]))


@pytest.mark.parametrize(
    "name",
    [
        *("power", "vote"),
        pytest.param("forecast", marks=pytest.mark.thorough),
        "run",
        *(pytest.param(name, marks=pytest.mark.thorough) for name in ("why-not", "tournament")),
    ],
)
def test_the_command_in_a_document_prints_it_again(invoke: Invoke, name: str) -> None:
    found = printed(invoke, name, *{**FAST, **SLOW}[name], "--language", "fr")
    program, *words = shlex.split(found["command"])
    assert (program, words[0], "--json" in words, "--language" in words) == (COMMAND, name, False, False)
    assert json.loads(invoke(*words, "--json", "--language", "fr").stdout) == found


@pytest.mark.parametrize("name", ["explain", "story"])
def test_a_document_has_the_same_keys_in_every_language(invoke: Invoke, name: str) -> None:
    one = printed(invoke, name, *FAST[name])
    other = printed(invoke, name, *FAST[name], "--language", "fr")
    assert keys_in(one) == keys_in(other)
    assert one != other


def test_an_account_holds_the_moves_and_what_is_told(invoke: Invoke) -> None:
    found = printed(invoke, "explain", *FAST["explain"], "--session", "1")
    assert (found["delegation"], found["session"]) == ("OPEN", 1)
    assert {move["session"] for move in found["moves"]} == {1}
    assert {move["delegation"] for move in found["moves"]} == {"OPEN"}
    assert [line["sentence"] for line in found["lines"]]
    shown = " ".join(invoke("explain", *FAST["explain"], "--session", "1").stdout.split())
    assert all(" ".join(line["sentence"].split()) in shown for line in found["lines"])


def test_an_assembly_and_a_play_are_printed_as_json_too(invoke: Invoke) -> None:
    assert invoke("run", "worked_assembly", "--out", "house", "--quiet").exit_code == 0
    case = json.loads(invoke("show", "worked_assembly", "--json").stdout)
    assert case["format"] == "delegation-sim assembly-case 1"
    member = case["case"]["members"][0]["key"]
    told = json.loads(invoke("explain", "house", "--member", member, "--json").stdout)
    assert (told["member"], told["text"]) == (member, None)
    assert told["lines"]
    Path("moves.txt").write_text("quit\n", encoding="utf-8")
    assert (
        invoke("play", "first_hour", "--seat", "LUM", "--moves", "moves.txt", "--save", "a.json").exit_code
        == 0
    )
    play = json.loads(invoke("show", "a.json", "--json").stdout)
    assert (play["case"]["key"], play["seats"], play["seed"]) == ("first_hour", ["LUM"], 1)


def test_a_seat_keeps_its_instructions_to_itself_as_json_too(invoke: Invoke) -> None:
    ask = ("show", "first_hour", "--delegation", "SAB", "--json")
    public, secret = (json.loads(invoke(*ask, *more).stdout) for more in ((), ("--confidential",)))
    hidden = {"confidential", "strategy", "salience", "flexibility", "reservation", "rationale", "red_line"}
    assert hidden & set(keys_in(public)) == set()
    assert hidden <= set(keys_in(secret))
    assert public["delegation"]["brief"]["public"] == secret["delegation"]["brief"]["public"]
    told, all_told = (seat["delegation"]["mandate"] for seat in (public, secret))
    assert {issue: one["position"] for issue, one in told.items()} == {
        issue: one["position"] for issue, one in all_told.items()
    }
    assert json.loads(invoke("show", "first_hour", "--trainer", "--json").stdout)["pack"]["best_package"]


def test_a_seat_without_confidential_instructions_has_nothing_to_keep_as_json(invoke: Invoke) -> None:
    seat = printed(invoke, "show", "worked_package", "--delegation", "OPEN")["delegation"]
    assert {"strategy", "salience"} <= set(seat)


def test_validate_counts_as_json_what_it_counts_on_a_page(invoke: Invoke) -> None:
    (one,) = json.loads(invoke("validate", "first_hour", "--training", "--json").stdout)["files"]
    assert one["problems"] == []
    assert one["counted"]["documents"] == 24
    assert "24 possible documents" in invoke("validate", "first_hour", "--training").stdout


def test_scenes_are_printed_or_written(invoke: Invoke) -> None:
    refused = invoke("story", "worked_package", "--json", "--out", "film.svg")
    assert refused.exit_code == 2
    assert "--out writes them into a file" in refused.stderr
    assert not Path("film.svg").exists()
