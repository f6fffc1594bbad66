"""Coalitions: those that form, those that are detected, and what they can block or carry."""

from simulation.coalitions.detection import agreement, detect, detect_sessions
from simulation.coalitions.formed import formed_coalitions
from simulation.coalitions.naming import name_coalitions, short_label
from simulation.coalitions.power import (
    CoalitionPower,
    can_block,
    can_carry,
    coalition_power,
    fewest_to_block,
    fewest_to_carry,
)
from simulation.coalitions.tracking import Coalition, CoalitionEvent, CoalitionHistory, letter, track

__all__ = [
    "Coalition",
    "CoalitionEvent",
    "CoalitionHistory",
    "CoalitionPower",
    "agreement",
    "can_block",
    "can_carry",
    "coalition_power",
    "detect",
    "detect_sessions",
    "fewest_to_block",
    "fewest_to_carry",
    "formed_coalitions",
    "letter",
    "name_coalitions",
    "short_label",
    "track",
]
