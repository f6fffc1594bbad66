"""The battery of stylised facts: what a credible model of conferences must show, and what must change nothing.

Every fact is a small paired study on generated rooms. A `RoomSpec` (`rooms`) says what a kind of room is like;
`blueprint` makes every replication another random room of that kind, with draws shared by all kinds, so that two
variants differ by their lever and by nothing else; `play_rooms` plays them. A `Fact` (`fact`) names its source, the
direction found there, how a model could show it for the wrong reason, the variants, and the claims: estimates of
paired effects with 95 % intervals and what is expected of each. `verdict` holds the one rule by which claims become
*shown*, *in part*, *not shown*, *opposite* or *by construction*. `controls` are changes that must change nothing.
`battery` lists the facts, `run_battery` plays them: each kind of room once, whoever needs it, in any number of
processes.

All of it is written down before anything is played. Cases, measures, directions, thresholds and the rule follow the
published sources, not the results; where a definition proved ill-posed it was changed, and the fact says so, with the
first result, in `amended`. The conference itself was changed too, while looking at what came out on seed 1: the facts
concerned say so in `mechanism`.

Two menus of wordings stand behind most facts: ALL, in which a clause can also be fudged,
struck or referred elsewhere, and TXT, in which there is only text and failure costs more. Every fact is played in six
`families` of rooms, each with one thing changed, and counts as shown where it holds in five. The definitions are
`frozen` before the draws that are `published_facts`.

A verdict is about the model, not about the world: that the model shows what others found.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
