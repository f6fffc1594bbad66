"""A run at a glance: what a viewer asks of a run first, each question answered in a sentence or two."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from simulation.coalitions.power import any_can_block, blocks_alone, fewest_to_block
from simulation.reasons.deals import deals_of
from simulation.reasons.move_told import who
from simulation.reasons.moves_logged import CHAIR
from simulation.reasons.opposition import ANSWERS, Opposition
from simulation.reasons.run_ended import Ended
from simulation.text.document import ClauseState
from simulation.words import NOTHING, Said, Value, said

__all__ = ["Glance", "GlanceKind", "glance_of"]

type GlanceKind = Literal["moved", "closest", "traded", "pivotal", "chair"]
"""What is asked, in the order in which it is told."""
_IN_TEXT: Final = ("adopted", "clean_ad_ref")
_NAMED: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One question and its answer."""

    kind: GlanceKind
    told: Said
    session: int = 0
    """Where to look, counted from 1; 0: at no session above others."""


class _Hindered(NamedTuple):
    """How near an issue in the text came to failing; the last of these is the nearest."""

    stopped: int
    """The last session in which it was blocked by enough to stop it; 0: in none."""
    blocked: int
    """The last session in which anybody blocked it; 0: in none."""
    closed: int
    """The session in which it was agreed, or else the last one."""
    kept: int
    """The session until which somebody kept it in brackets; 0: nobody ever did."""
    held: int
    """Those who ever did."""


def glance_of(ended: Ended, moved: Said, session: int) -> tuple[Glance, ...]:
    """Return the answers, one for each kind.

    Args:
        ended: The run.
        moved: Who moved most, and why; nothing: nobody moved.
        session: When it took its largest step; 0: nobody moved.
    """
    return (
        Glance(kind="moved", told=moved or said("glance.moved.none"), session=session),
        _closest(ended),
        _traded(ended),
        Glance(kind="pivotal", told=Said.joined(*_pivotal(ended))),
        _chair(ended),
    )


def _closest(ended: Ended) -> Glance:
    """Return which clauses did fail, and which of those in the text was closest to it: one issue is agreed together."""
    within: dict[str, list[ClauseState]] = defaultdict(list)
    for clause in ended.document.clauses:
        if clause.status in _IN_TEXT:
            within[clause.issue].append(clause)
    if not within:
        return _nearest(ended)
    return _after_failed(ended, _closest_within(ended, within))


def _after_failed(ended: Ended, closest: Glance) -> Glance:
    """Put before it which clauses did fail: what is not in the text at the end, and who blocked it then."""
    final = {clause.key: clause for clause in ended.documents[-1].clauses}
    lost: dict[str, list[ClauseState]] = defaultdict(list)
    in_text = {clause.key for clause in ended.document.clauses if clause.status in _IN_TEXT}
    for one in ended.standing[-1]:
        if one.clause not in in_text:
            lost[final[one.clause].issue].append(final[one.clause])
    if not lost:
        return closest
    failed = [clause for clauses in lost.values() for clause in clauses]
    against = ended.by_voice(_against(ended, failed, len(ended.standing) - 1))
    about = Said.names([_clause(ended, clauses) for clauses in lost.values()], _NAMED)
    told = (
        said("glance.closest.failed", clauses=about, names=Said.names(against, _NAMED))
        if against
        else said("glance.closest.failed.free", clauses=about)
    )
    if closest.told.key == "glance.closest.calm":
        return replace(closest, told=Said.joined(told, said("glance.closest.of.calm")))
    rest = closest.told.parts() if closest.told.key == "as.sentences" else [closest.told]
    return replace(closest, told=Said.joined(told, said("glance.closest.of"), *rest))


def _closest_within(ended: Ended, within: Mapping[str, list[ClauseState]]) -> Glance:
    """Return which of the clauses in the text, by issue, was closest to failing."""
    closed = {issue: one.session for one in ended.news for issue in one.agreed}
    found = {issue: _hindered(ended, clauses, closed.get(issue, 0)) for issue, clauses in within.items()}
    issue = max(found, key=lambda key: found[key])
    at = found[issue]
    values: dict[str, Value] = {"clause": _clause(ended, within[issue]), "c": at.closed, "p": ended.planned}
    if not at.held:
        return Glance(kind="closest", told=said("glance.closest.calm"))
    if session := at.stopped or at.blocked:
        names = Said.names(ended.by_voice(_against(ended, within[issue], session)), _NAMED)
        key = "glance.closest.blocked" if at.stopped else "glance.closest.few"
        told = said(key, s=session, names=names, **values)
        return Glance(kind="closest", told=told if at.stopped else _with_need(ended, told), session=session)
    told = said("glance.closest.waiting", n=at.held, u=at.kept, **values)
    return Glance(kind="closest", told=_with_need(ended, told), session=at.closed)


def _with_need(ended: Ended, told: Said) -> Said:
    """Add how many objections would have stopped it, where it does not depend on whose they are."""
    conditions = ended.deciding.conditions
    needed = fewest_to_block(conditions)
    if needed is None or not any_can_block(conditions, needed):
        return told
    return Said.joined(told, said("glance.need", n=needed))


def _against(ended: Ended, clauses: Sequence[ClauseState], session: int) -> list[str]:
    """Return who blocked some of these clauses after a session, each once."""
    return list(dict.fromkeys(key for one in _on(ended, clauses, session) for key in one.blocks))


def _on(ended: Ended, clauses: Sequence[ClauseState], session: int) -> list[Opposition]:
    keys = {clause.key for clause in clauses}
    return [one for one in ended.standing[session] if one.clause in keys]


def _hindered(ended: Ended, clauses: Sequence[ClauseState], closed: int) -> _Hindered:
    until, last = closed or len(ended.standing), len(ended.standing) - 1
    by_session = [_on(ended, clauses, session) for session in range(until)]

    def latest(is_so: Callable[[Opposition], bool]) -> int:
        return max((session for session, on in enumerate(by_session) if any(map(is_so, on))), default=0)

    held = {key for on in by_session for one in on for key in (*one.blocks, *one.waits)}
    return _Hindered(
        stopped=latest(lambda one: one.is_stopped),
        blocked=latest(lambda one: bool(one.blocks)),
        closed=closed or last,
        kept=min(latest(lambda one: bool(one.blocks or one.waits)) + 1, last) if held else 0,
        held=len(held),
    )


def _nearest(ended: Ended) -> Glance:
    """Return, where no clause is in the text, which came nearest to it at the end: blocked by the fewest."""
    left = ended.standing[-1]
    if not left:
        return Glance(kind="closest", told=said("glance.closest.none"))
    one = min(left, key=lambda one: (len(one.blocks), len(one.waits)))
    clause = [clause for clause in ended.documents[-1].clauses if clause.key == one.clause]
    against = Said.names(ended.by_voice(one.blocks), _NAMED) if one.blocks else said("glance.nobody")
    told = said("glance.closest.left", clause=_clause(ended, clause), names=against)
    return Glance(kind="closest", told=told, session=len(ended.standing) - 1)


def _clause(ended: Ended, clauses: Sequence[ClauseState]) -> Said:
    """Return an issue and which of its clauses; only the issue where all clauses stand under one heading."""
    issue = ended.log.roster.issues[clauses[0].issue]
    if len(clauses) == 1 and len(ended.documents[0].sections) == 1:
        return said("glance.issue", issue=issue)
    return said("glance.clause", n=len(clauses), issue=issue, reference=clauses[0].reference)


def _traded(ended: Ended) -> Glance:
    """Return what packages traded, and which two issues were traded most, both with both sides."""
    packages, deals = list(_packages(ended)), _deals(ended)
    if not packages and not deals:
        return Glance(kind="traded", told=said("glance.traded.none"))
    session = packages[0][0] if packages else 0
    told = Said.joined(*(one for _, one in packages), deals)
    return Glance(kind="traded", told=told, session=session)


def _packages(ended: Ended) -> Iterator[tuple[int, Said]]:
    """Yield the packages that were agreed, by session."""
    roster = ended.log.roster
    for news in ended.news:
        put = [
            move
            for move in ended.log.moves
            if move.session == news.session and move.move == "propose_package" and move.issue in news.agreed
        ]
        if put:
            issues = Said.names([roster.issues[move.issue] for move in put], len(put))
            author = who(roster, put[0].delegation)
            sides = Said.apart(_side(ended, move.issue, move.option, news.session) for move in put)
            yield (
                news.session,
                said("glance.package", s=news.session, who=Said.begun(author), issues=issues, sides=sides),
            )


def _side(ended: Ended, issue: str, option: str, session: int) -> Said:
    """Return who wanted a wording of a package and who had objected to it, by the last answer of each."""
    answers: dict[str, str] = {}
    for move in ended.log.moves:
        if move.session <= session and (move.issue, move.option) == (issue, option) and move.move in ANSWERS:
            answers[move.delegation] = move.move
    found: dict[str, Value] = {}
    for name, answer in (("got", "support"), ("gave", "object_formally")):
        keys = [key for key, given in answers.items() if given == answer]
        if keys:
            found[name] = Said.names(ended.by_voice(keys), _NAMED)
    roster = ended.log.roster
    key = f"glance.side.{'.'.join(found)}" if found else "glance.side"
    return said(key, issue=roster.issues[issue], option=roster.option(issue, option), **found)


def _deals(ended: Ended) -> Said:
    deals, issues = list(deals_of(ended.log.moves)), ended.log.roster.issues
    if not deals:
        return NOTHING
    order = list(issues)
    pairs = Counter(tuple(sorted((issue for _, issue in deal.sides), key=order.index)) for deal in deals)
    pair, times = min(pairs.items(), key=lambda item: (-item[1], [order.index(key) for key in item[0]]))
    moved = {issue: Counter[str]() for issue in pair}
    for deal in deals:
        if {issue for _, issue in deal.sides} == set(pair):
            for key, issue in deal.sides:
                moved[issue][key] += 1
    sides = [
        said(
            "glance.deal",
            issue=issues[issue],
            names=Said.names([ended.log.roster.names[key] for key, _ in moved[issue].most_common()], _NAMED),
        )
        for issue in dict.fromkeys(pair)
    ]
    key = "glance.deals" if times < len(deals) else "glance.deals.all"
    return said(key, n=len(deals), m=times, sides=Said.apart(sides))


def _pivotal(ended: Ended) -> Iterator[Said]:
    """Yield who can stop the text under the rule, then who stood in its way in this run."""
    conditions = ended.deciding.conditions
    needed, total = fewest_to_block(conditions), int((conditions.weights > 0).any(axis=0).sum())
    alone = _able_alone(ended)
    if needed is None:
        yield said("glance.pivotal.none")
    elif len(alone) == total:
        yield said("glance.pivotal.each", n=total)
    elif alone:
        names = Said.names(ended.by_voice(alone), _NAMED)
        yield said("glance.pivotal.only", n=len(alone), of=total, names=names)
    else:
        key = "glance.pivotal.some" if any_can_block(conditions, needed) else "glance.pivotal.least"
        yield said(key, m=needed, n=total)
    yield _in_the_way(ended, alone)


def _able_alone(ended: Ended) -> list[str]:
    """Return who can stop the text alone under the rule."""
    able = blocks_alone(ended.deciding.conditions).tolist()
    return [key for key, is_able in zip(ended.deciding.delegations, able, strict=True) if is_able]


def _in_the_way(ended: Ended, able: Sequence[str]) -> Said:
    """Return who alone blocked and could stop clauses in most sessions; if nobody did, who blocked with others."""
    about = {clause.key: clause.issue for clause in ended.document.clauses}
    every: defaultdict[str, set[tuple[int, str]]] = defaultdict(set)
    alone: defaultdict[str, set[tuple[int, str]]] = defaultdict(set)
    for session, standing in enumerate(ended.standing):
        for one in standing:
            for key in one.blocks:
                every[key].add((session, about[one.clause]))
            if len(one.blocks) == 1 and one.blocks[0] in able:
                alone[one.blocks[0]].add((session, about[one.clause]))
    found = alone or every
    if not found:
        return said("glance.pivotal.nobody")
    sessions = {key: len({session for session, _ in places}) for key, places in found.items()}
    most = min(found, key=lambda key: (-sessions[key], -ended.voice[key], ended.delegations.index(key)))
    roster = ended.log.roster
    issues = [name for key, name in roster.issues.items() if any(issue == key for _, issue in found[most])]
    return said(
        "glance.pivotal.alone" if alone else "glance.pivotal.most",
        name=roster.names[most],
        n=sessions[most],
        issues=Said.names(issues, _NAMED),
    )


def _chair(ended: Ended) -> Glance:
    """Return what the chair did besides the order of work, by kind."""
    made = [move for move in ended.log.moves if move.delegation == CHAIR]
    times = {
        "call_clause": len({move.issue for move in made if move.move == "call_clause"}),
        "issue_chair_text": len(
            {(move.issue, move.option) for move in made if move.move == "issue_chair_text"}
        ),
        "propose_package": len({move.session for move in made if move.move == "propose_package"}),
        "draft_wording": sum(move.move == "draft_wording" for move in made),
        "take_stock": sum(move.move == "take_stock" for move in made),
        "extend": sum(move.move == "extend" for move in made),
    }
    parts = [said(f"glance.chair.{kind}", n=n) for kind, n in times.items() if n]
    if not parts:
        return Glance(kind="chair", told=said("glance.chair.none"))
    told = said("glance.chair", parts=Said.listed(parts))
    packages = [move.session for move in made if move.move == "propose_package"]
    return Glance(kind="chair", told=told, session=min(packages, default=0))
