"""Variants are read, named and refused in words, all at once, before anything is played."""

import pytest

from simulation.engine.simulate import load_scenario
from simulation.errors import StudyError
from simulation.scenario.schema import Scenario
from simulation.study.study import Change
from simulation.study.variants import make_variants, variant_of


@pytest.fixture(scope="module")
def wtpf() -> Scenario:
    return load_scenario("wtpf13")


def refused(case: Scenario, *texts: str) -> list[str]:
    with pytest.raises(StudyError) as caught:
        make_variants(case, {}, texts)
    return str(caught.value).splitlines()


def test_the_base_comes_first() -> None:
    base, variant = make_variants("wtpf13", {"sessions": "12"}, ["rule=simple_majority"])
    assert (base.key, str(base.words), base.changes) == (
        "base",
        "The case as it stands, with sessions=12",
        (),
    )
    assert base.scenario.sessions == variant.scenario.sessions == 12
    assert variant.key == "rule=simple_majority"
    assert variant.changes == (Change(lever="rule", value="simple_majority"),)


def test_several_changes_are_joined_by_a_plus_and_may_have_a_name(wtpf: Scenario) -> None:
    text = "short majority: rule=simple_majority + sessions = 8"
    variant = make_variants(wtpf, {}, [text])[1]
    assert variant.key == "short majority"
    assert str(variant.words) == "Decision rule: simple majority (was consensus); Sessions: 8 (was 20)"


def test_a_plus_in_a_value_joins_nothing(wtpf: Scenario) -> None:
    assert make_variants(wtpf, {}, ["title=Two + two"])[1].scenario.title == "Two + two"


def test_later_levers_see_what_earlier_ones_changed(wtpf: Scenario) -> None:
    variant = make_variants(wtpf, {}, ["rule=qualified_majority + threshold=0.75"])[1]
    assert str(variant.words).endswith("; Threshold of the decision: 0.75 (was 0.667)")
    assert refused(wtpf, "threshold=0.75 + rule=qualified_majority") == [
        (
            "--lever threshold=0.75: The decision rule consensus has no threshold. Valid: with chambers, "
            "qualified_majority, rough_consensus, veto, weighted. Pull the lever rule first."
        )
    ]


def test_paths_that_only_fit_together_may_change_together(wtpf: Scenario) -> None:
    line = "delegations.BRA.mandate.Q1.red_line=[0.0, 0.3]"
    assert make_variants(wtpf, {}, [f"{line} + delegations.BRA.mandate.Q1.position=0.2"])
    assert refused(wtpf, line) == [
        (
            f"--lever {line}: The red line [0, 0.3] does not hold the position 0.55. "
            "Valid: an interval round the position. Move one of them."
        )
    ]


def test_all_that_is_wrong_is_told_at_once(wtpf: Scenario) -> None:
    rules = (
        "chambers, consensus, double_majority, qualified_majority, rough_consensus, simple_majority, "
        "unanimity, veto, weighted"
    )
    assert refused(
        wtpf,
        "rule=simpel_majority",
        "sessions=0 + isolation=0,3",
        "penholder=BRZ + rights=vote",
        "delegations.BRA.capability=2",
        "sessions=20",
    ) == [
        (
            "--lever rule=simpel_majority: No decision rule is called 'simpel_majority'. "
            f"Did you mean 'simple_majority'? Valid: {rules}. Correct the name."
        ),
        "--lever sessions=0: The value is 0. Valid: a whole number from 1 to 500. Correct it.",
        "--lever isolation=0,3: The value is '0,3'. Valid: a number from 0 to 1. Write a point, not a comma.",
        (
            "--lever penholder=BRZ: No delegation is called 'BRZ'. Did you mean 'BRA'? Valid: USA, GBR, SWE, DEU, "
            "FRA, NLD, POL, CZE, CHE, BGR, CAN, AUS, JPN, NZL, KOR, TUR, MEX, CHL, ARG, BRA, CRI, CUB, VEN, RUS, "
            "CHN, IRN, IND, PAK, IDN, MYS and 23 more. Correct the name."
        ),
        (
            "--lever rights=vote: rights has to say whose. Valid: rights.WHOSE=VALUE with a kind of delegation, a "
            "standing or the key of a delegation, such as rights.civil_society=vote. Add it."
        ),
        (
            "--lever delegations.BRA.capability=2: capability is 2, above 1. Valid: a number from 0 to 1, or "
            "{mean, sd}, {low, high}, {low, mode, high} in this range. Put it inside the range."
        ),
        (
            "--lever sessions=20: This changes nothing: the case has it already. Valid: another value. "
            "Change it or leave it out."
        ),
    ]


def test_an_unknown_lever_brings_the_nearest_one(wtpf: Scenario) -> None:
    (line,) = refused(wtpf, "sesions=3")
    assert line.startswith(
        "--lever sesions=3: No lever is called 'sesions'. Did you mean 'sessions'? Valid: rule, "
    )
    assert line.endswith(
        "or a path into the case, such as delegations.BRA.mandate.Q1.position. Correct the name."
    )


def test_the_same_variant_twice_is_refused(wtpf: Scenario) -> None:
    assert refused(wtpf, "sessions=10", "short: sessions=10", "short: sessions=9", "base: sessions=8") == [
        (
            "--lever short: sessions=10: It is the same case as 'sessions=10'. "
            "Valid: each variant once. Leave one of them out."
        ),
        (
            "--lever short: sessions=9: 'short' is the name of an earlier variant. "
            "Valid: a name of its own for each variant. Change it."
        ),
        (
            "--lever base: sessions=8: 'base' is the name of the case as it stands. "
            "Valid: a name of its own for each variant. Change it."
        ),
    ]


def test_a_lever_is_pulled_once_in_a_variant_but_shocks_may_repeat(wtpf: Scenario) -> None:
    assert refused(wtpf, "sessions=10 + sessions=9") == [
        "--lever sessions=9: The lever sessions is pulled twice in one variant. Valid: once. Remove one of the two."
    ]
    variant = make_variants(wtpf, {}, ["shock=BRA@6:Q1=0.2 + shock=USA@6:Q1=0.5"])[1]
    assert len(variant.scenario.events) == 2


def test_a_change_without_effect_is_told_beside_others(wtpf: Scenario) -> None:
    assert refused(wtpf, "sessions=10 + rule=consensus") == [
        (
            "--lever rule=consensus: This changes nothing: the case has it already. Valid: another value. "
            "Change it or leave it out."
        )
    ]


def test_there_are_eight_variants_at_most(wtpf: Scenario) -> None:
    texts = [f"sessions={number}" for number in range(1, 10)]
    assert len(make_variants(wtpf, {}, texts[:8])) == 9
    assert refused(wtpf, *texts) == [
        (
            "--lever sessions=9: This is variant 9 of 9. Valid: at most 8 beside the case itself. "
            "Ask for fewer, or use a sweep."
        )
    ]


def test_designs_may_hold_the_base(wtpf: Scenario) -> None:
    variant = variant_of(wtpf, [Change(lever="sessions", value="20")], key="p1")
    assert (variant.key, str(variant.words), variant.scenario) == (
        "p1",
        "Sessions: 20 (as in the case)",
        wtpf,
    )


def test_what_designs_cannot_pull_is_told(wtpf: Scenario) -> None:
    with pytest.raises(StudyError, match=r"^sessions=0: The value is 0"):
        variant_of(wtpf, [Change(lever="sessions", value="0")])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sessions", "This is not a lever with a value."),
        ("=3", "This is not a lever with a value."),
        (": sessions=3", "The name is missing or too long."),
        (f"{'n' * 41}: sessions=3", "The name is missing or too long."),
        ("x" * 3000, "This is too long. Valid: at most 2000 characters."),
        ("rights.government=observer", "No delegation may object or vote, so nothing can be decided."),
        ("rights.martians=vote", "Nobody in this case is called 'martians'."),
        ("discipline.NATO=1", "No bloc is called 'NATO'."),
        ("shock=BRA@30:Q1=0.2", "Session 30 is past the end. Valid: 1 to 20."),
        ("shock=BRA@6:Q1=2", "The position is 2. Valid: a number from 0 to 1."),
        ("shock=BRA", "The value is 'BRA'. Valid: DELEGATION@SESSION:ISSUE=POSITION"),
        ("chair_powers=gavel", "No power of the Chair is called 'gavel'."),
        ("transparency=yes", "The value is 'yes'. Valid: a number from 0 to 1."),
        ("transparency=1e400", "The value is inf. Valid: a number from 0 to 1."),
        ("sessions=1e400", "The value is inf. Valid: a whole number from 1 to 500."),
        ("package=maybe", "The value is 'maybe'. Valid: on or off."),
        (
            "protocol=compromise + isolation=0.3",
            "The protocol compromise does not know this lever (Price of blocking alone).",
        ),
        ("title=[", "A value is missing here."),
        ("schema=2", "schema is 2. Valid: 1."),
        ("delegations=", "delegations is empty."),
        ("forum.preset=moon + rights.government=vote", "No forum is called 'moon'."),
    ],
)
def test_whatever_is_written_is_answered_in_words(wtpf: Scenario, text: str, message: str) -> None:
    assert message in "\n".join(refused(wtpf, text))


def test_a_case_that_cannot_take_a_lever_says_so() -> None:
    case = load_scenario("worked_clock")
    assert "This case has no blocs." in refused(case, "discipline=1")[0]
    spread = refused(case, "salience_spread=2")[0]
    assert "Nobody named here cares more about one issue than about another" in spread
    assert (
        "The Chair of this case has no ideal, so a bias moves nothing." in refused(case, "chair_bias=0.3")[0]
    )
