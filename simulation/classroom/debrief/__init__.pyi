from .beside import Clause as Clause
from .beside import Wording as Wording
from .beside import beside_agents as beside_agents
from .ended import Ended as Ended
from .ended import ended_with as ended_with
from .ended import result_of as result_of
from .ended import results_of as results_of
from .ended import table_name as table_name
from .found import Findings as Findings
from .found import Key as Key
from .found import Piece as Piece
from .found import findings_of as findings_of
from .found import for_person as for_person
from .found import seat_debrief as seat_debrief
from .found import work_out as work_out
from .gathered import Attended as Attended
from .gathered import Gathered as Gathered
from .gathered import TableLog as TableLog
from .gathered import gather as gather
from .history import Happened as Happened
from .history import history_of as history_of
from .otherwise import Otherwise as Otherwise
from .otherwise import other_rules as other_rules
from .otherwise import under_rule as under_rule
from .written import notes_of_person as notes_of_person

__all__ = [
    "Attended",
    "Clause",
    "Ended",
    "Findings",
    "Gathered",
    "Happened",
    "Key",
    "Otherwise",
    "Piece",
    "TableLog",
    "Wording",
    "beside_agents",
    "ended_with",
    "findings_of",
    "for_person",
    "gather",
    "history_of",
    "notes_of_person",
    "other_rules",
    "result_of",
    "results_of",
    "seat_debrief",
    "table_name",
    "under_rule",
    "work_out",
]
