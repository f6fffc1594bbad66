"""The same case and seed give the same record as when the fingerprints were frozen."""

import json

import pytest

from tests.fingerprints import freeze

FROZEN = json.loads(freeze.FROZEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("case", "protocol"), freeze.pairs())
def test_a_shipped_case_gives_the_record_it_gave_before(case: str, protocol: str) -> None:
    assert freeze.played(case, protocol) == FROZEN["hashes"].get(f"{case} {protocol}"), (
        f"{case} under {protocol} gives another record. If that is meant, say so under {freeze.HEADING} in "
        "CHANGELOG.md and freeze anew as tests/fingerprints/freeze.py says."
    )


def test_nothing_is_frozen_that_is_not_shipped() -> None:
    assert list(FROZEN["hashes"]) == [f"{case} {protocol}" for case, protocol in freeze.pairs()]


def test_the_changelog_says_why_fingerprints_moved_last() -> None:
    assert not FROZEN["reason"] or freeze.told(FROZEN["reason"])
