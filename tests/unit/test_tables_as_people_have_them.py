"""Tables as spreadsheets and people write them come out as the case that is meant, or are refused in words."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from simulation.errors import ScenarioError
from simulation.scenario.interchange import Role, import_table, read_table
from simulation.scenario.interchange.workbook_writing import SheetTable, workbook_of
from simulation.words import told_in
from tests.tables_read import CARED, Stands, stands

type Sheets = Mapping[str, Sequence[Sequence[object]]]

FEE = {("Alba", "fee"): (0.2, 1.0), ("Brod", "fee"): (0.7, 0.5)}
TWO = {
    ("Alba", "fee"): (0.2, 1.0),
    ("Alba", "term"): (0.4, 1.0),
    ("Brod", "fee"): (0.7, 1.0),
    ("Brod", "term"): (0.9, 1.0),
}
EXACT = "actor,issue,position,salience,capability\n"
LONG = f"{EXACT}Alba,fee,0.2,1,1\nBrod,fee,0.7,0.5,0.5\n"
TAB = "\t"
COMMAS = "actor;issue;position;salience;capability\nAlba;fee;0,2;1;1\nBrod;fee;0,7;0,5;0,5\n"


def workbook(sheets: Sheets) -> bytes:
    return workbook_of(SheetTable(title, list(map(str, rows[0])), rows[1:]) for title, rows in sheets.items())


TIDY_ROWS: list[list[object]] = [
    ["actor", "issue", "position", "salience", "capability"],
    ["Alba", "fee", 0.2, 1, 1],
    ["Brod", "fee", 0.7, 0.5, 0.5],
]

SURE: dict[str, tuple[bytes, str]] = {
    "as documented": (LONG.encode(), ""),
    "byte-order mark": (LONG.encode("utf-8-sig"), ""),
    "lines of Windows": (LONG.replace("\n", "\r\n").encode(), ""),
    "lines of old Macs": (LONG.replace("\n", "\r").encode(), ""),
    "blank rows": (LONG.replace("\n", "\n,,,,\n\n").encode(), ""),
    "quotation marks": (
        b'"actor","issue","position","salience","capability"\n"Alba","fee","0.2",1,1\nBrod,"fee",0.7,0.5,0.5\n',
        "",
    ),
    "further columns": (
        f"note,{EXACT}x,Alba,fee,0.2,1,1\ny,Brod,fee,0.7,0.5,0.5\n".encode(),
        "",
    ),
    "other order": (
        b"capability,salience,position,issue,delegation\n1,1,0.2,fee,Alba\n0.5,0.5,0.7,fee,Brod\n",
        "",
    ),
    "semicolons and decimal commas": (
        COMMAS.encode(),
        "Read as UTF-8, cells between semicolons, decimals behind a comma.",
    ),
    "semicolons and points": (
        LONG.replace(",", ";").encode(),
        "Read as UTF-8, cells between semicolons, decimals behind a point.",
    ),
    "tabs": (LONG.replace(",", "\t").encode(), "Read as UTF-8, cells between tabs, decimals behind a point."),
    "bars": (LONG.replace(",", "|").encode(), "Read as UTF-8, cells between bars, decimals behind a point."),
    "commas for both": (
        f'{EXACT}Alba,fee,"0,2",1,1\nBrod,fee,"0,7","0,5","0,5"\n'.encode(),
        "Read as UTF-8, cells between commas, decimals behind a comma.",
    ),
    "sep=;": (
        f"sep=;\r\n{COMMAS}".encode(),
        "Read as UTF-8, cells between semicolons, decimals behind a comma.",
    ),
    "sep=, before semicolons in names": (f"sep=,\n{LONG}".encode(), ""),
    "UTF-16 as Excel saves it": (
        LONG.replace(",", "\t").encode("utf-16"),
        "Read as UTF-16, cells between tabs, decimals behind a point.",
    ),
    "UTF-16 without its mark": (
        LONG.encode("utf-16-be"),
        "Read as UTF-16, cells between commas, decimals behind a point.",
    ),
    "per cent": (f"{EXACT}Alba,fee,20%,100%,1\nBrod,fee,70 %,50%,50%\n".encode(), ""),
    "capital headings": (LONG.replace("actor,issue,position", "Actor,ISSUE,Position").encode(), ""),
    "a title above": (f"Positions 2026,,,,\n,,,,\n{LONG}".encode(), ""),
    "a title above semicolons": (
        f"Positions on fees\n{COMMAS}".encode(),
        "Read as UTF-8, cells between semicolons, decimals behind a comma.",
    ),
    "a title with commas above semicolons": (
        f"Positions on fees, taxes, and dues\n\n{COMMAS}".encode(),
        "Read as UTF-8, cells between semicolons, decimals behind a comma.",
    ),
    "a title with a comma above tabs": (
        f"Positions, 2026\n{LONG.replace(',', TAB)}".encode(),
        "Read as UTF-8, cells between tabs, decimals behind a point.",
    ),
    "numbers of the agenda": (
        b"item;actor;issue;position;salience;capability\n1.1;Alba;fee;0,2;1;1\n1.2;Brod;fee;0,7;0,5;0,5\n",
        "Read as UTF-8, cells between semicolons, decimals behind a comma.",
    ),
    "numbers of the agenda between tabs": (
        b"item;actor;issue;position;salience;capability\n1.1;Alba;fee;0,2;1;1\n1.2;Brod;fee;0,7;0,5;0,5\n".replace(
            b";", b"\t"
        ),
        "Read as UTF-8, cells between tabs, decimals behind a comma.",
    ),
    "three decimals behind nought": (
        COMMAS.replace("0,2", "0,200").replace("0,7", "0,700").encode(),
        "Read as UTF-8, cells between semicolons, decimals behind a comma.",
    ),
    "a workbook": (workbook({"Sheet1": TIDY_ROWS}), ""),
    "a workbook with other sheets": (workbook({"Read me": [["Hello", "you"]], "Data": TIDY_ROWS}), ""),
    "a workbook with commas typed as text": (
        workbook({"Data": [TIDY_ROWS[0], ["Alba", "fee", "0,2", 1, 1], ["Brod", "fee", 0.7, "0,5", 0.5]]}),
        "Decimals behind a comma were read as such on Data.",
    ),
}
"""Tables that leave nothing to guess: bytes, and what is said of how they were read."""

GUESSED: dict[str, tuple[str | bytes, Stands, str]] = {
    "Country, Pos, Sal": ("Country,Pos,Sal\nAlba,0.2,1\nBrod,0.7,0.5\n", FEE, "“Country” as delegation"),
    "the same in French": (
        "Pays;Enjeu;Préférence;Importance;Poids\nAlba;fee;0,2;1;1\nBrod;fee;0,7;0,5;1\n",
        FEE,
        "“Préférence” as position",
    ),
    "the same from Windows": (
        "Pays;Enjeu;Préférence;Importance;Poids\nAlba;fee;0,2;1;1\nBrod;fee;0,7;0,5;1\n".encode("cp1252"),
        FEE,
        "“Importance” as salience",
    ),
    "abbreviations with units": (
        "Del.,Pos. (0-1),Sal. (0-1),Cap\nAlba,0.2,1,1\nBrod,0.7,0.5,1\n",
        FEE,
        "“Cap” as capability",
    ),
    "misspelt": (
        "actor,issue,postion,saliance,capabilty\nAlba,fee,0.2,1,1\nBrod,fee,0.7,0.5,1\n",
        FEE,
        "“saliance” as salience",
    ),
    "wide": (
        "Country,fee,term\nAlba,0.2,0.4\nBrod,0.7,0.9\n",
        TWO,
        "for an issue, its numbers for positions",
    ),
    "wide without a heading for names": (
        ",fee,term\nAlba,0.2,0.4\nBrod,0.7,0.9\n",
        TWO,
        "column 1 as delegation",
    ),
    "wide with a capability": (
        "State;Power;fee;term\nAlba;3;0,2;0,4\nBrod;1;0,7;0,9\n",
        TWO,
        "fee and term",
    ),
    "wide with saliences": (
        "Country,fee position,fee salience,term position,term salience\nAlba,0.2,1,0.4,0.5\nBrod,0.7,0.25,0.9,0.75\n",
        CARED,
        "Saliences were taken from columns of their own for these issues: fee and term.",
    ),
    "wide with saliences after bare names": (
        "Country,fee,Sal fee,term,Sal term\nAlba,0.2,1,0.4,0.5\nBrod,0.7,0.25,0.9,0.75\n",
        CARED,
        "for these issues: fee and term.",
    ),
    "issues with numbers": (
        "Country,Issue 1,Issue 2\nAlba,0.2,0.4\nBrod,0.7,0.9\n",
        {(who, {"fee": "Issue 1", "term": "Issue 2"}[issue]): at for (who, issue), at in TWO.items()},
        "Issue 1 and Issue 2",
    ),
    "headings in words": (
        "Country,Position on fee,Position on term\nAlba,0.2,0.4\nBrod,0.7,0.9\n",
        TWO,
        "fee and term",
    ),
    "scales in the headings": (
        "Country;fee (0-10);term [0..5]\nAlba;2;2\nBrod;7;4,5\n",
        TWO,
        "By their headings, numbers lie on these scales: fee 0..10 and term 0..5.",
    ),
    "a long table with its scales": (
        "Country,Issue number,Position of actor (0-100),Salience (0 to 100)\nAlba,fee,20,100\nBrod,fee,70,50\n",
        FEE,
        "position 0..100 and salience 0..100",
    ),
    "numbered rows": ("ID,Country,fee,term\n1,Alba,0.2,0.4\n2,Brod,0.7,0.9\n", TWO, "fee and term"),
    "commas in headings": (
        "Country;Fee, in euros;Term, in years\nAlba;0,2;0,4\nBrod;0,7;0,9\n",
        {
            (who, {"fee": "Fee, in euros", "term": "Term, in years"}[issue]): at
            for (who, issue), at in TWO.items()
        },
        "Fee, in euros and Term, in years",
    ),
    "a column for each delegation": (
        "Topic,Alba,Brod\nfee,0.2,0.7\nterm,0.4,0.9\n",
        TWO,
        "taken for a delegation",
    ),
    "a sheet for each issue": (
        workbook(
            {
                "fee": [["Country", "Position"], ["Alba", 0.2], ["Brod", 0.7]],
                "term": [["Country", "Position"], ["Alba", 0.4], ["Brod", 0.9]],
            }
        ),
        TWO,
        "Each of these sheets was taken for an issue: fee and term.",
    ),
    "a sheet of positions and one of saliences": (
        workbook(
            {
                "Positions": [["Country", "fee", "term"], ["Alba", 0.2, 0.4], ["Brod", 0.7, 0.9]],
                "Salience": [["Country", "term", "fee"], ["Brod", 0.75, 0.25], ["Alba", 0.5, 1]],
            }
        ),
        CARED,
        "The numbers on the sheet “Salience” were taken for saliences.",
    ),
}
"""Tables of which something has to be agreed to: what comes out then, and a part of what is asked."""


@pytest.mark.parametrize("form", SURE)
def test_a_table_that_leaves_nothing_to_guess_is_read_in_any_form(form: str) -> None:
    data, seen = SURE[form]
    reading = read_table(data, "fee.csv")
    assert stands(reading) == FEE
    assert reading.is_sure
    assert [seat.capability for seat in reading.required().scenario.delegations] == [1.0, 0.5]
    assert " ".join(map(str, reading.seen)) == seen


@pytest.mark.parametrize("form", GUESSED)
def test_a_table_that_needs_a_guess_is_read_so_and_not_without_a_yes(form: str, tmp_path: Path) -> None:
    table, expected, asked = GUESSED[form]
    data = table if isinstance(table, bytes) else table.encode()
    reading = read_table(data, "fee.csv")
    assert stands(reading) == expected
    assert not reading.is_sure
    assert asked in " ".join(map(str, reading.guesses))
    assert str(reading.guesses[0]) in reading.required().scenario.notes
    file = tmp_path / "fee.csv"
    file.write_bytes(data)
    with pytest.raises(ScenarioError, match="only guessed"):
        import_table(file)
    assert import_table(file, agreed=True).scenario == reading.required().scenario


def test_guesses_are_told_in_the_language_of_whoever_reads() -> None:
    reading = read_table(b"Country,Pos\nAlba,0.2\nBrod,0.7\n", "fee.csv")
    with told_in("fr"):
        assert (
            str(reading.guesses[-1])
            == "Aucune colonne ne donne de poids\u00a0: toutes les délégations ont le même."
        )


def test_a_wrong_guess_is_corrected_by_saying_what_a_column_is() -> None:
    data = b"Country,fee,Seats\nAlba,0.2,20\nBrod,0.7,21\n"
    assert len(read_table(data, "t.csv").required().scenario.issues) == 2
    roles: dict[str, Role] = {"Seats": "aside", "fee": "position"}
    reading = read_table(data, "t.csv", columns=roles)
    assert [column.role for column in reading.columns] == ["actor", "position", "aside"]
    assert {key: position for key, (position, _) in stands(reading).items()} == {
        ("Alba", "t"): 0.2,
        ("Brod", "t"): 0.7,
    }


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (
            "Untied Kingdom",
            "“Untied Kingdom” (line 4) is almost “United Kingdom” (line 2). They count as two.",
        ),
        ("Unitd Kingdom", "“Unitd Kingdom” (line 4) is almost “United Kingdom” (line 2). They count as two."),
        ("United Kingdom ", "“United Kingdom” also stands with further spaces (line 4)"),
    ],
)
def test_names_that_are_almost_one_are_told_and_stay_as_they_are(other: str, said: str) -> None:
    text = (
        f"{EXACT}United Kingdom,fee,0.2,1,1\nZambia,fee,0.5,1,1\n{other},term,0.7,1,1\nGambia,fee,0.5,1,1\n"
    )
    reading = read_table(text.encode(), "t.csv")
    assert [str(one)[: len(said)] for one in reading.warnings] == [said]
    assert len(reading.required().scenario.delegations) == (3 if other.endswith(" ") else 4)


def test_a_row_of_sums_is_told() -> None:
    reading = read_table(b"Country,fee\nAlba,10\nBrod,30\nTotal,40\n", "t.csv")
    assert [str(one) for one in reading.warnings] == [
        "“Total” (line 4) counts as a delegation. If it is a sum or a mean, remove the row."
    ]


def test_a_table_without_headings_is_refused() -> None:
    (problem,) = read_table(b"Alba;0,2;0,3\nBrod;0,4;0,9\n", "t.csv").problems
    assert str(problem).startswith("t.csv:1:1: No row of headings was found")


@pytest.mark.parametrize(
    "pair",
    [
        ("Party A", "Party B"),
        ("Group 1", "Group 2"),
        ("Coalition1", "Coalition2"),
        ("Iran", "Iraq"),
        ("Gambia", "Zambia"),
    ],
)
def test_names_that_are_two_are_not_suspected(pair: tuple[str, str]) -> None:
    text = EXACT + "".join(f"{name},fee,0.{place},1,1\n" for place, name in enumerate(pair, start=1))
    assert read_table(text.encode(), "t.csv").warnings == ()


def test_positions_on_two_scales_in_one_column_are_told() -> None:
    reading = read_table(f"{EXACT}Alba,fee,0.2,1,1\nBrod,fee,80,1,1\n".encode(), "t.csv")
    assert str(reading.warnings[0]).startswith(
        "On fee some positions look like shares (0.2 (2), with their lines)"
    )


@pytest.mark.parametrize(("largest", "warnings"), [("9.9", 0), ("10", 1)])
def test_positions_look_like_per_cent_from_ten_on(largest: str, warnings: int) -> None:
    text = f"{EXACT}Alba,fee,0.2,1,1\nBrod,fee,{largest},1,1\n"
    assert len(read_table(text.encode(), "t.csv").warnings) == warnings


def test_a_title_of_one_word_that_is_known_is_no_row_of_headings() -> None:
    assert stands(read_table(b"Position,,\nCountry,fee,term\nAlba,0.2,0.4\nBrod,0.7,0.9\n", "t.csv")) == TWO


def test_a_column_half_of_words_holds_no_positions() -> None:
    reading = read_table(b"Country,Zone,fee\nAlba,2,0.2\nBrod,see,0.7\n", "t.csv")
    assert [column.role for column in reading.columns] == ["actor", "aside", "on_issue"]
    assert {pair: at for pair, (at, _) in stands(reading).items()} == {
        ("Alba", "fee"): 0.2,
        ("Brod", "fee"): 0.7,
    }


def test_a_salience_of_the_row_is_not_that_of_an_issue_on_which_the_row_says_nothing() -> None:
    reading = read_table(b"Country,Salience,fee,term\nAlba,1,0.2,\nBrod,0.5,0.7,0.9\n", "t.csv")
    assert stands(reading) == {
        ("Alba", "fee"): (0.2, 1.0),
        ("Brod", "fee"): (0.7, 0.5),
        ("Brod", "term"): (0.9, 0.5),
    }


def test_capabilities_on_two_scales_are_told() -> None:
    (told,) = read_table(
        f"{EXACT}Alba,fee,0.2,1,30%\nBrod,fee,0.8,1,70\nCora,fee,1,1,1\n".encode(), "t.csv"
    ).warnings
    assert str(told).startswith(
        "Some capabilities look like shares (0.3 (2), with their lines), others go up to 70."
    )
    assert read_table(f"{EXACT}Alba,fee,0.2,1,0.5\nBrod,fee,0.8,1,9\n".encode(), "t.csv").warnings == ()


@pytest.mark.parametrize(
    "pair", [("São Paulo", "Sao Paulo"), ("Côte d'Ivoire", "Cote d'Ivoire"), ("Málaí", "Malai")]
)
def test_names_that_differ_by_accents_are_told(pair: tuple[str, str]) -> None:
    table = "actor,issue,position,salience,capability\n" + "".join(
        f"{name},fee,{n},1,1\n" for n, name in enumerate(pair)
    )
    told = " ".join(map(str, read_table(table.encode(), "fee.csv").warnings))
    assert f"“{pair[1]}” (line 3) is almost “{pair[0]}” (line 2)." in told
