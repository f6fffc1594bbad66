"""The papers of a training in French, and what no paper says twice or leaves empty in any language."""

import re

import pytest

from simulation.report.pack import pack_pages
from simulation.report.pack.role import Paragraph, labelled
from simulation.scenario.load import load_scenario
from simulation.scenario.pack import load_pack
from simulation.scenario.translations import in_language
from simulation.words import told_in
from tests.extent import at_a_desk
from tests.html_pages import Page
from tests.spoken_for import BY_LANGUAGE

SHORT = ("ai_oversight", "first_hour", "wtpf13_training")
LABELS = {
    "Interest:": "Intérêt\xa0:",
    "Preferred text:": "Texte préféré\xa0:",
    "Red line:": "Ligne rouge\xa0:",
    "Red lines:": "Lignes rouges\xa0:",
    "Fallbacks:": "Replis\xa0:",
    "Call:": "Appel\xa0:",
    "Constraint:": "Contrainte\xa0:",
}


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], SHORT))
def test_a_role_sheet_in_french_has_the_labels_of_the_english_one(name: str) -> None:
    case = load_scenario(name)
    for seat, told in zip(case.delegations, in_language(case, "fr").delegations, strict=True):
        english, french = ({part.label for part in labelled(one.brief.confidential)} for one in (seat, told))
        assert {LABELS[label] for label in english & LABELS.keys()} == french & set(LABELS.values()), seat.key
        assert len(french & set(LABELS.values())) >= 5, seat.key


def test_a_label_may_have_any_letters_and_a_space_that_does_not_break_stays() -> None:
    assert labelled(
        "Intérêt\xa0: un texte\xa0; un seul. État\u202f: «\xa0rien\xa0». Lignes rouges\xa0:\naucune."
    ) == (
        Paragraph("Intérêt\xa0:", "un texte\xa0; un seul."),
        Paragraph("État\u202f:", "«\xa0rien\xa0»."),
        Paragraph("Lignes rouges\xa0:", "aucune."),
    )


def test_a_name_plate_says_no_name_twice() -> None:
    pages = pack_pages(load_scenario("ai_oversight"), load_pack("ai_oversight"))
    plates = [words.strip() for words in Page(pages["name-plates.html"]).words]
    assert plates.count("Venlora") == plates.count("the regulating union") == 2
    assert plates.count("Frontier Makers Alliance (companies)") == 2
    assert not [words for words in plates if words.startswith("Venlora (")]


def french(name: str, number: int) -> dict[str, str]:
    with told_in("fr"):
        case = in_language(load_scenario(name, overrides={"instance": number}), "fr")
        return pack_pages(case, load_pack(name, scenario=case))


@pytest.mark.parametrize("number", [0, 2])
@pytest.mark.parametrize("name", at_a_desk(["first_hour"], SHORT))
def test_in_french_papers_no_mark_that_takes_a_space_is_without_one_that_does_not_break(
    name: str, number: int
) -> None:
    for path, page in french(name, number).items():
        for words in Page(re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)).words:
            assert not re.search(r"[^\xa0\u202f!?][;:?!](?=\s|$)|«[^\xa0\u202f]|[^\xa0\u202f]»", words), (
                path,
                words,
            )


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], SHORT))
def test_an_instance_in_french_says_nothing_of_a_seat_that_needs_its_gender(name: str) -> None:
    case = load_scenario(name)
    pages = french(name, 2)
    for seat in case.delegations:
        sheet = pages[f"seats/{seat.key}.html"]
        assert not re.search(r"Sur les autres, il |on vous a envoyé\b", sheet), seat.key
    slips = [words for words in Page(pages["inject-slips.html"]).words if words.startswith("Billet (")]
    assert slips
    assert not [words for words in slips if re.search(r"\b(?:qu’)?(?:il|elle)\b", words)]


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("name", at_a_desk(["first_hour"], SHORT))
def test_no_cell_of_the_guide_is_empty_and_no_column_is_told_twice(name: str, language: str) -> None:
    with told_in(language):
        case = in_language(load_scenario(name), language)
        page = pack_pages(case, load_pack(name, scenario=case))["facilitator.html"]
    assert not re.search(r"<t[dh][^>]*>\s*</t[dh]>", page)
    assert len(re.findall(r"<td>([^<]+)</td><td>\1</td>", page)) < len(case.issues)
