"""The parts of a panel that HTML draws itself; other builders show the nodes inside."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from leakbook import tones, words
from leakbook.nodes import Drawn, Folded, Label, Panel, VerdictWord, of_node
from leakbook.panel import code, downloads, head
from leakbook.picture import callers, chart, numbers, pages


def visit_drawn(self: Any, node: Drawn) -> None:
    """Draw the part and leave its children alone."""
    self.body.append(PARTS[node["draw"]](self, of_node(node)))
    raise nodes.SkipNode


def tabs(self: Any, panel: Panel) -> str:
    """One tab for each file and one for the difference: radio buttons need no script."""
    panes = [*files(panel), *differences(panel)]
    if len(panes) == 1:
        return f'<div class="lb-tabs">{panes[0][2]}</div>'
    inputs = "".join(tab(panel, number, key, label) for number, (key, label, _) in enumerate(panes))
    bodies = "".join(f'<div class="lb-pane">{body}</div>' for _, _, body in panes)
    return (
        f'<fieldset class="lb-tabs"><legend class="lb-hidden">{panel.name}: which file</legend>'
        f"{inputs}{bodies}</fieldset>\n"
    )


def tab(panel: Panel, number: int, key: str, label: str) -> str:
    """A radio button and its label."""
    chosen = "" if number else " checked"
    return (
        f'<input type="radio" name="{panel.id}" id="{panel.id}-{number}" value="{key}"{chosen}>'
        f'<label for="{panel.id}-{number}">{label}</label>'
    )


def files(panel: Panel) -> list[tuple[str, str, str]]:
    """Key, label and listing of each variant; bars mark what differs from its counterpart."""
    made = []
    for name, source in panel.sources.items():
        both, key = pair(panel, name), name.removesuffix(".py")
        marks = code.changed(*both)[name != "buggy.py"] if both else set()
        made.append((key, label_of(key), code.listing(source, "python", name, marks)))
    return made


def pair(panel: Panel, name: str) -> tuple[str, str] | None:
    """The buggy source and the fixed one that a file is compared with."""
    others = [each for each in panel.sources if each != "buggy.py"]
    if "buggy.py" not in panel.sources or not others:
        return None
    return panel.sources["buggy.py"], panel.sources[others[0] if name == "buggy.py" else name]


def differences(panel: Panel) -> list[tuple[str, str, str]]:
    """The tab with the difference between buggy and each fixed variant."""
    pairs = {n: both for n in panel.sources if n != "buggy.py" and (both := pair(panel, n))}
    bodies = [difference(name, *both, len(pairs) > 1) for name, both in pairs.items()]
    return [("diff", "Diff", "".join(bodies))] if bodies else []


def difference(name: str, buggy: str, fixed: str, captioned: bool) -> str:
    """One listing of both, under a caption where there are several."""
    caption = f'<p class="lb-note"><code>buggy.py</code> → <code>{name}</code></p>'
    return (caption if captioned else "") + code.diff(buggy, fixed, f"buggy.py to {name}")


def label_of(key: str) -> str:
    """``Buggy``, ``Fixed``, ``Fixed: try finally``."""
    kind, _, how = key.partition("_")
    return kind.capitalize() + (f": {how.replace('_', ' ')}" if how else "")


def visit_verdict(self: Any, node: VerdictWord) -> None:
    """A verdict links to its definition, where the book has one."""
    page, word = self.config.leakbook_verdicts, words.meant(node.astext())
    looks = f"lb-verdict {tones.of_verdict(word)}" if word else "lb-verdict"
    if page in self.builder.env.found_docs:
        target = self.builder.get_relative_uri(self.builder.current_docname, page)
        anchor = (word or node.astext()).replace(" ", "-")
        self.body.append(f'<a class="{looks}" href="{target}#verdict-{anchor}">')
    else:
        self.body.append(f'<a class="{looks}">')


def depart_verdict(self: Any, node: VerdictWord) -> None:
    """Close it."""
    self.body.append("</a>")


def visit_label(self: Any, node: Label) -> None:
    """A span that the style sheet shows on a narrow screen."""
    self.body.append('<span class="lb-label">')


def depart_label(self: Any, node: Label) -> None:
    """Close it."""
    self.body.append("</span>")


def visit_folded(self: Any, node: Folded) -> None:
    """A disclosure, closed at first."""
    self.body.append(self.starttag(node, "details", ""))
    self.body.append(f"<summary>{escape(node['summary'])}</summary>")


def depart_folded(self: Any, node: Folded) -> None:
    """Close it."""
    self.body.append("</details>\n")


def nothing(self: Any, node: nodes.Node) -> None:
    """Add nothing: the children speak."""


def strong(self: Any, node: nodes.Node) -> None:
    """As any strong word."""
    self.visit_strong(node)


def end_strong(self: Any, node: nodes.Node) -> None:
    """As any strong word."""
    self.depart_strong(node)


PARTS = {
    "head": lambda self, panel: head.head(panel),
    "tabs": tabs,
    "chart": lambda self, panel: callers.figure(panel) or chart.figure(panel),
    "numbers": lambda self, panel: numbers.numbers(panel),
    "steps": pages.link,
    "links": downloads.links,
}


def setup(app: Sphinx) -> None:
    """Make the nodes known to HTML and text."""
    app.add_node(Drawn, html=(visit_drawn, None), text=(nothing, nothing))
    app.add_node(Label, html=(visit_label, depart_label), text=(nothing, nothing))
    app.add_node(Folded, html=(visit_folded, depart_folded), text=(nothing, nothing))
    app.add_node(VerdictWord, html=(visit_verdict, depart_verdict), text=(strong, end_strong))
    app.add_css_file("leakbook.css")
    app.add_js_file("leakbook.js", loading_method="defer")
