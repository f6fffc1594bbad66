"""Coalitions: those that form, those that are detected, what they can block or carry, and whether they would hold."""

from simulation.coalitions.axis import main_axis
from simulation.coalitions.bodies import Majority, VotingBody
from simulation.coalitions.detection import agreement, detect, detect_sessions
from simulation.coalitions.fewest import fewest_that_block, fewest_that_win, who_blocks_alone
from simulation.coalitions.formed import formed_coalitions
from simulation.coalitions.indices import PowerIndices, chance_to_decide, power_indices
from simulation.coalitions.naming import name_coalitions, short_label, short_labels
from simulation.coalitions.power import (
    CoalitionPower,
    can_block,
    can_carry,
    coalition_power,
    fewest_to_block,
    fewest_to_carry,
)
from simulation.coalitions.room_body import body_of, with_vote
from simulation.coalitions.tracking import Coalition, CoalitionEvent, CoalitionHistory, letter, track

__all__ = [
    "Coalition",
    "CoalitionEvent",
    "CoalitionHistory",
    "CoalitionPower",
    "Majority",
    "PowerIndices",
    "VotingBody",
    "agreement",
    "body_of",
    "can_block",
    "can_carry",
    "chance_to_decide",
    "coalition_power",
    "detect",
    "detect_sessions",
    "fewest_that_block",
    "fewest_that_win",
    "fewest_to_block",
    "fewest_to_carry",
    "formed_coalitions",
    "letter",
    "main_axis",
    "name_coalitions",
    "power_indices",
    "short_label",
    "short_labels",
    "track",
    "who_blocks_alone",
    "with_vote",
]
