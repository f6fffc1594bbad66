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
        ("last_resort=1", "deletion in the last session", "une suppression possible à la dernière séance"),
        (
            "last_resort=3",
            "deletion in the last 3 sessions",
            "une suppression possible aux 3 dernières séances",
        ),
    ],
)
def test_one_session_is_one(lever: str, english: str, french: str) -> None:
    variant = make_variants("first_hour", {}, lever)[-1]
    phrase = phrase_of_changes([lever], variant.words)
    assert str(phrase) == english
    with told_in("fr"):
        assert str(phrase) == french
