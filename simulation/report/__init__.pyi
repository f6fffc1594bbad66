from .axes import Axes as Axes
from .axes import choose_axes as choose_axes
from .axes import pole_lines as pole_lines
from .axes import second_issue as second_issue
from .delegations_shown import Person as Person
from .ground_told import ToldGround as ToldGround
from .ground_told import tell_ground as tell_ground
from .html import write_page as write_page
from .moments import draw_hulls as draw_hulls
from .run_page import render_report as render_report
from .run_page import write_report as write_report
from .tournament import entrant_name as entrant_name
from .tournament import over_words as over_words
from .tournament import place_words as place_words
from .tournament import write_tournament_report as write_tournament_report

__all__ = [
    "Axes",
    "Person",
    "ToldGround",
    "choose_axes",
    "draw_hulls",
    "entrant_name",
    "over_words",
    "place_words",
    "pole_lines",
    "render_report",
    "second_issue",
    "tell_ground",
    "write_page",
    "write_report",
    "write_tournament_report",
]
