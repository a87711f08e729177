"""The site shows what was recorded, and refuses everything else in one sentence."""

import ast
import html
import re
import zipfile
from dataclasses import fields, replace
from pathlib import Path

import pytest
from leakbook.panel.downloads import repository
from site_check import faults
from tiny_site import FILES, REFUSED, SHOW, Site, buggy, drained

from harness import Scenario
from harness.record.examples import ROOT
from harness.record.finding import Verdict, judge
from harness.record.readings import Crowd, Mode, Outcome
from harness.rules import RULES, scenario


def text_of(page: str) -> str:
    """What a reader reads, with spaces made even."""
    return " ".join(html.unescape(re.sub("<[^>]+>", "", page)).split())


def blocks(page: str) -> dict[str, str]:
    """The text of each labelled block of code."""
    found = re.findall(
        r'<pre tabindex="0" role="group" aria-label="([^"]+)">(.*?)</pre>', page, re.DOTALL
    )
    return {label: html.unescape(re.sub("<[^>]+>", "", body)) for label, body in found}


def test_a_panel_says_what_was_recorded(site: Site) -> None:
    """A panel has a verdict for each variant, the next caller's line and the provenance."""
    text = text_of(site.html())
    assert "buggy.py leaks for good: 1 bike per bad call; the next caller waits." in text
    assert "fixed.py drains cleanly: both bikes are back after each of 6 calls." in text
    assert "The next caller of buggy.py waits here: return shed.pop()" in text
    assert "Every other rider keeps the bike. #" in text
    assert "Bikes out, during and after each call" in text
    assert "buggy.py, after the last call: 2 bikes still out. Dropping every reference and" in text
    assert "Recorded with Python 3.99.1, shed 1.0;" in text
    assert f"digest {site.example.digest[:8]}" in text


def test_code_is_shown_byte_for_byte(site: Site) -> None:
    """The text of a listing is the file's, the last newline included."""
    shown = blocks(site.html())
    assert shown["buggy.py"] == FILES["buggy.py"]
    assert shown["fixed.py"] == FILES["fixed.py"]


def test_changed_lines_are_marked_in_every_listing(site: Site) -> None:
    """The bars beside both files, and the difference, follow from the files."""
    page = site.html()
    marked = re.findall(r'<(?:span|del|ins) class="lb-changed">(.*?)\n</', page, re.DOTALL)
    assert [text_of(line) for line in marked] == [
        "return shed.pop()",
        "return shed[0]",
        "- return shed.pop()",
        "+ return shed[0]",
    ]


def test_files_and_folder_can_be_downloaded(site: Site) -> None:
    """Each file lies beside the pages as it is, and the folder as a zip."""
    site.html()
    there = site.root / "html" / "_examples" / "bikes"
    for name, text in FILES.items():
        assert (there / "lend" / name).read_text() == text
    with zipfile.ZipFile(there / "lend.zip") as archive:
        assert archive.namelist() == sorted(f"lend/{name}" for name in FILES)


def test_a_panel_shows_its_calls(site: Site) -> None:
    """The scenario is folded under the panel, to be read and to be downloaded."""
    page = site.html()
    folded = page.partition("<summary>Evidence: ")[2].partition("</details>")[0]
    assert 'MARK = "<calls> & gauge"' in text_of(folded)
    assert 'href="_examples/bikes/lend/scenario.py" download>scenario.py</a>' in page
    assert re.search(r'<details class="[^"]*lb-evidence[^"]*">', page), "closed at first"
    assert page.count("<details") == 1, "one fold for all of it"


HUB = "https://hub.example"
GITHUB = {"GITHUB_SERVER_URL": HUB, "GITHUB_REPOSITORY": "us/book", "GITHUB_SHA": "f00"}
READ_THE_DOCS = {
    "READTHEDOCS_GIT_CLONE_URL": f"{HUB}/us/book.git", "READTHEDOCS_GIT_COMMIT_HASH": "f00",
}  # fmt: skip


@pytest.mark.parametrize(
    ("known", "place"),
    [
        (GITHUB, f"{HUB}/us/book/tree/f00"),
        (READ_THE_DOCS, f"{HUB}/us/book/tree/f00"),
        (READ_THE_DOCS | {"READTHEDOCS_GIT_CLONE_URL": "git@hub.example:us/book.git"}, ""),
        ({}, ""),
    ],
)
def test_the_host_says_where_the_files_are(known: dict[str, str], place: str) -> None:
    """The place in the repository is known where a host builds a commit, and never invented."""
    assert repository(known) == place


def test_a_panel_links_to_its_place_in_the_repository(site: Site) -> None:
    """The folder of the example, at the commit that was built."""
    options = ("-D", f"leakbook_repository={HUB}/us/book/tree/f00")
    done = site.build("html", *options)
    assert (done.returncode, done.stderr) == (0, "")
    page = (site.root / "html" / "index.html").read_text(encoding="utf-8")
    assert f'<a href="{HUB}/us/book/tree/f00/examples/bikes/lend">in the repository</a>' in page


def test_the_zip_is_the_same_every_time(site: Site) -> None:
    """Two builds give the same bytes, whenever the files were written."""
    site.html()
    path = site.root / "html" / "_examples" / "bikes" / "lend.zip"
    first = path.read_bytes()
    path.unlink()
    (site.example.folder / "buggy.py").touch()
    site.build("html", "-E")
    assert path.read_bytes() == first


def test_the_chart_has_a_line_for_each_variant(site: Site) -> None:
    """The chart has both lines, a diamond for each lost bike, the capacity, and a table."""
    page = site.html()
    picture = page[page.index('<svg role="img"') : page.index('<ul class="lb-legend"')]
    assert (
        picture.count('class="lb-buggy lb-lost"') == picture.count('class="lb-fixed lb-back"') == 1
    )
    assert picture.count("lb-mark-lost") == 2
    assert picture.count('class="lb-capacity"') == 1
    assert "<desc" in picture
    row = '<th scope="row">call 4, bad</th><td>2, then 2</td><td>1, then 0</td>'
    assert row in page


def test_the_sawtooth_is_drawn(site: Site) -> None:
    """The line goes up during a call and comes down after it."""
    path = re.search(r'class="lb-fixed lb-back"[^>]* d="([^"]*)"', site.html())
    assert path is not None
    assert path[1].startswith("M0 0v0h0.2v-1h0.5v1h0.5v-1h0.5v1")


def test_what_only_keeping_holds_is_said_so(site: Site) -> None:
    """Where units stay out only if exceptions are kept, sentence and chart speak of that pass."""
    changed = replace(buggy(), passes={**buggy().passes, Mode.DROP: drained().passes[Mode.DROP]})
    site.record("buggy", readings=changed, promised=judge(changed).promise)
    page = site.html()
    assert "buggy.py drains cleanly. Keep its exceptions and results," in text_of(page)
    said = "as a log or a retry does, and it leaks for good: 1 bike per bad call; the next"
    assert said in text_of(page)
    assert "during and after each call, with exceptions and results kept" in text_of(page)
    assert page.count("lb-mark-lost") > 2


def test_the_chart_shows_the_pass_that_lets_go(site: Site) -> None:
    """Where units stay out either way, the chart has the pass that keeps nothing."""
    twice = [replace(call, during=9) for call in buggy().passes[Mode.KEEP].calls]
    kept = replace(buggy().passes[Mode.KEEP], calls=tuple(twice))
    changed = replace(buggy(), passes={**buggy().passes, Mode.KEEP: kept})
    site.record("buggy", readings=changed, promised=judge(changed).promise)
    assert '<text class="lb-tick" x="-8" y="26" dy=".35em" text-anchor="end">2<' in site.html()


def test_an_error_is_shown_as_it_was(site: Site) -> None:
    """The next caller's error is shown with its type and its text, safely."""
    run = replace(buggy().passes[Mode.DROP], next_caller=REFUSED)
    changed = replace(buggy(), passes={Mode.DROP: run, Mode.KEEP: run})
    site.record("buggy", readings=changed, promised=judge(changed).promise)
    page = site.html()
    assert "The next caller of buggy.py gets PoolTimeout: no bike & no hope <soon>" in text_of(page)
    assert "<soon>" not in page


def test_a_crowd_has_a_picture_of_its_own(site: Site) -> None:
    """With many callers at once there is a sign for each caller, and no line; each line once."""
    waits = Outcome("waits", stack=("buggy.py, in lend: return shed.pop()",))
    stuck = Crowd(3, 2, 2, 0, (), 0, {}, (waits,) * 3, 2, 0.1, waits, waits)
    freed = Crowd(
        3, 2, 0, 0, (1, 0), 3, {"served": 3}, (), 0, 0.1, Outcome("returned"), Outcome("returned")
    )
    for variant, crowd in (("buggy", stuck), ("fixed", freed)):
        changed = replace(drained(), passes={}, crowd=crowd)
        site.record(variant, readings=changed, promised=judge(changed).promise)
    page = site.html()
    text = text_of(page)
    assert "buggy.py ends in a deadlock: 2 bikes of 2 never come back" in text
    assert (
        text.count("return shed.pop()")
        == text_of(page.partition('<p class="lb-note">')[0]).count("return shed.pop()") + 1
    )
    assert "buggy.py◆◆◆3 callers at once: 3 wait forever." in text
    assert "fixed.py●●●3 callers at once: 3 are served." in text
    assert "With all of them under way, 2 of 2 bikes are out, and one more caller waits." in text
    assert '<svg role="img"' not in page


def test_a_case_may_have_nothing_to_fix(site: Site) -> None:
    """With only a fixed.py there is one listing, no tabs and no difference."""
    (site.example.folder / "buggy.py").unlink()
    (site.example.folder / "session.txt").unlink()
    site.record("fixed")
    page = site.html()
    assert list(blocks(page)) == ["fixed.py"]
    assert 'type="radio"' not in page


def test_every_fix_has_a_tab(site: Site) -> None:
    """A second way to fix it is shown, and compared with the bug."""
    (site.example.folder / "fixed_by_key.py").write_text(FILES["fixed.py"].replace("0]", "-1]"))
    for variant in ("buggy", "fixed", "fixed_by_key"):
        site.record(variant)
    page = site.html()
    assert "Fixed: by key" in page
    assert "buggy.py to fixed_by_key.py" in blocks(page)


def test_text_keeps_code_and_verdicts(site: Site) -> None:
    """Where there is no HTML, a panel is its sentences and its files."""
    done = site.build("text")
    assert (done.returncode, done.stderr) == (0, "")
    text = (site.root / "text" / "index.txt").read_text()
    assert "leaks for good" in text
    assert "def lend():" in text
    assert "Every other rider keeps the bike." in text


def test_a_built_site_has_no_fault(site: Site) -> None:
    """Links, fragments, ids and loads of a built site are sound, with the panel on two pages."""
    site.page(SHOW + SHOW + "\n```{toctree}\nmore/page\n```\n")
    site.page(SHOW, "more/page.md")
    site.html()
    own = [each for each in faults(site.root / "html") if "_static/" not in each]
    assert own == []  # it has no style of its own


@pytest.mark.parametrize(
    ("spoilt", "fault"),
    [
        ('<a href="gone.html">x</a>', "index.html: gone.html leads to no file"),
        ('<a href="#gone">x</a>', "index.html: #gone leads to no id"),
        ('<p id="a"></p><p id="a"></p>', "index.html: id 'a' comes twice"),
        ('<img src="//cdn.test/x.png">', "index.html: loads //cdn.test/x.png from another host"),
    ],
)
def test_the_checker_finds_each_fault(tmp_path: Path, spoilt: str, fault: str) -> None:
    """Each kind of fault is found where it is."""
    (tmp_path / "index.html").write_text(spoilt)
    assert list(faults(tmp_path)) == [fault]


BLOCK = "a block of this page is never run; move it to a file that is"


@pytest.mark.parametrize(
    "block",
    [
        *(f"```{name}\nx\n```" for name in ("python", "py", "pycon", "sh", "sql", "ini", "json")),
        *(f"```{name}\nx\n```" for name in ("markdown", "toml", "text", "console", "made-up")),
        "```\nlimit of size 5 reached\n```",
        "~~~\nx\n~~~",
        "```{code-block} python\nx\n```",
        "```{code-block}\nx\n```",
        ":::{code-block} sh\nx\n:::",
        "```{code} sh\nx\n```",
        "```{sourcecode} sh\nx\n```",
        "```{code-cell}\nx\n```",
        "```{literalinclude} conf.py\n```",
        "```{parsed-literal}\nx\n```",
        "```{testcode}\nx\n```",
        "```{eval-rst}\n::\n\n    x\n```",
        "```{raw} html\n<pre>x</pre>\n```",
        "<pre>x</pre>\n",
        ">>> x\n",
        "> ```sh\n> x\n> ```",
        "- ```sh\n  x\n  ```",
        "```{note}\n    x\n```",
        "    pool.close()\n",
    ],
)
def test_a_block_of_the_page_is_refused(site: Site, block: str) -> None:
    """A page holds no block of its own, whatever it is of and however it is written."""
    site.page(f"{SHOW}\n{block}\n")
    assert BLOCK in site.refusal()


@pytest.mark.parametrize(
    "shown",
    [
        ":::{file} bikes/lend/riders.csv\n:::",
        ":::{session} bikes/lend\n:::",
        ":::{command} lab\n:::",
        "> somebody's words\n",
        "a line of `code`\n",
    ],
)
def test_what_comes_from_a_file_is_welcome(site: Site, shown: str) -> None:
    """Files, sessions and commands are shown by their names; words are words."""
    site.page(f"{SHOW}\n{shown}\n")
    site.html()


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (":::{example} bikes/gone\n:::", "no example is called 'bikes/gone'"),
        (":::{file} bikes/lend/gone.sql\n:::", "has no 'gone.sql'; there are buggy.py, fixed.py"),
        (":::{source} conftest.py\n:::", "'conftest.py' is no file of the harness"),
        (":::{command} labs\n:::", "no file of commands is called 'labs'; there are lab, load,"),
        ("{seen}`bikes/gone buggy next_caller`", "no example is called 'bikes/gone'"),
        ("{seen}`bikes/lend bugy next_caller`", "has no 'bugy'; there are buggy, fixed"),
        ("{seen}`bikes/lend buggy victm`", "has no 'victm'; there are verdict, when_kept,"),
        ("{seen}`bikes/lend buggy next_caller.text`", "has no 'next_caller.text'; there are"),
        ("{seen}`bikes/lend buggy out[5]`", "has no 'out[5]'; there are"),
        ("{seen}`bikes/lend buggy out[0]`", "has no 'out[0]'; there are"),
        ("{seen}`bikes/lend`", "is no recorded value; write 'topic/case variant value'"),
    ],
)
def test_an_unknown_name_is_refused(site: Site, page: str, sentence: str) -> None:
    """A name that does not exist is refused, and the refusal says what there is."""
    site.page(f"{SHOW}\n{page}\n")
    assert sentence in site.refusal()


def test_recorded_values_stand_in_sentences(site: Site) -> None:
    """The role gives each value as it was recorded."""
    wanted = ["verdict", "lost", "next_caller", "next_caller.line", "out[2]", "during[3]"]
    wanted += ["free[2]"]
    wanted += ["calls", "capacity", "collected", "python", "shed"]
    site.page(SHOW + "".join(f"\n- {{seen}}`bikes/lend buggy {each}`" for each in wanted))
    page = site.html()
    shown = [text_of(each) for each in re.findall(r"<li><p>(.*?)</p>", page)][-len(wanted) :]
    assert shown == [
        *("leaks for good", "1", "waits", "return shed.pop()", "1", "2", "1", "4"),
        *("2", "2", "3.99.1", "1.0"),
    ]


def test_an_orphan_is_refused(site: Site) -> None:
    """An example on no page stops the build, even when no page changed."""
    site.html()
    other = site.example.folder.with_name("orphan")
    other.mkdir()
    for name, text in FILES.items():
        (other / name).write_text(text)
    assert "examples/bikes/orphan: is on no page" in site.build().stderr


def test_a_guide_without_an_example_is_refused(site: Site) -> None:
    """A page below guides/ shows at least one example."""
    site.page(f"{SHOW}\n```{{toctree}}\nguides/talk\n```\n")
    site.page("All talk.", "guides/talk.md")
    refusal = site.refusal()
    assert "guides/talk.md: WARNING: this guide names no example" in refusal


def test_a_stray_file_is_refused(site: Site) -> None:
    """A file that is no part of an example stops the build."""
    (site.example.folder / "notes.md").write_text("later")
    assert "examples/bikes/lend/notes.md: stray file; remove it" in site.refusal()


def test_missing_evidence_is_refused(site: Site) -> None:
    """Without a record nothing is shown, and the sentence says what mends it."""
    (site.root / "evidence" / "bikes" / "lend" / "fixed.json").unlink()
    assert "fixed.py: no evidence was recorded; run `nox -s evidence`" in site.refusal()


def test_stale_evidence_is_refused(site: Site) -> None:
    """A record of other files is not shown, although the page did not change."""
    site.html()
    (site.example.folder / "fixed.py").write_text(FILES["fixed.py"].replace("[0]", "[1]"))
    assert "the evidence is stale; run `nox -s evidence`" in site.build().stderr


def test_corrupt_evidence_is_refused(site: Site) -> None:
    """A record that is no record is not shown."""
    (site.root / "evidence" / "bikes" / "lend" / "buggy.json").write_text("{")
    assert "buggy.py: the evidence is corrupt" in site.refusal()


def test_contradicting_evidence_is_refused(site: Site) -> None:
    """A record that breaks its promise is not shown."""
    site.record("fixed", promised=judge(buggy()).promise)
    assert "fixed.py: the evidence contradicts the promise" in site.refusal()


def test_a_refused_page_is_refused_again(site: Site) -> None:
    """A second build does not forget what the first refused."""
    site.page(f"{SHOW}\n```python\nx\n```\n")
    assert BLOCK in site.refusal()
    assert BLOCK in site.refusal()


def test_a_refusal_is_no_mere_warning(site: Site) -> None:
    """The build fails without ``-W`` as well."""
    site.page(f"{SHOW}\n```python\nx\n```\n")
    assert site.build("dummy", strict=()).returncode


def test_an_edited_example_rebuilds_its_page(site: Site) -> None:
    """New files with new evidence are shown by the next build."""
    site.html()
    (site.example.folder / "fixed.py").write_text(FILES["fixed.py"].replace("[0]", "[1]"))
    site.record("buggy")
    site.record("fixed")
    assert "shed[1]" in blocks(site.html())["fixed.py"]


def test_reading_in_parallel_changes_nothing(site: Site) -> None:
    """Two processes give the page that one gives, and know of the same orphans."""
    for number in range(6):
        site.page(SHOW, f"more/page{number}.md")
    site.page(f"{SHOW}\n```{{toctree}}\n:glob:\nmore/*\n```\n")
    alone = site.html()
    assert site.build("html", "-E", "-j", "2").stderr == ""
    assert (site.root / "html" / "index.html").read_text() == alone


def test_sessions_run_as_doctests(site: Site) -> None:
    """The doctest builder runs the session in the example's folder."""
    done = site.build("doctest")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 passed" in (site.root / "doctest" / "output.txt").read_text()


def test_sessions_run_from_pages_that_were_read_before(site: Site) -> None:
    """The doctest builder needs no second reading of what the site's build has read."""
    site.html()
    known = ("-d", str(site.root / "html" / ".doctrees"))
    done = site.build("doctest", *known)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 passed" in (site.root / "doctest" / "output.txt").read_text()
    (site.example.folder / "session.txt").write_text(">>> import buggy\n>>> buggy.lend()\n3\n")
    site.record("buggy")
    site.record("fixed")
    assert site.build("doctest", *known).returncode  # an edited session is read again


def test_a_session_runs_once(site: Site) -> None:
    """A session that several pages show, or one page twice, runs once."""
    site.page(f"{SHOW}{SHOW}\n:::{{session}} bikes/lend\n:::\n\n```{{toctree}}\nmore\n```\n")
    site.page(SHOW, "more.md")
    assert site.build("doctest").returncode == 0
    assert "    2 tests\n" in (site.root / "doctest" / "output.txt").read_text()


def test_a_wrong_session_fails(site: Site) -> None:
    """A session that is not true fails the doctest build."""
    (site.example.folder / "session.txt").write_text(">>> import buggy\n>>> buggy.lend()\n3\n")
    site.record("buggy")
    site.record("fixed")
    assert site.build("doctest").returncode


def test_a_doctest_build_without_tests_fails(site: Site) -> None:
    """No session, no success."""
    (site.example.folder / "session.txt").unlink()
    site.record("buggy")
    site.record("fixed")
    done = site.build("doctest")
    assert done.returncode
    assert "the doctest build ran no test" in done.stderr


def test_the_lists_print_every_docstring(site: Site) -> None:
    """The closed lists on the page are those of the harness, each member with its text."""
    lists = ("verdicts", "gauges", "fields", "rules")
    site.page(SHOW + "".join(f"\n```{{{name}}}\n```\n" for name in lists))
    page = site.html()
    anchors = [f"verdict-{verdict.value.replace(' ', '-')}" for verdict in Verdict]
    gauges = (ROOT / "harness/run/gauges.py").read_text()
    anchors += [
        f"gauge-{node.name}"
        for node in ast.parse(gauges).body
        if isinstance(node, ast.FunctionDef) and ast.unparse(node.returns or node) == "Gauge"
    ]
    anchors += [f"field-{field.name}" for field in fields(Scenario)]
    anchors += [f"rule-{rule.__name__}" for rule in (scenario, *RULES)]
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []
    assert page.count("<dd><p></p>") == 0


def test_a_field_says_what_it_is_if_nothing_is_written(site: Site) -> None:
    """What must be given is told from what has a default."""
    site.page(f"{SHOW}\n```{{fields}}\n```\n")
    terms = dict(re.findall(r'<dt id="field-(\w+)">(.*?)</dt>', site.html()))
    assert text_of(terms["gauge"]) == "gauge, always given"
    assert text_of(terms["pattern"]) == "pattern, else 'gb'"
    assert text_of(terms["leaves"]) == "leaves"


def test_the_tally_counts_every_record(site: Site) -> None:
    """Examples, versions, verdicts and the cost of a run are counted, and counted anew."""
    site.page(f"{SHOW}```{{tally}}\n```\n")
    site.record("buggy", added=0.012, repeats=2)
    site.record("fixed", added=0.008, repeats=2)

    def rows() -> dict[str, str]:
        text = re.sub("<[^>]+>", " ", site.html().split("The runs behind this build")[1])
        found = re.findall(
            r"(examples|versions that were run|drains|leaks for good|median)\s+(\d+)", text
        )
        return dict(found)

    expected = {"examples": "1", "versions that were run": "2", "drains": "1", "median": "10"}
    assert rows() == expected | {"leaks for good": "1"}
    site.record("fixed", added=0.018, repeats=3)
    assert rows()["median"] == "15"
    (site.example.folder / "scenario.py").unlink()
    assert "examples/bikes/lend: scenario.py is missing; add one" in site.refusal()
