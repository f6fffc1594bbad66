"""The versions of the text: the first draft, one for each session that changed something, the final one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulation.scenario.schema import Scenario
from simulation.text.document import ClauseState, DocumentState, Moment, build_document

__all__ = ["Version", "build_versions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of the document."""

    number: int
    """0: the first draft."""
    session: int
    """Sessions held when it was issued."""
    changed: tuple[str, ...]
    """Keys of the clauses whose status or wordings differ from the version before."""
    document: DocumentState


def build_versions(
    scenario: Scenario, delegations: Sequence[str], moments: Iterable[Moment]
) -> tuple[Version, ...]:
    """Return the versions of the text over successive moments, the first of them the first draft.

    A change of holders alone makes no new version: it changes nobody's text.
    """
    versions: list[Version] = []
    for moment in moments:
        document = build_document(scenario, delegations, moment)
        changed: tuple[str, ...] = ()
        if versions:
            before = versions[-1].document.clauses
            pairs = zip(before, document.clauses, strict=True)
            changed = tuple(new.key for old, new in pairs if _content(old) != _content(new))
            if not changed and document.is_adopted == versions[-1].document.is_adopted:
                continue
        versions.append(
            Version(number=len(versions), session=moment.session, changed=changed, document=document)
        )
    return tuple(versions)


def _content(clause: ClauseState) -> tuple[str, str, frozenset[str]]:
    first = clause.wordings[0].text if clause.wordings else ""
    return clause.status, first, frozenset(wording.text for wording in clause.wordings)
