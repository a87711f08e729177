"""The rooms of the site's extension: each import leads to a room below, and nothing goes round."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from harness.record.examples import ROOT

HOME = ROOT / "docs" / "_ext" / "leakbook"
ROOMS = (
    *("tones", "words", "nodes", "domain", "refusing", "no_blocks", "quiz", "reference", "terms"),
    *("picture", "finder", "measured", "panel", "output", "leakbook"),
)
"""From the ground up: a room may use its own modules and those of the rooms before it."""

Imports = dict[str, set[str]]


def imports_below(home: Path) -> Imports:
    """For each module of the extension those of its own that it imports."""
    paths = {named(path.relative_to(home)): path for path in home.rglob("*.py")}
    return {name: set(imported(path, set(paths))) for name, path in paths.items()}


def named(path: Path) -> str:
    """``panel/draw.py`` as ``panel.draw``; the extension itself is ``leakbook``."""
    return ".".join(path.with_suffix("").parts).removesuffix("__init__").rstrip(".") or "leakbook"


def imported(path: Path, known: set[str]) -> Iterator[str]:
    """The known modules that a file imports, wherever it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("leakbook"):
            package = (node.module or "").removeprefix("leakbook").lstrip(".")
            inner = {f"{package}.{alias.name}".lstrip(".") for alias in node.names} & known
            yield from inner or {package}


def upward(imports: Imports) -> list[str]:
    """The imports that lead to a room above."""
    floor = {room: number for number, room in enumerate(ROOMS)}
    return [
        f"{name} imports {other}"
        for name, others in imports.items()
        for other in sorted(others)
        if floor[other.partition(".")[0]] > floor[name.partition(".")[0]]
    ]


def test_every_import_leads_down() -> None:
    """No room of the extension uses a room above it."""
    assert upward(imports_below(HOME)) == []


def test_nothing_goes_round() -> None:
    """Modules, also those of one room, can be put in an order."""
    assert list(TopologicalSorter(imports_below(HOME)).static_order())


def test_an_import_of_a_room_above_is_seen(tmp_path: Path) -> None:
    """Both forms of an import count, also one inside a function."""
    (tmp_path / "panel").mkdir()
    for name in ("__init__.py", "words.py", "panel/__init__.py", "panel/draw.py"):
        (tmp_path / name).touch()
    (tmp_path / "words.py").write_text("def f():\n    from leakbook.panel import draw\n")
    (tmp_path / "panel" / "draw.py").write_text("from leakbook.words import f\n")
    found = imports_below(tmp_path)
    assert upward(found) == ["words imports panel.draw"]
    with pytest.raises(CycleError):
        list(TopologicalSorter(found).static_order())
