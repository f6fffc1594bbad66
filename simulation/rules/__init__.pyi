from .decision import RULES as RULES
from .rule_names import rule_inside as rule_inside
from .rule_names import rule_named as rule_named
from .rule_names import rule_summed_up as rule_summed_up

__all__ = [
    "RULES",
    "rule_inside",
    "rule_named",
    "rule_summed_up",
]
