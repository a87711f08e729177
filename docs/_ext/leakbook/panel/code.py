"""Source as highlighted lines, and what changed between two variants."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from sphinx.highlighting import PygmentsBridge

LANGUAGES = {
    ".py": "python", ".sql": "postgresql", ".sh": "bash", ".toml": "toml", ".ini": "ini",
    ".cfg": "ini", ".json": "json", ".yaml": "yaml", ".conf": "ini", ".csv": "text",
    ".txt": "text",
}  # fmt: skip
"""The language of a file, by its ending."""


def language_of(name: str) -> str:
    """The language in which a file is highlighted."""
    return "pycon" if name == "session.txt" else LANGUAGES.get(Path(name).suffix, "text")


@cache
def lines(source: str, language: str) -> tuple[str, ...]:
    """Each line of the source as HTML, its newline left out."""
    html = PygmentsBridge("html").highlight_block(source, language, force=True, nowrap=True)
    return tuple(html.removesuffix("\n").split("\n"))


def changed(old: str, new: str) -> tuple[set[int], set[int]]:
    """Which lines of each have no equal in the other, counted from 0."""
    left, right = set[int](), set[int]()
    for tag, a, b, c, d in steps(old, new):
        if tag != "equal":
            left.update(range(a, b))
            right.update(range(c, d))
    return left, right


def steps(old: str, new: str) -> Sequence[tuple[str, int, int, int, int]]:
    """The steps from one text to the other, by whole lines."""
    return SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False).get_opcodes()


def block(body: str, label: str, classes: str = "") -> str:
    """A block of highlighted lines; it can be scrolled by keyboard."""
    return (
        f'<div class="highlight lb-code {classes}">'
        f'<pre tabindex="0" role="group" aria-label="{label}">{body}</pre></div>'
    )


def listing(source: str, language: str, label: str, marked: set[int]) -> str:
    """A whole file with a bar beside the marked lines."""
    rows = [
        f'<span class="lb-changed">{line}\n</span>' if number in marked else f"{line}\n"
        for number, line in enumerate(lines(source, language))
    ]
    return block("".join(rows), label)


def diff(old: str, new: str, label: str) -> str:
    """Both files as one listing: lines that went, lines that came, lines that stayed."""
    rows, before, after = [], lines(old, "python"), lines(new, "python")
    for tag, a, b, c, d in steps(old, new):
        if tag == "equal":
            rows += [f"  {line}\n" for line in before[a:b]]
            continue
        rows += [f'<del class="lb-changed">- {line}\n</del>' for line in before[a:b]]
        rows += [f'<ins class="lb-changed">+ {line}\n</ins>' for line in after[c:d]]
    return block("".join(rows), label, "lb-diff")
