"""Forum presets: who may do what and how the room decides, as data that a case can override field by field."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from simulation.errors import UnknownComponentError
from simulation.scenario.schema import Decision, Delegation, ForumRules, Rights, Scenario
from simulation.words import Said

__all__ = ["Forum", "forum_presets", "resolve_forum"]

_OBSERVER = Rights()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forum:
    """The rules of the room with nothing left open."""

    preset: str
    name: str
    rights: dict[str, Rights]
    """By standing or kind."""
    decision: Decision
    package: bool
    leftover: str
    call_vote: float | None
    refer: bool
    signing: bool
    host_body: str
    source: str

    @property
    def named(self) -> Said:
        """Its name: in the reader's language if the forum is shipped, else as the case gives it."""
        is_shipped = self.name == forum_presets()[self.preset].name
        return Said.called("forum", self.preset, self.name) if is_shipped else Said.verbatim(self.name)

    def rights_of(self, delegation: Delegation) -> Rights:
        """Return the rights of this delegation: its own, else those of its standing, else of its kind."""
        if delegation.rights is not None:
            return delegation.rights
        by_kind = self.rights.get(delegation.kind, _OBSERVER)
        if delegation.standing is None:
            return by_kind
        return self.rights.get(delegation.standing, by_kind)


@cache
def forum_presets() -> dict[str, ForumRules]:
    """Return the shipped presets by key."""
    text = files("simulation.scenario").joinpath("forums.yaml").read_text(encoding="utf-8")
    return {key: ForumRules(preset=key, **fields) for key, fields in yaml.safe_load(text).items()}


def resolve_forum(scenario: Scenario) -> Forum:
    """Return the forum of a case: its preset, with the changes of the case.

    Raises:
        UnknownComponentError: if the case names a preset that does not exist.
    """
    rules = scenario.forum
    presets = forum_presets()
    if rules.preset not in presets:
        raise UnknownComponentError(kind="forum preset", key=rules.preset, valid=presets)
    preset = presets[rules.preset]
    merged = {
        name: value if (value := getattr(rules, name)) is not None else getattr(preset, name)
        for name in Forum.__dataclass_fields__
    }
    merged["rights"] = {**(preset.rights or {}), **(rules.rights or {})}
    return Forum(**merged)
