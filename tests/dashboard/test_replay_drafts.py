"""What the replay shows of the wordings that drafting groups bring back."""

from functools import cache

import pytest

from dashboard.components.packing import texts_of
from dashboard.frame.language import words_in
from dashboard.replay.played_runs import play_run
from dashboard.replay.replay_contract import Replay
from dashboard.replay.replay_data import make_replay
from simulation.storage import Run
from tests.told_cases import with_forms


@cache
def with_drafts(language: str = "en") -> tuple[Run, Replay]:
    """Return the first run in which a group brings back one wording of a clause and not another."""
    drafted = sum(option.drafted for issue in with_forms().issues for option in issue.options)
    runs = (play_run(with_forms(), seed=seed, language=language) for seed in range(1, 21))
    run = next(run for run in runs if 0 < len(drafted_in(run)) < drafted)
    return run, make_replay(run, words_in(language))


def drafted_in(run: Run) -> dict[tuple[str, str], int]:
    return {(move.issue, move.option): move.session for move in run.log.moves if move.move == "draft_wording"}


def test_the_axis_of_an_issue_lists_no_wording_that_nobody_has_written() -> None:
    run, replay = with_drafts()
    written, left = drafted_in(run), 0
    for axis, issue in zip(replay["axes"]["y"], run.scenario.issues, strict=True):
        assert axis.get("issue") == issue.key
        places = {place for place, _ in axis["ticks"]}
        there = {
            round(option.position * 1000)
            for option in issue.options
            if not option.drafted or (issue.key, option.key) in written
        }
        for place in {round(option.position * 1000) for option in issue.options if option.drafted}:
            left += place not in there
            assert (place in places) is (place in there)
    assert left
    assert written


@pytest.mark.parametrize(
    ("language", "said", "also"),
    [
        (
            "en",
            "A drafting group brings back a wording on ",
            "; drafting groups have also written: “Middle way: ",
        ),
        (
            "fr",
            "Un groupe de rédaction rapporte un libellé sur ",
            "des groupes de rédaction ont aussi écrit",
        ),
    ],
)
def test_a_wording_of_a_drafting_group_is_in_the_log_and_by_its_clause_from_then_on(
    language: str, said: str, also: str
) -> None:
    run, replay = with_drafts(language)
    texts = texts_of(replay)
    for (issue, _), session in drafted_in(run).items():
        assert any(texts[text].startswith(said) for _, text, _ in replay["log"][session])
        for clause in replay["clauses"]:
            if run.scenario.issues[clause["issue"]].key != issue:
                continue
            now = [state for state in clause["history"] if state["from"] <= session][-1]
            if now["status"] in ("open", "bracketed"):
                assert session in clause["changed"]
                assert now["from"] == session
                names = [texts[wording["option"]] for wording in now["wordings"]]
                assert also in texts[now["words"]] or any(
                    name.startswith(("Middle way", "Voie")) for name in names
                )
            before = [state for state in clause["history"] if state["from"] < session]
            first = min(when for (key, _), when in drafted_in(run).items() if key == issue)
            assert session > first or not any(also in texts[state["words"]] for state in before)
    assert any(also in texts[state["words"]] for clause in replay["clauses"] for state in clause["history"])
