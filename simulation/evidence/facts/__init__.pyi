from .battery import find_facts as find_facts
from .controls import CONTROLS as CONTROLS
from .fact import ENOUGH as ENOUGH
from .fact import ControlResult as ControlResult
from .fact import FactResult as FactResult
from .fact import InFamily as InFamily
from .facts_told import Drawn as Drawn
from .facts_told import answer as answer
from .facts_told import control_named as control_named
from .facts_told import counts as counts
from .facts_told import expected as expected
from .facts_told import fact_named as fact_named
from .facts_told import family_named as family_named
from .facts_told import figure as figure
from .facts_told import missed as missed
from .facts_told import of_families as of_families
from .facts_told import sign as sign
from .facts_told import verdict_named as verdict_named
from .families import Family as Family
from .families import find_families as find_families
from .frozen import now as now
from .published_facts import Published as Published
from .published_facts import published as published
from .run_battery import REPLICATIONS as REPLICATIONS
from .run_battery import run_battery as run_battery

__all__ = [
    "CONTROLS",
    "ENOUGH",
    "REPLICATIONS",
    "ControlResult",
    "Drawn",
    "FactResult",
    "Family",
    "InFamily",
    "Published",
    "answer",
    "control_named",
    "counts",
    "expected",
    "fact_named",
    "family_named",
    "figure",
    "find_facts",
    "find_families",
    "missed",
    "now",
    "of_families",
    "published",
    "run_battery",
    "sign",
    "verdict_named",
]
