"""The table of symptoms, the box to paste an error into, and the index behind it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective

from harness.record import evidence, examples
from harness.record.evidence import BadEvidence, Record
from harness.record.examples import BadExample
from harness.record.readings import Outcome
from leakbook import domain, words
from leakbook.finder import index
from leakbook.refusing import RefusingDirective, refuse

TABLE = Path(__file__).parents[3] / "symptoms.toml"
INDEX = "finder-index.js"
PAGE = "symptoms"
FIELDS = {"recorded", "text", "source", "also", "means", "at"}


@dataclass(frozen=True)
class Symptom:
    """One row: a recorded or known text, what it means, and where it is treated."""

    group: str
    means: str
    at: str
    recorded: str = ""
    text: str = ""
    source: str = ""
    also: tuple[str, ...] = ()


def table(path: Path = TABLE) -> list[Symptom]:
    """All rows of the table; `BadExample` says what one lacks."""
    groups = tomllib.loads(path.read_text(encoding="utf-8"))
    return [symptom(group, row) for group, rows in groups.items() for row in rows]


def symptom(group: str, row: dict[str, Any]) -> Symptom:
    """One row."""
    named = row.get("recorded") or row.get("text") or "a row without a text"
    needed = {"means", "at"} | ({"source"} if "text" in row and group != "silent" else set())
    if not needed <= set(row) or not set(row) <= FIELDS or ("text" in row) == ("recorded" in row):
        raise BadExample(f"{path_name()}: {named!r} has the wrong fields; see the file's head")
    return Symptom(group, **{**row, "also": tuple(row.get("also", ()))})


def path_name() -> str:
    """The table as people name it."""
    return f"docs/{TABLE.name}"


def recorded(config: Config, wanted: str) -> str:
    """A recorded text: ``topic/case variant`` and ``victim``, ``warning`` or ``call 2``."""
    name, variant, kind = wanted.split(" ", 2)
    example = examples.find(name, Path(config.leakbook_examples))
    record = evidence.load(example, variant, Path(config.leakbook_evidence))
    found = text_of(record, kind)
    if not found:
        raise BadExample(f"{path_name()}: the record of {name} {variant} has no {kind}")
    return found


def text_of(record: Record, kind: str) -> str:
    """The text of that kind, as a traceback or a log would print it; empty if there is none."""
    if kind == "warning":
        return next(iter(record.readings.warnings), "")
    if kind == "victim":
        return printed(words.next_outcome(record))
    run = record.telling
    number = int(kind.removeprefix("call "))
    return printed(run.calls[number - 1].outcome) if run and number <= len(run.calls) else ""


def printed(outcome: Outcome) -> str:
    """The last line of a traceback."""
    return f"{outcome.error}: {outcome.text}".removesuffix(": ") if outcome.error else ""


def first_line(text: str) -> str:
    """What a table shows of a long text."""
    return text.partition("\n")[0]


class Symptoms(RefusingDirective):
    """``{symptoms} group``: the rows of one group."""

    def draw(self) -> list[nodes.Node]:
        """A table: what you see, what it means, where it is treated."""
        group, path = self.arguments[0], Path(self.config.leakbook_symptoms)
        self.env.note_dependency(str(path))
        rows = [each for each in table(path) if each.group == group]
        if not rows:
            raise BadExample(f"{path_name()}: has no group {group!r}")
        body = nodes.tbody("", *(self.row(each) for each in rows))
        names = ("What you see", "What it means", "Cause and fix")
        cells = [nodes.entry("", nodes.paragraph("", name)) for name in names]
        columns = [nodes.colspec(colwidth=width) for width in (45, 35, 20)]
        head = nodes.thead("", nodes.row("", *cells))
        tgroup = nodes.tgroup("", *columns, head, body, cols=3)
        return [nodes.table("", tgroup, classes=["lb-symptoms", "colwidths-auto"])]

    def row(self, row: Symptom) -> nodes.row:
        """One row; an error text is code, a description is prose."""
        means, _ = self.parse_inline(row.means)
        place = nodes.paragraph("", "", domain.link_to(row.at, self.env.docname))
        cells = [self.seen(row), nodes.paragraph("", "", *means), place]
        return nodes.row("", *(nodes.entry("", cell) for cell in cells))

    def seen(self, row: Symptom) -> nodes.paragraph:
        """The text, and whether a run of ours has produced it."""
        if row.group == "silent":
            said, _ = self.parse_inline(row.text)
            return nodes.paragraph("", "", *said)
        if row.recorded:
            self.example(row.recorded.split()[0])
        text = first_line(recorded(self.config, row.recorded) if row.recorded else row.text)
        made = nodes.paragraph("", "", nodes.literal("", text))
        if row.source:
            source = nodes.reference("", "known text", refuri=row.source)
            made += [nodes.Text(" "), nodes.inline("", "", source, classes=["lb-known"])]
        return made


class FinderNode(nodes.General, nodes.Element):
    """The box to paste an error into."""


class ShowFinder(SphinxDirective):
    """``{finder}``: the box; on any page but the symptoms' own it leads there."""

    def run(self) -> list[nodes.Node]:
        """The node."""
        return [FinderNode("", number=self.env.new_serialno("finder") + 1)]


def visit_finder(self: Any, node: FinderNode) -> None:
    """A form that works offline; without a script its button leads to the tables."""
    page = self.builder.current_docname
    home = self.builder.get_relative_uri(page, PAGE) or f"{PAGE}.html"
    to_root = "../" * page.count("/")
    name = f"finder-{node['number']}"
    results = '<p role="status"></p><ol></ol>' if page == PAGE else ""
    self.body.append(
        f'<form class="lb-finder" action="{home}" role="search" aria-label="Paste your error"'
        f' data-base="{to_root}" data-index="{to_root}{INDEX}"><label for="{name}">Paste your'
        f' error, or a whole traceback</label><textarea id="{name}" rows="3" spellcheck="false"'
        ' autocomplete="off" autocapitalize="off"></textarea><div><button>Find the page</button>'
        f"<small>Nothing leaves your browser.</small></div>{results}</form>\n"
    )
    raise nodes.SkipNode


def skip(self: Any, node: nodes.Node) -> None:
    """A box is nothing outside of HTML."""
    raise nodes.SkipNode


def load_script(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    """Only a page with the box loads its script."""
    if doctree is not None and any(doctree.findall(FinderNode)):
        app.add_js_file("finder.js", loading_method="defer")


def entries(app: Sphinx) -> list[index.Entry]:
    """The whole index: the table's rows, then what else was recorded."""
    made = [entry_of(app, row) for row in table(Path(app.config.leakbook_symptoms))]
    known = {text for entry in made for text in entry.texts}
    for name, place in domain.of(app.env).shown().items():
        made += further(app, name, place, known)
    return made


def entry_of(app: Sphinx, row: Symptom) -> index.Entry:
    """The entry of a row."""
    text = recorded(app.config, row.recorded) if row.recorded else row.text
    texts = dict.fromkeys(" ".join(index.words(each)) for each in (text, *row.also))
    shown = "" if row.group == "silent" else first_line(text)
    place = domain.of(app.env).place(row.at)
    if place is None:
        raise BadExample(f"{path_name()}: {row.at!r} is no page and on no page")
    return entry(app, texts, shown, row.means, place, bool(row.recorded))


def entry(
    app: Sphinx, texts: Any, shown: str, means: str, place: domain.Place, is_recorded: bool
) -> index.Entry:
    """An entry that leads to a place."""
    url = app.builder.get_target_uri(place.page) + (f"#{place.anchor}" if place.anchor else "")
    plain = means.replace("`", "")
    return index.Entry(tuple(texts), shown, plain, url, place.title, is_recorded)


def further(app: Sphinx, name: str, place: domain.Place, known: set[str]) -> Iterator[index.Entry]:
    """What the records of an example have beyond the table: other errors, warnings, lines."""
    example = examples.find(name, Path(app.config.leakbook_examples))
    for variant in example.variants:
        record = evidence.load(example, variant, Path(app.config.leakbook_evidence))
        for text in texts_of(record):
            said = " ".join(index.words(text))
            if " " in said and said not in known:  # the bare name of an error says nothing
                known.add(said)
                yield entry(app, [said], first_line(text), example.situation, place, True)


def texts_of(record: Record) -> Iterator[str]:
    """Every text that a reader might meet: the victim's, the warnings, the waiting line."""
    victim = words.next_outcome(record)
    yield from record.readings.warnings
    if victim.kind == "raised":
        yield printed(victim)
    elif victim.kind == "waits":
        yield words.own_line(victim, record.variant)


def write(app: Sphinx, error: Exception | None) -> None:
    """Put the index beside the pages, as a script that hands over data."""
    if error is not None or app.builder.format != "html" or PAGE not in app.env.found_docs:
        return
    path, mark = Path(app.outdir) / INDEX, f"/* {digest(app)} */"
    if path.exists() and path.read_text(encoding="utf-8").startswith(mark):
        return
    try:
        made = [each.to_json() for each in entries(app)]
    except (BadExample, BadEvidence) as problem:
        refuse(app.env, str(problem))
        return
    data = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    text = f'{mark}dispatchEvent(new CustomEvent("leakbook-index",{{detail:{data}}}));\n'
    path.write_text(text, encoding="utf-8")


def digest(app: Sphinx) -> str:
    """A digest of all that the index is made from; what it says is then the same."""
    book = domain.of(app.env)
    shown = sorted((page, sorted(each.items())) for page, each in book.data["shown"].items())
    sources = sorted(Path(__file__).parents[1].rglob("*.py"))
    made_from = [list(book.shown().items()), shown, examples.digest_of(sources)]
    rows = Path(app.config.leakbook_symptoms).read_bytes()
    return sha256(repr(made_from).encode() + rows).hexdigest()[:16]


def setup(app: Sphinx) -> None:
    """Register the directives and write the index at the end."""
    app.add_config_value("leakbook_symptoms", str(TABLE), "env")
    app.add_directive("symptoms", Symptoms)
    app.add_directive("finder", ShowFinder)
    app.add_node(FinderNode, html=(visit_finder, None), text=(skip, None))
    app.connect("html-page-context", load_script)
    app.connect("build-finished", write)
