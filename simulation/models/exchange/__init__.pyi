from .exchange_rounds import exchange_round as exchange_round
from .exchanges import Concession as Concession
from .exchanges import Exchange as Exchange
from .exchanges import ExchangeRound as ExchangeRound

__all__ = [
    "Concession",
    "Exchange",
    "ExchangeRound",
    "exchange_round",
]
