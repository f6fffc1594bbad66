"""What a table that was read says: position and salience of each delegation on each issue, by their names."""

from simulation.scenario.interchange import TableReading

__all__ = ["CARED", "Stands", "stands"]

type Stands = dict[tuple[str, str], tuple[float, float]]

CARED = {
    ("Alba", "fee"): (0.2, 1.0),
    ("Alba", "term"): (0.4, 0.5),
    ("Brod", "fee"): (0.7, 0.25),
    ("Brod", "term"): (0.9, 0.75),
}


def stands(reading: TableReading) -> Stands:
    """Return position and salience by names."""
    case = reading.required().scenario
    names = {issue.key: issue.name for issue in case.issues}
    found = {}
    for seat in case.delegations:
        for key, mandate in seat.mandate.items():
            assert isinstance(mandate.position, float)
            assert isinstance(mandate.salience, float)
            found[seat.name, names[key]] = (mandate.position, mandate.salience)
    return found
