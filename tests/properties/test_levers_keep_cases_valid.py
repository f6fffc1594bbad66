"""Whatever case a lever is pulled on, what comes out can be played, and pulling it back leaves no trace."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from simulation.engine.batch import negotiate
from simulation.engine.component_checks import check_components
from simulation.scenario.load import check_case
from simulation.scenario.problems import Mark, Problems, Source
from simulation.scenario.schema import Scenario
from simulation.study.pulling import plain_of, pull_all
from simulation.study.study import Change
from tests.small_cases import Data, cases

FACTORS = st.sampled_from(("0", "0.5", "1", "2", "10"))
SHARES = st.sampled_from(("0", "0.25", "1"))
CHANGES = st.one_of(
    st.tuples(
        st.sampled_from(("polarisation", "extremity", "red_lines", "red_lines.d1", "flexibility")), FACTORS
    ),
    st.tuples(
        st.sampled_from(
            ("isolation", "transparency", "persuasion", "discipline", "chair_bias", "chair_ideal", "no_deal")
        ),
        SHARES,
    ),
    st.tuples(st.just("draft"), st.sampled_from(("status_quo", "lowest", "highest", "0.5"))),
    st.tuples(st.sampled_from(("penholder", "obstructor")), st.sampled_from(("d0", "d1"))),
    st.tuples(st.just("rule"), st.sampled_from(("consensus", "unanimity", "weighted"))),
    st.tuples(
        st.just("rights.d1"), st.sampled_from(("none", "observer", "voice", "persuade", "propose", "vote"))
    ),
    st.tuples(st.just("chair_powers"), st.sampled_from(("none", "all", "text"))),
    st.tuples(st.just("shock"), st.sampled_from(("d0@1:q0=0.25", "d1@1:q0=1"))),
    st.tuples(st.just("sessions"), st.sampled_from(("1", "3"))),
    st.tuples(st.just("extension"), st.sampled_from(("0", "3"))),
).map(lambda pair: Change(lever=pair[0], value=pair[1]))


@settings(max_examples=25, deadline=None)
@given(drawn=cases(), changes=st.lists(CHANGES, min_size=1, max_size=3))
def test_a_case_stays_valid_and_can_be_played(drawn: Data, changes: list[Change]) -> None:
    case = Scenario.model_validate(drawn)
    assume(not problems_of(case))
    outcome = pull_all(case, changes)
    watching = [fault for fault in outcome.faults if "only watches" in str(fault.message)]
    assume(not watching)
    assert outcome.faults == ()
    assert problems_of(outcome.case) == []
    negotiate(outcome.case, seed=1)


def problems_of(case: Scenario) -> list[str]:
    found = Problems()
    check_case(plain_of(case), Source(Mark("")), found, checks=(check_components,))
    return [problem.message for problem in found.sorted()]


@settings(max_examples=25, deadline=None)
@given(drawn=cases(), lever=st.sampled_from(("polarisation", "extremity", "red_lines", "flexibility")))
def test_a_factor_of_one_changes_nothing(drawn: Data, lever: str) -> None:
    case = Scenario.model_validate(drawn)
    assume(not problems_of(case))
    assert pull_all(case, [Change(lever=lever, value="1")]).idle == (0,)


@settings(max_examples=25, deadline=None)
@given(
    drawn=cases(),
    value=st.text(max_size=40),
    lever=st.sampled_from(("rule", "sessions", "shock", "draft", "title")),
)
def test_any_value_is_taken_or_refused_in_words(drawn: Data, value: str, lever: str) -> None:
    case = Scenario.model_validate(drawn)
    assume(not problems_of(case))
    for fault in pull_all(case, [Change(lever=lever, value=value)]).faults:
        assert "Valid: " in str(fault.message)
