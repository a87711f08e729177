"""The directives that show an example or a part of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from harness.record.evidence import BadEvidence
from harness.record.examples import BadExample, Example
from leakbook import book, code, panel, sessions


class OneArgument(SphinxDirective):
    """A directive of one argument and no content, whose refusal is one sentence."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Draw what is asked for, or refuse."""
        try:
            return self.draw(self.arguments[0])
        except (BadExample, BadEvidence) as error:
            book.refuse(self.env, str(error), self.get_location(), self.env.docname)
            return []

    def draw(self, name: str) -> list[nodes.Node]:
        """The nodes; raises `BadExample` or `BadEvidence`."""
        raise NotImplementedError

    def place(self, number: int) -> str:
        """A name for this use of the directive."""
        return f"{self.env.docname}, {number}"

    def example(self, name: str) -> Example:
        """The example of that name, noted as shown here."""
        return book.case_for_page(self.env, name)


class ExampleDirective(OneArgument):
    """``{example} topic/case``: the panel."""

    def draw(self, name: str) -> list[nodes.Node]:
        """Read the records and draw from them."""
        example, build = self.example(name), Path(self.config.leakbook_evidence)
        number = self.env.new_serialno("leakbook")
        return [panel.draw(example, panel.panel_of(example, build, number), self.place(number))]


class Session(OneArgument):
    """``{session} topic/case``: the session alone."""

    def draw(self, name: str) -> list[nodes.Node]:
        """The doctest."""
        example = self.example(name)
        if example.session is None:
            raise BadExample(f"examples/{name}: has no session.txt to show")
        place = self.place(self.env.new_serialno("leakbook"))
        return [panel.box("lb-session", *sessions.blocks(example, place))]


class File(OneArgument):
    """``{file} topic/case/name``: one file of an example."""

    def draw(self, name: str) -> list[nodes.Node]:
        """The file under its name."""
        folder, _, file = name.rpartition("/")
        example = self.example(folder)
        names = [path.name for path in example.files()]
        if file not in names:
            raise BadExample(f"examples/{folder}: has no {file!r}; there are {', '.join(names)}")
        text = (example.folder / file).read_text(encoding="utf-8")
        listing = panel.code(text, code.language_of(file))
        return [panel.box("lb-file", panel.paragraph(f"`{file}`", "lb-note"), listing)]


def setup(app: Any) -> None:
    """Register the three."""
    app.add_directive("example", ExampleDirective)
    app.add_directive("session", Session)
    app.add_directive("file", File)
