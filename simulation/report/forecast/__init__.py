"""Reports of forecasts: all models side by side, told on one page."""

from simulation.report.forecast.forecast_page import forecast_page, write_forecast_report

__all__ = ["forecast_page", "write_forecast_report"]
