"""What Streamlit runs: `streamlit run dashboard/app.py`, or better `delegation-sim dashboard`.

All modules, the heavy ones too, are imported here and now, before a page asks for them: pages that open together on a
fresh server would import them at the same time, and one of them would find half of a module.
"""

from importlib import import_module

from dashboard import shell

for name in ("altair", "networkx", "pandas", "pyarrow.parquet"):
    import_module(name)

shell.show()
