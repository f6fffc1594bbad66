from .difference import CHANGES as CHANGES
from .difference import Change as Change
from .difference import Piece as Piece
from .difference import Survival as Survival
from .difference import changes_from_draft as changes_from_draft
from .difference import difference as difference
from .difference import draft_wording as draft_wording
from .difference import survival as survival
from .document import OPEN as OPEN
from .document import STATUSES as STATUSES
from .document import Bracket as Bracket
from .document import ClauseState as ClauseState
from .document import DocumentState as DocumentState
from .document import Moment as Moment
from .document import SectionState as SectionState
from .document import Status as Status
from .document import Wording as Wording
from .document import build_document as build_document
from .document import clause_quoted as clause_quoted
from .document import title_at as title_at
from .render import CHANGE_WORDS as CHANGE_WORDS
from .render import STATUS_WORDS as STATUS_WORDS
from .render import brackets_fell as brackets_fell
from .render import changes_in_words as changes_in_words
from .render import fates_in_words as fates_in_words
from .render import names_in_words as names_in_words
from .render import render_body as render_body
from .render import render_changes as render_changes
from .render import render_markdown as render_markdown
from .render import render_plain as render_plain
from .versions import Version as Version
from .versions import build_versions as build_versions

__all__ = [
    "CHANGES",
    "CHANGE_WORDS",
    "OPEN",
    "STATUSES",
    "STATUS_WORDS",
    "Bracket",
    "Change",
    "ClauseState",
    "DocumentState",
    "Moment",
    "Piece",
    "SectionState",
    "Status",
    "Survival",
    "Version",
    "Wording",
    "brackets_fell",
    "build_document",
    "build_versions",
    "changes_from_draft",
    "changes_in_words",
    "clause_quoted",
    "difference",
    "draft_wording",
    "fates_in_words",
    "names_in_words",
    "render_body",
    "render_changes",
    "render_markdown",
    "render_plain",
    "survival",
    "title_at",
]
