from .means import weighted_mean as weighted_mean
from .sponsorship import ALONE as ALONE
from .sponsorship import KNOWN as KNOWN
from .stages import DEFAULT as DEFAULT
from .stages import needed as needed

__all__ = [
    "ALONE",
    "DEFAULT",
    "KNOWN",
    "needed",
    "weighted_mean",
]
