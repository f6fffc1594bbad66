"""The manifest of a run: what was run, with what, how it ended, and which tables hold the rest."""

import dataclasses
import hashlib
import json
import platform
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from simulation.coalitions import fewest_to_block, fewest_to_carry
from simulation.engine.record import JOINS, SIGNALS, SIGNATURES, Record
from simulation.errors import RecordError
from simulation.protocols.parameter_sets.sets import ParameterSet
from simulation.protocols.registry import PROTOCOLS
from simulation.reasons import is_asked, left_over, outcome_sentence
from simulation.rules.decision import RULES
from simulation.scenario.case_source import translations_of
from simulation.scenario.folder_kinds import RUN_FORMAT
from simulation.scenario.forums import resolve_forum
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario
from simulation.scenario.translations.telling import own_case, used
from simulation.storage.kept_translations import kept_translations, texts_told, with_known_translations
from simulation.words import Said, say

__all__ = [
    "FORMAT",
    "FORMAT_VERSION",
    "PROSE_VERSION",
    "Manifest",
    "hash_of",
    "manifest_of",
    "without_secrets",
]

FORMAT: Final = RUN_FORMAT
FORMAT_VERSION: Final = 2
"""Since 2 sentences are kept as key and values; 1 kept them as they were told, and is still read."""
PROSE_VERSION: Final = 1

type Json = str | int | float | bool | Mapping[str, Any] | Sequence[Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The manifest of a run folder. Everything but the case is plain data, ready for JSON."""

    scenario: Scenario
    """The case without confidential briefs, notes for trainers and what they have prepared: a run is shown to people
    who may not read them."""
    scenario_hash: str
    """SHA-256 of the whole case, see `scenario_hash`."""
    seed: int
    replication: int
    protocol: str
    asked: bool
    """Whether the protocol asked the room; if not, the text is where it would land, and nobody agreed to it."""
    sessions: int
    """Sessions held."""
    planned: int
    """Sessions planned."""
    versions: Mapping[str, str]
    """Of delegation-sim, Python and NumPy."""
    command: tuple[str, ...]
    """What made the run, word by word."""
    outcome: Mapping[str, Any]
    """How it ended, in a word, in sentences and in counts."""
    rule: Mapping[str, Any]
    """The decision rule in force and how few can block and carry under it."""
    parameters: Mapping[str, Any]
    """Every parameter of the protocol that was in force, by dotted name."""
    observers: tuple[str, ...]
    """Delegations without any channel to change something: they take no part."""
    holders: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    """Agents of the user's own that played, by seat: `agent`, as it was named, and `sha256` of what stood in its file;
    empty where it is not known."""
    drawn: ParameterSet | None = None
    """The set of parameters that it drew; None: it drew none."""

    @property
    def is_prose(self) -> bool:
        """Whether its sentences stay in the language of the run: former versions stored prose."""
        return isinstance(self.outcome["sentence"], str)

    @property
    def sentence(self) -> Said:
        """How it ended."""
        return self._told("sentence")

    @property
    def left_over(self) -> Said:
        """What became of the clauses that are not in the text as agreed."""
        return self._told("left_over")

    def _told(self, name: str) -> Said:
        sentence = Said.from_plain(self.outcome[name])
        return sentence.with_texts(texts_told(self.scenario)) if self.scenario.told_language else sentence

    @property
    def command_line(self) -> str:
        """The command as a line for a shell."""
        return shlex.join(self.command)

    def to_json(self) -> dict[str, Json]:
        """Return the manifest as plain data, without the list of tables."""
        plain = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        plain["command"] = list(self.command)
        plain["observers"] = list(self.observers)
        plain["holders"] = {seat: dict(one) for seat, one in self.holders.items()}
        if self.drawn is None:
            del plain["drawn"]
        else:
            plain["drawn"] = self.drawn.plain()
        case = own_case(self.scenario)
        plain["scenario"] = case.model_dump(mode="json", by_alias=True)
        if translations := kept_translations(case):
            plain["translations"] = translations
        first = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "key": case.key,
            "title": case.title,
        }
        return {**first, **plain}

    @classmethod
    def from_json(cls, data: object) -> "Manifest":
        """Return the manifest that `to_json` wrote.

        Raises:
            RecordError: if it is none, or of another version of the format, or damaged.
        """
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise RecordError(say("folder.run.not_one"))
        if data.get("format_version") not in (PROSE_VERSION, FORMAT_VERSION):
            raise RecordError(
                say("folder.run.version", version=repr(data.get("format_version")), ours=FORMAT_VERSION)
            )
        try:
            values = {
                field.name: data[field.name]
                for field in dataclasses.fields(cls)
                if field.name not in ("holders", "drawn")
            }
            values["holders"] = _holders_in(data)
            values["drawn"] = ParameterSet.from_plain(data["drawn"]) if "drawn" in data else None
            case = Scenario.model_validate_json(json.dumps(data["scenario"]))
            kept = case.with_translations(translations_of(data.get("translations", {})))
            values["scenario"] = with_known_translations(kept)
            values["command"] = tuple(data["command"])
            values["observers"] = tuple(data["observers"])
            manifest = cls(**values)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise RecordError(say("folder.run.damaged", kind=type(error).__name__, why=error)) from error
        return manifest


def _holders_in(data: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {
        str(seat): {name: str(one[name]) for name in ("agent", "sha256")}
        for seat, one in data.get("holders", {}).items()
    }


def hash_of(data: object) -> str:
    """Return the SHA-256 of plain data, whatever the order of its keys and the spaces in its file."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def manifest_of(
    record: Record,
    command: Sequence[str] | str,
    holders: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Manifest:
    """Return the manifest of a record.

    Args:
        record: What happened.
        command: What made it, as a line or word by word.
        holders: The agents of the user's own that played, by seat; see `Manifest.holders`.
    """
    return Manifest(
        scenario=without_secrets(record.scenario),
        scenario_hash=scenario_hash(record.scenario),
        seed=record.seed,
        replication=record.replication,
        protocol=record.protocol,
        asked=is_asked(record),
        sessions=record.n_rounds,
        planned=record.planned,
        versions={
            "delegation-sim": record.version,
            "python": platform.python_version(),
            "numpy": np.__version__,
        },
        command=tuple(shlex.split(command) if isinstance(command, str) else command),
        outcome=_outcome(record),
        rule=_rule(record),
        parameters=_parameters(record.scenario),
        observers=record.tableau.observers,
        holders=holders,
        drawn=record.drawn,
    )


def without_secrets(scenario: Scenario) -> Scenario:
    """Return the case without confidential briefs and notes for trainers."""
    delegations = tuple(
        item.model_copy(update={"brief": item.brief.model_copy(update={"confidential": ""})})
        for item in scenario.delegations
    )
    bare = scenario.model_copy(update={"delegations": delegations, "trainer_notes": "", "injects": ()})
    return bare.with_translations(used(bare))


def _outcome(record: Record) -> dict[str, Json]:
    outcome = record.outcome
    numbers = ("precision", "implementation", "from_draft", "from_status_quo")
    return {
        "class": outcome.outcome_class,
        "sentence": outcome_sentence(record).to_plain(),
        "left_over": left_over(record).to_plain(),
        "voted": outcome.voted,
        "referred": outcome.referred,
        "joins": {word: int((outcome.joins == code).sum()) for code, word in enumerate(JOINS)},
        "signatures": {word: int((outcome.signature == code).sum()) for code, word in enumerate(SIGNATURES)},
        "signals": dict(zip(SIGNALS, outcome.signals.tolist(), strict=True)),
        **{name: float(getattr(outcome, name)) for name in numbers},
    }


def _rule(record: Record) -> dict[str, Json]:
    decision = resolve_forum(record.scenario).decision
    info = RULES.get(decision.rule).info
    return {
        "key": decision.rule,
        "label": info.label,
        "summary": info.summary,
        "parameters": dict(decision.model_extra or {}),
        "decision_holders": int(record.tableau.decide.sum()),
        "fewest_to_block": fewest_to_block(record.conditions),
        "fewest_to_carry": fewest_to_carry(record.conditions),
    }


def _parameters(scenario: Scenario) -> dict[str, Json]:
    protocol = PROTOCOLS.create(scenario.protocol.key, scenario.protocol.model_extra or {})
    return dict(_flat("", protocol))


def _flat(prefix: str, component: object) -> list[tuple[str, Json]]:
    if not dataclasses.is_dataclass(component):
        return [(prefix, component)]  # type: ignore[list-item] # parameters are plain data
    found = []
    for field in dataclasses.fields(component):
        name = f"{prefix}.{field.name}" if prefix else field.name
        found += _flat(name, getattr(component, field.name))
    return found
