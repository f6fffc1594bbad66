"""What a printed page rests on: the case with its hash, the seed, the version."""

from simulation.version import short_hash
from simulation.version import version as version_here
from simulation.words import Said, said

__all__ = ["imprint"]


def imprint(case: str, sha256: str, *, seed: int | None = None, version: str = "") -> Said:
    """Return the sentence that names case, hash, seed and version.

    Args:
        case: Its key.
        sha256: Hash of the case.
        seed: None where nothing is left to chance.
        version: That made the figures; empty: this one.
    """
    told = {"case": case, "hash": short_hash(sha256), "version": version or version_here()}
    return said("imprint", **told) if seed is None else said("imprint.seed", **told, seed=seed)
