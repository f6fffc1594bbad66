"""Each named lever changes what it says, and only that, and says so from what the case held before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulation.engine.batch import simulate_batch
from simulation.engine.simulate import load_scenario
from simulation.scenario.schema import Scenario
from simulation.study.levers.registry import LEVERS
from simulation.study.pulling import plain_of, pull_all
from simulation.study.study import Change
from simulation.study.variants import make_variants, variant_of

ASSUMED = {"protocol.values.red_line_base": "0.75", "protocol.values.red_line_slope": "0.4"}
"""Red lines of those to whom the case gives none."""
type Differences = dict[str, tuple[Any, Any]]


@pytest.fixture(scope="module")
def wtpf() -> Scenario:
    return load_scenario("wtpf13")


@pytest.fixture
def small(write: Callable[[str, str], Path], small_case: str) -> Scenario:
    return load_scenario(write("case.yaml", small_case))


def differences(old: object, new: object, path: str = "") -> Differences:
    """Return what differs between two values of plain data, by path; a part that one lacks is None there."""
    if isinstance(old, dict) and isinstance(new, dict):
        pairs = [(key, old.get(key), new.get(key)) for key in {**old, **new}]
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = [(str(place), *pair) for place, pair in enumerate(zip(old, new, strict=True))]
    else:
        return {} if old == new else {path: (old, new)}
    found: Differences = {}
    for key, before, after in pairs:
        found |= differences(before, after, f"{path}.{key}" if path else key)
    return found


def pulled(case: Scenario, text: str) -> tuple[str, Differences]:
    variant = make_variants(case, {}, [text])[1]
    return str(variant.words), differences(plain_of(case), plain_of(variant.scenario))


@pytest.mark.parametrize(
    ("text", "words", "changed"),
    [
        (
            "rule=simple_majority",
            "Decision rule: simple majority (was consensus)",
            {"forum.decision.rule": ("consensus", "simple_majority")},
        ),
        ("package=off", "Packages: off (was on)", {"forum.package": (None, False)}),
        (
            "call_vote=0.5",
            "Vote when consensus fails: if more than 0.50 prefer the text (was never)",
            {"forum.call_vote": (None, 0.5)},
        ),
        (
            "leftover=fail",
            "Clauses open at the end: sink the document (was fall away)",
            {"forum.leftover": (None, "fail")},
        ),
        (
            "rights.civil_society=vote",
            "Rights of civil society: speak, propose, object, vote (was a seat only)",
            {
                "delegations.2.rights": (
                    None,
                    {
                        "seat": True,
                        "speak": True,
                        "propose": True,
                        "object": True,
                        "vote": True,
                        "persuade": False,
                    },
                )
            },
        ),
        (
            "chair_powers=text, agenda",
            "Powers of the Chair: agenda, text (was agenda, groups, text, extend, call)",
            {"chair.powers": (["agenda", "groups", "text", "extend", "call"], ["agenda", "text"])},
        ),
        (
            "chair_powers=none",
            "Powers of the Chair: none (was agenda, groups, text, extend, call)",
            {"chair.powers": (["agenda", "groups", "text", "extend", "call"], [])},
        ),
        ("chair_bias=.3", "Bias of the Chair: 0.30 (was 0.00)", {"chair.impartiality": (1.0, 0.7)}),
        (
            "chair_ideal=1",
            "Ideal of the Chair on every issue: 1.00 (was another on each issue)",
            {"chair.ideal.Q1": (0.5, 1.0), "chair.ideal.Q2": (None, 1.0)},
        ),
        (
            "penholder=AAA",
            "First draft: as First would write it (another wording than in the case on 2 of 2 issues)",
            {
                "issues.0.draft": ("a", "b"),
                "issues.0.sponsors": (None, ["AAA"]),
                "issues.1.draft": ("itu", "igf"),
                "issues.1.sponsors": (None, ["AAA"]),
            },
        ),
        (
            "draft=status_quo",
            "First draft: the status quo (another wording than in the case on 2 of 2 issues)",
            {"issues.0.draft": ("a", "b"), "issues.1.draft": ("itu", "igf")},
        ),
        (
            "draft=lowest",
            "First draft: the lowest wordings (another wording than in the case on 2 of 2 issues)",
            {"issues.0.draft": ("a", "none"), "issues.1.draft": ("itu", "igf")},
        ),
        (
            "draft=0.5",
            "First draft: the wordings nearest to 0.50 (another wording than in the case on 2 of 2 issues)",
            {
                "issues.0.draft": ("a", "b"),
                "issues.1.draft": ("itu", "igf_itu"),
            },  # a middle way, then written
        ),
        ("sessions=4", "Sessions: 4 (was 5)", {"sessions": (5, 4)}),
        (
            "extension=2",
            "Extension: 2 sessions (was none)",
            {"protocol.clock": (None, {"extend": 2})},
        ),
        (
            "agenda=hard_first",
            "Agenda: hard first (was small wins)",
            {"protocol.agenda": (None, {"order": "hard_first"})},
        ),
        (
            "last_resort=5",
            "Last sessions for deletion or referral: 5 (was 2)",
            {"protocol.propose": (None, {"last_resort": 5})},
        ),
        (
            "transparency=1",
            "Transparency: 1.00 (was 0.00)",
            {"protocol.consult": (None, {"initial_knowledge": 1.0})},
        ),
        (
            "persuasion=0",
            "Strength of persuasion: 0.00 (was 0.02)",
            {"protocol.persuade": (None, {"strength": 0.0})},
        ),
        (
            "isolation=0.3",
            "Price of blocking alone: 0.30 (was 0.20)",
            {"protocol.signal": (None, {"isolation": 0.3})},
        ),
        (
            "no_deal=-0.3",
            "Worth of no document: −0.30 (was −0.10)",
            {"delegations.0.reservation": (None, -0.3), "delegations.1.reservation": (None, -0.3)},
        ),
        (
            "no_deal.BBB=0",
            "Worth of no document to Second: 0.00 (was −0.10)",
            {"delegations.1.reservation": (None, 0.0)},
        ),
        (
            "obstructor=CCC",
            "Third: obstructs (was holds its line)",
            {"delegations.2.strategy.key": ("hold", "obstructor")},
        ),
        (
            "strategy.government=hold",
            "Strategy of governments: holds its line (was in step with the clock)",
            {
                "delegations.0.strategy": (None, {"key": "hold"}),
                "delegations.1.strategy": (None, {"key": "hold"}),
            },
        ),
        ("discipline=0.9", "Bloc discipline: 0.90 (was 0.50)", {"blocs.0.discipline": (None, 0.9)}),
        (
            "flexibility.AAA=0.5",
            "Flexibility of First: 0.5 times, mean 0.50 (was 1.00)",
            {"delegations.0.flexibility": (1.0, 0.5)},
        ),
        (
            "protocol=compromise",
            "Protocol: weighted mean (was conference)",
            {"protocol.key": ("conference", "compromise")},
        ),
    ],
)
def test_a_lever_changes_what_it_says_and_only_that(
    small: Scenario, text: str, words: str, changed: Differences
) -> None:
    assert pulled(small, text) == (words, changed)


def test_every_lever_can_be_pulled_as_its_example_shows(wtpf: Scenario) -> None:
    for lever in LEVERS.values():
        case = (
            load_scenario("first_hour") if lever.key == "accepts" else wtpf
        )  # nobody has a red line in that
        assert make_variants(case, {}, [lever.example])[1].words


def test_every_lever_says_what_forms_and_help_need() -> None:
    for key, lever in LEVERS.items():
        assert key == lever.key
        assert str(lever.label)
        assert str(lever.description).endswith((".", ")."))
        assert lever.takes.valid
        assert key in lever.example
        assert lever.signature.startswith(key)


def test_a_forum_is_taken_whole(wtpf: Scenario) -> None:
    words, changed = pulled(wtpf, "forum=ietf_wg")
    assert words == "Forum: IETF working group (was World Telecommunication/ICT Policy Forum (ITU))"
    assert set(changed) == {"forum.preset", "forum.source"}


def test_rights_reach_delegations_whose_standing_would_go_before_their_kind(wtpf: Scenario) -> None:
    _, changed = pulled(wtpf, "rights.civil_society=vote")
    kinds = {wtpf.delegations[int(path.split(".")[1])].kind for path in changed}
    assert kinds == {"civil_society"}


def test_an_extension_gives_the_chair_the_power_to_extend(wtpf: Scenario) -> None:
    words, changed = pulled(wtpf, "extension=4")
    assert words == "Extension: 4 sessions (was none); the Chair may extend (was not)"
    assert set(changed) == {"protocol.clock", "chair.powers"}


@pytest.mark.parametrize("off", [{"protocol.clock": "false"}, {"protocol.clock.enabled": "false"}])
def test_an_extension_does_not_switch_on_a_clock_that_is_off(off: dict[str, str]) -> None:
    case = load_scenario("wtpf13", overrides=off)
    (fault,) = pull_all(case, [Change(lever="extension", value="4")]).faults
    assert str(fault.message).startswith("The clock is off in this case, so nobody extends; ")
    assert str(fault.message).endswith("set the clock first: protocol.clock=true + extension=4.")
    assert pull_all(case, [Change(lever="extension", value="0")]).idle == (0,)
    on = [Change(lever="protocol.clock", value="true"), Change(lever="extension", value="4")]
    assert pull_all(case, on).case.protocol.model_extra == {"clock": {"extend": 4}}


@pytest.mark.parametrize(
    ("mechanism", "lever", "values"),
    [
        ("propose=false", "last_resort", ("1", "10")),
        ("consult=false", "transparency", ("0", "1")),
    ],
)
def test_what_else_reads_a_parameter_still_does_where_its_mechanism_is_off(
    mechanism: str, lever: str, values: tuple[str, str]
) -> None:
    key, _, off = mechanism.partition("=")
    case = load_scenario("wtpf13", overrides={f"protocol.{key}": off})
    cases = [pull_all(case, [Change(lever=lever, value=value)]).case for value in values]
    first, second = (simulate_batch(one, seed=1, replications=range(30)) for one in cases)
    assert (first.result.option != second.result.option).any()


def test_a_mechanism_that_is_off_goes_on_with_its_lever() -> None:
    case = load_scenario("wtpf13", overrides={"protocol.signal": "false"})
    words, changed = pulled(case, "isolation=0.3")
    assert words == "Price of blocking alone: 0.30 (was 0.00)"
    assert changed == {"protocol.signal": (False, {"isolation": 0.3})}


def test_polarisation_moves_positions_and_the_intervals_round_them(small: Scenario) -> None:
    words, changed = pulled(small, "polarisation=0.5")
    # Q1: mean of .3 and .8 is .55; Q2: of .2 and .9 again .55. The bloc's line and the instruction go along.
    assert words == "Polarisation: 0.5 times, mean distance from the mean of the room 0.15 (was 0.30)"
    assert changed == {
        "delegations.0.mandate.Q1.position": (0.3, 0.425),
        "delegations.0.mandate.Q1.red_line.0": (0.0, 0.275),
        "delegations.0.mandate.Q1.red_line.1": (0.5, 0.525),
        "delegations.0.mandate.Q2.position": (0.2, 0.375),
        "delegations.1.mandate.Q1.position.mean": (0.8, 0.675),
        "delegations.1.mandate.Q2.position": (0.9, 0.725),
        "blocs.0.line.Q1.position": (0.3, 0.425),
        "events.0.position": (0.6, 0.575),
    }


def test_extremity_stops_at_the_ends_of_the_axis(small: Scenario) -> None:
    case = variant_of(small, [Change(lever="extremity", value="10")]).scenario
    assert [case.delegations[0].mandate[key].position for key in ("Q1", "Q2")] == [0.0, 0.0]
    assert case.delegations[1].mandate["Q2"].position == 1.0


@pytest.mark.parametrize(
    ("assumed", "words", "line"),
    [
        # What is assumed on Q2, .75 - .4 x .5, is written down at half; where no line is assumed, half of the axis is.
        (ASSUMED, "mean half-width 0.20 (was 0.40)", 0.275),
        ({}, "mean half-width 0.312 (was 0.625)", 0.5),
    ],
    ids=["a line is assumed", "none is"],
)
def test_red_lines_keep_the_position_they_protect(
    write: Callable[[str, str], Path], small_case: str, assumed: dict[str, str], words: str, line: float
) -> None:
    told, changed = pulled(
        load_scenario(write("case.yaml", small_case), overrides=assumed), "red_lines.AAA=0.5"
    )
    # [0, .5] round .3 becomes [.15, .4].
    assert told == f"Red lines of First: 0.5 times, {words}"
    assert changed == {
        "delegations.0.mandate.Q1.red_line.0": (0.0, 0.15),
        "delegations.0.mandate.Q1.red_line.1": (0.5, 0.4),
        "delegations.0.mandate.Q2.red_line": (None, line),
    }


def test_red_lines_go_on_holding_positions_of_later_instructions(
    write: Callable[[str, str], Path], small_case: str
) -> None:
    text = small_case.replace(
        "delegation: BBB, issue: Q1, position: 0.6", "delegation: AAA, issue: Q1, position: 0.5"
    )
    case = variant_of(
        load_scenario(write("case.yaml", text)), [Change(lever="red_lines", value="0.5")]
    ).scenario
    assert case.delegations[0].mandate["Q1"].red_line == (0.15, 0.5)


def test_salience_spread_leaves_red_lines_where_they_were(
    write: Callable[[str, str], Path], small_case: str
) -> None:
    text = small_case.replace("Q2: {position: 0.2}", "Q2: {position: 0.2, salience: 0.7}")
    case = load_scenario(write("case.yaml", text), overrides=ASSUMED)
    words, changed = pulled(case, "salience_spread.AAA=2")
    # Saliences .5 and .7: mean .6, so .4 and .8; the assumed red line on Q2 is that of .7: .75 - .28.
    assert words == (
        "Salience spread of First: 2 times, mean distance from each delegation’s mean 0.20 (was 0.10)"
    )
    assert changed == {
        "delegations.0.mandate.Q1.salience": (None, 0.4),
        "delegations.0.mandate.Q2.salience": (0.7, 0.8),
        "delegations.0.mandate.Q2.red_line": (None, 0.47),
    }


def test_salience_spread_writes_no_red_line_down_where_none_is_assumed(
    write: Callable[[str, str], Path], small_case: str
) -> None:
    text = small_case.replace("Q2: {position: 0.2}", "Q2: {position: 0.2, salience: 0.7}")
    _, changed = pulled(load_scenario(write("case.yaml", text)), "salience_spread.AAA=2")
    assert changed == {
        "delegations.0.mandate.Q1.salience": (None, 0.4),
        "delegations.0.mandate.Q2.salience": (0.7, 0.8),
    }


def test_a_shock_takes_a_red_line_along_where_it_has_to(small: Scenario) -> None:
    words, changed = pulled(small, "shock=AAA@3:Q1=0.7")
    assert words == "First on Q1 from session 3: position 0.70 (was 0.30)"
    assert list(changed) == ["events"]
    event = changed["events"][1][-1]
    assert (event["session"], event["position"], event["red_line"]) == (3, 0.7, [0.4, 0.9])


def test_a_shock_says_what_earlier_instructions_had_made_of_the_position(small: Scenario) -> None:
    assert (
        pulled(small, "shock=BBB@1:Q1=0.5")[0]
        == "Second on Q1 from session 1: position 0.50 (was 0.80 ± 0.10)"
    )
    assert pulled(small, "shock=BBB@3:Q1=0.5")[0] == "Second on Q1 from session 3: position 0.50 (was 0.60)"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("delegations.AAA.mandate.Q1.position=0.40", "First on Q1: position 0.40 (was 0.30)"),
        ("delegations.BBB.mandate.Q1.position=0.4", "Second on Q1: position 0.40 (was 0.80 ± 0.10)"),
        ("delegations.BBB.capability=0.7", "Second: capability 0.70 (was 0.50)"),
        ("delegations.AAA.mandate.Q2.salience=1", "First on Q2: salience 1.00 (was 0.50)"),
        ("issues.Q1.draft=b", "Q1 roles: draft b (was a)"),
        ("issues.Q1.options.b.kind=vague", "Q1, option b: kind vague (was agreed_language)"),
        ("blocs.EU.line.Q1.position=0.1", "European Union on Q1: position 0.10 (was 0.30)"),
        ("chair.ideal.Q1=0.9", "The Chair on Q1: ideal 0.90 (was 0.50)"),
        ("chair.impartiality=0.5", "The Chair: impartiality 0.50 (was 1.00)"),
        ("forum.decision.rule=unanimity", "Decision rule: unanimity (was consensus)"),
        ("forum.package=false", "forum.package: off (was on)"),
        ("protocol.clock.floor=3", "protocol.clock.floor: 3 (was 2)"),
        ("events.1.session=3", "Event 1: session 3 (was 2)"),
        (
            "delegations.AAA.mandate.Q1.red_line=[0.1, 0.5]",
            "First on Q1: red line 0.10 to 0.50 (was 0.00 to 0.50)",
        ),
    ],
)
def test_paths_are_told_by_the_names_they_lead_to(small: Scenario, text: str, words: str) -> None:
    assert str(make_variants(small, {}, [text])[1].words) == words
