"""The studies of this server, which all its visitors share."""

import atexit

import streamlit as st

from dashboard.jobs import Jobs
from dashboard.lab.workers import Workers, cores

__all__ = ["jobs", "workers"]


@st.cache_resource(show_spinner=False)
def workers() -> Workers:
    """Return the workers of this server: all cores but one, which pages are served from."""
    found = Workers(max(1, cores() - 1))
    atexit.register(found.end)
    return found


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """Return the studies of this server."""
    return Jobs(workers())
