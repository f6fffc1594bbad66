from .coach import COACH_LEVELS as COACH_LEVELS
from .coach import hint as hint
from .coach import next_level as next_level
from .contradictions import find_contradictions as find_contradictions
from .contradictions import find_pack_contradictions as find_pack_contradictions
from .counted import Clause as Clause
from .counted import Counted as Counted
from .counted import counted as counted
from .counterfactual import Comparison as Comparison
from .counterfactual import Findings as Findings
from .course_of_play import course_of as course_of
from .dealings import Dealings as Dealings
from .debrief import Debrief as Debrief
from .debrief import debriefing as debriefing
from .debrief import pack_questions as pack_questions
from .debrief import questions_for as questions_for
from .difficulty import Difficulty as Difficulty
from .difficulty import published as published
from .difficulty import seats_apart as seats_apart
from .first_offer import FirstOffer as FirstOffer
from .first_offer import first_offer as first_offer
from .first_offer import price_on as price_on
from .forecast import ENDS as ENDS
from .forecast import READINGS as READINGS
from .forecast import Landing as Landing
from .forecast import Landings as Landings
from .forecast import landing as landing
from .frontier import Stakes as Stakes
from .frontier import documents as documents
from .log_told import move_parts as move_parts
from .log_told import tell_log as tell_log
from .mandate import Mandate as Mandate
from .mandate import mandate_of as mandate_of
from .notes import AskedHint as AskedHint
from .notes import Prediction as Prediction
from .notes import SeatNotes as SeatNotes
from .notes import keep_notes as keep_notes
from .notes import notes_of as notes_of
from .notes import taken_back as taken_back
from .prediction_check import without_a_wording as without_a_wording
from .progress import finished as finished
from .rounds import Round as Round
from .second import BY_SIZE as BY_SIZE
from .second import Offer as Offer
from .second import beside_first as beside_first
from .second import offers as offers
from .second import remember as remember
from .second import round_of as round_of
from .second import round_played as round_played
from .second import suggested as suggested
from .survey import ITEMS as ITEMS
from .survey import LONGEST as LONGEST
from .survey import SCALE as SCALE
from .survey import Survey as Survey
from .survey import open_question as open_question
from .survey import own_words as own_words
from .survey import scale as scale
from .survey import statement as statement
from .survey import survey_rows as survey_rows
from .turning import Turning as Turning
from .turning import turning_points as turning_points
from .weighed import all_wanted as all_wanted
from .weighed import at_stake as at_stake
from .weighed import by_stake as by_stake
from .weighed import crossed as crossed
from .weighed import instead_of_aim as instead_of_aim
from .weighed import points_given as points_given
from .weighed import weigh as weigh
from .worths import POINTS as POINTS
from .worths import amount as amount
from .worths import fallbacks_of as fallbacks_of
from .worths import for_you as for_you
from .worths import in_document as in_document
from .worths import in_points as in_points
from .worths import points_of as points_of
from .worths import reach as reach
from .worths import wanted as wanted
from .worths import worth as worth

__all__ = [
    "BY_SIZE",
    "COACH_LEVELS",
    "ENDS",
    "ITEMS",
    "LONGEST",
    "POINTS",
    "READINGS",
    "SCALE",
    "AskedHint",
    "Clause",
    "Comparison",
    "Counted",
    "Dealings",
    "Debrief",
    "Difficulty",
    "Findings",
    "FirstOffer",
    "Landing",
    "Landings",
    "Mandate",
    "Offer",
    "Prediction",
    "Round",
    "SeatNotes",
    "Stakes",
    "Survey",
    "Turning",
    "all_wanted",
    "amount",
    "at_stake",
    "beside_first",
    "by_stake",
    "counted",
    "course_of",
    "crossed",
    "debriefing",
    "documents",
    "fallbacks_of",
    "find_contradictions",
    "find_pack_contradictions",
    "finished",
    "first_offer",
    "for_you",
    "hint",
    "in_document",
    "in_points",
    "instead_of_aim",
    "keep_notes",
    "landing",
    "mandate_of",
    "move_parts",
    "next_level",
    "notes_of",
    "offers",
    "open_question",
    "own_words",
    "pack_questions",
    "points_given",
    "points_of",
    "price_on",
    "published",
    "questions_for",
    "reach",
    "remember",
    "round_of",
    "round_played",
    "scale",
    "seats_apart",
    "statement",
    "suggested",
    "survey_rows",
    "taken_back",
    "tell_log",
    "turning_points",
    "wanted",
    "weigh",
    "without_a_wording",
    "worth",
]
