"""A reader of another language than that in which a case stands is told so once, quietly; no other reader is."""

from typing import get_args

import pytest

from dashboard.frame.case_language import case_language
from dashboard.frame.language import words_in
from dashboard.library import cases
from simulation.scenario.load import load_scenario, scenario_hash, shipped_scenarios
from simulation.scenario.translations.telling import in_language
from simulation.scenario.translations.translatable import Language
from simulation.words import LANGUAGES
from tests.dashboard.conftest import Opened

ENGLISH_TO_FRENCH = "Les noms, titres et libellés de ce cas sont en anglais."
SAMPLE = cases.case_yaml("worked_isolation", {})


@pytest.mark.parametrize("reader", LANGUAGES)
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
    assert any("quatre clauses, six sièges" in title for title in shown)


def test_a_language_that_is_not_known_is_refused_with_those_that_are() -> None:
    (problem,) = cases.problems_of(
        SAMPLE.replace("nature: illustrative", "nature: illustrative\nlanguage: xx", 1)
    )
    assert problem.message.startswith("language is 'xx'.")
    assert "Valid: ar, de, en, es, fr, it, pt, ru, zh." in problem.message


def test_a_case_in_english_has_the_hash_of_one_that_does_not_say_so() -> None:
    assert {load_scenario(name).language for name in shipped_scenarios()} == {"en"}
    silent = load_scenario("worked_isolation")
    assert scenario_hash(silent).startswith("4a47b905ac26")
    assert scenario_hash(silent.model_copy(update={"language": "fr"})) != scenario_hash(silent)
