"""Cases small enough to reason about: built from plain data, drawn by hypothesis, played session by session."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from hypothesis import strategies as st

from simulation.engine.batch import prepare
from simulation.engine.round import play_round
from simulation.protocols.room import Room, Turn
from simulation.scenario.drafting import APART
from simulation.scenario.schema import Scenario
from simulation.state.negotiation import NegotiationState

type Data = dict[str, Any]

RUNGS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
SPECIAL: Final = ("agreed_language", "vague", "delete", "refer")
STRATEGIES: Final = (
    "linear",
    "boulware",
    "conceder",
    "hold",
    "obstructor",
    "reciprocal",
    "follow_bloc",
    "bridge_builder",
)
PLAIN: Final[Data] = {
    "consult": False,
    "trade": False,
    "coalesce": False,
    "caucus": False,
    "chair_text": False,
    "propose": {"hearings": 5},
    "clock": {"floor": 1},
}
"""A conference in which nothing but the clock moves anybody."""
BY_HAND: Final[Data] = {
    "clock": {"floor": 1, "work": 3.0, "lead": 0.0, "urgency": 1.0},
    "concede": {"priority": 0.0, "premium": 0.0},
}
"""Pressure is three sessions of work over those left, all issues open alike, and nobody waits: easy sums."""
NEUTRAL: Final[Data] = {
    "programme": False,
    "clock": {"urgency": 2.0, "lead": 3.0},
    "values": {
        "curve": 1.0,
        "edit_price": 0.05,
        "hope_beyond": False,
        "red_line_base": 0.75,
        "red_line_slope": 0.4,
    },
    "concede": {"pace": 0.15, "unevenness": 0.0, "shade": 0.0, "reluctance": 0.0, "temperature": 0.0},
    "persuade": {"strength": 0.03},
    "propose": {"last_resort": 0},
    "signal": {"isolation": 0.1, "fatigue": 0.0, "size": 0.0, "in_character": False},
    "decide": {"voice": 0.0, "outvoted": 1.0},
    "adopt": {"revise": False, "weighty": 0.0, "apart": 1.0, "at_a_loss": True},
    "chair_text": {"patience": 3, "must_gain": False, "lean": 1.0},
    "coalesce": {"cosign": 0.25, "bloc_line": False, "veto": 1.0, "deliver": 0.0},
    "goodwill": False,
}
"""The conference before it had a programme of work and what came with it, and goodwill."""
SAY: Final = {"speak": True, "propose": True, "object": True}


def options(*places: float, **special: float) -> list[Data]:
    """Return rungs `o0`, `o1`, ... and special options, each named after its kind."""
    rungs = [{"key": f"o{k}", "label": f"{place:g}", "position": place} for k, place in enumerate(places)]
    others = [
        {"key": kind, "label": kind, "position": place, "kind": kind} for kind, place in special.items()
    ]
    return rungs + others


def issue(key: str = "q0", *, choices: list[Data] | None = None, **fields: object) -> Data:
    """Return an issue on five rungs; the status quo lies in the middle, the draft on the last rung."""
    choices = options(*RUNGS) if choices is None else choices
    last = [choice["key"] for choice in choices if choice.get("kind", "text") == "text"][-1]
    core = {"key": key, "name": key, "dimension": "venue", "status_quo": 0.5, "draft": last}
    return core | {"options": choices} | fields


def delegation(
    key: str, *places: object, red_line: object = 0.5, salience: Sequence[object] = (), **fields: object
) -> Data:
    """Return a delegation with a position on each issue; capability 1 and saliences 1 unless said."""
    weights = salience or (1.0,) * len(places)
    mandate = {
        f"q{i}": {"position": place, "salience": weight, "red_line": red_line}
        for i, (place, weight) in enumerate(zip(places, weights, strict=True))
    }
    core = {"key": key, "name": key, "kind": "government", "capability": 1.0, "mandate": mandate}
    return core | fields


def _forms(given: Data) -> Data:
    """Return parameters given over the neutral ones, mechanism by mechanism, name by name; of a conference only."""
    under = NEUTRAL if given.get("key", "conference") == "conference" else {}
    found = dict(under)
    for key, value in given.items():
        neutral = under.get(key)
        if not isinstance(neutral, dict) or value is False:
            found[key] = value
        elif value is not True:  # that switches a mechanism on as it is
            found[key] = neutral | value
    return found


def document(issues: list[Data]) -> Data:
    """Return a document with one clause for each issue."""
    clauses = [
        {
            "key": f"c{place}",
            "label": f"{place + 1}.",
            "title": part["key"],
            "issue": part["key"],
            "wordings": {option["key"]: option["label"] for option in part["options"]},
        }
        for place, part in enumerate(issues)
    ]
    section = {"kind": "noting", "heading": "noting", "force": "preambular", "clauses": clauses}
    return {"title": "Text", "instrument": "opinion", "sections": [section]}


def data(
    delegations: list[Data],
    *,
    issues: list[Data] | None = None,
    protocol: Data | None = None,
    forum: Data | None = None,
    forms: bool = False,
    **fields: object,
) -> Data:
    """Return a case as plain data: a plain conference under consensus, everybody with a say.

    With `forms` all that is not given is as it is by default; without, as it was before there were any.
    """
    issues = [issue()] if issues is None else issues
    given = PLAIN if protocol is None else protocol
    core: Data = {
        "schema": 1,
        "key": "small",
        "title": "Small",
        "summary": "",
        "nature": "illustrative",
        "forum": {"preset": "cstd_wg", "leftover": "drop"} | (forum or {}),
        "protocol": {"key": "conference", **(given if forms else _forms(given))},
        "sessions": 10,
        "drafting": forms,
        "issues": issues,
        "document": document(issues),
        "delegations": delegations,
    }
    return core | fields


def case(
    delegations: list[Data],
    *,
    issues: list[Data] | None = None,
    protocol: Data | None = None,
    forum: Data | None = None,
    forms: bool = False,
    **fields: object,
) -> Scenario:
    """Return the case that `data` describes."""
    drawn = data(delegations, issues=issues, protocol=protocol, forum=forum, forms=forms, **fields)
    return Scenario.model_validate(drawn)


def play(
    case: Scenario, *, seed: int = 1, replication: int = 0
) -> Iterator[tuple[NegotiationState, Turn, Room]]:
    """Play one negotiation; yield after each session the state before it, what happened, and the room."""
    negotiation = prepare(case)
    room = negotiation.open(seed, [replication])
    while not room.state.is_over[0]:
        before = room.state.fork()
        turn = play_round(case, negotiation.protocol, room)
        yield before, turn, room


_PLACE = st.integers(0, 16).map(lambda k: k / 16)
"""Sixteenths: sums and differences of them are exact."""
_WEIGHT = st.sampled_from((0.25, 0.5, 1.0))
_SPREAD = _PLACE.map(lambda place: {"mean": place, "sd": 0.125})
_POWERS = ("agenda", "text", "extend")
_RIGHTS = st.sampled_from(
    (
        *[SAY] * 6,
        {"speak": True, "propose": True},
        {"speak": True, "persuade": True},
        {"speak": True, "propose": True, "persuade": True},
        {},
    )
)
_RULES = st.sampled_from(
    ("consensus", "rough_consensus", "qualified_majority", "simple_majority", "chambers")
)


@st.composite
def _issues(draw: st.DrawFn, count: int) -> list[Data]:
    found = []
    for place in range(count):
        rungs = sorted(draw(st.sets(_PLACE, min_size=2, max_size=4)))
        special = draw(st.lists(st.sampled_from(SPECIAL), unique=True, max_size=3))
        choices = options(*rungs, **{kind: draw(_PLACE) for kind in special})
        draft = draw(st.integers(0, len(rungs) - 1))
        found.append(issue(f"q{place}", choices=choices, status_quo=draw(_PLACE), draft=f"o{draft}"))
    return found


@st.composite
def _delegations(draw: st.DrawFn, issues: list[Data], place: st.SearchStrategy[object]) -> list[Data]:
    found = []
    for row in range(draw(st.integers(2, 5))):
        seated = delegation(
            f"d{row}",
            *[draw(place) for _ in issues],
            red_line=draw(st.sampled_from((0.25, 0.5, 0.75, None))),
            salience=[draw(_WEIGHT) for _ in issues],
            capability=draw(_WEIGHT),
            kind=draw(st.sampled_from(("government", "civil_society"))),
            strategy={"key": draw(st.sampled_from(STRATEGIES))},
            blocs=draw(st.lists(st.sampled_from(("b0", "b1")), unique=True, max_size=2)),
            rights=SAY if row == 0 else draw(_RIGHTS),
            attention=draw(st.sampled_from((None, None, 0, 3))),
        )
        keys = [option["key"] for option in issues[0]["options"]]
        extra = draw(st.sampled_from((None, None, None, "fallbacks", "acceptable")))
        if extra is not None:
            some = st.lists(st.sampled_from(keys), unique=True, min_size=1, max_size=3)
            seated["mandate"]["q0"][extra] = draw(some)
        found.append(seated)
    return found


@st.composite
def cases(
    draw: st.DrawFn,
    /,
    *,
    issues: int | None = None,
    rule: str | None = None,
    is_drawn: bool = True,
    protocol: Data | None = None,
    forms: bool = False,
    **fields: object,
) -> Data:
    """Draw a case with everything in it: special options, blocs, a chair, persuaders, observers, distributions.

    With `forms` half of the cases have the conference as it is by default, with wordings for drafting groups.
    """
    found = draw(_issues(draw(st.integers(1, 3)) if issues is None else issues))
    spread = st.one_of(_PLACE, _SPREAD) if is_drawn else _PLACE
    clock = {"floor": draw(st.integers(1, 3)), "extend": draw(st.sampled_from((0, 0, 2)))}
    chair: Data = {
        "powers": draw(st.lists(st.sampled_from(_POWERS), unique=True)),
        "ideal": {"q0": draw(_PLACE)},
        "impartiality": draw(st.sampled_from((1.0, 0.5))),
    }
    patience = {"patience": draw(st.integers(1, 3))}
    mechanisms = {"clock": clock, "propose": patience, "chair_text": patience, "persuade": {"strength": 0.25}}
    forum = {
        "decision": {"rule": rule or draw(_RULES)},
        "package": draw(st.booleans()),
        "leftover": draw(st.sampled_from(("drop", "fail"))),
    }
    blocs = [{"key": "b0", "name": "b0", "discipline": 0.75}, {"key": "b1", "name": "b1"}]
    whole = {"sessions": draw(st.integers(1, 7)), "chair": chair, "blocs": blocs} | fields
    seated = draw(_delegations(found, spread))
    has_forms = forms and draw(st.booleans())
    if has_forms:
        chair["powers"].append("groups")
        for part in found:
            part["options"] += _between(part["options"])
    given = mechanisms | (protocol or {})
    return data(seated, issues=found, protocol=given, forum=forum, forms=has_forms, **whole)


def _between(choices: list[Data]) -> list[Data]:
    """Return what drafting groups may write: between rungs that lie far enough apart, and in general terms."""
    rungs = sorted(choice["position"] for choice in choices if choice.get("kind", "text") == "text")
    gaps = [(low, high) for low, high in pairwise(rungs) if high - low >= APART]
    written = [
        {"key": f"between{k}", "label": f"between {k}", "position": (low + high) / 2, "drafted": True}
        for k, (low, high) in enumerate(gaps)
    ]
    if rungs[-1] - rungs[0] >= APART and all(choice.get("kind") != "vague" for choice in choices):
        written.append(general((rungs[0] + rungs[-1]) / 2))
    return written


def general(place: float) -> Data:
    """Return the general terms that a drafting group may resort to."""
    return {"key": "general", "label": "general", "position": place, "kind": "vague", "drafted": True}
