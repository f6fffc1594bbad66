"""The rows of the table: which question each belongs to, what is measured, and in which data set it stands."""

from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["NAMES", "PARTS", "ROWS", "Part", "Row"]

type Unit = Literal["number", "share"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One data set, and what plays it."""

    key: str
    format: str
    """What its JSON document says of itself."""
    command: str
    """What prints it, with a place for the seed."""
    fewest: int = 0
    """Replications that a published table has at least; 0: there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    key: str
    """Of its contest."""
    question: str
    measure: str
    """Both as the catalogue names them."""
    part: str
    unit: Unit = "number"
    decimals: int = 2


PARTS: Final = (
    Part(
        key="responses",
        format="delegation-sim responses 1",
        command="python -m benchmarks.responses --seed {seed}",
        fewest=150,
    ),
    Part(
        key="wtpf13",
        format="delegation-sim validation 1",
        command="python -m benchmarks.validation --seed {seed}",
        fewest=200,
    ),
    Part(
        key="deu3",
        format="delegation-sim backtest 1",
        command="delegation-sim backtest deu3 FILE --seed {seed}",
        fewest=10,
    ),
    Part(
        key="disputes",
        format="delegation-sim disputes 2",
        command="delegation-sim backtest disputes FILE --seed {seed}",
        fewest=200,
    ),
    Part(
        key="convention",
        format="delegation-sim backtest convention 1",
        command="delegation-sim backtest convention FOLDER --seed {seed}",
        fewest=400,
    ),
    Part(
        key="votes",
        format="delegation-sim backtest votes 1",
        command="delegation-sim backtest votes FILE --seed {seed}",
    ),
    Part(
        key="signatures",
        format="delegation-sim backtest signatures 1",
        command="delegation-sim backtest signatures FILE --seed {seed}",
    ),
    Part(
        key="landings",
        format="delegation-sim landings 1",
        command="python -m benchmarks.landings",
        fewest=30,
    ),
)


NAMES: Final = {
    "wtpf13": ("backtest", "model"),
    "decision": ("backtest", "model"),
    "spread": ("backtest", "model"),
    "ends": ("backtest", "model"),
    "disputes": ("disputes", "model"),
    "pairs": ("convention", "model"),
    "texts": ("convention", "text"),
    "votes": ("ballots", "model"),
    "signatures": ("ballots", "signer"),
    "landings": ("backtest", "model"),
}
"""Group and kind under which the catalogue names the models of a question; some have plainer ones here."""


def _rows(
    part: str, question: str, keys: dict[str, str], *, decimals: int = 2, unit: Unit = "number"
) -> tuple[Row, ...]:
    """Return rows by the key of the contest and the measure."""
    return tuple(
        Row(key=key, question=question, measure=measure, part=part, unit=unit, decimals=decimals)
        for key, measure in keys.items()
    )


ROWS: Final = (
    *_rows("wtpf13", "wtpf13", {"wtpf13.a": "hits_a", "wtpf13.b": "hits_b"}),
    *_rows(
        "deu3",
        "decision",
        {f"deu3.error.{ours}": "error" for ours in ("conference", "marks_3_conference", "marks_3")},
    ),
    *_rows("deu3", "spread", {"deu3.crps.marks_3_conference": "crps", "deu3.crps.marks_3": "crps"}),
    *_rows(
        "deu3",
        "ends",
        {f"deu3.{share}.conference": share for share in ("reference_named", "commission", "position")},
        decimals=0,
        unit="share",
    ),
    *_rows(
        "disputes",
        "disputes",
        {
            f"dispute.log.{ours}": "log"
            for ours in (
                "conference",
                "conference_layered",
                "conference_median",
                "conference_median_layered",
                "marks",
            )
        },
    ),
    *_rows(
        "convention",
        "pairs",
        {
            f"pairs.{measure}.{ours}{form}": f"{measure}.{knows}"
            for ours, knows in (("ours", "alone"), ("ours_known", "known"))
            for measure in ("auc", "deviance", "ridge")
            for form in ("", "_parts")
        },
        decimals=3,
    ),
    *_rows("convention", "texts", {"texts.auc_within.ours": "auc_within"}, decimals=3),
    *_rows("convention", "texts", {"texts.brier.ours": "brier"}, decimals=4),
    *_rows(
        "votes",
        "votes",
        {
            f"votes.{regime}.{measure}": f"{measure}.{regime}"
            for regime in ("leave_one_out", "all_others", "forecast")
            for measure in ("accuracy", "log")
        },
        decimals=3,
    ),
    *_rows("signatures", "signatures", {"signatures.auc": "auc", "signatures.brier": "brier"}, decimals=3),
    *_rows(
        "landings",
        "landings",
        {
            "landings.wtpf13_training": "training",
            "landings.first_hour": "first_hour",
            "landings.ai_oversight": "oversight",
        },
        decimals=3,
    ),
)
"""In the order of the table; what is counted, facts and ladders, stands above them."""
