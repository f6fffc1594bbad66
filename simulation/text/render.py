"""The document as delegates expect to see it: for a page (Markdown) and for a terminal (plain text).

One layout serves both; only the marks differ. While it is negotiated all clauses are shown under their own letters;
once adopted, only what stands in the text, lettered anew, and below it a list of the rest.
"""

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from simulation.scenario.schema import Scenario
from simulation.text.difference import CHANGES, Change, changes_from_draft, difference, draft_wording
from simulation.text.document import STATUSES, ClauseState, DocumentState, Status, Wording
from simulation.words import Spoken, listed, names_joined, numbered, say

__all__ = [
    "CHANGE_WORDS",
    "STATUS_WORDS",
    "brackets_fell",
    "changes_in_words",
    "fates_in_words",
    "names_in_words",
    "render_body",
    "render_changes",
    "render_markdown",
    "render_plain",
]

STATUS_WORDS: Final[Mapping[Status, str]] = Spoken("text.status", STATUSES)
"""What a clause is, in the current language."""
CHANGE_WORDS: Final[Mapping[Change, str]] = Spoken("text.change", CHANGES)
"""What became of a clause of the first draft, in the current language."""
_SHOWN: Final = 6
_WIDTH: Final = 92


@dataclass(frozen=True, slots=True)
class _Block:
    kind: Literal["title", "note", "chapeau", "heading", "clause", "bracket", "notice", "item"]
    text: str
    label: str = ""
    holders: str = ""


def names_in_words(keys: tuple[str, ...], names: Mapping[str, str], shown: int = _SHOWN) -> str:
    """Return a list of delegations in words, cut after `shown` names.

    >>> names_in_words(("A", "B", "C"), {"A": "Alba", "B": "Brod", "C": "Cora"}, shown=2)
    'Alba, Brod and 1 more'
    """
    return names_joined([names.get(key, key) for key in keys], shown)


def changes_in_words(changes: Mapping[Change, int]) -> str:
    """Return the phrase on the number of clauses by change.

    >>> changes_in_words({"kept": 2, "weakened": 0, "deleted": 1})
    '2 as drafted, 1 deleted'
    """
    return listed(numbered(f"text.changed.{change}", count) for change, count in changes.items() if count)


def render_markdown(document: DocumentState, names: Mapping[str, str], note: str = "") -> str:
    """Return the document as Markdown.

    Args:
        document: At some moment.
        names: What to call each delegation.
        note: What stands under the title in place of how far the text has come.
    """
    return _markdown(_layout(document, names, note))


def render_plain(
    document: DocumentState, names: Mapping[str, str], width: int = _WIDTH, note: str = ""
) -> str:
    """Return the document as plain text, lines at most `width` characters where words allow it."""
    return _plain(_layout(document, names, note), width)


def render_body(
    document: DocumentState, names: Mapping[str, str], width: int = _WIDTH, note: str = ""
) -> str:
    """Return the text of `render_plain` without the title."""
    return _plain((block for block in _layout(document, names, note) if block.kind != "title"), width)


def render_changes(scenario: Scenario, document: DocumentState) -> str:
    """Return every clause as an edit of the first draft, in Markdown, with its fate.

    Removed words are struck, new ones bold.
    """
    changes = changes_from_draft(scenario, document)
    lines = []
    for section in document.sections:
        lines.append(f"*{_escape(section.heading)}*")
        for clause in section.clauses:
            now = clause.wordings[0].text if clause.wordings else ""
            pieces = difference(draft_wording(scenario, clause.key), now)
            words = "".join(_MARKS[piece.kind](piece.text) for piece in pieces)
            became = CHANGE_WORDS[changes[clause.key]]
            lines.append(f"**{_escape(clause.reference)}** ({became}) {words}".rstrip())
    return "\n\n".join(lines) + "\n"


def fates_in_words(document: DocumentState) -> str:
    """Return the number of clauses by fate: `10 adopted, 1 deleted, 2 referred elsewhere, 2 dropped`."""
    counts = {status: document.count(status) for status in STATUSES}
    return listed(numbered(f"text.fate.{status}", number) for status, number in counts.items() if number)


def brackets_fell(last: DocumentState, final: DocumentState) -> str:
    """Return why those who held brackets to the end can join the text all the same; empty where it is not so.

    Args:
        last: The document after the last session.
        final: The document as adopted, or as it was left.
    """
    dropped = {clause.key for clause in final.clauses if clause.status == "dropped"}
    fell = sum(clause.status == "bracketed" and clause.key in dropped for clause in last.clauses)
    if not fell or not final.is_adopted:
        return ""
    return numbered("text.fell", fell)


def _layout(document: DocumentState, names: Mapping[str, str], note: str) -> Iterator[_Block]:
    yield _Block("title", document.title)
    yield _Block("note", note or _subtitle(document))
    if document.chapeau:
        yield _Block("chapeau", document.chapeau)
    if document.is_adopted:
        yield from _adopted(document)
        return
    for section in document.sections:
        yield _Block("heading", section.heading)
        for clause in section.clauses:
            yield from _clause(clause, names)


def _subtitle(document: DocumentState) -> str:
    sessions = document.session
    if document.is_adopted:
        when = numbered("text.when.adopted", sessions)
    else:
        when = say("text.when.session", n=sessions) if sessions else say("text.when.first")
    return numbered("text.subtitle", len(document.clauses), when=when, fates=fates_in_words(document))


def _adopted(document: DocumentState) -> Iterator[_Block]:
    """Yield the text without gaps, then what is missing from it."""
    absent: list[str] = []
    everywhere = [clause.label for clause in document.clauses]
    is_numbered_through = len(set(everywhere)) == len(everywhere)
    through = iter(everywhere)
    for section in document.sections:
        labels = through if is_numbered_through else iter([clause.label for clause in section.clauses])
        has_heading = False
        for clause in section.clauses:
            words = clause.wordings[0].text if clause.wordings else ""
            label = ""
            if words:
                if not has_heading:
                    yield _Block("heading", section.heading)
                    has_heading = True
                label = next(labels)
                yield _Block("clause", words, label)
            if clause.status != "adopted" or not words:
                absent.append(_why_absent(clause, f"{section.heading} {label}" if label else ""))
    if absent:
        yield _Block("note", say("text.absent"))
        yield from (_Block("item", text) for text in absent)


def _why_absent(clause: ClauseState, reference: str) -> str:
    key = "falls" if clause.falls_with else "says" if reference else clause.status
    return say(
        f"text.absent.{key}",
        reference=clause.reference,
        title=clause.title,
        parent=clause.falls_with,
        now=reference,
    )


def _clause(clause: ClauseState, names: Mapping[str, str]) -> Iterator[_Block]:
    if clause.falls_with:
        yield _Block("notice", say("text.falls", parent=clause.falls_with), clause.label)
    elif clause.status in ("deleted", "dropped", "given_up"):
        yield _Block("notice", say(f"text.gone.{clause.status}"), clause.label)
    elif clause.status != "bracketed" and len(clause.wordings) == 1:
        yield _Block("clause", _words(clause.wordings[0]), clause.label)
        if clause.status == "deferred":
            yield _Block("notice", say("text.referred"))
    else:
        for number, wording in enumerate(clause.wordings):
            named = names_in_words(wording.holders, names)
            holders = say("text.for_it", holders=named) if named else say("text.nobody")
            if not number:
                holders = say("text.on_table", holders=holders)
            yield _Block("bracket", _words(wording), "" if number else clause.label, holders)
        if clause.brackets:
            owners = tuple(bracket.owner for bracket in clause.brackets)
            notice = numbered("text.owners", len(owners), owners=names_in_words(owners, names))
            yield _Block("notice", notice)


def _words(wording: Wording) -> str:
    return wording.text or say("text.no_text")


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text).replace("&", "&amp;")


def _markdown(blocks: Iterator[_Block]) -> str:
    lines = []
    for block in blocks:
        text, label, holders = _escape(block.text), _escape(block.label), _escape(block.holders)
        lead = f"**{label}** " if label else ""
        lines.append(
            {
                "title": f"# {text}",
                "note": f"*{text}*",
                "chapeau": text,
                "heading": f"*{text}*",
                "clause": f"{lead}{text}",
                "bracket": f"{lead}**\\[**{text}**\\]** — {holders}",
                "notice": f"{lead}*{text}*",
                "item": f"- {text}",
            }[block.kind]
        )
    return "\n\n".join(lines) + "\n"


def _plain(blocks: Iterator[_Block], width: int) -> str:
    lines: list[str] = []
    for block in blocks:
        label = f"{block.label:<4}"
        text = {
            "title": block.text,
            "note": block.text,
            "chapeau": block.text,
            "heading": f"        {block.text}",
            "clause": f"{label}{block.text}",
            "bracket": f"{label}[{block.text}]",
            "notice": f"{label}({block.text})",
            "item": f"  {block.text}",
        }[block.kind]
        hang = " " * len(label) if block.kind in ("clause", "bracket", "notice", "item") else ""
        if block.kind in ("chapeau", "heading") or block.label or block.kind == "note":
            lines.append("")
        lines.append(textwrap.fill(text, width, subsequent_indent=hang, break_on_hyphens=False))
        if block.holders:
            deep = " " * (len(hang) + 2)
            lines.append(
                textwrap.fill(f"— {block.holders}", width, initial_indent=hang, subsequent_indent=deep)
            )
    return "\n".join(lines) + "\n"


def _around(mark: str) -> Callable[[str], str]:
    """Return a function that puts a mark on both sides of words, but not around the space after them."""

    def marked(text: str) -> str:
        bare = text.rstrip()
        return f"{mark}{_escape(bare)}{mark}{text[len(bare) :]}"

    return marked


_MARKS: Final[Mapping[str, Callable[[str], str]]] = {
    "kept": _escape,
    "removed": _around("~~"),
    "new": _around("**"),
}
