from .found import Findings as Findings
from .found import Key as Key
from .found import Piece as Piece
from .found import findings_of as findings_of
from .found import seat_debrief as seat_debrief
from .gathered import Attended as Attended
from .gathered import Gathered as Gathered
from .gathered import TableLog as TableLog
from .gathered import gather as gather
from .history import Happened as Happened
from .history import history_of as history_of
from .notes_written import notes_of_person as notes_of_person
from .otherwise import Otherwise as Otherwise
from .otherwise import other_rules as other_rules
from .otherwise import under_rule as under_rule
from .table_endings import Ended as Ended
from .table_endings import ended_with as ended_with
from .table_endings import results_of as results_of
from .table_endings import table_name as table_name
from .tables_beside_agents import Clause as Clause
from .tables_beside_agents import Wording as Wording
from .tables_beside_agents import beside_agents as beside_agents

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
    "gather",
    "history_of",
    "notes_of_person",
    "other_rules",
    "results_of",
    "seat_debrief",
    "table_name",
    "under_rule",
]
