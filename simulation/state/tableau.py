"""The tableau: what does not move while a negotiation runs, as arrays."""

from dataclasses import dataclass, fields, replace
from typing import Any, Final, Self

import numpy as np

from simulation.arrays import BoolArray, ByValue, FloatArray, IntArray
from simulation.scenario.schema import Scenario
from simulation.state.falling import Falling
from simulation.state.parameters import DrawnParameters

__all__ = ["AGREED_LANGUAGE", "DELETE", "KINDS", "OPTION_KINDS", "REFER", "TEXT", "VAGUE", "Rows", "Tableau"]

OPTION_KINDS: Final = ("text", "agreed_language", "vague", "delete", "refer")
TEXT, AGREED_LANGUAGE, VAGUE, DELETE, REFER = range(5)
KINDS: Final = (
    "government",
    "intergovernmental",
    "private_sector",
    "civil_society",
    "technical_community",
    "academia",
)


class Rows(ByValue):
    """Mixin for dataclasses of arrays in which some fields have the replications as their first axis."""

    __slots__ = ()
    PER_REPLICATION: frozenset[str] = frozenset()

    def take(self, rows: IntArray | BoolArray | slice) -> Self:
        """Return a copy that holds only these replications."""
        picked: dict[str, Any] = {
            field.name: value[rows]
            for field in fields(self)  # type: ignore[arg-type] # every user of the mixin is a dataclass
            if field.name in self.PER_REPLICATION and (value := getattr(self, field.name)) is not None
        }
        taken: Self = replace(self, **picked)  # type: ignore[type-var] # as above
        return taken


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tableau(Rows):
    """One or more replications of a case, its uncertainties drawn, rows in the order of seats.

    Rows are the delegations that can change something: they decide, propose or persuade. The others are
    `observers`; leaving them out before anything is drawn is what makes them change no bit.
    """

    scenario: Scenario
    seed: int
    replications: IntArray
    """Ids of the replications, `[R]`."""
    delegations: tuple[str, ...]
    """Keys of the rows."""
    observers: tuple[str, ...]

    ideal: FloatArray
    """Preferred point `[R, A, I]`, public as the opening position."""
    salience: FloatArray
    """Relative: mean 1 over issues for each delegation, `[R, A, I]`."""
    given_salience: FloatArray
    """As given in the case, 0..1, `[R, A, I]`."""
    red_low: FloatArray
    red_high: FloatArray
    """Ends of the red-line interval, themselves inside it, `[R, A, I]`."""
    flexibility: FloatArray
    """Share of the way from aspiration to limit that may be gone without new instructions, `[R, A, I]`."""
    failure_cost: FloatArray
    """Price of leaving without a document, in lengths of the axis, `[R, A]`."""
    capability: FloatArray
    """Voice, `[R, A]`."""

    seat: IntArray
    """`[A]`, ascending."""
    kind: IntArray
    """Index into `KINDS`, `[A]`."""
    decide: BoolArray
    propose: BoolArray
    persuade: BoolArray
    """Rights, `[A]`. Whoever decides never persuades: decision-holders are instructed."""
    attention: IntArray
    """Talks a session, `[A]`, before any meeting of a bloc; -1: as many as the protocol says."""
    strategy: tuple[tuple[str, tuple[tuple[str, object], ...]], ...]
    """Key and parameters of the strategy of each row."""
    member: BoolArray
    """`[A, B]`."""
    spokesperson: IntArray
    """Row of the spokesperson of each bloc, `[B]`; -1: a bloc with no member among the rows."""
    discipline: FloatArray
    """`[B]`; NaN: as the protocol says."""
    speaks: BoolArray
    """`[A, I]`: has instructions, own or of a bloc; who has none is placed at the status quo and cares for nothing."""
    sponsors: BoolArray
    """`[A, I]`: tabled the first draft, and does not agree to strike it unless the mandate says so."""
    has_mask: BoolArray
    """`[A, I]`: the mandate names the only acceptable options."""
    acceptable: BoolArray
    """Those options, `[A, I, O]`; all true where there is no mask."""
    release: FloatArray
    """Give level at which a listed fallback is released, `[A, I, O]`; infinite: not listed."""
    has_fallbacks: BoolArray
    """`[A, I]`."""

    option_position: FloatArray
    """`[I, O]`, 0 = multi-stakeholder, 1 = intergovernmental."""
    precision: FloatArray
    """`[I, O]`; NaN: as the protocol says for the kind."""
    option_kind: IntArray
    """Index into `OPTION_KINDS`, `[I, O]`."""
    own_channel: BoolArray
    """The follow-up stays with the host body, `[I, O]`."""
    valid: BoolArray
    """`[I, O]`: false where an issue has fewer options than the longest."""
    drafted: BoolArray
    """Nobody has written it when the negotiation begins, `[I, O]`: a drafting group may."""
    status_quo: FloatArray
    """Reversion point, `[I]`."""
    draft: IntArray
    """Option of the first draft, `[I]`."""
    falling: Falling
    """Which issues fall with others."""
    chair_ideal: FloatArray
    """`[R, I]`; NaN where the chair has none."""
    parameters: DrawnParameters | None = None
    """What each replication draws of the parameters of the protocol; None: they are as the protocol says."""

    PER_REPLICATION = frozenset(
        {
            "replications",
            "ideal",
            "salience",
            "given_salience",
            "red_low",
            "red_high",
            "flexibility",
            "failure_cost",
            "capability",
            "chair_ideal",
            "parameters",
        }
    )

    def parameter(self, name: str, otherwise: float, *, axes: int) -> FloatArray | float:
        """Return a parameter of the protocol.

        Args:
            name: Dotted, such as `concede.pace`.
            otherwise: What the protocol says.
            axes: Of what it is set against, `[R, ...]`.

        Returns:
            What the protocol says, or, where it is drawn, what each replication takes instead: `[R, 1, ...]`.
        """
        if self.parameters is None or name not in self.parameters.names:
            return otherwise
        drawn: FloatArray = self.parameters.of(name).reshape(-1, *[1] * (axes - 1))
        return drawn

    @property
    def n_replications(self) -> int:
        """R."""
        return len(self.replications)

    @property
    def n_delegations(self) -> int:
        """A."""
        return len(self.delegations)

    @property
    def n_issues(self) -> int:
        """I."""
        return len(self.status_quo)

    @property
    def n_options(self) -> int:
        """O, of the longest issue."""
        n_options: int = self.option_position.shape[1]
        return n_options

    @property
    def is_special(self) -> BoolArray:
        """Options that are not plain text, `[I, O]`."""
        special: BoolArray = self.option_kind != TEXT
        return special

    def strikes_own(self, row: int, issue: int, option: int) -> bool:
        """Return whether an option strikes what a delegation tabled, and no list of its mandate says if it may."""
        own = self.sponsors[row, issue] and self.option_kind[issue, option] == DELETE
        return bool(own and not self.has_mask[row, issue])

    @property
    def commits(self) -> BoolArray:
        """Options that leave something in the text, `[I, O]`: all but delete and refer."""
        leaves: BoolArray = self.valid & ~np.isin(self.option_kind, (DELETE, REFER))
        return leaves
