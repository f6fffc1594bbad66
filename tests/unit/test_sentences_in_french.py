"""Everything generated under French is French, and what is sealed in English is sealed in French."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulation.reasons import (
    CHAIR,
    Move,
    build_log,
    coalitions_of,
    final_document,
    left_over,
    outcome_sentence,
    session_sentences,
    versions_of,
    who_moved,
)
from simulation.scenario.load import load_scenario
from simulation.storage import load_run, make_run, save_run
from simulation.text import brackets_fell, render_changes, render_plain
from simulation.words import catalogue, told_in
from tests.told_cases import EACH, explained, log, record

ENGLISH, FRENCH = catalogue("en"), catalogue("fr")
REASONS = ("public_reason", "private_reason", "refused_because", "red_line")
WORDLESS = {key for key, text in ENGLISH.items() if not re.search(r"[A-Za-z]", re.sub(r"\{\w+\}", "", text))}
THE_SAME = {
    "number.points.one",
    "number.points.other",
    "forecast.table.mark",
    "forecast.model.kalai_smorodinsky",
    *("import.role.position", "workbook.positions", "workbook.options"),
    *(
        "lever.field.discipline",
        "lever.field.position",
        "lever.forum",
        "lever.polarisation",
        "rule.consensus",
    ),
    *(
        f"classdebrief.{key}"
        for key in ("table", "cap.tables.one", "cap.tables.other", "turning.seat", "sheet.table")
    ),
    *("classroom.length.minutes.one", "classroom.length.minutes.other", "worth.one", "worth.other"),
    *("thing.bloc", "thing.forum", "thing.source", "draw.position", "figure.point", "figure.points"),
    *("study.figure.version", "study.table.box", "study.table.total", "study.variant.base"),
    *("report.rule.consensus", "archetype.region.europe"),
    *(f"country.formal.{code}" for code in ("COG", "CPV", "MMR", "VNM")),
    *("groups.column.points", "papers.guide.minute"),
    *(f"ballots.region.{region}" for region in ("apt", "cept", "citel", "rcc")),
    *("ballots.head.auc", "ballots.short.spatial_nearest"),
    *("convention.measure.brier", "convention.model.joint", "house.axes.heading", "house.head.place"),
    *("show.basis.ad_hoc", "show.dimension.force", "show.mark.vague", "show.rules.forum", "list.forums"),
    *(f"count.{what}.{form}" for what in ("objections", "positions") for form in ("one", "other")),
    *("validation.head.question", "validation.head.verdict", "validation.measure.signatures.auc"),
    *("validation.sources.version", "validation.distance.at", "validation.reliable.panel"),
    *("show.blocs.heading", "play.instructions", "play.prompt.phase.adoption"),
    *("play.usage.hand-over", "play.usage.hint", "play.usage.sign"),
    *("card.position", "card.positions"),
    "classes.export.table",
    *("editor.forum", "editor.rule.consensus", "method.parameters.either", "replay.ui.mini.stop"),
    *("class.console.title", "class.projector.phase.adoption"),
    *(
        f"class.console.{key}"
        for key in ("legend.agent", "mark.agent", "to.agent", "table", "head.tables.other")
    ),
    *(f"class.console.{way}.{unit}" for way in ("less", "more") for unit in ("hour", "minute")),
    *("class.projector.tables", "host.opens.tables.other"),
    *(f"editor.{key}" for key in ("column.position", "mandate.position", "option.position", "position")),
    "replay.table.positions",
    *("lab.left.minutes", "lab.left.seconds", "lab.table.csv", "lab.unit.points", "lab.versions.letter"),
    *("lab.lever.forum", "lab.lever.polarisation"),
    *(f"lab.said.{key}" for key in ("consensus", "illustrative", "netmundial", "veto")),
    *("method.facts.column.verdict", "seat.talk.question", "replay.cause.persuaded", "replay.file.positions"),
    *("replay.log.abstain", "replay.log.sign"),
    *("lever.field.discipline", "lever.field.position", "lever.forum", "lever.polarisation"),
    *(f"lasting.{unit}" for unit in ("hours", "minutes", "minutes_seconds", "seconds")),
    *("rule.consensus", "lab.basis.illustrative"),
    *("facts.answer.note", "facts.head.n", "facts.head.verdict", "facts.sign.in part", "facts.sign.opposite"),
    *("power.head.banzhaf", "power.head.shapley", "power.head.votes", "vote.head.abstains"),
    "problem.tournament.type.null",
    *("metavar.CODE", "metavar.MINUTES", "metavar.PAGE", "usage.options"),
    *(
        f"term.{key}"
        for key in ("clause", "none", "notes", "pause", "position", "source", "sources", "table", "version")
    ),
}
"""Words that both languages have."""
TECHNICAL = (
    "problem.",
    "advice.",
    "valid.",
    "host.on.network",
    "editor.start.file.mapping",
    "library.problems.how",
    "command.",
    "help.",
    "metavar.",
    "usage.",
    "study.problem.",
    "folder.",
    "agent.",
    "about.",
    "server.",
    "notebook.",
)
AS_WRITTEN = re.compile(
    r"""'[^']*'|`[^`]+`|\{\{.*?\}\}|"{2}|\bschema: 1\b|\bhttp:|\w+://\S+|\w+(?::\w+)+|\{\w+\}(?::\{\w+\})+"""
)
"""What stands in a sentence as it stands in a file."""
NBSP = "\N{NO-BREAK SPACE}"


def from_the_case(move: Move) -> bool:
    return move.move == "receive_instructions"


def said(case: str) -> Iterator[str]:
    """Yield all that is generated about a negotiation."""
    played, whole = record(case), build_log(record(case))
    for move in whole.moves:
        yield from (str(getattr(move, name)) for name in REASONS if not from_the_case(move))
    for key in whole.roster.names:
        yield from explained(whole, key)
        yield from explained(whole, key, played.n_rounds)
    history = coalitions_of(played)
    for sentence in session_sentences(played, history):
        yield from (str(sentence.head), str(sentence.sub), str(sentence.alt))
    yield from (str(mover.reason) for mover in who_moved(played, whole))
    versions = versions_of(played)
    yield from (render_plain(version.document, whole.roster.names) for version in versions)
    for version in versions:
        yield from (str(bracket.reason) for clause in version.document.clauses for bracket in clause.brackets)
    final = final_document(played)
    yield from (str(outcome_sentence(played)), str(left_over(played)), render_changes(played.scenario, final))
    yield brackets_fell(versions[-2].document, final)


def pieces(template: str) -> list[str]:
    """Return what a template says between its values, where that is two words or more."""
    parts = (
        part.strip(" .,:;()“”\N{LEFT SINGLE QUOTATION MARK}’") for part in re.split(r"\{\w+\}", template)
    )
    return [part for part in parts if len(part.split()) > 1]


def test_no_template_has_been_left_in_english() -> None:
    keys = set(ENGLISH) - WORDLESS - THE_SAME
    assert {key: FRENCH[key] for key in keys if FRENCH[key] == ENGLISH[key]} == {}


@pytest.mark.parametrize("case", EACH)
def test_every_reason_of_a_log_is_another_one_in_french(case: str) -> None:
    for move in log(case).moves:
        for name in REASONS:
            reason = getattr(move, name)
            with told_in("fr"):
                told = str(reason)
            assert bool(told) == bool(reason)
            assert not told or told != str(reason) or from_the_case(move), told


@pytest.mark.parametrize("case", ["worked_isolation", "worked_package", "wtpf13_training", "unga_cyber"])
def test_nothing_generated_in_french_holds_words_of_an_english_template(case: str) -> None:
    with told_in("fr"):
        whole = "\n".join(dict.fromkeys(said(case)))
    english = {piece for text in ENGLISH.values() for piece in pieces(text)}
    shared = {piece for text in FRENCH.values() for piece in pieces(text)} | {"ad referendum"}
    own = load_scenario(case).model_dump_json()
    found = {
        piece
        for piece in english - shared
        if piece in whole and piece not in own and re.search(rf"\b{re.escape(piece)}\b", whole)
    }
    assert found == set()


def test_words_of_english_templates_are_found_where_they_are() -> None:
    whole = "\n".join(said("worked_isolation"))
    assert any(piece in whole for piece in pieces(ENGLISH["private.make_statement"]))


@pytest.mark.parametrize("case", EACH)
def test_no_red_line_and_no_number_is_told_in_the_room_in_french(case: str) -> None:
    with told_in("fr"):
        told = {str(move.public_reason) for move in log(case).moves if move.delegation != CHAIR}
    for reason in told:
        spoken = re.sub("“.*?”", "", reason)
        assert "ligne rouge" not in spoken.lower()
        assert not re.search(r"\d", spoken)


def test_french_has_no_article_and_no_de_before_a_name() -> None:
    names = "who|others|names|owners|holders|document|parent|protocol"
    glued = re.compile(
        rf"(?:\b(?:de|du|des|le|la|les|à|au|aux|que|si)\s|[’'])\{{(?:{names})\}}", re.IGNORECASE
    )
    assert {key: text for key, text in FRENCH.items() if glued.search(text)} == {}


def test_french_is_set_as_french_is_set() -> None:
    for key, template in FRENCH.items():
        plain = re.sub(r"\{(\w+):[^{}]*\}", r"{\1}", template)
        text = AS_WRITTEN.sub("", plain) if key.startswith(TECHNICAL) else plain
        assert not set("'\"`") & set(text), key
        assert not re.search(rf"(?<!{NBSP})[:;!?»%]|«(?!{NBSP})", text), key
        assert text.count("«") == text.count("»"), key


def test_what_is_said_in_the_room_can_be_quoted() -> None:
    said_there = [key for key in ENGLISH if key.startswith("public.")]
    assert said_there
    assert {key: ENGLISH[key] for key in said_there if re.search("[“”]", ENGLISH[key])} == {}
    assert {key: FRENCH[key] for key in said_there if re.search("[«»]", FRENCH[key])} == {}


def test_a_session_is_explained_in_whole_sentences() -> None:
    lines = (
        "Midland a laissé passer « Six of eight » (Seats of governments), avec une déclaration au procès-verbal.\n"
        "  Dans la salle : « Nous ne ferons pas obstacle à “Six of eight” et demandons que notre position soit "
        "consignée au procès-verbal. »\n"
        "  Sa raison propre : Il manque 5 points pour atteindre ce que la délégation demande à ce stade ; 80 % "
        "de la salle étant prête à accepter, une objection lui coûterait plus qu’une déclaration, mais elle n’a pas "
        "voulu passer la chose sous silence.\n"
        "  Libellé écarté, « Four of eight » : la délégation y aurait gagné davantage, mais y tenir revenait à "
        "faire obstacle.\n"
        "Midland a déclaré se dissocier de la décision.\n"
        "  Dans la salle : « Nous nous dissocions du texte. »\n"
        "  Sa raison propre : La délégation est mieux lotie sans le document, mais l’arrêter seule lui coûterait "
        "davantage ; elle laisse passer le texte et s’en dissocie."
    )
    with told_in("fr"):
        told = "\n".join(explained(log("worked_isolation"), "MID", 1))
    assert lines in told.replace(NBSP, " ")


def test_the_end_is_told_in_whole_sentences() -> None:
    with told_in("fr"):
        sentences = session_sentences(record("wtpf13"), coalitions_of(record("wtpf13")))
        head = str(sentences[-1].head)
    assert head.replace(NBSP, " ").startswith(
        "Séance 19 : plus rien n’est en suspens. La conférence adopte l’avis en partie."
    )


def test_a_coalition_is_called_after_its_side_and_members_in_french() -> None:
    with told_in("fr"):
        names = [str(item.name) for item in coalitions_of(record("wtpf13")).coalitions]
    assert names == [
        "le camp multipartite (United States, Japan)",
        "le camp intergouvernemental (China, Russia)",
        "le groupe du milieu (Brazil, Korea (Rep.))",
        "toute la salle",
    ]


def test_a_run_made_in_french_is_kept_and_explained_in_french(tmp_path: Path) -> None:
    played, key = record("worked_package"), record("worked_package").tableau.delegations[0]
    with told_in("fr"):
        whole, history = build_log(played), coalitions_of(played)
        folder = save_run(played, whole, history, tmp_path / "run", command="delegation-sim run case")
        told = explained(whole, key)
        run = make_run(played, whole, history, command="delegation-sim run case")
    again = load_run(folder)
    assert again.manifest.sentence == run.manifest.sentence
    with told_in("fr"):
        assert str(again.manifest.sentence).startswith("La conférence")
        assert explained(again.log, key) == told
        assert str(again.tables["sessions"]["headline"][-1]).startswith("Séance")
    assert str(again.tables["sessions"]["headline"][-1]).startswith("Session")
