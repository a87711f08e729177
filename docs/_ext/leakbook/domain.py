"""Examples as objects of Sphinx: which page shows which, links to them, and what is refused.

``{place}`topic/case``` is a link to the section that shows the example, whatever its name, or
to a page; ``leak:example`` is the same role by its full name. Each example is in ``objects.inv``
as a ``leak:example`` and as a label, so that any project can link to it with intersphinx.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import RoleFunction

from harness.record.examples import Example, digest_of, find
from leakbook.nodes import Drawn


@dataclass(frozen=True)
class Place:
    """A section of a page; the page itself if ``anchor`` is empty."""

    page: str
    anchor: str
    title: str


class PlaceRole(XRefRole):
    """A link to an example or a page, under the title that it has there."""

    innernodeclass = nodes.inline

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The link, to be resolved when all pages were read."""
        self.name = "leak:example"
        return super().run()


class LeakDomain(Domain):
    """For each page what it shows, where, with which signature, and what was refused there."""

    name = "leak"
    label = "The Leak Book"
    object_types: ClassVar[dict[str, ObjType]] = {"example": ObjType("example", "example")}
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {"example": PlaceRole(warn_dangling=True)}
    initial_data: ClassVar[dict[str, Any]] = {
        kind: {} for kind in ("shown", "places", "panels", "linked", "refused")
    }

    def of(self, kind: str, page: str) -> Any:
        """What is known of a page, to be added to; all of it is forgotten with the page."""
        return self.data[kind].setdefault(page, {})

    @property
    def examples(self) -> set[str]:
        """Every example that some page shows."""
        return {name for names in self.data["shown"].values() for name in names}

    def clear_doc(self, docname: str) -> None:
        """Forget a page before it is read again."""
        for pages in map(self.data.get, self.initial_data):
            cast(dict[str, Any], pages).pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over the pages that another process read."""
        for kind in self.initial_data:
            theirs = otherdata[kind]
            self.data[kind].update({page: theirs[page] for page in docnames if page in theirs})

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Remember in which section a page shows each example, and which links it has."""
        for node in document.findall(Drawn):
            name = node["panel"].name
            if node["draw"] == "tabs" and name not in self.of("places", docname):
                self.of("places", docname)[name] = section_of(node, docname)
                self.of("panels", docname)[name] = mark(node.parent, name, document)
        links = document.findall(addnodes.pending_xref)
        targets = [node["reftarget"] for node in links if node["refdomain"] == self.name]
        if targets:
            self.data["linked"][docname] = targets

    def place(self, target: str) -> Place | None:
        """The place of an example, guides before other pages; or of a page, by its name."""
        if target in self.env.found_docs:
            return Place(target, "", self.env.titles[target].astext())
        places = [here[target] for here in self.data["places"].values() if target in here]
        return min(places, key=rank) if places else None

    def panel(self, name: str) -> Place | None:
        """An example's panel; the page that shows a part of it if it has none."""
        if place := self.place(name):
            return replace(place, anchor=self.data["panels"][place.page][name])
        pages = sorted(page for page, shown in self.data["shown"].items() if name in shown)
        return Place(pages[0], "", self.env.titles[pages[0]].astext()) if pages else None

    def shown(self) -> dict[str, Place]:
        """The place of every example."""
        names = {name for here in self.data["places"].values() for name in here}
        return {name: place for name in sorted(names) if (place := self.place(name))}

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Every example, at its panel: that anchor stays when a heading is rewritten."""
        for name, place in self.shown().items():
            panel = self.data["panels"][place.page][name]
            yield name, place.title, "example", place.page, panel, 1

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str,
        node: addnodes.pending_xref, contnode: nodes.Element,
    ) -> nodes.reference | None:  # fmt: skip
        """The link, under the title of the section or under the words it was given."""
        place = self.panel(target) if typ == "panel" else self.place(target)
        if place is None:
            return None
        said = contnode if node["refexplicit"] else nodes.Text(place.title)
        return make_refnode(builder, fromdocname, place.page, place.anchor, said)

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str,
        node: addnodes.pending_xref, contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:  # fmt: skip
        """Leave it to the labels, which every example has."""
        return []


def of(env: BuildEnvironment) -> LeakDomain:
    """The domain of a build environment."""
    return cast(LeakDomain, env.domains["leak"])


def rank(place: Place) -> tuple[int, str]:
    """Guides first, and last the pages that list the causes of a text."""
    page = place.page
    return (0 if page.startswith("guides/") else 2 if page.startswith("symptoms/") else 1), page


def section_of(node: nodes.Node | None, page: str) -> Place:
    """The innermost section around a node."""
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    if node is None or isinstance(node.parent, nodes.document):
        return Place(page, "", node[0].astext() if node is not None else page)
    return Place(page, node["ids"][0], node[0].astext())


def anchor_of(name: str) -> str:
    """The anchor of an example's panel, the same on every page."""
    return nodes.make_id(f"example-{name}")


def mark(panel: nodes.Element, name: str, document: nodes.document) -> str:
    """Give a panel an anchor of its example's name."""
    anchor = anchor_of(name)
    if anchor not in document.ids:
        panel["ids"].append(anchor)
        document.ids[anchor] = panel
    return anchor


def link_to(target: str, page: str) -> addnodes.pending_xref:
    """A link as `PlaceRole` makes it."""
    about = {"refdomain": "leak", "reftype": "example", "reftarget": target, "refdoc": page}
    name = nodes.literal("", target)
    return addnodes.pending_xref("", name, refexplicit=False, refwarn=True, **about)


def example_for_page(env: BuildEnvironment, name: str) -> Example:
    """The example of that name, noted as shown on the page being read; `BadExample` if none."""
    example = find(name, Path(env.config.leakbook_examples))
    of(env).of("shown", env.docname)[name] = signature(env.config, name)
    return example


def signature(config: Config, name: str) -> str:
    """A digest of all that an example's panel is drawn from; empty if the example is gone.

    It is compared instead of times: a file that is added to a folder touches no known file.
    """
    records = sorted((Path(config.leakbook_evidence) / name).glob("*.json"))
    try:
        return Example(Path(config.leakbook_examples) / name).digest + digest_of(records)
    except OSError:
        return ""


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> set[str]:
    """Pages whose examples changed, and pages that were refused before."""
    domain = of(env)
    now = {name: signature(app.config, name) for name in domain.examples}
    pages = {
        page
        for page, shown in domain.data["shown"].items()
        if shown != {name: now[name] for name in shown}
    }
    return (pages | set(domain.data["refused"])) & set(env.found_docs)


def label(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make each example a label; pages with links are written anew, their targets may move."""
    labels = env.domains.standard_domain
    for name, title, _, page, anchor, _ in of(env).get_objects():
        labels.labels[name] = (page, anchor, title)
        labels.anonlabels[name] = (page, anchor)
    return list(of(env).data["linked"])


def setup(app: Sphinx) -> None:
    """Register the domain and its role by a short name."""
    app.add_domain(LeakDomain)
    app.add_role("place", PlaceRole(warn_dangling=True))
    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", label)
