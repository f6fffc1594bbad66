from .assembly_folder import AssemblyRun as AssemblyRun
from .assembly_folder import is_assembly_run as is_assembly_run
from .assembly_folder import load_assembly_run as load_assembly_run
from .assembly_folder import save_assembly as save_assembly
from .assembly_tables import ASSEMBLY_TABLES as ASSEMBLY_TABLES
from .assembly_tables import assembly_table as assembly_table
from .folder import MANIFEST as MANIFEST
from .folder import REPORT as REPORT
from .folder import load_run as load_run
from .folder import refuse_foreign as refuse_foreign
from .folder import save_run as save_run
from .folder import write_run as write_run
from .kept_run import Run as Run
from .kept_run import make_run as make_run
from .kept_run import rows_of as rows_of
from .kept_run import run_in_language as run_in_language
from .kept_translations import texts_told as texts_told
from .live_log import SUFFIX as SUFFIX
from .live_log import is_log as is_log
from .live_log import load_live as load_live
from .live_log import load_log as load_log
from .live_log import save_log as save_log
from .lock import refuse_held as refuse_held
from .manifest import FORMAT as FORMAT
from .manifest import Manifest as Manifest
from .manifest import manifest_of as manifest_of
from .parquet import arrow_table as arrow_table
from .run_columns import TABLES as TABLES
from .run_columns import Kind as Kind
from .run_columns import Table as Table
from .run_columns import TableSpec as TableSpec
from .study_folder import RUNS as RUNS
from .study_folder import Columns as Columns
from .study_folder import StudyFolder as StudyFolder
from .study_folder import is_study as is_study
from .study_manifest import STUDY_FORMAT as STUDY_FORMAT
from .study_manifest import refuse_other_version as refuse_other_version
from .tournament_folder import GAMES as GAMES
from .tournament_folder import TournamentFolder as TournamentFolder
from .tournament_folder import is_tournament as is_tournament
from .written_whole import temporary_folder as temporary_folder
from .written_whole import write_file as write_file

__all__ = [
    "ASSEMBLY_TABLES",
    "FORMAT",
    "GAMES",
    "MANIFEST",
    "REPORT",
    "RUNS",
    "STUDY_FORMAT",
    "SUFFIX",
    "TABLES",
    "AssemblyRun",
    "Columns",
    "Kind",
    "Manifest",
    "Run",
    "StudyFolder",
    "Table",
    "TableSpec",
    "TournamentFolder",
    "arrow_table",
    "assembly_table",
    "is_assembly_run",
    "is_log",
    "is_study",
    "is_tournament",
    "load_assembly_run",
    "load_live",
    "load_log",
    "load_run",
    "make_run",
    "manifest_of",
    "refuse_foreign",
    "refuse_held",
    "refuse_other_version",
    "rows_of",
    "run_in_language",
    "save_assembly",
    "save_log",
    "save_run",
    "temporary_folder",
    "texts_told",
    "write_file",
    "write_run",
]
