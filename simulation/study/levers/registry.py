"""All named levers, by key, in the order in which help lists them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from simulation.study.levers.accepts import ACCEPTS_LEVERS
from simulation.study.levers.chair import CHAIR_LEVERS
from simulation.study.levers.conduct_of_delegations import PEOPLE_LEVERS
from simulation.study.levers.course_levers import COURSE_LEVERS
from simulation.study.levers.lever import Lever
from simulation.study.levers.mandates import MANDATE_LEVERS
from simulation.study.levers.position_levers import POSITION_LEVERS
from simulation.study.levers.red_line_levers import RED_LINE_LEVERS
from simulation.study.levers.rule_levers import RULE_LEVERS
from simulation.study.levers.shock import SHOCK_LEVERS
from simulation.study.levers.text import TEXT_LEVERS

__all__ = ["LEVERS"]

LEVERS: Final[Mapping[str, Lever[Any]]] = MappingProxyType(
    {
        lever.key: lever
        for lever in (
            *RULE_LEVERS,
            *CHAIR_LEVERS,
            *TEXT_LEVERS,
            *COURSE_LEVERS,
            *POSITION_LEVERS,
            *RED_LINE_LEVERS,
            *ACCEPTS_LEVERS,
            *MANDATE_LEVERS,
            *PEOPLE_LEVERS,
            *SHOCK_LEVERS,
        )
    }
)
"""What can be pulled by name; any value of a case can be changed by its path beside these."""
