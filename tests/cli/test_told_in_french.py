"""What commands print is French where French was asked for: no template of the English catalogue is left in it."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.evidence.facts.battery import find_facts
from simulation.scenario.load import load_scenario
from simulation.words import catalogue
from tests.unit.test_sentences_in_french import pieces

type Invoke = Callable[..., Result]

TABLES = Path(__file__).parents[1]
ALONE = ("--workers", "1")
AT_A_DESK = ("ensemble", "compare", "sweep of one", "sensitivity")
"""Each kind of study; that no sentence stands in code, test_no_english_in_code.py says."""
COMMANDS = {
    "ensemble": ("ensemble", "first_hour", "-n", "12", *ALONE),
    "ensemble of what was asked": ("ensemble", "first_hour", "-n", "6", "--outcome", "gain.*", *ALONE),
    "draws": ("ensemble", "first_hour", "-n", "40", "--when", "not adopted", *ALONE),
    "compare": ("compare", "first_hour", "--lever", "sessions=3", "-n", "20", "--out", "study", *ALONE),
    "two variants": (
        "compare",
        "worked_clock",
        "--lever",
        "sessions=5",
        "--lever",
        "isolation=0.3",
        "-n",
        "6",
        *ALONE,
    ),
    "sweep of one": ("sweep", "worked_clock", "--over", "sessions=5,20", "-n", "4", *ALONE),
    "sweep of two": (
        "sweep",
        "worked_clock",
        "--over",
        "sessions=5,20",
        "--over",
        "isolation=0,0.3",
        "-n",
        "2",
        *ALONE,
    ),
    "sensitivity": (
        *("sensitivity", "worked_clock", "--over", "sessions=5..20", "--over", "isolation=0..0.3"),
        *("-n", "6", "--size", "2", *ALONE),
    ),
    "few replications": (
        *("sensitivity", "worked_clock", "--over", "sessions=5..20", "-n", "2", "--size", "2"),
        *("--outcome", "adopted", *ALONE),
    ),
    "power": ("power", "wtpf13"),
    "power of weights": (
        *("power", "wtpf13_training", "--set"),
        "forum.decision={rule: weighted, threshold: 0.6, weights: {ALT: 8, NOR: 5.5}}",
    ),
    "power of nobody named": ("power", "wtpf13_training", "--rule", "veto"),
    "vote": ("vote", "unga_cyber", "-n", "3"),
    "vote without noise": ("vote", "first_hour", "-n", "2", "--noise", "0"),
    "tournament": ("tournament", "first_hour", "-n", "2", "--seats", "SAB,TAM", "--out", "cup", *ALONE),
    "forecast": ("forecast", "first_hour", "-n", "2", "--out", "forecast.html", *ALONE),
    "facts": ("facts", "--only", "F9", "--family", "base", "--replications", "2", *ALONE),
    "facts as a page": (
        "facts",
        "--only",
        "F9",
        "--replications",
        "2",
        "--family",
        "wide",
        "--markdown",
        *ALONE,
    ),
    "decisions": ("backtest", "deu3", str(TABLES / "backtest" / "invented_decisions.csv"), "-n", "0"),
    "disputes": ("backtest", "disputes", str(TABLES / "backtest" / "invented_disputes.json"), "-n", "2"),
}
"""Each with little to play."""


@cache
def english() -> frozenset[str]:
    """Return what only English templates say, in two words or more."""
    shared = {piece for text in catalogue("fr").values() for piece in pieces(text)}
    return frozenset({piece for text in catalogue("en").values() for piece in pieces(text)} - shared)


def written(command: tuple[str, ...]) -> str:
    """Return what stands in a case, a table or the definition of a fact, and is told as it was written."""
    if command[0] == "facts":
        (fact,) = find_facts(["F9"])
        words = [claim.words for claim in fact.claims]
        told = [fact.source, fact.direction, fact.trap, fact.mechanism, fact.amended]
        return " ".join([*told, *fact.keeps.values(), *words])
    if command[0] == "backtest":
        return Path(command[2]).read_text(encoding="utf-8")
    return load_scenario(command[1]).model_dump_json()


def left_in_english(text: str, own: str) -> set[str]:
    """Return what is English and not written so by somebody."""
    flat = re.sub(r"\s+", " ", text)
    return {
        piece
        for piece in english()
        if piece in flat and piece not in own and re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", flat)
    }


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(command, id=name, marks=[] if name in AT_A_DESK else pytest.mark.thorough)
        for name, command in COMMANDS.items()
    ],
)
def test_nothing_that_a_command_prints_in_french_is_an_english_template(
    command: tuple[str, ...], invoke: Invoke
) -> None:
    done = invoke(*command, "--language", "fr")
    assert done.exit_code == 0
    assert left_in_english(done.stdout + done.stderr, written(command)) == set()
    assert not re.search(r"(?m)^\s*[;:!?%»]", done.stdout)  # no line begins with what belongs to the last one


def test_english_templates_are_found_where_they_are(invoke: Invoke) -> None:
    command = COMMANDS["ensemble"]
    found = left_in_english(invoke(*command).stdout, written(command))
    assert {"Other figures", "How it ends", "Which wording ends in the text"} <= found


def test_a_study_that_was_made_in_english_is_read_in_french(invoke: Invoke) -> None:
    english_page = invoke(*COMMANDS["compare"]).stdout
    again = invoke(*COMMANDS["compare"], "--resume", "--language", "fr").stdout
    assert left_in_english(again, written(COMMANDS["compare"])) == set()
    figures = re.compile(r"[−+]?\d+(?=\s%| points| fois sur 100)")
    shown = [
        " ".join(page.replace("%", " %").split()) for page in (again, english_page)
    ]  # however lines break
    assert figures.findall(shown[0]) == figures.findall(shown[1])
    invoke("report", "study", "--language", "fr")
