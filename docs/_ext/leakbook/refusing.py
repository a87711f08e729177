"""What directives have in common: a refusal is one sentence, and the build goes on."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from harness.record.evidence import BadEvidence
from harness.record.examples import BadExample, Example
from leakbook import domain


class OneArgument(SphinxDirective):
    """A directive of one argument and no content, whose refusal is one sentence."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Draw what is asked for, or refuse."""
        try:
            return self.draw(self.arguments[0])
        except (BadExample, BadEvidence) as error:
            domain.refuse(self.env, str(error), self.get_location(), self.env.docname)
            return []

    def draw(self, name: str) -> list[nodes.Node]:
        """The nodes; raises `BadExample` or `BadEvidence`."""
        raise NotImplementedError

    def place(self, number: int) -> str:
        """A name for this use of the directive."""
        return f"{self.env.docname}, {number}"

    def example(self, name: str) -> Example:
        """The example of that name, noted as shown here."""
        return domain.case_for_page(self.env, name)
