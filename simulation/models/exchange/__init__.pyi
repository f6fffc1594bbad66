from .play import exchange_round as exchange_round
from .play import exchange_rounds as exchange_rounds
from .result import Concession as Concession
from .result import Exchange as Exchange
from .result import ExchangeOptions as ExchangeOptions
from .result import ExchangeRound as ExchangeRound

__all__ = [
    "Concession",
    "Exchange",
    "ExchangeOptions",
    "ExchangeRound",
    "exchange_round",
    "exchange_rounds",
]
