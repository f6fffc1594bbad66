"""Position exchange with equal gain: delegations trade concessions on two issues at a time."""

from simulation.models.exchange.play import exchange_round, exchange_rounds
from simulation.models.exchange.result import Concession, Exchange, ExchangeOptions, ExchangeRound

__all__ = [
    "Concession",
    "Exchange",
    "ExchangeOptions",
    "ExchangeRound",
    "exchange_round",
    "exchange_rounds",
]
