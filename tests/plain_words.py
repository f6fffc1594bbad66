"""What no text says to people in training: words of the trade of modellers, and figures that nothing explains."""

import html
import re
from typing import Final

from simulation.cli.terminal import Page, Told

__all__ = ["Kept", "jargon_in", "read"]

_BANNED: Final = {
    "en": (
        r"\bax[ie]s\b",
        r"geometric mean",
        r"\butilit(?:y|ies)\b",
        r"\bsalien",
        r"\bpareto\b",
        r"\bquantile",
        r"\bpercentile",
        r"\breplication",
        r"\bnash\b",
        r"\bequilibri",
        r"\bfrontier of\b|\bon the frontier\b",
        r"\bmedian\b",
        r"\bvariance\b|standard (?:error|deviation)",
        r"\bposterior\b|\bbayesian\b|monte carlo|\bstochastic\b",
        r"\bbytes?\b",
        r"% (?:confidence )?interval",
        r"\d\.\d+ of the (?:axis|scale)",
        r"\d[ \u00a0\u202f]%",
    ),
    "fr": (
        r"\baxes?\b",
        r"moyenne géométrique",
        r"\butilités?\b",
        r"\bsaillan",
        r"\bpareto\b",
        r"\bquantile",
        r"\bpercentile|\bcentile",
        r"\bréplication",
        r"\bnash\b",
        r"\béquilibre de\b",
        r"\bfrontière d",
        r"\bsur la frontière\b",
        r"\bmédiane? d|\bla médiane\b",
        r"\bvariance\b|écart-type|erreur type",
        r"\bbayésien|monte-carlo|\bstochastique",
        r"\boctets?\b",
        r"intervalles? (?:de confiance )?à ",
        r"\d%",
    ),
}
_EXPLAINED: Final = {"en": ("interval", "nine times in ten"), "fr": ("intervalle", "neuf fois sur dix")}
"""A word that may stand only in a text that says what it means, and how it says so."""


_PLACE: Final = re.compile(r"\b[01][.,]\d\d\b(?!\.\d)")
"""A figure such as a place on an axis or a distance; only trust and voices are told so, with what they are of."""
_SCALED: Final = re.compile(r"trust|voice|confiance|voix", re.IGNORECASE)
_NEAR: Final = 120


def jargon_in(text: str, language: str) -> list[str]:
    """Return what a text says that it should not, each with what stands round it; empty: it is plain."""
    flat = " ".join(text.split(" ")).replace("\n", " ")
    found = [
        flat[max(0, hit.start() - 40) : hit.end() + 20]
        for pattern in _BANNED[language]
        for hit in re.finditer(pattern, flat, flags=re.IGNORECASE)
    ]
    for hit in _PLACE.finditer(flat):
        around = flat[max(0, hit.start() - _NEAR) : hit.end() + _NEAR]
        found += [] if _SCALED.search(around) else [around]
    word, meaning = _EXPLAINED[language]
    if re.search(rf"\b{word}s?\b", flat, flags=re.IGNORECASE) and meaning not in flat:
        found.append(f"{word} without {meaning!r}")
    return found


def read(page: str) -> str:
    """Return what a person reads on an HTML page: no markup, styles, scripts or logs."""
    for part in ("script", "style", "pre"):
        page = re.sub(rf"<{part}\b.*?</{part}>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


class Kept(Page):
    """A page that keeps its lines and prints nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def write(self, text: Told = "", style: str = "") -> None:  # noqa: ARG002 - as a page has it
        """Keep a line."""
        self.lines.append(str(text))

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(" ".join(self.lines).split())
