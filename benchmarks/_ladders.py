"""Ladders of levers: on which cases and rooms, on which rungs, what is measured, which way theory says that it goes.

Sources: F1 to F20 are the stylised facts (`simulation.evidence.facts`, docs/validation.md), keys in brackets stand
in docs/reference/bibliography.md. Rungs of a case are levers as users write them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Literal

from benchmarks._verdicts import LENGTH, SHARE, Asked, Direction
from simulation.evidence.facts.rooms import ALL, TXT, RoomSpec

__all__ = ["LADDERS", "Ladder", "Order", "Rung"]

type Order = Literal["as listed", "listed backwards", "seated backwards", "clauses backwards"]

ADOPTED: Final = "adopted"
TEXT: Final = "substance"
PLACE: Final = "place.*"
CONSENSUS: Final = "class.consensus_clean + class.consensus_with_statements"
_ANY: Final = replace(SHARE, step=1.0)
"""Of a switch or a kind: its rungs are no neighbours, so that no step is too large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A case or a room with a lever pulled so far."""

    name: str
    levers: tuple[str, ...] = ()
    """As users write them, `sessions=8`, pulled in this order."""
    room: RoomSpec | None = None
    order: Order = "as listed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """A lever pulled further from rung to rung on one case or one kind of room."""

    lever: str
    where: str
    """Name of a shipped case, or of a kind of generated room."""
    rungs: tuple[Rung, ...]
    asked: tuple[Asked, ...]
    source: str
    """Of the direction; where theory is silent, why."""
    must_move: bool = False
    """A lever that moves nothing here would be no lever."""
    is_exact: bool = False
    """All rungs have to be the same bits."""

    @property
    def key(self) -> str:
        """The name that it is asked for by."""
        return f"{self.lever}@{self.where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seats:
    """Who is who in a case."""

    sessions: tuple[int, ...]
    """Lengths, with neighbours of both parities."""
    low: str
    """Holds the pen for the one side."""
    high: str
    """For the other, nearer to 1."""
    large: tuple[str, ...]
    """Whose capability is changed: one of each side."""
    blocks: str
    """Turns obstructor."""
    kind: str | None = None
    """Of stakeholders."""
    votes: bool = False


CASES: Final[Mapping[str, _Seats]] = {
    "first_hour": _Seats(
        sessions=(4, 5, 6, 7, 8, 9, 10, 12), low="ALT", high="TAM", large=("TAM", "ALT"), blocks="SAB",
        kind="civil_society",
    ),
    "wtpf13_training": _Seats(
        sessions=(8, 9, 12, 13, 16, 25), low="ALT", high="VEL", large=("VEL", "ALT"), blocks="COR",
        kind="civil_society",
    ),
    "wtpf13": _Seats(
        sessions=(12, 16, 19, 20, 21, 26, 40), low="SWE", high="SAU", large=("USA", "CHN"), blocks="AUS",
        kind="civil_society",
    ),
    "unga_cyber": _Seats(
        sessions=(8, 9, 12, 16, 17, 24), low="CAN", high="RUS", large=("USA", "RUS"), blocks="AUS", votes=True
    ),
}  # fmt: skip
ROOMS: Final[Mapping[str, RoomSpec]] = {
    "ALL": ALL,
    "TXT": TXT,
    "middle": ALL.but(status_quo=0.5, failure_cost=0.3),
    "twenty-four": ALL.but(delegations=24),
}
"""Rooms with all kinds of clauses; with text only; the status quo in the middle and failure dearer; a larger one."""


def _shares(direction: Direction, *more: Asked, kinds: bool = False) -> tuple[Asked, ...]:
    scale = _ANY if kinds else SHARE
    return *(Asked(measure=key, direction=direction, scale=scale) for key in (ADOPTED, TEXT)), *more


def _length(measure: str, direction: Direction) -> Asked:
    return Asked(measure=measure, direction=direction, scale=LENGTH)


def _pulled(lever: str, *values: object) -> tuple[Rung, ...]:
    return tuple(Rung(name=str(value), levers=(f"{lever}={value}",)) for value in values)


def _set(values: Sequence[object], *levers: str) -> tuple[Rung, ...]:
    """Return a rung for each value, which `{}` in the levers stands for."""
    return tuple(
        Rung(name=str(value), levers=tuple(each.format(value) for each in levers)) for value in values
    )


def _on_case(case: str, seats: _Seats) -> list[Ladder]:
    """Return the ladders of one case on its mandates, its time and its information."""
    own = partial(Ladder, where=case)
    # A vote, and a text of which a part was put off, are other ends than consensus: told there, not judged.
    agreed = Asked(measure=CONSENSUS, direction="up" if case in _BY_CONSENSUS else "silent")
    fewer = replace(agreed, direction="down" if case in _BY_CONSENSUS else "silent")
    price = replace(Asked(measure=ADOPTED, direction="up"), scale=_ANY)  # any text at all: it saturates first
    return [
        own(lever="sessions", rungs=_pulled("sessions", *seats.sessions), asked=_shares("up", agreed),
            source="F10: less time, more breakdowns; no theory knows a parity of sessions"),
        own(lever="red lines", rungs=_pulled("red_lines", 0.25, 0.5, 0.75, 1, 1.5), asked=_shares("up"),
            source="F16: a tight mandate kills the deal; zone of agreement [Raiffa1982]"),
        own(lever="polarisation", rungs=_pulled("polarisation", 0.5, 0.75, 1, 1.25, 1.5),
            asked=_shares("down", fewer), source="F12: further apart, no consensus"),
        own(lever="flexibility", rungs=_pulled("flexibility", 0.5, 0.6, 0.7, 0.8, 0.9, 1), asked=_shares("up"),
            source="F16, read from the other end: what needs no new instructions can be given"),
        own(lever="isolation", rungs=_pulled("isolation", 0, 0.05, 0.1, 0.2, 0.4), asked=_shares("up"),
            source="F17: isolated objectors fold"),
        own(lever="strategy of all", rungs=_pulled("strategy", *_EAGER), asked=_shares("up", kinds=True),
            source="early givers agree, late givers risk the deadline [Faratin1998]"),
        own(lever="no deal", rungs=_pulled("no_deal", 0.05, 0.025, 0, -0.025, -0.05, -0.1, -0.2, -0.4),
            asked=(price, Asked(measure=TEXT, direction="up")),
            source="F7; the worse no agreement is, the more is signed [Nash1950]"),
        own(lever="talks", asked=_shares("up"), rungs=(Rung(name="none", levers=("protocol.consult=false",)),
            *_set((1, 2, 4), "protocol.consult.talks={}")),
            source="Earnest 2008 (with F2): those who communicate more coordinate better"),
        own(lever="transparency", rungs=_pulled("transparency", 0, 0.3, 0.6, 1), asked=_shares("up"),
            source="F14: what chairs and delegations do not know of each other costs agreements"),
        own(lever="salience spread", rungs=_pulled("salience_spread", 0, 0.5, 1, 1.5, 2),
            asked=(*_shares("silent"), _length("gain_mean", "up")),
            source="F4: different saliences raise gains; on agreement theory is silent (hold-outs)"),
    ]  # fmt: skip


_EAGER: Final = ("boulware", "linear", "conceder")
"""Strategies from the late giver to the early one."""
_BY_CONSENSUS: Final = frozenset({"first_hour", "wtpf13_training"})


def _of_rules(case: str, seats: _Seats) -> list[Ladder]:
    """Return the ladders of one case on rules, package, blocs and rights.

    Rights are given in a room that votes: by consensus more seats that decide are more vetoes.
    """
    own = partial(Ladder, where=case)
    rules = _pulled("rule", "consensus", "rough_consensus", "qualified_majority", "simple_majority")
    found = [
        own(lever="rule", rungs=rules, asked=_shares("up", kinds=True), source="F1: more texts under majority"),
        own(lever="threshold", asked=_shares("up"), source="F1: the lower the hurdle, the more texts",
            rungs=_set((0.9, 0.8, 0.7, 0.6, 0.5), "rule=qualified_majority", "threshold={}")),
        own(lever="package", rungs=_pulled("package", "off", "on"), asked=_shares("up", kinds=True),
            source="F3: a package gets more than clause by clause"),
        own(lever="blocs", asked=_shares("up", kinds=True), source="F2: blocs offset size",
            rungs=(Rung(name="off", levers=("protocol.caucus=false",)), Rung(name="on"))),
    ]  # fmt: skip
    if not seats.votes:
        found.append(
            own(lever="rough consensus", asked=_shares("up"), source="F1; objections are addressed [RFC7282]",
                rungs=_set((1.0, 0.95, 0.9, 0.8, 0.7), "rule=rough_consensus", "threshold={}"))
        )  # fmt: skip
    if seats.kind is not None:
        found.append(
            own(lever="rights", asked=(*_shares("silent"), _length(PLACE, "down")),
                rungs=_set(("observer", "persuade", "vote"), "rule=simple_majority", f"rights.{seats.kind}={{}}"),
                source="F20: through persuasion or decision, towards their positions, here nearer to 0")
        )  # fmt: skip
    return found


def _of_power(case: str, seats: _Seats) -> list[Ladder]:
    """Return the ladders of one case on the chair, the pen, the draft, capability and obstruction."""
    own = partial(Ladder, where=case)
    pens = _pulled("penholder", seats.low, seats.high)
    gains = _length(f"gain.{seats.high}", "up"), _length(f"gain.{seats.low}", "down")
    powers = "chair_powers=agenda,groups,text,extend,call"
    sized = _set(
        (0.05, 0.25, 0.5, 1), f"obstructor={seats.blocks}", f"delegations.{seats.blocks}.capability={{}}"
    )
    return [
        *(own(lever=f"chair's wish {wish}", must_move=True, source="F14: outcomes shift to the chair's taste",
              rungs=_set((0, 0.25, 0.5, 1), f"chair_ideal={wish}", "chair_bias={}", powers),
              asked=(_length(PLACE, "up" if wish else "down"), Asked(measure=TEXT, direction="silent")))
          for wish in (1, 0)),
        own(lever="penholder", rungs=pens, asked=(_length(PLACE, "up"), *gains), must_move=True,
            source="F15: whoever holds the pen has an advantage"),
        own(lever="first draft", rungs=_pulled("draft", 0, 0.25, 0.5, 0.75, 1),
            asked=(_length(PLACE, "up"), Asked(measure=TEXT, direction="silent")),
            source="F15: the text ends nearer to its first draft"),
        *(own(lever=f"capability of {who}", asked=(_length(f"gain.{who}", "up"),), must_move=True,
              rungs=_set((0.05, 0.35, 0.7, 1), f"delegations.{who}.capability={{}}"),
              source="outcomes follow capability times salience [Stokman1994]") for who in seats.large),
        # A majority leaves one obstructor behind (F18), whatever its size: there it need not move anything.
        own(lever="obstructor", rungs=(Rung(name="none"), *sized), asked=_shares("down"),
            must_move=not seats.votes, source="F18 [Depledge2008]: hurts under consensus, by its weight"),
    ]  # fmt: skip


def _of_order(case: str) -> list[Ladder]:
    own = partial(Ladder, where=case)
    shares = *_shares("same"), _length(PLACE, "same")
    listed = Rung(name="listed")
    return [
        own(lever="order of the list", rungs=(listed, Rung(name="backwards", order="listed backwards")),
            asked=shares, source="a negative control: seats stay, so all stays", is_exact=True),
        own(lever="order of seats", rungs=(listed, Rung(name="backwards", order="seated backwards")), asked=shares,
            source="a negative control: other draws, the same shares"),
        own(lever="order of clauses", rungs=(listed, Rung(name="backwards", order="clauses backwards")),
            asked=shares, source="a negative control: other draws, the same shares"),
    ]  # fmt: skip


def _kinds(base: RoomSpec, field: str, *values: object) -> tuple[Rung, ...]:
    return tuple(Rung(name=str(value), room=base.but(**{field: value})) for value in values)


def _forms(base: RoomSpec, path: str, *values: float) -> tuple[Rung, ...]:
    return tuple(
        Rung(name=str(value), room=base.with_protocol(**{path.replace(".", "__"): value})) for value in values
    )


def _in_rooms(name: str, base: RoomSpec) -> list[Ladder]:
    """Return the ladders of a kind of room on time, mandates and information."""
    own = partial(Ladder, where=name)
    plain = base.but(specials=tuple(kind for kind in base.specials if kind != "vague"))
    text = Asked(measure=TEXT, direction="up")
    price = replace(Asked(measure=ADOPTED, direction="up"), scale=_ANY)
    top = tuple(
        Rung(name=str(top), room=base.but(salience="different", top=top)) for top in (0.25, 0.4, 0.6, 0.8)
    )
    return [
        own(lever="sessions", rungs=_kinds(base, "sessions", 5, 6, 7, 8, 10, 12, 16, 20, 30), asked=_shares("up"),
            source="F10: less time, more breakdowns"),
        own(lever="red lines", asked=_shares("up"), source="F16; zone of agreement [Raiffa1982]",
            rungs=tuple(Rung(name=str(w), room=base.but(red=(w, w))) for w in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 1.0))),
        own(lever="polarisation", rungs=_kinds(base, "spread", 0.4, 0.6, 0.8, 1.0), asked=_shares("down"),
            source="F12: further apart, no consensus"),
        # A vague wording is another answer to distance (F12), so there is none here.
        own(lever="distance of camps", asked=_shares("down"), source="F12",
            rungs=_kinds(plain, "camps", 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)),
        own(lever="isolation", rungs=_forms(base, "signal.isolation", 0.0, 0.05, 0.1, 0.2, 0.4),
            asked=_shares("up"), source="F17: isolated objectors fold"),
        own(lever="strategy of all", rungs=_kinds(base, "strategy", *_EAGER), asked=_shares("up", kinds=True),
            source="early givers agree, late givers risk the deadline [Faratin1998]"),
        own(lever="no deal", asked=(price, text), source="F7; the worse no agreement is, the more is signed [Nash1950]",
            rungs=_kinds(base, "failure_cost", -0.05, -0.025, 0.0, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4)),
        own(lever="talks", rungs=_forms(base, "consult.talks", 0, 1, 2, 4), asked=_shares("up"),
            source="Earnest 2008 (with F2): those who communicate more coordinate better"),
        own(lever="top salience", rungs=top, asked=(*_shares("silent"), _length("gain_mean", "up")),
            source="F4: different saliences raise gains; on agreement theory is silent (hold-outs)"),
        own(lever="vague wording", asked=_shares("up", kinds=True), source="F12: precision is traded for assent",
            rungs=(Rung(name="none", room=plain),
                   Rung(name="one", room=plain.but(specials=(*plain.specials, "vague"))))),
    ]  # fmt: skip


def _of_rooms(name: str, base: RoomSpec) -> list[Ladder]:
    """Return the ladders of a kind of room on rules, numbers, chair, draft and power."""
    own = partial(Ladder, where=name)
    blocs = tuple(
        Rung(name=str(blocs), room=base.but(seating="by bent", blocs=blocs)) for blocs in (0, 6, 4, 3)
    )
    heard = base.but(stakeholders=4, rule="simple_majority")  # by consensus more seats are more vetoes
    middle = base.but(seating="median first")
    blocked = middle.but(strategies=((0, "obstructor"),))
    return [
        own(lever="rough consensus", asked=_shares("up"), source="F1; objections are addressed [RFC7282]",
            rungs=tuple(Rung(name=str(t), room=base.but(rule="rough_consensus", threshold=t))
                        for t in (1.0, 0.95, 0.9, 0.8, 0.7, 0.6))),
        own(lever="number of delegations", rungs=_kinds(base, "delegations", 6, 9, 12, 18, 24, 48),
            asked=_shares("down"), source="F2: larger groups fail more under consensus"),
        own(lever="blocs", rungs=blocs, asked=_shares("up"), source="F2: blocs offset size"),
        own(lever="rights", rungs=_kinds(heard, "standing", "observer", "persuade", "decide"),
            asked=(*_shares("silent"), _length(PLACE, "up")),
            source="F20: through persuasion or decision, towards their positions, here at .85"),
        *(own(lever=f"chair's wish {wish:.0f}", must_move=True, source="F14: outcomes shift to the chair's taste",
              rungs=tuple(Rung(name=str(bias), room=base.but(chair_ideal=wish, impartiality=1.0 - bias))
                          for bias in (0, 0.25, 0.5, 1)),
              asked=(_length(PLACE, "up" if wish else "down"), Asked(measure=TEXT, direction="silent")))
          for wish in (1.0, 0.0)),
        own(lever="first draft", rungs=_kinds(base, "draft", 0.0, 0.25, 0.5, 0.75, 1.0),
            asked=(_length(PLACE, "up"), Asked(measure=TEXT, direction="silent")), source="F15"),
        own(lever="capability of one", rungs=_kinds(base, "first_voice", 0.05, 0.35, 0.7, 1.0), must_move=True,
            asked=(_length("gain.d0", "up"),), source="outcomes follow capability times salience [Stokman1994]"),
        own(lever="obstructor", asked=_shares("down"), must_move=True,
            rungs=(Rung(name="none", room=middle), *_kinds(blocked, "first_voice", 0.05, 0.25, 0.5, 1.0)),
            source="F18 [Depledge2008]: hurts under consensus, by its weight"),
        own(lever="order of the list", is_exact=True,
            rungs=(Rung(name="listed", room=base), Rung(name="backwards", room=base.but(listed_backwards=True))),
            asked=(*_shares("same"), _length(PLACE, "same")), source="a negative control: seats stay"),
    ]  # fmt: skip


LADDERS: Final[tuple[Ladder, ...]] = (
    *(
        ladder
        for case, seats in CASES.items()
        for found in (_on_case(case, seats), _of_rules(case, seats), _of_power(case, seats), _of_order(case))
        for ladder in found
    ),
    *(
        ladder
        for name, base in ROOMS.items()
        for found in (_in_rooms(name, base), _of_rooms(name, base))
        for ladder in found
    ),
)
