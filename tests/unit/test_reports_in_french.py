"""Reports told in French are French: no English sentence is left, no field is empty, signs keep their space."""

import html
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from simulation.engine.batch import negotiate
from simulation.errors import RecordError, StudyError
from simulation.forecast.all_models import forecast_of
from simulation.protocols.registry import PROTOCOLS
from simulation.reasons import build_log, coalitions_of
from simulation.report import render_report
from simulation.report.forecast import forecast_page
from simulation.report.study import study_page
from simulation.report.text_section import spaced
from simulation.rules.decision import RULES
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.storage import Run, load_run, make_run, write_run
from simulation.storage.study_folder import StudyFolder
from simulation.study import discovery
from simulation.study.factor import Factor
from simulation.study.study_summary import StudySummary
from simulation.text import difference
from simulation.version import version
from simulation.words import catalogue, said, told_in
from tests.told_studies import comparison, ensemble, sensitivity, sweep

ENGLISH, FRENCH = catalogue("en"), catalogue("fr")
NBSP = "\N{NO-BREAK SPACE}"
STUDIES = {
    "ensemble": ensemble(),
    "one": ensemble(1),
    "comparison": replace(comparison(), asked=1_300, unmeasured={"gain.X": ("a", "b", "c", "d")}),
    "asked": replace(comparison(variants=4), outcomes=("objections", "gain.*")),
    "sweep": sweep(),
    "sensitivity": sensitivity(),
}


def told(study: StudySummary, language: str = "fr") -> str:
    with told_in(language):
        return study_page(study)


@cache
def replay(case: str = "worked_isolation", language: str = "en") -> Run:
    """Return a run as it is kept when it was played in a language."""
    return play(load_scenario(case).model_copy(update={"notes": "", "sources": {}}), language)


def play(case: Scenario, language: str = "en") -> Run:
    record = negotiate(case, seed=1)
    with told_in(language):
        return make_run(record, build_log(record), coalitions_of(record), command="delegation-sim run")


def visible(source: str) -> str:
    """Return the words of a page with their spaces as they are."""
    bare = re.sub(r"<style.*?</style>", "", source, flags=re.DOTALL)
    return html.unescape(re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", "\n", bare)))


@cache
def only_english() -> set[str]:
    """Return what English templates say, two words or more, and French ones do not."""
    cut = {
        code: {
            piece
            for template in templates.values()
            for part in re.split(r"\{\w+\}", template)
            if len((piece := part.strip(" .,:;()“”«»\N{NO-BREAK SPACE}")).split()) > 1
        }
        for code, templates in (("en", ENGLISH), ("fr", FRENCH))
    }
    return cut["en"] - cut["fr"] - {"ad referendum"}


def english_in(text: str, own: str) -> set[str]:
    """Return what English templates say, two words or more, in a text; not what a case says itself."""
    there = (piece for piece in only_english() if piece in text and piece not in own)
    return {piece for piece in there if re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", text)}


def own_words(study: StudySummary) -> str:
    options = [str(each.label["option"]) for each in study.findings if each.group == "option"]
    factors = [one["label"] for one in study.analysis.get("design", {}).get("factors", ())]
    return " | ".join([study.title, *map(str, study.words), *options, *factors, *study.names.values()])


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_a_french_study_report_holds_no_english_sentence(study: StudySummary) -> None:
    source = told(study)
    assert '<html lang="fr">' in source
    assert english_in(visible(source), own_words(study)) == set()


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_english_is_found_where_it_is(study: StudySummary) -> None:
    source = told(study, "en")
    assert '<html lang="en">' in source
    assert len(english_in(visible(source), own_words(study))) > 5


@pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES)
def test_no_field_is_left_and_every_sign_keeps_its_space(study: StudySummary) -> None:
    text = visible(told(study))
    assert re.search(r"[{}]", text) is None
    assert re.search(r"\d\.\d", text.replace(study.version, "").replace(version(), "")) is None
    ours = re.sub(re.escape(study.title), "", text)
    assert re.findall(r".{12} [:;!?%»]", ours) == []
    assert re.findall(r"«[^\N{NO-BREAK SPACE}]", text) == []


def test_a_french_study_report_says_first_how_it_ends() -> None:
    text = visible(told(ensemble()))
    assert (
        f"Dans 38{NBSP}% des simulations, le texte est adopté par consensus avec déclarations (32 à 43)."
        in text
    )
    assert "Séances tenues" in text


def test_indices_are_told_anew_from_their_figures() -> None:
    text = visible(told(sensitivity()))
    assert (
        f"Ce qui compte le plus pour l’adoption d’un texte, c’est the deadline{NBSP}: parcourir sa plage change "
        "la part des simulations de 0,41 en moyenne (0,33 à 0,49). "
    ) in text
    assert f"Stable{NBSP}: les deux premiers du classement sont les mêmes dès la moitié du plan" in text


def test_conditions_are_told_anew_from_their_figures() -> None:
    text = visible(told(sensitivity()))
    assert "Quand aucun texte n’est adopté" in text
    assert "the deadline < 8 et 0,1 ≤ trust < 0,3 et rule n’est pas majorité simple" in text
    assert f"dans 61 de ces 74 simulations (82{NBSP}%, de 76 à 88), contre 30{NBSP}% de l’ensemble" in text


FACTOR = Factor(key="sessions", kind="integer", low=1, high=400)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (np.zeros(400, np.bool_), "Ceci ne s’est produit dans aucune des 400 simulations"),
        (np.ones(400, np.bool_), "Dans chacune des 400 simulations, un texte est adopté"),
        (np.arange(400) % 2 == 0, "Aucune condition n’a été trouvée"),
        (np.arange(400) == 7, "Trop peu de simulations pour chercher"),
    ],
)
def test_why_no_conditions_were_found_is_told_anew(answers: np.ndarray, sentence: str) -> None:
    values = np.random.default_rng(3).permuted(np.arange(1.0, 401.0))[:, None]
    found = discovery.discover([FACTOR], values, answers, seed=1, about=said("when.adopted", label=""))
    with told_in("fr"):
        assert str(found.sentence).startswith(sentence)


def test_what_is_wrong_with_a_folder_is_told_in_french(tmp_path: Path) -> None:
    with told_in("fr"):
        with pytest.raises(RecordError, match=r"^Il n’y a pas de dossier de simulation "):
            load_run(tmp_path / "nothing")
        with pytest.raises(
            RecordError, match=f"n’est pas le dossier d’une simulation{NBSP}: manifest.json n’y est pas"
        ):
            load_run(tmp_path)
        with pytest.raises(
            StudyError, match=f"n’est pas le dossier d’une étude{NBSP}: manifest.json n’y est pas"
        ):
            StudyFolder.open(tmp_path)
        (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
        with pytest.raises(RecordError, match=f"manifest.json ne peut pas être lu{NBSP}: "):
            load_run(tmp_path)


def test_a_run_that_was_changed_is_refused_in_french(tmp_path: Path) -> None:
    run = replay()
    folder = write_run(run, tmp_path / "run")
    (folder / "moves.parquet").write_bytes(b"")
    with (
        told_in("fr"),
        pytest.raises(RecordError, match=r"moves\.parquet a été modifié après l’écriture de la simulation"),
    ):
        load_run(folder)


RUNS = (
    "worked_isolation",
    "worked_package",
    pytest.param("wtpf13_training", marks=pytest.mark.thorough),
    pytest.param("unga_cyber", marks=pytest.mark.thorough),
    "forecast",
)


def played(name: str) -> Run:
    if name != "forecast":
        return replay(name)
    case = load_scenario("worked_clock")
    return play(case.model_copy(update={"protocol": type(case.protocol)(key="compromise"), "notes": ""}))


@pytest.mark.parametrize("name", RUNS)
def test_a_french_run_report_holds_no_english_sentence(name: str) -> None:
    run = played(name)
    with told_in("fr"):
        source = render_report(run)
    text = visible(source)
    assert '<html lang="fr">' in source
    assert english_in(text, run.manifest.scenario.model_dump_json()) == set()
    assert re.search(r"[{}|]", text) is None


@pytest.mark.parametrize("name", RUNS)
def test_a_run_that_was_told_in_french_is_reported_in_english_as_if_it_had_been_told_so(name: str) -> None:
    if name != "forecast":
        assert render_report(replay(name, "fr")) == render_report(replay(name))


def test_a_french_forecast_report_holds_no_english_sentence() -> None:
    case = load_scenario("worked_package")
    forecast = forecast_of(case, replications=2)
    with told_in("fr"):
        source = forecast_page(forecast)
    text, own = visible(source), case.model_dump_json()
    assert '<html lang="fr">' in source
    assert english_in(text, own) == set()
    assert len(english_in(visible(forecast_page(forecast)), own)) > 20
    assert re.search(r"[{}|]", text) is None
    ours = re.sub("|".join(re.escape(words) for words in (case.title, version())), "", text)
    assert re.search(r"\d\.\d", ours) is None
    assert re.findall(r".{12} [:;!?%»]", ours) == []
    assert re.findall(r"«[^\N{NO-BREAK SPACE}]", text) == []


def test_rules_and_methods_are_called_in_english_as_their_components_call_them() -> None:
    for component in RULES:
        key = component.info.key
        assert ENGLISH[f"rule.{key}"] == component.info.label.lower()
        assert ENGLISH[f"report.rule_summary.{key}"] == component.info.summary
    for protocol in PROTOCOLS:
        assert ENGLISH[f"report.protocol.{protocol.info.key}"] == protocol.info.summary


def test_an_edit_of_a_wording_keeps_the_space_before_a_french_semicolon() -> None:
    old, new = (
        f"Le rôle des gouvernements{NBSP}; rien",
        f"Le rôle des seuls gouvernements{NBSP}; rien d’autre",
    )
    comma = old.replace(f"{NBSP};", ",")
    for before, after in ((old, new), (new, old), (old, comma), (comma, old)):
        pieces = spaced(difference(before, after))
        shown = "".join(piece.text for piece in pieces if piece.kind != "removed")
        assert re.sub(" +", " ", shown).strip() == after
