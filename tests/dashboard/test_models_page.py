"""The models side by side on their page: from a link or a click to charts, tables and files."""

import json
from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from dashboard.library.cases import key_of as key_of_text
from dashboard.library.cases import scenario_of
from dashboard.models.forecasts_on_demand import key_of
from dashboard.models.models_page import forecasts
from simulation.forecast import forecast_told
from simulation.forecast.all_models import Forecast, forecast_of
from simulation.forecast.expected import expected
from simulation.scenario.load import shipped_scenarios
from tests.dashboard.test_escaping_pages import CASE as HOSTILE
from tests.dashboard.test_escaping_pages import IMAGE, TURNED, chosen_from, on_page

type Opened = Callable[..., AppTest]

PATIENCE = 90.0
SMALL = ("worked_package", "first_hour")
"""Cases of which a draw takes no time; the others are looked at as well, by who has it."""


def finished(at: AppTest) -> AppTest:
    """Wait until the forecast under way is over, and draw the page again."""
    kept = at.session_state["memory"]
    case = scenario_of(kept.case, kept.uploads)
    playing = forecasts().of(key_of(case, kept.seed, kept.pages["models"].draws), kept.visitor)
    assert playing is not None
    until = monotonic() + PATIENCE
    for _, part in playing._parts:  # noqa: SLF001 - nobody else need wait for it
        part.result(until - monotonic())
    at.run()
    assert not at.exception, at.exception[0].message
    return at


def first_issue(text: str) -> str:
    return scenario_of(key_of_text(text), {key_of_text(text): text}).issues[0].key


def found(at: AppTest) -> Forecast:
    forecast: Forecast | None = at.session_state["memory"].pages["models"].found
    assert forecast is not None
    return forecast


def opened_folds(at: AppTest) -> AppTest:
    """Open what is folded away."""
    for key in ("issue.1", "whom", "wide", "assume", "limits"):
        at.session_state[f"models.fold.{key}"] = True
    at.run()
    assert not at.exception, at.exception[0].message
    return at


def texts(at: AppTest) -> str:
    return "\n".join(on_page(at)).replace("\\", "")


def drawings(at: AppTest) -> list[str]:
    named: list[Any] = list(at.main.get("bidi_component"))
    return [each.proto.id.rpartition("-$$ID-")[2] or each.proto.id for each in named]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=() if case in SMALL else (pytest.mark.thorough,))
        for case in shipped_scenarios()
    ],
)
def test_a_link_shows_the_forecast_of_every_shipped_case(opened: Opened, case: str) -> None:
    at = finished(opened("models", {"case": case, "view": "2-1"}))
    played = forecast_of(scenario_of(case, {}), replications=2)
    assert at.title[0].value.replace("\\", "") == str(forecast_told.headline(played))
    assert " ".join(str(forecast_told.doubt(played)).split()) in texts(at)
    assert (found(at).point == played.point).all()
    assert str(forecast_told.layer(played, 0)) not in texts(at)  # folded away
    shown = texts(opened_folds(at))
    for sentence in (
        *forecast_told.limits(played),
        forecast_told.layer(played, 0),
        forecast_told.wide(played),
    ):
        assert " ".join(str(sentence).split()) in shown
    assert f"delegation-sim forecast {case} --replications 2 --seed 1" in [text.value for text in at.text]


def test_without_a_link_it_waits_for_a_click_and_says_how_long_it_takes(opened: Opened) -> None:
    at = opened("models", {"case": "worked_clock"})
    assert at.title[0].value == words_in("en").say("models.title")
    assert "100 draws" in texts(at)
    assert list(at.main.get("download_button")) == []
    at.session_state["memory"].pages["models"].draws = 3
    at.run()
    at.button(key="models.run").click().run()
    assert found(finished(at)).replications == 3


def test_other_draws_leave_the_figures_there_until_they_are_asked_for(opened: Opened) -> None:
    at = finished(opened("models", {"case": "worked_clock", "view": "2-1"}))
    at.number_input(key="models.draws").set_value(4).run()
    assert not at.exception
    assert found(at).replications == 2
    assert at.button(key="models.run").label == "Compare with 4 draws"
    at.button(key="models.run").click().run()
    assert found(finished(at)).replications == 4


def test_what_was_typed_last_counts_for_the_click_that_comes_with_it(opened: Opened) -> None:
    at = opened("models", {"case": "worked_clock"})
    at.number_input(key="models.seed").set_value(
        7
    )  # the click takes the reader out of the field: one message
    at.number_input(key="models.draws").set_value(3)
    at.button(key="models.run").click().run()
    forecast = found(finished(at))
    assert (forecast.replications, forecast.seed) == (3, 7)


def test_another_seed_or_case_takes_the_figures_away(opened: Opened) -> None:
    at = finished(opened("models", {"case": "worked_clock", "view": "2-1"}))
    at.number_input(key="models.seed").set_value(7).run()
    assert at.session_state["memory"].pages["models"].found is None
    at.selectbox(key="models.case").set_value("worked_package").run()
    assert not at.exception
    assert at.session_state["memory"].case == "worked_package"
    assert at.title[0].value == words_in("en").say("models.title")


def test_the_issue_on_which_models_are_least_sure_comes_first(opened: Opened) -> None:
    at = finished(opened("models", {"case": "first_hour", "view": "2-99"}))
    chosen = at.selectbox(key="models.issue.first_hour")
    least = min(range(4), key=lambda issue: expected(found(at), issue).share)
    assert chosen.value == least + 1
    assert f"They are least sure on “{found(at).case.issues[least].name}”" in texts(at)
    assert chosen.options[-1] == "All issues, one under another"
    one = len(drawings(at))
    chosen.set_value(0).run()
    assert not at.exception
    assert len(drawings(at)) == one + 3
    shown = texts(at)
    for place, issue in enumerate(found(at).case.issues):
        assert f"{place + 1}. {issue.name}" in shown


def test_the_link_restores_case_seed_draws_and_issue(opened: Opened) -> None:
    at = finished(opened("models", {"case": "first_hour", "seed": "3", "view": "2-2"}))
    given = next(text.value for text in at.text if "models?" in text.value)
    assert given.partition("?")[2].split("&") == ["case=first_hour", "seed=3", "view=2-2", "lang=en"]
    assert at.selectbox(key="models.issue.first_hour").value == 2


def test_a_chart_has_its_table_for_who_asks(opened: Opened) -> None:
    at = finished(opened("models", {"case": "worked_package", "view": "2-1"}))
    assert len(at.table) == 0
    opened_folds(at).toggle(key="models-issue-1.table").set_value(True).run()
    assert not at.exception
    first, second = at.table
    rows = [[str(cell).replace("\\", "") for cell in row] for row in first.value.to_numpy()]
    assert rows[0][:3] == ["weighted mean", "one point for all", "0.32"]
    assert len(rows) == len(found(at).models)
    assert len(second.value) == 3  # two wordings and the point between them


def test_figures_and_page_can_be_taken_along_in_the_language_of_the_page(opened: Opened) -> None:
    at = finished(opened("models", {"case": "worked_clock", "view": "2-1", "lang": "fr"}))
    labels = [button.proto.label for button in at.main.get("download_button")]
    assert {"Chiffres (JSON)", "Rapport d’une page (HTML)"} <= set(labels)
    assert at.title[0].value.startswith("Les modèles attendent «\N{NO-BREAK SPACE}")
    assert "de leurs simulations" in at.title[0].value


def test_the_figures_are_those_of_the_command_line(opened: Opened) -> None:
    from simulation.forecast.forecast_document import document_of

    at = finished(opened("models", {"case": "worked_clock", "view": "2-1"}))
    told = json.loads(json.dumps(document_of(found(at)), allow_nan=False))
    assert told == json.loads(
        json.dumps(document_of(forecast_of(scenario_of("worked_clock", {}), replications=2)))
    )


def test_a_case_from_a_table_is_told_in_its_numbers_as_well(opened: Opened) -> None:
    at = opened("models", {"case": "worked_clock"})
    memory = at.session_state["memory"]
    text = f"{HOSTILE}\nscales: {{positions: {{{first_issue(HOSTILE)}: [10, 90]}}}}\n"
    memory.case = key_of_text(text)
    memory.uploads[memory.case] = text
    memory.pages["models"].draws = 2
    at.run()
    at.button(key="models.run").click().run()
    shown = texts(finished(at))
    assert "Positions run from 0 to 1. In the table of the case, 0 is 10 and 1 is 90" in shown
    assert "In the numbers of the table: the weighted mean lands at " in shown


def test_texts_of_a_case_are_shown_as_they_are_written(opened: Opened) -> None:
    at = opened("models", {"case": "worked_clock"})
    memory = at.session_state["memory"]
    memory.case = key_of_text(HOSTILE)
    memory.uploads[memory.case] = HOSTILE
    memory.pages["models"].draws = 2
    at.run()
    at.button(key="models.run").click().run()
    opened_folds(finished(at))
    for key in ("models-issue-1", "models-whom", "models-wide"):
        at.toggle(key=f"{key}.table").set_value(True)
    at.run()
    assert not at.exception
    assert [text for text in on_page(at) if IMAGE in text or TURNED in text] == []
    assert [text for text in chosen_from(at) if TURNED in text] == []
    assert "The link does not carry the uploaded case" in texts(at)


def test_a_case_too_large_for_so_many_draws_says_so(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.models.forecasts_on_demand.MAX_STEPS", 2_000)
    at = opened("models", {"case": "worked_clock"})
    assert at.number_input(key="models.draws").max == 5  # 10 sessions, 2 delegations, 1 issue, 20 models
    assert "at most 5 draws" in texts(at)
