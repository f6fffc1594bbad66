from .across_told import across_heads as across_heads
from .across_told import across_told as across_told
from .across_told import held_told as held_told
from .across_told import is_sensed as is_sensed
from .across_told import turn_told as turn_told
from .analysis import NOT as NOT
from .analysis import Analyse as Analyse
from .analysis import analysis_of as analysis_of
from .analysis import points_of as points_of
from .analysis import question as question
from .change_phrase import phrase_of_changes as phrase_of_changes
from .changes_told import before as before
from .changes_told import in_words as in_words
from .changes_told import title as title
from .codings import codings_of as codings_of
from .codings import draw as draw
from .codings import scenario_of as scenario_of
from .design import Design as Design
from .design import grid as grid
from .design import latin_hypercube as latin_hypercube
from .estimates_told import by_chance as by_chance
from .estimates_told import difference as difference
from .estimates_told import difference_with_known as difference_with_known
from .estimates_told import from_to as from_to
from .estimates_told import in_order as in_order
from .estimates_told import is_clear as is_clear
from .estimates_told import is_same as is_same
from .estimates_told import leading as leading
from .estimates_told import spread as spread
from .factor import Factor as Factor
from .factor_text import parse_factors as parse_factors
from .figures import change_figures as change_figures
from .figures import difference_figures as difference_figures
from .figures import in_percent as in_percent
from .figures import is_sized as is_sized
from .figures import number_range as number_range
from .figures import points_told as points_told
from .figures import scaled as scaled
from .figures import share_figures as share_figures
from .figures import share_range as share_range
from .figures import share_told as share_told
from .figures import shown as shown
from .figures import value_told as value_told
from .guesses import NOBODY as NOBODY
from .guesses import YES as YES
from .guesses import OtherEndings as OtherEndings
from .guesses import Question as Question
from .guesses import RunEnding as RunEnding
from .guesses import counted as counted
from .guesses import guesses_before as guesses_before
from .interruption import InHaste as InHaste
from .plain_summary import plain as plain
from .pool import cluster as cluster
from .pool import cores as cores
from .pool import processes as processes
from .pulling import lever_named as lever_named
from .pulling import no_such_lever as no_such_lever
from .pulling import plain_of as plain_of
from .pulling import pull_all as pull_all
from .repeated import command_of as command_of
from .run_study import Pilot as Pilot
from .run_study import Progress as Progress
from .run_study import holders_of as holders_of
from .run_study import manifest_of as manifest_of
from .run_study import pilot as pilot
from .run_study import run_study as run_study
from .run_study import subjects_of as subjects_of
from .sensitivity import morris_design as morris_design
from .sensitivity import sobol_design as sobol_design
from .short_answer import ShortAnswer as ShortAnswer
from .short_answer import short_answer as short_answer
from .study import Change as Change
from .study import Study as Study
from .study import StudyKind as StudyKind
from .study import Variant as Variant
from .study_columns import STUDY_COLUMNS as STUDY_COLUMNS
from .study_design import design_of as design_of
from .study_design import kinds_and_labels as kinds_and_labels
from .study_design import with_names as with_names
from .study_file import load_study as load_study
from .study_file import shipped_studies as shipped_studies
from .study_file import study_text as study_text
from .study_file import write_study as write_study
from .study_lead import endings as endings
from .study_lead import lead_of as lead_of
from .study_measures import CLASS_WORDS as CLASS_WORDS
from .study_measures import check_outcomes as check_outcomes
from .study_measures import label_of as label_of
from .study_measures import matches as matches
from .study_measures import measures_of as measures_of
from .study_measures import parts_of_case as parts_of_case
from .study_measures import problem_with_outcome as problem_with_outcome
from .study_measures import usual as usual
from .study_running import TABLES as TABLES
from .study_running import again as again
from .study_running import conduct as conduct
from .study_running import play_study as play_study
from .study_running import result_tables as result_tables
from .study_running import study_folder as study_folder
from .study_summary import Example as Example
from .study_summary import Finding as Finding
from .study_summary import StudySummary as StudySummary
from .summarise import summarise as summarise
from .told_study import kept_study as kept_study
from .told_study import told_study as told_study
from .variant_requests import Levers as Levers
from .variant_requests import Request as Request
from .variant_requests import read_request as read_request
from .variants import base_of as base_of
from .variants import build_variants as build_variants
from .variants import comparison_of as comparison_of
from .variants import ensemble_of as ensemble_of
from .variants import make_variants as make_variants
from .variants import under_parameters as under_parameters
from .weighty import is_weighty as is_weighty
from .weighty import looked_for as looked_for
from .weighty import may_be_weighty as may_be_weighty
from .weighty import number_tested as number_tested
from .weighty import stands_alone as stands_alone
from .weighty import stands_out as stands_out
from .weighty import weight as weight
from .why_not.change_found import Tried as Tried
from .why_not.change_found import WhyNot as WhyNot
from .why_not.smallest_change import smallest_change as smallest_change
from .why_not.why_not_told import basis_told as basis_told
from .why_not.why_not_told import change_words as change_words
from .why_not.why_not_told import fates_told as fates_told
from .why_not.why_not_told import limits_told as limits_told
from .why_not.why_not_told import row_told as row_told
from .why_not.why_not_told import why_not_told as why_not_told
from .work import FEW_VARIANTS as FEW_VARIANTS
from .workers import Workers as Workers
from .written_values import yaml_text as yaml_text

__all__ = [
    "CLASS_WORDS",
    "FEW_VARIANTS",
    "NOBODY",
    "NOT",
    "STUDY_COLUMNS",
    "TABLES",
    "YES",
    "Analyse",
    "Change",
    "Design",
    "Example",
    "Factor",
    "Finding",
    "InHaste",
    "Levers",
    "OtherEndings",
    "Pilot",
    "Progress",
    "Question",
    "Request",
    "RunEnding",
    "ShortAnswer",
    "Study",
    "StudyKind",
    "StudySummary",
    "Tried",
    "Variant",
    "WhyNot",
    "Workers",
    "across_heads",
    "across_told",
    "again",
    "analysis_of",
    "base_of",
    "basis_told",
    "before",
    "build_variants",
    "by_chance",
    "change_figures",
    "change_words",
    "check_outcomes",
    "cluster",
    "codings_of",
    "comparison_of",
    "conduct",
    "cores",
    "counted",
    "design_of",
    "difference",
    "difference_figures",
    "difference_with_known",
    "draw",
    "endings",
    "ensemble_of",
    "from_to",
    "grid",
    "guesses_before",
    "held_told",
    "holders_of",
    "in_order",
    "in_percent",
    "in_words",
    "is_clear",
    "is_same",
    "is_sensed",
    "is_sized",
    "is_weighty",
    "kept_study",
    "kinds_and_labels",
    "label_of",
    "latin_hypercube",
    "lead_of",
    "leading",
    "lever_named",
    "limits_told",
    "load_study",
    "looked_for",
    "make_variants",
    "manifest_of",
    "matches",
    "may_be_weighty",
    "measures_of",
    "morris_design",
    "no_such_lever",
    "number_range",
    "number_tested",
    "parse_factors",
    "parts_of_case",
    "phrase_of_changes",
    "pilot",
    "plain",
    "plain_of",
    "play_study",
    "points_of",
    "points_told",
    "problem_with_outcome",
    "processes",
    "pull_all",
    "question",
    "read_request",
    "result_tables",
    "row_told",
    "run_study",
    "scaled",
    "scenario_of",
    "share_figures",
    "share_range",
    "share_told",
    "shipped_studies",
    "short_answer",
    "shown",
    "smallest_change",
    "sobol_design",
    "spread",
    "stands_alone",
    "stands_out",
    "study_folder",
    "study_text",
    "subjects_of",
    "summarise",
    "title",
    "told_study",
    "turn_told",
    "under_parameters",
    "usual",
    "value_told",
    "weight",
    "why_not_told",
    "with_names",
    "write_study",
    "yaml_text",
]
