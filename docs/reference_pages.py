"""Writes the pages that follow from schema and presets: python docs/reference_pages.py."""
# ruff: noqa: INP001 - a script beside conf.py

import re
import runpy
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from simulation import scenario
from simulation.engine import CLOSED_BY, JOINS, SIGNALS, SIGNATURES
from simulation.protocols import OUTCOME_CLASSES
from simulation.reasons import MOVES
from simulation.state import KINDS
from simulation.storage import TABLES as RUN_TABLES
from simulation.study import STUDY_COLUMNS
from simulation.study import TABLES as STUDY_TABLES
from simulation.text import STATUSES

HEAD: Final = """\
<!-- Written by docs/reference_pages.py from simulation/scenario/schema.py. -->
# Case format

A case is a YAML file in UTF-8 that starts with `schema: 1`. What it means is said in
[How to write a case](../how-to/write-a-case.md); this page lists every field with its range and default.
`delegation-sim validate FILE` checks a file, and `delegation-sim schema` prints the same as JSON Schema for editors.

- YAML is read strictly: `NO` and `on` stay text, equal keys in one mapping are refused, aliases and sizes are limited,
  and a field that is not listed here is a mistake. So are characters that act on a screen instead of being read
  (control characters, marks and overrides of direction), however they are written; joiners and letters of every
  script are text.
- Names of delegations, of groups, of issues and of the options of an issue that a reader takes for one (they differ by
  case, width, spaces, or letters that are not seen or look like others) are told, each with the line of the other.
- A *key* is a letter, then up to 39 letters without accents, digits, `_`, `.` or `-`.
- A *distribution* is a number, or `{mean, sd}`, `{low, high}` or `{low, mode, high}`: a number that is not known for
  sure and is drawn anew in each replication, cut to its range. `confidence` is the short way: it stands for a normal
  spread of the position of 0.12 (low), 0.08 (medium) or 0.04 (high).
- Positions lie between 0 (multi-stakeholder) and 1 (intergovernmental), whatever an issue calls its poles.
"""
TABLES: Final = """\
## Tables

`tables: {{delegations: FILE.csv, mandates: FILE.csv}}` names CSV tables in the folder of the case, in UTF-8 and with
commas, for cases with many delegations. A delegation may stand in the table, in the YAML or in both, but each of its
fields only once. An empty cell is a field left out, a list has semicolons between its words, and a distribution is
written `0.2..0.6` (low, high), `0.2..0.3..0.6` (low, mode, high) or `0.4+-0.1` (mean, sd).

- Columns of delegations: {delegations}.
- Columns of mandates: {mandates}. `red_low` and `red_high` are the ends of a red line given as an interval.
"""
FORUMS: Final = """\
<!-- Written by docs/reference_pages.py from simulation/scenario/forums.yaml. -->
# Forums

A case names a preset in `forum.preset` and overrides what differs in its room. Rights go by the standing of a
delegation, else by its kind; whoever has neither among those listed has a seat and nothing else. A delegation takes
part in decisions if it may *object* or *vote*. `delegation-sim list --components` says what the rules mean.
"""
PACK_HEAD: Final = """\
<!-- Written by docs/reference_pages.py from simulation/scenario/pack_schema.py. -->
# Pack format

A pack is what only the author of a training case can write for whoever runs it. It stands beside the case `NAME.yaml`
as `NAME.pack.yaml`, starts with `pack: 1`, and is read as strictly as a [case](case-format.md), with the same keys;
`delegation-sim validate NAME.yaml` checks both. [Run a training](../how-to/run-a-training.md) says how to use it. Every
issue has an entry in `landing_zone` and in `best_package.options`, which lies in the zone; slots follow each other
without a gap, and a quarter of each script is debrief. Points and the red lines that a trap crosses are worked out.
"""
RUN_FOLDER: Final = """\
<!-- Written by docs/reference_pages.py from simulation/storage/run_columns.py. -->
# Run folder

`delegation-sim run CASE --out FOLDER` keeps a run. The folder is written whole or not at all, holds no path and no
date, and the same case, seed and versions give the same tables, to the byte.

| file | |
| --- | --- |
| `manifest.json` | what was run, with what, and how it ended; see below |
| `TABLE.parquet` | the tables below |
| `text.md` | the text at the end, and what became of the first draft |
| `report.html` | there once `delegation-sim report FOLDER` has written it |

`report` and `explain` refuse a folder in which a table or the manifest was changed: copy a table before you change it.

The manifest holds the case in full (`scenario`, but for confidential briefs and notes for trainers) with its
`scenario_hash`; `seed`, `replication`, the `protocol` with all its `parameters`, the `rule`; `versions` and the
`command` that repeats the run; `sessions` held and `planned`, the `outcome`; the `observers`, who only watched; where
agents of your own played, by seat the `holders` (`agent` as it was named, `sha256` of its file); with `--parameters`,
in `drawn` the set and its values; and for each of the `tables` its file, rows, SHA-256, and what its columns mean. A
run of another version is read like any other; its report says that its command may end otherwise. No report and no
`explain` executes a file of agents.

## Read it

The tables are Parquet files, which most tools for data read. The examples share this run:

```console
$ delegation-sim run wtpf13 --seed 1 --out geneva --quiet
...
```

pandas:

```python
import pandas as pd

positions = pd.read_parquet("geneva/positions.parquet")
last = positions[positions["session"] == positions["session"].max()]
print(last.pivot(index="delegation", columns="issue", values="position").round(2))
```

pyarrow, which is installed with delegation-sim:

```python
import pyarrow.parquet as pq

outcome = pq.read_table("geneva/outcome.parquet", columns=["issue", "option", "place"])
print(outcome.to_pylist())
```

Polars:

<!-- not run: Polars is not installed with delegation-sim -->
```python
import polars as pl

signals = pl.read_parquet("geneva/signals.parquet")
print(signals.filter(pl.col("red")).group_by("delegation").len().sort("len", descending=True))
```

DuckDB, on its own command line or in Python with `duckdb.sql("...")`:

```sql
SELECT d.short, m.session, m.move, m.private_reason->>'$.key' AS reason
FROM 'geneva/moves.parquet' AS m JOIN 'geneva/delegations.parquet' AS d USING (delegation)
WHERE m.move = 'make_statement'
ORDER BY m.session;
```

R, with the package arrow (or nanoparquet: `read_parquet` is the same there):

```r
library(arrow)
positions <- read_parquet("geneva/positions.parquet")
aggregate(position ~ session + issue, data = positions, FUN = mean)
```

## What all tables share

- Delegations, issues, options, clauses and blocs are named by the keys of the case; their names and wordings are in
  `manifest.json` under `scenario`.
- Sentences are in no language: the key of each and what stands in it, as JSON. `str` of one that
  `simulation.storage.load_run` returns tells it, inside `with simulation.words.told_in("fr"):` in French. Version 1 of
  the format kept them as they were told; it is still read.
- Sessions are counted from 1; 0 is before the first.
- There are no missing values. An empty text means "none"; a number that does not exist is NaN.
- Places lie on the axis of the issue, from 0 (multi-stakeholder) to 1 (intergovernmental), whatever the case calls the
  poles. Shares lie between 0 and 1.
- *Worth* is the currency of [the conference](../explanation/conference.md): lengths of the axis times relative
  salience, which is 1 on average over the issues of a delegation. 0 is no agreement on the issue.
- A protocol that asks nobody (`compromise`) leaves `signals` and `brackets` empty; the manifest says `asked: false`.
"""
STUDY_FOLDER: Final = """\
<!-- Written by docs/reference_pages.py from simulation/study/. -->
# Study folder

`delegation-sim ensemble CASE --out FOLDER`, and every other command that plays many replications, keeps a study. The
same case, seed, levers and version give the same files, to the byte (the manifest but for `command`): on any number of
workers, on a cluster, and after any number of interruptions. The folder holds no date. [Read a
study](../how-to/read-a-study.md) shows how to read it.

| file | |
| --- | --- |
| `manifest.json` | what the study is, and whether it is complete; written first |
| `replications/part-NNNNNN.parquet` | a row for each replication, some in each part |
| `pairs/part-NNNNNN.parquet` | who stood with whom, summed up over each part; only with up to 9 variants |
| `TABLE.parquet` | the tables of results below, written last |
| `analysis.json` | what a sweep or a sensitivity analysis made of it |
| `study.yaml` | the study as a file: `delegation-sim study` runs it again anywhere; none with agents of your own |
| `runs/NN-...` | full records of a few replications, each a [run folder](run-folder.md) |
| `report.html` | there once `delegation-sim report FOLDER` has written it |

Every file is whole or not there: it is written under a hidden name that ends in `.part` and then renamed. `--resume`
plays what is missing, and what is damaged: each part says in its metadata of which study it is (`study`), which part
(`part`), and the SHA-256 of what it holds. `--overwrite` removes these files and leaves others alone. One process
writes to a folder at a time: while it does, the folder is locked (`.delegation-sim.lock` says by which process), and
others are refused with code 1. The lock ends with the process, however it ends.

The manifest holds the `kind` of study, the `case` as it was given with its `scenario_hash` and, but for confidential
briefs and notes for trainers, in full (`scenario`); `seed`, `replications` of each variant, `level` of the intervals,
`version` and `command`; what `plays` (versions of NumPy and SciPy, and a hash of the sources), since `--resume` goes on
only with what began: a study of another version is read (`report FOLDER`) and refused; the `overrides`, the `design`,
the `outcomes` asked for; for each of the `variants` its `key`, its `words`, its `changes` and the command that plays
one of its replications `again`, but for the number; names of `issues`, their options, and `delegations`; the `state`,
`running` or `complete`; where agents of your own play, by seat the `holders` (`agent` as it was named, `sha256` of its
file), with those of each variant, and `--resume` goes on with the same files only; with `--codings`, in `codings` what
of the `judgement` of the case is drawn, and for how many replications in a row (`drawn_together`); with `--parameters`,
in `parameters` the table, and the same; and its own SHA-256 (`sha256`, of all but `command`). A complete one lists its
`tables`, and the SHA-256 of all `parts` and of `analysis.json`: `report` refuses a study of which one was changed.

## What all tables share

- Variants are named by their keys: `base` is the case as it stands, `codings` the same with its codings drawn.
- Replications are counted from 0. Replication r of a seed meets the same chance in every variant.
- An outcome has the key by which `--outcome` asks for it, such as `adopted`, `class.partial`, `option.Q1.tunis`,
  `gain.BRA` or `clauses_open`.
- A number that does not exist is NaN; an empty text means "none".
- Places and gains lie on axes from 0 (multi-stakeholder) to 1 (intergovernmental); shares lie between 0 and 1.
"""
WORDS: Final = (
    ("delegations.kind", KINDS),
    ("delegations.joins", JOINS),
    ("delegations.signature", SIGNATURES),
    ("signals.signal", SIGNALS),
    ("issues.closed_by", CLOSED_BY),
    ("moves.move", MOVES),
    ("text.status", STATUSES),
)
ARROW: Final = {
    "word": "text",
    "text": "text",
    "words": "list of texts",
    "said": "sentence",
    "integer": "int64",
    "integers": "list of int64",
    "number": "float64",
    "flag": "bool",
}
_KEY: Final = re.compile(r"a letter, then up to 39 letters[^|]*?'-'")
_DISTRIBUTION: Final = ", or {mean, sd}, {low, high}, {low, mode, high}"
_TITLES: Final = {
    "ForumRules": "forum",
    "Rights": "forum.rights.*, delegations[].rights",
    "Decision": "forum.decision",
    "ProtocolChoice": "protocol",
    "Issue": "issues[]",
    "Option": "issues[].options[]",
    "Document": "document",
    "Section": "document.sections[]",
    "Clause": "document.sections[].clauses[]",
    "Delegation": "delegations[]",
    "Mandate": "delegations[].mandate.*",
    "StrategyChoice": "delegations[].strategy",
    "Brief": "delegations[].brief",
    "Bloc": "blocs[]",
    "BlocLine": "blocs[].line.*",
    "Chair": "chair",
    "Event": "events[]",
    "Inject": "injects[]",
    "Scales": "scales",
    "Instances": "instances",
    "Judgement": "judgement",
    "IssueJudgement": "judgement.issues[]",
    "OtherCoding": "judgement.issues[].others[]",
    "RedLineJudgement": "judgement.red_lines[]",
}


def case_format() -> str:
    """Return every field of a case, with range and default."""
    schema = scenario.scenario_schema()
    parts = [HEAD, _table("The case", schema)]
    parts += [_table(f"`{title}`", schema["$defs"][name]) for name, title in _TITLES.items()]
    columns = {"delegations": scenario.DELEGATIONS.columns, "mandates": scenario.MANDATES.columns}
    said = {name: ", ".join(f"`{column}`" for column in found) for name, found in columns.items()}
    return "\n".join([*parts, TABLES.format(**said)])


def _table(title: str, model: Mapping[str, Any]) -> str:
    lines = [f"## {title}", "", model.get("description", ""), ""]
    lines += ["| field | valid | if left out | |", "| --- | --- | --- | --- |", *_rows(model)]
    return "\n".join([*lines, ""])


def _rows(model: Mapping[str, Any]) -> Iterator[str]:
    for name, node in model["properties"].items():
        valid = _KEY.sub("a key", scenario.describe(node, name)).replace(_DISTRIBUTION, ", or a distribution")
        valid = valid.partition(" with the fields ")[0] if valid.startswith("a mapping") else valid
        default = "**required**" if name in model.get("required", ()) else _default(node.get("default"))
        yield f"| `{name}` | {valid} | {default} | {_about(node.get('description', ''))} |"


def _default(value: object) -> str:
    match value:
        case None | "" | [] | {}:
            return ""
        case dict():
            return "as below"
        case list():
            return f"`[{', '.join(map(str, value))}]`"
        case bool():
            return f"`{str(value).lower()}`"
    return f"`{value}`"


def _about(text: str) -> str:
    said = " ".join(text.split()).replace("None takes", "Left out: takes").replace("None:", "Left out:")
    return said.replace("|", "\\|")


def pack_format() -> str:
    """Return every field of a pack, with range and default."""
    schema = scenario.pack_file_schema()
    inner = {model["title"]: _table(f"`{path}`", model) for path, model in _inside(schema, "")}
    return "\n".join([PACK_HEAD, _table("The pack", schema), *inner.values()])


def _inside(model: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, node in model["properties"].items():
        inner = node.get("items", node)
        if "properties" in inner:
            here = f"{path}{name}{'[]' if 'items' in node else ''}"
            yield here, inner
            yield from _inside(inner, f"{here}.")


def forums() -> str:
    """Return every forum preset with its rights, rules and source."""
    return "\n".join(
        [FORUMS, *(_forum(key, rules) for key, rules in sorted(scenario.forum_presets().items()))]
    )


def _forum(key: str, rules: scenario.ForumRules) -> str:
    lines = [f"## `{key}`", "", f"{rules.name}. Host body: {rules.host_body}.", ""]
    lines += ["| standing or kind | may |", "| --- | --- |"]
    for standing, rights in (rules.rights or {}).items():
        may = [name for name in scenario.Rights.model_fields if name != "seat" and getattr(rights, name)]
        lines.append(f"| `{standing}` | {', '.join(may) or 'listen'} |")
    rule = rules.decision.rule if rules.decision else ""
    said = [
        f"Decides by `{rule}`, {'the document as a package' if rules.package else 'clause by clause'}.",
        f"Clauses still open at the end {'fall away' if rules.leftover == 'drop' else 'sink the document'}.",
    ]
    if rules.call_vote is not None:
        said.append(
            f"A text that fails may be put to a vote when more than {rules.call_vote:.0%} prefer it to none."
        )
    if rules.refer:
        said.append("A motion to refer the whole elsewhere may be put.")
    if rules.signing:
        said.append("Delegations sign, sign with a reservation, or do not sign.")
    lines += [
        "",
        *(f"- {line}" for line in said),
        "",
        f"Source: {' '.join((rules.source or '').split())}",
        "",
    ]
    return "\n".join(lines)


def run_folder() -> str:
    """Return every table of a run folder with its columns."""
    parts = [RUN_FOLDER]
    for name, spec in RUN_TABLES.items():
        rows = [
            f"| `{column}` | {ARROW[kind]} | {_about(meaning)} |"
            for column, (kind, meaning) in spec.columns.items()
        ]
        head = ["| column | type | |", "| --- | --- | --- |"]
        parts += [f"## `{name}.parquet`", "", spec.about, "", *head, *rows, ""]
    words = ["## Words", "", "What may stand in columns that take one of a few words.", ""]
    parts += [*words, "| column | words |", "| --- | --- |"]
    parts += [f"| `{column}` | {', '.join(f'`{word}`' for word in words)} |" for column, words in WORDS]
    return "\n".join([*parts, ""])


def study_folder() -> str:
    """Return every table of a study folder with its columns."""
    parts = [STUDY_FOLDER]
    for name, about in STUDY_TABLES.items():
        place = f"{name}/part-NNNNNN.parquet" if name in ("replications", "pairs") else f"{name}.parquet"
        rows = [
            f"| `{column}` | {ARROW[kind]} | {_about(meaning)} |"
            for column, (kind, meaning) in STUDY_COLUMNS[name].items()
        ]
        parts += [f"## `{place}`", "", about, "", "| column | type | |", "| --- | --- | --- |", *rows, ""]
    parts += ["## Words", "", "| column | words |", "| --- | --- |"]
    words = (("outcome_class", OUTCOME_CLASSES), ("signal.SIGNAL", SIGNALS), ("gain_of.KIND", KINDS))
    parts += [f"| `{column}` | {', '.join(f'`{word}`' for word in listed)} |" for column, listed in words]
    return "\n".join([*parts, ""])


ASSEMBLY_PAGES: Final = runpy.run_path(str(Path(__file__).with_name("assembly_page.py")))
PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "assembly-folder.md": lambda: ASSEMBLY_PAGES["assembly_folder"](ARROW),
    "assembly-format.md": lambda: ASSEMBLY_PAGES["assembly_format"](_table, _inside),
    "case-format.md": case_format,
    "forums.md": forums,
    "pack-format.md": pack_format,
    "protocols.md": runpy.run_path(str(Path(__file__).with_name("protocols_page.py")))["protocols"],
    "run-folder.md": run_folder,
    "study-folder.md": study_folder,
}

if __name__ == "__main__":
    for file, page in PAGES.items():
        Path(__file__).with_name("reference").joinpath(file).write_text(page(), encoding="utf-8")
