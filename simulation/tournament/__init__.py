"""A tournament: delegates take the same seats under the same chance, and a league table says how they fared."""

from simulation.tournament.kept_games import kept_games
from simulation.tournament.league import Cell, League, Standing, league_of
from simulation.tournament.plan import Entrant, Tournament, tournament_of
from simulation.tournament.play import Game, play

__all__ = [
    "Cell",
    "Entrant",
    "Game",
    "League",
    "Standing",
    "Tournament",
    "kept_games",
    "league_of",
    "play",
    "tournament_of",
]
