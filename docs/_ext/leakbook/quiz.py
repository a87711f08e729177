"""The questions under "Check yourself": options to choose from, or an answer to open."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from harness.record.examples import BadExample
from leakbook.nodes import Folded
from leakbook.refusing import RefusingDirective

MARKER = re.compile(r"\[([ xX])\] ")
"""What begins an option; an ``x`` marks the right one."""

WORDS = {True: "Right.", False: "No."}
"""What an explanation begins with, so that colour never is the only difference."""


class Check(nodes.General, nodes.Element):
    """A question with its options, or with its answer."""


class Question(nodes.paragraph):
    """The question itself; for options, the name of their group."""


class Choice(nodes.paragraph):
    """What one option says: in HTML the label of a radio button."""


class Told(nodes.General, nodes.Element):
    """What a reader is told who chose an option; hidden until then, in HTML."""


class CheckYourself(RefusingDirective):
    """``{check} The question?`` over a list of options, or over an answer.

    An option begins with ``[x]`` (the right one, exactly one) or ``[ ]``. Its first line is
    what the reader chooses; the lines after it say why it is right or wrong::

        :::{check} Which fault is most likely?
        - [x] A permit leak.
          An error path between acquire and release.
        - [ ] A slow consumer.
          It recovers when the load eases.
        :::

    Without a list of options, the whole content is the answer, opened on demand.
    """

    has_content = True

    def draw(self) -> list[nodes.Node]:
        """The question, and what docutils has to say of its text."""
        asked, problems = self.parse_inline(self.arguments[0])
        content = self.parse_content_to_nodes()
        made = draw(asked, content, f"check-{self.env.new_serialno('check') + 1}")
        return [made, *problems]


def draw(asked: list[nodes.Node], content: list[nodes.Node], name: str) -> Check:
    """The whole question; `BadExample` says what it lacks."""
    lists = [node for node in content if is_options(node)]
    if len(lists) > 1:
        raise BadExample("a check has one list of options")
    if not content:
        raise BadExample("this check has no answer; write it, or options, under the question")
    made = Check("", Question("", "", *asked), ids=[name], asks=bool(lists), classes=["lb-check"])
    if lists:
        made += [options(node, name) if node in lists else node for node in content]
    else:
        made += Folded("", *content, summary="Answer", classes=["lb-answer"])
    return made


def is_options(node: nodes.Node) -> bool:
    """Whether this is a list whose items all begin with a marker."""
    return isinstance(node, nodes.bullet_list) and all(
        MARKER.match(item.astext()) for item in node.children
    )


def options(listed: nodes.Node, name: str) -> nodes.bullet_list:
    """The list with a choice and an explanation in each item."""
    items = [item for item in listed.children if isinstance(item, nodes.list_item)]
    right = [MARKER.match(item.astext())[1] in "xX" for item in items]  # type: ignore[index]
    if len(items) < 2 or sum(right) != 1:
        raise BadExample("a check has two options or more, and one of them is marked [x]")
    made = [option(*each, f"{name}-{n}") for n, each in enumerate(zip(items, right, strict=True))]
    return nodes.bullet_list("", *made, classes=["lb-options"])


def option(item: nodes.list_item, right: bool, name: str) -> nodes.list_item:
    """One option: its first line is the choice, what follows is told."""
    first, *rest = item.children
    chosen, told = halves(list(first.children))
    if told:
        rest = [nodes.paragraph("", "", *told), *rest]
    if not rest:
        raise BadExample(f"the option {item.astext()!r} has no explanation; write one under it")
    begin = [nodes.strong("", WORDS[right]), nodes.Text(" ")]
    if isinstance(rest[0], nodes.paragraph):
        rest[0].insert(0, begin)
    else:
        rest.insert(0, nodes.paragraph("", "", *begin))
    look = "lb-right" if right else "lb-wrong"
    return nodes.list_item(
        "", Choice("", "", *chosen, name=name), Told("", *rest, classes=["lb-told", look])
    )


def halves(line: list[nodes.Node]) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """The first line without its marker, and the lines after it."""
    line[0] = nodes.Text(MARKER.sub("", line[0].astext(), count=1))
    for number, node in enumerate(line):
        if isinstance(node, nodes.Text) and "\n" in node:
            head, _, tail = node.partition("\n")
            ends = [nodes.Text(tail)] if tail else []
            return [*line[:number], nodes.Text(head)], [*ends, *line[number + 1 :]]
    return line, []


def visit_check(self: Any, node: Check) -> None:
    """A group of radio buttons, or a plain box."""
    self.body.append(self.starttag(node, "fieldset" if node["asks"] else "div"))


def depart_check(self: Any, node: Check) -> None:
    """Close it."""
    self.body.append("</fieldset>\n" if node["asks"] else "</div>\n")


def visit_question(self: Any, node: Question) -> None:
    """The name of the group, or a paragraph."""
    self.body.append("<legend>" if node.parent["asks"] else '<p class="lb-question">')


def depart_question(self: Any, node: Question) -> None:
    """Close it."""
    self.body.append("</legend>\n" if node.parent["asks"] else "</p>\n")


def visit_choice(self: Any, node: Choice) -> None:
    """A radio button and its label; nothing is sent and nothing is remembered."""
    name = escape(node["name"])
    group = name.rpartition("-")[0]
    self.body.append(
        f'<input type="radio" name="{group}" id="{name}" autocomplete="off"><label for="{name}">'
    )


def depart_choice(self: Any, node: Choice) -> None:
    """Close the label."""
    self.body.append("</label>\n")


def visit_told(self: Any, node: Told) -> None:
    """A live region: what appears in it is read aloud."""
    self.body.append('<div role="status">' + self.starttag(node, "div"))


def depart_told(self: Any, node: Told) -> None:
    """Close both."""
    self.body.append("</div></div>\n")


def nothing(self: Any, node: nodes.Node) -> None:
    """Add nothing: the children speak."""


def paragraph(self: Any, node: nodes.Node) -> None:
    """As any paragraph."""
    self.visit_paragraph(node)


def end_paragraph(self: Any, node: nodes.Node) -> None:
    """As any paragraph."""
    self.depart_paragraph(node)


def setup(app: Sphinx) -> None:
    """Register the directive and its nodes."""
    app.add_directive("check", CheckYourself)
    app.add_node(Check, html=(visit_check, depart_check), text=(nothing, nothing))
    app.add_node(Question, html=(visit_question, depart_question), text=(paragraph, end_paragraph))
    app.add_node(Choice, html=(visit_choice, depart_choice), text=(paragraph, end_paragraph))
    app.add_node(Told, html=(visit_told, depart_told), text=(nothing, nothing))
    app.add_css_file("interactive.css")
