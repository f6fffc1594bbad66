"""The data of the replay component: one run, session by session, as `replay_contract.Replay` describes it.

Pure: a run, the words of a language and, if there is one, an ensemble in; plain data for JSON out. It holds all that
the component shows, so that scrubbing asks nothing of the server.
"""

from dashboard.components.packing import Pool, in_phrases, texts_of
from dashboard.frame.language import Words
from dashboard.replay.ensemble import Ensemble
from dashboard.replay.replay_contract import SCHEMA, Brackets, Replay, ReplayParts
from dashboard.replay.replay_guess import guess_of
from dashboard.replay.replay_power import power_of
from dashboard.replay.replay_room import (
    axes_of,
    braid_of,
    coalitions_in,
    delegations_of,
    held_by_session,
    kinds_of,
)
from dashboard.replay.replay_shares import interval_of
from dashboard.replay.replay_text import Differences, clauses_of
from dashboard.replay.replay_told import answers_of, events_of_run, marks_of, sentences_of
from dashboard.replay.replay_view import View
from dashboard.replay.replay_why import links_of, log_of, moves_by_session, reasons_of
from simulation.storage import Run

__all__ = ["WORDS", "make_replay", "tell_reasons"]

WORDS = "replay.ui."
"""Before the keys of the words of the component."""


def make_replay(
    run: Run, words: Words, *, ensemble: Ensemble | None = None, selected: str | None = None
) -> Replay:
    """Return the data of the replay component: a run in words, and how usual it is beside runs of the same case.

    Where there are too many reasons to tell all, those of the delegation with the key `selected` are told.
    """
    view = View(run=run, words=words, ensemble=ensemble)
    return _with_texts(_parts(view, selected), view.pool)


def _parts(view: View, selected: str | None) -> ReplayParts:
    """Return a replay without the texts and sets that its parts have put into the pool of the view."""
    run, words, manifest = view.run, view.words, view.run.manifest
    moves, (held, sole) = moves_by_session(view), held_by_session(view)
    return ReplayParts(
        schema=SCHEMA,
        title=run.scenario.title,
        case=run.scenario.key,
        nature=run.scenario.nature,
        seed=manifest.seed,
        run=manifest.replication,
        version=str(manifest.versions["delegation-sim"]),
        lang=words.language,
        sessions=view.sessions,
        planned=manifest.planned,
        asked=manifest.asked,
        lead=view.told(run.gist.lead) if manifest.asked else "",
        glance=answers_of(view) if manifest.asked else [],
        turns=[sentence.session for sentence in run.gist.points] if manifest.asked else [],
        n_runs=0 if view.ensemble is None else view.ensemble.n,
        axes=axes_of(view),
        y_default=_first_other(view),
        kinds=kinds_of(view),
        coalitions=coalitions_in(view),
        delegations=delegations_of(view, held),
        braid=braid_of(view),
        events=events_of_run(view),
        sentences=sentences_of(view),
        marks=marks_of(view),
        clauses=clauses_of(view, differences := Differences()),
        diffs=differences.all,
        brackets=_brackets(view),
        links=links_of(view, moves),
        reasons=reasons_of(view, moves, selected),
        power=power_of(view, held, sole),
        interval=interval_of(words, view.ensemble),
        log=log_of(view, moves),
        guess=guess_of(view) if manifest.asked else None,
        words=words.part(WORDS),
    )


def _with_texts(replay: ReplayParts, pool: Pool) -> Replay:
    """Return a replay with the texts and sets that all its parts have put into a pool."""
    texts, phrases = in_phrases(pool.texts)
    return {**replay, "texts": texts, "phrases": phrases, "sets": pool.sets}


def tell_reasons(
    replay: Replay, run: Run, words: Words, *, ensemble: Ensemble | None, selected: str | None
) -> Replay:
    """Return a replay with the reasons of another delegation: of a large room, without working out the rest anew."""
    pool = Pool(texts_of(replay), replay["sets"])
    view = View(run=run, words=words, ensemble=ensemble, pool=pool)
    reasons = reasons_of(view, moves_by_session(view), selected)
    told: Replay = {**replay, "reasons": reasons}
    return _with_texts(told, pool)


def _first_other(view: View) -> int:
    """Return the issue that gives the map its height, the first one where none does."""
    return view.issue[view.axes.issue.key] if view.axes.issue is not None else 0


def _brackets(view: View) -> Brackets:
    table = view.run.tables["sessions"]
    band = None if view.ensemble is None else view.ensemble.brackets
    return Brackets(
        count=[0, *map(int, table["clauses_in_brackets"])],
        blocked=[sum(bool(one.blocks) for one in standing) for standing in view.run.oppositions],
        holders=[0, *map(int, table["holders"])],
        low=None if band is None else band[:, 0].tolist(),
        high=None if band is None else band[:, 1].tolist(),
    )
