"""The models that are shown side by side: each a protocol with the parameters that give it its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from simulation.errors import UnknownComponentError

__all__ = ["CONFERENCE", "SHELF", "WEIGHTED_MEAN", "ModelFamily", "Shown", "shown_for"]

type ModelFamily = Literal["centre", "challenge", "exchange", "opinion", "procedure", "conference"]
"""What a model takes a negotiation for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One model among the others: a protocol, and the parameters that make it this one of its variants."""

    key: str
    """What it is called in tables and files; its words stand in the catalogues under `forecast.model.<key>`."""
    protocol: str
    family: ModelFamily
    parameters: tuple[tuple[str, object], ...] = ()


def _shown(key: str, family: ModelFamily, protocol: str = "", **parameters: object) -> Shown:
    return Shown(
        key=key, protocol=protocol or key, family=family, parameters=tuple(sorted(parameters.items()))
    )


WEIGHTED_MEAN: Final = _shown("compromise", "centre")
"""The baseline that always stands next to the rest."""
CONFERENCE: Final = _shown("conference", "conference")
"""The case as it is played when nothing is said: parameters of its own and all."""
SHELF: Final = (
    WEIGHTED_MEAN,
    _shown("plain_mean", "centre", "compromise", counting="heads"),
    _shown("capability_mean", "centre", "compromise", counting="capability"),
    _shown("median", "centre"),
    _shown("nash_bargaining", "centre"),
    _shown("nash_reference", "centre", "nash_bargaining", reference=True),
    _shown("kalai_smorodinsky", "centre"),
    _shown("challenge", "challenge"),
    _shown("challenge_published", "challenge", "challenge", preset="scholz-published"),
    _shown("challenge_printed", "challenge", "challenge", preset="scholz-printed"),
    _shown("challenge_masad", "challenge", "challenge", preset="masad"),
    _shown("spatial_model", "challenge"),
    _shown("landscape", "challenge"),
    _shown("exchange", "exchange"),
    _shown("hegselmann_krause", "opinion"),
    _shown("friedkin_johnsen", "opinion", "hegselmann_krause", reach=1.0, stubbornness=0.5),
    _shown("deffuant", "opinion"),
    _shown("alternating_offers", "procedure"),
    _shown("single_text", "procedure"),
    CONFERENCE,
)
"""All of them, in the order in which they are shown."""


def shown_for(keys: Sequence[str]) -> tuple[Shown, ...]:
    """Return the models with these keys in the order of the shelf, the weighted mean first; without keys, all.

    Raises:
        UnknownComponentError: if no model has such a key.
    """
    known = {model.key: model for model in SHELF}
    for key in keys:
        if key not in known:
            raise UnknownComponentError(kind="model", key=key, valid=known)
    return tuple(model for model in SHELF if not keys or model.key in keys or model == WEIGHTED_MEAN)
