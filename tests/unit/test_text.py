"""The document: status, brackets, cascades, versions, differences, and how it looks."""

from functools import cache

import numpy as np
import pytest

from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Issue, Option, Scenario
from simulation.text import document, render
from simulation.text.difference import (
    Piece,
    changes_from_draft,
    difference,
    draft_wording,
    strength,
    survival,
)
from simulation.text.document import ClauseState, DocumentState, Moment
from simulation.text.versions import build_versions

KEYS = ("USA", "BRA", "IND")
NAMES = {"USA": "United States", "BRA": "Brazil", "IND": "India"}


@cache
def case() -> Scenario:
    return load_scenario("wtpf13")


def option(issue: str, key: str) -> tuple[int, int]:
    numbers = {item.key: number for number, item in enumerate(case().issues)}
    options = [item.key for item in case().issues[numbers[issue]].options]
    return numbers[issue], options.index(key)


def label(issue: str, key: str) -> str:
    number, place = option(issue, key)
    return case().issues[number].options[place].label


def drafts() -> list[int]:
    return [option(issue.key, issue.draft)[1] for issue in case().issues]


def moment(
    session: int = 0,
    table: dict[str, str] | None = None,
    *,
    clean: tuple[str, ...] = (),
    read: tuple[str, ...] = (),
    holds: dict[tuple[str, str], str] | None = None,
    objects: tuple[tuple[str, str], ...] = (),
    adopted: dict[str, str | None] | None = None,
) -> Moment:
    """The first draft with these issues changed; in `adopted` the rest is as the draft has it, None: dropped."""
    n = len(case().issues)
    options, final = np.array(drafts()), np.array(drafts())
    for issue, key in (table or {}).items():
        number, place = option(issue, key)
        options[number] = final[number] = place
    for issue, named in (adopted or {}).items():
        number = _number(issue)
        final[number] = -1 if named is None else option(issue, named)[1]
    held = np.full((len(KEYS), n), -1)
    for (who, issue), key in (holds or {}).items():
        number, place = option(issue, key)
        held[KEYS.index(who), number] = place
    against = np.zeros((len(KEYS), n), dtype=bool)
    for who, issue in objects:
        against[KEYS.index(who), _number(issue)] = True
    issues = [item.key for item in case().issues]
    return Moment(
        session=session,
        table=options,
        is_clean=np.array([key in clean for key in issues]),
        is_read=np.array([key in read or key in clean for key in issues]),
        holds=held,
        objects=against,
        adopted=None if adopted is None else final,
    )


def _number(issue: str) -> int:
    return [item.key for item in case().issues].index(issue)


def built(at: Moment) -> DocumentState:
    return document.build_document(case(), KEYS, at)


def clause(state: DocumentState, key: str) -> ClauseState:
    return next(item for item in state.clauses if item.key == key)


HOLDS = {("USA", "Q2"): "under_way", ("BRA", "Q2"): "not_yet", ("IND", "Q2"): "incomplete"}


def bracketed(session: int = 1, holds: dict[tuple[str, str], str] = HOLDS) -> Moment:
    return moment(session, read=("Q2",), holds=holds, objects=(("USA", "Q2"), ("BRA", "Q2")))


def test_the_first_draft_is_tabled_and_has_no_brackets() -> None:
    state = built(moment())
    assert {item.status for item in state.clauses} == {"tabled"}
    assert clause(state, "rec_f").wordings[0].text == draft_wording(case(), "rec_f")
    assert not any(item.brackets for item in state.clauses)


def test_a_clause_with_an_objection_is_bracketed_and_shows_every_wording_with_its_holders() -> None:
    state = clause(built(bracketed()), "rec_f")
    assert state.status == "bracketed"
    assert [(item.option, item.holders) for item in state.wordings] == [
        ("incomplete", ("IND",)),
        ("not_yet", ("BRA",)),
        ("under_way", ("USA",)),
    ]


def test_a_bracket_has_an_owner_and_the_reason_it_gives_in_the_room() -> None:
    state = clause(built(bracketed()), "rec_f")
    assert [(item.owner, str(item.reason)) for item in state.brackets] == [
        ("USA", f"prefers “{label('Q2', 'under_way')}”"),
        ("BRA", f"prefers “{label('Q2', 'not_yet')}”"),
    ]


def test_whoever_objects_and_holds_nothing_reserves_its_position() -> None:
    state = clause(built(moment(1, read=("Q2",), objects=(("USA", "Q2"),))), "rec_f")
    assert str(state.brackets[0].reason) == "reserves its position"


def test_a_read_clause_without_objection_is_open() -> None:
    assert clause(built(moment(1, read=("Q2",))), "rec_f").status == "open"


def test_agreed_text_is_clean_ad_referendum_and_then_adopted() -> None:
    before = moment(3, {"Q2": "views_differ"}, clean=("Q2",))
    assert clause(built(before), "rec_f").status == "clean_ad_ref"
    after = moment(3, {"Q2": "views_differ"}, clean=("Q2",), adopted={})
    assert clause(built(after), "rec_f").status == "adopted"


def test_a_deleted_clause_has_no_words_and_a_referred_one_keeps_those_that_refer() -> None:
    gone = clause(built(moment(3, {"Q8": "set_aside"}, clean=("Q8",))), "hall_a")
    assert (gone.status, gone.wordings) == ("deleted", ())
    later = clause(built(moment(3, {"Q8": "go_on_discussing"}, clean=("Q8",))), "hall_a")
    assert later.status == "deferred"
    assert later.wordings[0].text


def test_what_is_dropped_takes_with_it_the_clauses_that_depend_on_it_and_says_so() -> None:
    state = built(moment(3, adopted={"Q5": None}))
    assert clause(state, "view_a").status == "dropped"
    for key in ("inv_a", "inv_b"):
        child = clause(state, key)
        assert (child.status, child.wordings) == ("dropped", ())
        assert child.falls_with == "is of the view a)"
    assert "falls with is of the view a)." in render.render_plain(state, NAMES)


def test_nothing_falls_with_a_parent_that_is_only_referred() -> None:
    state = built(moment(3, {"Q3": "cstd_group"}, clean=("Q3", "Q2")))
    assert clause(state, "not_b").status == "deferred"
    assert clause(state, "not_c").status == "clean_ad_ref"


def test_a_version_is_made_only_by_what_changes_the_text() -> None:
    swapped = {**HOLDS, ("USA", "Q2"): "not_yet", ("BRA", "Q2"): "under_way"}
    versions = build_versions(
        case(),
        KEYS,
        [
            moment(),
            bracketed(),
            bracketed(2),
            bracketed(3, swapped),
            moment(4, {"Q2": "views_differ"}, clean=("Q2",)),
        ],
    )
    assert [(item.number, item.session) for item in versions] == [(0, 0), (1, 1), (2, 4)]
    assert versions[1].changed == ("rec_f", "not_a", "not_c")


def test_words_are_compared_one_by_one() -> None:
    assert difference("that the work should continue;", "that the work may usefully continue;") == (
        Piece("kept", "that the work "),
        Piece("removed", "should "),
        Piece("new", "may usefully "),
        Piece("kept", "continue;"),
    )


def test_a_text_with_little_in_common_is_a_new_wording() -> None:
    old, new = "that the model is not fully implemented;", "with appreciation many initiatives elsewhere"
    assert difference(old, new) == (Piece("removed", old), Piece("new", new))


def test_from_nothing_or_to_nothing_all_is_new_or_removed() -> None:
    assert difference("", "words") == (Piece("new", "words"),)
    assert difference("words", "") == (Piece("removed", "words"),)


LADDER = Issue(
    key="q",
    name="Q",
    dimension="pace",
    status_quo=0.2,
    draft="draft",
    options=(
        Option(key="draft", label="Draft", position=0.8),
        Option(key="more", label="More", position=1.0),
        Option(key="less", label="Less", position=0.5),
        Option(key="back", label="Back", position=0.0),
        Option(key="vague", label="Vague", position=0.8, kind="vague"),
    ),
)


@pytest.mark.parametrize(
    ("key", "expected"), [("draft", 0.6), ("more", 0.8), ("less", 0.3), ("back", -0.2), ("vague", 0.24)]
)
def test_strength_is_precision_times_the_way_from_the_status_quo_in_the_drafts_direction(
    key: str, expected: float
) -> None:
    chosen = next(item for item in LADDER.options if item.key == key)
    assert strength(LADDER, chosen) == pytest.approx(expected)


def test_every_clause_of_the_draft_is_kept_weakened_moved_or_deleted() -> None:
    state = built(
        moment(
            3,
            {"Q2": "views_differ", "Q3": "cstd_group", "Q8": "set_aside", "Q6": "governments_decide"},
            adopted={},
        )
    )
    changes = changes_from_draft(case(), state)
    assert changes["rec_f"] == "weakened"
    assert changes["not_d"] == "moved"
    assert changes["hall_a"] == "deleted"
    assert changes["inv_b"] == "kept"


def test_survival_counts_by_type_of_clause() -> None:
    rows = {row.kind: row for row in survival(case(), built(moment(3, adopted={"Q5": None})))}
    assert (rows["recognizing"].clauses, rows["recognizing"].survived) == (6, 6)
    assert (rows["invites"].clauses, rows["invites"].survived) == (2, 0)
    assert rows["invites"].changes["deleted"] == 2


def test_markdown_has_headings_letters_brackets_and_owners() -> None:
    text = render.render_markdown(built(bracketed()), NAMES)
    assert text.startswith("# Draft Opinion on the operation of enhanced cooperation\n")
    assert "\n*noting*\n" in text
    assert "**f)** **\\[**that, as long as" in text
    assert "**\\]** — on the table; for it: India\n" in text
    assert "*2 delegations keep brackets on the text on the table: United States and Brazil.*" in text
    assert text.count("**\\]** — on the table; ") == text.count(")** **\\[**")


def test_markdown_of_a_wording_cannot_become_markup() -> None:
    nasty = case().model_copy(
        update={"document": case().document.model_copy(update={"title": "*Draft* <b>[x](y)"})}
    )
    text = render.render_markdown(document.build_document(nasty, KEYS, moment()), NAMES)
    assert text.startswith("# \\*Draft\\* \\<b\\>\\[x\\](y)\n")


def test_plain_text_keeps_to_the_width_and_hangs_its_lines() -> None:
    lines = render.render_plain(built(bracketed()), NAMES, width=72).splitlines()
    assert max(map(len, lines)) <= 72
    start = next(number for number, line in enumerate(lines) if line.startswith("f)"))
    assert lines[start].startswith("f)  [that, as long as")
    assert lines[start + 1].startswith("    ")


def test_a_note_takes_the_place_of_how_far_the_text_has_come() -> None:
    document = built(bracketed())
    assert (
        render.render_plain(document, NAMES, note="Nobody was asked.").splitlines()[2] == "Nobody was asked."
    )
    assert "\n\n*Nobody was asked.*\n\n" in render.render_markdown(document, NAMES, "Nobody was asked.")


def test_the_difference_to_the_first_draft_is_rendered_with_what_became_of_each_clause() -> None:
    state = built(moment(3, {"Q2": "views_differ", "Q8": "set_aside"}, adopted={}))
    markdown = render.render_changes(case(), state)
    assert "**recognizing f)** (weaker than drafted) " in markdown
    assert "**recognizing a)** (as drafted) " in markdown
    assert "(deleted) ~~" in markdown


def test_an_adopted_text_has_no_gaps_and_a_list_of_what_is_missing_from_it() -> None:
    state = built(moment(3, {"Q3": "cstd_group", "Q8": "set_aside"}, adopted={"Q5": None}))
    text, _, missing = render.render_plain(state, NAMES).partition("Not in the text, or not settled by it")
    assert text.startswith("Opinion on the operation of enhanced cooperation\n")
    assert "Dropped" not in text
    assert "(Leaves" not in text
    assert "invites\n" not in text
    assert "  invites a) Mechanism: falls with is of the view a).\n" in missing
    assert ": dropped, no agreement.\n" in missing
    assert "referred elsewhere; now noting" in missing


def test_it_is_said_why_those_who_kept_brackets_can_join() -> None:
    last = built(moment(3, read=("Q5",), objects=(("USA", "Q5"),)))
    adopted = built(moment(3, adopted={"Q5": None}))
    assert render.brackets_fell(last, adopted).startswith(
        "The one clause still in brackets at the end was dropped"
    )
    assert render.brackets_fell(last, last) == ""
