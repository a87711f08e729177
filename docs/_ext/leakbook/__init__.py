"""The book's own Sphinx extension: pages name examples, and this shows them with their evidence.

Directives (backtick or colon fence, one argument, no content)::

    {example} topic/case       the whole panel: verdicts, files, diff, chart, next caller, session
    {session} topic/case       the session alone, where a page wants it without the panel
    {file} topic/case/name     one file of an example: SQL, a shell command, a configuration
    {source} harness/name.py   one file of the harness
    {verdicts}  {gauges}       the closed lists, printed from their docstrings
    {tally}                    how many examples, versions and verdicts; what a run costs
    {tray} topic/case          the readings as pictures to step through, for a small capacity
    {symptoms} group           a group of docs/symptoms.toml as a table
    {finder}                   the box to paste an error into
    {check} The question?      options or an answer to open; its content is described below
    {lab} claimed              a part of the load experiment; see `leakbook.lab` for the list
    {versions} fastapi         what changed between releases; see `leakbook.versions`

Roles::

    {seen}`topic/case variant value`    one recorded value; see `leakbook.seen` for the list
    {measured}`most`                    one value of the load experiment; see `leakbook.lab`
    {release}`fastapi exit from 2`      a release at which an answer changed
    {place}`topic/case`        a link to the section that shows the example, whatever its name

A check with options marks the right one; the lines after an option's first say why. Without
a list of options, the content is an answer to open::

    :::{check} Which fault is most likely?
    - [x] A permit leak.
      An error path between acquire and release.
    - [ ] A slow consumer.
      It recovers when the load eases.
    :::

The evidence comes from records alone; nothing here runs an example.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from harness.record import evidence, examples
from leakbook import (
    book,
    check,
    directives,
    downloads,
    forms,
    html,
    lab,
    linters,
    lists,
    pages,
    places,
    seen,
    sessions,
    slim,
    steps,
    symptoms,
    tally,
    tray,
    versions,
)

PARTS = (
    book,
    check,
    directives,
    downloads,
    forms,
    html,
    lab,
    linters,
    lists,
    pages,
    places,
    seen,
    sessions,
    slim,
    steps,
    symptoms,
    tally,
    tray,
    versions,
)
SOURCES = sorted(Path(__file__).parent.glob("*.py"))


def setup(app: Any) -> dict[str, Any]:
    """Register everything; a change of these sources makes every page be read again."""
    app.setup_extension("sphinx.ext.doctest")
    app.add_config_value("leakbook_examples", str(examples.EXAMPLES), "env")
    app.add_config_value("leakbook_evidence", str(evidence.BUILD), "env")
    app.add_config_value("leakbook_verdicts", "verified", "html")
    app.add_config_value("leakbook_repository", html.repository(os.environ), "html")
    for part in PARTS:
        part.setup(app)
    return {
        "version": "1",
        "env_version": examples.digest_of(SOURCES),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
