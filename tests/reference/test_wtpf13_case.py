"""The WTPF-13 case says what its sources say: seats, bases, wordings, and the mean of the history."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario

SCENARIOS = Path(__file__).parents[2] / "scenarios"
CHAIR_WEIGHT = 0.9 * 0.5
"""Salience times influence of the working-group chair, as in its rationale: a chair has no field for them."""


def plain(value: object) -> float:
    """Return the number, which this case never gives as a distribution."""
    assert isinstance(value, float)
    return value


@pytest.fixture(scope="module")
def case() -> Scenario:
    return load_scenario(SCENARIOS / "wtpf13.yaml")


def test_forty_one_member_states_and_twelve_other_stakeholders_have_a_seat(case: Scenario) -> None:
    assert Counter(d.standing for d in case.delegations) == {
        "member_state": 41,
        "sector_member": 5,
        "observer": 6,
        "secretariat": 1,
    }
    assert Counter(d.kind for d in case.delegations) == {
        "government": 41,
        "technical_community": 4,
        "civil_society": 4,
        "private_sector": 3,
        "intergovernmental": 1,
    }


def test_no_group_has_a_seat_and_every_bloc_has_members_at_the_table(case: Scenario) -> None:
    assert [bloc.key for bloc in case.blocs] == ["EU", "RCC", "LAS", "AFRG", "G77"]
    assert not {bloc.key for bloc in case.blocs} & {d.key for d in case.delegations}
    members = {bloc.key: {d.key for d in case.delegations if bloc.key in d.blocs} for bloc in case.blocs}
    assert {key: len(value) for key, value in members.items()} == {
        "EU": 10,
        "RCC": 1,
        "LAS": 5,
        "AFRG": 4,
        "G77": 23,
    }
    assert "CHN" in members["G77"]
    assert all(d.kind == "government" for d in case.delegations if d.blocs)


def test_every_position_names_its_basis_its_source_and_its_confidence(case: Scenario) -> None:
    mandates = [mandate for d in case.delegations for mandate in d.mandate.values()]
    assert len(mandates) == 53 * 9
    assert all(mandate.source in case.sources and mandate.confidence for mandate in mandates)
    # 45 documented, 384 inferred, 102 judgement in all; the bloc lines are inferred, the chair 2 and 7.
    assert Counter(mandate.basis for mandate in mandates) == {
        "documented": 45 - 2,
        "inferred": 384 - 5 * 9,
        "judgement": 102 - 7,
    }
    assert {line.basis for bloc in case.blocs for line in bloc.line.values()} == {"inferred"}


def test_every_source_that_is_cited_is_listed(case: Scenario) -> None:
    cited = [d.source for d in case.delegations] + [bloc.source for bloc in case.blocs]
    cited += [option.source for issue in case.issues for option in issue.options]
    keys = {key.strip() for text in cited if text for key in text.split(",")}
    assert keys <= set(case.sources)


def test_every_option_is_worded_in_every_clause_of_its_issue_and_no_wording_serves_twice(
    case: Scenario,
) -> None:
    clauses = [clause for section in case.document.sections for clause in section.clauses]
    expected = {
        issue.key: {option.key for option in issue.options if option.kind != "delete"}
        for issue in case.issues
    }
    assert all(set(clause.wordings) == expected[clause.issue] for clause in clauses)
    # What a drafting group may write is named after its neighbours, in every clause alike.
    drafted = {option.key for issue in case.issues for option in issue.options if option.drafted}
    wordings = [text for clause in clauses for key, text in clause.wordings.items() if key not in drafted]
    assert len(set(wordings)) == len(wordings) == 60


def test_the_thirteen_clauses_of_the_draft_and_two_of_the_hall_stand_in_their_sections(
    case: Scenario,
) -> None:
    shape = [(section.kind, len(section.clauses)) for section in case.document.sections]
    assert shape == [("recognizing", 6), ("noting", 4), ("is_of_the_view", 1), ("invites", 2), ("annex", 2)]
    governed = [clause.issue for section in case.document.sections for clause in section.clauses]
    # Clause by clause as the history of the draft assigns them.
    assert governed == [f"Q{number}" for number in (1, 1, 1, 1, 7, 2, 2, 3, 2, 3, 5, 4, 6, 8, 9)]


def test_agreed_language_cites_paragraphs_of_the_tunis_agenda_and_never_articles(case: Scenario) -> None:
    agreed = {
        (issue.key, option.key)
        for issue in case.issues
        for option in issue.options
        if option.kind == "agreed_language"
    }
    assert {key for key, _ in agreed} == {"Q1", "Q5", "Q6", "Q7"}
    for section in case.document.sections:
        for clause in section.clauses:
            assert "article" not in " ".join(clause.wordings.values())
            for key, text in clause.wordings.items():
                if (clause.issue, key) in agreed:
                    assert "paragraph" in text


def test_the_weighted_mean_of_all_positions_is_that_of_the_history(case: Scenario) -> None:
    # Source: the research note on WTPF-13: all 59 entries, weighted by salience times influence. Groups count
    # there beside their members, and so does the chair; the mean over the 53 seats alone is lower.
    expected = [0.58, 0.46, 0.44, 0.41, 0.47, 0.48, 0.38, 0.59, 0.50]
    means = []
    for issue in case.issues:
        rows = [
            (plain(d.salience) * plain(d.capability), d.mandate[issue.key].position) for d in case.delegations
        ]
        rows += [(plain(b.salience) * plain(b.influence), b.line[issue.key].position) for b in case.blocs]
        rows.append((CHAIR_WEIGHT, case.chair.ideal[issue.key]))
        means.append(sum(weight * plain(x) for weight, x in rows) / sum(weight for weight, _ in rows))
    assert [round(mean, 2) for mean in means] == expected


def test_status_quo_and_draft_are_those_of_coding_a(case: Scenario) -> None:
    def place(issue_key: str, key: str) -> float:
        issue = next(issue for issue in case.issues if issue.key == issue_key)
        return next(option.position for option in issue.options if option.key == key)

    reversion = [
        place(issue.key, issue.status_quo) if isinstance(issue.status_quo, str) else issue.status_quo
        for issue in case.issues
    ]
    assert reversion == [0.70, 0.33, 0.25, 0.33, 0.30, 0.33, 0.30, 0.0, 0.33]
    assert [place(issue.key, issue.draft) for issue in case.issues] == [1, 1, 1, 1, 1, 1, 0.3, 1, 1]


def test_the_outcome_stands_beside_the_case_and_not_in_it(case: Scenario) -> None:
    with (SCENARIOS / "wtpf13_outcome.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["issue"] for row in rows] == [issue.key for issue in case.issues]
    for row, issue in zip(rows, case.issues, strict=True):
        options = {option.key: option.position for option in issue.options}
        assert options[row["option"]] == float(row["position"])
    assert "adopted" not in case.model_dump_json(exclude={"notes", "document"})
