"""What a case is made of: frozen models that hold data and check what can be checked in one place."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from simulation.scenario.distributions import Normal, Number, Triangular, Uniform
from simulation.scenario.inject_schema import Inject
from simulation.scenario.instance_schema import Instances
from simulation.scenario.judgement import Judgement
from simulation.scenario.model_base import ONE_LINE, CasePart, Key, Line, OptionKind, Prose, Share, is_nothing
from simulation.scenario.translations.translatable import Language, Translatable
from simulation.words import Said, said

__all__ = [
    "Basis",
    "Bloc",
    "BlocLine",
    "Brief",
    "Chair",
    "Clause",
    "Confidence",
    "Decision",
    "Delegation",
    "DelegationKind",
    "Dimension",
    "Document",
    "Event",
    "ForumRules",
    "Instances",
    "Issue",
    "Judgement",
    "Mandate",
    "Normal",
    "Number",
    "Option",
    "OptionKind",
    "ProtocolChoice",
    "Region",
    "Rights",
    "Scales",
    "Scenario",
    "Section",
    "StrategyChoice",
    "Triangular",
    "Uniform",
]

type Dimension = Literal["authority", "venue", "force", "scope", "pace"]
type DelegationKind = Literal[
    "government", "intergovernmental", "private_sector", "civil_society", "technical_community", "academia"
]
type Region = Literal[
    "africa",
    "americas",
    "arab_states",
    "asia",
    "asia_pacific",
    "caribbean",
    "cis",
    "europe",
    "latin_america",
    "middle_east",
    "north_america",
    "oceania",
]
type Confidence = Literal["low", "medium", "high"]
type Basis = Literal["documented", "inferred", "judgement", "illustrative"]
type ChairPower = Literal["agenda", "groups", "text", "suspend", "extend", "call"]


class Option(CasePart):
    """One wording of an issue, at its place between multi-stakeholder (0) and intergovernmental (1)."""

    key: Key
    label: Line
    position: Share
    kind: OptionKind = "text"
    precision: Share | None = None
    """How much of the meaning is fixed; None takes the default of the kind (text 1, vague .4, refer .75)."""
    own_channel: bool = False
    """The follow-up stays with the body that hosts the meeting, which can see to it by itself."""
    source: Line | None = None
    drafted: Annotated[bool, Field(exclude_if=is_nothing)] = False
    """Nobody has written it when the conference begins: a drafting group may, in a case open to them."""


class Issue(CasePart):
    """A contested question with its ordered options."""

    key: Key
    name: Line
    dimension: Dimension
    question: Prose = ""
    low: Line = "multi-stakeholder"
    """What the pole at 0 is called; renaming never flips the axis."""
    high: Line = "intergovernmental"
    status_quo: Key | Share
    """The reversion point: the key of an option, or a place on the axis."""
    draft: Key
    """The option of the first draft."""
    options: Annotated[tuple[Option, ...], Field(min_length=1, max_length=12)]
    sponsors: Annotated[tuple[Key, ...], Field(exclude_if=is_nothing)] = ()
    """Delegations that tabled the first draft: they do not agree to strike it, unless their list of acceptable
    wordings names that. Where the room decides by a majority, they can be outvoted."""
    source: Prose = ""

    @property
    def written(self) -> tuple[Option, ...]:
        """The options at the start of the conference: all but those that a drafting group may write."""
        return tuple(option for option in self.options if not option.drafted or option.key == self.draft)


class Clause(CasePart):
    """One labelled paragraph of the document, worded for every option of the issue that governs it."""

    key: Key
    label: Annotated[str, StringConstraints(min_length=1, max_length=12, pattern=ONE_LINE)]
    title: Line
    issue: Key
    wordings: dict[Key, Prose]
    """Wording by option key; every option of the issue that is not `delete` needs one."""
    depends_on: tuple[Key, ...] = ()
    """Keys of clauses without which this one makes no sense."""


class Section(CasePart):
    """Clauses under one heading."""

    kind: Literal[
        "recalling",
        "recognizing",
        "considering",
        "noting",
        "is_of_the_view",
        "resolves",
        "decides",
        "invites",
        "instructs",
        "requests",
        "annex",
    ]
    heading: Line
    force: Literal["preambular", "operative"]
    clauses: Annotated[tuple[Clause, ...], Field(min_length=1, max_length=60)]


class Document(CasePart):
    """The text on the table."""

    title: Line
    instrument: Literal[
        "opinion", "resolution", "recommendation", "decision", "treaty", "report", "statement"
    ]
    chapeau: Prose = ""
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=20)]


class Mandate(CasePart):
    """The instructions of a delegation on one issue."""

    position: Number
    """The preferred point, public as the opening position, 0..1."""
    salience: Number | None = None
    """0..1; None takes the delegation's own."""
    salience_basis: Annotated[Basis | None, Field(exclude_if=is_nothing)] = None
    """How the salience is known, if that is said. It and the next two move nothing."""
    salience_source: Annotated[Line | None, Field(exclude_if=is_nothing)] = None
    """Where it is known from."""
    salience_confidence: Annotated[Confidence | None, Field(exclude_if=is_nothing)] = None
    """How sure that is, in words only: for a spread write a distribution as `salience`."""
    red_line: Number | tuple[Share, Share] | None = None
    """Half-width round the position, or the interval itself; None takes `red_line` of the protocol."""
    acceptable: tuple[Key, ...] | None = None
    """The only options that are not red, and what a group writes between two neighbours; overrides the red line."""
    flexibility: Number | None = None
    """Share of the way to the limit that may be gone without new instructions, 0..1; None: the delegation's own."""
    fallbacks: tuple[Key, ...] = ()
    """Options in the order in which they are released when pressed."""
    reason: Prose = ""
    """Why, as the delegation may say it in the room; what it must not say belongs in the confidential brief."""
    source: Line | None = None
    basis: Basis | None = None
    confidence: Confidence | None = None
    """Default spread of the position, if that is a plain number."""


class Brief(CasePart):
    """What a person in this seat reads."""

    public: Prose = ""
    confidential: Prose = ""


class StrategyChoice(CasePart):
    """A strategy of the registry, with its parameters."""

    model_config = ConfigDict(extra="allow", frozen=True, allow_inf_nan=False)
    key: Key


class Rights(CasePart):
    """The rights of a seat in the room."""

    seat: bool = True
    speak: bool = False
    propose: bool = False
    object: bool = False
    vote: bool = False
    persuade: bool = False


class Delegation(CasePart):
    """A government or another stakeholder at the table."""

    key: Key
    name: Line
    short: Annotated[str, StringConstraints(min_length=1, max_length=16, pattern=ONE_LINE)] | None = None
    kind: DelegationKind
    region: Annotated[Region | None, Field(exclude_if=is_nothing)] = None
    """Where it is at home, if that is said: an archetype is called by it. It and the next move nothing."""
    adjectives: Annotated[tuple[Line, ...], Field(exclude_if=is_nothing)] = ()
    """What texts of the case call what is its own, such as Russian: under an archetype they are replaced too."""
    seat: Annotated[int, Field(ge=0)] | None = None
    """Number that its random draws hang on; None: its place in the list. Kept under renaming and reordering."""
    standing: Key | None = None
    """Class of participant in the forum (member_state, sector_member, ...); None: its kind decides its rights."""
    rights: Rights | None = None
    """Overrides what the forum gives."""
    blocs: tuple[Key, ...] = ()
    capability: Number = 0.5
    """Voice in the room, 0..1."""
    attention: Annotated[int, Field(ge=0, le=6)] | None = None
    """Bilateral talks it can hold in a session; None takes the protocol's `talks`."""
    stance: Literal["driver", "conductor", "defender", "braker", "cruiser"] | None = None
    strategy: StrategyChoice | None = None
    salience: Number = 0.5
    flexibility: Number = 1.0
    reservation: Number | None = None
    """Value of no document, in lengths of the axis, -1..1; None: minus the protocol's `failure_cost`."""
    mandate: dict[Key, Mandate] = {}
    """By issue. A missing one takes the line of the first bloc that has one, else it is of no interest (salience 0)."""
    brief: Brief = Brief()
    rationale: Prose = ""
    source: Line | None = None
    basis: Basis | None = None
    confidence: Confidence | None = None


class BlocLine(CasePart):
    """The common position of a bloc on one issue: what a member without instructions of its own takes."""

    position: Number
    salience: Number | None = None
    source: Line | None = None
    basis: Basis | None = None
    confidence: Confidence | None = None


class Bloc(CasePart):
    """A standing group. It is not a seat, even if it has a common line."""

    key: Key
    name: Line
    basis: Literal["regional", "interest", "ad_hoc"] = "regional"
    discipline: Share | None = None
    """Weight of the common line; None takes the protocol's."""
    spokesperson: Key | None = None
    """None: the member with the largest capability."""
    members: tuple[Key, ...] = ()
    """Adds to the delegations that name this bloc themselves."""
    salience: Number | None = None
    influence: Number | None = None
    """What the source gives for the group as a whole; it adds no voice to that of the members."""
    line: dict[Key, BlocLine] = {}
    rationale: Prose = ""
    source: Line | None = None


class Chair(CasePart):
    """The holder of the gavel."""

    name: Line = "The Chair"
    powers: tuple[ChairPower, ...] = ("agenda", "groups", "text", "extend", "call")
    ideal: dict[Key, Number] = {}
    impartiality: Share = 1.0
    """1: its own ideal moves nothing."""
    rationale: Prose = ""
    source: Line | None = None

    @property
    def named(self) -> Said:
        """Its name: in the reader's language where the case gives none."""
        has_own = self.name != type(self).model_fields["name"].default
        return Said.verbatim(self.name) if has_own else said("who.chair")


class Decision(CasePart):
    """A decision rule of the registry, with its parameters."""

    model_config = ConfigDict(extra="allow", frozen=True, allow_inf_nan=False)
    rule: Key


class ForumRules(CasePart):
    """Who may do what, and how the room decides. Every field left out is taken from the preset."""

    preset: Key
    name: Line | None = None
    rights: dict[Key, Rights] | None = None
    """By standing or by kind of delegation; adds to the preset's."""
    decision: Decision | None = None
    package: bool | None = None
    """Whether packages may be put; a clause that was agreed counts only once the text as a whole is adopted."""
    leftover: Literal["drop", "fail"] | None = None
    """What open clauses do at the end: fall away, or sink the document."""
    call_vote: Share | None = None
    """A document that fails its rule may be put to a vote when more than this share prefer it to none."""
    refer: bool | None = None
    """Whether a motion to refer the whole elsewhere may be put."""
    signing: bool | None = None
    """Treaty forums: delegations sign, sign with a reservation, or do not sign."""
    host_body: Line | None = None
    source: Prose | None = None


class ProtocolChoice(CasePart):
    """A protocol of the registry, with its parameters."""

    model_config = ConfigDict(extra="allow", frozen=True, allow_inf_nan=False)
    key: Key = "conference"


class Event(CasePart):
    """Something that happens at the start of a session, whatever the delegations do."""

    session: Annotated[int, Field(ge=1)]
    """Sessions are counted from 1, as delegates count them."""
    kind: Literal["instruction", "deadline"]
    note: Prose
    delegation: Key | None = None
    issue: Key | None = None
    position: Share | None = None
    red_line: tuple[Share, Share] | None = None
    salience: Share | None = None
    flexibility: Share | None = None
    sessions: Annotated[int, Field(ge=1, le=500)] | None = None
    """For `deadline`: the number of sessions that there will now be in all."""


class Scales(CasePart):
    """The numbers of the table that a case was made from, so that its positions can be written in them again."""

    positions: dict[Key, tuple[float, float]] = {}
    """By issue: what stood in the table for 0 and for 1."""
    salience: Annotated[float, Field(gt=0)] = 1.0
    """What stood there for a salience of 1."""
    capability: Annotated[float, Field(gt=0)] = 1.0
    """What stood there for a capability of 1."""


class Scenario(Translatable):
    """A case: everything that, with a seed, fixes one negotiation to the last byte."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    key: Key
    title: Line
    summary: Prose
    nature: Literal["real", "illustrative"]
    """Whether the delegations are real ones, with sources, or invented."""
    as_of: Line | None = None
    language: Annotated[Language, Field(exclude_if=lambda code: code == "en")] = "en"
    """In which its names, titles and wordings are written; English is left out of what is hashed."""
    sources: dict[Key, Prose] = {}
    notes: Prose = ""
    forum: ForumRules
    protocol: ProtocolChoice = ProtocolChoice()
    sessions: Annotated[int, Field(ge=1, le=500)] = 20
    issues: Annotated[tuple[Issue, ...], Field(min_length=1, max_length=60)]
    document: Document
    delegations: Annotated[tuple[Delegation, ...], Field(min_length=1, max_length=1000)]
    drafting: Annotated[bool, Field(exclude_if=bool)] = True
    """Whether drafting groups may add wordings between neighbours that lie at least .3 apart; false: nobody may."""
    blocs: tuple[Bloc, ...] = ()
    chair: Chair = Chair()
    events: tuple[Event, ...] = ()
    trainer_notes: Prose = ""
    """Hidden structure for whoever runs a training; never shown to a seat."""
    injects: Annotated[tuple[Inject, ...], Field(exclude_if=is_nothing)] = ()
    """What the host of a class finds prepared; left out of what is hashed: it moves nothing by itself."""
    scales: Annotated[Scales | None, Field(exclude_if=is_nothing)] = None
    """In which numbers a table counted from which the case was made; left out of what is hashed if there was none."""
    judgement: Annotated[Judgement | None, Field(exclude_if=is_nothing)] = None
    """What could be coded otherwise, for `--codings`; left out of what is hashed, since it moves nothing by itself."""
    instances: Annotated[Instances | None, Field(exclude_if=is_nothing)] = None
    """How other instances of a training case are drawn; left out of what is hashed: it moves nothing by itself."""
    instance: Annotated[int, Field(ge=0, exclude_if=is_nothing)] = 0
    """Which instance it is; 0: the case as its author wrote it."""
