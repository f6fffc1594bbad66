"""A country is called as the reader's language calls it; what only looks like one keeps its name."""

import csv
from importlib.resources import files

import pytest

from simulation.words import LANGUAGES, catalogue
from simulation.words.territories import country_name, territory

CASES = ("wtpf13", "unga_cyber")
UNITED_NATIONS = {
    "name": {
        "COD": "République démocratique du Congo",
        "FSM": "Micronésie (États fédérés de)",
        "KOR": "République de Corée",
        "RUS": "Fédération de Russie",
        "TZA": "République-Unie de Tanzanie",
        "VNM": "Viet Nam",
    },
    "short": {
        "ARE": "EAU",
        "COD": "RD Congo",
        "KOR": "Corée (Rép. de)",
        "PNG": "Papouasie-N.-G.",
        "VNM": "Viet Nam",
    },
}
"""What cases call otherwise than CLDR does."""


def delegations(case: str) -> list[dict[str, str]]:
    text = files("scenarios").joinpath(f"{case}_delegations.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("USA", "en", "United States"),
        ("USA", "fr", "États-Unis"),
        ("CHN", "ar", "الصين"),
        ("CHN", "ru", "Китай"),
        ("DEU", "es", "Alemania"),
        ("SAU", "zh", "沙特阿拉伯"),
    ],
)
def test_a_country_is_called_by_its_name_in_any_language(code: str, language: str, name: str) -> None:
    assert territory(code, language) == name


@pytest.mark.parametrize("code", ["SAB", "US", "usa", "", "SUN", "YUG", "XAA", "XKK", "QUU", "ZZZ", "001"])
def test_what_is_no_code_of_a_country_of_today_has_no_name(code: str) -> None:
    assert territory(code, "fr") is None


def test_each_country_of_the_cases_is_called_as_french_calls_it() -> None:
    rows = {row["key"]: row for case in CASES for row in delegations(case) if territory(row["key"], "en")}
    assert len(rows) == 61
    for field in ("name", "short"):
        told = {key: country_name(key, row[field], "fr") for key, row in rows.items()}
        others = {key: name for key, name in told.items() if name != territory(key, "fr")}
        assert others == UNITED_NATIONS[field]


@pytest.mark.parametrize(
    ("key", "english", "french"),
    [
        ("COD", "Democratic Republic of the Congo", "République démocratique du Congo"),
        ("COD", "DR Congo", "RD Congo"),
        ("COD", "Congo - Kinshasa", "Congo-Kinshasa"),
        ("CIV", "Côte d'Ivoire", "Côte d’Ivoire"),
        ("TUR", "Turkey", "Turquie"),
        ("TUR", "Türkiye", "Turquie"),
        ("TZA", "United Republic of Tanzania", "République-Unie de Tanzanie"),
    ],
)
def test_a_country_has_a_name_in_full_and_in_short(key: str, english: str, french: str) -> None:
    assert country_name(key, english, "fr") == french


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("SAB", "Sabine"),
        ("NOR", "Nordhaven (presidency of the Northern Compact)"),
        ("VEN", "Venlora (the regulating union)"),
        ("BEL", "Bello"),
        ("GSMA", "GSMA"),
        ("usa", "United States"),
    ],
)
def test_an_invented_delegation_keeps_its_name(key: str, name: str) -> None:
    assert {country_name(key, name, code) for code in (*LANGUAGES, "ar")} == {name}


def test_in_english_a_name_is_what_the_case_says() -> None:
    rows = [row for case in CASES for row in delegations(case)]
    assert all(country_name(row["key"], row["name"], "en") == row["name"] for row in rows)


def test_a_language_without_the_form_of_the_united_nations_says_what_cldr_says() -> None:
    assert country_name("KOR", "Republic of Korea", "fr") == "République de Corée"
    with pytest.raises(KeyError):
        catalogue("fr")["country.formal.FRA"]
    assert country_name("FRA", "France", "fr") == "France"


def test_a_form_of_the_united_nations_is_one_that_cldr_has_not() -> None:
    for key, name in catalogue("en").items():
        if key.startswith("country."):
            code = key.rpartition(".")[2]
            assert territory(code, "en") not in (None, name), key
