"""What Streamlit runs: `streamlit run dashboard/app.py`, or better `delegation-sim dashboard`."""

from dashboard.frame import shell

__all__ = ["shell"]

shell.show()
