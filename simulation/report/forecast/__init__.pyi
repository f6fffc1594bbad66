from .forecast_page import chart_css as chart_css
from .forecast_page import expected_chart as expected_chart
from .forecast_page import forecast_page as forecast_page
from .forecast_page import issue_part as issue_part
from .forecast_page import wide_chart as wide_chart
from .forecast_page import write_forecast_report as write_forecast_report
from .whom import whom_chart as whom_chart

__all__ = [
    "chart_css",
    "expected_chart",
    "forecast_page",
    "issue_part",
    "whom_chart",
    "wide_chart",
    "write_forecast_report",
]
