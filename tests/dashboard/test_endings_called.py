"""What the classes of outcome are called: one family of words a language, read by every page that names one."""

from functools import cache

import pytest

from dashboard.frame.language import words_in
from dashboard.replay.replay_data import make_replay
from simulation.engine.batch import negotiate
from simulation.engine.record import OUTCOME_CLASSES, Record
from simulation.reasons import build_log, coalitions_of, outcome_sentence
from simulation.report import render_report
from simulation.storage import Run, make_run
from simulation.study.study_measures import CLASS_WORDS, label_of
from simulation.training.prediction_check import PredictionCheck
from simulation.words import catalogue, say, told_in
from tests.html_pages import Page
from tests.spoken_for import BY_LANGUAGE
from tests.unit.test_adopt import ENDINGS, split

ROUGH = {"decision": {"rule": "rough_consensus", "threshold": 0.55}}
WITHOUT_A_VOTE = {
    "adopted_by_vote": split(4, 1, ROUGH),
    "adopted_low_participation": split(3, 2, ROUGH),
}
OWN = ("class.", "outcome.")
"""What the keys of the one family begin with, and those of the sentences that tell one run."""


@cache
def ended(outcome_class: str, language: str) -> tuple[Record, Run]:
    with told_in(language):
        record = negotiate(ENDINGS[outcome_class], seed=1)
        return record, make_run(record, build_log(record), coalitions_of(record), command="")


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_no_other_sentence_is_kept_for_a_class_of_outcome(language: str) -> None:
    keys = [key for key in catalogue(language) if not key.startswith(OWN)]
    assert [key for key in keys if key.rpartition(".")[2] in OUTCOME_CLASSES] == []


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_classes_have_names_events_and_sentences_of_their_own(language: str) -> None:
    with told_in(language):
        assert len({say(f"class.{name}") for name in OUTCOME_CLASSES}) == len(OUTCOME_CLASSES)
        assert len({say(f"class.{name}.event") for name in OUTCOME_CLASSES}) == len(OUTCOME_CLASSES)
        told = {str(outcome_sentence(ended(name, language)[0])) for name in OUTCOME_CLASSES}
        assert len(told) == len(OUTCOME_CLASSES)
        unvoted = [str(outcome_sentence(negotiate(case, seed=1))) for case in WITHOUT_A_VOTE.values()]
        counts = [sentence.translate(dict.fromkeys(map(ord, "0123456789"))) for sentence in unvoted]
        assert counts[0] != counts[1]


@pytest.mark.parametrize("name", WITHOUT_A_VOTE)
def test_nothing_is_called_adopted_by_vote_that_nobody_voted_on(name: str) -> None:
    record = negotiate(WITHOUT_A_VOTE[name], seed=1)
    assert (record.outcome.outcome_class, bool(record.outcome.voted)) == (name, False)
    for text in (str(outcome_sentence(record)), say(f"class.{name}"), say(f"class.{name}.event")):
        assert "vote" not in text


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("name", OUTCOME_CLASSES)
def test_a_class_is_called_the_same_in_report_replay_studies_lab_and_debriefing(
    name: str, language: str
) -> None:
    _, run = ended(name, language)
    words = words_in(language)
    with told_in(language):
        called = say(f"class.{name}")
        assert words.ending(name) in Page(render_report(run)).text
        assert CLASS_WORDS[name] == str(label_of(f"class.{name}", {})) == called
        check = PredictionCheck(issues=(), outcome_class=name, actual_class=name)
        assert called in str(check.sentence)
    assert " ".join(make_replay(run, words)["sentences"][-1]["lines"]) == called
    assert words.ending(name).casefold() == called.casefold()
