"""Checks who tabled a first draft: a draft that can be struck, by delegations that can refuse to."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from simulation.scenario.forums import forum_presets
from simulation.scenario.problems import Path
from simulation.scenario.tree import Finding, Part, listed, parts, word, words
from simulation.words import called, say

__all__ = ["find_sponsor_conflicts"]

_WHO_DECIDES: Final = frozenset({"forum", "rights", "delegations"})
"""Levers and parts of a case that move who decides: what if the room were another one, sponsors and all?"""


def find_sponsor_conflicts(
    raw: Part, delegations: Mapping[str, Part], overridden: Collection[str]
) -> Iterator[Finding]:
    """Yield the path of every `sponsors` that can change nothing, and what to say about it.

    Args:
        raw: the case as plain data.
        delegations: those of the case, by key.
        overridden: paths whose values do not come from the case but from whoever plays it.
    """
    is_as_written = not any(path.partition(".")[0] in _WHO_DECIDES for path in overridden)
    deciders = _deciders(raw, delegations) if is_as_written else list(delegations)
    for place, issue in parts(raw, "issues"):
        path: Path = ("issues", place, "sponsors")
        name = word(issue, "key") or called("thing", "this issue")
        if issue.get("sponsors") and _is_deletion(issue):
            yield path, say("problem.sponsors.deletion", issue=name)
        for at, key in words(issue, "sponsors"):
            if key in delegations and key not in deciders:
                told = {"delegation": key, "issue": name, "valid": listed(deciders)}
                yield (*path, at), say("problem.sponsors.no_say", **told)


def _is_deletion(issue: Part) -> bool:
    draft = word(issue, "draft")
    kinds = [word(option, "kind") for _, option in parts(issue, "options") if word(option, "key") == draft]
    return draft is not None and kinds[:1] == ["delete"]


def _deciders(raw: Part, delegations: Mapping[str, Part]) -> list[str]:
    """Return who may object or vote; everybody where the case names no forum that there is."""
    forum = raw.get("forum")
    given = forum if isinstance(forum, dict) else {}
    preset = forum_presets().get(word(given, "preset") or "")
    if preset is None:
        return list(delegations)
    own = given.get("rights")
    by_standing: dict[str, object] = {key: right.model_dump() for key, right in (preset.rights or {}).items()}
    by_standing |= own if isinstance(own, dict) else {}
    return [key for key, one in delegations.items() if _decides(one, by_standing)]


def _decides(delegation: Part, by_standing: Mapping[str, object]) -> bool:
    """Return whether a delegation may object or vote, by its own rights, else by its standing, else by its kind."""
    rights = delegation.get("rights")
    if rights is None:
        by_kind = by_standing.get(word(delegation, "kind") or "")
        rights = by_standing.get(word(delegation, "standing") or "", by_kind)
    return isinstance(rights, dict) and any(rights.get(name) is True for name in ("object", "vote"))
