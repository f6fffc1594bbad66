"""A run that was made in one language is told in the other as if it had been made in that one."""

from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from simulation.reasons import (
    Log,
    build_log,
    coalitions_of,
    left_over,
    outcome_sentence,
    session_sentences,
    versions_of,
    who_moved,
)
from simulation.report.run_page import render_report
from simulation.storage import load_run, save_run, write_run
from simulation.words import LANGUAGES, Said, told_in
from tests.told_cases import EACH, INSTRUCTED, explained, record

FORMER = Path(__file__).parents[1] / "kept" / "run_of_format_1"
"""Written in French by the last version that kept sentences as they were told."""
WAYS = [(one, other) for one in LANGUAGES for other in LANGUAGES if one != other]


@cache
def log(case: str, code: str) -> Log:
    with told_in(code):
        return build_log(record(case))


@cache
def sentences(case: str, code: str) -> tuple[Said, ...]:
    """Return all else that is told about a negotiation, made in one language."""
    played = record(case)
    with told_in(code):
        history = coalitions_of(played)
        found = [outcome_sentence(played), left_over(played)]
        for each in session_sentences(played, history):
            found += (each.head, each.sub, each.alt)
        found += [mover.reason for mover in who_moved(played, build_log(played))]
        for version in versions_of(played):
            found += [bracket.reason for clause in version.document.clauses for bracket in clause.brackets]
        return (*found, *(item.name for item in history.coalitions))


@pytest.mark.parametrize("case", EACH)
def test_what_is_told_does_not_depend_on_the_language_it_was_made_in(case: str) -> None:
    assert log(case, "en") == log(case, "fr")
    assert sentences(case, "en") == sentences(case, "fr")


@pytest.mark.parametrize("case", EACH)
def test_every_sentence_of_a_run_is_read_back_and_told_in_each_language(case: str) -> None:
    whole = log(case, "en")
    told = {
        *sentences(case, "en"),
        *(said for move in whole.moves for said in (move.public_reason, move.private_reason)),
        *(said for move in whole.moves for said in (move.refused_because, move.red_line)),
    }
    for said in told:
        assert Said.from_plain(said.to_plain()) == said
        for code in LANGUAGES:
            with told_in(code):
                assert "{" not in str(said)
                assert str(said) or not said


@pytest.mark.parametrize(("one", "other"), WAYS)
@pytest.mark.parametrize("session", [None, 2])
def test_a_log_is_explained_alike_whatever_the_language_it_was_built_in(
    one: str, other: str, session: int | None
) -> None:
    with told_in(other):
        for key in log(INSTRUCTED, one).roster.names:
            lines = explained(log(INSTRUCTED, one), key, session)
            assert lines == explained(log(INSTRUCTED, other), key, session)


def test_notes_of_the_case_stay_as_they_were_written() -> None:
    notes = [
        move.private_reason for move in log(INSTRUCTED, "en").moves if move.move == "receive_instructions"
    ]
    with told_in("fr"):
        assert {str(note) for note in notes} == {"Be open.", "Told."}


def test_a_folder_made_in_english_is_read_and_reported_in_french(tmp_path: Path) -> None:
    played = record("worked_package")
    folders = {}
    for code in LANGUAGES:
        with told_in(code):
            made = build_log(played), coalitions_of(played)
            folders[code] = save_run(played, *made, tmp_path / code, command="delegation-sim run x")
    english, french = (load_run(folder) for folder in folders.values())
    assert english.log == french.log == log("worked_package", "en")
    assert english.history.coalitions == french.history.coalitions
    assert (folders["en"] / "moves.parquet").read_bytes() == (folders["fr"] / "moves.parquet").read_bytes()
    with told_in("fr"):
        page = render_report(english)
        assert page == render_report(french)
        assert str(outcome_sentence(played)) in page
    assert str(outcome_sentence(played)) not in page


def test_a_folder_of_the_former_version_is_read_in_the_language_it_was_told_in() -> None:
    former = load_run(FORMER)
    assert former.manifest.is_prose
    reasons = [move.private_reason for move in former.log.moves]
    written = pq.read_table(FORMER / "moves.parquet")["private_reason"].to_pylist()
    assert len([reason for reason in written if reason]) > 20
    assert [str(reason) for reason in reasons] == written
    with told_in("fr"):
        assert str(former.manifest.sentence) == str(outcome_sentence(record("worked_package")))
    assert {reason.key for reason in reasons} <= {"as.text", ""}
    for code in LANGUAGES:
        with told_in(code):
            page = render_report(former)
            assert page.count(str(Said("folder.run.prose"))) == 1
            assert str(former.manifest.sentence) in page


def test_a_folder_of_the_former_version_that_is_written_again_keeps_what_was_told(tmp_path: Path) -> None:
    again = load_run(write_run(load_run(FORMER), tmp_path / "again"))
    assert again.manifest == load_run(FORMER).manifest
    assert again.manifest.is_prose
    assert again.log == load_run(FORMER).log
