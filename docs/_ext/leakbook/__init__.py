"""The book's own Sphinx extension: pages name examples, and this shows them with their evidence.

Directives (backtick or colon fence, one argument, no content)::

    {example} topic/case       the whole panel: verdicts, files, diff, chart, next caller, session
    {session} topic/case       the session alone, where a page wants it without the panel
    {file} topic/case/name     one file of an example: SQL, a shell command, a configuration
    {source} harness/name.py   one file of the harness
    {verdicts}  {gauges}       the closed lists, printed from their docstrings
    {fields}  {rules}          what a scenario may declare, and the house rules: the same
    {terms}                    the words of the book, from docs/terms.toml
    {tally}                    how many examples, versions and verdicts; what a run costs
    {tray} topic/case          the readings as pictures to step through, for a small capacity
    {symptoms} group           a group of docs/symptoms.toml as a table
    {finder}                   the box to paste an error into
    {catalogue}                every example in a table, to be filtered
    {pair} topic/case          the files and their verdicts alone, for a page that lists several
    {recorded} topic/case variant victim    a text as it was recorded, and by what
    {check} The question?      options or an answer to open; its content is described below
    {lab} claimed              a part of the load experiment; see `leakbook.measured.lab`
    {upstream} anyio_permit    a leak that was shipped, or `all`; see `leakbook.measured.upstream`
    {versions} fastapi         what changed between releases; see `leakbook.measured.versions`

Roles::

    {seen}`topic/case variant value`    one recorded value; see `leakbook.panel.seen` for the list
    {count}`examples`           how many there are in this build; see `leakbook.measured.tally`
    {measured}`most`                    a value of the load experiment; see the same
    {release}`fastapi exit from 2`      a release at which an answer changed
    {place}`topic/case`        a link to the section that shows the example; see `leakbook.domain`

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
from importlib import import_module
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from harness.record import evidence, examples
from leakbook.panel.downloads import repository

PARTS = (
    "domain",
    "refusing",
    "no_blocks",
    "quiz",
    "reference",
    "terms",
    *(
        "panel.catalogue",
        "panel.directives",
        "panel.downloads",
        "panel.html",
        "panel.seen",
        "panel.sessions",
    ),
    *("picture.pages", "picture.tray"),
    *("finder.box", "finder.pages", "finder.prose", "finder.write"),
    *("measured.lab", "measured.linters", "measured.tally"),
    *("measured.upstream", "measured.versions"),
    *("output.cards", "output.furo", "output.head", "output.slim"),
)
"""The modules that register something, from the lower floors to the upper ones."""

SOURCES = sorted(Path(__file__).parent.rglob("*.py"))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything; a change of these sources makes every page be read again."""
    app.setup_extension("sphinx.ext.doctest")
    app.add_config_value("leakbook_examples", str(examples.EXAMPLES), "env")
    app.add_config_value("leakbook_evidence", str(evidence.BUILD), "env")
    app.add_config_value("leakbook_verdicts", "verified", "html")
    app.add_config_value("leakbook_repository", repository(os.environ), "html")
    for part in PARTS:
        import_module(f"leakbook.{part}").setup(app)
    return {
        "version": "1",
        "env_version": examples.digest_of(SOURCES),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
