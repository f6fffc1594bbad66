from .axis import main_axis as main_axis
from .bodies import Majority as Majority
from .bodies import VotingBody as VotingBody
from .detection import agreement as agreement
from .detection import detect as detect
from .detection import detect_sessions as detect_sessions
from .fewest import fewest_that_block as fewest_that_block
from .fewest import fewest_that_win as fewest_that_win
from .fewest import who_blocks_alone as who_blocks_alone
from .formed import coalitions_seen as coalitions_seen
from .formed import formed_coalitions as formed_coalitions
from .games import Core as Core
from .games import all_sets as all_sets
from .games import core as core
from .games import shapley as shapley
from .indices import PowerIndices as PowerIndices
from .indices import chance_to_decide as chance_to_decide
from .indices import power_indices as power_indices
from .naming import name_coalitions as name_coalitions
from .power import CoalitionPower as CoalitionPower
from .power import can_block as can_block
from .power import can_carry as can_carry
from .power import coalition_power as coalition_power
from .power import fewest_to_block as fewest_to_block
from .power import fewest_to_carry as fewest_to_carry
from .room_body import body_of as body_of
from .room_body import with_vote as with_vote
from .stability import STAND_TOGETHER as STAND_TOGETHER
from .stability import Departure as Departure
from .stability import stability as stability
from .stability import surplus_of as surplus_of
from .structures import Structure as Structure
from .structures import best_structure as best_structure
from .structures import pair_bound as pair_bound
from .structures import pair_worth as pair_worth
from .structures import searched_structure as searched_structure
from .tracking import Coalition as Coalition
from .tracking import CoalitionEvent as CoalitionEvent
from .tracking import CoalitionHistory as CoalitionHistory
from .tracking import first_to_leave as first_to_leave
from .tracking import letter as letter
from .tracking import track as track
from .wording_names import short_label as short_label
from .wording_names import short_labels as short_labels
from .wording_names import short_names as short_names

__all__ = [
    "STAND_TOGETHER",
    "Coalition",
    "CoalitionEvent",
    "CoalitionHistory",
    "CoalitionPower",
    "Core",
    "Departure",
    "Majority",
    "PowerIndices",
    "Structure",
    "VotingBody",
    "agreement",
    "all_sets",
    "best_structure",
    "body_of",
    "can_block",
    "can_carry",
    "chance_to_decide",
    "coalition_power",
    "coalitions_seen",
    "core",
    "detect",
    "detect_sessions",
    "fewest_that_block",
    "fewest_that_win",
    "fewest_to_block",
    "fewest_to_carry",
    "first_to_leave",
    "formed_coalitions",
    "letter",
    "main_axis",
    "name_coalitions",
    "pair_bound",
    "pair_worth",
    "power_indices",
    "searched_structure",
    "shapley",
    "short_label",
    "short_labels",
    "short_names",
    "stability",
    "surplus_of",
    "track",
    "who_blocks_alone",
    "with_vote",
]
