"""Measurements are shown as they were recorded; a record that is not whole is refused."""

import json
import re
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from tiny_site import SHOW, Site

from harness.lab import versions
from harness.record import linted
from harness.record.examples import ROOT

PLANNED = ROOT / "harness/lab/upstream.toml"
COLUMNS = ["t", "sessions", "active", "idle", "idle_in_transaction", "checked_out", "in_flight"]
REST, BUSY = [0, 8, 0, 8, 0, 0, 0], [0.5, 40, 1, 22, 17, 18, 300]
PAIRS = "```{versions} httpcore\n```\n"
TABLE = "```{lab} claimed\n```\n"


@pytest.fixture
def site(site: Site) -> Site:
    """A site with room for measurements."""
    (site.root / "docs" / "lab").mkdir()
    return site


def measured(site: Site, name: str, record: Any) -> None:
    """Write a file of measurements."""
    text = record if isinstance(record, str) else json.dumps(record)
    (site.root / "docs" / "lab" / name).write_text(text, encoding="utf-8")


def load_record(forms: tuple[str, ...] = ("with", "try/finally")) -> dict[str, Any]:
    """A small record of the load experiment."""
    return {
        "date": "2026-11-20",
        "platform": "Linux",
        "shared": "all on one machine",
        "versions": {"fastapi": "0.165.0"},
        "options": {"connections": 300, "seconds": 10.0, "seed": 1, "after": [0.0, 35.0],
                    "repeats": 1},
        "columns": COLUMNS,
        "cells": [
            {
                "form": form, "route": route, "workers": 4, "requests": 7, "raised": {},
                "load": [REST, BUSY], "after": [BUSY, REST],
            }
            for form, route in product(forms, ("error", "ok"))
        ],
    }  # fmt: skip


def versions_record(**changes: Any) -> dict[str, Any]:
    """A record of the table of one library."""
    table = {
        "title": "httpcore", "date": "2026-11-20", "platform": "Linux", "repeats": 3,
        "link": "https://example.com/", "releases": ["0.14.6", "0.14.7"],
        "installed": {"0.14.6": {"Python": "3.11.7"}, "0.14.7": {}},
        "probes": [{
            "name": "timed_out", "question": "How many wait?",
            "cells": {"0.14.6": {"answer": "2, 3, 4"}, "0.14.7": {"not_run": "no Python here"}},
        }],
    }  # fmt: skip
    return {"httpcore": table | changes}


def rows(page: str) -> list[list[str]]:
    """The cells of each row of every table."""
    found = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    cells = [re.findall(r"<t[dh].*?</t[dh]>", each, re.DOTALL) for each in found]
    return [[" ".join(re.sub("<[^>]+>", "", cell).split()) for cell in each] for each in cells]


def test_the_claim_stands_beside_what_was_measured(site: Site) -> None:
    """A row has the claimed pair, the largest of ours, and ours after the load."""
    measured(site, "fastapi-load.json", load_record())
    site.page(SHOW + TABLE)
    shown = rows(site.html())
    assert ["with, /error", "5 / 53", "LEAKED", "17 / 40", "17 / 40", "0 / 8", "CLEAN"] in shown
    assert ["try/finally, /ok", "0 / 8", "CLEAN", "17 / 40", "17 / 40", "0 / 8", "CLEAN"] in shown


def test_what_stays_after_the_load_is_called_a_leak(site: Site) -> None:
    """Our result is the claim's own word, from what was out when the load was long over."""
    record = load_record()
    kept = [{**each, "after": [REST, BUSY]} for each in record["cells"]]
    measured(site, "fastapi-load.json", record | {"cells": kept})
    site.page(SHOW + TABLE)
    assert {row[-1] for row in rows(site.html()) if "/error" in row[0]} == {"LEAKED 18"}


def test_runs_of_a_cell_are_one_row(site: Site) -> None:
    """Where the runs of a cell differ, the row has both ends; where they agree, one number."""
    record = load_record()
    calm = {**record["cells"][0], "load": [REST], "after": [REST, REST]}
    measured(site, "fastapi-load.json", record | {"cells": [*record["cells"], calm]})
    site.page(SHOW + TABLE + "```{lab} all\n```\n")
    shown = rows(site.html())
    ends = ["0–17 / 8–40", "0–17 / 8–40", "0 / 8"]
    assert ["with, /error", "5 / 53", "LEAKED", *ends, "CLEAN"] in shown
    assert ["with, /error, 4", "7", "none", *ends, "0"] in shown


def test_the_chart_has_both_forms_and_the_claim(site: Site) -> None:
    """Both forms have a line in each picture, and the claimed numbers a mark."""
    measured(site, "fastapi-load.json", load_record())
    site.page(SHOW + "```{lab} over-time /ok\n```\n")
    page = site.html()
    assert page.count('d="M0.5 -8L1.5 -40L2.5 -40L3.5 -8"') == 2
    assert "with, claimed: 88" in page
    assert "with, claimed: 2" in page


def test_a_measured_value_is_in_the_sentence(site: Site) -> None:
    """The role gives one value of the record."""
    measured(site, "fastapi-load.json", load_record())
    site.page(f"{SHOW}At most {{measured}}`most`, in the end {{measured}}`left`.")
    assert "At most 40, in the end 0." in re.sub("<[^>]+>", "", site.html())


def test_a_cell_that_was_not_run_says_why(site: Site) -> None:
    """A table of pairs has the reading of each release, or the reason why there is none."""
    measured(site, "versions.json", versions_record())
    site.page(SHOW + PAIRS)
    expected = ["0.14.6", "2, 3, 4", "0.14.7", "no answer: no Python here"]
    assert ["httpcore", "How many wait?", *expected] in rows(site.html())


def test_a_release_is_read_off_the_runs(site: Site) -> None:
    """A sentence names the release at which the answers of a probe changed."""
    measured(site, "versions.json", versions_record())
    site.page(
        SHOW
        + PAIRS
        + "Up to {release}`httpcore timed_out to 1`, not {release}`httpcore timed_out from 2`."
    )
    assert "Up to 0.14.6, not 0.14.7." in re.sub("<[^>]+>", "", site.html())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("httpcore timed_out from 3", "has 2 stretches, and a page asks for number 3"),
        ("httpcore late from 1", "has no probe 'late'"),
        ("httpcore timed_out since 2", "names no release; write 'table probe from 2'"),
    ],
)
def test_a_release_that_no_run_shows_is_refused(site: Site, text: str, sentence: str) -> None:
    """A sentence cannot name a change that was not seen."""
    measured(site, "versions.json", versions_record())
    site.page(f"{SHOW}Since {{release}}`{text}`.")
    assert sentence in site.refusal()


def test_what_is_not_there_is_refused(site: Site) -> None:
    """A missing, corrupt or partial record fails the build with a sentence that mends it."""
    site.page(SHOW + TABLE)
    assert "fastapi-load.json: is missing; run `nox -s lab`" in site.refusal()
    measured(site, "fastapi-load.json", "{")
    assert "fastapi-load.json: is no JSON; run `nox -s lab`" in site.refusal()
    measured(site, "fastapi-load.json", load_record(forms=("with",)))
    assert "lacks a run of every form and route; run `nox -s lab`" in site.refusal()


def test_a_table_that_was_planned_otherwise_is_refused(site: Site) -> None:
    """Releases or probes that differ from the plan need a new run."""
    site.page(SHOW + PAIRS)
    measured(site, "versions.json", versions_record(releases=["0.14.6"]))
    assert "table 'httpcore' is not what is planned; run `nox -s versions -- httpcore`" in (
        site.refusal()
    )


def test_every_probe_is_planned_and_asks() -> None:
    """Each program under probes is in the plan, and its docstring is a question."""
    planned = {table.script(probe) for table in versions.tables() for probe in table.probes}
    assert planned == set((versions.HERE / "probes").glob("*/*.py"))
    assert [each.stem for each in planned if not versions.question(each).endswith("?")] == []


def test_runs_that_differ_are_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A probe that answers now this and now that has not answered."""
    said = iter(["at once", "at the collector", "at once"])
    monkeypatch.setattr(versions, "run", lambda *_: {"answer": next(said)})
    found = versions.cell("python", Path("probe.py"))
    assert found == {"not_run": "differs from run to run (at once; at the collector)"}


def test_a_missing_interpreter_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A column whose Python is not on this machine says which one it wants."""

    def none(*_: str) -> str:
        raise versions.NotRun("not found")

    monkeypatch.setattr(versions, "uv", none)
    table = versions.Table("trio", "trio", ["0.19.0"], ["failed_start"], python=("3.9", "3.8"))
    found = versions.column(table, "0.19.0")
    assert found["failed_start"] == {"not_run": "no Python 3.9 or 3.8 here"}


def test_the_linters_table_is_the_recorded_one(site: Site) -> None:
    """Without a record, or with one of other files, the build says what mends it."""
    site.page(f"{SHOW}```{{linters}}\n```\n")
    assert "linters.json: no linter's word was recorded; run `nox -s evidence`" in site.refusal()
    root, build = site.root / "examples", site.root / "evidence"
    record = {
        "digest": linted.digest(root),
        "versions": {"ruff": "9.9", "pylint": "9.8"},
        "rows": {},
    }
    (build / linted.NAME).write_text(json.dumps(record), encoding="utf-8")
    assert "<p>ruff 9.9</p>" in site.html()
    (build / linted.NAME).write_text(json.dumps(record | {"digest": ""}), encoding="utf-8")
    assert "linters.json: is stale, the examples have changed since" in site.refusal()


def upstream_record(**changes: str) -> dict[str, Any]:
    """A record of one shipped leak, as ``upstream.toml`` says it was found by hand."""
    planned = tomllib.loads(PLANNED.read_text(encoding="utf-8"))["anyio_lock"]
    sides = {
        release: {
            "said": truth, "verdict": truth.partition(",")[0], "when_kept": truth.partition(",")[0],
            "next_caller": "served", "resource": "lock", "out": [0, 0],
            "installed": {"Python": "3.11.7"},
        } | changes
        for release, truth in zip(planned["releases"], planned["truth"], strict=True)
    }  # fmt: skip
    return {"anyio_lock": {"date": "2026-11-20", "platform": "Linux x86_64", "found": sides}}


LOCK = "```{upstream} anyio_lock\n```\n"


def test_a_shipped_leak_is_shown_with_its_source(site: Site) -> None:
    """The program, what each release was found to do, and the thread where people told of it."""
    measured(site, "upstream.json", upstream_record())
    site.page(SHOW + LOCK)
    page = site.html()
    assert ["4.13.0", "stuck", "0, 0", "served"] in rows(page)
    assert ["4.14.0", "drains", "0, 0", "served"] in rows(page)
    assert 'href="https://github.com/agronholm/anyio/pull/1145">anyio pull request 1145<' in page
    assert "Work under a lock." in page


def test_a_shipped_leak_without_a_record_is_refused(site: Site) -> None:
    """A case that was never run, or of which one release is missing, is not shown."""
    site.page(SHOW + LOCK)
    assert "upstream.json: is missing; run `nox -s upstream`" in site.refusal()
    sentence = "case 'anyio_lock' is missing or not the truth; run `nox -s upstream -- anyio_lock`"
    measured(site, "upstream.json", {})
    assert sentence in site.refusal()
    record = upstream_record()
    del record["anyio_lock"]["found"]["4.14.0"]
    measured(site, "upstream.json", record)
    assert sentence in site.refusal()


def test_a_wrong_verdict_is_refused(site: Site) -> None:
    """What is recorded must be what was found by hand, to the loss and the next caller."""
    site.page(SHOW + LOCK)
    for said in ("drains, next caller: served", "stuck, next caller: waits"):
        measured(site, "upstream.json", upstream_record(said=said))
        assert "case 'anyio_lock' is missing or not the truth" in site.refusal()


def test_a_case_that_nobody_planned_is_refused(site: Site) -> None:
    """A name that is in no plan is said, and so is a case that the table of all lacks."""
    measured(site, "upstream.json", upstream_record())
    site.page(SHOW + "```{upstream} anyio_barn\n```\n")
    assert "harness/lab/upstream.toml: has no case 'anyio_barn'" in site.refusal()
    site.page(SHOW + "```{upstream} all\n```\n")
    assert "case 'sqlalchemy_checkout' is missing or not the truth" in site.refusal()
