"""Renders the papers of a training as HTML pages that need nothing else: no request, A4 when printed, one script.

Only the slides have a script, to go forward and back by keys.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

from simulation.engine.score_sheet import ScoreSheet, score_sheet
from simulation.report.html import render, theme_css
from simulation.report.pack.facilitator_guide import MISSING, guide_of
from simulation.report.pack.hand import cards_of, forms_of, plates_of, sheets_of, slips_of, strips_of
from simulation.report.pack.role import role_of
from simulation.report.pack.room_in_words import draft_of, is_short, people_of, rules_of
from simulation.report.pack.slides import slides_of
from simulation.report.pack.trainer_score_sheet import short_name, split_sheets
from simulation.report.projector import script, script_hash
from simulation.scenario.forums import resolve_forum
from simulation.scenario.pack_schema import Pack
from simulation.scenario.schema import Scenario
from simulation.scenario.translations.telling import language_told
from simulation.words import chained, language, listed, numbered, say

__all__ = ["INDEX", "PAPERS", "SEATS", "Audience", "pack_pages"]

type Audience = Literal["trainer", "seats", "all"]

INDEX: Final = "index.html"
BRIEF: Final = "public-brief.html"
SCORES: Final = "score-sheet.html"
GUIDE: Final = "facilitator.html"
ASSESSMENT: Final = "self-assessment.html"
CARDS: Final = "wording-cards.html"
STRIPS: Final = "bracket-strips.html"
PACKAGE: Final = "package-form.html"
OUTCOME: Final = "outcome-form.html"
PLATES: Final = "name-plates.html"
SLIPS: Final = "inject-slips.html"
SLIDES: Final = "debrief-slides.html"
PAPERS: Final = (
    *(INDEX, BRIEF, SCORES, GUIDE, ASSESSMENT, CARDS, STRIPS, PACKAGE, OUTCOME, PLATES),
    *(SLIPS, SLIDES),
)
"""All pages but the role sheets; a case without a pack has no self-assessment and no slides, and slips only
if the case itself has some."""
SEATS: Final = "seats"
"""Folder of the role sheets."""


def pack_pages(
    case: Scenario,
    pack: Pack | None,
    *,
    audience: Audience = "all",
    pack_name: str = "",
    changed: Sequence[str] = (),
) -> dict[str, str]:
    """Return the pages of a training by their paths in its folder, the index first.

    The public brief and each role sheet are made from what their readers may know and from nothing else.

    Args:
        case: the case.
        pack: its pack; None: the guide says what is missing.
        audience: papers for the trainer, for the seats, or all.
        pack_name: name of the file in which a missing pack would stand.
        changed: paths of numbers that were changed after the instructions and the guide were written.
    """
    sheet = score_sheet(case)
    note = say("papers.changed", paths=listed(changed)) if changed else ""
    pages = {BRIEF: _brief(case, pack), **dict(_for_the_room(case, pack))}
    seats = dict(_roles(case, sheet, note)) if audience != "trainer" else {}
    pages |= seats
    if audience != "seats":
        pages[SCORES] = _page("scores", case, sheets=split_sheets(case, sheet))
        guide = guide_of(case, pack, sheet) if pack is not None else {}
        pages[GUIDE] = _page(
            "guide",
            case,
            pack=pack,
            guide=guide,
            missing=MISSING,
            pack_name=pack_name,
            flaws=guide.get("flaws", []),
            changed=note,
        )
        pages |= dict(_for_the_trainer(case, pack, sheet))
    names = [(path, short_name(seat)) for path, seat in zip(seats, case.delegations, strict=False)]
    index = _page(
        "index",
        case,
        pages=tuple(pages),
        seats=names,
        has_pack=pack is not None,
        pack_name=pack_name,
        written=language_told(case),
    )
    return {INDEX: index, **pages}


def _page(template: str, case: Scenario, **content: Any) -> str:  # noqa: ANN401 - what the template asks for
    return render(
        f"pack_{template}.html.j2",
        case=case,
        css=theme_css(),
        chained=chained,
        say=say,
        numbered=numbered,
        language=language(),
        **content,
    )


def _for_the_room(case: Scenario, pack: Pack | None) -> Iterator[tuple[str, str]]:
    """Yield what lies on tables and hangs on walls; nothing of it is a secret."""
    if pack is not None:
        yield ASSESSMENT, _page("assessment", case, items=pack.self_assessment)
    yield CARDS, _page("cards", case, sheets=sheets_of(cards_of(case), 2))
    yield STRIPS, _page("strips", case, sheets=sheets_of(strips_of(case), 10))
    yield PACKAGE, _page("package", case, form=forms_of(case))
    yield OUTCOME, _page("outcome", case, form=forms_of(case))
    yield PLATES, _page("plates", case, plates=plates_of(case))


def _for_the_trainer(case: Scenario, pack: Pack | None, sheet: ScoreSheet) -> Iterator[tuple[str, str]]:
    """Yield what only the trainer has: slips to throw in, and the slides."""
    if slips := slips_of(case, pack):
        yield SLIPS, _page("slips", case, sheets=sheets_of(slips, 4))
    if pack is not None:
        slides = list(slides_of(case, pack, sheet))
        yield SLIDES, _page("slides", case, slides=slides, script=script(), script_hash=script_hash())


def _brief(case: Scenario, pack: Pack | None) -> str:
    forum, draft = resolve_forum(case), draft_of(case)
    return _page(
        "brief",
        case,
        history=pack.history if pack is not None else case.summary,
        calendar=pack.calendar if pack is not None else (),
        people=people_of(case, forum),
        rules=rules_of(case, forum),
        draft=draft,
        is_short=is_short(draft),
    )


def _roles(case: Scenario, sheet: ScoreSheet, changed: str) -> Iterator[tuple[str, str]]:
    forum = resolve_forum(case)
    taken: set[str] = set()
    for row, (seat, person) in enumerate(zip(case.delegations, people_of(case, forum), strict=True)):
        name = seat.key
        while name.casefold() in taken:  # on many systems a.html and A.html are one file
            name = f"{name}-{row + 1}"
        taken.add(name.casefold())
        role = role_of(case, sheet, row, may=person.may)
        yield f"{SEATS}/{name}.html", _page("role", case, role=role, changed=changed)
