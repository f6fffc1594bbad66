"""What a variant changes is counted as people count."""

import pytest

from simulation.study.change_phrase import phrase_of_changes
from simulation.study.variants import make_variants
from simulation.words import told_in


@pytest.mark.parametrize(
    ("lever", "english", "french"),
    [
        ("sessions=1", "1 session", "1 séance"),
        ("sessions=4", "4 sessions", "4 séances"),
        (
            "last_resort=1",
            "deletion or referral in the last session alone",
            "une suppression ou un renvoi possibles à la dernière séance seulement",
        ),
        (
            "last_resort=3",
            "deletion or referral in the last 3 sessions alone",
            "une suppression ou un renvoi possibles aux 3 dernières séances seulement",
        ),
        ("extension=1", "an extension of 1 session", "une prolongation de 1 séance"),
    ],
)
def test_one_session_is_one(lever: str, english: str, french: str) -> None:
    variant = make_variants("first_hour", {}, lever)[-1]
    phrase = phrase_of_changes([lever], variant.words)
    assert str(phrase) == english
    with told_in("fr"):
        assert str(phrase) == french


@pytest.mark.parametrize(
    ("lever", "english", "french"),
    [
        ("chair_powers=none", "a Chair without powers", "une présidence sans pouvoirs"),
        (
            "chair_powers=text",
            "a Chair who may only put texts",
            "une présidence qui ne peut que proposer des textes",
        ),
        (
            "chair_powers=agenda,text",
            "a Chair who may only set the agenda and put texts",
            "une présidence qui ne peut que fixer l’ordre du jour et proposer des textes",
        ),
        (
            "chair_powers=agenda,groups,text,suspend,call",
            "a Chair who may do all but add sessions",
            "une présidence qui peut tout sauf ajouter des séances",
        ),
        ("package=off", "no packages", "l’interdiction des paquets"),
        (
            "forum=ietf_wg",
            "the rules of an IETF working group",
            "les règles d’un groupe de travail de l’IETF",
        ),
        ("rights.TAM=none", "no seat for Tamarat", "l’absence de siège pour Tamarat"),
        (
            "rights.government=vote",
            "governments allowed to speak, propose, object and vote",
            "les gouvernements pouvant parler, proposer, faire objection et voter",
        ),
        (
            "rights.civil_society=voice",
            "civil society allowed only to speak",
            "la société civile ne pouvant que parler",
        ),
        (
            "call_vote=0.5",
            "a vote where consensus fails and more than 0.50 prefer the text",
            "un vote si le consensus échoue et que plus de 0,50 préfèrent le texte",
        ),
        (
            "draft=status_quo",
            "a first draft that keeps the status quo",
            "un premier projet qui conserve le statu quo",
        ),
        (
            "agenda=hard_first",
            "hard clauses first on the agenda",
            "les dispositions les plus difficiles d’abord à l’ordre du jour",
        ),
        (
            "red_lines.government=1.5",
            "the red lines of governments 1.5 times as wide",
            "une largeur des lignes rouges multipliée par 1,5 pour les gouvernements",
        ),
        (
            "no_deal.TAM=0.2",
            "a failure to agree worth 0.20 to Tamarat",
            "une absence d’accord qui vaut 0,20 pour Tamarat",
        ),
        (
            "shock=ALT@2:pace=0.25",
            "new instructions for Altamere on pace from session 2 (position 0.25)",
            "de nouvelles instructions pour Altamere sur pace à partir de la séance 2 (position 0,25)",
        ),
        (
            "delegations.TAM.mandate.pace.position=0.33",
            "the position of Tamarat on pace set to 0.33",
            "0,33 comme position pour Tamarat sur pace",
        ),
        (
            "chair.impartiality=0.5",
            "the impartiality of the Chair set to 0.50",
            "0,50 comme impartialité pour la présidence",
        ),
    ],
)
def test_a_lever_reads_as_what_a_sentence_goes_on_with(lever: str, english: str, french: str) -> None:
    variant = make_variants("first_hour", {}, lever)[-1]
    phrase = phrase_of_changes([lever], variant.words)
    assert str(phrase) == english
    with told_in("fr"):
        assert str(phrase) == french


@pytest.mark.parametrize("words", ["none", "all"])
def test_every_power_of_the_chair_or_none_is_told_as_that(words: str) -> None:
    variant = make_variants("unga_cyber", {}, f"chair_powers={words}")[-1]
    told = {"none": "a Chair without powers", "all": "a Chair with every power"}
    assert str(phrase_of_changes([f"chair_powers={words}"], variant.words)) == told[words]


def test_two_long_wordings_do_not_cut_a_phrase() -> None:
    lever = "accepts=TAM:mechanism=report_views_options_for_body"
    variant = make_variants("first_hour", {}, lever)[-1]
    phrase = str(phrase_of_changes([lever], variant.words))
    assert phrase == (
        "Tamarat able to live with “Middle way: Report on the views of all / Prepare options for a new body” "
        "on mechanism"
    )
