"""Replications with parameters of their own are the same in any company, in any room."""

from hypothesis import given

from simulation.scenario.schema import Scenario
from tests.properties.generated import cases
from tests.small_sets import assert_alone_as_in_company, invented_sets


@given(case=cases())
def test_a_replication_with_a_drawn_set_is_the_one_with_that_set_written_down(case: Scenario) -> None:
    assert_alone_as_in_company(case, invented_sets(), range(3))
