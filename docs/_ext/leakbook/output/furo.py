"""What the theme gets wrong, put right."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class OneId(SphinxPostTransform):
    """Furo wraps each table in a box and gives the box the table's id too: take it away again."""

    formats = ("html",)
    default_priority = 510  # after Furo's

    def run(self, **kwargs: Any) -> None:
        """Leave the id to the table."""
        for box in self.document.findall(nodes.container):
            if "table-wrapper" in box["classes"]:
                box["ids"] = []


def setup(app: Any) -> None:
    """Repair every page."""
    app.add_post_transform(OneId)
