from .play import exchange_round as exchange_round
from .result import Concession as Concession
from .result import Exchange as Exchange
from .result import ExchangeRound as ExchangeRound

__all__ = [
    "Concession",
    "Exchange",
    "ExchangeRound",
    "exchange_round",
]
