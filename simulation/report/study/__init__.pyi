from .asked_outcomes import of_variants as of_variants
from .compared import finding_table as finding_table
from .compared import table_head as table_head
from .differences import difference_section as difference_section
from .differences import effect_chart as effect_chart
from .endings import ending_section as ending_section
from .endings import option_section as option_section
from .gains import gain_section as gain_section
from .study_opening import analysis_told as analysis_told
from .study_opening import change_told as change_told
from .study_opening import effect_figures as effect_figures
from .study_opening import effect_sentence as effect_sentence
from .study_opening import ending_figures as ending_figures
from .study_opening import ending_sentence as ending_sentence
from .study_opening import headline as headline
from .study_opening import interval_told as interval_told
from .study_opening import largest_told as largest_told
from .study_page import chart_css as chart_css
from .study_page import study_page as study_page
from .study_page import write_study_report as write_study_report
from .written_lists import capital as capital
from .written_lists import local as local

__all__ = [
    "analysis_told",
    "capital",
    "change_told",
    "chart_css",
    "difference_section",
    "effect_chart",
    "effect_figures",
    "effect_sentence",
    "ending_figures",
    "ending_section",
    "ending_sentence",
    "finding_table",
    "gain_section",
    "headline",
    "interval_told",
    "largest_told",
    "local",
    "of_variants",
    "option_section",
    "study_page",
    "table_head",
    "write_study_report",
]
