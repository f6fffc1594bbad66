from .braid import Braid as Braid
from .braid import draw_braid as draw_braid
from .braid import in_two_lines as in_two_lines
from .braid import lay_braid as lay_braid
from .chart import Chart as Chart
from .chart import Section as Section
from .chart import Table as Table
from .geometry import SLACK as SLACK
from .geometry import core as core
from .geometry import push_apart as push_apart
from .geometry import stack as stack
from .paragraph import draw_paragraph as draw_paragraph
from .picture import Picture as Picture
from .picture import in_both_looks as in_both_looks
from .safe_text import cell as cell
from .safe_text import clip as clip
from .safe_text import clip_name as clip_name
from .safe_text import set_apart as set_apart
from .stacks import Cell as Cell
from .stacks import Spot as Spot
from .stacks import stand_apart as stand_apart
from .strips import draw_brackets as draw_brackets
from .svg import Frame as Frame
from .svg import drawing as drawing
from .svg import glyph as glyph
from .svg import mark as mark
from .svg import number as number
from .svg import tag as tag
from .svg import text as text
from .svg import width_of as width_of
from .theme import DARK as DARK
from .theme import LIGHT as LIGHT
from .theme import SLOTS as SLOTS
from .theme import css_variables as css_variables
from .theme import fill as fill
from .theme import tone as tone

__all__ = [
    "DARK",
    "LIGHT",
    "SLACK",
    "SLOTS",
    "Braid",
    "Cell",
    "Chart",
    "Frame",
    "Picture",
    "Section",
    "Spot",
    "Table",
    "cell",
    "clip",
    "clip_name",
    "core",
    "css_variables",
    "draw_brackets",
    "draw_braid",
    "draw_paragraph",
    "drawing",
    "fill",
    "glyph",
    "in_both_looks",
    "in_two_lines",
    "lay_braid",
    "mark",
    "number",
    "push_apart",
    "set_apart",
    "stack",
    "stand_apart",
    "tag",
    "text",
    "tone",
    "width_of",
]
