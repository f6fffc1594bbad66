from .games_played import Game as Game
from .games_played import play as play
from .kept_games import kept_games as kept_games
from .kept_games import kept_tables as kept_tables
from .league import Cell as Cell
from .league import League as League
from .league import Standing as Standing
from .league import league_of as league_of
from .league import plain as plain
from .league import told_league as told_league
from .tournament_plan import Entrant as Entrant
from .tournament_plan import Tournament as Tournament
from .tournament_plan import tournament_of as tournament_of

__all__ = [
    "Cell",
    "Entrant",
    "Game",
    "League",
    "Standing",
    "Tournament",
    "kept_games",
    "kept_tables",
    "league_of",
    "plain",
    "play",
    "told_league",
    "tournament_of",
]
