"""Shares of an ensemble in words, formed once for every pane of the replay: "0.2" of 100 runs, from "0.1" to "1.1"."""

from dashboard.frame.language import Words
from dashboard.replay.ensemble import Ensemble
from dashboard.replay.replay_contract import Interval
from simulation.stats import Estimate
from simulation.study import share_figures

__all__ = ["interval_of", "share_in_words"]


def share_in_words(words: Words, estimate: Estimate) -> dict[str, str]:
    """Return a share and both ends of its interval as numbers of 100 runs, with as many decimals as they warrant.

    >>> from dashboard.frame.language import words_in
    >>> from simulation.stats.interval import share
    >>> share_in_words(words_in("en"), share(58, 100))
    {'p': '58', 'lo': '50', 'hi': '66'}
    >>> share_in_words(words_in("fr"), share(1, 400))
    {'p': '0,2', 'lo': '0,1', 'hi': '1,1'}
    """
    mark = words.say("number.decimal_mark")
    value, low, high = (str(part).replace(".", mark) for part in share_figures(estimate))
    return {"p": value, "lo": low, "hi": high}


def interval_of(words: Words, ensemble: Ensemble | None) -> Interval | None:
    """Return the share and its 90 % interval of every number of hits, in words."""
    if ensemble is None:
        return None
    told = [share_in_words(words, ensemble.share(hits)) for hits in range(ensemble.n + 1)]
    value, low, high = ([share[name] for share in told] for name in ("p", "lo", "hi"))
    return Interval(n=ensemble.n, value=value, low=low, high=high)
