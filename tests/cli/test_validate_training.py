"""`validate --training`: what can be had is counted, and what papers and numbers say differently is told."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import Result

from simulation.scenario.load import load_scenario
from simulation.training.counted import counted

type Invoke = Callable[..., Result]

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture
def broken(tmp_path: Path) -> Callable[..., str]:
    """Write the first hour with fields of it, or of its pack, changed: dotted paths, delegations and issues by key."""

    def write(**changes: object) -> str:
        case, pack = (
            yaml.safe_load((SCENARIOS / name).read_text(encoding="utf-8"))
            for name in ("first_hour.yaml", "first_hour.pack.yaml")
        )
        for path, value in changes.items():
            *steps, last = path.split("__")
            part = pack if steps and steps[0] in pack and steps[0] != "issues" else case
            for step in steps:
                part = part[step] if isinstance(part, dict) else _named(part, step)
            part[last] = value
        for name, whole in (("first_hour.yaml", case), ("first_hour.pack.yaml", pack)):
            (tmp_path / name).write_text(yaml.safe_dump(whole, sort_keys=False), encoding="utf-8")
        return str(tmp_path / "first_hour.yaml")

    return write


def _named(parts: list[dict[str, Any]], step: str) -> dict[str, Any]:
    return parts[int(step)] if step.isdigit() else next(part for part in parts if part["key"] == step)


def flat(result: Result) -> str:
    return " ".join(result.stdout.split())


@pytest.mark.parametrize("case", ["first_hour", "first_hour.pack.yaml"])
def test_it_counts_what_can_be_had_and_the_shipped_training_passes(invoke: Invoke, case: str) -> None:
    file = case if "." not in case else str(SCENARIOS / case)
    result = invoke("validate", "--training", file)
    assert result.exit_code == 0
    told = flat(result)
    assert "24 possible documents cross no red line of anybody who decides (all gone through" in told
    assert (
        "22 of them leave nobody who decides worse off than no text; no other document beats 13 of these"
        in told
    )
    assert "Without it, Nordhaven would prefer no text." in told
    assert f"{file}: no problem." in told


def test_where_there_are_too_many_to_compare_it_says_so(invoke: Invoke) -> None:
    told = flat(invoke("validate", "--training", "wtpf13_training"))
    assert "8748 possible documents cross no red line" in told
    assert "there are too many to count how many of these no other document beats" in told
    assert "wtpf13_training: no problem." in told


def test_without_the_option_nothing_is_counted(invoke: Invoke) -> None:
    assert invoke("validate", "first_hour").stdout == "first_hour: no problem.\n"


BRIEF = "Interest: a start. {}. Call: home."
LINE = "delegations__ALT__mandate__pace__red_line"
WORDS = "delegations__TAM__brief__confidential"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({LINE: [0.0, 0.62]}, "ALT may not sign its fallback 'into_operation'"),
        (
            {WORDS: BRIEF.format("Red lines: 'continue' in view a)")},
            "The instructions of TAM name 'continue' among its red lines",
        ),
        (
            {WORDS: BRIEF.format("Fallbacks: on the start, 'keep talking'")},
            "The instructions of TAM name 'keep talking' as a fallback",
        ),
        (
            {WORDS: BRIEF.format("Fallbacks: on the start, 'put into operation', then 'continue'")},
            "The instructions of TAM name 'continue' as a fallback, and the list",
        ),
        (
            {WORDS: BRIEF.format("Fallbacks: on the task, 'report on', then 'options_for_body'")},
            "The instructions of TAM name the fallback 'options_for_body' in another order than the list",
        ),
        (
            {WORDS: BRIEF.format("No deal costs you 99 points, so count")},
            "The instructions of TAM say that no deal costs 99 points",
        ),
        (
            {
                WORDS: "Interest: a start. Call: the Southern Group's desk, at noon.",
                "blocs": [{"key": "SOUTH", "name": "Southern Group", "members": ["SAB", "LUM"]}],
            },
            "By its instructions TAM calls the bloc 'Southern Group', to which it does not belong",
        ),
        ({"delegations__NOR__reservation": 0.4}, "None of 24 documents can be adopted by all who decide"),
        (
            {"landing_zone__participation": ["respective_roles", "written_input"]},
            "With 'written_input' on participation",
        ),
        (
            {"traps__1__options": {"mechanism": "report_views"}},
            "The trap 'Only Nordhaven is still in the way' does not work as one",
        ),
        ({"delegations__NOR__reservation": 0.22}, "can adopt the best package"),
    ],
)
def test_each_contradiction_is_told_where_it_stands(
    invoke: Invoke, broken: Callable[..., str], changes: dict[str, object], told: str
) -> None:
    result = invoke("validate", "--training", broken(**changes), columns=400)
    assert result.exit_code == 1
    lines = [line for line in result.stdout.splitlines() if told in line]
    assert len(lines) == 1
    assert re.match(r".+\.yaml:\d+:\d+: ", lines[0])


FRENCH = "Intérêt : un début. {}. Appel : la capitale."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            FRENCH.format("Lignes rouges : « poursuivre » au point a)"),
            "name 'poursuivre' among its red lines",
        ),
        (
            FRENCH.format("Replis : sur le début, « continuer à débattre »"),
            "name 'continuer à débattre' as a fallback",
        ),
        (
            FRENCH.format("Replis : sur le début, « à mettre en œuvre », puis « poursuivre »"),
            "name 'poursuivre' as a fallback, and the list",
        ),
        (
            FRENCH.format("Sans accord, vous perdez 99 points, donc comptez"),
            "say that no deal costs 99 points",
        ),
    ],
)
def test_the_french_instructions_are_checked_as_the_english_ones(
    invoke: Invoke, broken: Callable[..., str], words: str, told: str
) -> None:
    case = broken(**{WORDS: {"en": BRIEF.format("Latitude: much"), "fr": words}})
    result = invoke("validate", "--training", case, columns=400)
    assert result.exit_code == 1
    assert len([line for line in result.stdout.splitlines() if told in line]) == 1
    fine = FRENCH.format("Replis : sur le début, « à mettre en œuvre »")
    case = broken(**{WORDS: {"en": BRIEF.format("Latitude: much"), "fr": fine}})
    assert invoke("validate", "--training", case).exit_code == 0


def test_a_bloc_that_french_instructions_call_is_one_of_the_seat(
    invoke: Invoke, broken: Callable[..., str]
) -> None:
    words = {
        "en": "Interest: a start.",
        "fr": "Intérêt : un début. Appel : le bureau du Groupe du Sud, à midi.",
    }
    name = {"en": "Southern Group", "fr": "Groupe du Sud"}
    case = broken(**{WORDS: words, "blocs": [{"key": "SOUTH", "name": name, "members": ["SAB", "LUM"]}]})
    result = invoke("validate", "--training", case, columns=400)
    assert result.exit_code == 1
    assert "By its instructions TAM calls the bloc 'Groupe du Sud'" in result.stdout


def test_the_same_quotations_in_their_place_are_no_contradiction(
    invoke: Invoke, broken: Callable[..., str]
) -> None:
    words = BRIEF.format(
        "Red lines: 'keep talking' in view a). Fallbacks: on the start, 'put into operation'"
    )
    assert invoke("validate", "--training", broken(**{WORDS: words})).exit_code == 0


def test_a_favourite_that_brings_nothing_is_told(invoke: Invoke, broken: Callable[..., str]) -> None:
    # No wording says what holds already, and that is nearer to it than any of them.
    case = broken(issues__pace__status_quo=0.5, delegations__ALT__mandate__pace__position=0.52)
    result = invoke("validate", "--training", case, columns=400)
    assert result.exit_code == 1
    assert "The favourite of ALT, 'into_operation', is worth -2 points to it" in result.stdout


def test_a_seat_that_does_best_without_a_text_is_told(invoke: Invoke, broken: Callable[..., str]) -> None:
    # What Nordhaven could get at most, 25 points, is what it has without a text.
    sheet = counted(load_scenario("first_hour"))
    most = sheet.most[sheet.seats.index("NOR")] / 100
    result = invoke("validate", "--training", broken(delegations__NOR__reservation=float(most)), columns=400)
    assert result.exit_code == 1
    assert "NOR does best without a text (25 points)" in result.stdout


def test_a_package_that_another_text_beats_is_told(invoke: Invoke, broken: Callable[..., str]) -> None:
    case = broken(
        best_package__options__support="p65_recalled",
        **{f"delegations__{key}__mandate__support__position": 0.6 for key in ("TAM", "ALT", "NOR")},
    )
    result = invoke("validate", "--training", case, columns=400)
    assert result.exit_code == 1
    told = (
        "Another text is as good as the best package for all who decide and better for one: support: training"
    )
    assert told in result.stdout


def test_an_assembly_is_refused(invoke: Invoke) -> None:
    result = invoke("validate", "--training", "worked_assembly")
    assert result.exit_code == 2
    assert "is an assembly" in " ".join((result.stdout + result.stderr).split())
