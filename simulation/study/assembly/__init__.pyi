from .counts import SLAB as SLAB
from .counts import Counts as Counts
from .counts import count_slab as count_slab
from .counts import count_slabs as count_slabs
from .summary import ENSEMBLE_FORMAT as ENSEMBLE_FORMAT
from .summary import ENSEMBLE_TABLES as ENSEMBLE_TABLES
from .summary import FOLDER as FOLDER
from .summary import AssemblyEnsemble as AssemblyEnsemble
from .summary import ensemble_tables as ensemble_tables
from .summary import is_assembly_ensemble as is_assembly_ensemble
from .summary import load_assembly_ensemble as load_assembly_ensemble
from .summary import save_assembly_ensemble as save_assembly_ensemble
from .summary import summarise_assembly as summarise_assembly

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
