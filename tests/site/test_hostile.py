"""Recorded texts are a stranger's: whatever an error says, pages show it and obey nothing."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tiny_site import SHOW, Site, buggy

from harness.record import evidence, harmless
from harness.record.finding import judge
from harness.record.harmless import LONGEST
from harness.record.readings import Aftermath, Mode, Outcome

TAME = "no bike"
MARKUP = "</code></pre></script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;i&gt;"
MYST = (
    "{seen}`bikes/lend buggy lost` **b** [x](javascript:alert(3)) ![x](//evil) | a | `` ```\n"
    "```{raw} html\n<b>raw</b>\n```\n   ````\n\n   `````\n:::{raw} html\n<b>raw</b>\n:::\n\n"
    "# Head\n\n<script>alert(4)</script>\n\n- item\n\n> quote\n\n---\n\n[a]: javascript:alert(5)\n"
)
CONTROL = "\x00\x07\x08\x1b[31mred\x1b]8;;//evil\x07\x7f\x9b\r\u202egpj\u2066\u200b\ufeff\ud800\x85"
HOSTILE = f"{TAME} {MARKUP}\n{MYST}{CONTROL}{'x' * 1_000_000}"
NAME = "Bad`<script>alert(6)</script>|**\n\n[x](javascript:alert(7))\u202e"
ROLES = ("next_caller", "next_caller.text", "next_caller.error", "warning", "error[2]", "text[2]")
PAGE = "".join(f"Seen: {{seen}}`bikes/lend buggy {role}`.\n\n" for role in ROLES)
PAGE += f"{SHOW}\n:::{{seen-values}} bikes/lend buggy\n:::\n\n:::{{tray}} bikes/lend\n:::\n\n"
PAGE += ":::{recorded} bikes/lend buggy victim\n:::\n\n```{toctree}\nsymptoms\n```\n"
BOX = "```{finder}\n```\n\n```{symptoms} pools\n```\n\n"
TABLE = """[[pools]]
page = "no-bike"
title = "no bike"
recorded = "bikes/lend buggy victim"
means = "No bike is there."
[[pools.cause]]
name = "Nobody brings one back"
at = "bikes/lend"
tell = "Bikes stay out."
"""


class Elements(HTMLParser):
    """What a browser makes of a page: each element with the names of its attributes."""

    def __init__(self, text: str) -> None:
        """Read it."""
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, ...]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it; a highlighted word of a text is a span, and no more than a word."""
        names = [name for name, _ in attrs]
        if (tag, names) not in [("span", []), ("span", ["class"])]:
            self.found.append((tag, *names))


def spoil(site: Site, name: str, text: str) -> None:
    """Put an error of that name everywhere into the record, with a text that no run has cut."""
    said = Outcome("raised", name, "TEXT")
    run = buggy().passes[Mode.DROP]
    calls = tuple(replace(call, outcome=said) for call in run.calls)
    after = Aftermath(warnings=("TEXT",), late=("TEXT",))
    run = replace(run, calls=calls, next_caller=said, aftermath=after)
    readings = replace(buggy(), passes={Mode.DROP: run, Mode.KEEP: run})
    site.record("buggy", readings=readings, promised=judge(readings).promise)
    path = evidence.path_of(site.example, "buggy", site.root / "evidence")
    raw = path.read_text(encoding="utf-8").replace('"TEXT"', json.dumps(text))
    path.write_text(raw, encoding="utf-8")


def built(site: Site, name: str, text: str) -> Path:
    """The site with such a record."""
    spoil(site, name, text)
    site.page(PAGE)
    site.page(BOX, "symptoms.md")
    (site.root / "docs" / "symptoms.toml").write_text(TABLE, encoding="utf-8")
    table = f"leakbook_symptoms={site.root / 'docs' / 'symptoms.toml'}"
    done = site.build("html", "-E", "-D", table)
    assert (done.returncode, done.stderr) == (0, "")
    return site.root / "html"


def made(root: Path, pattern: str) -> dict[str, str]:
    """The files that a build has made, by name."""
    paths = [path for path in sorted(root.glob(pattern)) if "_static" not in path.parts]
    return {str(each.relative_to(root)): each.read_text(encoding="utf-8") for each in paths}


def parts(text: str) -> list[str]:
    """What a reader of Markdown makes of a text: kinds of blocks and of what is in a line."""
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    inner = [each for token in tokens for each in [token, *(token.children or [])]]
    told = [each for each in inner if each.type not in ("text", "softbreak", "text_special")]
    return [f"{each.type} {each.attrGet('href') or ''}" for each in told]


@pytest.fixture
def both(site: Site) -> tuple[Path, Path]:
    """The site as a tame text makes it, and as a hostile one does."""
    tame = built(site, "PoolError", TAME).rename(site.root / "tame")
    return tame, built(site, NAME, HOSTILE)


def test_a_text_stays_a_text(both: tuple[Path, Path]) -> None:
    """Pages and their Markdown have the very elements that they have with a tame text."""
    tame, hostile = (made(root, "**/*.html") for root in both)
    assert "no-bike.html" in " ".join(tame)
    assert "alert(1)" in hostile["index.html"]
    for name, page in hostile.items():
        assert Elements(page).found == Elements(tame[name]).found, name
    tame, hostile = (made(root, "**/*.md") for root in both)
    assert "alert(1)" in hostile["index.md"]
    for name, page in hostile.items():
        assert parts(page) == parts(tame[name]), name


def test_nothing_that_is_made_has_control_characters(both: tuple[Path, Path]) -> None:
    """Not in pages, Markdown or index: terminals obey some, and some turn a line round."""
    kinds = ("**/*.html", "**/*.md", "llms.txt", "finder-index.js")
    files = {name: text for each in kinds for name, text in made(both[1], each).items()}
    assert {"index.html", "index.md", "llms.txt", "finder-index.js"} <= set(files)
    for name, text in files.items():
        found = re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
        assert found == [], name
    assert r"\u202egpj" in files["index.html"]  # it is told, as Python tells it


def test_a_megabyte_is_cut(both: tuple[Path, Path]) -> None:
    """Each place has the beginning and says how much is missing; the rest is as long as ever."""
    for pattern in ("**/*.html", "**/*.md", "finder-index.js", "llms.txt"):
        tame, hostile = (made(root, pattern) for root in both)
        for name, text in hostile.items():
            assert len(text) < len(tame[name]) + 60 * LONGEST, name
    assert re.search(r"… and \d{6,} more characters", made(both[1], "index.html")["index.html"])


def test_the_index_is_data(both: tuple[Path, Path]) -> None:
    """The finder's script hands over one value of JSON; a line of it stays a line."""
    tame, hostile = (handed_over(root) for root in both)
    assert tame.keys() == hostile.keys()
    lines = [value["texts"].count("\n") for value in (tame, hostile)]
    assert lines[0] <= lines[1] <= lines[0] + 2  # the warning is a text of its own now


def handed_over(root: Path) -> dict[str, str]:
    """What the browser gets."""
    script = (root / "finder-index.js").read_text(encoding="utf-8")
    (whole,) = re.findall(r"\{detail:(.*)\}\)\);\n", script)
    value: dict[str, str] = json.loads(whole)
    return value


def test_a_record_is_bounded_where_it_is_made() -> None:
    """A run sends and writes no more than that; what is read again stays as it is."""
    made = Outcome("raised", NAME, HOSTILE, (HOSTILE,))
    for text in (made.text, *made.stack):
        assert LONGEST / 2 < len(text) <= LONGEST
        told, missing = text.removesuffix(" more characters").split("… and ")
        assert len(told) - len(told.rstrip("x")) + int(missing) == 1_000_000
        assert text.startswith(TAME)
        assert text.replace("\n", "").isprintable()
    assert harmless.text("x" * LONGEST) == "x" * LONGEST
    assert harmless.text("\t1\n") == "\t1\n"
    assert Outcome(made.kind, made.error, made.text, made.stack) == made
    warned = Aftermath(warnings=(HOSTILE,), late=(HOSTILE,), teardown=HOSTILE)
    assert {warned.warnings[0], warned.late[0], warned.teardown} == {made.text}
