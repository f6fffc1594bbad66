from .decision import RULES as RULES
from .named import rule_inside as rule_inside
from .named import rule_named as rule_named
from .named import rule_summed_up as rule_summed_up

__all__ = [
    "RULES",
    "rule_inside",
    "rule_named",
    "rule_summed_up",
]
