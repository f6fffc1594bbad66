"""Lines of studies and forecasts as a delegate reads them: true, and not against one another."""

import json
from collections.abc import Callable

import pytest
from typer.testing import Result

from simulation.study.estimates_told import by_chance
from simulation.study.figures import points_told, signed_told
from simulation.words import told_in

type Invoke = Callable[..., Result]


def told(done: Result) -> str:
    return " ".join(done.stdout.split())


def test_endings_that_as_many_runs_have_share_the_first_sentence(invoke: Invoke) -> None:
    shown = told(invoke("ensemble", "first_hour", "-n", "20", "--workers", "1"))
    assert (
        "In 40% of runs the text is adopted in part, and in as many others the matter is deferred or referred "
        "(0 to 86)." in shown
    )


def test_no_interval_of_a_share_goes_past_all_of_it(invoke: Invoke) -> None:
    done = invoke("ensemble", "ai_oversight", "-n", "20", "--workers", "1", "--json")
    found = {one["key"]: one["estimates"][0] for one in json.loads(done.stdout)["findings"]}
    assert found["joined"]["value"] > 0.9
    assert found["joined"]["high"] == 1.0
    assert all(
        found[key]["low"] >= 0.0 and found[key]["high"] <= 1.0 for key in ("substance", "joined", "give")
    )


@pytest.mark.parametrize(
    ("code", "heads"),
    [("en", ("The highest:", "The lowest:")), ("fr", ("Les plus élevés\u00a0:", "Les plus bas\u00a0:"))],
)
def test_gains_of_many_seats_stand_under_which_they_are(
    invoke: Invoke, code: str, heads: tuple[str, str]
) -> None:
    lines = invoke("ensemble", "unga_cyber", "-n", "4", "--workers", "1", "--language", code).stdout
    assert all(f"\n  {head}\n    " in lines for head in heads)


def test_one_point_is_one_point() -> None:
    assert [str(points_told(signed_told(value, 0))) for value in (-1, 1, 2)] == [
        "−1 point",
        "+1 point",
        "+2 points",
    ]


def test_one_difference_is_counted_as_one_in_french() -> None:
    with told_in("fr"):
        assert str(by_chance(15, 0.9)) == (
            "15 différences de résultats figurent ci-dessous\u00a0; environ une semblerait réelle par simple hasard."
        )


def test_a_delegation_whose_draft_is_taken_is_called_by_its_name_in_french(invoke: Invoke) -> None:
    asked = ("compare", "unga_cyber", "--lever", "penholder=USA", "-n", "4", "--workers", "1")
    shown = told(invoke(*asked, "--parameters", "median", "--language", "fr"))
    assert "tel que l’écrirait la délégation « États-Unis »" in shown.replace("\u00a0", " ")


def test_wordings_at_one_place_are_not_read_as_one(invoke: Invoke) -> None:
    shown = told(invoke("forecast", "first_hour", "-n", "4", "--workers", "1"))
    assert "“Prepare options for a new body” or “Ask for nothing”" in shown
    assert "new body, Ask" not in shown


def test_all_issues_are_not_counted_out_of_themselves(invoke: Invoke) -> None:
    shown = told(invoke("forecast", "ai_oversight", "-n", "4", "--workers", "1"))
    assert "On each of the 6 issues the models" in shown
