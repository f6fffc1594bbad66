"""Values of levers as pages on studies say them: in the language of the reader where they have a name."""

from simulation.report.study.written_lists import told_value
from simulation.study.box import Condition
from simulation.words import told_in


def test_a_rule_is_told_by_its_name_in_the_language_of_the_reader() -> None:
    one = Condition(key="rule", label="rule", choices=("simple_majority", "my_own_rule"))
    with told_in("fr"):
        assert told_value("simple_majority") == "majorité simple"
        assert told_value("0.5") == "0,5"
        assert "majorité simple ou my own rule" in str(one.words)
