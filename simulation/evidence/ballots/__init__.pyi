from .ballots_told import told_signatures as told_signatures
from .ballots_told import told_votes as told_votes
from .case_ballot import CaseBallot as CaseBallot
from .case_ballot import ballot_on as ballot_on
from .case_ballot import text_of as text_of
from .earlier_votes import D1 as D1
from .earlier_votes import D2 as D2
from .folds import backtest_votes as backtest_votes
from .forms import LINES as LINES
from .signatures import COUNTRY as COUNTRY
from .signatures import REGIONS as REGIONS
from .signatures import RIGHTS as RIGHTS
from .signatures import backtest_signatures as backtest_signatures
from .vote_tables import digest as digest
from .vote_tables import read_groups as read_groups
from .vote_tables import read_positions as read_positions
from .vote_tables import read_roll_calls as read_roll_calls
from .vote_tables import read_signatures as read_signatures

__all__ = [
    "COUNTRY",
    "D1",
    "D2",
    "LINES",
    "REGIONS",
    "RIGHTS",
    "CaseBallot",
    "backtest_signatures",
    "backtest_votes",
    "ballot_on",
    "digest",
    "read_groups",
    "read_positions",
    "read_roll_calls",
    "read_signatures",
    "text_of",
    "told_signatures",
    "told_votes",
]
