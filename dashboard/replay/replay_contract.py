"""What the replay component is told, as types: the contract "replay/1".

Everything is a whole number, a text or *packed* text: two characters a number, see `packing`. T is the number of
sessions. Lists "per moment" have T + 1 entries, the first before session 1. Delegations and coalitions are named by
their place in their lists; -1 is none, unaligned, or the Chair. A *text* is a number into `texts`, a *set* a number
into `sets`, both -1 for none. Places on an axis are 0..1000. Names and wordings come from cases: they are data, to be
written as text and never as markup.
"""

from typing import Final, Literal, NotRequired, TypedDict

__all__ = [
    "BRAID_HEIGHT",
    "SCHEMA",
    "Answer",
    "Axes",
    "Axis",
    "Brackets",
    "Braid",
    "Clause",
    "ClauseState",
    "CoalitionData",
    "DelegationData",
    "Event",
    "Fate",
    "Guess",
    "GuessAnswer",
    "GuessQuestion",
    "Interval",
    "Kind",
    "Layout",
    "Level",
    "Links",
    "Mark",
    "Power",
    "Proposal",
    "Reason",
    "Reasons",
    "Replay",
    "ReplayParts",
    "Sentence",
    "Wording",
]

SCHEMA: Final = "replay/1"
BRAID_HEIGHT: Final = 4000
"""Units of height of the braid."""

type Level = Literal["", "usual", "less", "rare"]


class Axis(TypedDict):
    """One axis of the coalition map."""

    issue: NotRequired[str]
    title: str
    low: str
    high: str
    note: str
    """What to say below the map when it is chosen."""
    ticks: list[tuple[int, str]]
    """Place and short wording."""
    mixed: NotRequired[bool]
    """Whether issues call its ends otherwise, so that a move along it has no direction with one name."""
    same: NotRequired[bool]
    """Whether it says much the same as the main axis."""


class Axes(TypedDict):
    """The main axis, and one for each issue."""

    x: Axis
    y: list[Axis]


class CoalitionData(TypedDict):
    """One coalition over its life."""

    slot: int
    letter: str
    name: str
    short: str
    """Its name in pictures: the delegations that it is named after."""
    text: str
    """The wording that all its members put their name to; empty: there is none."""
    founded: int
    ended: int | None
    """The first session without it."""


class DelegationData(TypedDict):
    """One delegation."""

    id: str
    name: str
    forms: dict[str, str]
    """The name as templates ask for it: `le`, `de`, `à`, `que`, and `many` if it is plural. None in English."""
    short: str
    kind: str
    kind_word: str
    bloc: int
    """1: spokesperson of a bloc."""
    chair: int
    cap: int
    """Capability, 0..100."""
    blocks: int
    """1: has a say in the decision; 0: voice only."""
    alone: int
    """1: its objection alone sinks a text under the rule in force."""
    origin: str
    """Where its opening positions come from, in words."""
    x: str
    y: list[str]
    c: list[int]
    b: str
    """Clauses that it keeps in brackets."""
    k: str
    """Clauses that it blocks."""
    agrees: str
    """At each moment those with whom it agrees most, each followed by how much, of 100."""
    ideal: str
    red: tuple[int, int] | None
    band: tuple[str, str] | None
    """5th and 95th of 100 runs."""


class Kind(TypedDict):
    """A kind of stakeholder that is present."""

    key: str
    word: str


class Layout(TypedDict):
    """The braid for a drawing of one height."""

    px: int
    thick: list[int]
    top: list[str]
    """Upper edge of each thread, packed per moment."""


class Braid(TypedDict):
    """The braid, in `height` units."""

    height: int
    wide: Layout
    narrow: Layout


Event = TypedDict("Event", {"s": int, "type": str, "who": int, "from": int, "to": int, "short": str})
"""Something that happened to coalitions; `who` is a set."""


class Sentence(TypedDict):
    """What to say about one moment."""

    head: str
    sub: str
    alt: str
    usual: str
    """How usual it is among the runs of the ensemble; empty without one."""
    level: Level
    lines: list[str]
    """At most three short lines to stand above the session."""


class Wording(TypedDict):
    """One wording of a clause; `option` and `text` are texts, `holders` a set, `diff` a number into `diffs`."""

    option: int
    text: int
    holders: int
    diff: int


ClauseState = TypedDict(
    "ClauseState",
    {
        "from": int,
        "status": str,
        "falls_with": int,
        "by": int,
        "blocks": int,
        "waits": int,
        "prefers": int,
        "stops": int,
        "wordings": list[Wording],
        "brief": int,
        "words": int,
    },
)
"""A clause from one session on; `by` is the set of those who keep it in brackets. Of a clause in brackets, `blocks`,
`waits` and `prefers` are the sets of those who would object to it, who wait for its call, and who would only rather
have other words; `stops` is 1 where those who block are enough to stop it under the rule in force.
`words` is its state with all that drafting groups wrote, `brief` without."""


class Fate(TypedDict):
    """What became of a clause in the adopted document."""

    status: str
    text: int
    words: int


class Clause(TypedDict):
    """One clause through the sessions."""

    id: str
    label: str
    reference: str
    title: str
    issue: int
    depends_on: list[str]
    changed: list[int]
    cells: str
    history: list[ClauseState]
    final: Fate | None


class Mark(TypedDict):
    """What became of the text in a session: of what kinds it was, and all of it in words."""

    kinds: list[str]
    """Of `TextEventKind`."""
    text: int


class Answer(TypedDict):
    """What a viewer asks of a run, answered; `session` is where to look, 0: nowhere above all."""

    kind: str
    ask: str
    told: str
    session: int


class Brackets(TypedDict):
    """Clauses in brackets per moment, how many somebody blocks, who holds them, and where 90 of 100 runs lie."""

    count: list[int]
    blocked: list[int]
    holders: list[int]
    low: list[int] | None
    high: list[int] | None


class Proposal(TypedDict):
    """A wording tabled, and who could accept it and who objected."""

    by: int
    what: int
    yes: int
    no: int


class Links(TypedDict):
    """Dealings of one session: deals struck as packed pairs, and what was proposed."""

    trades: str
    proposals: list[Proposal]


Reason = TypedDict(
    "Reason",
    {
        "told": int,
        "group": list[int],
        "parts": list[tuple[int, int, int]],
        "refused": int,
        "because": int,
        "public": int,
        "private": int,
        "freq": int | None,
        "with": int,
    },
)
"""Why one delegation moved in one session: `told` is that in one sentence, with {name} for it; `group` is why it is in
another group than before (texts; none if it is not); parts are label, note (texts) and amount on the main axis in
thousandths. `refused` is what it turned down, and `because` why. `freq` is in how many runs it stands as here: in one
coalition with the delegation `with`, or alone if that is -1."""


class Reasons(TypedDict):
    """By row and session, both as text; `all` is false where only the selected delegation is told of."""

    all: bool
    by: dict[str, dict[str, Reason]]


class Power(TypedDict):
    """Who holds brackets, now and in how many runs."""

    hits: list[str] | None
    low: list[str] | None
    high: list[str] | None
    """Clauses that it keeps in brackets in the 5th and 95th of 100 runs."""
    sole_hits: list[str] | None
    """Runs in which it is the only one that keeps some clause in brackets."""
    order: list[int]
    title: list[int]
    sole: list[str]


class Interval(TypedDict):
    """A share of the ensemble and its 90 % interval by the number of hits, of 100 runs, as the language writes them."""

    n: int
    value: list[str]
    low: list[str]
    high: list[str]


class GuessAnswer(TypedDict):
    """An answer that one may give before the run is played, in words."""

    key: str
    told: str
    yours: str
    """That it was one's own."""
    share: str
    """In how many runs it is right, or how to find out."""
    right: int
    """1: in this run."""


class GuessQuestion(TypedDict):
    """A question that is asked before the run is played, in words."""

    id: str
    ask: str
    short: str
    run: str
    """What the run answers."""
    answers: list[GuessAnswer]


class Guess(TypedDict):
    """What one may guess before the run is played; `asked` names those of the questions that are asked now."""

    asked: list[str]
    questions: list[GuessQuestion]


class ReplayParts(TypedDict):
    """The contract without the texts and sets that its parts name."""

    schema: str
    title: str
    case: str
    nature: str
    seed: int
    run: int
    version: str
    lang: str
    sessions: int
    planned: int
    live: NotRequired[int]
    """Sessions held so far, in a room that still sits."""
    asked: bool
    lead: str
    """What is said below the sentence of the outcome; empty: nobody was asked."""
    glance: list[Answer]
    """What a viewer asks first; empty: nobody was asked."""
    turns: list[int]
    """The sessions in which most changed, the heaviest first."""
    n_runs: int
    axes: Axes
    y_default: int
    kinds: list[Kind]
    coalitions: list[CoalitionData]
    delegations: list[DelegationData]
    braid: Braid
    events: list[Event]
    sentences: list[Sentence]
    marks: list[Mark]
    """Per moment."""
    clauses: list[Clause]
    diffs: list[list[tuple[int, str]]]
    brackets: Brackets
    links: list[Links]
    reasons: Reasons
    power: Power
    interval: Interval | None
    log: list[list[tuple[int, int, int]]]
    words: dict[str, str]
    guess: Guess | None
    """None: nobody was asked."""


class Replay(ReplayParts):
    """The whole contract."""

    texts: list[list[int]]
    """Each as numbers of the phrases that it is made of, with a space between two."""
    phrases: list[str]
    sets: list[str]
