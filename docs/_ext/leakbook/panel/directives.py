"""The directives that show an example or a part of it."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from harness.record.examples import BadExample
from leakbook.nodes import box, code_block, panel_of, paragraph, unrecorded
from leakbook.panel import code, draw, sessions
from leakbook.refusing import RefusingDirective


class ExampleDirective(RefusingDirective):
    """``{example} topic/case``: the panel."""

    def draw(self) -> list[nodes.Node]:
        """Read the records and draw from them."""
        example, build = self.example(self.arguments[0]), Path(self.config.leakbook_evidence)
        number = self.env.new_serialno("leakbook")
        return [draw.draw(example, panel_of(example, build, number), here(self, number))]

    def pending(self) -> list[nodes.Node]:
        """The files alone, under the mark: what links here has its place."""
        example = self.example(self.arguments[0])
        return [draw.pending(unrecorded(example, self.env.new_serialno("leakbook")))]


class Pair(ExampleDirective):
    """``{pair} topic/case``: the files and their verdicts alone."""

    def draw(self) -> list[nodes.Node]:
        """Read the records and draw the smaller panel."""
        example, build = self.example(self.arguments[0]), Path(self.config.leakbook_evidence)
        return [draw.pair(panel_of(example, build, self.env.new_serialno("leakbook")))]


class Session(RefusingDirective):
    """``{session} topic/case``: the session alone."""

    def draw(self) -> list[nodes.Node]:
        """The doctest."""
        example = self.example(self.arguments[0])
        if example.session is None:
            raise BadExample(f"examples/{example.name}: has no session.txt to show")
        place = here(self, self.env.new_serialno("leakbook"))
        return [box("lb-session", *sessions.blocks(example, place))]


class File(RefusingDirective):
    """``{file} topic/case/name``: one file of an example."""

    def draw(self) -> list[nodes.Node]:
        """The file under its name."""
        folder, _, file = self.arguments[0].rpartition("/")
        example = self.example(folder)
        names = [path.name for path in example.files()]
        if file not in names:
            raise BadExample(f"examples/{folder}: has no {file!r}; there are {', '.join(names)}")
        text = (example.folder / file).read_text(encoding="utf-8")
        listing = code_block(text, code.language_of(file))
        return [box("lb-file", paragraph(f"`{file}`", "lb-note"), listing)]


def here(directive: RefusingDirective, number: int) -> str:
    """A name for this use of the directive."""
    return f"{directive.env.docname}, {number}"


def setup(app: Sphinx) -> None:
    """Register the three."""
    app.add_directive("example", ExampleDirective)
    app.add_directive("pair", Pair)
    app.add_directive("session", Session)
    app.add_directive("file", File)
