"""Why things happened: the log of moves with their reasons, and the sentences that tell it."""

from simulation.reasons.explain import explain, without_a_document
from simulation.reasons.gist import Fate, Gist, gist_of
from simulation.reasons.groups import Groups
from simulation.reasons.lines import Line
from simulation.reasons.log import build_log
from simulation.reasons.move_told import did
from simulation.reasons.moves import CHAIR, MOVES, SIGNED, Log, Move, Roster, roster_of
from simulation.reasons.news import News, news_in, news_of, turning_points
from simulation.reasons.outcome import is_asked, left_over, outcome_sentence, when_it_ended, whole_outcome
from simulation.reasons.record_reading import (
    coalitions_of,
    document_at,
    final_document,
    formed_of,
    is_adopted,
    moments_of,
    versions_of,
)
from simulation.reasons.room_power import block_and_carry
from simulation.reasons.story import (
    Mover,
    SessionSentence,
    furthest,
    session_sentences,
    who_moved,
)
from simulation.words import LANGUAGES, told_in

__all__ = [
    "CHAIR",
    "LANGUAGES",
    "MOVES",
    "SIGNED",
    "Fate",
    "Gist",
    "Groups",
    "Line",
    "Log",
    "Move",
    "Mover",
    "News",
    "Roster",
    "SessionSentence",
    "block_and_carry",
    "build_log",
    "coalitions_of",
    "did",
    "document_at",
    "explain",
    "final_document",
    "formed_of",
    "furthest",
    "gist_of",
    "is_adopted",
    "is_asked",
    "left_over",
    "moments_of",
    "news_in",
    "news_of",
    "outcome_sentence",
    "roster_of",
    "session_sentences",
    "told_in",
    "turning_points",
    "versions_of",
    "when_it_ended",
    "who_moved",
    "whole_outcome",
    "without_a_document",
]
