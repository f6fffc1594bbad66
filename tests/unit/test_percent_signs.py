"""English writes 95%, French 95 % with a no-break space, wherever a percentage is told."""

import re
from pathlib import Path

from simulation.stats.interval import Estimate
from simulation.study.figures import share_range
from simulation.words import catalogue, percent, told_in

ROOT = Path(__file__).parents[2]
SPACED = re.compile(r"[\d}][ \u00a0\u202f]%")
IN_CODE = re.compile(r"""[\d}"][ \u00a0\u202f]%["'. )]""")


def test_no_english_text_has_a_space_before_the_sign_and_each_french_one_has_one_that_holds() -> None:
    english, french = (catalogue(language) for language in ("en", "fr"))
    assert [key for key, text in english.items() if SPACED.search(text)] == []
    assert [key for key, text in french.items() if re.search(r"[\d}] ?%", text)] == []
    assert sum("%" in text for text in french.values()) > 20


def test_the_hands_that_write_shares_follow_the_language() -> None:
    estimate = Estimate(value=0.58, low=0.49, high=0.67, n=60)
    assert (percent(0.8), share_range(estimate)) == ("80%", "58% (49 to 67)")
    with told_in("fr"):
        assert (percent(0.8), share_range(estimate)) == ("80\u00a0%", "58\u00a0% (49 à 67)")


def test_no_command_writes_its_own_space() -> None:
    found = [
        f"{file.name}:{number}"
        for file in sorted((ROOT / "simulation" / "cli").rglob("*.py"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if IN_CODE.search(line)
    ]
    assert found == []
