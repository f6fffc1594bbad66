"""Method: what it shows comes from the code, and nothing is left out."""

import dataclasses
import re
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from dashboard.method.method_screens import CASE, SCREENS, SEED, _charts, _figures, example
from dashboard.method.protocol_parameters import Parameter, mechanisms
from simulation.engine.simulate import load_scenario, simulate
from simulation.evidence.facts.published_facts import published
from simulation.evidence.facts.run_battery import REPLICATIONS
from simulation.evidence.validation.published_table import published as published_table
from simulation.evidence.validation.validation_told import lines, meaning, simple_models, tally
from simulation.forecast.compared_models import SHELF
from simulation.forecast.forecast_told import model_name
from simulation.protocols.conference.conference import Conference
from simulation.protocols.parameter_sets import OF_STUDIES, sets_for
from simulation.protocols.registry import PROTOCOLS
from simulation.report.study.written_lists import capital
from simulation.rules.decision import RULES
from simulation.strategies.builtin import STRATEGIES
from simulation.words import catalogue, told_in
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]

PARTS = ("rules", "limits", "tested", "facts", "parameters", "choices", "models", "sources", "glossary")
MOST_WORDS = 450


def unfolded(opened: Opened, *parts: str, language: str = "en", case: str = "wtpf13") -> AppTest:
    """Return the page with parts of it opened, all of them if none is named."""
    app = opened("method", {"lang": language, "case": case})
    for part in parts or PARTS:
        app.session_state[f"method.fold.{part}"] = True
    app.run()
    assert not app.exception, app.exception[0].message
    return app


def first_sight(app: AppTest) -> str:
    """Return all that is read on the page before anything is opened, without labels of buttons."""
    kinds = (app.main.title, app.main.header, app.main.subheader, app.main.markdown, app.main.caption)
    return "\n".join(element.value for kind in kinds for element in kind)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_five_screens_are_read_at_first_sight_each_with_a_picture(opened: Opened, language: str) -> None:
    app, words = opened("method", {"lang": language}), words_in(language)
    shown = re.sub(r"\]\([^)]*\)", "]", first_sight(app))
    assert len(shown.split()) <= MOST_WORDS
    heads = [header.value for header in app.header]
    assert heads == [*(words.say(f"method.screen.{screen}") for screen in SCREENS), words.say("method.all")]
    for screen in SCREENS:
        told = words.say(f"method.screen.{screen}.words", **_figures(screen))
        assert " ".join(told.split()) in " ".join(shown.replace("\\", "").split())
        assert len(told.split()) <= 60
    drawn = [each.proto.id for each in app.main.get("bidi_component")]
    assert all(any(key.endswith(f"-method-{screen}") for key in drawn) for screen in SCREENS)
    assert {f"method-{screen}.table" for screen in SCREENS} <= {toggle.key for toggle in app.toggle}
    assert [fold.label for fold in app.expander] == [
        words.say(words.within("method", part)) for part in PARTS
    ]


def test_a_picture_of_a_screen_is_a_table_for_whoever_asks(opened: Opened) -> None:
    app = opened("method")
    for screen in SCREENS:
        app.toggle(key=f"method-{screen}.table").set_value(True)
    app.run()
    with told_in("en"):
        charts = list(_charts(example("en")))
    assert [len(table.value) for table in app.table] == [len(chart.table.rows) for chart in charts]


def test_the_link_opens_the_run_in_the_pictures(opened: Opened) -> None:
    text = "\n".join(element.value for element in opened("method").markdown)
    assert f"replay?case={CASE}&seed={SEED}" in text


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_no_sentence_takes_platforms_for_the_groups_that_are_read(language: str) -> None:
    ropes = {"en": r"\b(rope|hull)s?\b", "fr": r"\b(corde|enveloppe)s?\b"}[language]
    groups = {"en": "group", "fr": "groupe"}[language]
    told = catalogue(language).part("method.")
    assert any(re.search(ropes, text) for text in told.values())
    for key, text in told.items():
        for sentence in re.split(r"(?<=[.!?])\s", text):
            if re.search(ropes, sentence.lower()):
                assert groups in sentence.lower(), key
                assert "platform" not in sentence.lower(), key
            if language == "en" and "session groups are read" in sentence:
                assert "where all delegations stand" in sentence, key


def all_parameters(protocol: str = "conference", language: str = "en") -> list[Parameter]:
    """Return the parameters of a protocol, whatever part they belong to."""
    return [parameter for part in mechanisms(protocol, words_in(language)) for parameter in part.parameters]


def cells(app: AppTest) -> list[list[str]]:
    """Return the rows of all tables as texts."""
    return [[str(cell) for cell in row] for table in app.table for row in table.value.to_numpy()]


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_rules_limits_and_words_are_all_there(opened: Opened, language: str) -> None:
    app = unfolded(opened, "rules", "limits", "glossary", language=language)
    text = "\n".join(element.value for element in app.markdown)
    for prefix in ("method.rule.", "method.can.", "method.cannot.", "method.term."):
        for rest, told in catalogue(language).part(prefix).items():
            assert told in text, (prefix, rest)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_fact_is_listed_with_its_verdict_failures_too(opened: Opened, language: str) -> None:
    app = unfolded(opened, "facts", language=language)
    words, rows = words_in(language), {row[0]: row for row in cells(app) if row[0].startswith("F")}
    for result in published().facts:
        row = rows[result.fact.key]
        assert row[1] == words.say(f"method.fact.{result.fact.key}")
        verdict = words.say(f"method.verdict.{result.verdict}")
        assert row[2] == words.say("method.facts.held", verdict=verdict, held=result.held, n=6)
        failing = [one for one in result.families if not one.holds]
        assert all(words.say(f"method.family.{one.family}") in row[3] for one in failing)
        assert row[3].count("(") == sum(one.verdict == "opposite" for one in failing)
        assert row[5] == result.fact.source


def test_a_rehearsal_of_the_facts_is_called_one(opened: Opened) -> None:
    found = published()
    told = words_in("en").say("method.facts.rehearsal", pairs=found.replications, fewest=REPLICATIONS)
    shown = [warning.value for warning in unfolded(opened, "facts").warning]
    assert (told in shown) is (found.replications < REPLICATIONS)


def test_the_counts_above_the_facts_are_those_of_the_table(opened: Opened) -> None:
    found = Counter(result.verdict for result in published().facts)
    app = unfolded(opened, "facts")
    text = "\n".join(element.value for element in app.markdown)
    assert f"{found['shown']} shown, {found['in part']} in part, {found['not shown']} not shown" in text


def test_a_fact_shows_each_of_its_measures(opened: Opened) -> None:
    app = unfolded(opened, "facts")
    app.selectbox(key="method.fact").set_value("F8").run()
    assert not app.exception
    (result,) = [result for result in published().facts if result.fact.key == "F8"]
    shown = {row[0] for row in cells(app)}
    assert {claim.words for claim in result.claims} <= shown


def test_every_parameter_of_every_protocol_has_a_range_and_a_default() -> None:
    for key in PROTOCOLS.keys():  # noqa: SIM118 - a registry, not a mapping
        for parameter in all_parameters(key):
            assert parameter.valid, parameter.name
            assert parameter.default, parameter.name


def test_the_parameters_are_those_that_the_conference_takes() -> None:
    names = {parameter.name.partition(".")[0] for parameter in all_parameters()}
    assert names == {field.name for field in dataclasses.fields(Conference)}
    by_name = {parameter.name: parameter for parameter in all_parameters()}
    assert (by_name["concede.pace"].valid, by_name["concede.pace"].default) == (">0 to 1", "0.32")
    assert (by_name["clock.floor"].valid, by_name["clock.floor"].default) == ("1 to 60, whole", "2")
    french = {parameter.name: parameter.valid for parameter in all_parameters(language="fr")}
    assert (french["concede.pace"], french["clock.floor"]) == (">0 à 1", "1 à 60, entier")
    assert by_name["agenda.order"].valid == "small_wins, hard_first, as_listed"


def test_every_parameter_but_a_switch_says_what_it_is_and_why() -> None:
    silent = [parameter.name for parameter in all_parameters() if not parameter.about]
    assert [name for name in silent if not name.endswith(".enabled")] == []


def test_a_parameter_made_for_a_fact_says_so() -> None:
    made = {parameter.name: parameter.facts for parameter in all_parameters() if parameter.facts}
    assert made["coalesce.veto"] == ("F5",)
    assert "concede.pace" not in made


def test_a_default_that_was_fitted_says_of_how_many_sets_it_is_the_median(opened: Opened) -> None:
    table = sets_for(OF_STUDIES)
    assert table is not None
    fitted = {parameter.name: parameter for parameter in all_parameters() if parameter.sets}
    assert set(fitted) == set(table.names)
    assert {parameter.sets for parameter in fitted.values()} == {table.size}
    for name, column in zip(table.names, table.value.T, strict=True):
        order = np.argsort(column)
        median = column[order][np.searchsorted(np.cumsum(table.weight[order]), 0.5)]
        assert float(fitted[name].default) == pytest.approx(median, rel=0.05), name
    app = unfolded(opened, "parameters")
    app.selectbox(key="method.part").set_value("").run()
    origins = {row[0]: row[-1] for row in cells(app)}
    assert {name for name, origin in origins.items() if origin.startswith("median of")} == set(fitted)


def test_all_parts_of_the_conference_can_be_shown_at_once(opened: Opened) -> None:
    app = unfolded(opened, "parameters")
    app.selectbox(key="method.part").set_value("").run()
    shown = {row[0] for row in cells(app)}
    assert {parameter.name for parameter in all_parameters()} <= shown


def test_strategies_and_decision_rules_are_listed_by_the_keys_of_the_command_line(opened: Opened) -> None:
    shown = {row[-1] for row in cells(unfolded(opened, "choices"))}
    assert {*STRATEGIES.keys(), *RULES.keys()} <= shown


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_model_of_the_shelf_is_told_of_by_its_name(opened: Opened, language: str) -> None:
    text = "\n".join(element.value for element in unfolded(opened, "models", language=language).markdown)
    with told_in(language):
        names = {model.key: capital(model_name(model)) for model in SHELF}
    for key, name in names.items():
        assert f"- **{name}.** {words_in(language).say(f'method.model.{key}')}" in text


def test_the_sources_are_those_of_the_case_at_hand(opened: Opened) -> None:
    text = "\n".join(element.value for element in unfolded(opened, "sources", case="unga_cyber").markdown)
    assert "UN First Committee 2018" in text
    assert "TUNIS" not in text


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_strategy_of_whoever_names_none_is_named(language: str) -> None:
    case = load_scenario("worked_clock")
    plain = case.model_copy(
        update={"delegations": tuple(one.model_copy(update={"strategy": None}) for one in case.delegations)}
    )
    assert {key for key, _ in simulate(plain).tableau.strategy} == {"linear"}
    assert "linear" in words_in(language).say("method.strategies.lead")


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_what_was_tested_is_one_table_with_every_loser_and_three_pictures(
    opened: Opened, language: str
) -> None:
    app = unfolded(opened, "tested", language=language)
    html = next(element.proto.body for element in app.get("html") if 'class="tested"' in element.proto.body)
    with told_in(language):
        found = lines()
        assert html.count('class="line ') == len(found)
        for line in found:
            assert all(str(escape(cell)) in html for cell in (line.measure, line.ours, line.verdict))
        assert html.count('class="line worse"') == sum(line.outcome == "worse" for line in found) > 0
        text = "\n".join(element.value for element in app.markdown)
        assert all(sentence in text for sentence in (*meaning(), tally()))
    keys = {toggle.key for toggle in app.toggle}
    assert {"method-reliable.table", "method-distance.table", "method-network.table"} <= keys


def test_every_simple_model_is_told_to_whoever_asks(opened: Opened) -> None:
    app = unfolded(opened, "tested")
    assert not any("weighted median: 28.27" in cell for row in cells(app) for cell in row)
    app.session_state["method.tested.simple"] = True
    app.run()
    with told_in("en"):
        assert all(list(row) in cells(app) for row in simple_models())


def test_a_picture_is_a_table_for_whoever_asks(opened: Opened) -> None:
    app = unfolded(opened, "tested")
    app.toggle(key="method-network.table").set_value(True).run()
    network = published_table().parts["convention"].network
    assert network is not None
    assert sum(row[-1] == str(network.edges[0].pairs) for row in cells(app)) >= 1
    assert not any("D0" in cell for row in cells(app) for cell in row)  # nobody's key
