"""Who stands with whom, group by group: their size, where they stand, and how often members sign together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from simulation.evidence.validation.contest import plain
from simulation.stats.interval import Estimate

__all__ = ["Edge", "Network", "Node"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A group of members."""

    name: str
    members: int
    place: tuple[float, float]
    """The mean of where they stand on both axes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Pairs of members between two groups, or inside one."""

    between: tuple[int, int]
    """Places of the groups; twice the same: inside it."""
    pairs: int
    data: Estimate
    """Share of the pairs that signed something together."""
    engine: Estimate
    """The share that the engine expected."""

    @property
    def is_inside(self) -> bool:
        """Whether it is about the members of one group."""
        return self.between[0] == self.between[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Groups with enough members for nobody to be recognised."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int
    """Members of smaller groups."""

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "nodes": [
                {
                    "name": node.name,
                    "members": node.members,
                    "place": [round(value, 3) for value in node.place],
                }
                for node in self.nodes
            ],
            "edges": [
                {
                    "between": list(edge.between),
                    "pairs": edge.pairs,
                    "data": plain(edge.data),
                    "engine": plain(edge.engine),
                }
                for edge in self.edges
            ],
            "left_out": self.left_out,
        }

    @classmethod
    def of(cls, data: Mapping[str, Any], level: float) -> Self:
        """Return the curve in plain data, with intervals of this level."""
        return cls(
            nodes=tuple(
                Node(name=row["name"], members=row["members"], place=(row["place"][0], row["place"][1]))
                for row in data["nodes"]
            ),
            edges=tuple(
                Edge(
                    between=(row["between"][0], row["between"][1]),
                    pairs=row["pairs"],
                    data=Estimate.of(row["data"] | {"n": row["pairs"], "level": level}),
                    engine=Estimate.of(row["engine"] | {"n": row["pairs"], "level": level}),
                )
                for row in data["edges"]
            ),
            left_out=data["left_out"],
        )
