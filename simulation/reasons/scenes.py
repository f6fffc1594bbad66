"""Tells a run in five scenes: its opening, where it turned, its ending; in each a clause that changed and who spoke."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from simulation.reasons.moves_logged import CHAIR, PUBLIC_MOVES, Move
from simulation.reasons.news import turning_points
from simulation.reasons.run_ended import Ended
from simulation.reasons.text_events import text_events
from simulation.text import ClauseState, Piece, Status, difference
from simulation.words import Said

__all__ = ["SCENES", "ClauseTurn", "Scene", "excerpt", "scenes_of"]

SCENES: Final = 5
"""Most scenes of a story."""
_TELLING: Final = (
    *("dissociate", "vote_against", "not_sign", "join_consensus_with_statement", "make_statement"),
    *("propose_package", "lift_brackets", "object_formally", "can_live_with", "propose_option"),
    *("leave_coalition", "found_coalition", "join_coalition", "support", "request_brackets"),
)
"""Moves whose words tell most first; then any other."""
_AGREED: Final[tuple[Status, ...]] = ("clean_ad_ref", "adopted")
_LOST: Final[tuple[Status, ...]] = ("dropped", "given_up")
_OVER: Final[tuple[Status, ...]] = (*_AGREED, "deleted", "deferred", *_LOST)
"""States of a clause on which nothing is left to negotiate."""
_AROUND: Final = 6
"""Words that are left of what stayed, beside what changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTurn:
    """A clause before and after the session in which it changed."""

    before: ClauseState
    after: ClauseState

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words that were on the table and those that are, as an edit; none where there were none."""
        return difference(
            *(state.wordings[0].text if state.wordings else "" for state in (self.before, self.after))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One session of a story."""

    session: int
    """Counted from 1."""
    sentence: Said
    """What is told of this session everywhere."""
    clause: ClauseTurn | None
    """The clause that changed; None: none did."""
    quotation: Move | None
    """A move that the room saw, whose public reason is what was said; None: nothing was said in the open."""


def scenes_of(ended: Ended) -> tuple[Scene, ...]:
    """Return at most five scenes of a run, in the order of the sessions.

    The first session, up to three turning points and the last: fewer where a run is shorter or turned less often.
    """
    scenes: list[Scene] = []
    for session in _sessions(ended):
        clause = _clause(ended, session)
        quotation = _quotation(ended, session, clause, [one.quotation for one in scenes if one.quotation])
        sentence = ended.sentences[session - 1].head
        scenes.append(Scene(session=session, sentence=sentence, clause=clause, quotation=quotation))
    return tuple(scenes)


def excerpt(pieces: Sequence[Piece], longest: int) -> tuple[Piece, ...]:
    """Return the words of a clause in about so many letters: what stayed is cut first, what went, then the end.

    >>> kept = Piece("kept", " ".join("abcdefghijklmnop"))
    >>> [piece.text for piece in excerpt([kept, Piece("removed", "of old times"), Piece("new", "q r s")], 24)]
    ['… k l m n o p', 'of old… ', 'q…']
    """
    last, left, found = len(pieces) - 1, longest, list[Piece]()
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == "kept" and last:
            text = _cut(text, head=place > 0, tail=place < last)
        elif piece.kind == "removed" and len(text) > longest // 3:
            text = f"{_whole_words(text, longest // 3)} "
        shown = text if len(text) <= left else _whole_words(text, left)
        found.append(Piece(piece.kind, shown))
        left -= len(shown)
        if shown is not text or left <= 0:
            break
    return tuple(found)


def _whole_words(text: str, longest: int) -> str:
    """Return so many letters of a text, no word cut in two, and an ellipsis."""
    kept = text[:longest].rpartition(" ")[0] or text[:longest]
    return f"{kept.rstrip(' ,;…')}…"


def _cut(text: str, *, head: bool, tail: bool) -> str:
    """Return the ends of a stretch of words that border on what changed."""
    words = text.split(" ")
    if len(words) <= _AROUND * (head + tail) + 1:
        return text
    first, last = words[: _AROUND * head], words[-_AROUND:] if tail else []
    return " ".join([*first, "…", *last])


def _sessions(ended: Ended) -> list[int]:
    last = len(ended.sentences)
    turned = [session for session in turning_points(ended.news, ended.capability) if session > 1]
    return sorted({1, *turned[: SCENES - 2], last})


def _clause(ended: Ended, session: int) -> ClauseTurn | None:
    """Return the clause whose change tells most: closed or lost, then reworded, then of another status."""
    is_last = session == len(ended.sentences)
    before_it, now = ended.documents[session - 1], ended.document if is_last else ended.documents[session]
    events = text_events(ended.news[session - 1], ended.log.moves, ended.case)
    told = list(dict.fromkeys(issue for event in events for issue in event.issues))
    turns = [
        (_rank(before, after), told.index(after.issue) if after.issue in told else len(told), place)
        for place, (before, after) in enumerate(zip(before_it.clauses, now.clauses, strict=True))
        if _has_turned(before, after)
    ]
    if not turns:
        return None
    place = min(turns)[-1]
    return ClauseTurn(before=before_it.clauses[place], after=now.clauses[place])


def _has_turned(before: ClauseState, after: ClauseState) -> bool:
    if (before.status, after.status) == ("clean_ad_ref", "adopted"):
        return False
    return before.status != after.status or _reads(before) != _reads(after)


def _reads(state: ClauseState) -> str:
    return state.wordings[0].text if state.wordings else ""


def _rank(before: ClauseState, after: ClauseState) -> int:
    if after.status in _LOST or (after.status in _OVER and before.status not in _OVER):
        return 0 if not after.falls_with else 1
    return 2 if _reads(before) != _reads(after) and before.status == after.status else 3


def _quotation(ended: Ended, session: int, clause: ClauseTurn | None, before: Sequence[Move]) -> Move | None:
    """Return what was said in a session, on its clause if on any: in other words and by others than those quoted.

    Of a clause that was agreed, only what was said of the wording agreed, or of the text as a whole.
    """
    voice = ended.voice
    event = ended.news[session - 1].event
    crossing = {ended.delegations[row] for row in event.members} if event else set()
    spoke, did = {move.delegation for move in before}, {move.move for move in before}

    def rank(move: Move) -> tuple[float, ...]:
        on_it = move.issue in (clause.after.issue, "") if clause else move.delegation in crossing
        telling = _TELLING.index(move.move) if move.move in _TELLING else len(_TELLING)
        return (
            not on_it,
            telling == len(_TELLING),
            move.move in did,
            telling,
            move.delegation in spoke,
            -voice.get(move.delegation, 0.0),
        )

    agreed = clause.after if clause and clause.after.status in _AGREED else None
    fitting = [
        move
        for move in _said(ended, session)
        if agreed is None or (move.issue, move.option) in ((agreed.issue, agreed.option), ("", ""))
    ]
    return min(fitting, key=rank, default=None)


def _said(ended: Ended, session: int) -> Iterator[Move]:
    """Yield what was said in the open in a session; of the chair's moves those on a clause."""
    for move in ended.log.moves:
        is_open = move.session == session and move.move in PUBLIC_MOVES and move.public_reason
        if is_open and (move.delegation != CHAIR or move.issue):
            yield move
