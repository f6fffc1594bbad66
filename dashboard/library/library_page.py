"""The page of all cases, and of the runs and studies kept on this machine."""

from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.assembly import assemblies
from dashboard.assembly.assembly_page import choose as choose_assembly
from dashboard.editor.editor_desk import ask_for
from dashboard.frame import navigation
from dashboard.frame.begun_with import opening
from dashboard.frame.case_language import case_language
from dashboard.frame.escaping import escaped, plain_values, prose
from dashboard.frame.instance_field import difficulty_words
from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.library import cases, kept_shelf, uploaded_tables
from dashboard.library.cases import CaseRow
from dashboard.library.table_upload import agreed_reading, tell_problems
from simulation.errors import DelegationSimError
from simulation.scenario import shipped_scenarios

__all__ = ["show"]

SAMPLE: Final = "worked_isolation"
"""The shipped case to start an own one from."""
_PAGES: Final = ("replay", "lab", "editor")


def show() -> None:
    """Show what there is to choose from."""
    say = words().say
    st.title(say("library.title"), anchor=False)
    st.markdown(say("library.lead"))
    st.header(say("library.own"), anchor=False)
    _own()
    st.header(say("library.shipped"), anchor=False)
    for row in cases.shipped_rows(memory().language):
        _case(row)
    st.header(say("shell.page.assembly"), anchor=False)
    st.markdown(say("library.assemblies.lead"))
    for key in assemblies.assembly_keys():
        _assembly(key)
    st.header(say("library.kept"), anchor=False)
    _kept()


def _assembly(key: str) -> None:
    """Show an assembly, and the ways to it."""
    say, case = words(), assemblies.assembly_of(key)
    with st.container(key=f"library.assembly.{key}", border=False):
        st.subheader(escaped(case.title), anchor=False)
        counts = {
            name: say.counted(f"count.{name}", n)
            for name, n in (
                ("members", len(case.members)),
                ("committees", len(case.committees)),
                ("texts", len(case.texts) + sum(one.tabled for one in case.committees)),
            )
        }
        st.caption(
            f"{say.say('library.assembly.size', **counts)}  \n{say.say(f'assembly.nature.{case.nature}')}"
        )
        st.markdown(prose(case.summary))
        with st.container(horizontal=True):
            if st.button(say.say("library.assembly.open"), key=f"library.assembly.open.{key}"):
                choose_assembly(key)
                navigation.go("assembly")
            st.download_button(
                say.say("library.download"),
                data=assemblies.assembly_yaml(key),
                file_name=cases.file_name(case.key),
                mime="application/yaml",
                key=f"library.assembly.download.{key}",
                on_click="ignore",
            )


def _case(row: CaseRow) -> None:
    """Show a case, and the ways to it."""
    say = words().say
    with st.container(key=f"library.case.{row.key.replace(':', '-')}", border=False):
        st.subheader(escaped(row.title), anchor=False)
        case = cases.scenario_of(row.key, memory().uploads, memory().language)
        written = case_language(words(), case)
        about = f"{_origin(row)} {escaped(say('library.forum', forum=row.forum))} {written}"
        st.caption(f"{_size(row)}  \n{about.rstrip()}")
        st.markdown(prose(row.summary))
        if hard := difficulty_words(case):
            st.caption(hard)
        with st.container(horizontal=True):
            for page in _PAGES:
                if st.button(say(f"library.{page}"), key=f"library.{page}.{row.key}"):
                    _choose(row.key)
                    if page == "editor":
                        ask_for(row.key)
                    navigation.go(page)
            st.download_button(
                say("library.download"),
                data=cases.case_yaml(row.key, memory().uploads),
                file_name=cases.file_name(row.key.removeprefix(cases.UPLOAD)),
                mime="application/yaml",
                key=f"library.download.{row.key}",
                on_click="ignore",
            )
            st.download_button(
                say("library.download.table"),
                **uploaded_tables.table_download(case, memory().language)._asdict(),
                key=f"library.table.{row.key}",
                on_click="ignore",
            )
        _ground(row.key)


def _ground(key: str) -> None:
    """Say, clause by clause, how many wordings cross nobody's red line before anything is negotiated."""
    found = cases.ground_of(key, memory().uploads, memory().language)
    with st.expander(words().say("ground.heading")):
        st.markdown(escaped(" ".join(found.sentences)))
        lines = [(clauses, *counts) for _, *counts, clauses in (found.heads, *found.rows)]
        heads, *rest = [tuple(map(escaped, line)) for line in lines]
        st.table(
            [dict(zip(heads, line, strict=True)) for line in rest],
            border="horizontal",
            hide_index=True,
            alt=words().say("ground.heading"),
        )


def _size(row: CaseRow) -> str:
    say = words()
    return say.say(
        "library.size",
        **{
            name: say.counted(f"count.{name}", getattr(row, name))
            for name in ("delegations", "issues", "clauses", "sessions")
        },
    )


def _origin(row: CaseRow) -> str:
    say = words().say
    if row.key not in shipped_scenarios():
        return say("library.upload.origin", nature=say(f"library.{row.nature}"))
    if row.nature == "real":
        counts = {basis: row.bases.get(basis, 0) for basis in ("documented", "inferred", "judgement")}
        return say("library.real.origin", n=row.positions, **counts)
    return say("library.illustrative.origin")


def _choose(key: str) -> None:
    """Make a case the one at hand, from its beginning."""
    kept = memory()
    kept.case, kept.session, kept.selected = key, None, None
    kept.pages.pop("saved_run", None)


def _own() -> None:
    """Take in a case, and show those taken in."""
    say = words().say
    uploads = memory().uploads
    empty = st.empty()
    file = st.file_uploader(
        say("library.upload"),
        type=[*uploaded_tables.FILES],
        max_upload_size=1,
        help=say("library.upload.help"),
        key="library.upload",
    )
    if file is not None:
        _take_in(file)
    if not uploads:
        empty.markdown(say("library.own.none"))
    for key in reversed(uploads):
        _case(cases.case_row(key, cases.scenario_of(key, uploads, memory().language)))
    st.markdown(say("library.sample"))
    with st.container(horizontal=True):
        if st.button(say("library.sample.editor"), key="library.sample.editor"):
            _choose(SAMPLE)
            ask_for(SAMPLE)
            navigation.go("editor")
        st.download_button(
            say("library.sample.download"),
            data=cases.case_yaml(SAMPLE, {}),
            file_name="my-case.yaml",
            mime="application/yaml",
            key="library.sample.download",
            on_click="ignore",
        )


def _take_in(file: UploadedFile) -> None:
    """Keep an uploaded case and choose it, once; or say what is wrong with it."""
    own = memory().pages.setdefault("library", {})
    name = uploaded_tables.plain_name(file.name)
    if file.size > cases.MAX_UPLOAD:
        st.error(words().say("library.large", name=escaped(name), most=cases.MAX_UPLOAD // 10**6))
        return
    is_table = uploaded_tables.is_table(name)
    if own.get("file") != file.file_id:
        reading = agreed_reading(file.getvalue(), name, file.file_id) if is_table else None
        if is_table and reading is None:
            return
        with in_own_language():
            key, problems = (
                cases.add_case(file.getvalue(), memory().uploads, name, in_use=memory().in_use)
                if reading is None
                else uploaded_tables.add_table(reading, memory().uploads, name, in_use=memory().in_use)
            )
        own["file"], own["problems"], own["language"] = file.file_id, problems, memory().language
        if key is not None:
            _choose(key)
            st.rerun()  # now the browser keeps it too
    elif own["problems"] and own["language"] != memory().language:
        with in_own_language():
            own["problems"] = (
                list(uploaded_tables.reading_of(file.getvalue(), name).problems)
                if is_table
                else cases.problems_of(file.getvalue(), name)
            )
        own["language"] = memory().language
    if own["problems"]:
        tell_problems(own["problems"], name)
    else:
        added = "library.added.table" if is_table else "library.added"
        st.success(words().say(added, name=escaped(name)))


def _kept() -> None:
    """List what is kept on this machine; open one of it by its name."""
    say = words()
    folder = opening().runs
    rows = kept_shelf.kept(folder)
    st.markdown(escaped(say.say("library.kept.lead", folder=folder.name)))
    if not rows:
        st.markdown(say.say("library.kept.none"))
        return
    st.caption(say.counted("library.kept", len(rows)))
    st.dataframe(
        [_cells(row) for row in rows],
        hide_index=True,
        alt=say.counted("library.kept.alt", len(rows)),
        key="library.kept.table",
    )
    names = {row.name: row for row in rows}
    name = st.selectbox(
        say.say("library.choose"),
        list(names),
        index=None,
        placeholder=say.say("library.choose.none"),
        key="library.choose",
    )
    if name in names:
        _open(names[name])


def _cells(row: kept_shelf.Kept) -> dict[str, object]:
    say = words().say
    cells = {
        "name": row.name,
        "kind": _kind(row),
        "case": row.title,
        "seed": row.seed,
        "version": row.version,
        "written": row.written.astimezone().strftime("%Y-%m-%d %H:%M"),
        "told": words().told(row.told),
    }
    return plain_values(
        {say(words().within("library.column", column)): value for column, value in cells.items()}
    )


def _kind(row: kept_shelf.Kept) -> str:
    if row.kind == "run":
        return words().say("library.kind.run")
    if not row.is_complete:
        return words().say("library.kind.incomplete")
    return words().counted("library.kind.study", row.variants, runs=row.runs)


def _open(row: kept_shelf.Kept) -> None:
    """Offer what can be done with a run or a study."""
    say = words().say
    if row.kind == "study":
        st.markdown(say("library.study.how"))
    with st.container(horizontal=True):
        if row.kind == "run" and st.button(say("library.open"), key="library.open"):
            _show_run(row)
        if st.button(say("library.report.make"), key="library.report.make"):
            _report(row)


def _show_run(row: kept_shelf.Kept) -> None:
    try:
        with in_own_language():
            kept_shelf.run_named(opening().runs, row.name, memory().language)
    except DelegationSimError as error:
        _unreadable(error)
        return
    if row.case in shipped_scenarios():
        _choose(row.case)
        memory().seed = row.seed
    memory().pages["saved_run"] = row.name
    navigation.go("replay")


def _report(row: kept_shelf.Kept) -> None:
    try:
        with in_own_language():
            page = kept_shelf.report_of(opening().runs, row.name, words())
    except DelegationSimError as error:
        _unreadable(error)
        return
    st.download_button(
        words().say("library.report"),
        data=page,
        file_name=f"{cases.file_name(row.name).rpartition('.')[0]}.html",
        mime="text/html",
        key="library.report",
        on_click="ignore",
    )


def _unreadable(error: DelegationSimError) -> None:
    """Say why something cannot be opened, without the folders of this machine."""
    reason = str(error).replace(str(opening().runs), opening().runs.name)
    st.error(words().say("library.unreadable", reason=escaped(reason)))
