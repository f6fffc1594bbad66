"""What can be asked of a study: keys, words, and answers to keys that do not exist."""

import pytest

from simulation.errors import StudyError
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.study.replication_rows import NUMBERS
from simulation.study.run_study import subjects_of
from simulation.study.study_measures import (
    ADOPTED,
    CLASS_WORDS,
    check_outcomes,
    measures_of,
    problem_with_outcome,
    usual,
)
from simulation.words import Said
from tests.small_cases import case, delegation, issue, options
from tests.small_studies import study

CHOICES = options(0.0, 1.0, delete=0.0)
CASE = case(
    [delegation("d0", 0.2, short="Zero"), delegation("d1", 0.8, kind="civil_society")],
    issues=[issue(choices=CHOICES)],
)
MEASURES = {measure.key: measure for measure in measures_of(subjects_of(study(CASE)))}


def test_every_class_of_outcome_has_words_and_a_measure() -> None:
    assert set(CLASS_WORDS) == set(OUTCOME_CLASSES)
    for word in OUTCOME_CLASSES:
        assert MEASURES[f"class.{word}"].words == {word}
        assert MEASURES[f"class.{word}"].label == Said(f"class.{word}")


def test_adopted_counts_the_classes_with_a_text_that_commits() -> None:
    assert MEASURES["adopted"].words == set(ADOPTED)
    assert set(OUTCOME_CLASSES) - set(ADOPTED) == {"chair_summary_only", "deferred_or_referred", "no_outcome"}


def test_every_number_of_a_row_is_a_measure() -> None:
    assert {*NUMBERS, "sessions"} <= MEASURES.keys()


def test_options_are_asked_for_by_issue_with_one_for_what_is_not_in_the_text() -> None:
    found = [key for key in MEASURES if key.startswith("option.")]
    assert found == ["option.q0.o0", "option.q0.o1", "option.q0.delete", "option.q0.(dropped)"]
    assert str(MEASURES["option.q0.(dropped)"].label) == "q0: not in the text"


def test_gains_are_asked_for_by_kind_and_by_delegation() -> None:
    found = {key: measure.label for key, measure in MEASURES.items() if measure.group == "gain"}
    assert str(found["gain_of.civil_society"]) == "mean gain: civil society"
    assert str(found["gain.d0"]) == "gain of Zero"
    assert "gain_of.academia" not in found


def test_options_of_every_variant_are_there() -> None:
    other = case([delegation("d0", 0.2)], issues=[issue(choices=options(0.0, 0.5, 1.0))])
    keys = {measure.key for measure in measures_of(subjects_of(study(CASE, other)))}
    assert {"option.q0.delete", "option.q0.o2"} <= keys


def test_the_usual_outcomes_exist() -> None:
    assert set(usual()) <= MEASURES.keys()


def test_the_beginning_of_a_key_stands_for_all_that_begin_so() -> None:
    check_outcomes(["gain.*", "adopted", "class.*"], list(MEASURES.values()))


def test_keys_that_do_not_exist_are_told_all_at_once_with_what_is_near() -> None:
    with pytest.raises(StudyError) as caught:
        check_outcomes(["adoptd", "trust", "gian.*"], list(MEASURES.values()))
    lines = str(caught.value).splitlines()
    assert lines[0] == "No outcome is called 'adoptd'. Did you mean 'adopted'?"
    assert lines[1].startswith("No outcome is called 'gian.*'.")
    assert lines[-1].startswith("Valid: adopted, class.consensus_clean, ")
    assert lines[-1].endswith("option.ISSUE.OPTION, place.ISSUE, gain.DELEGATION, gain_of.KIND.")


def test_a_key_can_be_checked_against_a_case_alone() -> None:
    assert problem_with_outcome("gain.d1", CASE) is None
    told = problem_with_outcome("gain.d7", CASE)
    assert told is not None
    assert told.startswith("No outcome is called 'gain.d7'. Did you mean 'gain.d")
    assert "\n" not in told
