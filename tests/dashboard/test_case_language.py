"""A reader of another language than that in which a case stands is told so once, quietly; no other reader is."""

from typing import get_args

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.case_language import case_language
from dashboard.frame.language import words_in
from dashboard.library import cases
from simulation.scenario.load import load_scenario, scenario_hash, shipped_scenarios
from simulation.scenario.translations.case_texts import texts_of
from simulation.scenario.translations.telling import in_language
from simulation.scenario.translations.translatable import Language
from simulation.words import Translated, own_text
from tests.dashboard.conftest import Opened
from tests.dashboard.lab_page import lab_of, played
from tests.dashboard.lab_page import texts_of as texts_of_page
from tests.dashboard.test_escaping_pages import on_page
from tests.dashboard.test_models_page import finished as forecast_finished
from tests.extent import at_a_desk
from tests.spoken_for import BY_LANGUAGE

ENGLISH_TO_FRENCH = "Les noms, titres et libellés de ce cas sont en anglais."
SAMPLE = cases.case_yaml("worked_isolation", {})


@pytest.mark.parametrize("reader", BY_LANGUAGE)
@pytest.mark.parametrize("language", get_args(Language.__value__))
def test_only_readers_of_another_language_are_told(reader: str, language: str) -> None:
    case = load_scenario("worked_isolation").model_copy(update={"language": language})
    assert bool(case_language(words_in(reader), case)) == (reader != language)


def test_a_case_that_is_told_in_the_language_of_the_reader_says_nothing_of_it() -> None:
    case = load_scenario("first_hour")
    assert case_language(words_in("fr"), case) == ENGLISH_TO_FRENCH
    told = in_language(case, "fr")
    assert not case_language(words_in("fr"), told)
    assert case_language(words_in("en"), told) == "Names, titles and wordings of this case are in French."


def test_a_text_that_is_not_translated_is_counted() -> None:
    case = load_scenario("first_hour", overrides={"title": "Another title"})
    told = case_language(words_in("fr"), in_language(case, "fr"))
    assert told == "1 texte de ce cas est en anglais."


@pytest.mark.parametrize("page", ["replay", "lab"])
def test_a_french_reader_of_an_english_case_is_told_once(opened: Opened, page: str) -> None:
    captions = [caption.value for caption in opened(page, {"lang": "fr", "case": "worked_isolation"}).caption]
    assert sum(ENGLISH_TO_FRENCH in caption for caption in captions) == 1
    captions = [caption.value for caption in opened(page, {"lang": "en", "case": "worked_isolation"}).caption]
    assert not any("titles and wordings" in caption for caption in captions)


def test_the_library_tells_it_of_each_case_without_the_language(opened: Opened) -> None:
    app = opened("library", {"lang": "fr"})
    english = [name for name in shipped_scenarios() if not load_scenario(name).translations]
    assert english
    assert sum(ENGLISH_TO_FRENCH in caption.value for caption in app.caption) == len(english)
    german = SAMPLE.replace("nature: illustrative", "nature: illustrative\nlanguage: de", 1)
    app.file_uploader(key="library.upload").set_value(
        ("mein.yaml", german.encode(), "application/yaml")
    ).run()
    assert not app.exception
    assert sum("de ce cas sont en allemand." in caption.value for caption in app.caption) == 1


def test_the_library_is_told_in_the_language_of_the_page(opened: Opened) -> None:
    shown = [title.value for title in opened("library", {"lang": "fr"}).subheader]
    assert any("quatre dispositions, six sièges" in title for title in shown)


def test_a_language_that_is_not_known_is_refused_with_those_that_are() -> None:
    (problem,) = cases.problems_of(
        SAMPLE.replace("nature: illustrative", "nature: illustrative\nlanguage: xx", 1)
    )
    assert problem.message.startswith("language is 'xx'.")
    assert "Valid: ar, de, en, es, fr, it, pt, ru, zh." in problem.message


def test_a_case_in_english_has_the_hash_of_one_that_does_not_say_so() -> None:
    assert {load_scenario(name).language for name in shipped_scenarios()} == {"en"}
    silent = load_scenario("worked_isolation")
    assert scenario_hash(silent).startswith("fcb513113a6e")
    assert scenario_hash(silent.model_copy(update={"language": "fr"})) != scenario_hash(silent)


def _left(app: AppTest, case: str) -> list[str]:
    """Return which texts of its author stand on a page of a case that is translated, of some length each."""
    shown = "\n".join(on_page(app)).replace("\\", "")
    told = in_language(load_scenario(case), "fr")
    own = {
        own_text(text) for text in texts_of(told) if isinstance(text, Translated) and own_text(text) != text
    }
    assert own
    return [text for text in own if len(text) > len("Tamarat") and text in shown]


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], ["first_hour", "wtpf13"]))
@pytest.mark.parametrize("page", ["lab", "models", "method", "replay"])
def test_a_case_with_texts_in_the_language_of_the_reader_is_shown_in_it(
    opened: Opened, page: str, case: str
) -> None:
    app = opened(page, {"lang": "fr", "case": case})
    assert _left(app, case) == []
    told = in_language(load_scenario(case), "fr")
    assert told.title != load_scenario(case).title
    if page in ("lab", "models"):
        assert any(str(told.title) in text.value.replace("\\", "") for text in app.markdown)
    assert not any(ENGLISH_TO_FRENCH in caption.value for caption in app.caption)


@pytest.mark.thorough
def test_the_lab_shows_what_it_found_in_the_language_of_the_reader_and_keeps_what_its_author_wrote(
    opened: Opened,
) -> None:
    case = load_scenario("first_hour")
    seat, issue = case.delegations[0], case.issues[0]
    changes = [f"delegations.{seat.key}.mandate.{issue.key}.position=0.9", "sessions=3"]
    query = {"case": "first_hour", "change": changes, "lang": "fr", "view": "A-gains"}
    app = played(opened("lab", query))
    assert _left(app, "first_hour") == []
    names = {str(one.short) for one in in_language(case, "fr").delegations}
    names -= {str(one.short) for one in case.delegations}
    assert any(name in texts_of_page(app) for name in names)
    ran = lab_of(app).ran
    assert ran is not None
    assert ran.asked.study.title == ran.summary.title == case.title
    assert ran.summary.issues == {one.key: one.name for one in case.issues}
    assert ran.summary.names == {one.key: one.short for one in case.delegations}


def test_a_forecast_is_told_to_each_reader_in_their_language_and_keeps_the_case_of_its_author(
    opened: Opened,
) -> None:
    case = load_scenario("first_hour")
    french = forecast_finished(opened("models", {"case": "first_hour", "lang": "fr", "view": "2-1"}))
    assert _left(french, "first_hour") == []
    kept = french.session_state["memory"].pages["models"].found
    assert kept.case.title == case.title
    english = forecast_finished(opened("models", {"case": "first_hour", "lang": "en", "view": "2-1"}))
    assert case.issues[0].name in english.title[0].value or case.issues[0].name in "\n".join(on_page(english))
