"""Pages as plain Markdown, to paste elsewhere: the code that was run goes along."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from docutils import nodes

from leakbook.nodes import Drawn, Folded, Label, Panel, VerdictWord, of_node
from leakbook.picture.numbers import brief, call_rows, crowd_rows
from leakbook.quiz import Choice, Question

SILENT = (
    *(nodes.comment, nodes.raw, nodes.target, nodes.Invisible, nodes.substitution_definition),
    Label,
)
"""What no text stands for."""


def page(document: nodes.document) -> str:
    """A whole page."""
    return "\n\n".join(blocks(document)) + "\n"


def blocks(node: nodes.Node) -> Iterator[str]:
    """The blocks of a node's children, each without its last newline."""
    for child in node.children:
        made = block(child)
        if made.strip():
            yield made


def block(node: nodes.Node) -> str:
    """One block; what is not known here is the sum of its children."""
    if isinstance(node, SILENT):
        return ""
    for kind, write in BLOCKS.items():
        if isinstance(node, kind):
            return write(node)
    if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.FixedTextElement):
        return inline(node)
    return "\n\n".join(blocks(node))


def title(node: nodes.Node) -> str:
    """A heading at its depth."""
    depth, above = 0, node.parent
    while above is not None:
        depth += isinstance(above, nodes.section)
        above = above.parent
    return f"{'#' * max(1, depth)} {line(node)}"


def listing(node: nodes.Node) -> str:
    """A fence longer than any inside."""
    text = node.astext()
    fence = max([*re.findall("`{3,}", text), "``"], key=len) + "`"
    language = node.get("language", "pycon" if isinstance(node, nodes.doctest_block) else "")  # type: ignore[attr-defined]
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def bullets(node: nodes.Node) -> str:
    """A list; numbered if it counts."""
    counts = isinstance(node, nodes.enumerated_list)
    heads = [f"{n}. " if counts else "- " for n in range(1, len(node.children) + 1)]
    items = [
        hang(head, "\n\n".join(blocks(item)))
        for head, item in zip(heads, node.children, strict=True)
    ]
    return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)


def hang(head: str, text: str) -> str:
    """The text after a mark, indented under it."""
    return head + re.sub(r"\n(?=.)", "\n" + " " * len(head), text)


def definition(node: nodes.Node) -> str:
    """A term, and what it means."""
    terms = [line(each) for each in node.children if isinstance(each, nodes.term)]
    rest = [each for each in node.children if isinstance(each, nodes.definition)]
    return f"{', '.join(terms)}\n" + hang(
        ": ", "\n\n".join(p for each in rest for p in blocks(each))
    )


def rows(node: nodes.Node) -> str:
    """A table; its first row is the head."""
    found = [[cell(entry) for entry in row.children] for row in node.findall(nodes.row)]
    name = next(node.findall(nodes.title), None)
    return (f"{line(name)}\n\n" if name else "") + lay(found)


def cell(entry: nodes.Node) -> str:
    """A cell on one line."""
    return " ".join(" ".join(blocks(entry)).split()).replace("|", "\\|")


def lay(found: list[list[str]]) -> str:
    """Rows as a table."""
    head, *body = ["| " + " | ".join(cells) + " |" for cells in found]
    return "\n".join([head, "|" + " --- |" * len(found[0]), *body])


def folded(node: nodes.Node) -> str:
    """What is opened on demand stands open, under its name."""
    return f"**{node['summary']}**\n\n" + "\n\n".join(blocks(node))  # type: ignore[index]


def quote(node: nodes.Node) -> str:
    """A quotation or a note."""
    return "> " + "\n\n".join(blocks(node)).replace("\n", "\n> ").replace("\n> \n", "\n>\n")


def drawn(node: nodes.Node) -> str:
    """What a part of a panel says; a table of numbers by itself."""
    told = "\n\n".join(blocks(node))
    return f"{told}\n\n{numbers(of_node(node))}" if node["draw"] == "numbers" else told  # type: ignore[index]


def numbers(panel: Panel) -> str:
    """The readings of every variant."""
    records = list(panel.records.values())
    crowd = any(each.readings.crowd for each in records)
    read = crowd_rows(records) if crowd else call_rows(records)
    head = [
        f"units out: {panel.records[each].readings.resource}" for each in list(panel.records)[:1]
    ]
    names = [f"`{each.variant}.py`" for each in records]
    return lay([[*head, *names], *([unescape(each) for each in row] for row in brief(read))])


def inline(node: nodes.Node) -> str:
    """Text with its marks."""
    return "".join(mark(child) for child in node.children).strip()


def line(node: nodes.Node) -> str:
    """The same, on one line."""
    return " ".join(inline(node).split())


def mark(node: nodes.Node) -> str:
    """A piece of text."""
    if isinstance(node, nodes.Text):
        return re.sub(r"([\\`*<[])", r"\\\1", node.astext())
    if isinstance(node, nodes.literal):
        return code(node.astext())
    if isinstance(node, SILENT):
        return ""
    inner = "".join(mark(child) for child in node.children)
    if isinstance(node, nodes.reference) and "refuri" in node:
        return f"[{inner}]({uri(node)})"
    if isinstance(node, nodes.strong | VerdictWord):
        return f"**{inner}**"
    return f"*{inner}*" if isinstance(node, nodes.emphasis) else inner


def uri(node: nodes.reference) -> str:
    """A link to another page leads to its Markdown."""
    target = str(node["refuri"])
    return re.sub(r"\.html(?=#|$)", ".md", target) if node.get("internal") else target


def code(text: str) -> str:
    """Code in a line, between enough marks; an empty line would end it."""
    text = re.sub(r"\s*\n\s*", " ", text)
    ticks = max([*re.findall("`+", text), ""], key=len) + "`"
    pad = " " if "`" in text else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


BLOCKS: dict[type, Callable[..., str]] = {
    nodes.title: title,
    nodes.literal_block: listing,
    nodes.doctest_block: listing,
    nodes.bullet_list: bullets,
    nodes.enumerated_list: bullets,
    nodes.definition_list_item: definition,
    nodes.table: rows,
    nodes.block_quote: quote,
    nodes.Admonition: quote,
    Folded: folded,
    Drawn: drawn,
    Question: lambda node: f"**{inline(node)}**",
    Choice: inline,
}
"""How each kind of block is written; the first that fits."""
