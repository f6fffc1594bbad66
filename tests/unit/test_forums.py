"""Forums: presets, overrides, and who may do what in them."""

import pytest

from simulation.engine.component_checks import check_components
from simulation.errors import UnknownComponentError
from simulation.scenario.forums import forum_presets, resolve_forum
from simulation.scenario.load import load_scenario


@pytest.mark.parametrize("preset", sorted(forum_presets()))
def test_wtpf13_can_be_put_to_every_forum(preset: str) -> None:
    scenario = load_scenario("wtpf13", overrides={"forum.preset": preset}, checks=[check_components])
    forum = resolve_forum(scenario)
    assert forum.preset == preset
    assert any(forum.rights_of(d).object or forum.rights_of(d).vote for d in scenario.delegations)


def test_a_sector_member_speaks_and_proposes_at_wtpf_and_decides_on_an_equal_footing() -> None:
    isoc = {
        preset: resolve_forum(scenario).rights_of(next(d for d in scenario.delegations if d.key == "ISOC"))
        for preset in ("itu_wtpf", "netmundial", "unga_committee")
        for scenario in [load_scenario("wtpf13", overrides={"forum.preset": preset})]
    }
    assert (isoc["itu_wtpf"].propose, isoc["itu_wtpf"].object) == (True, False)
    assert (isoc["netmundial"].propose, isoc["netmundial"].object) == (True, True)
    assert (isoc["unga_committee"].propose, isoc["unga_committee"].speak) == (False, False)


def test_a_case_overrides_its_preset_field_by_field() -> None:
    scenario = load_scenario("wtpf13", overrides={"forum.package": "false", "forum.leftover": "fail"})
    forum = resolve_forum(scenario)
    assert (forum.package, forum.leftover) == (False, "fail")
    assert forum.decision.rule == "consensus"


def test_an_unknown_preset_is_named_with_the_nearest_one() -> None:
    scenario = load_scenario("wtpf13")
    renamed = scenario.model_copy(update={"forum": scenario.forum.model_copy(update={"preset": "itu_wtfp"})})
    with pytest.raises(UnknownComponentError, match="Did you mean 'itu_wtpf'"):
        resolve_forum(renamed)
