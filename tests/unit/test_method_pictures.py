"""The pictures that explain the method: drawn from a run and from what is published, in the order of the rules."""

import inspect
import re
from collections.abc import Callable

import numpy as np
import pytest

from dashboard.replay.played_runs import play_run
from simulation.drawing import Chart
from simulation.evidence.validation.published_table import published
from simulation.evidence.validation.tested_rows import ROWS
from simulation.evidence.validation.validation_told import lines
from simulation.protocols.conference.conference import Conference
from simulation.report import choose_axes
from simulation.report.method import clause_chart, groups_chart, seat_chart, session_chart
from simulation.report.method.clause_grid import closing_clause, standing_of
from simulation.report.method.groups_maps import told_sessions
from simulation.report.method.seat_on_axis import told_seat
from simulation.report.method.session_steps import busiest_session
from simulation.report.validation import beside_simple_chart
from simulation.report.validation.beside_simple import first_measures
from simulation.scenario.load import load_scenario
from simulation.storage import Run
from simulation.text import OPEN
from simulation.words import told_in
from tests.html_pages import Page
from tests.small_cases import case, delegation
from tests.spoken_for import BY_LANGUAGE

STEPS = {
    "opens": ("agenda",),
    "gives": ("persuade", "concede", "goodwill"),
    "talks": ("draft", "consult"),
    "floor": ("coalesce", "propose", "chair_text"),
    "signals": ("signal",),
    "decides": ("decide", "package"),
}
"""The steps in their order, each with the parts of the conference that play it."""
RUN = play_run(load_scenario("first_hour"), seed=2, language="en")
TRAINING = play_run(load_scenario("wtpf13_training"), seed=1, language="en")
CHARTS: dict[str, Callable[[Run], Chart]] = {
    "session": session_chart,
    "seat": seat_chart,
    "clause": clause_chart,
    "groups": groups_chart,
    "trust": lambda _: beside_simple_chart(),
}


def numbers(drawn: str, attribute: str) -> list[float]:
    return [float(found) for found in re.findall(rf'\b{attribute}="(-?[\d.]+)"', drawn)]


def test_the_steps_are_the_parts_of_a_session_in_the_order_in_which_they_are_played() -> None:
    parts = (Conference.begin, Conference.meet, Conference.hear, Conference.conclude)
    played = [name for part in parts for name in re.findall(r"self\.(\w+)\.apply\(", inspect.getsource(part))]
    assert played[-1] == "clock"  # which ends the session
    assert [name for names in STEPS.values() for name in names] == played[:-1]


@pytest.mark.parametrize("run", [RUN, TRAINING], ids=["hour", "training"])
def test_what_came_of_the_busiest_session_is_counted_in_its_log(run: Run) -> None:
    session = busiest_session(run)
    rows = {row[0]: row[1] for row in session_chart(run).table.rows}
    moves = [move for move in run.log.moves if move.session == session]
    objecting = {move.delegation for move in moves if move.move == "object_formally"}
    told = f"delegations that object to a wording: {len(objecting)} of {len(run.delegations)}"
    assert rows["Everybody signals"] == told
    before, after = (
        {clause.key: clause.status for clause in run.documents[at].clauses} for at in (session - 1, session)
    )
    closed = sum(before[key] in OPEN and after[key] not in OPEN for key in after)
    left = int(run.tables["sessions"]["clauses_in_brackets"][session - 1])
    assert rows["The rule decides"] == f"clauses agreed: {closed}, still in brackets: {left}"


def test_each_session_has_a_pair_of_brackets_for_each_clause_in_brackets() -> None:
    counts = [int(n) for n in RUN.tables["sessions"]["clauses_in_brackets"]]
    for drawn in (session_chart(RUN).wide, session_chart(RUN).narrow):
        assert str(drawn).count(">[ ]<") == sum(counts) > 0


def test_the_seat_has_its_red_line_its_best_and_all_that_matters_to_it() -> None:
    seat = told_seat(RUN)
    assert (seat.name, seat.issue.name) == ("Tamarat", "Start")
    assert (seat.best, seat.low, seat.high) == (1.0, 0.2, 1.0)  # as the case says
    assert [share for _, share in seat.shares] == pytest.approx([0.9 / 1.65, *[0.25 / 1.65] * 3])
    drawn = str(seat_chart(RUN).wide)
    (beyond,) = re.findall(r'<rect x="([\d.]+)"[^>]*width="([\d.]+)"[^>]*class="beyond"', drawn)
    assert [float(end) for end in beyond] == [40.0, 176.0]  # from 0 to .2 of an axis of 880
    bars = [float(width) for width in re.findall(r'width="([\d.]+)" height="12" class="amount"', drawn)]
    assert [bar / bars[0] for bar in bars] == pytest.approx([1.0, *[0.25 / 0.9] * 3], abs=0.001)


def test_a_case_without_a_red_line_that_bites_has_no_such_seat() -> None:
    people = [delegation("a", 0.1, red_line=1.0), delegation("b", 0.9, red_line=1.0)]
    with pytest.raises(ValueError, match="no red line in small rules out a wording"):
        told_seat(play_run(case(people), seed=1, language="en"))


def test_who_blocks_in_the_grid_blocks_in_the_replay() -> None:
    key = closing_clause(RUN).key
    found = standing_of(RUN, key)
    for session in range(1, RUN.manifest.sessions + 1):
        against = next((one for one in RUN.oppositions[session] if one.clause == key), None)
        blocking = {seat for seat, kinds in found.items() if kinds[session - 1] == "blocks"}
        assert blocking == set(against.blocks if against else ())
    last = {kinds[-1] for kinds in found.values()}
    assert last == {"agreed"}
    most = max(sum(kinds[at] == "blocks" for kinds in found.values()) for at in range(RUN.manifest.sessions))
    drawn = str(clause_chart(RUN).wide)
    assert most == 4
    assert drawn.count('class="strong">[ ]<') == sum(kinds.count("blocks") for kinds in found.values())
    assert drawn.count('class="agreed"') == sum(kinds.count("agreed") for kinds in found.values())
    assert "Open Net (no say)" in drawn


@pytest.mark.parametrize("run", [RUN, TRAINING], ids=["hour", "training"])
def test_the_groups_on_the_maps_are_those_of_the_run(run: Run) -> None:
    sessions = told_sessions(run)
    counts = [len(np.unique(label[label >= 0])) for label in run.history.label]
    assert counts[sessions[1] - 1] == max(counts)
    main = choose_axes(run).main
    for row, cells in enumerate(groups_chart(run).table.rows):
        for at, session in enumerate(sessions):
            group = run.history.label[session - 1, row]
            letter = run.history.coalitions[group].letter if group >= 0 else "in no group"
            assert cells[1 + 2 * at : 3 + 2 * at] == (f"{main[session, row]:.2f}", letter)


def test_the_picture_of_trust_shows_the_first_measure_of_each_question_losses_too() -> None:
    found = first_measures()
    questions = list(dict.fromkeys(row.question for row in ROWS))
    assert len(found) == len(questions)
    keys = {row.question: row.key for row in reversed(ROWS)}
    assert [each.contest.key for each in found] == [keys[question] for question in questions]
    told = [line for line in lines() if line.strongest]
    assert all(each.line in told for each in found)
    assert {each.line.outcome for each in found} == {"better", "alike", "worse"}


def test_its_marks_stand_where_the_published_differences_say() -> None:
    found, chart = first_measures(), beside_simple_chart()
    places = numbers(str(chart.wide), "cx")
    for each, x in zip(found, places, strict=True):
        contest = published().contest(each.contest.key)
        assert contest is not None
        difference = contest.difference
        value, low, high = each.ends
        assert high - low == pytest.approx(2.0)
        assert abs(value) == pytest.approx(abs(difference.value) / ((difference.high - difference.low) / 2))
        assert x == pytest.approx(330 + 360 * (value + 10) / 25, abs=0.06)
        is_better, is_worse = low > 0, high < 0
        assert each.line.outcome == ("better" if is_better else "worse" if is_worse else "alike")
    levels = {part.level for part in published().parts.values()}
    assert levels == {0.95}
    assert "Line: 95% interval" in chart.caption


@pytest.mark.parametrize("key", CHARTS)
@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_picture_says_what_it_shows_and_stays_on_its_sheet(key: str, language: str) -> None:
    run = RUN if language == "en" else play_run(load_scenario("first_hour"), seed=2, language="fr")
    with told_in(language):
        chart = CHARTS[key](run)
    for drawn, width in ((str(chart.wide), 960.0), (str(chart.narrow), 358.0)):
        page = Page(drawn)
        assert page.open == []
        assert re.search(r"<title[^>]*>[^<]{20,}</title><desc[^>]*>[^<]{40,}</desc>", drawn)
        assert re.search(r"\b(?:None|nan|inf)\b", drawn) is None
        assert f'viewBox="0 0 {width:.0f} ' in drawn
        for name in ("x1", "x2", "cx"):
            assert all(0 <= x <= width for x in numbers(drawn, name)), name
    assert len(chart.table.rows) > 3
