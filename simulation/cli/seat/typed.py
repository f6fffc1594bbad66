"""What a person types, as a move; and a move as what a person would type."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from simulation.cli.confirming import yes_or_no
from simulation.cli.seat.commands import COMMANDS, NotUnderstoodError, command_named, usage
from simulation.live import SEAT_MOVES, IssueSeen, Offer, SeatMove, SeatView
from simulation.words import listed, meant, numbered, say

__all__ = [
    "Typed",
    "move_of",
    "named_issue",
    "named_option",
    "named_seat",
    "read_line",
    "typed_as",
]

_BESIDE: Final = " -- "
"""Before words that go with a move."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line: its command, the words after it, and what stands beside the move."""

    command: str
    words: tuple[str, ...]
    text: str = ""


def read_line(line: str) -> Typed:
    """Return what a line says.

    Raises:
        NotUnderstoodError: if it begins with no command, or answers a question that nobody asked.
    """
    if yes_or_no(line) is not None:
        raise NotUnderstoodError(say("play.no_question"))
    head, beside, text = f"{line.strip()} ".partition(_BESIDE)
    word, _, rest = head.strip().partition(" ")
    second, _, after = rest.strip().partition(" ")
    if f"{word}-{second}".casefold() in COMMANDS:  # hand over, chair text
        word, rest = f"{word}-{second}", after
    command = command_named(word)
    if command == "say":
        return Typed(command, (), f"{rest}{beside}{text}".strip())
    return Typed(command, tuple(rest.split()), text.strip())


def move_of(typed: Typed, view: SeatView) -> SeatMove:
    """Return the move that a line is.

    Raises:
        NotUnderstoodError: if something is missing or unknown; the text says what is valid.
    """
    fields = _fields(typed, view)
    return SeatMove(seat=view.own.key, text=typed.text, **fields)  # type: ignore[arg-type] # the fields of a move


def _fields(typed: Typed, view: SeatView) -> Mapping[str, object]:
    command, words = typed.command, typed.words
    if command in _MADE:
        return _MADE[command](typed, view)
    if len(COMMANDS[command]) != 1:
        raise NotUnderstoodError(say("play.no_move", command=command))
    (move,) = COMMANDS[command]
    needs = SEAT_MOVES[move].needs
    _count(typed, len(needs))
    fields: dict[str, object] = {"move": move}
    if needs:
        issue = named_issue(view, words[0])
        fields["issue"] = issue.key
        if "option" in needs:
            fields["option"] = named_option(issue, words[1])
    return fields


def _wording(typed: Typed, view: SeatView) -> dict[str, object]:
    _count(typed, 2)
    issue = named_issue(view, typed.words[0])
    return {"issue": issue.key, "option": named_option(issue, typed.words[1])}


def _say(typed: Typed, view: SeatView) -> dict[str, object]:  # noqa: ARG001 - all share one signature
    return {"move": "speak"}


def _talk(typed: Typed, view: SeatView) -> dict[str, object]:
    _count(typed, 1, 2, 3)
    asked: dict[str, object] = {"move": "consult_bilaterally", "to": named_seat(view, typed.words[0])}
    if len(typed.words) == 1:
        return asked
    issue = named_issue(view, typed.words[1])
    option = {"option": named_option(issue, typed.words[2])} if typed.words[2:] else {}
    return {**asked, "issue": issue.key, **option}


def _object(typed: Typed, view: SeatView) -> dict[str, object]:
    if view.phase == "adoption":
        _count(typed, 0)
        return {"move": "reject_document"}
    move = "object_formally" if view.phase == "floor" else "oppose"
    return {"move": move} | _wording(typed, view)


def _sign(typed: Typed, view: SeatView) -> dict[str, object]:  # noqa: ARG001 - all share one signature
    _count(typed, 0, 1)
    return {"move": "sign_with_reservation" if typed.words else "sign"}


def _trade(typed: Typed, view: SeatView) -> dict[str, object]:
    words = typed.words
    if len(words) != 7 or (words[1].casefold(), words[4].casefold()) != ("give", "get"):  # noqa: PLR2004
        raise _usage(typed)
    give, get = named_issue(view, words[2]), named_issue(view, words[5])
    return {
        "move": "offer_trade",
        "to": named_seat(view, words[0]),
        "give": (give.key, named_option(give, words[3])),
        "get": (get.key, named_option(get, words[6])),
    }


def _package(typed: Typed, view: SeatView) -> dict[str, object]:
    if not typed.words or len(typed.words) % 2:
        raise _usage(typed)
    package = dict[str, str]()
    for key, option in zip(typed.words[::2], typed.words[1::2], strict=True):
        issue = named_issue(view, key)
        package[issue.key] = named_option(issue, option)
    return {"move": "propose_package", "package": package}


def _answer(typed: Typed, view: SeatView) -> dict[str, object]:
    _count(typed, 0, 1)
    word = typed.words[0].casefold() if typed.words else ""
    if view.phase == "package":
        with_statement = bool(word) and "statement".startswith(word)
        if word and not (with_statement and typed.command == "accept"):
            raise _usage(typed)
        return {"move": f"{typed.command}_package{'_with_statement' if with_statement else ''}"}
    ids = {str(offer.number): offer.id for offer in view.offers}
    ids |= {offer.id.casefold(): offer.id for offer in view.offers}
    if not word and len(view.offers) == 1:
        word = view.offers[0].id.casefold()
    if word not in ids:
        numbers = [str(offer.number) for offer in view.offers]
        raise NotUnderstoodError(numbered("play.which_offer", len(numbers), offers=listed(numbers)))
    return {"move": f"{typed.command}_trade", "offer": ids[word]}


def _join(typed: Typed, view: SeatView) -> dict[str, object]:
    words = typed.words
    if view.phase in ("adoption", "signing") or not words or words[0] == "statement":
        _count(typed, 0, 1)
        return {"move": "join_consensus_with_statement" if words else "join_consensus"}
    fields = _wording(typed, view)
    issue = named_issue(view, words[0])
    holders = next(option.holders for option in issue.options if option.key == fields["option"])
    return fields | {"move": "join_coalition" if holders else "found_coalition"}


_MADE: Final[Mapping[str, Callable[[Typed, SeatView], dict[str, object]]]] = {
    "say": _say,
    "talk": _talk,
    "trade": _trade,
    "package": _package,
    "accept": _answer,
    "refuse": _answer,
    "object": _object,
    "join": _join,
    "sign": _sign,
}


def _count(typed: Typed, *allowed: int) -> None:
    if len(typed.words) not in allowed:
        raise _usage(typed)


def _usage(typed: Typed) -> NotUnderstoodError:
    given = " ".join((typed.command, *typed.words))
    return NotUnderstoodError(say("play.not_complete", given=given, usage=usage(typed.command)))


def named_issue(view: SeatView, word: str) -> IssueSeen:
    """Return the issue with this key or name, or the only one that begins so.

    Raises:
        NotUnderstoodError: if there is none, or more than one.
    """
    key = _named("issue", word, ((issue.key, (issue.name,)) for issue in view.issues))
    return next(issue for issue in view.issues if issue.key == key)


def named_option(issue: IssueSeen, word: str) -> str:
    """Return the key of the option with this key, or of the only one that is there and whose key or label begins so.

    Raises:
        NotUnderstoodError: if there is none, or more than one.
    """
    # Of one that is not written yet the rules say why it cannot be put.
    if any(option.key == word for option in issue.options):
        return word
    wanted = word.casefold()
    by_key = [option for option in issue.written if option.key.casefold().startswith(wanted)]
    by_label = [option for option in issue.written if option.label.casefold().startswith(wanted)]
    if by_key or len(by_label) != 1:
        shown = {
            option.key: say("play.key_and_name", key=option.key, name=option.label)
            for option in issue.written
        }
        options = ((option.key, ()) for option in by_key or issue.written)
        return _named("option", word, options, shown, issue=issue.key)
    return by_label[0].key


def named_seat(view: SeatView, word: str) -> str:
    """Return the key of the delegation with this key or name, or of the only one that begins so.

    Raises:
        NotUnderstoodError: if there is none, or more than one.
    """
    return _named("seat", word, ((other.key, (other.short, other.name)) for other in view.others))


def _named(
    kind: str,
    word: str,
    names: Iterable[tuple[str, Sequence[str]]],
    shown: Mapping[str, str] = MappingProxyType({}),
    **values: str,
) -> str:
    """Return the key that a word stands for; a key in full comes before a beginning, a key before a name.

    Of keys that all begin with the shortest one, as a wording and the bridges from it do, it is the shortest.

    `shown` is how keys are told to whoever named none of them, `values` what else a message has to say.
    """
    wanted = word.casefold()
    called = [(key, [key.casefold(), *(name.casefold() for name in also)]) for key, also in names]
    exact = [key for key, words in called if wanted in words]
    if exact:
        return exact[0]
    begins = [key for key, words in called if any(name.startswith(wanted) for name in words)]
    if begins and all(key.startswith(min(begins, key=len)) for key in begins):
        return min(begins, key=len)
    if begins:
        raise NotUnderstoodError(say(f"play.several.{kind}", word=word, found=listed(begins), **values))
    keys = [key for key, _ in called]
    there = listed(shown.get(key, key) for key in keys)
    raise NotUnderstoodError(
        say(f"play.none.{kind}", word=word, near=meant(word, keys), there=there, **values)
    )


def typed_as(move: SeatMove, offers: Sequence[Offer] = ()) -> str:
    """Return what a person would type to make a move; `offers` are those made to it."""
    words = [SEAT_MOVES[move.move].command]
    if move.to:
        words.append(move.to)
    if move.give and move.get:
        words += ["give", *move.give, "get", *move.get]
    words += [word for word in (move.issue, move.option) if word]
    words += [word for pair in move.package.items() for word in pair]
    if move.offer:
        words.append(next((str(one.number) for one in offers if one.id == move.offer), move.offer))
    if word := SEAT_MOVES[move.move].word:
        words.append(word)
    if move.move == "speak":
        return f"say {move.text}"
    return " ".join(words) + (f"{_BESIDE}{move.text}" if move.text else "")
