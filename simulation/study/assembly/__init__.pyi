from .counts import SLAB as SLAB
from .counts import Counts as Counts
from .counts import count_slab as count_slab
from .counts import count_slabs as count_slabs
from .ensemble_summary import ENSEMBLE_FORMAT as ENSEMBLE_FORMAT
from .ensemble_summary import ENSEMBLE_TABLES as ENSEMBLE_TABLES
from .ensemble_summary import FOLDER as FOLDER
from .ensemble_summary import AssemblyEnsemble as AssemblyEnsemble
from .ensemble_summary import ensemble_tables as ensemble_tables
from .ensemble_summary import is_assembly_ensemble as is_assembly_ensemble
from .ensemble_summary import load_assembly_ensemble as load_assembly_ensemble
from .ensemble_summary import save_assembly_ensemble as save_assembly_ensemble
from .ensemble_summary import summarise_assembly as summarise_assembly

__all__ = [
    "ENSEMBLE_FORMAT",
    "ENSEMBLE_TABLES",
    "FOLDER",
    "SLAB",
    "AssemblyEnsemble",
    "Counts",
    "count_slab",
    "count_slabs",
    "ensemble_tables",
    "is_assembly_ensemble",
    "load_assembly_ensemble",
    "save_assembly_ensemble",
    "summarise_assembly",
]
