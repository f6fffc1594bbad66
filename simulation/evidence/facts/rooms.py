"""What a generated room is like: who sits in it, what they want, over which text, under which rules."""

from dataclasses import dataclass, replace
from typing import Final, Literal

__all__ = ["ALL", "BOTH", "ISSUES", "MENUS", "SEATS", "TXT", "Menu", "RoomSpec"]

type Menu = Literal["ALL", "TXT"]
"""Which wordings a clause may have: text only, or also vague words, deletion and referral."""
type Seating = Literal["drawn", "median first", "by bent"]
type Salience = Literal["drawn", "equal", "shared", "different"]
type Standing = Literal["observer", "propose", "persuade", "decide"]

SEATS: Final = 64
ISSUES: Final = 16
"""Every room is drawn for so many seats and issues, whatever it uses: so rooms of other sizes share their draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSpec:
    """A kind of room. Every replication is another room of its kind; two kinds with one seed share all draws."""

    delegations: int = 12
    issues: int = 4
    rungs: tuple[float, ...] = (0.0, 0.25, 0.5, 0.75, 1.0)
    specials: tuple[str, ...] = ()
    """Of `vague` (at .5), `delete` and `refer`."""
    status_quo: float = 0.3
    draft: float = 1.0
    """The rung of the first draft."""
    failure_cost: float = 0.2
    sessions: int = 20

    common: float = 0.7
    """Share of an ideal that a delegation's clauses have in common; the rest is drawn clause by clause."""
    spread: float = 1.0
    """Ideals are drawn in towards the middle by this factor."""
    camps: float | None = None
    """Distance between two halves of the room, each within a tenth of the axis; None: one broad room."""
    ideals: Literal["drawn", "mirrored", "same"] = "drawn"
    """Mirrored: row 2k + 1 wants the mirror image of row 2k. Same: all want what row 0 wants, on a rung."""
    first_away: float | None = None
    """Row 0 stands so far from the mean of the others, on the side of the farther pole."""
    seating: Seating = "drawn"
    """Median first: the delegation in the middle of the room takes row 0. By bent: rows from pole to pole."""
    salience: Salience = "drawn"
    """Drawn: Dirichlet(3). Shared or different: one issue counts `top`, the same for all or each its own."""
    top: float = 0.6
    idle_first: bool = False
    """Nobody cares about the first clause."""
    red: tuple[float, float] = (0.35, 0.75)
    """Range of the half-width of red lines."""
    first_red: float | None = None
    """The half-width of row 0."""
    first_voice: float | None = None
    """Capability of row 0."""

    strategy: str = "linear"
    strategies: tuple[tuple[int, str], ...] = ()
    """By row, where another one."""
    stake: float | None = None
    """What any text that commits costs an obstructor besides what it says, in lengths of the axis."""
    blocs: int = 0
    like_minded: bool = True
    """Blocs are neighbours in the seating; else every so-manyth row."""
    stakeholders: int = 0
    standing: Standing = "observer"
    stakeholders_at: float = 0.85
    """Where the stakeholders stand, each within a tenth of the axis."""

    rule: str = "consensus"
    threshold: float | None = None
    package: bool = True
    leftover: Literal["drop", "fail"] = "drop"
    call_vote: float | None = None
    powers: tuple[str, ...] = ("agenda", "groups", "text", "extend", "call")
    chair_ideal: float | None = None
    impartiality: float = 1.0
    protocol: tuple[tuple[str, bool | float | str], ...] = ()
    """Parameters of the conference by path, such as `("signal.isolation", 0.0)`."""

    name_stem: str = "d"
    """What the keys of delegations begin with."""
    listed_backwards: bool = False
    """The case lists the delegations in reverse; their seats stay."""

    def but(self, **changes: object) -> "RoomSpec":
        """Return the same kind of room with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type] # fields by name

    def with_protocol(self, **changes: bool | float | str) -> "RoomSpec":
        """Return the same room with parameters of the conference changed; `__` stands for the dot."""
        paths = {name.replace("__", "."): value for name, value in changes.items()}
        return replace(self, protocol=tuple(sorted((dict(self.protocol) | paths).items())))


ALL: Final = RoomSpec(specials=("vague", "delete", "refer"), failure_cost=0.1)
"""The base room in which a clause can also be fudged, struck or referred elsewhere."""
TXT: Final = RoomSpec()
"""The base room in which there is only text, and failure costs more."""
MENUS: Final[dict[Menu, RoomSpec]] = {"ALL": ALL, "TXT": TXT}
BOTH: Final[tuple[Menu, ...]] = ("ALL", "TXT")
