"""Freezes what every shipped case comes to under every protocol, as one hash each.

A moved fingerprint means that the same case and seed give another record. That is a change users must hear of: write a
line under **Results changed** in `CHANGELOG.md`, then freeze anew with that line (or the part of it that says why):

    python -m tests.fingerprints.freeze "why the results changed"

The conference is frozen twice, as it is and at neutral values, where none of the forms that came to it later has an
effect: a new form, or a change of a default, moves the first and must not move the second.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np

from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from simulation.protocols.registry import PROTOCOLS
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.schema import ProtocolChoice
from tests.small_cases import NEUTRAL as FORMS

FROZEN = Path(__file__).with_name("frozen.json")
CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"
HEADING = "**Results changed**"
SEED = 1
DECIMALS = 9
"""Processors may differ in the last bits of a sum; nobody may differ in the ninth decimal."""
NAMES = (
    "table",
    "is_clean",
    "closed_by",
    "on_floor",
    "signal",
    "platform",
    "partner",
    "trade_give",
    "chair_text",
    "give",
    "traded",
    "ideal",
    "trust",
    "knowledge",
)
NEUTRAL = {
    f"protocol.{mechanism}.{name}" if name else f"protocol.{mechanism}": json.dumps(value)
    for mechanism, given in FORMS.items()
    for name, value in (given if isinstance(given, dict) else {"": given}).items()
} | {
    "protocol.clock.work": "3.0",
    "protocol.clock.lead": "0.0",
    "protocol.clock.urgency": "1.0",
    "protocol.concede.priority": "0.0",
    "protocol.concede.premium": "0.0",
    "protocol.values.edit_price": "0.0",
}
"""The conference before it had these forms."""
AT_NEUTRAL_VALUES = "conference at neutral values"
OF_THE_OUTCOME = ("option", "joins", "signature", "gain", "margin", "signals")


def fingerprint(record: Record) -> str:
    """Return a hash of what happened and how it ended."""
    digest = hashlib.sha256(record.outcome.outcome_class.encode())
    for part, names in ((record, NAMES), (record.outcome, OF_THE_OUTCOME)):
        for name in names:
            array = np.asarray(getattr(part, name))
            plain = np.round(array, DECIMALS) + 0.0 if array.dtype == np.float64 else array.astype(np.int64)
            digest.update(
                f"{name} {plain.shape}".encode() + plain.astype(plain.dtype.newbyteorder("<")).tobytes()
            )
    return digest.hexdigest()[:16]


def played(case: str, protocol: str) -> str:
    """Return the fingerprint of a shipped case; under its own protocol with the parameters that the case gives."""
    if protocol == AT_NEUTRAL_VALUES:
        return fingerprint(negotiate(load_scenario(case, overrides=neutral(case)), seed=SEED))
    scenario = load_scenario(case)
    if protocol != scenario.protocol.key:
        scenario = scenario.model_copy(update={"protocol": ProtocolChoice(key=protocol)})
    return fingerprint(negotiate(scenario, seed=SEED))


def neutral(case: str) -> dict[str, str]:
    """Return the overrides that take the forms away; a mechanism that the case does not play has none."""
    given = load_scenario(case).protocol.model_extra or {}
    played = {path: given.get(path.split(".")[1]) is not False for path in NEUTRAL}
    return {path: value for path, value in NEUTRAL.items() if played[path] or path.count(".") == 1}


def pairs() -> list[tuple[str, str]]:
    """Return every shipped case with every protocol, and with the conference at neutral values."""
    protocols = [*PROTOCOLS.keys(), AT_NEUTRAL_VALUES]
    return [(case, protocol) for case in shipped_scenarios() for protocol in protocols]


def told(reason: str) -> bool:
    """Return whether the changelog gives this reason under its heading for changed results."""
    after = CHANGELOG.read_text(encoding="utf-8").split(f"### {HEADING.strip('*')}")[1:]
    return bool(reason.strip()) and any(
        " ".join(reason.split()) in " ".join(text.split("\n#")[0].split()) for text in after
    )


def freeze(reason: str) -> None:
    """Write the fingerprints as they are now.

    Raises:
        SystemExit: if the changelog does not give the reason.
    """
    if FROZEN.exists() and not told(reason):
        raise SystemExit(f"CHANGELOG.md has no such line under {HEADING}: {reason!r}")
    hashes = {f"{case} {protocol}": played(case, protocol) for case, protocol in pairs()}
    text = json.dumps({"reason": reason, "hashes": hashes}, indent=2, ensure_ascii=False)
    FROZEN.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    freeze(" ".join(sys.argv[1:]))
