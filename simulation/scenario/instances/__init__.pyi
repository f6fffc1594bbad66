from .asked_instance import LARGEST as LARGEST
from .asked_instance import as_number as as_number
from .asked_instance import name_of as name_of
from .asked_instance import number_in as number_in
from .asked_instance import with_instances as with_instances
from .drawn import instance_of as instance_of
from .instance_conflicts import find_instance_conflicts as find_instance_conflicts
from .instance_moves import Moves as Moves
from .instance_moves import moves_of as moves_of

__all__ = [
    "LARGEST",
    "Moves",
    "as_number",
    "find_instance_conflicts",
    "instance_of",
    "moves_of",
    "name_of",
    "number_in",
    "with_instances",
]
