"""What a protocol is called and how it goes about things, in the current language."""

from simulation.protocols.registry import PROTOCOLS
from simulation.words import Said, called

__all__ = ["protocol_named", "protocol_summed_up"]


def protocol_named(key: str) -> str:
    """Return the name of a protocol, with a capital.

    >>> protocol_named("exchange")
    'Position exchange'
    """
    label = PROTOCOLS.get(key).info.label
    return str(Said.begun(Said.called("protocol", key, label)))


def protocol_summed_up(key: str) -> str:
    """Return a sentence that sums up a protocol.

    >>> protocol_summed_up("exchange")
    'Pairs trade concessions on two issues so that both gain alike.'
    """
    return called("report.protocol", key, PROTOCOLS.get(key).info.summary)
