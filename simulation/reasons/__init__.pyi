from .account_line import Line as Line
from .assembly_reasons import row_of_text as row_of_text
from .assembly_reasons import voters as voters
from .assembly_told import explain_member as explain_member
from .assembly_told import explain_text as explain_text
from .assembly_told import headline as headline
from .assembly_told import stage_words as stage_words
from .assembly_told import text_name as text_name
from .deals import Deal as Deal
from .deals import deals_of as deals_of
from .ending_in_words import is_asked as is_asked
from .ending_in_words import left_over as left_over
from .ending_in_words import outcome_sentence as outcome_sentence
from .ending_in_words import when_it_ended as when_it_ended
from .ending_in_words import whole_outcome as whole_outcome
from .explain import explain as explain
from .explain import without_a_document as without_a_document
from .gist import Fate as Fate
from .gist import Gist as Gist
from .gist import gist_of as gist_of
from .glance import Glance as Glance
from .group_changes import Groups as Groups
from .move_told import did as did
from .moves_logged import CHAIR as CHAIR
from .moves_logged import MOVES as MOVES
from .moves_logged import SIGNED as SIGNED
from .moves_logged import Log as Log
from .moves_logged import Move as Move
from .moves_logged import Roster as Roster
from .moves_logged import roster_of as roster_of
from .news import News as News
from .news import news_in as news_in
from .news import news_of as news_of
from .opposition import Deciding as Deciding
from .opposition import Opposition as Opposition
from .opposition import blockers as blockers
from .opposition import brackets_told as brackets_told
from .opposition import deciding_by as deciding_by
from .opposition import deciding_of as deciding_of
from .opposition import oppositions as oppositions
from .record_log import build_log as build_log
from .record_reading import coalitions_of as coalitions_of
from .record_reading import document_at as document_at
from .record_reading import final_document as final_document
from .record_reading import formed_of as formed_of
from .record_reading import is_adopted as is_adopted
from .record_reading import moments_of as moments_of
from .record_reading import versions_of as versions_of
from .room_power import block_and_carry as block_and_carry
from .room_power import power_limits as power_limits
from .room_power import power_sentences as power_sentences
from .room_power import vote_heading as vote_heading
from .run_ended import Ended as Ended
from .scenes import SCENES as SCENES
from .scenes import ClauseTurn as ClauseTurn
from .scenes import Scene as Scene
from .scenes import excerpt as excerpt
from .scenes import scenes_of as scenes_of
from .session_story import Mover as Mover
from .session_story import SessionSentence as SessionSentence
from .session_story import furthest as furthest
from .session_story import session_sentences as session_sentences
from .session_story import who_moved as who_moved
from .stability_told import Holding as Holding
from .stability_told import holding_of as holding_of
from .stability_told import holding_sentences as holding_sentences
from .text_events import TextEvent as TextEvent
from .text_events import fewer_events as fewer_events
from .text_events import happened_then as happened_then
from .text_events import text_events as text_events

__all__ = [
    "CHAIR",
    "MOVES",
    "SCENES",
    "SIGNED",
    "ClauseTurn",
    "Deal",
    "Deciding",
    "Ended",
    "Fate",
    "Gist",
    "Glance",
    "Groups",
    "Holding",
    "Line",
    "Log",
    "Move",
    "Mover",
    "News",
    "Opposition",
    "Roster",
    "Scene",
    "SessionSentence",
    "TextEvent",
    "block_and_carry",
    "blockers",
    "brackets_told",
    "build_log",
    "coalitions_of",
    "deals_of",
    "deciding_by",
    "deciding_of",
    "did",
    "document_at",
    "excerpt",
    "explain",
    "explain_member",
    "explain_text",
    "fewer_events",
    "final_document",
    "formed_of",
    "furthest",
    "gist_of",
    "happened_then",
    "headline",
    "holding_of",
    "holding_sentences",
    "is_adopted",
    "is_asked",
    "left_over",
    "moments_of",
    "news_in",
    "news_of",
    "oppositions",
    "outcome_sentence",
    "power_limits",
    "power_sentences",
    "roster_of",
    "row_of_text",
    "scenes_of",
    "session_sentences",
    "stage_words",
    "text_events",
    "text_name",
    "versions_of",
    "vote_heading",
    "voters",
    "when_it_ended",
    "who_moved",
    "whole_outcome",
    "without_a_document",
]
