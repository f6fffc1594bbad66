"""The profile of a seat after the end, with its sentences: what it got, what it kept, and how it dealt with others."""

from dataclasses import dataclass

from simulation.arrays import ATOL
from simulation.live.promises import Promise
from simulation.stats.interval import Estimate
from simulation.training.course_of_play import otherwise_told
from simulation.training.mandate import Mandate
from simulation.training.worths import amount, apart, step, worth
from simulation.words import Said, said

__all__ = [
    "Breach",
    "Compared",
    "Distribution",
    "Efficiency",
    "Process",
    "Relationship",
    "Score",
    "Trade",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A red line that was crossed."""

    kind: str
    """`document`: the seat stands by a text that crosses it; `signal`: it let a wording pass; `promise`: it promised to
    live with one."""
    issue: str
    option: str
    """Names, as the case has them."""
    session: int
    """In which it happened first, counted from 1."""
    line: Said
    """The red line."""
    by_agent: bool
    """The agent that held the seat in that session did it."""
    signal: str = ""
    """One of `SIGNALS`, where a signal did it."""

    @property
    def sentence(self) -> Said:
        """What happened, in words."""
        key = f"score.breach.{self.kind}{'.agent' if self.by_agent else ''}"
        return said(key, option=self.option, issue=self.issue, s=self.session)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A trade that the final text left on the table."""

    other: str
    """Short name."""
    get_issue: str
    get: str
    give_issue: str
    give: str
    own: float
    its: float
    """What it adds to the worth of the document, in lengths of the axis."""
    harmed: int
    """Others with a say that it would have cost something; none would have been left below no document."""

    @property
    def sentence(self) -> Said:
        """The trade in words."""
        return said(
            "score.trade",
            n=self.harmed,
            other=self.other,
            get=self.get,
            get_issue=self.get_issue,
            give=self.give,
            give_issue=self.give_issue,
            own=step(self.own),
            its=step(self.its),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Efficiency:
    """How far the result is from the frontier of what all with a say could have had."""

    distance: float
    """Mean gain over the decision-holders that a document would add which leaves none of them worse off, the largest
    there is, in lengths of the axis; 0: the result is on the frontier."""
    own_more: float
    """Most that such a document would add for the seat."""
    better: int
    """Such documents."""
    instead: tuple[tuple[str, str], ...]
    """What the one that adds most says otherwise: name of the issue and wording; empty: nothing on it."""
    adoptable: int
    """Documents that every decision-holder could adopt."""
    on_frontier: int
    """Of them, those that no other beats."""
    is_exact: bool
    points: tuple[tuple[float, float], ...]
    """The frontier: own worth, and that of the worst off of the others, each less what no document is worth to them."""
    here: tuple[float, float]
    """The result in the same terms."""
    trades: tuple[Trade, ...]

    @property
    def sentences(self) -> tuple[Said, ...]:
        """How far, and what another document would say, in words."""
        if not self.better:
            return (said("score.efficient"),)
        told = otherwise_told(self.instead)
        return (
            said("score.inefficient", n=self.better, distance=apart(self.distance, 0.0)),
            said("score.instead", changes=Said.listed(told)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How the result is spread over those with a say, each gain less what no document is worth to it."""

    least: float
    """Of the worst off, in lengths of the axis."""

    @property
    def sentence(self) -> Said:
        """The spread in words."""
        return said("score.spread.below" if self.least < -ATOL else "score.spread", least=amount(self.least))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """What others think of the seat, and what became of promises."""

    trust_before: float | None
    trust_after: float | None
    """Mean trust of the others in the seat, 0..1; None: there are no others."""
    rose: tuple[str, float]
    fell: tuple[str, float]
    """Whose trust changed most upwards and downwards: short name and change; empty and 0 if nobody's did."""
    promises: tuple[Promise, ...]
    """By the seat and to it."""
    kept: int
    broken: int
    void: int
    open: int
    """Of the promises that a person in the seat made; where none ever sat in it, of those by the agent."""

    @property
    def sentences(self) -> tuple[Said, ...]:
        """Trust and promises in words."""
        if self.trust_before is None or self.trust_after is None:
            return (said("score.trust.none"),)
        trust = said(
            "score.trust", before=Said.decimal(self.trust_before), after=Said.decimal(self.trust_after)
        )
        if not (self.kept or self.broken or self.void or self.open):
            return (trust, said("score.promises.none"))
        counts = {"kept": self.kept, "broken": self.broken, "void": self.void, "open": self.open}
        return (trust, said("score.promises", **counts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """What a person did in the seat; moves that were refused as impossible are not counted.

    Where no person ever sat in it, what the agent did.
    """

    tabled: int
    """Own wordings, each once."""
    closed: int
    """Of them, those on which the clause was agreed."""
    brackets_put: int
    brackets_lifted: int
    on_instructions: int
    """Of the brackets put and lifted, those on which a person in the seat said nothing: its instructions did it."""
    talks: int
    trades_offered: int
    trades_accepted: int
    """Of those that others offered."""
    coalitions: int
    """Joined or founded."""
    hints: int
    """Asked of the coach."""
    taken_back: int
    """Moves that the person took back."""
    sat: tuple[int, ...]
    """Sessions that a person in the seat went through, counted from 1: what is counted is of them."""
    sessions: int
    """Held."""

    @property
    def sentences(self) -> tuple[Said, ...]:
        """Whose deeds they are, unless the person sat there throughout, and the counts, in words."""
        return (
            *self._whose(),
            said("score.wordings", tabled=self.tabled, closed=self.closed),
            *self._brackets(),
            said(
                "score.dealings",
                talks=self.talks,
                trades=self.trades_offered,
                accepted=self.trades_accepted,
                coalitions=self.coalitions,
            ),
            said("score.hints", n=self.hints),
            said("score.taken_back", n=self.taken_back),
        )

    def _brackets(self) -> tuple[Said, ...]:
        told = said("score.brackets", put=self.brackets_put, lifted=self.brackets_lifted)
        return (told, said("score.instructed", n=self.on_instructions)) if self.on_instructions else (told,)

    def _whose(self) -> tuple[Said, ...]:
        if len(self.sat) == self.sessions:
            return ()
        if not self.sat:
            return (said("score.sat.never"),)
        last = len(self.sat)
        if self.sat[-1] == last:
            return (said("score.sat.until", s=last),)
        return (said("score.sat.in", sessions=Said.listed([str(session) for session in self.sat])),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The own value beside that of the same seat in runs in which agents sit in every seat."""

    better: Estimate
    """Share of runs in which the seat ended with less."""
    same: int
    """Runs in which it ended with as much."""
    n: int

    @property
    def sentence(self) -> Said:
        """The comparison in words."""
        return said(
            "score.compared",
            k=round(self.better.value * self.n),
            n=self.n,
            low=round(self.better.low * self.n),
            high=round(self.better.high * self.n),
            same=self.same,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The profile of a seat. There is no sum of it, and no rank across seats: their tasks differ."""

    mandate: Mandate
    breaches: tuple[Breach, ...]
    """Empty: all red lines were kept."""
    efficiency: Efficiency
    distribution: Distribution
    relationship: Relationship
    process: Process
    compared: Compared | None = None
    """None: not worked out yet."""

    @property
    def parts(self) -> tuple[tuple[str, tuple[Said, ...]], ...]:
        """The parts that are sentences alone, by name, as far as they are worked out; there is no sum of them."""
        trades = (trade.sentence for trade in self.efficiency.trades)
        found = (
            ("mandate", self.mandate.sentences),
            ("efficiency", (*self.efficiency.sentences, *trades)),
            ("spread", (self.distribution.sentence,)),
            ("relationship", self.relationship.sentences),
            ("process", self.process.sentences),
        )
        return (
            found
            if self.compared is None
            else (*found, ("compared", (self.compared.sentence, *self.mandate.unmoved)))
        )

    @property
    def red_lines_kept(self) -> bool:
        """Pass or fail."""
        return not self.breaches

    @property
    def capital(self) -> tuple[Said, Said]:
        """Whether it can be defended in capital: a report to the ministry, two sentences made of the facts."""
        mandate = self.mandate
        first = said(
            f"score.capital.{mandate.verdict}", value=amount(mandate.value), none=worth(mandate.no_deal)
        )
        if any(breach.kind == "document" for breach in self.breaches):
            second = said("score.capital.red")
        elif self.relationship.broken:
            second = said("score.capital.broken", n=self.relationship.broken)
        elif self.breaches:
            second = said("score.capital.let_pass", n=len(self.breaches))
        else:
            second = said("score.capital.kept")
        return first, second
