"""The finder's index, beside the pages: texts, their causes, further records, and prose."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from harness.record import evidence, examples
from harness.record.evidence import BadEvidence, Missing
from harness.record.examples import BadExample
from leakbook import domain
from leakbook.domain import Place
from leakbook.finder import compact, index, prose, texts
from leakbook.finder.box import INDEX
from leakbook.finder.table import FOLDER, TABLE, Cause, Symptom, path_name, table
from leakbook.refusing import refuse

Data = dict[str, Any]


def entries(app: Sphinx) -> list[index.Entry]:
    """The texts: the table's rows in their order, then what else was recorded."""
    made = []
    for row in table(Path(app.config.leakbook_symptoms)):
        with unless_missing(app):
            made.append(entry_of(app, row))
    known = {text for entry in made for text in entry.texts}
    for name, place in domain.of(app.env).shown().items():
        with unless_missing(app):
            made += further(app, name, place, known)
    return made


@contextmanager
def unless_missing(app: Sphinx) -> Iterator[None]:
    """In a draft, leave out what is not recorded yet."""
    try:
        yield
    except Missing:
        if not app.config.leakbook_draft:
            raise


def entry_of(app: Sphinx, row: Symptom) -> index.Entry:
    """The entry of a row; a recorded text that is no longer that of the title is refused."""
    text = texts.recorded(app.config, row.recorded) if row.recorded else row.text
    said = index.words(text)
    searched = re.sub(r" \(.*\)$", "", row.title)  # what stands in brackets names a library
    changed = [word for word in index.words(searched) if word not in said]
    if row.recorded and changed:
        raise BadExample(
            f"{path_name()}: the record of {row.recorded} says {texts.first_line(text)!r},"
            f" and the title of {row.page!r} has {', '.join(changed)} as well"
        )
    kept = dict.fromkeys(" ".join(index.words(each)) for each in (text, *row.also))
    shown = "" if row.is_silent else texts.first_line(text)
    causes = tuple(cause_of(app, row, each) for each in row.causes)
    url = app.builder.get_target_uri(row.docname)
    means = row.means.replace("`", "")
    return index.Entry(tuple(kept), shown, means, url, row.title, bool(row.recorded), causes)


def cause_of(app: Sphinx, row: Symptom, cause: Cause) -> Data:
    """A cause as the browser reads it."""
    place = domain.of(app.env).place(cause.at)
    if place is None:
        raise BadExample(f"{path_name()}: {cause.at!r} is no page and on no page")
    made = {"n": cause.name.replace("`", ""), "a": cause.anchor, "m": cause.tell.replace("`", "")}
    made |= {"g": cause.signs} if cause.signs else {}
    words = " ".join(each for each in (compact.said().get(cause.at, ""), cause.said) if each)
    made |= {"w": words} if words else {}
    made |= {"x": fixed(app, cause.at)} if cause.is_example else {}
    return made | {"u": url_of(app, place)}


def fixed(app: Sphinx, name: str) -> str:
    """The file of an example that a reader copies."""
    example = examples.find(name, Path(app.config.leakbook_examples))
    kind = next((v for v in example.variants if v.startswith("fixed")), example.variants[0])
    return f"{name}/{kind}.py"


def url_of(app: Sphinx, place: Place) -> str:
    """The address of a place."""
    url: str = app.builder.get_target_uri(place.page)
    return url + (f"#{place.anchor}" if place.anchor else "")


def further(app: Sphinx, name: str, place: Place, known: set[str]) -> Iterator[index.Entry]:
    """What the records of an example have beyond the table: other errors and warnings."""
    example = examples.find(name, Path(app.config.leakbook_examples))
    for variant in example.variants:
        record = evidence.load(example, variant, Path(app.config.leakbook_evidence))
        for text in texts.texts_of(record):
            said = " ".join(index.words(text))
            if " " in said and said not in known:  # the bare name of an error says nothing
                known.add(said)
                yield index.Entry(
                    (said,), texts.first_line(text), example.situation, url_of(app, place),
                    place.title, True,
                )  # fmt: skip


def sections(app: Sphinx) -> list[Data]:
    """The headings of the pages."""
    return [
        {"n": heading, **where(app, page, anchor)}
        for page, found in sorted(prose.of(app.env).items())
        for anchor, heading in found
    ]


def where(app: Sphinx, page: str, anchor: str) -> Data:
    """The title of a page, and the address of a section of it."""
    return {"p": app.env.titles[page].astext(), "u": url_of(app, Place(page, anchor, ""))}


def write(app: Sphinx, error: Exception | None) -> None:
    """Put the index beside the pages, as a script that hands over data."""
    if error is not None or app.builder.format != "html" or FOLDER not in app.env.found_docs:
        return
    path, mark = Path(app.outdir) / INDEX, f"/* {digest(app)} */"
    if path.exists() and path.read_text(encoding="utf-8").startswith(mark):
        return
    try:
        made = data(app)
    except (BadExample, BadEvidence) as problem:
        refuse(app.env, str(problem))
        return
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    script = f'{mark}dispatchEvent(new CustomEvent("leakbook-index",{{detail:{text}}}));\n'
    path.write_text(script, encoding="utf-8")


def data(app: Sphinx) -> Data:
    """All that the browser needs; a heading that no cause leads to, and the words for it."""
    places = compact.Places()
    rows = compact.texts(entries(app), places)
    told = places.addresses()
    found = [each for each in sections(app) if each["u"] not in told]
    said = compact.said()
    for name, place in domain.of(app.env).shown().items():
        if (words := said.get(name)) and url_of(app, place) not in told:
            places.number(url_of(app, place), "", words)
    return {"texts": rows, "prose": compact.sections(found), "places": places.lines()}


def digest(app: Sphinx) -> str:
    """A digest of all that the index is made from; what it says is then the same."""
    book = domain.of(app.env)
    shown = sorted((page, sorted(each.items())) for page, each in book.data["shown"].items())
    sources = sorted(Path(__file__).parents[1].rglob("*.py"))
    said = sorted(prose.of(app.env).items())
    made_from = [list(book.shown().items()), shown, examples.digest_of(sources), said]
    rows = Path(app.config.leakbook_symptoms).read_bytes() + repr(compact.said()).encode()
    return sha256(repr(made_from).encode() + rows).hexdigest()[:16]


def setup(app: Sphinx) -> None:
    """Write the index at the end."""
    app.add_config_value("leakbook_symptoms", str(TABLE), "env")
    app.connect("build-finished", write)
