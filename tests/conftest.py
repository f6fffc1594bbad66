"""Settings that all tests share."""

import os

from hypothesis import settings

# In CI the same examples every time: a change is judged by what it changes. At a desk, new ones every time.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
