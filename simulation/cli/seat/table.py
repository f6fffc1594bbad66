"""A person at the table: takes its lines one by one, makes its moves, and shows what comes back."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from simulation.cli.confirming import yes_or_no
from simulation.cli.seat import brief_page
from simulation.cli.seat.asides import ASIDES
from simulation.cli.seat.commands import NotUnderstoodError
from simulation.cli.seat.doubts import against, doubts
from simulation.cli.seat.menu import Menu, menu_of, print_menu
from simulation.cli.seat.notebook import Notebook
from simulation.cli.seat.prediction import Questions
from simulation.cli.seat.session_seen import print_last_packages, print_reply, print_talks
from simulation.cli.seat.typed import Typed, move_of, read_line, typed_as
from simulation.cli.terminal import Page
from simulation.live import (
    LiveNegotiation,
    Place,
    SeatMove,
    SeatView,
    view_of,
)
from simulation.scenario import CoachQuestion, Scenario
from simulation.training import SeatNotes, keep_notes, notes_of, taken_back
from simulation.words import Said, say

__all__ = ["SeatAtTable"]

_EVEN_IF_LEFT_BEHIND: Final = ("quit", "save")
_TO_THE_END: Final = ("hand-over", "end")


class SeatAtTable:
    """One seat of a live negotiation, moved by lines of text.

    Args:
        live: The negotiation; the seat is one of its people.
        seat: Key of the delegation.
        page: What to print on.
        notebook: Where it is kept after every move.
        coach: How much a hint may give away, one of `COACH_LEVELS`.
        questions: Of the trainer's pack, which the coach asks where they fit.
    """

    def __init__(
        self,
        live: LiveNegotiation,
        seat: str,
        page: Page,
        notebook: Notebook,
        *,
        coach: str = "move",
        questions: Sequence[str | CoachQuestion] = (),
    ) -> None:
        self.live = live
        self.seat = seat
        self.has_left = False
        self.page = page
        self.notebook = notebook
        self.coach = coach
        self.questions = questions
        self._questions: Questions | None = None
        self._unsure: tuple[SeatMove, str] | None = None
        """A move that the brief speaks against and what it says, until the person says yes or no."""
        self._asks = True
        """Whether somebody sits before the page and can be asked; a file of moves says what it says."""
        self.passed: set[tuple[str, str]] = set()
        """Wordings on the floor that an empty line has passed over in this session."""
        self._answered = False
        self._plays_out = False
        self._seen: tuple[LiveNegotiation, int, SeatView] | None = None
        self.hinted: tuple[int, str, str] | None = None
        """Entries of the log, level and matter of the last hint."""

    @property
    def case(self) -> Scenario:
        """The case."""
        return self.live.case

    @property
    def view(self) -> SeatView:
        """What the seat sees now: made anew once something has happened."""
        happened_so_far = len(self.live.log.entries)
        if self._seen is None or self._seen[:2] != (self.live, happened_so_far):
            self._seen = (self.live, happened_so_far, view_of(self.live, self.seat))
        return self._seen[2]

    @property
    def notes(self) -> SeatNotes:
        """What the person noted down."""
        return notes_of(self.live.log, self.seat)

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be typed."""
        return self.has_left or self.live.phase == "over"

    @property
    def is_unsure(self) -> bool:
        """Whether a yes or no is waited for."""
        return self._unsure is not None

    @property
    def doubt(self) -> str:
        """What the brief says against the move for which a yes or no is waited; empty: none is."""
        return "" if self._unsure is None else self._unsure[1]

    @property
    def asked(self) -> Place | None:
        """Issue and option of the wording on the floor that is asked just now; None: none is."""
        menu = self._menu()
        return None if menu is None else menu.place

    @property
    def prompt(self) -> str:
        """What stands before a line."""
        if self._questions is not None:
            return say("play.prompt.prediction")
        if self._unsure is not None:
            return say("play.prompt.yes_or_no")
        phase = say(f"play.prompt.phase.{self.live.phase}")
        return say("play.prompt", seat=self.seat, session=self.live.session, phase=phase)

    def introduce(self) -> None:
        """Show what the game is about, before anything is asked."""
        brief_page.print_subject(self.page, self.case, self.view)

    def begin(self, *, asks: bool, is_resumed: bool = False) -> None:
        """Show the brief and ask for a prediction if that is wanted; go on where it was left if it is resumed."""
        self._asks = asks
        self.notebook.keep(self.live.log)
        if is_resumed:
            self.page.title(self.view.title)
        else:
            brief_page.print_brief(self.page, self.case, self.view)
        if asks and not is_resumed and self.notes.prediction is None:
            self.page.heading(say("play.predict.heading"))
            self.page.note(say("play.predict.how"), indent=2)
            self._questions = Questions(self.view)
            self._questions.ask(self.page)
            return
        self.show()
        self._settle()

    def take(self, line: str) -> None:
        """Take a line.

        Raises:
            NotUnderstoodError: if it says nothing that is understood. Nothing has happened then.
            IllegalMoveError: if it is a move that is not possible here and now. Nothing has happened then.
            RecordError: if it was gone on with elsewhere. Nothing has happened then.
        """
        if not line.strip().casefold().startswith(_EVEN_IF_LEFT_BEHIND):
            self.notebook.check()
        if self._questions is not None:
            self._predict(self._questions, line)
        elif self._unsure is not None:
            self._confirm(self._unsure[0], line)
        elif not line.strip():
            self._pass()
        elif line.strip().isdecimal():
            self._choose(int(line))
        else:
            self._do(read_line(line))
        self._settle()

    def _predict(self, questions: Questions, line: str) -> None:
        typed = None
        if not questions.is_answer(line):
            with suppress(NotUnderstoodError):  # the question says what answers it
                typed = read_line(line)
        if line.strip().casefold() == "help":
            self.page.note(say("play.predict.how"), indent=2)
        elif typed is None:
            questions.answer(line)
        elif typed.command == "predict":
            questions.take(self.view, typed.words)
        elif typed.command in ASIDES:
            ASIDES[typed.command](self, typed)
        else:
            self._leave_out(questions, typed)
        if self.has_left:
            return
        if not questions.is_over:
            questions.ask(self.page)
            return
        self._questions = None
        if questions.prediction is not None:
            self.note(replace(self.notes, prediction=questions.prediction))
            self.page.say(say("play.predict.noted"), indent=2)
        self.show()
        if typed is not None and typed.command not in ASIDES:
            self._do(typed)

    def _leave_out(self, questions: Questions, typed: Typed) -> None:
        """Leave out the questions that are left for a move; raise, and leave out none, if it is not possible."""
        if (typed.command, *typed.words) != _TO_THE_END:
            against(self.live, self.view, move_of(typed, self.view))
        questions.leave_out()

    def _confirm(self, move: SeatMove, line: str) -> None:
        self._unsure = None
        answer = yes_or_no(line)
        if answer is None:
            raise NotUnderstoodError(say("play.unanswered", move=typed_as(move, self.view.offers)))
        if answer:
            self._make(move)
            return
        self.page.say(say("play.not_made"), indent=2)
        if self.live.phase != "talks":
            self._ask()

    def _do(self, typed: Typed) -> None:
        if typed.command in ASIDES:
            ASIDES[typed.command](self, typed)
            return
        if (typed.command, *typed.words) == _TO_THE_END:
            if self.seat in self.live.seated:
                against(self.live, self.view, move := SeatMove(seat=self.seat, move="hand_over"))
                self.live.submit(move)
                self.notebook.keep(self.live.log)
                self.page.say(say("play.agent.end"), indent=2)
            self.play_out()
            return
        move = move_of(typed, self.view)
        if typed.command == "done" and self.view.request is None and self.live.phase != "over":
            self._go_on()
            return
        self._consider(move)

    def _consider(self, move: SeatMove) -> None:
        """Make a move, or ask once if something speaks against it."""
        found = doubts(self.live, self.view, move, asks=self._asks)
        if move.move == "ask_for_recess":
            self.page.say(say("play.recess"), indent=2)
        if found:
            doubt = say("play.take_care", why=Said.joined(*found))
            self.page.say(say("play.all_the_same", doubt=doubt), indent=2, hang=2)
            self._unsure = move, doubt
            return
        self._make(move)

    def _make(self, move: SeatMove) -> None:
        reply = self.live.submit(move)
        self.notebook.keep(self.live.log)
        self._answered = True
        print_reply(self.page, move, reply)
        if self.live.phase in ("floor", "package", "adoption", "signing") and move.move != "done":
            self._ask()

    def _pass(self) -> None:
        """Take an empty line: on the floor what was said of the wording stands, else the instructions."""
        menu = self._menu()
        if self.view.request is None:
            self._go_on()
        elif menu is not None and menu.place is not None:
            self.passed.add(menu.place)
            self.hinted = None
            self._ask()
        elif self.live.phase == "floor" or (self.live.phase != "talks" and self._answered):
            self._make(SeatMove(seat=self.seat, move="done"))
        else:
            self.page.note(say("play.nothing_passed"), indent=2)

    def _choose(self, number: int) -> None:
        menu = self._menu()
        if menu is None:
            raise NotUnderstoodError(say("play.no_number"))
        if not 1 <= number <= len(menu.moves):
            raise NotUnderstoodError(say("play.number", last=len(menu.moves)))
        self._consider(menu.moves[number - 1])

    def _menu(self) -> Menu | None:
        return menu_of(self.live, self.view, self.passed)

    def _ask(self) -> None:
        menu = self._menu()
        if menu is None:
            self.page.note(say("play.all_answered"), indent=2)
        elif menu.place is not None or not self._answered:
            print_menu(self.page, menu)
        else:
            self.page.note(say("play.ends_part"), indent=2)

    def _settle(self) -> None:
        """Go on as long as nobody is waited for and the person sits in its seat."""
        while self.live.phase != "over" and not self.live.pending and self.seat in self.live.seated:
            self._go_on()

    def _go_on(self) -> None:
        """Go on to the next phase, with an agent in the seat to the next session."""
        self.live.advance()
        while self.seat not in self.live.seated and self.live.phase not in ("talks", "over"):
            self.live.advance()
        self.notebook.keep(self.live.log)
        self._forget()
        if self.live.phase != "over":
            self.show()

    def _forget(self) -> None:
        self.passed.clear()
        self._answered = False

    def take_back(self) -> None:
        """Take back the last move.

        Raises:
            NotUnderstoodError: if there is none.
        """
        moves = [entry for entry in self.live.log.entries if isinstance(entry, SeatMove)]
        if not moves:
            raise NotUnderstoodError(say("play.nothing_to_undo"))
        self.live = taken_back(self.live, self.seat)
        taken = say("play.taken_back", move=typed_as(moves[-1], self.view.offers))
        self.page.say(taken, indent=2, hang=2)
        self.notebook.keep(self.live.log)
        self._forget()
        self.show()

    def leave(self) -> None:
        """Leave the table; everything is kept, here or where it was gone on with."""
        if not self.notebook.is_left_behind:
            self.notebook.keep(self.live.log)
        self.has_left = True

    def play_out(self) -> None:
        """Let the agent in the seat go on to the end."""
        self._plays_out = True
        while self.live.phase != "over":
            self._go_on()

    def show(self) -> None:
        """Show where it stands: what happened, what is on the agenda, what is asked."""
        view, page = self.view, self.page
        if view.phase == "talks":
            print_talks(page, view, plays_out=self._plays_out)
            return
        page.heading(say("play.phase", session=view.session, phase=say(f"phase.{view.phase}")))
        print_last_packages(page, view)
        if view.request is not None:
            self._ask()

    def note(self, notes: SeatNotes) -> None:
        """Keep the notes of the person."""
        keep_notes(self.live.log, self.seat, notes)
        self.notebook.keep(self.live.log)
