from .assembly_case import TABLES as TABLES
from .assembly_case import assembly_hash as assembly_hash
from .assembly_case import find_assembly_problems as find_assembly_problems
from .assembly_case import is_assembly as is_assembly
from .assembly_case import load_assembly as load_assembly
from .assembly_case import shipped_assemblies as shipped_assemblies
from .assembly_schema import Assembly as Assembly
from .assembly_schema import Stage as Stage
from .characters import acting as acting
from .characters import called as called
from .csv_table import DELEGATIONS as DELEGATIONS
from .csv_table import MANDATES as MANDATES
from .disputes import read_disputes as read_disputes
from .drafting import APART as APART
from .drafting import without_drafts as without_drafts
from .fields import describe as describe
from .folder_kinds import folder_is_no_file as folder_is_no_file
from .forums import Forum as Forum
from .forums import forum_presets as forum_presets
from .forums import resolve_forum as resolve_forum
from .group_files import blank_groups as blank_groups
from .group_files import checked_group as checked_group
from .group_files import clauses_by_issue as clauses_by_issue
from .group_files import load_groups as load_groups
from .group_files import names_by_issue as names_by_issue
from .group_files import options_of as options_of
from .group_files import parse_groups as parse_groups
from .group_files import plain_groups as plain_groups
from .group_files import read_group as read_group
from .group_files import with_group as with_group
from .group_schema import STANDS as STANDS
from .group_schema import GroupResult as GroupResult
from .group_schema import GroupResults as GroupResults
from .json_schema import assembly_file_schema as assembly_file_schema
from .json_schema import pack_file_schema as pack_file_schema
from .json_schema import scenario_schema as scenario_schema
from .keys import fresh_key as fresh_key
from .load import check_case as check_case
from .load import find_problems as find_problems
from .load import load_scenario as load_scenario
from .load import scenario_hash as scenario_hash
from .load import shipped_scenarios as shipped_scenarios
from .missing import no_such_file as no_such_file
from .pack import SUFFIX as SUFFIX
from .pack import case_of_pack as case_of_pack
from .pack import find_pack_problems as find_pack_problems
from .pack import injects_of as injects_of
from .pack import load_pack as load_pack
from .pack import pack_file as pack_file
from .pack import with_injects as with_injects
from .pack_schema import CoachQuestion as CoachQuestion
from .pack_schema import Pack as Pack
from .problems import Mark as Mark
from .problems import Path as Path
from .problems import Problem as Problem
from .problems import Problems as Problems
from .problems import Source as Source
from .schema import Bloc as Bloc
from .schema import Chair as Chair
from .schema import ChairPower as ChairPower
from .schema import Clause as Clause
from .schema import Delegation as Delegation
from .schema import DelegationKind as DelegationKind
from .schema import Dimension as Dimension
from .schema import Document as Document
from .schema import ForumRules as ForumRules
from .schema import Issue as Issue
from .schema import Mandate as Mandate
from .schema import Normal as Normal
from .schema import Number as Number
from .schema import Option as Option
from .schema import OptionKind as OptionKind
from .schema import Rights as Rights
from .schema import Scenario as Scenario
from .schema import Triangular as Triangular
from .schema import Uniform as Uniform
from .strict_yaml import UnreadableError as UnreadableError
from .strict_yaml import is_ordinary as is_ordinary
from .strict_yaml import parse_yaml as parse_yaml
from .strict_yaml import read_bytes as read_bytes
from .strict_yaml import read_text as read_text
from .table_scale import scales_told as scales_told
from .tables import CaseFile as CaseFile
from .tables import merge_tables as merge_tables
from .tree import Finding as Finding
from .writing import case_text as case_text

__all__ = [
    "APART",
    "DELEGATIONS",
    "MANDATES",
    "STANDS",
    "SUFFIX",
    "TABLES",
    "Assembly",
    "Bloc",
    "CaseFile",
    "Chair",
    "ChairPower",
    "Clause",
    "CoachQuestion",
    "Delegation",
    "DelegationKind",
    "Dimension",
    "Document",
    "Finding",
    "Forum",
    "ForumRules",
    "GroupResult",
    "GroupResults",
    "Issue",
    "Mandate",
    "Mark",
    "Normal",
    "Number",
    "Option",
    "OptionKind",
    "Pack",
    "Path",
    "Problem",
    "Problems",
    "Rights",
    "Scenario",
    "Source",
    "Stage",
    "Triangular",
    "Uniform",
    "UnreadableError",
    "acting",
    "assembly_file_schema",
    "assembly_hash",
    "blank_groups",
    "called",
    "case_of_pack",
    "case_text",
    "check_case",
    "checked_group",
    "clauses_by_issue",
    "describe",
    "find_assembly_problems",
    "find_pack_problems",
    "find_problems",
    "folder_is_no_file",
    "forum_presets",
    "fresh_key",
    "injects_of",
    "is_assembly",
    "load_assembly",
    "load_groups",
    "load_pack",
    "load_scenario",
    "merge_tables",
    "names_by_issue",
    "no_such_file",
    "options_of",
    "pack_file",
    "pack_file_schema",
    "parse_groups",
    "parse_yaml",
    "plain_groups",
    "read_bytes",
    "read_disputes",
    "read_group",
    "read_text",
    "resolve_forum",
    "scales_told",
    "scenario_hash",
    "scenario_schema",
    "shipped_assemblies",
    "shipped_scenarios",
    "with_group",
    "with_injects",
    "without_drafts",
]
