"""Where each example is shown: links that follow it when a page is rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from leakbook import domain
from leakbook.nodes import Drawn


@dataclass(frozen=True)
class Place:
    """A section of a page; the page itself if ``anchor`` is empty."""

    page: str
    anchor: str
    title: str


class ToPlace(nodes.Inline, nodes.TextElement):
    """A link to wherever ``target`` is shown, made when all pages were read."""


def of(env: Any) -> dict[str, dict[str, Place]]:
    """For each page the examples it shows, with the section of each."""
    if not hasattr(env, "leakbook_places"):
        env.leakbook_places = {}
    found: dict[str, dict[str, Place]] = env.leakbook_places
    return found


def note(app: Any, document: nodes.document) -> None:
    """Remember in which section a page shows each example."""
    page, here = app.env.docname, {}
    for node in document.findall(Drawn):
        if node["draw"] == "tabs":
            here.setdefault(node["panel"].name, section_of(node, page))
    of(app.env)[page] = here


def section_of(node: nodes.Node, page: str) -> Place:
    """The innermost section around a node."""
    while node is not None and not isinstance(node, nodes.section):
        node = node.parent
    if node is None or isinstance(node.parent, nodes.document):
        return Place(page, "", node[0].astext() if node is not None else page)
    return Place(page, node["ids"][0], node[0].astext())


def find(env: Any, target: str) -> Place | None:
    """The place of an example, guides before other pages; or of a page, by its name."""
    if target in env.found_docs:
        return Place(target, "", env.titles[target].astext())
    found = [(page, here[target]) for page, here in of(env).items() if target in here]
    ordered = sorted(found, key=lambda each: (not each[0].startswith("guides/"), each[0]))
    return ordered[0][1] if ordered else None


def shown(env: Any) -> dict[str, Place]:
    """The place of every example."""
    names = {name for here in of(env).values() for name in here}
    return {name: place for name in names if (place := find(env, name))}


def link(app: Any, doctree: nodes.document, page: str) -> None:
    """Turn each `ToPlace` into a link."""
    for node in list(doctree.findall(ToPlace)):
        place = find(app.env, node["target"])
        if place is None:
            node.replace_self(nodes.literal("", node["target"]))
            continue
        uri = app.builder.get_relative_uri(page, place.page)
        uri += f"#{place.anchor}" if place.anchor else ""
        title = nodes.reference("", place.title, refuri=uri, internal=True)
        node.replace_self(title)


def unknown(app: Any, env: Any) -> Iterator[str]:
    """Refuse links to what no page shows; pages with links are written anew each time."""
    for page, targets in getattr(env, "leakbook_linked", {}).items():
        for target in targets:
            if find(env, target) is None:
                domain.refuse(env, f"{target!r} is no page and on no page", page, page)
        yield page


def linked(app: Any, document: nodes.document) -> None:
    """Remember which links a page has."""
    if not hasattr(app.env, "leakbook_linked"):
        app.env.leakbook_linked = {}
    targets = [node["target"] for node in document.findall(ToPlace)]
    app.env.leakbook_linked.pop(app.env.docname, None)
    if targets:
        app.env.leakbook_linked[app.env.docname] = targets


def purge(app: Any, env: Any, page: str) -> None:
    """Forget a page."""
    of(env).pop(page, None)
    getattr(env, "leakbook_linked", {}).pop(page, None)


def merge(app: Any, env: Any, pages: list[str], other: Any) -> None:
    """Take over what another process read."""
    of(env).update({page: here for page, here in of(other).items() if page in pages})
    mine = env.leakbook_linked = getattr(env, "leakbook_linked", {})
    mine.update({p: t for p, t in getattr(other, "leakbook_linked", {}).items() if p in pages})


class ToPlaceRole(SphinxRole):
    """``{place}`topic/case```: a link to the section that shows the example; or to a page."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """A node to be resolved later."""
        return [ToPlace("", target=self.text)], []


def setup(app: Any) -> None:
    """Register the role and follow what pages show."""
    app.add_role("place", ToPlaceRole())
    app.add_node(ToPlace)
    app.connect("doctree-read", note)
    app.connect("doctree-read", linked)
    app.connect("env-purge-doc", purge)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", lambda app, env: list(unknown(app, env)))
    app.connect("doctree-resolved", link)
