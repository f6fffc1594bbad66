"""How long a class lasts, in a sentence."""

import pytest

from simulation.classroom import Plan
from simulation.classroom.class_sentences import length_sentence
from simulation.words import told_in


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (
            {"talks": 8.0, "floor": 4.5},
            "8 minutes of talks and 4.5 minutes on the floor: at most 75 minutes,",
        ),
        ({"talks": 1.0}, "2 phases of 1 minute: at most 12 minutes,"),
        ({"talks": 2880.0}, "2 phases of 48 hours: at most 24 days,"),
        ({"talks": 4320.0, "package": 60.0}, "at most 36 days,"),
        ({"talks": 45.0}, "2 phases of 45 minutes: at most 9 hours,"),
    ],
)
def test_it_counts_in_the_unit_that_fits(minutes: dict[str, float], told: str) -> None:
    assert told in length_sentence(Plan(minutes=minutes), 6)


def test_it_is_told_in_french() -> None:
    with told_in("fr"):
        told = length_sentence(Plan(minutes={"talks": 8.0, "floor": 4.5}), 1).replace("\xa0", " ")
    assert told.startswith("Une séance de 8 minutes d’entretiens et 4,5 minutes pour les libellés")
