"""A name in a French sentence has its article, and the verb agrees with it."""

import re

import pytest

from simulation.words import LANGUAGES, catalogue, country_name, name_forms, said, say, told_in
from simulation.words.french import agreeing


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Argentine", ("l’Argentine", "de l’Argentine", "à l’Argentine")),
        ("Brésil", ("le Brésil", "du Brésil", "au Brésil")),
        ("Mexique", ("le Mexique", "du Mexique", "au Mexique")),
        ("Chine", ("la Chine", "de la Chine", "à la Chine")),
        ("Congo-Brazzaville", ("le Congo-Brazzaville", "du Congo-Brazzaville", "au Congo-Brazzaville")),
        ("États-Unis", ("les États-Unis", "des États-Unis", "aux États-Unis")),
        ("Cuba", ("Cuba", "de Cuba", "à Cuba")),
        ("Haïti", ("Haïti", "d’Haïti", "à Haïti")),
        (
            "République de Corée",
            ("la République de Corée", "de la République de Corée", "à la République de Corée"),
        ),
        ("Tamarat", ("Tamarat", "de Tamarat", "à Tamarat")),
        ("Altamere", ("Altamere", "d’Altamere", "à Altamere")),
        ("Ósk", ("Ósk", "d’Ósk", "à Ósk")),
        ("Åland uni", ("Åland uni", "d’Åland uni", "à Åland uni")),
        ("ICANN", ("l’ICANN", "de l’ICANN", "à l’ICANN")),
        ("Réseau ouvert", ("le Réseau ouvert", "du Réseau ouvert", "au Réseau ouvert")),
        ("La présidence", ("la présidence", "de la présidence", "à la présidence")),
        (
            "le camp A (Chine, Cuba)",
            ("le camp A (Chine, Cuba)", "du camp A (Chine, Cuba)", "au camp A (Chine, Cuba)"),
        ),
    ],
)
def test_a_name_takes_its_article_and_contracts_it(name: str, told: tuple[str, str, str]) -> None:
    assert tuple(agreeing(name, form) for form in ("le", "de", "à")) == told


def test_each_name_of_a_list_takes_its_own() -> None:
    assert agreeing("Chine, Tamarat et 3 autres", "Le") == "La Chine, Tamarat et 3 autres"
    assert agreeing("Pays-Bas, Oman et une autre", "de") == "des Pays-Bas, d’Oman et d’une autre"
    assert agreeing("Veldoria (grande, la force) et Inde", "à") == "à Veldoria (grande, la force) et à l’Inde"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "Royaume-Uni de Grande-Bretagne et d’Irlande du Nord",
            (
                "le Royaume-Uni de Grande-Bretagne et d’Irlande du Nord",
                "du Royaume-Uni de Grande-Bretagne et d’Irlande du Nord",
            ),
        ),
        (
            "Royaume-Uni de Grande-Bretagne et d'Irlande du Nord",
            (
                "le Royaume-Uni de Grande-Bretagne et d'Irlande du Nord",
                "du Royaume-Uni de Grande-Bretagne et d'Irlande du Nord",
            ),
        ),
        ("Trinité et Tobago", ("la Trinité et Tobago", "de la Trinité et Tobago")),
        ("Antigua et Barbuda", ("Antigua et Barbuda", "d’Antigua et Barbuda")),
        ("Svalbard et Jan Mayen", ("Svalbard et Jan Mayen", "de Svalbard et Jan Mayen")),
    ],
)
def test_a_country_with_et_in_its_name_is_one(name: str, told: tuple[str, str]) -> None:
    assert (agreeing(name, "le"), agreeing(name, "de")) == told
    assert agreeing(name, "quitte|quittent") == "quitte"
    assert agreeing(f"Chine, {name} et Brésil", "le") == f"la Chine, {told[0]} et le Brésil"


def test_no_country_is_read_as_two() -> None:
    for key in catalogue("fr"):
        if key.startswith("country."):
            name = catalogue("fr")[key]
            plural = agreeing(name, "le").startswith("les ")
            assert agreeing(name, "part|partent") == ("partent" if plural else "part"), name


def test_a_gap_that_is_filled_in_later_keeps_what_the_template_asks_for() -> None:
    with told_in("fr"):
        told = say("replay.why.held", name="{name}")
    assert told == "{name:Le} {name:a maintenu sa|ont maintenu leur} position."


def test_the_forms_of_a_name_are_handed_over_in_french_only() -> None:
    assert name_forms("Pays-Bas") == {}
    with told_in("fr"):
        assert name_forms("Pays-Bas") == {
            "le": "les Pays-Bas",
            "de": "des Pays-Bas",
            "à": "aux Pays-Bas",
            "que": "que les Pays-Bas",
            "many": "1",
        }
        assert name_forms("Altamere") == {
            "le": "Altamere",
            "de": "d’Altamere",
            "à": "à Altamere",
            "que": "qu’Altamere",
        }


def test_que_is_cut_before_a_vowel_only() -> None:
    assert agreeing("Altamere", "que") == "qu’Altamere"
    assert agreeing("Argentine et Oman", "que") == "que l’Argentine et Oman"


@pytest.mark.parametrize(
    ("names", "verb"),
    [
        ("Chine", "quitte"),
        ("Tamarat (champion, et pont)", "quitte"),
        ("Pays-Bas", "quittent"),
        ("Chine et Inde", "quittent"),
        ("3 autres", "quittent"),
        ("5G pour tous", "quitte"),
    ],
)
def test_a_verb_agrees_with_who_acts(names: str, verb: str) -> None:
    assert agreeing(names, "quitte|quittent") == verb


def test_a_sentence_has_the_article_only_in_french() -> None:
    sentence = said("did.sign", who="Pays-Bas", document=said("document.opinion"))
    assert str(sentence).startswith("Pays-Bas signed")
    with told_in("fr"):
        assert str(sentence) == "Les Pays-Bas ont signé l’avis."
        assert say("did.sign", who="Tamarat", document="l’avis") == "Tamarat a signé l’avis."


def test_no_country_of_the_united_nations_is_left_out() -> None:
    for key in catalogue("fr"):
        if key.startswith("country.formal."):
            name = catalogue("fr")[key]
            bare = ("Antigua-et-Barbuda", "Cabo Verde", "Saint", "Sao Tomé")
            assert agreeing(name, "le") != name or name.startswith(bare), name


def test_only_french_templates_ask_for_articles() -> None:
    assert [
        key
        for code in LANGUAGES
        if code != "fr"
        for key, text in catalogue(code).items()
        if re.search(r":(le|Le|de|De|à|À|que|«|[^{}]*\|[^{}]*)\}", text)
    ] == []


def test_a_name_of_another_language_stays_as_it_is() -> None:
    assert agreeing("United States", "le") == "United States"
    assert agreeing(country_name("USA", "United States", "fr"), "le") == "les États-Unis"
