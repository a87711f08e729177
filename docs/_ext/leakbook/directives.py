"""The directives that show an example or a part of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from harness.catalog import BadExample, Case
from harness.evidence import BadEvidence
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

    def case(self, name: str) -> Case:
        """The case of that name, noted as shown here."""
        return book.case_for_page(self.env, name)


class Example(OneArgument):
    """``{example} topic/case``: the panel."""

    def draw(self, name: str) -> list[nodes.Node]:
        """Read the records and draw from them."""
        case, build = self.case(name), Path(self.config.leakbook_evidence)
        number = self.env.new_serialno("leakbook")
        return [panel.draw(case, panel.panel_of(case, build, number), self.place(number))]


class Session(OneArgument):
    """``{session} topic/case``: the session alone."""

    def draw(self, name: str) -> list[nodes.Node]:
        """The doctest."""
        case = self.case(name)
        if case.session is None:
            raise BadExample(f"examples/{name}: has no session.txt to show")
        place = self.place(self.env.new_serialno("leakbook"))
        return [panel.box("lb-session", *sessions.blocks(case, place))]


class File(OneArgument):
    """``{file} topic/case/name``: one file of an example."""

    def draw(self, name: str) -> list[nodes.Node]:
        """The file under its name."""
        folder, _, file = name.rpartition("/")
        case = self.case(folder)
        names = [path.name for path in case.files()]
        if file not in names:
            raise BadExample(f"examples/{folder}: has no {file!r}; there are {', '.join(names)}")
        text = (case.folder / file).read_text(encoding="utf-8")
        listing = panel.code(text, code.language_of(file))
        return [panel.box("lb-file", panel.paragraph(f"`{file}`", "lb-note"), listing)]


def setup(app: Any) -> None:
    """Register the three."""
    app.add_directive("example", Example)
    app.add_directive("session", Session)
    app.add_directive("file", File)
