"""A study leaves the same folder in whatever language it is made."""

from pathlib import Path

from simulation.words import told_in
from tests.small_cases import case, delegation
from tests.small_studies import conducted, contents, study

CASE = case([delegation("d0", 0.2), delegation("d1", 0.8), delegation("d2", 0.5)])
ASKED = study(CASE, CASE.model_copy(update={"sessions": 2}), replications=20)


def test_a_study_made_in_another_language_leaves_the_same_bytes(tmp_path: Path) -> None:
    conducted(ASKED, tmp_path / "english")
    with told_in("fr"):
        conducted(ASKED, tmp_path / "french")
    assert contents(tmp_path / "french") == contents(tmp_path / "english")
