"""What a class finds out about itself: counts side by side, other rules, what people wrote down, history."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulation import load_scenario
from simulation.classroom import ClassroomError, NotAllowedError, actions
from simulation.classroom.debrief import (
    Findings,
    beside_agents,
    findings_of,
    history_of,
    notes_of_person,
    other_rules,
    under_rule,
)
from simulation.classroom.debrief.otherwise import Otherwise
from simulation.classroom.debrief.table_endings import ended_with
from simulation.engine.record import Record
from simulation.errors import DelegationSimError
from simulation.live import LiveNegotiation
from simulation.reasons.record_reading import is_adopted
from simulation.report.classroom import class_fragment, told_class
from simulation.report.classroom.speaker_notes import notes_told
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Decision, Scenario
from simulation.training.debrief import debriefing
from simulation.training.group.agent_runs import AgentRuns
from simulation.training.group.better import Ground
from simulation.words import say, told_in
from tests.class_played import PREDICTED, play_out
from tests.classes import Meeting, meeting, six_seats, url_in


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meeting]:
    with meeting(url_in(tmp_path_factory.mktemp("class")), tables=2) as found:
        who = play_out(found, 2, opens=False)
        for name, value in PREDICTED.items():
            found.act(who[0], actions.WriteDown(name=name, value=value))
        yield found


@pytest.fixture(scope="module")
def found(here: Meeting) -> Findings:
    """What is worked out of the tables, without the seats."""
    findings = findings_of(here.service.gathered(here.host), here.service.records(here.host))
    for piece in findings.pieces():
        if piece.key[0] != "seat":
            findings.answers[piece.key] = piece.do()
    return findings


def test_wordings_are_counted_where_tables_agents_and_history_ended() -> None:
    case = six_seats()
    runs = AgentRuns(
        seed=7,
        option=np.array([[1, 0, -1, 0], [1, -1, -1, 0], [0, -1, -1, -1]]),
        points=np.zeros((3, 6)),
        printed=np.zeros((3, 6)),
        has_text=np.array([True, True, False]),
    )
    clauses = beside_agents(
        case,
        {"1": (1, -1, -1, 1), "2": (0, -1, -1, 1), "3": (1, 2, -1, 1)},
        runs,
        {},
        [{"pace": "at_once"}, {"pace": "at_once", "mechanism": ""}, {}],
    )
    pace, mechanism = clauses[0], clauses[1]
    assert [(one.tables, one.runs, one.predicted) for one in pace.wordings[:2]] == [
        (("2",), 0, 2),
        (("1", "3"), 2, 0),
    ]
    assert (pace.wordings[-1].option, pace.wordings[-1].runs) == (-1, 1)  # without a text there is no wording
    assert (mechanism.predictions, mechanism.wordings[-1].predicted) == (1, 1)
    for clause in clauses:
        assert sum(one.runs for one in clause.wordings) == clause.runs == 3
        assert sorted(table for one in clause.wordings for table in one.tables) == ["1", "2", "3"]


def test_nothing_is_counted_of_agents_that_have_not_played() -> None:
    clauses = beside_agents(six_seats(), {"1": (0, 0, 0, 0)}, None, {})
    assert {one.runs for clause in clauses for one in clause.wordings} == {0}
    assert {clause.runs for clause in clauses} == {0}


def test_history_is_that_of_the_shipped_case_alone() -> None:
    case = load_scenario("wtpf13")
    found = history_of(case)
    assert (found["Q1"].option, found["Q1"].confidence) == ("each_in_role", "high")
    assert set(found) <= {issue.key for issue in case.issues}
    happened = [
        one for clause in beside_agents(case, {}, None, found) for one in clause.wordings if one.happened
    ]
    assert len(happened) == len(found)
    assert not history_of(load_scenario("first_hour"))
    assert not history_of(case.model_copy(update={"key": "../wtpf13"}))


@pytest.mark.parametrize("sessions", [3, 6])
def test_the_trainers_pack_is_told_of_the_case_it_was_written_for_and_of_no_copy(
    tmp_path: Path, sessions: int
) -> None:
    text = (Path("scenarios") / "first_hour.yaml").read_text(encoding="utf-8")
    copy = tmp_path / "first_hour.yaml"
    copy.write_text(re.sub(r"\binto_operation\b", "in_force", text), encoding="utf-8")
    shorter = {"sessions": sessions}
    case, changed = (load_scenario(one, overrides=shorter) for one in ("first_hour", copy))
    assert case.key == changed.key
    for played, has_pack in ((case, True), (changed, False)):
        folder = tmp_path / str(has_pack)
        folder.mkdir()
        with meeting(url_in(folder), played) as other:
            gathered = other.service.gathered(other.host)
        findings = findings_of(gathered, {})
        assert (findings.pack is not None) == has_pack
        titles = [one.title for one in notes_told(findings)]
        assert (say("classdebrief.notes.zone") in titles) == has_pack
        assert (say("classdebrief.part.questions") in titles) != has_pack


def test_tables_are_judged_as_they_ended(here: Meeting, found: Findings) -> None:
    groups = found.groups
    assert groups is not None
    assert groups.runs is not None
    assert (groups.runs.n, groups.runs.seed) == (400, 1)
    assert [one.name for one in groups.groups] == ["Table 1", "Table 2"]
    records = here.service.records(here.host)
    for judged, ended in zip(groups.groups, found.ended, strict=True):
        assert judged.option == ended.option
        assert judged.passed == is_adopted(records[ended.table])
    for clause in found.clauses:
        assert sum(one.runs for one in clause.wordings) == 400


def test_a_table_and_its_seats_count_the_same_texts(found: Findings) -> None:
    case = load_scenario("first_hour")
    live = LiveNegotiation(case, seed=5, seats=("TAM",))
    live.play_out()
    tables = replace(
        found, gathered=replace(found.gathered, case=case), ended=(ended_with("1", live.record),)
    )
    (judged,) = next(piece for piece in tables.pieces() if piece.key == ("judged",)).do()
    told = next(debriefing(live, "TAM")).score.efficiency
    assert (judged.adoptable, judged.better) == (told.adoptable, told.better)
    assert judged.adoptable > len(Ground.of(case).found)  # middle ways among them
    assert len(judged.instead[-1].changes) == len(told.instead)


def bare(found: Findings, rule: str, seed: int) -> Findings:
    """Return the findings on tables without people that end without a text, and one of them under another rule."""
    ended = tuple(ended_with(one.table, by_agents(six_seats(), 5)) for one in found.ended)
    case = six_seats()
    forum = case.forum.model_copy(update={"decision": Decision(rule=rule)})
    record = by_agents(case.model_copy(update={"forum": forum}), seed)
    other = Otherwise(table="1", rule=rule, ended=ended_with("1", record), moves=1, dropped=(), words=0)
    return replace(found, ended=ended, answers={("rule", "1", rule): other})


def by_agents(case: Scenario, seed: int) -> Record:
    live = LiveNegotiation(case, seed=seed)
    live.play_out()
    return live.record


def test_a_text_under_a_majority_to_which_nobody_objects_is_told_to_need_no_vote(found: Findings) -> None:
    unvoted = say("classdebrief.rules.unvoted")
    for seed in range(1, 13):
        tables = bare(found, "simple_majority", seed)
        (other,), (told,) = tables.otherwise, told_class(tables).rules
        needs_none = other.ended.has_text and not other.ended.record.outcome.voted
        assert (unvoted in told.ended) == needs_none
    assert not any(unvoted in one.ended for one in told_class(bare(found, "consensus", 3)).rules)


def test_where_there_is_no_text_under_either_rule_none_is_called_the_same(found: Findings) -> None:
    (told,) = told_class(bare(found, "rough_consensus", 5)).rules
    assert told.changed == ("There is no text under this rule either.",)


def test_under_its_own_rule_a_table_ends_as_it_did(found: Findings) -> None:
    own = resolve_forum(six_seats()).decision.rule
    assert own not in other_rules(six_seats())
    for table, ended in zip(found.gathered.tables, found.ended, strict=True):
        again = under_rule(table, own)
        assert again.ended.option == ended.option
        assert again.dropped == ()
        assert again.kept == again.moves > 0


def test_under_another_rule_every_move_is_made_or_told_of(found: Findings) -> None:
    assert {(one.table, one.rule) for one in found.otherwise} == {
        (table, rule) for table in ("1", "2") for rule in ("rough_consensus", "simple_majority")
    }
    for one in found.otherwise:
        assert one.kept + len(one.dropped) + one.words == one.moves
        told = f"All {one.moves} moves" if one.kept == one.moves else f"{one.kept} of the {one.moves} moves"
        assert one.carried[0].startswith(told)
        assert resolve_forum(one.ended.record.scenario).decision.rule == one.rule


@pytest.mark.parametrize(
    ("moves", "dropped", "english", "french"),
    [
        (1, 0, "The one move that people made", "La seule action des personnes à cette table a pu être"),
        (1, 1, "None of the moves", "Aucune des actions des personnes à cette table n’a pu être"),
        (3, 2, "1 of the 3 moves", "1 des 3 actions des personnes à cette table a pu être"),
        (3, 0, "All 3 moves", "Les 3 actions des personnes à cette table ont toutes pu être"),
    ],
)
def test_how_many_moves_were_made_again_is_told_as_one_says_it(
    found: Findings, moves: int, dropped: int, english: str, french: str
) -> None:
    one = replace(found.otherwise[0], moves=moves, dropped=(), words=dropped)
    assert one.carried[0].startswith(english)
    with told_in("fr"):
        assert one.carried[0].startswith(french)


def test_a_table_in_which_the_host_had_an_agent_do_something_is_told_and_not_played_again(
    tmp_path: Path,
) -> None:
    with meeting(url_in(tmp_path)) as other:
        seats = other.service.host_view(other.host).tables[0].seats
        joined = other.join()
        free = next(one.key for one in seats if one.key != joined.seat)
        other.run(actions.Start())
        other.run(actions.Obstruct(table="1", seat=free))
        while not other.see(joined).clock.is_ended:
            other.run(actions.CloseNow())
        other.run(actions.OpenDebrief())
        gathered = other.service.gathered(joined.caller)
        assert len(findings_of(gathered, other.service.records(joined.caller)).ended) == 1
        with pytest.raises(DelegationSimError, match="The host had an agent do something in these seats"):
            under_rule(gathered.tables[0], "simple_majority")


def test_a_table_that_the_host_ended_early_has_nothing_to_compare(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), tables=2) as other:
        other.join()
        other.run(actions.Start())
        other.run(actions.End(table="1"))
        gathered = other.service.gathered(other.host)
        assert (gathered.on, gathered.cut) == (("2",), ("1",))
        other.run(actions.End(table="2"))
        findings = findings_of(other.service.gathered(other.host), other.service.records(other.host))
        assert (findings.ended, findings.pieces(), findings.gathered.cut) == ((), [], ("1", "2"))
        told = told_class(findings)
        assert [note.split(" was ended")[0] for note in told.notes] == ["Table 1", "Table 2"]
        text = class_fragment(findings)
        assert "Table 1 was ended before its last session" in text
        assert "still being worked out" not in text


def test_a_class_with_fewer_sessions_than_the_shipped_case_is_asked_the_same_questions(
    tmp_path: Path,
) -> None:
    shorter = load_scenario("first_hour", overrides={"sessions": 2})
    asked = []
    for case in (shorter, load_scenario("first_hour")):
        folder = tmp_path / str(case.sessions)
        with meeting(url_in(folder), case) as here:
            here.join()
            here.run(actions.Start())
            here.run(actions.End())
            found = findings_of(here.service.gathered(here.host), here.service.records(here.host))
        asked.append(found.questions)
    assert asked[0]
    assert asked[0] == asked[1]


def test_before_the_debriefing_opens_nobody_but_the_host_gathers_anything(here: Meeting) -> None:
    for look in (here.service.gathered, here.service.records):
        with pytest.raises(NotAllowedError):
            look(here.joined[0].caller)
    assert len(here.service.gathered(here.host).people) == 2


def test_a_person_gathers_own_notes_alone(here: Meeting) -> None:
    here.run(actions.OpenDebrief())
    mine, other = (here.service.gathered(one.caller) for one in here.joined[:2])
    assert [dict(one.notes) for one in mine.people] == [PREDICTED]
    assert [dict(one.notes) for one in other.people] == [{}]
    assert mine.key == other.key == here.service.gathered(here.host).key
    counted = here.service.gathered(here.host, counts_moves=True)
    assert all(one.moves > 0 for one in counted.people)


def test_what_was_written_down_is_read_back() -> None:
    notes = notes_of_person(six_seats(), PREDICTED)
    assert notes.prediction is not None
    assert notes.prediction.options == {"pace": "into_operation", "mechanism": ""}
    assert (notes.before.ratings, notes.after.ratings) == ({"ask": 2, "trade": 3}, {"ask": 4})
    assert (notes.principle, notes.after.remark) == ("Ask first.", "=Time")


@pytest.mark.parametrize(
    "value", [None, 3, "text", [], [[1]], {"options": 3}, {"options": {"pace": ["x"]}}, {"x": {}}]
)
def test_what_has_another_form_counts_as_not_written(value: object) -> None:
    names = ("prediction", "before", "after", "hints", "answers", "principle")
    notes = notes_of_person(six_seats(), dict.fromkeys(names, value))
    assert notes.prediction is None
    assert notes.before.is_empty
    assert (notes.hints, dict(notes.answers)) == ((), {})
    assert replace(notes, principle="") == notes or value == "text"


def test_a_table_that_was_not_begun_is_still_on_until_the_host_ends_it(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), tables=2) as other:
        other.join()
        other.run(actions.Start(table="1"))
        assert other.service.gathered(other.host).on == ("1", "2")
        other.run(actions.End(table="1"))
        gathered = other.service.gathered(other.host)
        assert (gathered.on, gathered.cut) == (("2",), ("1",))
        with pytest.raises(ClassroomError, match="not come to its end"):
            other.run(actions.OpenDebrief())
        other.run(actions.End(table="2"))
        gathered = other.service.gathered(other.host)
        assert (gathered.on, gathered.cut) == ((), ("1",))
        other.run(actions.OpenDebrief())


def test_the_sessions_in_which_an_agent_held_a_seat_are_told(tmp_path: Path) -> None:
    with meeting(url_in(tmp_path), dealing="chosen") as here:
        here.join(seat="LUM")
        here.run(actions.Start())
        for _ in range(3):  # talks and floor of the first session, talks of the second
            here.run(actions.CloseNow())
        here.run(actions.End())
        (person,) = here.service.gathered(here.host, counts_moves=True).people
        held = here.service.host_view(here.host).tables[0].held
        assert person.held == len(held)
        assert person.sessions_held == {one.session for one in held}
        assert 1 in person.sessions_held
