"""The picture beside the editor is what the library says before the first session."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.editor.preview import Preview, Stand, preview, unlike_its_source
from simulation.arrays import ATOL
from simulation.engine.batch import prepare
from simulation.engine.simulate import load_scenario
from simulation.scenario.drafting import without_drafts
from simulation.scenario.schema import Issue, Scenario
from tests.small_cases import Data, case, cases, delegation, issue, options
from tests.spoken_for import BY_CASE

VALUES = st.fixed_dictionaries(
    {
        "vague_precision": st.sampled_from((0.0, 0.4, 0.9)),
        "refer_precision": st.sampled_from((0.25, 1.0)),
        "red_line_base": st.sampled_from((0.25, 0.75)),
    }
)


def agree(scenario: Scenario) -> None:
    """Compare the preview with the room of a negotiation in which every number is at its most likely value."""
    scenario = without_drafts(scenario)
    negotiation = prepare(scenario)
    room = negotiation.protocol.open(
        negotiation.blueprint.settled().draw(1, [0]), negotiation.blueprint.forum
    )
    table, seen = room.tableau, preview(scenario)
    refused = set()
    for number, topic in enumerate(scenario.issues):
        found = {one.key: one for one in seen.stands(topic.key)}
        for row, key in enumerate(table.delegations):
            is_against = table.strategy[row][0] == "obstructor"
            one, red = found[key], room.state.is_red[0, row, number] | (is_against & table.commits[number])
            signed = {option.key for option, is_red in zip(topic.options, red, strict=False) if not is_red}
            assert one.signs == signed
            assert one.may_block == table.decide[row]
            assert one.refuses_draft == (table.decide[row] and red[table.draft[number]])
            assert (one.position is None) == (not table.speaks[row, number])
            if one.position is not None:
                assert np.isclose(one.position, table.ideal[0, row, number])
            if one.line is not None:
                assert np.isclose(one.line[0], max(table.red_low[0, row, number], 0))
                assert np.isclose(one.line[1], min(table.red_high[0, row, number], 1))
            agree_in_the_picture(one, topic)
            refused |= {topic.key} if one.refuses_draft else set()
    assert seen.refused() == refused


def agree_in_the_picture(one: Stand, topic: Issue) -> None:
    """What is drawn reaches the draft, by the bar or by a dot, if and only if it could be signed."""
    draft = next(option.position for option in topic.options if option.key == topic.draft)
    is_covered = one.line is not None and one.line[0] - ATOL <= draft <= one.line[1] + ATOL
    assert one.position is None or one.signs_draft == (is_covered or draft in one.beyond)


@settings(max_examples=40)
@given(drawn=VALUES.flatmap(lambda values: cases(protocol={"values": values})))
def test_what_can_be_signed_is_what_the_engine_says_of_any_case(drawn: Data) -> None:
    agree(Scenario.model_validate(drawn))


@pytest.mark.parametrize("name", BY_CASE)
def test_what_can_be_signed_is_what_the_engine_says_of_a_shipped_case(name: str) -> None:
    agree(load_scenario(name))


def one_of(found: list[Stand], key: str) -> Stand:
    return next(one for one in found if one.key == key)


@pytest.mark.parametrize(("stake", "can_be_moved"), [("0.2", True), ("null", False)])
def test_an_obstructor_would_sign_no_draft_and_has_no_bar(stake: str, *, can_be_moved: bool) -> None:
    against = {"key": "obstructor", "stake": stake}
    scenario = load_scenario(
        "first_hour", overrides={f"delegations.TAM.strategy.{key}": value for key, value in against.items()}
    )
    seen = preview(scenario)
    for topic in scenario.issues:
        tam = one_of(seen.stands(topic.key), "TAM")
        assert (tam.refuses_draft, tam.line, tam.can_be_moved) == (True, None, can_be_moved)
        assert not one_of(seen.stands(topic.key), "ALT").can_be_moved


def test_what_a_drafting_group_may_write_is_not_in_the_picture() -> None:
    scenario = load_scenario("wtpf13")
    seen = preview(scenario)
    assert any(option.drafted for topic in scenario.issues for option in topic.options)
    for topic in seen.scenario.issues:
        assert not any(option.drafted for option in topic.options)
        written = {option.position for option in topic.options}
        assert all(set(one.beyond) <= written for one in seen.stands(topic.key))


def shown(draft: str, *rows: Data, **special: float) -> Preview:
    topic = issue(choices=options(0.0, 0.5, 1.0, **special), status_quo=0.0, draft=draft)
    return preview(case(list(rows), issues=[topic]))


def test_wordings_beyond_the_bar_that_can_be_signed_are_shown() -> None:
    row = delegation("d0", 0.0, red_line=0.25)
    (one,) = shown("agreed_language", row, agreed_language=0.75).stands("q0")
    assert (one.line, one.signs_draft, one.beyond) == ((0.0, 0.25), True, (0.75,))


def test_a_list_of_wordings_takes_the_place_of_the_bar() -> None:
    row = delegation("d0", 0.0)
    row["mandate"]["q0"]["acceptable"] = ["o0", "o2"]
    (one,) = shown("o1", row).stands("q0")
    assert (one.line, one.signs, one.beyond) == (None, frozenset({"o0", "o2"}), (0.0, 1.0))
    assert one.refuses_draft


def test_who_has_no_position_stands_nowhere_and_comes_last() -> None:
    found = shown("o1", {**delegation("d0"), "mandate": {}}, delegation("d1", 1.0)).stands("q0")
    assert [(one.key, one.position) for one in found] == [("d1", 1.0), ("d0", None)]
    assert (found[1].line, found[1].beyond) == (None, ())


def test_everybody_is_shown_from_zero_to_one() -> None:
    found = preview(load_scenario("wtpf13")).stands("Q1")
    assert len(found) == 53
    places = [one.position for one in found if one.position is not None]
    assert places == sorted(places)


def test_the_worked_package_has_nobody_beyond_a_red_line() -> None:
    assert preview(load_scenario("worked_package")).refused() == frozenset()


def test_a_moved_position_no_longer_speaks_for_its_source() -> None:
    before = load_scenario("wtpf13")
    after = load_scenario("wtpf13", overrides={"delegations.USA.mandate.Q1.position": "0.9"})
    honest = load_scenario(
        "wtpf13",
        overrides={
            "delegations.USA.mandate.Q1.position": "0.9",
            "delegations.USA.mandate.Q1.basis": "judgement",
        },
    )
    assert unlike_its_source(before, before) == []
    assert unlike_its_source(before, after) == [("USA", "Q1")]
    assert unlike_its_source(before, honest) == []


def test_a_changed_salience_no_longer_speaks_for_its_source() -> None:
    at = "delegations.USA.mandate.Q1.salience"
    read = {at: "0.9", f"{at}_basis": "documented", f"{at}_source": "ITUN-4145"}
    before = load_scenario("wtpf13", overrides=read)
    judged = load_scenario("wtpf13", overrides=read | {at: "0.5", f"{at}_basis": "judgement"})
    assert unlike_its_source(before, load_scenario("wtpf13", overrides=read)) == []
    assert unlike_its_source(before, load_scenario("wtpf13", overrides=read | {at: "0.5"})) == [("USA", "Q1")]
    assert unlike_its_source(before, judged) == []
