"""What a class left on the table is counted as the guide of the trainer counts it: in the wordings on the papers."""

import pytest

from simulation import load_scenario
from simulation.scenario.group_schema import GroupResult
from simulation.scenario.load import shipped_scenarios
from simulation.scenario.pack import load_pack, pack_file
from simulation.training.counted import counted
from simulation.training.group.better import Ground
from simulation.training.group.judged import judge_group
from tests.extent import at_a_desk

TRAININGS = [name for name in shipped_scenarios() if pack_file(name) is not None]


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], TRAININGS))
def test_a_class_that_reached_the_best_package_of_the_guide_is_told_what_the_guide_says(name: str) -> None:
    case, pack = load_scenario(name), load_pack(name)
    assert pack is not None
    guide = counted(case, pack.best_package.options)
    found = judge_group(case, GroupResult(name="Best", text=dict(pack.best_package.options)))
    assert (found.adoptable, found.is_exact) == (guide.adoptable, guide.is_exact)
    assert (found.better, found.instead) == (0, ())
    assert guide.better == ()


def test_words_that_a_group_drafted_itself_count_for_this_group_alone() -> None:
    case = load_scenario("first_hour")
    ground, most = Ground.of(case), 0
    for issue in case.issues:
        for option in issue.options:
            if option not in issue.written:
                group = GroupResult(name="Own", text={issue.key: option.key})
                most = max(most, judge_group(case, group, ground).adoptable)
    assert most > 22
    assert judge_group(case, GroupResult(name="Paper"), ground).adoptable == len(ground.found) == 22
