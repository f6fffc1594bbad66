"""The text that is negotiated: versions, brackets, differences, rendering."""

from simulation.text.difference import (
    CHANGES,
    Change,
    Piece,
    Survival,
    changes_from_draft,
    difference,
    draft_wording,
    survival,
)
from simulation.text.document import (
    STATUSES,
    Bracket,
    ClauseState,
    DocumentState,
    Moment,
    SectionState,
    Status,
    Wording,
    build_document,
)
from simulation.text.render import (
    CHANGE_WORDS,
    STATUS_WORDS,
    changes_in_words,
    names_in_words,
    render_changes,
    render_markdown,
    render_plain,
)
from simulation.text.versions import Version, build_versions

__all__ = [
    "CHANGES",
    "CHANGE_WORDS",
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
    "build_document",
    "build_versions",
    "changes_from_draft",
    "changes_in_words",
    "difference",
    "draft_wording",
    "names_in_words",
    "render_changes",
    "render_markdown",
    "render_plain",
    "survival",
]
