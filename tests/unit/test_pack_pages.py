"""The papers of a training: what stands on them, and above all what does not."""

import html
import re
from pathlib import Path
from typing import Any

import pytest

from simulation.errors import RecordError
from simulation.report.pack import pack_pages, write_pack
from simulation.report.pack.role import Paragraph, in_points, labelled
from simulation.scenario.forums import resolve_forum
from simulation.scenario.load import load_scenario
from simulation.scenario.pack import load_pack
from simulation.scenario.pack_schema import Pack
from simulation.scenario.schema import Scenario
from simulation.words import say, told_in
from tests.extent import at_a_desk
from tests.html_pages import Page
from tests.spoken_for import BY_LANGUAGE

SHORT = ("ai_oversight", "first_hour", "wtpf13_training")
SLIDES = "debrief-slides.html"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e&amp;"


def loaded(name: str) -> tuple[Scenario, Pack]:
    pack = load_pack(name)
    assert pack is not None
    return load_scenario(name), pack


def with_canaries(case: Scenario, pack: Pack) -> tuple[Scenario, Pack, dict[str, str]]:
    """Return the case and its pack with a word of its own in every secret, and those words by whose secret it is."""
    canary = {seat.key: f"Canary{seat.key}x" for seat in case.delegations}
    data: dict[str, Any] = case.model_dump(by_alias=True)
    for seat in data["delegations"]:
        word = canary[seat["key"]]
        seat["brief"]["confidential"] += f" Secret: {word}."
        seat["rationale"] += f" {word}"
        for mandate in seat["mandate"].values():
            mandate["reason"] += f" {word}"
    data["trainer_notes"] = "CanaryTRAINER"
    data["notes"] += " CanaryNOTES"
    told: dict[str, Any] = pack.model_dump(by_alias=True)
    told["realism"] += " CanaryTRAINER"
    told["best_package"]["logic"] += " CanaryTRAINER"
    for group, field in (("traps", "why"), ("coalitions", "why"), ("injects", "what")):
        for item in told[group]:
            item[field] += " CanaryTRAINER"
    return Scenario.model_validate(data), Pack.model_validate(told), canary


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], SHORT))
def test_no_secret_of_a_seat_is_on_another_sheet_or_on_the_public_brief(name: str) -> None:
    case, pack, canary = with_canaries(*loaded(name))
    pages = pack_pages(case, pack)
    for path, page in pages.items():
        found = {key for key, word in canary.items() if word in page}
        own = re.fullmatch(r"seats/(.+)\.html", path)
        assert found == ({own[1]} if own else set()), path
        assert ("CanaryTRAINER" in page) == (path in {"facilitator.html", "inject-slips.html", SLIDES}), path
        assert "CanaryNOTES" not in page, path
    assert len([path for path in pages if path.startswith("seats/")]) == len(case.delegations)


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], SHORT))
def test_no_sheet_but_the_trainers_tells_points_or_red_lines_of_another_seat(name: str) -> None:
    case, pack = loaded(name)
    before = pack_pages(case, pack)
    target = case.delegations[0].key
    path = f"delegations.{target}"
    changed = load_scenario(
        name,
        overrides={
            f"{path}.salience": "0.1",
            f"{path}.reservation": "0.5",
            f"{path}.strategy": "{key: hold}",
            f"{path}.mandate.{case.issues[0].key}": "{position: 0.5, salience: 0.2, red_line: [0.4, 0.6]}",
        },
    )
    after = pack_pages(changed, pack)
    moved = {name for name, page in before.items() if after[name] != page}
    assert moved == {f"seats/{target}.html", "score-sheet.html", "facilitator.html", SLIDES}


def test_events_of_a_case_are_not_announced() -> None:
    case, pack = loaded("first_hour")
    event = "[{session: 3, kind: deadline, note: CanaryEVENT, sessions: 5}]"
    warned = load_scenario("first_hour", overrides={"events": event})
    assert "CanaryEVENT" not in "".join(pack_pages(warned, pack).values())
    assert case.events == ()


ROOM = {
    *("index.html", "public-brief.html", "self-assessment.html", "wording-cards.html", "bracket-strips.html"),
    *("package-form.html", "outcome-form.html", "name-plates.html"),
}
TRAINER = {"score-sheet.html", "facilitator.html", "inject-slips.html", "debrief-slides.html"}


@pytest.mark.parametrize(
    ("audience", "papers"),
    [("seats", ROOM | {"seats"}), ("trainer", ROOM | TRAINER), ("all", ROOM | TRAINER | {"seats"})],
)
def test_each_gets_the_papers_meant_for_it_and_links_to_no_others(audience: Any, papers: set[str]) -> None:  # noqa: ANN401
    pages = pack_pages(*loaded("first_hour"), audience=audience)
    assert {path.split("/")[0] for path in pages} == papers
    links = [link["href"] for link in Page(pages["index.html"]).all("a")]
    assert set(links) == pages.keys() - {"index.html"}


@pytest.mark.parametrize(
    "name", at_a_desk(["first_hour", "worked_clock"], [*SHORT, "worked_clock", "unga_cyber"])
)
def test_a_page_is_well_formed_runs_no_script_and_asks_nobody(name: str) -> None:
    for path, text in pack_pages(load_scenario(name), load_pack(name)).items():
        page = Page(text)
        assert page.open == [], path
        assert not [tag for tag, _ in page.elements if tag in {"img", "link", "iframe", "object"}]
        assert len(page.all("script")) == (path == SLIDES), path
        policy = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv") is not None]
        assert len(policy) == 1
        assert (policy[0] or "").startswith("default-src 'none'")
        assert not re.search(r"url\(|@import|https?://", text), path
        assert len(page.all("h1")) == 1


def test_text_of_a_case_or_a_pack_stays_text() -> None:
    case, pack = loaded("first_hour")
    data: dict[str, Any] = case.model_dump(by_alias=True)
    data["title"] = data["delegations"][0]["name"] = data["issues"][0]["name"] = HOSTILE
    data["delegations"][0]["brief"]["confidential"] = f"Interest: {HOSTILE}"
    data["document"]["sections"][0]["clauses"][0]["wordings"]["at_once"] = HOSTILE
    told: dict[str, Any] = pack.model_dump(by_alias=True)
    told["history"] = told["realism"] = told["scripts"][0]["title"] = HOSTILE
    for path, text in pack_pages(Scenario.model_validate(data), Pack.model_validate(told)).items():
        assert text.count("<script") == (path == SLIDES), path
        assert "<script>alert" not in text, path
        assert "\u202e" not in text, path
        assert html.escape("<img src=x") in text, path


def test_a_role_sheet_says_what_each_wording_is_worth_and_what_cannot_be_had() -> None:
    pages = pack_pages(*loaded("first_hour"))
    text = Page(pages["seats/NOR.html"]).text
    for said in (
        "Nordhaven (presidency of the Northern Compact)",
        "Interest: two dozen governments have sent you with one sentence",
        "Who takes part 27 at stake",
        "Governments alone red line, first draft –",
        "All stakeholders in their respective roles fallback 1, agreed language 22",
        "All as equals 27",
        "inside your red lines, add up to at most 31, and to 36 with words that a drafting group may still write.",
        "No text at all: −3 points . A text that gives you fewer points is worse than none",
    ):
        assert said in text


def test_the_public_brief_has_agenda_history_rules_calendar_and_every_wording() -> None:
    case, pack = loaded("first_hour")
    text = Page(pack_pages(case, pack)["public-brief.html"]).text
    unwritten = {option.key for issue in case.issues for option in issue.options if option.drafted}
    wordings, between = (
        [
            words
            for section in case.document.sections
            for clause in section.clauses
            for key, words in clause.wordings.items()
            if (key in unwritten) is is_between
        ]
        for is_between in (False, True)
    )
    told = [" ".join(pack.history.split()), *wordings, *(entry.what for entry in pack.calendar)]
    told += [issue.question for issue in case.issues]
    told += [
        "A clause that was agreed counts only once the text as a whole is adopted. A package is taken whole"
    ]
    told += ["Adopted unless somebody formally objects."]
    assert [words for words in told if words not in text] == []
    assert between
    assert not [words for words in between if words in text]  # a drafting group has yet to write them


def test_the_guide_has_all_that_the_author_wrote() -> None:
    case, pack = loaded("first_hour")
    text = Page(pack_pages(case, pack)["facilitator.html"]).text
    told = [*pack.objectives, *pack.preparation, *pack.self_assessment, *pack.coach_questions, pack.realism]
    told += [slot.facilitator for script in pack.scripts for slot in script.slots]
    told += [item.question for item in pack.debrief_questions]
    told += [part for item in pack.injects for part in (item.what, item.why)]
    told += [pack.best_package.logic, *(trap.why for trap in pack.traps)]
    assert [words for words in told if " ".join(words.split()) not in text] == []
    assert "it crosses no red line of Nordhaven, and is still worth less to them than no text." in text
    assert "each is worth more to them than none" in text


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], SHORT))
def test_there_is_a_card_for_each_wording_of_each_clause_and_a_plate_for_each_seat(name: str) -> None:
    case, pack = loaded(name)
    pages = pack_pages(case, pack)
    issues = {issue.key: issue for issue in case.issues}
    clauses = [clause for section in case.document.sections for clause in section.clauses]
    keys = [f"{clause.key}={option.key}" for clause in clauses for option in issues[clause.issue].written]
    cards = Page(pages["wording-cards.html"])
    assert [words for words in cards.words if re.fullmatch(r"[\w.-]+=[\w.-]+", words)] == keys
    wordings = [
        clause.wordings[option.key]
        for clause in clauses
        for option in issues[clause.issue].written
        if clause.wordings.get(option.key)
    ]
    assert [words for words in wordings if " ".join(words.split()) not in cards.text] == []
    plates = Page(pages["name-plates.html"]).words
    for seat in case.delegations:
        assert plates.count(seat.short or seat.name) >= 2  # one for each side
    assert plates.count(case.chair.name) == 2
    strips = Page(pages["bracket-strips.html"]).words
    for seat in case.delegations:
        rights = resolve_forum(case).rights_of(seat)
        holds = rights.object or rights.vote or rights.propose
        assert strips.count(seat.short or seat.name) == (min(4, len(case.issues)) if holds else 0)


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], SHORT))
def test_forms_have_a_box_for_all_that_can_be_said_and_what_is_ticked_can_be_entered(name: str) -> None:
    case, pack = loaded(name)
    pages = pack_pages(case, pack)
    written = sum(len(issue.written) for issue in case.issues) + len(case.issues)
    for path, each in (("package-form.html", 1), ("outcome-form.html", 3)):
        boxes = [item for item in Page(pages[path]).all("span") if item.get("class") == "box"]
        assert len(boxes) == written + each * len(case.delegations), path
    outcome = Page(pages["outcome-form.html"])
    for issue in case.issues:
        assert [option.key for option in issue.written if option.key not in outcome.words] == []
    boxes = [item for item in Page(pages["self-assessment.html"]).all("span") if item.get("class") == "box"]
    assert len(boxes) == 2 * 5 * len(pack.self_assessment)


def test_a_slip_says_what_happens_and_not_why_and_the_slides_ask_in_the_order_of_a_debrief() -> None:
    case, pack = loaded("first_hour")
    pages = pack_pages(case, pack)
    slips, slides = Page(pages["inject-slips.html"]).text, Page(pages[SLIDES]).text
    for item in pack.injects:
        assert " ".join(item.what.split()) in slips
        assert " ".join(item.why.split()) not in slips
    places = [slides.index(" ".join(one.question.split())) for one in pack.debrief_questions]
    assert places == sorted(places)
    hidden = slides.index(" ".join(pack.best_package.logic.split()))
    asked = [one.step for one in pack.debrief_questions]
    assert places[asked.index("closing")] < hidden < places[asked.index("replay")]


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_what_hangs_and_lies_in_the_room_is_in_the_language_that_is_told_in(language: str) -> None:
    with told_in(language):
        pages = pack_pages(*loaded("first_hour"))
        for path, key in (
            ("wording-cards.html", "papers.cards"),
            ("outcome-form.html", "papers.outcome"),
            (SLIDES, "papers.slides"),
            ("index.html", "papers.index"),
            ("public-brief.html", "papers.rule.brackets"),
            ("score-sheet.html", "papers.scores.how"),
            ("facilitator.html", "papers.guide.hidden"),
            (f"seats/{load_scenario('first_hour').delegations[0].key}.html", "papers.role.worth"),
        ):
            assert f'<html lang="{language}"' in pages[path]
            assert " ".join(say(key).split()) in Page(pages[path]).text, path


def test_a_case_without_a_pack_has_papers_too_and_the_guide_says_what_is_missing() -> None:
    pages = pack_pages(load_scenario("worked_package"), None, pack_name="worked_package.pack.yaml")
    text = Page(pages["facilitator.html"]).text
    assert "This case has no pack" in text
    assert "worked_package.pack.yaml" in text
    for field in Pack.model_fields:
        assert field in {"pack", "case"} or f" {field} " in text
    assert len([path for path in pages if path.startswith("seats/")]) == 2
    assert {"wording-cards.html", "outcome-form.html", "name-plates.html"} < pages.keys()
    assert not {"self-assessment.html", "inject-slips.html", SLIDES} & pages.keys()


def test_seats_that_differ_in_capitals_only_have_sheets_of_their_own() -> None:
    data: dict[str, Any] = load_scenario("worked_clock").model_dump(by_alias=True)
    data["delegations"][0]["key"], data["delegations"][1]["key"] = "AB", "ab"
    pages = pack_pages(Scenario.model_validate(data), None, audience="seats")
    assert [path for path in pages if "/" in path] == ["seats/AB.html", "seats/ab-2.html"]


def test_instructions_are_broken_at_their_labels() -> None:
    assert labelled("Be brief. Red lines: no body, no date. No deal is fine. Call: them.") == (
        Paragraph("", "Be brief."),
        Paragraph("Red lines:", "no body, no date. No deal is fine."),
        Paragraph("Call:", "them."),
    )
    assert labelled("") == ()


def test_points_are_printed_whole_with_a_true_minus() -> None:
    assert [in_points(value) for value in (41.6, 0.4, -0.4, -3.0)] == ["42", "0", "0", "−3"]


def test_the_same_case_and_pack_give_the_same_papers() -> None:
    assert pack_pages(*loaded("first_hour")) == pack_pages(*loaded("first_hour"))


@pytest.fixture
def pages() -> dict[str, str]:
    return pack_pages(*loaded("first_hour"))


def test_a_folder_is_written_whole(pages: dict[str, str], tmp_path: Path) -> None:
    folder = write_pack(pages, tmp_path / "new" / "pack")
    found = {str(path.relative_to(folder)) for path in folder.rglob("*.html")}
    assert found == pages.keys()
    assert [path.name for path in folder.parent.iterdir()] == ["pack"]


def test_a_pack_that_is_there_is_replaced_only_if_asked_and_then_as_a_whole(
    pages: dict[str, str], tmp_path: Path
) -> None:
    folder = write_pack(pages, tmp_path / "pack")
    with pytest.raises(
        RecordError, match=r"holds a pack already\. Name another folder, or add --overwrite to replace it\."
    ):
        write_pack(pages, folder)
    fewer = {name: page for name, page in pages.items() if name != "seats/ALT.html"}
    write_pack(fewer, folder, overwrite=True)
    assert not (folder / "seats/ALT.html").exists()


def test_what_is_not_a_pack_is_left_alone(pages: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(RecordError, match=r"holds other files \(thesis\.txt\), so nothing in it is touched"):
        write_pack(pages, folder, overwrite=True)
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]
    with pytest.raises(RecordError, match="is not a folder"):
        write_pack(pages, folder / "thesis.txt", overwrite=True)


def test_nothing_is_left_where_writing_fails(pages: dict[str, str], tmp_path: Path) -> None:
    old = write_pack(pages, tmp_path / "pack")
    before = {path: path.read_bytes() for path in old.rglob("*.html")}
    with pytest.raises(RecordError, match="The pack cannot be written"):
        write_pack({**pages, f"{'x' * 300}.html": ""}, old, overwrite=True)
    assert {path: path.read_bytes() for path in old.rglob("*.html")} == before
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_no_paper_lists_a_wording_that_nobody_has_written() -> None:
    opened, plain = (
        load_scenario("first_hour", overrides={"drafting": drafting}) for drafting in ("true", "false")
    )
    assert any(option.drafted for issue in opened.issues for option in issue.options)
    pack = load_pack("first_hour", scenario=plain)
    for path, page in pack_pages(opened, pack).items():
        assert "middle way" not in page.lower(), path
        assert page.count("annex") == pack_pages(plain, pack)[path].count("annex")


def test_a_first_draft_is_worth_something_on_every_sheet_whoever_wrote_it() -> None:
    case = load_scenario("first_hour")
    written = next(option for option in case.issues[0].options if option.drafted)
    first = case.issues[0].model_copy(update={"draft": written.key})
    pages = pack_pages(case.model_copy(update={"issues": (first, *case.issues[1:])}), None)
    papers = [path for path in pages if path.split("/")[0] in {"score-sheet.html", "seats"}]
    assert [path for path in papers if html.escape(written.label) not in pages[path]] == []
    assert len(papers) == 7
