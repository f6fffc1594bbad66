from . import actions as actions
from .actions import ACTIONS as ACTIONS
from .actions import FACES as FACES
from .actions import Action as Action
from .actions import Face as Face
from .actions import Submit as Submit
from .changes import Change as Change
from .changes import Changes as Changes
from .class_plan import TIMED as TIMED
from .class_plan import Plan as Plan
from .class_sentences import held_sentence as held_sentence
from .class_sentences import length_sentence as length_sentence
from .class_sentences import not_yet as not_yet
from .class_state import Answer as Answer
from .class_state import Message as Message
from .class_state import Published as Published
from .errors import ClassroomError as ClassroomError
from .errors import FullError as FullError
from .errors import NotAllowedError as NotAllowedError
from .errors import OtherClassVersionError as OtherClassVersionError
from .errors import StaleError as StaleError
from .errors import TooManyTriesError as TooManyTriesError
from .errors import UnknownClassError as UnknownClassError
from .events import FILLED_IN as FILLED_IN
from .events import as_json as as_json
from .once import Once as Once
from .projector import ProjectorTable as ProjectorTable
from .projector import ProjectorView as ProjectorView
from .role_views import HostPerson as HostPerson
from .role_views import HostSeat as HostSeat
from .role_views import HostTable as HostTable
from .role_views import HostView as HostView
from .role_views import MySeat as MySeat
from .role_views import TableRecord as TableRecord
from .service import Caller as Caller
from .service import ClassService as ClassService
from .service import Joined as Joined
from .service import Opened as Opened
from .so_far import HeardIssue as HeardIssue
from .so_far import SoFar as SoFar
from .store import Draft as Draft
from .store import shown_database as shown_database
from .suggested import n_seats as n_seats
from .suggested import suggested as suggested
from .table_clock import Clock as Clock
from .tokens import digest as digest
from .tries import KINDS as KINDS
from .views_as_json import as_plain as as_plain

__all__ = [
    "ACTIONS",
    "FACES",
    "FILLED_IN",
    "KINDS",
    "TIMED",
    "Action",
    "Answer",
    "Caller",
    "Change",
    "Changes",
    "ClassService",
    "ClassroomError",
    "Clock",
    "Draft",
    "Face",
    "FullError",
    "HeardIssue",
    "HostPerson",
    "HostSeat",
    "HostTable",
    "HostView",
    "Joined",
    "Message",
    "MySeat",
    "NotAllowedError",
    "Once",
    "Opened",
    "OtherClassVersionError",
    "Plan",
    "ProjectorTable",
    "ProjectorView",
    "Published",
    "SoFar",
    "StaleError",
    "Submit",
    "TableRecord",
    "TooManyTriesError",
    "UnknownClassError",
    "actions",
    "as_json",
    "as_plain",
    "digest",
    "held_sentence",
    "length_sentence",
    "n_seats",
    "not_yet",
    "shown_database",
    "suggested",
]
