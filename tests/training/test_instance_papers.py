"""What the papers of an instance say is so in its numbers: calls, fallbacks, coalitions, marks, no deal."""

import re
from functools import cache
from itertools import product

import pytest

from simulation import load_scenario
from simulation.arrays import ATOL
from simulation.engine.score_sheet import score_sheet
from simulation.report.pack.role import role_of
from simulation.report.pack.room_in_words import draft_of
from simulation.scenario.pack import load_pack
from simulation.scenario.pack_schema import Pack
from simulation.scenario.schema import Issue, Scenario
from simulation.training.contradictions import find_contradictions, find_pack_contradictions
from simulation.words import told_in
from tests.extent import at_a_desk

CASES = ("ai_oversight", "first_hour", "wtpf13_training")
EVERY = [(case, number) for case in CASES for number in range(9)]
DRAWN = [(case, number) for case, number in EVERY if number]
FEW = [("first_hour", 0), ("first_hour", 6), ("ai_oversight", 1)]
FEW_DRAWN = [one for one in FEW if one in DRAWN]


@cache
def case_of(case: str, number: int) -> Scenario:
    return load_scenario(case, overrides={"instance": number} if number else None)


def pack_of(case: str, number: int) -> Pack:
    found = load_pack(case, scenario=case_of(case, number))
    assert found is not None
    return found


def holds(issue: Issue) -> str:
    """Return the key of the wording of which the status quo is the place, or that is it; empty: none."""
    if isinstance(issue.status_quo, str):
        return issue.status_quo
    near = [
        one.key
        for one in issue.written
        if one.kind in ("text", "agreed_language") and abs(one.position - issue.status_quo) <= ATOL
    ]
    return near[0] if near else ""


@pytest.mark.parametrize(("case", "number"), at_a_desk(FEW_DRAWN, DRAWN))
def test_nobody_calls_a_bloc_that_its_seat_has_left(case: str, number: int) -> None:
    found = case_of(case, number)
    for seat in found.delegations:
        calls = re.findall(r"Call: (.*?)(?:\. |\.$)", " ".join(seat.brief.confidential.split()) + " ")
        assert len(calls) == 1
        for bloc in found.blocs:
            if bloc.key not in seat.blocs and seat.key not in bloc.members:
                words = re.findall(r"\b[A-Z]\w+", bloc.name)
                assert not [word for word in words if re.search(rf"\b{word}\b", calls[0])]


@pytest.mark.parametrize(("case", "number"), at_a_desk(FEW_DRAWN, DRAWN))
def test_a_brief_names_the_fallbacks_of_its_table_in_their_order(case: str, number: int) -> None:
    found = case_of(case, number)
    for seat in found.delegations:
        if "“" not in seat.brief.confidential:
            continue  # it is not drawn: its author wrote it
        said = re.search(r"Fallbacks: (.*?)\. ", seat.brief.confidential)
        assert said
        told = dict(re.findall(r"on “([^”]+)”, ([^;“]+?)(?=;|$)", said[1]))
        for issue in found.issues:
            own = seat.mandate.get(issue.key)
            listed = () if own is None else own.fallbacks
            labels = [next(one.label for one in issue.options if one.key == key) for key in listed]
            named = re.findall(r"'(.*?)'(?=, then |$)", told.get(issue.name, ""))
            first = re.search(r"Preferred text: '(.*?)'\. ", seat.brief.confidential)
            assert first
            if labels and labels != [first[1]]:
                assert named == labels or (len(labels) == 1 and not named)


@pytest.mark.parametrize(("case", "number"), at_a_desk(FEW_DRAWN, DRAWN))
def test_no_coalition_of_a_guide_is_for_what_holds_already(case: str, number: int) -> None:
    found, pack = case_of(case, number), pack_of(case, number)
    assert pack.coalitions
    for one in pack.coalitions:
        assert len(one.members) >= 2
        for issue in found.issues:
            if issue.key in one.issues and (key := holds(issue)):
                label = next(option.label for option in issue.options if option.key == key)
                assert f"'{label}' on “{issue.name}”" not in one.why
            assert (issue.key in one.issues) == (f" on “{issue.name}”" in one.why)


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
def test_what_the_guide_of_an_instance_says_for_its_author_is_in_the_language_of_the_moment(
    case: str,
) -> None:
    english = pack_of(case, 2)
    with told_in("fr"):
        french = pack_of(case, 2)
    assert "dear to" in english.best_package.logic
    assert "chère à" in french.best_package.logic
    pairs = [
        (english.best_package.logic, french.best_package.logic),
        *((one.why, other.why) for one, other in zip(english.coalitions, french.coalitions, strict=True)),
        *(
            (one.why, other.why)
            for one, other in zip(english.traps, french.traps, strict=True)
            if one.options
        ),
        (english.seats_by_difficulty.easy.reason, french.seats_by_difficulty.easy.reason),
        *(
            (one.what, other.what)
            for one, other in zip(english.injects, french.injects, strict=True)
            if "slip" in one.what
        ),
    ]
    assert all(one != other for one, other in pairs)
    slips = [one for one in english.injects if "slip" in one.what]
    names = {one.key: one.short or one.name for one in case_of(case, 2).delegations}
    assert [names[one.to] in one.what for one in slips if one.to] == [True] * len(slips)
    assert [one.to for one in english.injects] == [one.to for one in french.injects]
    assert english.landing_zone == french.landing_zone


@pytest.mark.parametrize(("case", "number"), at_a_desk(FEW, EVERY))
def test_the_draft_marks_what_holds_today_wherever_a_wording_says_it(case: str, number: int) -> None:
    found = case_of(case, number)
    named = {clause.key: clause.issue for section in found.document.sections for clause in section.clauses}
    for clause, issue_key in zip(draft_of(found), named.values(), strict=True):
        issue = next(one for one in found.issues if one.key == issue_key)
        marked = [one.label for one in clause.wordings if "as it is today" in one.marks]
        if key := holds(issue):
            assert marked == [next(one.label for one in issue.options if one.key == key)]


@pytest.mark.parametrize(("case", "number"), at_a_desk(FEW, EVERY))
def test_a_role_sheet_says_that_any_text_is_better_only_where_each_is(case: str, number: int) -> None:
    found = case_of(case, number)
    sheet = score_sheet(found)
    for row, seat in enumerate(found.delegations):
        paper = role_of(found, sheet, row, may="")
        none = int(paper.no_deal.split()[0].replace("−", "-"))
        open_clause = [0] if paper.may_stay_open else []
        clauses = [
            [*(int(one.points.replace("−", "-")) for one in issue.options if not one.is_red), *open_clause]
            for issue in paper.issues
        ]
        least = sum(map(min, clauses))
        assert least == min(map(sum, product(*clauses))) if len(clauses) < 5 else True
        assert (paper.no_deal_means == "Any text inside your red lines is better than none.") == (
            least > none
        ), seat.key


@pytest.mark.parametrize(("case", "number"), at_a_desk(FEW, EVERY))
def test_shipped_cases_and_their_instances_pass_all_checks(case: str, number: int) -> None:
    found = case_of(case, number)
    assert [*find_contradictions(found)] == []
    for language in ("en", "fr"):
        with told_in(language):
            assert [*find_pack_contradictions(pack_of(case, number), found)] == []


def test_a_coalition_for_what_holds_already_is_told() -> None:
    found, pack = case_of("first_hour", 2), pack_of("first_hour", 2)
    issue = next(one for one in found.issues if holds(one))
    label = next(one.label for one in issue.options if one.key == holds(issue))
    one = pack.coalitions[0].model_copy(update={"issues": (issue.key,), "why": f"Both want '{label}'."})
    told = [*find_pack_contradictions(pack.model_copy(update={"coalitions": (one,)}), found)]
    assert [path for path, _ in told] == [("coalitions", 0, "why")]
    assert f"stands together for '{label}', which holds already" in told[0][1]
