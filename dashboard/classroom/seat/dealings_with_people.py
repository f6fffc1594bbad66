"""Offers and questions to a seat in a class, and what it can ask of others, the Chair and capital."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.classroom.seat.clause import Choice, choices
from dashboard.seat import offers_told as offers
from dashboard.seat import short_wordings
from dashboard.seat.headline_told import Teller
from simulation.classroom import MySeat
from simulation.live import IssueSeen, moves_of
from simulation.training import FirstOffer, first_offer

__all__ = ["Dealing", "Offered", "Question", "dealing", "question_in_words"]

_CHAIR: Final = (*moves_of("process"), *moves_of("people"))
_TALK: Final = "consult_bilaterally"

type Groups = Sequence[tuple[str, Sequence[Choice]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An offer to the seat."""

    id: str
    by: str
    name: str
    terms: str
    reason: str
    meaning: str
    get: str
    """What the seat would get, to ask for again in a counter-offer: issue and wording."""
    give: Groups
    """What it could give instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of another delegation with people in it."""

    by: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """All that passes between delegations."""

    offers: Sequence[Offered]
    questions: Sequence[Question]
    """Those that are not answered yet."""
    made: Sequence[str]
    """Offers of the seat to people that they have not answered yet."""
    promises: Sequence[str]
    told: Sequence[tuple[str, Sequence[str]]]
    """What each delegation has told the seat."""
    no_talks: str
    talk_to: Sequence[Choice]
    about: Groups
    trade_to: Sequence[Choice]
    trade: Groups
    to_first: str
    get_first: str
    give_first: str
    chair: Sequence[tuple[Choice, str]]
    package: Sequence[tuple[str, str, Sequence[Choice]]]
    """Issue, its name, wordings."""
    can: frozenset[str]
    """Moves that can be made now."""


def dealing(tell: Teller, mine: MySeat, *, can_move: bool) -> Dealing:
    """Return it."""
    view = tell.view
    can = frozenset(view.request.legal if view.request is not None and can_move else ())
    issues = [issue for issue in view.issues if issue.is_open]
    may_trade = "offer_trade" in can and len(issues) > 1
    first = first_offer(view) if may_trade else FirstOffer(to="", get=("", ""), give=("", ""))
    in_talks = view.phase == "talks"
    return Dealing(
        offers=[_offered(tell, number) for number in range(len(view.offers))] if in_talks else (),
        questions=_questions(tell, mine),
        made=[offers.terms(tell, offer) for offer in offers.waiting(view)],
        promises=offers.promises(tell),
        told=[(tell.name(other.key), lines) for other in view.others if (lines := tell.told(other))],
        no_talks=tell.no_talks() if in_talks else "",
        talk_to=_talk_to(tell) if _TALK in can else (),
        about=_about(tell, issues) if _TALK in can else (),
        trade_to=[Choice(other.key, tell.name(other.key)) for other in view.others if other.decides]
        if may_trade
        else (),
        trade=_places(tell, issues) if may_trade else (),
        to_first=first.to,
        get_first=" ".join(first.get),
        give_first=" ".join(first.give),
        chair=[
            (Choice(move, tell.asking(move)), tell.words.say(f"seat.about.{move}"))
            for move in _CHAIR
            if move in can
        ],
        package=[(issue.key, tell.issue(issue.key), choices(tell, issue)) for issue in issues]
        if "propose_package" in can
        else (),
        can=can,
    )


def question_in_words(tell: Teller, issue: str, option: str) -> str:
    """Return a question as people are asked it, who read it instead of answering by a rule."""
    say = tell.words.say
    if option:
        return say("class.seat.ask.could", issue=tell.issue(issue), option=tell.option(issue, option))
    return say("class.seat.ask.needs", issue=tell.issue(issue)) if issue else say("class.seat.ask.matters")


def _offered(tell: Teller, number: int) -> Offered:
    offer = tell.view.offers[number]
    open_issues = [issue for issue in tell.view.issues if issue.is_open and issue.key != offer.give[0]]
    return Offered(
        id=offer.id,
        by=offer.by,
        name=tell.name(offer.by),
        terms=offers.terms(tell, offer),
        reason=tell.words.told(offer.reason),
        meaning=offers.meaning(tell, offer),
        get=" ".join(offer.give),
        give=_places(tell, open_issues),
    )


def _questions(tell: Teller, mine: MySeat) -> list[Question]:
    """Return what others asked in this session; a note to them after it is the answer."""
    own, session = tell.view.own.key, tell.view.session
    written = {note.to: note.number for note in mine.notes if note.by == own}
    return [
        Question(by=said.seat, name=tell.name(said.seat), text=said.text)
        for said in tell.view.statements
        if (said.move, said.to, said.session) == (_TALK, own, session)
        and written.get(said.seat, 0) < mine.questions.get(said.seat, 1)
    ]


def _talk_to(tell: Teller) -> list[Choice]:
    say = tell.words.say
    return [
        Choice(
            other.key,
            say("class.seat.talk.person", name=tell.name(other.key))
            if other.is_person
            else tell.name(other.key),
        )
        for other in tell.view.others
        if other.key not in tell.view.met
    ]


def _about(tell: Teller, issues: Sequence[IssueSeen]) -> Groups:
    say = tell.words.say
    return [
        (say("seat.talk.matters"), [Choice("", say("seat.talk.matters"))]),
        (say("seat.talk.needs"), [Choice(issue.key, tell.issue(issue.key)) for issue in issues]),
        *(
            (
                say("class.seat.talk.could", issue=tell.issue(issue.key)),
                [
                    Choice(f"{issue.key} {option.key}", option.short(short_wordings.AMONG_ALL))
                    for option in issue.written
                ],
            )
            for issue in issues
        ),
    ]


def _places(tell: Teller, issues: Sequence[IssueSeen]) -> Groups:
    return [
        (
            tell.issue(issue.key),
            [Choice(f"{issue.key} {one.value}", one.label) for one in choices(tell, issue)],
        )
        for issue in issues
    ]
